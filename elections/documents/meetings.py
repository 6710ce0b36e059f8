"""Papers of the members' meeting itself, all made before it: agenda, host script, check-in list, officials."""

from dataclasses import dataclass
from datetime import date

from .ballots import BallotContest
from .kind import Kind
from .parts import Meeting, Vote, approval_words
from .snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Agenda(Snapshot):
    """大会议程. Without `items` the usual order stands there, in two parts."""

    title: str
    meeting: Meeting
    signer: str
    items: tuple[str, ...] = ()
    with_speeches: bool = True
    outgoing: str = "上届委员会"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One of the speeches of candidates, in their order."""

    name: str
    post: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class HostScript(Snapshot):
    """主持词. Numbers known only in the hall are blanks to fill in by hand; `due` is 0 until the exclusions are voted.

    `presides` where that has to be said: the 筹备组 of a new community, which stands in for the outgoing committee.
    """

    title: str
    meeting: Meeting
    organisation: str
    superior: str
    contests: tuple[BallotContest, ...]
    chief_scrutineer: str
    scrutineers: tuple[str, ...]
    tellers: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    outgoing_secretary: str
    reply: str
    total: int
    with_vote: int
    due: int = 0
    excluded: int = 0
    guests: tuple[str, ...] = ()
    number_ballot: bool = False
    leader: str = ""
    outgoing: str = "上届委员会"
    presides: str = ""

    @property
    def elects_leaders(self) -> bool:
        """Else the new committee's first plenary does, and nobody speaks as secretary yet."""
        return any(contest.post in ("书记", "副书记") for contest in self.contests)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRow:
    """`right`: has the right to vote. The number is the roll's and stands on no ballot."""

    number: int
    name: str
    sex: str
    branch: str
    right: bool = True
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckInList(Snapshot):
    """签到册. `group` is the branch or block of this print, empty for the whole."""

    title: str
    meeting: Meeting
    rows: tuple[CheckInRow, ...]
    group: str = ""
    large: bool = False

    @property
    def with_vote(self) -> int:
        return sum(row.right for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """`duty`: 总监票人 监票人 计票人 唱票人."""

    duty: str
    name: str
    branch: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficialsList(Snapshot):
    """监票人、计票人名单: nobody of them is a candidate; adopted by the meeting on a show of hands (`vote`)."""

    title: str
    meeting: Meeting
    officials: tuple[Official, ...]
    signer: str
    signed_on: date | None = None
    vote: Vote | None = None


@dataclass(frozen=True, kw_only=True)
class MethodPaper(Snapshot):
    """选举办法, read out and put to the vote: a draft until `vote`. `voters`: 党员, 代表 or 委员. `ballot`, `further_candidates` and the
    switches as `rules.method` and the rule set know them; `margin` in per cent."""

    title: str
    meeting: Meeting
    organisation: str
    basis: str
    contests: tuple[BallotContest, ...]
    voters: str
    quorum: str
    ballot: str
    further_candidates: str
    further_margin: bool
    show_votes: bool
    margin: str
    of_due: bool
    needs_against: bool
    cascade: bool
    leaders_later: bool
    signer: str
    signed_on: date | None = None
    vote: Vote | None = None

    @property
    def member_posts(self) -> str:
        """委员 alone need more candidates than seats and may be elected fewer; a plenary for its leaders has none."""
        return "、".join(contest.post for contest in self.contests if contest.post in ("委员", "纪委委员"))

    @property
    def approval(self) -> str:
        return approval_words([contest.post for contest in self.contests])


KINDS = (
    Kind("agenda", "大会议程", "hall/agenda.html", Agenda, "community", "observers"),
    Kind("election_method", "选举办法", "hall/election_method.html", MethodPaper, "community", "observers"),
    Kind("host_script", "主持词", "hall/host_script.html", HostScript, "community", "community_office"),
    Kind("check_in_list", "签到册", "hall/check_in_list.html", CheckInList, "community", "community_office"),
    Kind("officials_list", "监票人、计票人名单", "hall/officials_list.html", OfficialsList, "community", "observers"),
)
