"""The slips of the hall: attendance, papers given out and taken back, the count, the elected."""

from dataclasses import dataclass
from datetime import date

from .kind import Kind
from .parts import BallotFigures, ContestResult, Elected, Figures, Meeting, Officials, approval_words
from .snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class AttendanceReport(Snapshot):
    """到会人数报告单. Those absent are split where known; `late` came after the count and are in `figures.present`."""

    title: str
    meeting: Meeting
    figures: Figures
    officials: Officials
    reported_on: date
    absent_on_business: int = 0
    absent_ill: int = 0
    absent_otherwise: int = 0
    guests: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostValidity:
    """None until the count stands: the cell is filled in by hand."""

    post: str
    valid: int | None = None
    void: int | None = None


@dataclass(frozen=True, kw_only=True)
class BallotsReport(Snapshot):
    """选票分发收回报告单. `written_for` is how many papers were filled in for somebody by a person who is not a candidate.

    With several posts on a paper it is valid or void for each post by itself (`by_post`); `valid` and `void` are of a single one.
    """

    title: str
    meeting: Meeting
    paper: str
    figures: Figures
    ballots: BallotFigures
    officials: Officials
    reported_on: date
    valid: int = 0
    void: int = 0
    by_post: tuple[PostValidity, ...] = ()
    written_for: int = 0
    kept_left_over: int = 0


@dataclass(frozen=True, kw_only=True)
class CountReport(Snapshot):
    """计票结果报告单: read out by the chief scrutineer. `entries` says how the two entries came together."""

    title: str
    meeting: Meeting
    figures: Figures
    ballots: BallotFigures
    contests: tuple[ContestResult, ...]
    officials: Officials
    reported_on: date
    entries: str = ""


@dataclass(frozen=True, kw_only=True)
class ElectedReport(Snapshot):
    """当选结果报告单: read out by the chair. `majority` is how many votes were needed."""

    title: str
    meeting: Meeting
    figures: Figures
    contests: tuple[ContestResult, ...]
    elected: tuple[Elected, ...]
    chair: str
    reported_on: date
    majority: int
    majority_of: str = "实到会有选举权人数"

    @property
    def approval(self) -> str:
        return approval_words([contest.post for contest in self.contests])


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyNames:
    post: str
    seats: int
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TallySheet(Snapshot):
    """An empty 正 sheet for one batch: five strokes to a cell."""

    title: str
    meeting: Meeting
    batch: str
    contests: tuple[TallyNames, ...]
    free_lines: int = 3


KINDS = (
    Kind("attendance_report", "到会人数报告单", "hall/attendance_report.html", AttendanceReport, "community", "observers"),
    Kind("ballots_report", "选票分发收回报告单", "hall/ballots_report.html", BallotsReport, "community", "observers"),
    Kind("count_report", "计票结果报告单", "hall/count_report.html", CountReport, "community", "observers"),
    Kind("elected_report", "当选结果报告单", "hall/elected_report.html", ElectedReport, "community", "observers"),
    Kind("tally_sheet", "计票表（正字）", "hall/tally_sheet.html", TallySheet, "community", "community_office"),
)
