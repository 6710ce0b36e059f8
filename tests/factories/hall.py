"""A hall: an election in its meeting phase with members, plan, slate and a meeting that sits, and shortcuts through its acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from elections.models import (
    Account,
    AuditEvent,
    BallotRound,
    Candidate,
    Contest,
    Election,
    Meeting,
    MeetingSession,
    Organisation,
    PostsPlan,
    Reply,
    Request,
    RollEntry,
    StoredFile,
)
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.counts import paper_contests
from elections.rules.contests import Posts, planned_contests
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod
from elections.rules.phases import Phase
from elections.rules.stroke_order import sort_key
from elections.rules.tally import ContestTotals, NameTotals
from elections.services.audit import chain_of
from elections.services.check_in import check_in
from elections.services.counts import attest_count, enter_tally
from elections.services.meetings import MeetingCall, convene_meeting
from elections.services.officials import approve_officials, propose_officials
from elections.services.outcomes import decide_outcome
from elections.services.rounds import BoxCount, close_round, issue_ballot, open_round
from elections.services.sessions import HandVote, adopt_method, close_session, declare_quorum, open_session
from tests.factories.kept import once
from tests.factories.office import Office, add_members, office_with_election

# For each candidate: votes for; those not named abstain. Write-ins beside them.
Votes = Mapping[str, Mapping[str, int]]


@dataclass
class Hall:
    office: Office
    meeting: Meeting
    members: list[RollEntry]
    pins: dict[int, str] = field(default_factory=dict)

    @property
    def street(self) -> Organisation:
        return self.office.street

    @property
    def election(self) -> Election:
        return Election.objects.get(pk=self.office.election.pk)

    @property
    def session(self) -> MeetingSession:
        return self.meeting.sessions.get(adjourned_at=None, closed_at=None)

    @property
    def secretary(self) -> Account:
        return self.office[Role.COMMUNITY_SECRETARY]

    def __getitem__(self, role: Role) -> Account:
        return self.office[role]

    def contest(self, code: str) -> Contest:
        return Contest.objects.get(election=self.election, code=code)

    def names(self, code: str) -> list[str]:
        standing = Candidate.objects.free().filter(contest__election=self.election, contest__code=code)
        return list(standing.values_list("entry__name", flat=True))

    def events(self) -> int:
        return AuditEvent.objects.filter(chain=chain_of(self.office.street, self.election)).count()

    def open(self, present: int | None = None, method: ElectionMethod | None = None) -> MeetingSession:
        """Session opened, everybody (or so many) in, quorum, method and officials in place."""
        electors = self.members if present is None else self.members[:present]
        session = open_session(self.meeting, actor=self[Role.HOST])
        check_in(session, electors, actor=self[Role.CHECK_IN_CLERK])
        declare_quorum(session, actor=self[Role.HOST])
        rules = self.election.rules
        usual = ElectionMethod(ballot="list" if self.meeting.is_plenary else rules.ballot)
        adopt_method(session, method or usual, HandVote(len(electors)), actor=self[Role.HOST])
        self.take_officials(session, len(electors))
        return self.session

    def take_officials(self, session: MeetingSession, votes: int) -> None:
        if self.meeting.officials_decision_id is None:
            free = [
                entry for entry in self.members if not Candidate.objects.filter(entry=entry, contest__stage=self.meeting.stage).exists()
            ]
            roles = dict(zip(free, ["chief_scrutineer", "teller", "caller"], strict=False))
            propose_officials(self.meeting, roles, actor=self.secretary)
        approved = approve_officials(session, HandVote(votes), actor=self[Role.HOST])
        self.pins |= approved.pins
        self.meeting.refresh_from_db()

    def round(self, *codes: str, printed: int | None = None, **more: object) -> BallotRound:
        """Opened, and a ballot in everybody's hand."""
        session = self.session
        here = RollEntry.objects.filter(pk__in=session.check_ins.here().values("entry"))
        opened = open_round(session, codes, actor=self[Role.HOST], printed=printed or here.count(), **more)  # type: ignore[arg-type]
        issue_ballot(opened, list(here), actor=self[Role.BALLOT_DESK])
        return opened

    def close(self, round: BallotRound, *, returned: int | None = None, **box: int) -> BallotRound:
        issued = round.issues.count()
        figures = {"left_over": round.printed - issued, "voters": issued, "returned": issued if returned is None else returned} | box
        return close_round(round, BoxCount(**figures), actor=self[Role.HOST])

    def totals(self, round: BallotRound, votes: Votes, ballots: int) -> dict[str, ContestTotals]:
        """Whoever is not named for is not favoured, so that write-ins stand."""
        made = {}
        for code, contest in paper_contests(round).items():
            said = votes.get(code, {})
            names = {name: NameTotals(said.get(name, 0), ballots - said.get(name, 0), 0) for name in contest.candidates}
            others = {name: number for name, number in said.items() if name not in contest.candidates}
            made[code] = ContestTotals(contest, ballots, 0, names, others)
        return made

    def count(self, round: BallotRound, votes: Votes) -> None:
        """Two tellers agree on one batch, the chief scrutineer signs."""
        round.refresh_from_db()
        returned = round.papers_returned or 0
        totals = self.totals(round, votes, returned)
        second = Account.objects.filter(username="second-teller").first() or self.office.account(Role.TELLER, "second-teller")
        for teller in (self[Role.TELLER], second):
            enter_tally(round, 1, actor=teller, ballots=returned, totals=totals)
        attest_count(round, actor=self[Role.SCRUTINEER], pin=self.pin)

    @property
    def pin(self) -> str:
        return next(iter(self.pins.values()))

    def vote(self, *codes: str, votes: Votes, **more: object) -> BallotRound:
        """A whole round up to its outcome."""
        round = self.round(*codes, **more)
        self.close(round)
        self.count(round, votes)
        self.decide(round)
        return BallotRound.objects.get(pk=round.pk)

    def decide(self, round: BallotRound) -> None:
        decide_outcome(round, actor=self[Role.HOST])


def hall(
    *,
    preset: str = "street-community",
    members: int = 20,
    posts: Posts | None = None,
    slate: Mapping[str, int] | None = None,
    code: str = "wenhui",
) -> Hall:
    """`slate`: contest code -> how many candidates, by rows as scenery; the meeting is convened for today through its service."""
    return once(_hall, preset, members, posts, slate, code)


def open_hall(*, preset: str = "street-community") -> Hall:
    """Session opened, everybody in, quorum, method and officials in place."""
    return once(_open_hall, preset)


def _open_hall(preset: str) -> Hall:
    made = hall(preset=preset)
    made.open()
    return made


def _hall(preset: str, members: int, posts: Posts | None, slate: Mapping[str, int] | None, code: str) -> Hall:
    office = office_with_election(preset=preset, phase=Phase.MEETING, code=code)
    office.election.term_ends_on = election_now(office.election).date() + timedelta(days=90)  # the meeting is on time
    office.election.save(update_fields=["term_ends_on"])
    people = add_members(office.election, members)
    make_slate(office, people, posts or Posts(size=5), slate or {})
    call = MeetingCall(
        title="中共京都苑社区委员会换届选举党员大会",
        starts_at=election_now(office.election) + timedelta(hours=1),
        place="社区礼堂",
        chair="张三",
    )
    meeting = convene_meeting(office.election, call, actor=office[Role.COMMUNITY_SECRETARY])
    return Hall(office, meeting, people)


def make_slate(office: Office, people: Sequence[RollEntry], posts: Posts, sizes: Mapping[str, int]) -> None:
    election, at = office.election, office.election.opened_at
    values = {name: getattr(posts, name) for name in ("size", "includes_leaders", "deputies", "discipline", "leaders_from_committee")}
    PostsPlan.objects.create(election=election, set_at=at, set_by=office[Role.COMMUNITY_SECRETARY], adopted_at=at, **values)
    taken = number = 0
    for planned in planned_contests(posts, election.rules):
        contest = Contest.objects.create(
            election=election,
            code=planned.post,
            post=planned.post,
            stage=planned.stage,
            seats=planned.seats,
            names_at_least=planned.names_at_least,
            order=planned.order,
        )
        wanted = sizes.get(planned.post, planned.names_at_least if planned.stage == "meeting" else 0)
        chosen = sorted(people[taken : taken + wanted], key=lambda entry: sort_key(entry.name))
        taken += wanted
        for order, entry in enumerate(chosen, start=1):
            number += 1
            Candidate.objects.create(contest=contest, entry=entry, order=order, number=number, certified_at=at)


def a_scan(office: Office) -> StoredFile:
    return StoredFile.objects.create(
        office=office.street,
        election=office.election,
        sha256="0" * 64,
        size=1,
        media_type="image/png",
        name="扫描件.png",
        stored_at=office.election.opened_at,
    )


def approve(office: Office, kind: str, number: str = "文晖街道〔2026〕1号") -> Reply:
    """The superior's reply with number and scan, as scenery."""
    by = office[Role.STREET_APPROVER]
    at = election_now(office.election)
    request = Request.objects.create(
        office=office.street,
        election=office.election,
        kind=kind,
        state="approved",
        title="请示",
        submitted_at=at,
        entered_at=at,
        submitted_by=by,
    )
    return Reply.objects.create(request=request, kind="approved", number=number, replied_at=at, replied_by=by, scan=a_scan(office))


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def figures(refused: pytest.ExceptionInfo[RuleViolation]) -> dict[str, object]:
    """Of the first issue."""
    return dict(refused.value.issues[0].params)


def whole_meeting(at: Hall, method: ElectionMethod | None = None) -> None:
    """One paper, everybody elected at the first ballot; the session closed."""
    session = at.open(method=method)
    secretary, deputy, committee = at.names("secretary"), at.names("deputy"), at.names("committee")
    votes = {
        "secretary": {secretary[0]: 19},
        "deputy": {deputy[0]: 18},
        "committee": {committee[0]: 17, committee[1]: 16, committee[2]: 15},
    }
    at.vote("secretary", "deputy", "committee", votes=votes)
    close_session(session, actor=at[Role.HOST])
