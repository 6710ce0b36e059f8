from django.db import models


class StoredFile(models.Model):
    """A file kept by its content. `confidential` ones are opened by POST, because opening is audited."""

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    election = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    confidential = models.BooleanField(default=False)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]


class Document(models.Model):
    """A frozen snapshot and its PDF: 草稿 → 待签 → 已盖章 → 已张贴 / 已报送. Superseded, never edited."""

    class State(models.TextChoices):
        DRAFT = "draft"
        AWAITING_SIGNATURE = "awaiting_signature"
        STAMPED = "stamped"
        POSTED = "posted"
        FILED = "filed"

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    election = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    audience = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    snapshot = models.TextField()  # canonical JSON, the bytes that were hashed
    snapshot_sha256 = models.CharField(max_length=64)
    head = models.CharField(max_length=64)  # audit head before the document's own event; 校验码 is its first 16 digits
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    stamped_copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    finalised_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    correction_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["drafted_at", "pk"]


class WordTemplate(models.Model):
    """An office's own Word file for one kind of document; at most one of a kind is in use."""

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], condition=models.Q(withdrawn_at=None), name="one_word_template_in_use")
        ]
