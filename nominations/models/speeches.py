from django.db import models


class SpeechTraining(models.Model):
    """竞职演说技巧培训 or 模拟竞职演讲."""

    class Kind(models.TextChoices):
        TRAINING = "training"
        MOCK_SPEECH = "mock_speech"

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="speech_trainings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    trainer = models.CharField(max_length=60)
    place = models.CharField(max_length=80)
    held_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_at", "pk"]


class SpeechComment(models.Model):
    """Who took part, and what was said of the speech (现场指导点评)."""

    training = models.ForeignKey(SpeechTraining, models.PROTECT, related_name="comments")
    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="speech_comments")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["training", "nominee"], name="speech_comment_once")]
