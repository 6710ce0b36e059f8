"""Electronic ballots on the spot: nothing that is stored links a person to a ballot."""

import hashlib
import json
import time

import psycopg
import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from elections.models import Ballot, BallotCode, BallotIssue, BallotRound, CountBatch
from elections.permissions import Role
from elections.queries.counts import is_live, round_totals
from elections.queries.results import contest_state
from elections.rules.ballots import Mark
from elections.rules.issues import RuleViolation
from elections.services.ballot_box import remove_traces, rounds_with_traces, rows_held_back
from elections.services.ballots import cast_ballot, prepare_ballot_codes, round_of_code
from elections.services.counts import attest_count
from elections.services.rounds import BoxCount, close_round, issue_ballot, open_round, void_round
from tests.factories.hall import Hall, approve, codes, figures, hall, open_hall

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


def electronic(medium: str = "electronic", printed: int = 0) -> tuple[Hall, BallotRound, list[str]]:
    at = hall()
    approve(at.office, "electronic_ballot")
    session = at.open()
    opened = open_round(session, ALL, actor=at[Role.HOST], printed=printed, medium=medium)  # type: ignore[arg-type]
    slips = prepare_ballot_codes(opened, 22, actor=at[Role.BALLOT_DESK])
    issue_ballot(opened, at.members, actor=at[Role.BALLOT_DESK])
    return at, BallotRound.objects.get(pk=opened.pk), slips


def choice(at: Hall) -> dict[str, Mark]:
    return {"secretary": Mark(in_favour=(at.names("secretary")[0],))}


def test_codes_are_stored_as_hashes_in_no_order() -> None:
    _, round, slips = electronic()
    assert len(set(slips)) == 22
    digests = list(BallotCode.objects.values_list("digest", flat=True))
    assert len(digests) == 22 and not set(slips) & set(digests)
    assert round_of_code(slips[0].lower()) == round
    assert not is_live(round)
    assert {field.name for field in BallotCode._meta.fields} == {"digest", "round"}
    assert {field.name for field in Ballot._meta.fields} == {"key", "round", "marks"}


def test_who_received_and_what_was_marked_share_no_key_but_the_round() -> None:
    keys = {field.name for field in BallotIssue._meta.fields if field.is_relation} & {
        field.name for field in Ballot._meta.fields if field.is_relation
    }
    assert keys == {"round"}


def test_casting_uses_the_code_up_and_writes_no_event() -> None:
    at, _, slips = electronic()
    before = at.events()
    cast_ballot(f"{slips[0][:4]}-{slips[0][4:8]}-{slips[0][8:]}", choice(at))
    assert at.events() == before
    assert (Ballot.objects.count(), BallotCode.objects.count()) == (1, 21)
    assert json.loads(Ballot.objects.get().marks) == {"secretary": {"against": [], "for": [at.names("secretary")[0]], "write_in": []}}
    with pytest.raises(RuleViolation) as refused:
        cast_ballot(slips[0], choice(at))
    assert codes(refused) == ["ballot_code_unknown"]
    assert Ballot.objects.count() == 1


def test_a_refused_ballot_leaves_its_code() -> None:
    at, _, slips = electronic()
    with pytest.raises(RuleViolation) as refused:
        cast_ballot(slips[0], {"committee": Mark(in_favour=tuple(at.names("committee")))})
    assert codes(refused) == ["ballot_too_many_chosen"]
    with pytest.raises(RuleViolation) as refused:
        cast_ballot(slips[0], {"secretary": Mark(in_favour=("生面孔",)), "chairman": Mark()})
    assert set(codes(refused)) == {"slate_contest_unknown", "ballot_not_a_candidate"}
    with pytest.raises(RuleViolation) as refused:
        cast_ballot(slips[0], {"secretary": Mark(write_ins=("甲" * 61,))})
    assert codes(refused) == ["ballot_write_in_unreadable"]
    assert not Ballot.objects.exists()
    cast_ballot(slips[0], {})
    assert Ballot.objects.get().marks == "{}"


def test_closing_counts_shuffles_and_hashes_the_box() -> None:
    at, round, slips = electronic()
    for slip in slips[:19]:
        cast_ballot(slip, choice(at))
    keys = set(Ballot.objects.values_list("key", flat=True))
    done = close_round(round, BoxCount(), actor=at[Role.HOST])
    marks = sorted(Ballot.objects.values_list("marks", flat=True))
    assert done.ballots_sha256 == hashlib.sha256("\n".join(marks).encode()).hexdigest()
    assert not keys & set(Ballot.objects.values_list("key", flat=True))
    assert not BallotCode.objects.exists()
    assert (done.issued, done.voters, done.returned) == (20, 19, 19)
    assert round_totals(done)["secretary"].votes() == {at.names("secretary")[0]: 19}
    assert CountBatch.objects.get().electronic
    attest_count(done, actor=at[Role.SCRUTINEER], pin=at.pin)
    with pytest.raises(RuleViolation) as refused:
        cast_ballot(slips[20], choice(at))
    assert codes(refused) == ["ballot_code_unknown"]


def test_paper_and_slips_in_one_round_have_one_denominator() -> None:
    at, round, slips = electronic("both", printed=15)
    for slip in slips[:10]:
        cast_ballot(slip, choice(at))
    with pytest.raises(RuleViolation) as refused:
        close_round(round, BoxCount(left_over=4, voters=11, returned=11), actor=at[Role.HOST])
    assert codes(refused) == ["ballots_over_slips"]
    assert figures(refused) == {"ballots": 10, "slips": 9, "papers": 11, "issued": 20}
    done = close_round(round, BoxCount(left_over=5, voters=10, returned=10), actor=at[Role.HOST])
    assert (done.papers_issued, done.papers_returned, done.returned, done.voters) == (10, 10, 20, 20)
    at.count(done, {"secretary": {at.names("secretary")[0]: 5}})
    assert round_totals(done)["secretary"].votes() == {at.names("secretary")[0]: 15}


def test_a_few_electronic_ballots_beside_papers_are_never_counted() -> None:
    """The papers are called before everybody: what is missing from the sum would be how those few have voted."""
    at, round, slips = electronic("both", printed=15)
    for slip in slips[:9]:
        cast_ballot(slip, choice(at))
    with pytest.raises(RuleViolation) as refused:
        close_round(round, BoxCount(left_over=4, voters=11, returned=11), actor=at[Role.HOST])
    assert codes(refused) == ["ballot_part_too_small"]
    assert figures(refused) == {"papers": 11, "electronic": 9, "least": 10}
    void_round(round, actor=at[Role.HOST], reason="电子选票不足10张")
    assert not Ballot.objects.exists() and not BallotCode.objects.exists() and not CountBatch.objects.exists()
    assert contest_state(at.contest("secretary")).next == "repeat_ballot"
    again = at.round(*ALL)
    assert [row.kind for row in again.contests.all()] == ["first", "first", "first"]


def test_a_round_in_both_ways_needs_people_for_both() -> None:
    at = hall(members=19)
    approve(at.office, "electronic_ballot")
    at.open()
    with pytest.raises(RuleViolation) as refused:
        open_round(at.session, ALL, actor=at[Role.HOST], printed=15, medium="both")
    assert codes(refused) == ["mixed_round_too_small"]
    assert figures(refused) == {"present": 19, "needed": 20, "least": 10}


def test_a_ballot_without_its_code_stops_the_closing() -> None:
    at, round, slips = electronic()
    cast_ballot(slips[0], choice(at))
    Ballot.objects.create(key=7, round=round, marks="{}")
    with pytest.raises(RuleViolation) as refused:
        close_round(round, BoxCount(), actor=at[Role.HOST])
    assert codes(refused) == ["codes_and_ballots_differ"]
    assert Ballot.objects.count() == 2
    assert BallotRound.objects.get(pk=round.pk).closed_at is None


def test_a_paper_round_has_no_codes() -> None:
    at = open_hall()
    round = at.round(*ALL)
    with pytest.raises(RuleViolation) as refused:
        prepare_ballot_codes(round, 5, actor=at[Role.BALLOT_DESK])
    assert codes(refused) == ["round_on_paper"]


@pytest.mark.django_db(transaction=True)
def test_after_the_closing_the_old_rows_are_gone_from_the_disk() -> None:
    at, round, slips = electronic()
    cast_ballot(slips[0], choice(at))
    close_round(round, BoxCount(), actor=at[Role.HOST])
    sweep_until_nothing_is_left()
    BallotRound.objects.filter(pk=round.pk).update(traces_removed=False)
    assert rounds_with_traces() == [round.pk]
    sweep_until_nothing_is_left()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(ctid)::text FROM elections_ballot")
            assert cursor.fetchone() == ("(0,1)",)
            rows_that_somebody_still_sees_are_told(cursor)


def sweep_until_nothing_is_left() -> None:
    """Whoever connects to the same server at that moment, as other processes of the suite do, holds the rows back until the next sweep."""
    deadline = time.monotonic() + 30
    while left := rounds_with_traces():
        assert time.monotonic() < deadline
        remove_traces(left[0])


def rows_that_somebody_still_sees_are_told(cursor: CursorWrapper) -> None:
    with psycopg.connect(**connection.get_connection_params()) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        Ballot.objects.all().delete()
        assert rows_held_back(cursor, "elections_ballot") == 1
