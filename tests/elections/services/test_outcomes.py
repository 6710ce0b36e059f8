import pytest

from elections.models import Elected, Outcome, RollEntry
from elections.permissions import Role
from elections.queries.papers import BallotStandings, printed_contests
from elections.queries.results import contest_state
from elections.rules.contests import Posts
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod
from elections.services.outcomes import decide_outcome, record_declined, reduce_seats
from elections.services.sessions import HandVote
from tests.factories.hall import codes, hall, open_hall

pytestmark = pytest.mark.django_db


def elected(code: str) -> list[str]:
    return list(Elected.objects.standing().filter(contest__code=code).order_by("place").values_list("name", flat=True))


def test_one_paper_elects_all_posts_at_once() -> None:
    at = open_hall()
    secretary, deputy, committee = at.names("secretary"), at.names("deputy"), at.names("committee")
    votes = {
        "secretary": {secretary[0]: 20},
        "deputy": {deputy[0]: 15},
        "committee": {committee[0]: 12, committee[1]: 18, committee[2]: 11, committee[3]: 10},
    }
    at.vote("secretary", "deputy", "committee", votes=votes)
    assert elected("secretary") == [secretary[0]]
    assert elected("deputy") == [deputy[0]]
    assert elected("committee") == [committee[1], committee[0], committee[2]]
    assert all(contest_state(at.contest(code)).settled for code in ("secretary", "deputy", "committee"))


def test_exactly_half_of_those_present_elects_nobody_and_leads_to_a_further_election() -> None:
    at = open_hall()
    names = at.names("committee")
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": {at.names("deputy")[0]: 20},
        "committee": {names[0]: 15, names[1]: 14, names[2]: 10, names[3]: 9},
    }
    at.vote("secretary", "deputy", "committee", votes=votes)
    state = contest_state(at.contest("committee"))
    assert (len(state.elected), state.seats_left, state.next) == (2, 1, "further_election")
    at.vote("committee", votes={"committee": {names[2]: 12, names[3]: 8}})
    assert set(elected("committee")) == {names[0], names[1], names[2]}
    assert contest_state(at.contest("committee")).settled


def test_a_tie_for_the_last_seat_is_voted_on_again_among_the_tied_only() -> None:
    at = open_hall()
    names = at.names("committee")
    leaders = {"secretary": {at.names("secretary")[0]: 20}, "deputy": {at.names("deputy")[0]: 20}}
    tie = {names[0]: 16, names[1]: 15, names[2]: 12, names[3]: 12}
    at.vote("secretary", "deputy", "committee", votes={**leaders, "committee": tie})
    state = contest_state(at.contest("committee"))
    assert (state.next, state.seats_left, len(state.elected)) == ("runoff", 1, 2)
    second = at.vote("committee", votes={"committee": {names[2]: 3, names[3]: 4}})
    row = second.contests.get()
    assert (row.kind, row.seats, list(row.candidates.values_list("name", flat=True))) == ("runoff", 1, [names[2], names[3]])
    assert set(elected("committee")) == {names[0], names[1], names[3]}


def test_a_pending_committee_is_decided_once_the_deputies_tie_is_broken() -> None:
    at = hall(slate={"deputy": 2})
    at.open()
    deputies, committee = at.names("deputy"), at.names("committee")
    candidate = at.contest("committee").candidates.create(entry=at.members[1], order=9, number=90, certified_at=at.election.opened_at)
    tied = candidate.entry.name
    assert tied in deputies
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": dict.fromkeys(deputies, 10),
        "committee": {committee[0]: 14, committee[1]: 13, tied: 12, committee[2]: 11},
    }
    first = at.vote("secretary", "deputy", "committee", votes=votes)
    assert contest_state(at.contest("committee")).next == "pending"
    before = at.events()
    decide_outcome(first, actor=at[Role.HOST])
    assert at.events() == before
    at.vote("deputy", votes={"deputy": {tied: 15}})
    decide_outcome(first, actor=at[Role.HOST])
    assert elected("deputy") == [tied]
    assert elected("committee") == committee[:3]


def test_more_ballots_than_issued_make_the_ballot_void_and_it_is_repeated() -> None:
    at = open_hall()
    round = at.round("secretary", "deputy", "committee")
    at.close(round, returned=21)
    at.count(round, {"secretary": {at.names("secretary")[0]: 21}})
    found = decide_outcome(round, actor=at[Role.HOST])
    assert {(outcome.next, outcome.ballot_valid) for outcome in found} == {("repeat_ballot", False)}
    assert not Elected.objects.exists()
    again = at.round("secretary", "deputy", "committee")
    assert [row.kind for row in again.contests.all()] == ["first", "first", "first"]


def test_a_ballot_that_is_void_by_its_numbers_needs_no_count() -> None:
    at = open_hall()
    round = at.round("secretary", "deputy", "committee")
    at.close(round, returned=21)
    found = decide_outcome(round, actor=at[Role.HOST])
    assert {outcome.next for outcome in found} == {"repeat_ballot"}


def test_a_tie_comes_undone_when_one_of_the_tied_may_not_stand_any_more() -> None:
    at = open_hall()
    names = at.names("committee")
    leaders = {"secretary": {at.names("secretary")[0]: 20}, "deputy": {at.names("deputy")[0]: 20}}
    tie = {names[0]: 16, names[1]: 15, names[2]: 12, names[3]: 12}
    first = at.vote("secretary", "deputy", "committee", votes={**leaders, "committee": tie})
    before = at.events()
    decide_outcome(first, actor=at[Role.HOST])
    assert at.events() == before
    RollEntry.objects.filter(election=at.election, name=names[3]).update(disqualified_at=at.election.opened_at)
    decide_outcome(first, actor=at[Role.HOST])
    assert set(elected("committee")) == set(names[:3])
    state = contest_state(at.contest("committee"))
    assert state.settled and state.outcome is not None and state.outcome.refused == [names[3]]
    assert Elected.objects.filter(contest__code="committee", superseded_at__isnull=False).count() == 2


def test_who_is_disqualified_before_the_decision_is_not_elected() -> None:
    at = open_hall()
    round = at.round("secretary", "deputy", "committee")
    at.close(round)
    names = at.names("secretary")
    at.count(round, {"secretary": {names[0]: 20}, "deputy": {at.names("deputy")[0]: 20}})
    RollEntry.objects.filter(election=at.election, name=names[0]).update(disqualified_at=at.election.opened_at)
    decide_outcome(round, actor=at[Role.HOST])
    assert elected("secretary") == []
    assert contest_state(at.contest("secretary")).next == "further_election"


def test_a_write_in_of_the_roll_can_be_elected_and_one_who_may_not_stand_is_left_out() -> None:
    at = hall(posts=Posts(size=2, deputies=1))
    at.open()
    outsider, suspended = at.members[-1], at.members[-2]
    suspended.may_stand = False
    suspended.save()
    votes = {"secretary": {outsider.name: 14}, "deputy": {suspended.name: 14}}
    at.vote("secretary", "deputy", votes=votes)
    assert elected("secretary") == [outsider.name]
    assert elected("deputy") == []
    assert Outcome.objects.get(round_contest__contest__code="deputy").refused == [suspended.name]


def test_a_write_in_whom_the_roll_does_not_know_has_to_be_named() -> None:
    at = hall(posts=Posts(size=2, deputies=1))
    at.open()
    round = at.round("secretary", "deputy")
    at.close(round)
    at.count(round, {"secretary": {"生面孔": 14}, "deputy": {at.names("deputy")[0]: 20}})
    with pytest.raises(RuleViolation) as refused:
        decide_outcome(round, actor=at[Role.HOST])
    assert codes(refused) == ["write_in_unidentified"]
    assert not Outcome.objects.exists()
    decide_outcome(round, actor=at[Role.HOST], who={"生面孔": None})
    assert elected("secretary") == []
    assert elected("deputy") == at.names("deputy")[:1]


def test_an_outcome_waits_for_the_signature_and_is_decided_once() -> None:
    at = open_hall()
    round = at.round("secretary", "deputy", "committee")
    at.close(round)
    with pytest.raises(RuleViolation) as refused:
        decide_outcome(round, actor=at[Role.HOST])
    assert codes(refused) == ["count_not_attested"]
    at.count(round, {"secretary": {at.names("secretary")[0]: 20}})
    decide_outcome(round, actor=at[Role.HOST])
    before = at.events()
    decide_outcome(round, actor=at[Role.HOST])
    assert at.events() == before


def test_a_seat_near_the_full_number_is_given_up_by_vote_but_never_the_secretarys() -> None:
    at = open_hall()
    session = at.session
    names = at.names("committee")
    at.vote("secretary", "deputy", "committee", votes={"deputy": {at.names("deputy")[0]: 20}, "committee": {names[0]: 15, names[1]: 14}})
    with pytest.raises(RuleViolation) as refused:
        reduce_seats(at.contest("secretary"), session, HandVote(20), actor=at[Role.HOST])
    assert codes(refused) == ["fewer_seats_secretary"]
    with pytest.raises(RuleViolation) as refused:
        reduce_seats(at.contest("committee"), session, HandVote(9), actor=at[Role.HOST])
    assert codes(refused) == ["fewer_seats_too_few_agree"]
    with pytest.raises(RuleViolation) as refused:  # a members' meeting has no presidium
        reduce_seats(at.contest("committee"), session, HandVote(0), actor=at[Role.HOST], presidium=True)
    assert codes(refused) == ["fewer_seats_too_few_agree"]
    reduce_seats(at.contest("committee"), session, HandVote(10), actor=at[Role.HOST])
    before = at.events()
    reduce_seats(at.contest("committee"), session, HandVote(10), actor=at[Role.HOST])
    assert at.events() == before
    assert contest_state(at.contest("committee")).settled


def test_who_declines_opens_the_seat_for_a_further_election() -> None:
    at = open_hall()
    names = at.names("committee")
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": {at.names("deputy")[0]: 20},
        "committee": {names[0]: 15, names[1]: 14, names[2]: 13},
    }
    at.vote("secretary", "deputy", "committee", votes=votes)
    leaving = Elected.objects.get(name=names[0])
    with pytest.raises(RuleViolation) as refused:
        record_declined(leaving, actor=at[Role.HOST], reason=" ")
    assert codes(refused) == ["reason_missing"]
    record_declined(leaving, actor=at[Role.HOST], reason="本人因病不能任职")
    before = at.events()
    record_declined(leaving, actor=at[Role.HOST], reason="本人因病不能任职")
    assert at.events() == before
    state = contest_state(at.contest("committee"))
    assert (state.seats_left, state.next) == (1, "further_election")
    (printed,) = printed_contests(BallotStandings(at.election), ["committee"], ElectionMethod(), {})
    assert [entry.name for entry, _ in printed.entries] == names[3:]
