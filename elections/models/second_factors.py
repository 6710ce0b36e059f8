from django.db import models


class SecondFactor(models.Model):
    """An authenticator of an account (RFC 6238). `last_step` is the time step used last: no code is taken twice."""

    account = models.OneToOneField("Account", models.CASCADE, related_name="second_factor")
    secret = models.TextField()  # encrypted with the installation's key
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """One of the codes on paper that stand in for a lost authenticator; kept as a keyed hash, gone once used."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]
