"""Files kept by their content under MEDIA_ROOT. What a file is, its bytes say, not its name."""

import hashlib
import io
import os
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from elections.models import Account, Election, Organisation, StoredFile
from elections.queries.clock import election_now, office_now
from elections.queries.rights import election_issues, office_issues
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation, refuse_if

from .acting import ActUnderWay, ElectionAct, election_act, office_act

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_NAME = 120
JPEG_QUALITY = 90
IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF, ZIP = "application/pdf", "application/zip"
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ENDINGS = {
    PDF: ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    OFFICE["word/document.xml"]: ".docx",
    OFFICE["xl/workbook.xml"]: ".xlsx",
}
UPLOADS = frozenset({PDF, *IMAGES.values(), *OFFICE.values()})


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are on the disk; a row of the database may point at them."""

    sha256: str
    size: int
    media_type: str


def store_file(of: Election | Organisation, *, actor: Account, name: str, content: bytes, confidential: bool = False) -> StoredFile:
    """An upload, of an election or of the office as a whole; the same again is the same file. Images are encoded anew, which drops place,
    camera and all that is hidden in them."""
    refuse_if(_storing_issues(of, actor))  # before anything reaches the disk
    name = "".join(character for character in name if character.isprintable())  # PostgreSQL keeps no NUL
    kept = keep_bytes(clean(content))
    with _act_of(Act.STORE_FILE, of, actor) as act:
        election = act.election if isinstance(act, ElectionAct) else None
        same = {
            "office": act.office,
            "election": election,
            "sha256": kept.sha256,
            "name": name[:LONGEST_NAME],
            "confidential": confidential,
        }
        existing = StoredFile.objects.filter(**same, stored_by=actor).first()
        if existing is not None:
            act.repeats()
            return existing
        stored = enter(act, kept, name=name, confidential=confidential)
        act.record(stored, sha256=kept.sha256, size=kept.size, detail={"name": name})
        return stored


def _storing_issues(of: Election | Organisation, actor: Account) -> Iterator[Issue]:
    if isinstance(of, Election):
        return election_issues(actor, Act.STORE_FILE, of, election_now(of))
    return office_issues(actor, Act.STORE_FILE, of, office_now(of))


def _act_of(act: Act, of: Election | Organisation, actor: Account) -> AbstractContextManager[ActUnderWay]:
    return election_act(act, of, actor) if isinstance(of, Election) else office_act(act, of, actor)


def foreign_issues(act: ActUnderWay, *files: StoredFile | None) -> Iterator[Issue]:
    """Within an act: its papers are papers of the same election, or of the office as a whole."""
    allowed = {None, act.election.pk} if isinstance(act, ElectionAct) else {None}
    for stored in files:
        if stored is not None and (stored.office_id != act.office.pk or stored.election_id not in allowed):
            yield Issue("file_elsewhere", {"name": stored.name})


def enter(act: ActUnderWay, kept: Kept, *, name: str, confidential: bool) -> StoredFile:
    """Within another act: the row for bytes that are kept."""
    return StoredFile.objects.create(
        office=act.office,
        election=act.election if isinstance(act, ElectionAct) else None,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        name=name[:LONGEST_NAME],
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
        write_whole(path, content)
    return Kept(sha256, len(content), media_type(content) or "application/octet-stream")


def write_whole(path: Path, content: bytes) -> None:
    """For the office's own eyes; a reader finds the whole or nothing."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink()
        raise


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def read(stored: StoredFile) -> bytes:
    """The content, proven to be what was stored."""
    return read_kept(stored.sha256, stored.name)


def read_kept(sha256: str, name: str) -> bytes:
    path = path_of(sha256)
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        refuse_if([Issue("file_changed", {"name": name})])
    return content


def media_type(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return IMAGES["JPEG"]
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return IMAGES["PNG"]
    return _packed_type(content) if content.startswith(b"PK\x03\x04") else None


def _packed_type(content: bytes) -> str | None:
    """Word and Excel are packed files with a certain content; one that carries macros is neither."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return ZIP
    return next((found for part, found in OFFICE.items() if part in names), ZIP)


def clean(content: bytes) -> bytes:
    """The upload as it may be kept; RuleViolation for what is empty, too large, broken or of a foreign kind."""
    refuse_if(_size_issues(content))
    found = media_type(content)
    refuse_if([] if found in UPLOADS else [Issue("file_foreign", {})])
    return _encode_anew(content) if found in IMAGES.values() else content


def _size_issues(content: bytes) -> Iterator[Issue]:
    if not content:
        yield Issue("file_empty", {})
    elif len(content) > MAX_BYTES:
        yield Issue("file_too_large", {"megabytes": -(-len(content) // 1024 // 1024), "most": MAX_BYTES // 1024 // 1024})


def _encode_anew(content: bytes) -> bytes:
    """The points of a picture and nothing else, upright, on white where it was transparent."""
    try:
        with Image.open(io.BytesIO(content), formats=list(IMAGES)) as image:
            refuse_if([_too_many_points()] if image.width * image.height > MAX_PIXELS else [])
            kind = "PNG" if image.format == "PNG" else "JPEG"
            return _encoded(_on_white(ImageOps.exif_transpose(image)), kind)
    except Image.DecompressionBombError:
        raise RuleViolation([_too_many_points()]) from None
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):
        raise RuleViolation([Issue("image_broken", {})]) from None


def _too_many_points() -> Issue:
    return Issue("image_too_large", {"most": MAX_PIXELS})


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _encoded(image: Image.Image, kind: str) -> bytes:
    image.info.clear()
    target = io.BytesIO()
    image.save(target, kind, quality=JPEG_QUALITY)
    return target.getvalue()
