from django.db import models


class Submission(models.Model):
    """A form that was sent off. Its token is taken once, so that a double click or a page sent again does nothing twice."""

    token = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey("Account", models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
