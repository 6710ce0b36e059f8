"""Files that came with a form that was refused wait an hour for it to be sent again.

No act of the office: nothing of it is recorded, no backup contains it, and only the same account finds it, with the same form.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from elections.models import Account
from elections.rules.issues import RuleViolation

from . import files

KEPT_FOR = timedelta(hours=1)
MOST = 30  # files that one account may have waiting; the oldest makes room


@dataclass(frozen=True, slots=True)
class HeldUpload:
    name: str
    media_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


def hold(account: Account, form: str, field: str, upload: HeldUpload) -> None:
    """`form` is the token that the form carries; another file for the same field takes the place of the one before."""
    path = _path(account, form, field)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    head = json.dumps({"name": upload.name, "media_type": upload.media_type}).encode()
    files.write_whole(path, head + b"\n" + upload.content)
    _make_room(account)


def find(account: Account, form: str, field: str) -> HeldUpload | None:
    """Also where no sweep has come by: after an hour it is not there any more."""
    path = _path(account, form, field)
    try:
        if _is_old(path):
            return None
        head, _, content = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return HeldUpload(**json.loads(head), content=content)


def drop(account: Account, form: str, field: str) -> None:
    _path(account, form, field).unlink(missing_ok=True)


def forget_old() -> int:
    forgotten = 0
    for path in _folder().glob("*"):
        try:
            if _is_old(path):
                path.unlink()
                forgotten += 1
        except FileNotFoundError:  # its form has just been sent
            continue
    return forgotten


def is_acceptable(content: bytes) -> bool:
    """What would be refused as evidence of the office is not worth holding."""
    try:
        files.clean(content)
    except RuleViolation:
        return False
    return True


def _make_room(account: Account) -> None:
    ages = []
    for path in _folder().glob(f"{account.pk}-*"):
        try:
            ages.append((path.stat().st_mtime_ns, path))
        except FileNotFoundError:  # its form has just been sent
            continue
    for _at, path in sorted(ages)[:-MOST]:
        path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "held"


def _path(account: Account, form: str, field: str) -> Path:
    """Nothing that came from outside stands in the name."""
    return _folder() / f"{account.pk}-{hashlib.sha256(json.dumps([account.pk, form, field]).encode()).hexdigest()}"


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < (timezone.now() - KEPT_FOR).timestamp()
