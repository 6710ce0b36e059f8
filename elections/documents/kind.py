"""What a registry says of one kind of document."""

from dataclasses import dataclass
from typing import Literal

from .snapshot import Snapshot

Paper = Literal["A3", "A4", "A5"]
Orientation = Literal["portrait", "landscape"]
Issuer = Literal["community", "street"]
Audience = Literal["public", "residents", "members", "observers", "community_office", "street"]


@dataclass(frozen=True, slots=True)
class Kind:
    """`audience` is the widest that may open it; `template` lies under templates/documents/. `in_numbers`: printed one for each voter."""

    code: str
    title: str
    template: str
    snapshot: type[Snapshot]
    issuer: Issuer
    audience: Audience
    paper: Paper = "A4"
    orientation: Orientation = "portrait"
    in_numbers: bool = False

    @property
    def title_width(self) -> int:
        """Characters of a form's 20 pt title that fit one line."""
        return {"A3": 38, "A4": 34, "A5": 20}[self.paper] if self.orientation == "landscape" else {"A3": 32, "A4": 22, "A5": 14}[self.paper]


def table(*kinds: Kind) -> dict[str, Kind]:
    """Kinds by code. A code used twice is a fault of ours and stops the start."""
    found = {kind.code: kind for kind in kinds}
    if len(found) != len(kinds):
        raise RuntimeError(f"a document code twice in {[kind.code for kind in kinds]}")
    return found
