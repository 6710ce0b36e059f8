"""会议记录: one paper for every meeting that decides something, whoever meets."""

from dataclasses import dataclass
from datetime import datetime

from .kind import Kind
from .parts import Vote
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What was put, what was said, how it was voted. A matter that was only heard has no vote."""

    title: str
    discussion: tuple[str, ...] = ()
    resolution: str = ""
    vote: Vote | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingMinutes(Snapshot):
    """`recorded_on` differs from `held_at` when the paper is typed in later (补录); both then show."""

    title: str
    body: str
    held_at: datetime
    place: str
    chair: str
    recorder: str
    due: int
    present: int
    matters: tuple[Matter, ...]
    attended: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    entered_at: datetime | None = None


KINDS = (Kind("meeting_minutes", "会议记录", "sheets/meeting_minutes.html", MeetingMinutes, "community", "community_office"),)
