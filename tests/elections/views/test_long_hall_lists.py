"""Every list of the hall and of the report costs the same for one row as for fifty."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps

import pytest
from django.core.cache import cache

from elections.models import (
    BallotRound,
    Candidate,
    CountBatch,
    Decision,
    Outcome,
    RollEntry,
    RoundCandidate,
    RoundContest,
    Speech,
    TallySheet,
    WorkShare,
)
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.counts import totals_to_plain
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.check_in import check_in
from elections.services.elections import advance_phase
from elections.services.results import certify_result
from elections.services.rounds import issue_ballot, open_round
from tests.asked import Page, asks_as_often
from tests.factories.hall import Hall, hall, open_hall, whole_meeting
from tests.factories.office import add_members, reach_milestone
from tests.factories.signed_in import browser_of

from .test_rounds import ALL, address

pytestmark = pytest.mark.django_db
Add = Callable[[Hall, int], object]


@pytest.fixture
def at() -> Hall:
    """Sitting, everybody in."""
    cache.clear()
    return open_hall()


def each(make: Callable[[Hall], object]) -> Add:
    @wraps(make)
    def add(at: Hall, many: int) -> None:
        for _row in range(many):
            make(at)

    return add


# --- rows, as scenery -------------------------------------------------------------------------------------------------


def be_expected(at: Hall, many: int) -> None:
    add_members(at.election, many, branch_name="第一党支部")


def arrive(at: Hall, many: int) -> None:
    check_in(at.session, add_members(at.election, many, branch_name="第一党支部"), actor=at[Role.CHECK_IN_CLERK])


def a_candidate(at: Hall) -> None:
    """With a speech that was held."""
    [entry] = add_members(at.election, 1)
    number = Candidate.objects.count() + 1
    Candidate.objects.create(contest=at.contest("committee"), entry=entry, order=number, number=number, certified_at=at.election.opened_at)
    Speech.objects.create(
        session=at.session, kind="speech", entry=entry, speaker=entry.name, began_at=election_now(at.election), seconds=300,
        recorded_by=at[Role.HOST],
    )  # fmt: skip


def a_speech(at: Hall) -> None:
    Speech.objects.create(
        session=at.session, kind="questions", speaker="党员", began_at=election_now(at.election), seconds=60, recorded_by=at[Role.HOST]
    )


def a_voided_round(at: Hall) -> None:
    now, number = election_now(at.election), BallotRound.objects.count() + 1
    made = BallotRound.objects.create(
        session=at.session, number=number, printed=20, opened_at=now, opened_by=at[Role.HOST], closed_at=now, voided_at=now,
        void_reason=f"第{number}次印错",
    )  # fmt: skip
    contest = at.contest("secretary")
    RoundContest.objects.create(round=made, contest=contest, kind="first", style="list", seats=contest.seats, order=1)


def a_decided_round(at: Hall) -> None:
    """Two tellers agree, and what came out stands: every report of it can be printed."""
    now, number = election_now(at.election), BallotRound.objects.count() + 1
    made = BallotRound.objects.create(
        session=at.session, number=number, printed=1, due=20, present=1, issued=1, papers_issued=1, voters=1, returned=1, papers_returned=1,
        spoiled=0, left_over=0, opened_at=now, opened_by=at[Role.HOST], closed_at=now,
    )  # fmt: skip
    contest = at.contest("secretary")
    row = RoundContest.objects.create(round=made, contest=contest, kind="first", style="list", seats=contest.seats, order=1)
    for place, candidate in enumerate(contest.candidates.select_related("entry"), start=1):
        RoundCandidate.objects.create(round_contest=row, entry=candidate.entry, name=candidate.entry.name, number=place, order=place)
    a_batch(at, made)
    Outcome.objects.create(
        round_contest=row, seats=1, seats_left=1, next="further", meeting_valid=True, ballot_valid=True, decided_at=now,
        decided_by=at[Role.HOST],
    )  # fmt: skip


def a_batch(at: Hall, of: BallotRound | None = None) -> None:
    """One ballot, typed by two tellers who agree."""
    round = of or BallotRound.objects.get()
    batch = CountBatch.objects.create(round=round, number=round.batches.count() + 1, ballots=1)
    totals = totals_to_plain(at.totals(round, {}, 1))
    for place, role in (("first", Role.TELLER), ("second", Role.CALLER)):
        TallySheet.objects.create(batch=batch, place=place, ballots=1, totals=totals, entered_by=at[role])


# --- pages ------------------------------------------------------------------------------------------------------------


# Whether the rows show, or only stand behind the figures.
PAGES: Mapping[Add, Sequence[tuple[Role, str, bool]]] = {
    arrive: (
        (Role.HOST, "", False),
        (Role.HOST, "heads/", False),
        (Role.CHECK_IN_CLERK, "check-in/", False),
        (Role.CHECK_IN_CLERK, "check-in/found/?q=第一", False),
        (Role.CHECK_IN_CLERK, "check-in/numbers/", False),
        (Role.CHECK_IN_CLERK, "projector/picture/", False),
    ),
    be_expected: ((Role.CHECK_IN_CLERK, "check-in/groups/1/", True), (Role.CHECK_IN_CLERK, "check-in/?q=第一", False)),
    each(a_candidate): ((Role.HOST, "", False), (Role.HOST, "speeches/", True), (Role.HOST, "result/", False)),
    each(a_speech): ((Role.CHECK_IN_CLERK, "projector/picture/", False), (Role.HOST, "speeches/", True)),
    each(a_voided_round): (
        (Role.HOST, "rounds/", True),
        (Role.HOST, "count/", False),
        (Role.BALLOT_DESK, "ballots/", False),
        (Role.HOST, "result/", False),
    ),
    each(a_decided_round): ((Role.HOST, "rounds/", True),),
}


@pytest.mark.parametrize("add", PAGES, ids=lambda add: add.__name__)
def test_many_rows_in_a_sitting(add: Add, at: Hall) -> None:
    asks_as_often(partial(add, at), *(Page(browser_of(at[role]), address(at, path), shown) for role, path, shown in PAGES[add]))


def test_many_ballots_in_peoples_hands() -> None:
    cache.clear()
    at = hall(members=60)
    made = open_round(at.open(), ALL, actor=at[Role.HOST], printed=60)
    desk = browser_of(at[Role.BALLOT_DESK])

    def hand_out(many: int) -> None:
        waiting = RollEntry.objects.filter(election=at.election).exclude(pk__in=made.issues.values("entry")).order_by("number")
        issue_ballot(made, list(waiting[:many]), actor=at[Role.BALLOT_DESK])

    pages = (Page(desk, address(at, f"rounds/{made.pk}/{path}"), shown=False) for path in ("ballots/?q=1", "", "figures/"))
    asks_as_often(hand_out, *pages)


def test_many_rounds_among_the_papers_to_print(at: Hall) -> None:
    papers = f"/desk/e/{at.election.code}/papers/"
    pages = (Page(browser_of(at[role]), papers) for role in (Role.COMMUNITY_CLERK, Role.STREET_OFFICER))
    asks_as_often(partial(each(a_decided_round), at), *pages)


def test_many_batches(at: Hall) -> None:
    made, host = at.close(at.round(*ALL)), browser_of(at[Role.HOST])
    here = address(at, f"rounds/{made.pk}/")
    asks_as_often(partial(each(a_batch), at), Page(host, f"{here}count/"), Page(host, here, shown=False))


def test_many_shares_of_work() -> None:
    at = hall()
    whole_meeting(at)
    certify_result(at.election, actor=at[Role.HOST])
    advance_phase(at.election, actor=at[Role.COMMUNITY_CLERK], to=Phase.REPORTING)
    now = election_now(at.election)
    reach_milestone(at.election, Milestone.WORK_DIVIDED, at[Role.COMMUNITY_CLERK])
    decision = Decision.objects.create(
        office=at.office.street, election=at.election, body="new_committee", matter="division_of_work", held_at=now, place="会议室",
        chair="张三", due=5, present=5, votes_for=5, resolution="同意", entered_at=now, entered_by=at[Role.COMMUNITY_CLERK],
    )  # fmt: skip

    def a_share(at: Hall) -> None:
        [entry] = add_members(at.election, 1)
        WorkShare.objects.create(election=at.election, decision=decision, entry=entry, work="党建")

    asks_as_often(partial(each(a_share), at), Page(browser_of(at[Role.COMMUNITY_CLERK]), f"/desk/e/{at.election.code}/report/"))
