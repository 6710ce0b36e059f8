from django.db import models


class Founding(models.Model):
    """The right to found the office of an empty installation: the code that stood in the console. One row, gone once it is used."""

    code = models.CharField(max_length=128)  # hashed
    made_at = models.DateTimeField()
    wrong_tries = models.PositiveIntegerField(default=0)
