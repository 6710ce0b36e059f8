"""Two people press at once: somebody is faster, nothing is done twice, nothing half."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from elections.models import AuditEvent, Ballot, BallotCode, BallotIssue, BallotRound, CheckIn, Elected, TallySheet
from elections.permissions import Role
from elections.queries.counts import batch_states
from elections.rules.audit_chain import verify
from elections.rules.ballots import Mark
from elections.rules.issues import RuleViolation
from elections.services.audit import chain_of
from elections.services.ballots import cast_ballot, prepare_ballot_codes
from elections.services.check_in import check_in
from elections.services.counts import enter_tally
from elections.services.outcomes import decide_outcome
from elections.services.records import lines_of
from elections.services.rounds import BoxCount, close_round, issue_ballot, open_round
from elections.services.sessions import open_session
from tests.factories.hall import Hall, approve, hall, open_hall

pytestmark = pytest.mark.django_db(transaction=True)
ALL = ("secretary", "deputy", "committee")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each came to: its answer, or the codes of its refusal. Anything else that happens fails the test."""
    gate = threading.Barrier(len(acts))
    found: list[object] = [None] * len(acts)
    faults: list[Exception] = []

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            found[place] = act()
        except RuleViolation as refused:
            found[place] = [issue.code for issue in refused.issues]
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise ExceptionGroup("in the threads", faults)
    return found


def intact(at: Hall) -> bool:
    return verify(b"".join(lines_of(chain_of(at.office.street, at.election)))).code == "intact"


def count(at: Hall, verb: str) -> int:
    return AuditEvent.objects.filter(chain=chain_of(at.office.street, at.election), verb=verb).count()


def test_two_phones_check_in_the_same_block() -> None:
    at = hall()
    session = open_session(at.meeting, actor=at[Role.HOST])
    found = at_once(*[lambda: check_in(session, at.members[:12], actor=at[Role.CHECK_IN_CLERK])] * 4)
    assert sorted(found, key=str) == [0, 0, 0, 12]
    assert CheckIn.objects.count() == 12
    assert count(at, "check_in") == 1
    assert intact(at)


def test_two_desks_issue_to_the_same_people() -> None:
    at = hall()
    opened = open_round(at.open(), ALL, actor=at[Role.HOST], printed=20)
    found = at_once(*[lambda: issue_ballot(opened, at.members, actor=at[Role.BALLOT_DESK])] * 3)
    assert sorted(found, key=str) == [0, 0, 20]
    assert BallotIssue.objects.count() == 20
    assert count(at, "issue_ballot") == 1


def test_two_tellers_enter_one_batch_at_the_same_moment() -> None:
    at = open_hall()
    round = at.close(at.round(*ALL))
    totals = at.totals(round, {"secretary": {at.names("secretary")[0]: 20}}, 20)
    tellers = [at[Role.TELLER], *(at.office.account(Role.TELLER, f"teller-{number}") for number in range(2))]

    def enter(place: int) -> Callable[[], object]:
        return lambda: enter_tally(round, 1, actor=tellers[place], ballots=20, totals=totals).waits_for

    found = at_once(enter(0), enter(1), enter(2))
    assert sorted(map(str, found)) == ["", "['batch_entered_twice']", "second_entry"]
    assert sorted(TallySheet.objects.values_list("place", flat=True)) == ["first", "second"]
    assert batch_states(round)[0].final is not None


def test_the_last_seat_is_given_once() -> None:
    at = open_hall()
    round = at.round(*ALL)
    at.close(round)
    names = at.names("committee")
    at.count(round, {"committee": {names[0]: 15, names[1]: 14, names[2]: 13}})
    at_once(*[lambda: len(decide_outcome(round, actor=at[Role.HOST]))] * 3)
    assert Elected.objects.filter(contest__code="committee").count() == 3
    assert count(at, "decide_outcome") == 1
    assert intact(at)


def electronic(slips: int) -> tuple[Hall, BallotRound, Sequence[str]]:
    at = hall()
    approve(at.office, "electronic_ballot")
    opened = open_round(at.open(), ALL, actor=at[Role.HOST], printed=0, medium="electronic")
    codes = prepare_ballot_codes(opened, slips, actor=at[Role.BALLOT_DESK])
    issue_ballot(opened, at.members, actor=at[Role.BALLOT_DESK])
    return at, opened, codes


def test_one_code_casts_one_ballot() -> None:
    at, _, codes = electronic(20)
    marks = {"secretary": Mark(in_favour=(at.names("secretary")[0],))}
    found = at_once(*[lambda: cast_ballot(codes[0], marks)] * 5)
    assert sorted(map(str, found)) == ["None", *["['ballot_code_unknown']"] * 4]
    assert (Ballot.objects.count(), BallotCode.objects.count()) == (1, 19)


def test_a_ballot_cast_while_the_round_closes_is_in_the_box_or_refused() -> None:
    at, round, codes = electronic(20)
    marks = {"secretary": Mark(in_favour=(at.names("secretary")[0],))}

    def cast(code: str) -> Callable[[], object]:
        return lambda: cast_ballot(code, marks)

    found = at_once(*[cast(code) for code in codes[:6]], lambda: close_round(round, BoxCount(), actor=at[Role.HOST]).returned)
    taken = [answer for answer in found[:6] if answer is None]
    closed = BallotRound.objects.get(pk=round.pk)
    assert closed.returned == len(taken) == Ballot.objects.count() == found[6]
    assert all(answer in (None, ["ballot_code_unknown"], ["round_over"]) for answer in found[:6])
    assert not BallotCode.objects.exists()
