import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "election_admin.settings.embedded")

app = Celery("election_admin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
