"""Pieces that several documents share. Texts are ready to print; dates are dates; a month is "YYYY-MM"."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from elections.rules.margin import margin_in_percent
from elections.rules.quorum import has_quorum

from .chinese import clock, day, last_day, numeral, percent
from .words import MEETINGS

MeetingKind = Literal["members", "delegates", "plenary", "discipline_plenary"]
ContestKind = Literal["first", "further", "runoff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a list may show of a person (never ID number, telephone, home, family, health or discipline)."""

    name: str
    sex: str = ""
    ethnicity: str = ""
    birth: str = ""
    education: str = ""
    joined: str = ""
    present_post: str = ""
    proposed_post: str = ""
    branch: str = ""
    channels: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`closes_at` is exclusive, as everywhere in code; what is printed names the last day that counts."""

    opens_at: datetime
    closes_at: datetime
    length: int
    unit: Literal["working_day", "day"]

    @property
    def words(self) -> str:
        """From the first to the last day that counts, with the hour at which it ends."""
        return f"{day(self.opens_at)}至{day(self.closing_day)}{self.closing_clock}止，共{self.length}{self.unit_words}"

    @property
    def unit_words(self) -> str:
        return "个工作日" if self.unit == "working_day" else "天"

    @property
    def closing_day(self) -> date:
        return last_day(self.closes_at)

    @property
    def closing_clock(self) -> str:
        return "24:00" if clock(self.closes_at) == "0:00" else clock(self.closes_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Where somebody with something to say goes (受理)."""

    office: str
    telephone: str
    address: str
    hours: str
    postcode: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of a meeting, kept apart. `needed` is the quorum in people, by the election's own rule."""

    total: int
    full: int
    probationary: int
    with_vote: int
    excluded: int
    due: int
    present: int
    needed: int
    quorum: str = "4/5"
    target: str = ""

    @property
    def target_words(self) -> str:
        """参与率 against what the approved plan wants; empty where nothing was wanted."""
        if not self.target:
            return ""
        against = "达到" if has_quorum(self.present, self.due, self.target) else "低于"
        return f"{against}方案要求的{margin_in_percent(self.target)}"

    @property
    def turnout(self) -> str:
        return percent(self.present, self.due)

    @property
    def absent(self) -> int:
        return self.due - self.present

    @property
    def valid(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFigures:
    """`issued` is net of replaced papers (`spoiled`). `voided`: the round was declared void, and what came back was not counted."""

    issued: int
    returned: int
    voters: int
    printed: int = 0
    spoiled: int = 0
    left_over: int = 0
    valid: bool = True
    voided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameResult:
    name: str
    votes_for: int
    against: int
    abstained: int
    elected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteIn:
    name: str
    votes: int
    elected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestResult:
    """One contest of one ballot as decided by the rules; `remark` is the next act in words where seats are left. `turn`: one post may be
    voted on again more than once, and each vote is told from the others of its kind."""

    code: str
    post: str
    seats: int
    rows: tuple[NameResult, ...]
    valid: int
    void: int
    elected: tuple[str, ...]
    kind: ContestKind = "first"
    write_ins: tuple[WriteIn, ...] = ()
    write_ins_refused: int = 0
    tied: tuple[str, ...] = ()
    seats_left: int = 0
    remark: str = ""
    turn: int = 1

    @property
    def candidates(self) -> int:
        return len(self.rows)

    @property
    def margin(self) -> int:
        return max(len(self.rows) - self.seats, 0)

    @property
    def kind_words(self) -> str:
        words = {"first": "", "further": "另行选举", "runoff": "再次投票"}[self.kind]
        return f"第{numeral(self.turn)}次{words}" if words and self.turn > 1 else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """`votes` of `present`: the votes for, and those who were there with a vote."""

    post: str
    person: Person
    votes: int
    age: int = 0
    reelected: bool = False


def people_among(elected: Sequence[Elected]) -> int:
    """Leaders whom a plenary chose out of the committee have two posts and are one person each."""
    return len({row.person for row in elected})


def with_several_posts(elected: Sequence[Elected]) -> int:
    """How many of them stand on more than one line of a table of the elected."""
    lines = Counter(row.person for row in elected)
    return sum(number > 1 for number in lines.values())


def approval_words(posts: Sequence[str]) -> str:
    """What becomes of an election to these posts: leaders are approved, members are filed, the discipline committee's secretary is
    passed by the committee first."""
    leaders = "、".join(post for post in ("书记", "副书记") if post in posts)
    members = "、".join(post for post in ("委员", "纪委委员") if post in posts)
    said = [f"{leaders}报上级党组织批准"] if leaders else []
    said += [f"{members}报上级党组织备案"] if members else []
    said += ["纪委书记经同级党的委员会通过后报上级党组织批准"] if "纪委书记" in posts else []
    return "，".join(said) + "。" if said else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officials:
    chief_scrutineer: str
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`title` as it stands on its papers: 中共××社区委员会换届选举党员大会."""

    title: str
    held_at: datetime
    place: str
    chair: str = ""
    kind: MeetingKind = "members"

    @property
    def kind_words(self) -> str:
        return MEETINGS[self.kind]

    @property
    def assembly(self) -> str:
        """What it calls itself in its own papers."""
        return "大会" if self.kind in ("members", "delegates") else "会议"

    @property
    def voters(self) -> str:
        """How those who vote in it are addressed."""
        return {"members": "党员", "delegates": "代表"}.get(self.kind, "委员")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A show of hands: how a meeting decided."""

    votes_for: int
    against: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """GB/T 9704-2012. `mark` is the red line of issue (发文机关标志); `signatory` only in letters upward (签发人).

    `contact` is a whole phrase: 联系人：某某，电话：…
    """

    mark: str
    number: str
    addressee: str
    signer: str
    signed_on: date
    signatory: str = ""
    contact: str = ""
    copied_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    attachments: tuple[str, ...] = ()
