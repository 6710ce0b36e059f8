"""What goes to the superior after the meeting, and the announcement of the result."""

from dataclasses import dataclass
from datetime import date

from .kind import Kind
from .parts import BallotFigures, ContestResult, Elected, Figures, Letterhead, Meeting, Officials, people_among, with_several_posts
from .snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class ResultReportForm(Snapshot):
    """《党员大会换届选举结果报告表》. `method` in words: 无记名投票、差额选举，书记、副书记由党员大会直接选举产生."""

    title: str
    organisation: str
    superior: str
    basis: str
    meeting: Meeting
    method: str
    figures: Figures
    ballots: BallotFigures
    contests: tuple[ContestResult, ...]
    elected: tuple[Elected, ...]
    officials: Officials
    filled_by: str = ""
    telephone: str = ""
    filled_on: date | None = None
    approved_on: date | None = None
    own_opinion: str = ""
    superior_opinion: str = ""
    remark: str = ""

    @property
    def people(self) -> int:
        return people_among(self.elected)

    @property
    def with_several_posts(self) -> int:
        return with_several_posts(self.elected)


@dataclass(frozen=True, kw_only=True)
class PlenaryResult:
    """The new committee's first plenary, where it elects secretary and deputies (or discipline secretary)."""

    meeting: Meeting
    due: int
    present: int
    contests: tuple[ContestResult, ...]


@dataclass(frozen=True, kw_only=True)
class ResultReport(Snapshot):
    """《选举结果的情况报告》: a letter upward with 签发人. `basis`: the reply that allowed the election, title and number."""

    title: str
    letterhead: Letterhead
    organisation: str
    basis: str
    meeting: Meeting
    method: str
    figures: Figures
    ballots: BallotFigures
    contests: tuple[ContestResult, ...]
    elected: tuple[Elected, ...]
    process: tuple[str, ...] = ()
    plenaries: tuple[PlenaryResult, ...] = ()
    discipline: tuple[Elected, ...] = ()
    composition: str = ""
    remark: str = ""

    @property
    def people(self) -> int:
        return people_among(self.elected)

    @property
    def leaders(self) -> tuple[Elected, ...]:
        return tuple(row for row in self.elected if row.post != "委员")

    @property
    def members(self) -> tuple[Elected, ...]:
        return tuple(row for row in self.elected if row.post == "委员")


@dataclass(frozen=True, kw_only=True)
class ResultAnnouncement(Snapshot):
    """选举结果公告. `contests` is empty where the public page shows only the elected."""

    title: str
    organisation: str
    meeting: Meeting
    figures: Figures
    elected: tuple[Elected, ...]
    signer: str
    signed_on: date
    contests: tuple[ContestResult, ...] = ()
    discipline: tuple[Elected, ...] = ()
    awaiting_approval: bool = True
    approved_by: str = ""


KINDS = (
    Kind("result_report_form", "党员大会换届选举结果报告表", "forms/result_report_form.html", ResultReportForm, "community", "observers"),
    Kind("result_report", "选举结果的情况报告", "letters/result_report.html", ResultReport, "community", "observers"),
    Kind("result_announcement", "选举结果公告", "sheets/result_announcement.html", ResultAnnouncement, "community", "public"),
)
