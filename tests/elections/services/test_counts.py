import pytest

from elections.models import Account, Attestation, AuditEvent, BallotRound, CountBatch, Elected, Outcome, TallySheet
from elections.permissions import Role
from elections.queries.counts import batch_states, paper_contests, round_totals, tally_ballots
from elections.rules.acts import Milestone
from elections.rules.ballots import Mark
from elections.rules.issues import RuleViolation
from elections.rules.tally import ContestTotals, NameTotals
from elections.services.counts import attest_count, enter_tally, reopen_count, settle_tally
from elections.services.outcomes import decide_outcome
from tests.factories.hall import Hall, a_scan, codes, figures, open_hall
from tests.factories.office import give_role, reach_milestone

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


@pytest.fixture
def counting() -> tuple[Hall, BallotRound]:
    """Twenty ballots on the table, nothing counted yet."""
    at = open_hall()
    return at, at.close(at.round(*ALL))


def second(at: Hall) -> Account:
    return Account.objects.filter(username="second").first() or at.office.account(Role.TELLER, "second")


def totals(at: Hall, round: BallotRound, secretary: int, ballots: int = 20) -> dict[str, ContestTotals]:
    return at.totals(round, {"secretary": {at.names("secretary")[0]: secretary}}, ballots)


def enter(at: Hall, round: BallotRound, by: Account, secretary: int = 20, *, batch: int = 1, ballots: int = 20) -> str:
    return enter_tally(round, batch, actor=by, ballots=ballots, totals=totals(at, round, secretary, ballots)).waits_for


def test_two_people_who_agree_make_a_batch_final(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    assert enter(at, round, at[Role.TELLER]) == "second_entry"
    before = at.events()
    assert enter(at, round, at[Role.TELLER]) == "second_entry"
    assert at.events() == before
    assert enter(at, round, second(at)) == ""
    assert round_totals(round)["secretary"].votes() == {at.names("secretary")[0]: 20}


def test_the_second_entry_is_another_persons(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    enter(at, round, at[Role.TELLER])
    with pytest.raises(RuleViolation) as refused:
        enter(at, round, at[Role.TELLER], 19)
    assert codes(refused) == ["teller_entered_already"]
    enter(at, round, second(at))
    with pytest.raises(RuleViolation) as refused:
        enter(at, round, at.office.account(Role.TELLER, "third"))
    assert codes(refused) == ["batch_entered_twice"]
    assert TallySheet.objects.count() == 2


def test_what_differs_goes_to_the_scrutineer_and_every_entry_is_kept(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    enter(at, round, at[Role.TELLER], 19)
    assert enter(at, round, second(at), 20) == "scrutineer"
    state = batch_states(round)[0]
    assert [(found.figure, found.first, found.second) for found in state.differences["secretary"]] == [
        ("in_favour", 19, 20),
        ("against", 1, 0),
    ]
    scrutineer = at[Role.SCRUTINEER]
    with pytest.raises(RuleViolation) as refused:
        settle_tally(round, 1, actor=scrutineer, ballots=20, totals=totals(at, round, 20), reason=" ")
    assert codes(refused) == ["reason_missing"]
    settle_tally(round, 1, actor=scrutineer, ballots=20, totals=totals(at, round, 20), reason="第7张误录")
    before = at.events()
    settle_tally(round, 1, actor=scrutineer, ballots=20, totals=totals(at, round, 20), reason="第7张误录")
    assert at.events() == before
    assert list(TallySheet.objects.values_list("place", flat=True)) == ["first", "second", "settled"]
    assert round_totals(round)["secretary"].votes() == {at.names("secretary")[0]: 20}


def test_nothing_is_settled_that_agrees_or_is_not_there(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    given = {"actor": at[Role.SCRUTINEER], "ballots": 20, "reason": "x"}
    with pytest.raises(RuleViolation) as refused:
        settle_tally(round, 1, totals=totals(at, round, 20), **given)
    assert codes(refused) == ["batch_unknown"]
    enter(at, round, at[Role.TELLER])
    with pytest.raises(RuleViolation) as refused:
        settle_tally(round, 1, totals=totals(at, round, 20), **given)
    assert codes(refused) == ["batch_waits"]
    enter(at, round, second(at))
    with pytest.raises(RuleViolation) as refused:
        settle_tally(round, 1, totals=totals(at, round, 12), **given)
    assert codes(refused) == ["batch_agreed"]


def test_whoever_entered_a_batch_does_not_settle_it(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    both = at.office.account(Role.TELLER, "both")
    give_role(both, Role.SCRUTINEER, at.office.community)
    enter(at, round, both, 19)
    enter(at, round, second(at), 20)
    with pytest.raises(RuleViolation) as refused:
        settle_tally(round, 1, actor=both, ballots=20, totals=totals(at, round, 20), reason="x")
    assert codes(refused) == ["scrutineer_entered_it"]


def test_figures_that_do_not_add_up_are_refused_with_both(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    wrong = dict(totals(at, round, 20))
    contest = paper_contests(round)["deputy"]
    name = contest.candidates[0]
    wrong["deputy"] = ContestTotals(contest, 20, 0, {name: NameTotals(12, 5, 2)})
    with pytest.raises(RuleViolation) as refused:
        enter_tally(round, 1, actor=at[Role.TELLER], ballots=20, totals=wrong)
    assert codes(refused) == ["marks_not_valid"]
    assert figures(refused)["sum"] == 19
    wrong["deputy"] = ContestTotals(contest, 18, 1, {name: NameTotals(12, 5, 1)})
    with pytest.raises(RuleViolation) as refused:
        enter_tally(round, 1, actor=at[Role.TELLER], ballots=20, totals=wrong)
    assert codes(refused) == ["returned_not_valid_and_void"]
    del wrong["deputy"]
    with pytest.raises(RuleViolation) as refused:
        enter_tally(round, 1, actor=at[Role.TELLER], ballots=20, totals=wrong)
    assert codes(refused) == ["totals_contest_missing"]
    assert not CountBatch.objects.exists()


def test_batches_add_up_to_the_ballots_returned(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    for teller in (at[Role.TELLER], second(at)):
        enter(at, round, teller, 12, batch=1, ballots=12)
    with pytest.raises(RuleViolation) as refused:
        enter(at, round, at[Role.TELLER], 9, batch=2, ballots=9)
    assert codes(refused) == ["batches_over_returned"]
    assert figures(refused) == {"counted": 21, "returned": 20}
    with pytest.raises(RuleViolation) as refused:
        attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    assert codes(refused) == ["batches_not_returned"]
    enter(at, round, at[Role.TELLER], 5, batch=2, ballots=8)
    with pytest.raises(RuleViolation) as refused:
        attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    assert codes(refused) == ["batch_waits"]
    enter(at, round, second(at), 4, batch=2, ballots=8)
    with pytest.raises(RuleViolation) as refused:
        attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    assert codes(refused) == ["batch_entered_twice"], "two have entered it, and they differ"
    settle_tally(round, 2, actor=at[Role.SCRUTINEER], ballots=8, totals=totals(at, round, 5, ballots=8), reason="复点")
    attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    assert round_totals(round)["secretary"].votes() == {at.names("secretary")[0]: 17}


def test_ballot_by_ballot_gives_the_same_totals(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    name, rest = at.names("secretary")[0], at.names("committee")
    marked = [{"secretary": Mark(in_favour=(name,))}] * 13 + [{"committee": Mark(in_favour=tuple(rest))}] * 7
    found = tally_ballots(round, marked)
    assert (found["secretary"].names[name].in_favour, found["secretary"].names[name].abstain) == (13, 7)
    assert (found["committee"].valid, found["committee"].void) == (13, 7)
    for teller in (at[Role.TELLER], second(at)):
        enter_tally(round, 1, actor=teller, ballots=20, totals=found)
    assert batch_states(round)[0].final is not None


def agreed(at: Hall, round: BallotRound) -> None:
    for teller in (at[Role.TELLER], second(at)):
        enter(at, round, teller)


def test_a_scrutineers_pin_signs_the_count_and_nothing_is_entered_after_it(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    with pytest.raises(RuleViolation) as refused:
        attest_count(round, actor=at[Role.SCRUTINEER], pin="AAAAAA")
    assert codes(refused) == ["hall_pin_wrong"]
    done = attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    assert done.attested_at is not None and done.official is not None
    before = at.events()
    attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    assert at.events() == before
    with pytest.raises(RuleViolation) as refused:
        enter(at, round, at[Role.TELLER])
    assert "count_already_attested" in codes(refused)


def recounted(at: Hall, round: BallotRound, batches: list[int], reason: str = "第1批漏计一张") -> BallotRound:
    return reopen_count(round, actor=at[Role.STREET_APPROVER], batches=batches, reason=reason)


def test_a_signed_count_is_reopened_by_the_approver_and_every_entry_is_kept(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    with pytest.raises(RuleViolation) as refused:
        recounted(at, round, [1])
    assert codes(refused) == ["count_not_attested"]
    attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    decide_outcome(round, actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        reopen_count(round, actor=at[Role.HOST], batches=[1], reason="x")
    assert codes(refused) == ["role_missing"]
    with pytest.raises(RuleViolation) as refused:
        recounted(at, round, [2], " ")
    assert codes(refused) == ["reason_missing", "no_batch_to_count_anew"]
    recounted(at, round, [1])
    assert not Outcome.objects.standing().exists() and not Elected.objects.standing().exists()
    assert batch_states(round) == [] and TallySheet.objects.count() == 2
    for teller in (at[Role.TELLER], second(at)):
        enter(at, round, teller, 19)
    attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    decide_outcome(round, actor=at[Role.HOST])
    assert Elected.objects.standing().get(contest__code="secretary").votes == 19
    assert [(row.reopen_reason, row.reopened_by) for row in Attestation.objects.order_by("pk")] == [
        ("第1批漏计一张", at[Role.STREET_APPROVER]),
        ("", None),
    ]


def test_a_count_on_which_something_rests_is_not_reopened(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    decide_outcome(round, actor=at[Role.HOST])
    at.office.pass_time(minutes=1)
    at.round("deputy", "committee")
    with pytest.raises(RuleViolation) as refused:
        recounted(at, round, [1])
    assert codes(refused) == ["count_under_later_round"]
    reach_milestone(at.election, Milestone.RESULT_CERTIFIED, at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        recounted(at, round, [1])
    assert codes(refused) == ["count_behind_result", "count_under_later_round"]


def test_the_signed_paper_is_confirmed_by_two_operators(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    with pytest.raises(RuleViolation) as refused:
        attest_count(round, actor=at[Role.TELLER])
    assert codes(refused) == ["count_report_missing"]
    scan = a_scan(at.office)
    first = attest_count(round, actor=at[Role.TELLER], scan=scan)
    assert first.attested_at is None
    assert attest_count(round, actor=at[Role.TELLER], scan=scan).attested_at is None
    assert attest_count(round, actor=second(at), scan=scan).attested_at is not None
    assert Attestation.objects.get().second_operator == second(at)


def test_nothing_is_entered_before_the_box_is_open() -> None:
    at = open_hall()
    round = at.round(*ALL)
    with pytest.raises(RuleViolation) as refused:
        enter(at, round, at[Role.TELLER])
    assert codes(refused) == ["round_still_open"]


def test_no_event_carries_a_mark(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    attest_count(round, actor=at[Role.SCRUTINEER], pin=at.pin)
    for event in AuditEvent.objects.filter(verb__in=["enter_tally", "attest_count", "close_round"]):
        assert at.names("secretary")[0] not in event.raw
        assert "in_favour" not in event.raw
