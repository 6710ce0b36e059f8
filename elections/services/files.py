"""Files kept by their content under MEDIA_ROOT. What a file is, its bytes say, not its name."""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from elections.models import Account, Election, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue, refuse_if

from .acting import ActUnderWay, ElectionAct, election_act

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF, ZIP, OFFICE = "application/pdf", "application/zip", "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are on the disk; a row of the database may point at them."""

    sha256: str
    size: int
    media_type: str


def store_file(election: Election, *, actor: Account, name: str, content: bytes, confidential: bool = False) -> StoredFile:
    """An upload. Images are encoded anew, which drops place, camera and everything hidden in them."""
    kept = keep_bytes(clean(content))
    with election_act(Act.STORE_FILE, election, actor) as act:
        stored = enter(act, kept, name=name, confidential=confidential)
        act.record(stored, sha256=kept.sha256, size=kept.size, detail={"name": name})
        return stored


def enter(act: ActUnderWay, kept: Kept, *, name: str, confidential: bool) -> StoredFile:
    """Within another act: the row for bytes that are kept."""
    return StoredFile.objects.create(
        office=act.office,
        election=act.election if isinstance(act, ElectionAct) else None,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        name=name[:120],
        confidential=confidential,
        stored_at=act.now,
        stored_by=act.actor,
    )


def keep_bytes(content: bytes) -> Kept:
    """Write once, whole or not at all; the same content has one place."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    return Kept(sha256, len(content), media_type(content) or "application/octet-stream")


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def read(stored: StoredFile) -> bytes:
    """The content, proven to be what was stored."""
    content = path_of(stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        refuse_if([Issue("file_changed", {"name": stored.name})])
    return content


def media_type(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"PK\x03\x04"):
        return OFFICE if b"[Content_Types].xml" in content[:4096] else ZIP
    return None


def clean(content: bytes) -> bytes:
    """The upload as it may be kept; RuleViolation for what is empty, too large, broken or of a foreign kind."""
    found = media_type(content)
    refuse_if(_upload_issues(content, found))
    return _encode_anew(content) if found in IMAGES.values() else content


def _upload_issues(content: bytes, found: str | None) -> Iterator[Issue]:
    if not content:
        yield Issue("file_empty", {})
    elif len(content) > MAX_BYTES:
        yield Issue("file_too_large", {"megabytes": len(content) // 1024 // 1024, "most": MAX_BYTES // 1024 // 1024})
    elif found is None:
        yield Issue("file_foreign", {})


def _encode_anew(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=list(IMAGES)) as image:
            pixels = image.width * image.height
            refuse_if([Issue("image_too_large", {"pixels": pixels})] if pixels > MAX_PIXELS else [])
            kind = image.format or "PNG"
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.info.clear()
            target = io.BytesIO()
            upright.save(target, kind)
            return target.getvalue()
    except (OSError, SyntaxError):
        refuse_if([Issue("image_broken", {})])
        raise
