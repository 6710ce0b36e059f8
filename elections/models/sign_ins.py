from django.db import models


class SignIn(models.Model):
    """One open sign-in of an account, so that its holder sees where it is open and can end it. Over with its session."""

    account = models.ForeignKey("Account", models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    began_at = models.DateTimeField()

    class Meta:
        ordering = ["-began_at", "-pk"]
