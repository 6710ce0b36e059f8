"""What holds on every machine; the other files of this folder say what differs by place."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

# The same facts make the same bytes of a PDF, today and next year: one fixed moment stands where a file format wants a time.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767196800")

DEBUG = False
TRUSTED_PROXIES = 0
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "election_admin.urls"
WSGI_APPLICATION = "election_admin.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "elections.apps.ElectionsConfig",
    "nominations.apps.NominationsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "elections.middleware.BoothApart",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "elections.middleware.ReadsOnly",
    "elections.middleware.LanguageOfReader",
    "elections.middleware.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "elections.views.errors.FormsAlone",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "elections.views.context.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

AUTH_USER_MODEL = "elections.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "elections.authentication.PasswordBackend",
    "elections.authentication.PaperSlipBackend",
    "elections.authentication.OneTimeCodeBackend",
]
LOGIN_URL = "elections:sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "elections.authentication.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Passwords that the rehearsal prints are refused wherever others than this machine can reach the sign-in page.
DEMONSTRATION_PASSWORDS_ALLOWED = False

# Wrong tries for one name from one place, for one name from anywhere, from one place with any names.
AXES_FAILURE_LIMIT = 5
DOOR_LIMITS = (5, 20, 40)
AXES_HANDLER = "elections.authentication.DoorLock"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "password", "slip_code", "one_time_code", "code", "new_password", "repeat_password"]
AXES_LOCKOUT_CALLABLE = "elections.views.errors.locked_out"

# A station of the hall that nobody touches for so long is locked until its holder types the password.
HALL_IDLE_SECONDS = env.int("HALL_IDLE_SECONDS", default=60)

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "elections.views.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Scans, photographs and rendered documents: never served by path, only by a view that asks who is looking.
DOCUMENT_KINDS = "election_admin.registry.DOCUMENT_KINDS"
# What each app shows of an election to the public, joined by the project.
PANELS = "election_admin.registry.PANELS"
# The places of an election where work is done.
PLACES = "election_admin.registry.PLACES"
# What the other app asks before an election enters a step.
ASKED_BEFORE_STEPS = "election_admin.registry.ASKED_BEFORE_STEPS"
# Which papers each app can make of an election now.
PAPERS = "election_admin.registry.PAPERS"
# The ledgers that go into the archive.
LEDGERS = "election_admin.registry.LEDGERS"
# Who stands on which notice: the lists are those of nominations.
NOTICE_PEOPLE = "nominations.services.notice_people.notice_people"
MEDIA_ROOT = VAR_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# A broker message is only a hint; the rows say what is due. So a stale hint expires, and results are kept nowhere.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ANNOTATIONS = {"*": {"expires": 25}}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "office"
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "elections.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}}}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that is not there, or a HEAD that Django answers with a body, is no news.
        "django.request": {"level": "ERROR"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "elections": {"level": "INFO"},
        "nominations": {"level": "INFO"},
        "election_admin": {"level": "INFO"},
    },
}
