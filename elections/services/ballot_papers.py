"""选票样: the papers that would be voted on now, those of a round that is open or over, and whether a proof says what the slate says."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils import timezone

from elections.documents.ballots import (
    Ballot,
    BallotContest,
    BlankBallot,
    ListBallot,
    NumberBallot,
    NumberedCandidate,
    NumberedPost,
)
from elections.documents.words import MEETINGS, POSTS
from elections.models import BallotRound, Contest, Document, Election, Meeting, RoundContest
from elections.queries.papers import DISCIPLINE, BallotStandings, PaperContest, papers_due, planned_method, printed_contests, together
from elections.rules.ballots import BallotKind, BallotStyle
from elections.rules.issues import Issue
from elections.rules.method import ElectionMethod

from .result_parts import body_of, discipline_committee_of, organisation_of

KINDS = {BallotStyle.LIST: "list_ballot", BallotStyle.NUMBER: "number_ballot", BallotStyle.BLANK: "blank_ballot"}
BallotSheet = ListBallot | NumberBallot | BlankBallot
SNAPSHOTS: dict[str, type[ListBallot] | type[NumberBallot] | type[BlankBallot]] = {
    "list_ballot": ListBallot,
    "number_ballot": NumberBallot,
    "blank_ballot": BlankBallot,
}
FIRST_COLOURS = ("粉红色", "浅黄色", "浅绿色", "浅紫色", "米色")
LATER_COLOURS = {BallotKind.FURTHER: "浅蓝色", BallotKind.RUNOFF: "白色"}
KIND_WORDS = {BallotKind.FIRST: "", BallotKind.FURTHER: "（另行选举）", BallotKind.RUNOFF: "（再次投票）"}

Printed = tuple[str, int, tuple[str, ...]]  # kind of paper, seats, names (with their numbers where they carry one)


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """One sheet that an elector receives: `kind` names its document."""

    kind: str
    contests: tuple[PaperContest, ...]
    snapshot: BallotSheet

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.contest.code for item in self.contests)


def next_ballots(meeting: Meeting) -> list[BallotPaper]:
    """What has to be printed for the seats that are open: the first ballots, or run-off and further election once a round is decided.

    One paper for each contest where they are voted on in sequence and in a plenary, else one for all; the discipline committee has its own.
    A contest without names is left out, unless names are to be written in.
    """
    method = meeting.adopted_method or planned_method(meeting)
    standings = BallotStandings(meeting.election)
    due = papers_due(meeting, standings.of_stage(meeting.stage))
    found = (printed_contests(standings, codes, method, {}) for codes in due)
    return [paper for made in found for paper in _sheets(meeting, made, timezone.localdate(meeting.starts_at))]


def round_ballots(round: BallotRound) -> list[BallotPaper]:
    """As the round was opened. A run-off and a further election in one round are two sheets: their rules differ."""
    return ballots_of_rounds([round])[round.pk]


def ballots_of_rounds(rounds: Collection[BallotRound]) -> dict[int, list[BallotPaper]]:
    """The same of many at once."""
    made: dict[int, list[PaperContest]] = {round.pk: [] for round in rounds}
    rows = RoundContest.objects.filter(round__in=rounds).select_related("contest__election__cycle").prefetch_related("candidates__entry")
    for row in rows.order_by("order"):
        made[row.round_id].append(_opened(row))
    return {round.pk: _sheets(round.session.meeting, made[round.pk], timezone.localdate(round.session.held_on)) for round in rounds}


def proof_issues(election: Election, documents: Collection[Document]) -> Iterator[Issue]:
    """Every contest of the meeting stands on one of these papers, with the seats, the names and the order of the slate."""
    wanted = dict(_slate_lines(election))
    proved: set[str] = set()
    for document in documents:
        if document.election_id != election.pk or document.superseded_by_id or document.kind not in SNAPSHOTS:
            yield Issue("ballot_proof_foreign", {"title": document.title})
            continue
        for post, line in _lines(document.kind, SNAPSHOTS[document.kind].from_json(document.snapshot)):
            proved.add(post)
            if wanted.get(post) != line:
                yield Issue("ballot_proof_differs", {"title": document.title, "post": post})
    yield from (Issue("ballot_proof_incomplete", {"post": post}) for post in wanted if post not in proved)


def title_of(election: Election, contests: Sequence[PaperContest]) -> str:
    return f"{_elected_body(election, contests)}{_posts(contests)}选票{KIND_WORDS[contests[0].kind]}"


def round_title(round: BallotRound, papers: Sequence[BallotPaper], words: str) -> str:
    """Of a report on a round: each of its sheets, and which round it was, for the same posts may be voted on again."""
    body = _elected_body(round.session.meeting.election, papers[0].contests)
    sheets = "、".join(_posts(paper.contests) + KIND_WORDS[paper.contests[0].kind] for paper in papers)
    return f"{body}{sheets}{words}（第{round.number}轮投票）"


def _elected_body(election: Election, contests: Sequence[PaperContest]) -> str:
    """No paper carries posts of both bodies."""
    return discipline_committee_of(election) if contests[0].contest.post in DISCIPLINE else organisation_of(election)


def _posts(contests: Sequence[PaperContest]) -> str:
    return "、".join(POSTS[item.contest.post].removeprefix("纪委") for item in contests)


def _slate_lines(election: Election) -> Iterator[tuple[str, Printed]]:
    method, standings = ElectionMethod(ballot=election.rules.ballot), BallotStandings(election)
    for codes in together(standings.of_stage(Contest.Stage.MEETING), one_by_one=method.ballot == "sequential"):
        for item in printed_contests(standings, codes, method, {}):
            numbered = item.style is BallotStyle.NUMBER
            names = tuple(f"{number} {entry.name}" if numbered else entry.name for entry, number in item.entries)
            yield POSTS[item.contest.post], (KINDS[item.style], item.seats, names)


def _lines(kind: str, snapshot: BallotSheet) -> Iterator[tuple[str, Printed]]:
    if isinstance(snapshot, Ballot):
        yield from ((contest.post, (kind, contest.seats, contest.candidates)) for contest in snapshot.contests)
        return
    for post in snapshot.posts:
        yield post.post, (kind, post.seats, tuple(f"{candidate.number} {candidate.name}" for candidate in post.candidates))


def _opened(row: RoundContest) -> PaperContest:
    entries = tuple((candidate.entry, candidate.number) for candidate in row.candidates.all())
    return PaperContest(row.contest, BallotKind(row.kind), BallotStyle(row.style), row.seats, entries)


def _sheets(meeting: Meeting, made: Sequence[PaperContest], held_on: date) -> list[BallotPaper]:
    groups: dict[tuple[BallotStyle, BallotKind], list[PaperContest]] = {}
    for item in made:
        if item.entries or item.style is BallotStyle.BLANK:
            groups.setdefault((item.style, item.kind), []).append(item)
    return [BallotPaper(KINDS[style], tuple(group), _snapshot(meeting, style, group, held_on)) for (style, _), group in groups.items()]


def _snapshot(meeting: Meeting, style: BallotStyle, contests: Sequence[PaperContest], held_on: date) -> BallotSheet:
    title, organisation, colour = title_of(meeting.election, contests), _seal_of(meeting), _colour(contests)
    kind = contests[0].kind
    if style is BallotStyle.NUMBER:
        posts = tuple(_numbered(item) for item in contests)
        write_ins = kind is not BallotKind.RUNOFF
        return NumberBallot(title=title, organisation=organisation, held_on=held_on, posts=posts, colour=colour, write_ins=write_ins)
    paper = BlankBallot if style is BallotStyle.BLANK else ListBallot
    return paper(
        title=title,
        organisation=organisation,
        held_on=held_on,
        contests=tuple(_listed(item) for item in contests),
        kind=_kind_word(kind),
        write_in_needs_against=meeting.election.rules.write_in_needs_against,
        colour=colour,
    )


def _listed(item: PaperContest) -> BallotContest:
    names = tuple(entry.name for entry, _ in item.entries)
    free = 0 if item.kind is BallotKind.RUNOFF or item.style is BallotStyle.BLANK else item.seats
    return BallotContest(post=POSTS[item.contest.post], seats=item.seats, candidates=names, write_ins=free)


def _numbered(item: PaperContest) -> NumberedPost:
    candidates = tuple(NumberedCandidate(number=number, name=entry.name) for entry, number in item.entries)
    return NumberedPost(post=POSTS[item.contest.post], seats=item.seats, candidates=candidates)


def _kind_word(kind: BallotKind) -> Literal["first", "further", "runoff"]:
    return "further" if kind is BallotKind.FURTHER else "runoff" if kind is BallotKind.RUNOFF else "first"


def _seal_of(meeting: Meeting) -> str:
    if meeting.is_plenary:
        return body_of(meeting)
    return f"中共{meeting.election.office.name}{meeting.election.community.name}{MEETINGS[meeting.kind]}"


def _colour(contests: Sequence[PaperContest]) -> str:
    """One for each kind of paper in the hall, so that everybody sees which one is being voted."""
    first = contests[0]
    return LATER_COLOURS.get(first.kind) or FIRST_COLOURS[(first.contest.order - 1) % len(FIRST_COLOURS)]


def drafted_ballots(election: Election, papers: Sequence[BallotPaper]) -> list[tuple[BallotPaper, Document | None]]:
    """Each paper with the newest document that says exactly the same; None where it was not made, or names have changed since."""
    found = Document.objects.filter(election=election, kind__in=SNAPSHOTS, superseded_by=None).select_related("pdf").order_by("-pk")
    made = [(document, SNAPSHOTS[document.kind].from_json(document.snapshot)) for document in found]
    return [(paper, next((document for document, said in made if _says(said, paper)), None)) for paper in papers]


def _says(said: BallotSheet, paper: BallotPaper) -> bool:
    return type(said) is type(paper.snapshot) and replace(said, head="", rehearsal=paper.snapshot.rehearsal) == paper.snapshot
