"""承诺书: numbered promises, each from a concern that residents raised; signed, two copies, posted."""

from dataclasses import dataclass
from datetime import date

from elections.documents.kind import Kind
from elections.documents.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`concern` is what was heard on the visits, without who said it; `by` is when it will be done, in words."""

    text: str
    concern: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Pledge(Snapshot):
    title: str
    organisation: str
    name: str
    post: str
    promises: tuple[Promise, ...]
    telephone: str = ""
    signed_on: date | None = None


KINDS = (Kind("pledge", "承诺书", "nominations/pledge.html", Pledge, "community", "public"),)
