import pytest
from django.core.cache import cache

from elections.permissions import Role
from elections.rules.ballots import Mark
from elections.rules.issues import RuleViolation
from elections.services.ballots import cast_ballot, prepare_ballot_codes
from elections.services.counts import enter_tally
from elections.services.rounds import issue_ballot, open_round
from elections.services.running_tally import running_tally, show_running_tally
from tests.factories.hall import approve, codes, hall, open_hall

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


def test_what_is_called_is_shown_until_the_tellers_agree() -> None:
    cache.clear()
    at = open_hall()
    round = at.round(*ALL)
    name = at.names("secretary")[0]
    with pytest.raises(RuleViolation) as refused:
        show_running_tally(round, 1, {}, actor=at[Role.TELLER])
    assert codes(refused) == ["round_still_open"]
    round = at.close(round)
    show_running_tally(round, 1, at.totals(round, {"secretary": {name: 4}}, 5), actor=at[Role.TELLER])
    show_running_tally(round, 2, at.totals(round, {"secretary": {name: 2}}, 3), actor=at[Role.TELLER])
    assert running_tally(round)["secretary"].votes() == {name: 6}
    final = at.totals(round, {"secretary": {name: 9}}, 12)
    for teller in (at[Role.TELLER], at.office.account(Role.TELLER, "second")):
        enter_tally(round, 1, actor=teller, ballots=12, totals=final)
    assert running_tally(round)["secretary"].votes() == {name: 11}


def test_nothing_shows_of_papers_beside_electronic_ballots_before_all_are_counted() -> None:
    cache.clear()
    at = hall()
    approve(at.office, "electronic_ballot")
    at.open()
    round = open_round(at.session, ALL, actor=at[Role.HOST], printed=10, medium="both")
    slips = prepare_ballot_codes(round, 10, actor=at[Role.BALLOT_DESK])
    issue_ballot(round, at.members, actor=at[Role.BALLOT_DESK])
    name = at.names("secretary")[0]
    for slip in slips:
        cast_ballot(slip, {"secretary": Mark(in_favour=(name,))})
    round = at.close(round, left_over=0, voters=10, returned=10)
    assert running_tally(round)["secretary"].votes() == {name: 0}

    papers = at.totals(round, {"secretary": {name: 4}}, 10)
    enter_tally(round, 1, actor=at[Role.TELLER], ballots=10, totals=papers)
    with pytest.raises(RuleViolation) as refused:
        show_running_tally(round, 1, papers, actor=at[Role.TELLER])
    assert codes(refused) == ["tally_not_shown_live"]
    assert running_tally(round)["secretary"].votes() == {name: 0}
    enter_tally(round, 1, actor=at.office.account(Role.TELLER, "second"), ballots=10, totals=papers)
    assert running_tally(round)["secretary"].votes() == {name: 14}


def test_only_who_counts_shows_a_tally() -> None:
    at = open_hall()
    round = at.close(at.round(*ALL))
    before = at.events()
    with pytest.raises(RuleViolation) as refused:
        show_running_tally(round, 1, at.totals(round, {}, 5), actor=at[Role.OBSERVER])
    assert codes(refused) == ["role_missing"]
    assert at.events() == before
