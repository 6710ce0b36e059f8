import pytest

from elections.models import BallotIssue, BallotRound, Candidate, Contest, EntryCorrection, MilestoneRecord, RollEntry
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod
from elections.services.check_in import check_in, check_out, undo_check_in
from elections.services.corrections import correct_entry
from elections.services.ledgers import BOX
from elections.services.outcomes import decide_outcome
from elections.services.rounds import BoxCount, close_round, issue_ballot, open_round, replace_ballot, void_round
from tests.factories.hall import Hall, codes, figures, hall, open_hall

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


def printed_names(round: BallotRound, code: str) -> list[str]:
    return list(round.contests.get(contest__code=code).candidates.values_list("name", flat=True))


def test_a_round_waits_for_quorum_method_officials_and_enough_papers() -> None:
    at = open_hall()
    session = at.session
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ALL, actor=at[Role.HOST], printed=19)
    assert codes(refused) == ["printed_too_few"]
    at.meeting.officials_decision = at.meeting.method_decision = None
    at.meeting.method = {}
    at.meeting.save()
    session.quorum_declared_at = None
    session.save()
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ALL, actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["quorum_not_declared", "method_not_adopted", "officials_not_approved"]
    assert not BallotRound.objects.exists()


def test_a_round_needs_an_approved_proof_and_is_opened_once() -> None:
    at = open_hall()
    session = at.session
    standing = MilestoneRecord.objects.standing().filter(kind=Milestone.BALLOT_PROOF_APPROVED)
    standing.update(revoked_at=at.election.opened_at)
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ALL, actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["milestone_missing"]
    MilestoneRecord.objects.filter(kind=Milestone.BALLOT_PROOF_APPROVED).update(revoked_at=None)
    first = open_round(session, ALL, actor=at[Role.HOST], printed=20)
    before = at.events()
    assert open_round(session, ALL, actor=at[Role.HOST], printed=20) == first
    assert at.events() == before
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ("committee",), actor=at[Role.HOST], printed=20)
    assert "round_still_open" in codes(refused)


def test_no_contest_before_its_turn_and_none_twice() -> None:
    at = open_hall()
    session = at.session
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ("committee", "committee"), actor=at[Role.HOST], printed=20)
    assert set(codes(refused)) == {"round_without_contest", "earlier_contest_first"}
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ("chairman",), actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["slate_contest_unknown"]


def test_a_held_candidate_is_not_printed_and_the_margin_is_judged_without_them() -> None:
    at = hall(slate={"committee": 5})
    session = at.open()
    first, second = Candidate.objects.filter(contest__code="committee")[:2]
    Candidate.objects.filter(pk=first.pk).update(held_at=at.election.opened_at)
    RollEntry.objects.filter(pk=second.entry_id).update(disqualified_at=at.election.opened_at)
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ALL, actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["margin_too_small"]
    RollEntry.objects.filter(pk=second.entry_id).update(disqualified_at=None)
    opened = open_round(session, ALL, actor=at[Role.HOST], printed=20)
    assert first.entry.name not in printed_names(opened, "committee")
    assert len(printed_names(opened, "committee")) == 4


def test_a_ballot_goes_to_each_who_is_here_once() -> None:
    at = hall()
    session = at.open(present=18)
    opened = open_round(session, ALL, actor=at[Role.HOST], printed=20)
    desk = at[Role.BALLOT_DESK]
    with pytest.raises(RuleViolation) as refused:
        issue_ballot(opened, [at.members[0], at.members[19]], actor=desk)
    assert codes(refused) == ["not_checked_in"]
    assert not BallotIssue.objects.exists()
    assert issue_ballot(opened, at.members[:10], actor=desk) == 10
    before = at.events()
    assert issue_ballot(opened, at.members[:10], actor=desk) == 0
    assert at.events() == before
    opened.refresh_from_db()
    assert (opened.present, opened.due) == (18, 20)


def test_late_arrivals_count_until_the_last_ballot_is_issued_and_who_leaves_with_one_stays_counted() -> None:
    at = hall()
    session = at.open(present=17)
    opened = open_round(session, ALL, actor=at[Role.HOST], printed=20)
    issue_ballot(opened, at.members[:10], actor=at[Role.BALLOT_DESK])
    check_out(session, at.members[0], actor=at[Role.CHECK_IN_CLERK])  # with a ballot
    check_out(session, at.members[16], actor=at[Role.CHECK_IN_CLERK])  # without one
    check_in(session, at.members[17:18], actor=at[Role.CHECK_IN_CLERK])
    issue_ballot(opened, [*at.members[10:16], at.members[17]], actor=at[Role.BALLOT_DESK])
    check_in(session, at.members[18:19], actor=at[Role.CHECK_IN_CLERK])
    opened.refresh_from_db()
    assert (opened.present, opened.issues.count()) == (17, 17)
    with pytest.raises(RuleViolation) as refused:
        undo_check_in(session, at.members[1], actor=at[Role.CHECK_IN_CLERK])
    assert codes(refused) == ["check_in_has_ballot"]


def test_no_ballot_is_issued_below_the_quorum() -> None:
    at = hall()
    session = at.open(present=16)
    opened = open_round(session, ALL, actor=at[Role.HOST], printed=20)
    check_out(session, at.members[0], actor=at[Role.CHECK_IN_CLERK])
    with pytest.raises(RuleViolation) as refused:
        issue_ballot(opened, at.members[1:3], actor=at[Role.BALLOT_DESK])
    assert codes(refused) == ["quorum_not_met"]
    assert not BallotIssue.objects.exists()


def test_no_more_papers_go_out_than_there_are() -> None:
    at = hall()
    opened = at.round(*ALL, printed=21) if at.open() else None
    assert opened is not None
    replace_ballot(opened, at.members[0], actor=at[Role.BALLOT_DESK])
    with pytest.raises(RuleViolation) as refused:
        replace_ballot(opened, at.members[1], actor=at[Role.BALLOT_DESK])
    assert codes(refused) == ["ballots_exhausted"]
    assert figures(refused) == {"handed": 22, "stock": 21}


def test_who_has_no_ballot_cannot_exchange_one() -> None:
    at = hall()
    opened = open_round(at.open(), ALL, actor=at[Role.HOST], printed=20)
    with pytest.raises(RuleViolation) as refused:
        replace_ballot(opened, at.members[0], actor=at[Role.BALLOT_DESK])
    assert codes(refused) == ["no_ballot_issued"]


def voted(at: Hall, printed: int = 23) -> BallotRound:
    at.open()
    return at.round(*ALL, printed=printed)


def test_printed_is_issued_and_spoiled_and_left_over() -> None:
    at = hall()
    opened = voted(at)
    replace_ballot(opened, at.members[0], actor=at[Role.BALLOT_DESK])
    with pytest.raises(RuleViolation) as refused:
        close_round(opened, BoxCount(spoiled=1, left_over=3, voters=20, returned=20), actor=at[Role.HOST])
    assert codes(refused) == ["papers_do_not_add_up"]
    assert figures(refused) == {"printed": 23, "accounted": 24, "issued": 20, "spoiled": 1, "left_over": 3}
    with pytest.raises(RuleViolation) as refused:
        close_round(opened, BoxCount(spoiled=0, left_over=3, voters=20, returned=20), actor=at[Role.HOST])
    assert codes(refused) == ["spoiled_below_replaced"]
    with pytest.raises(RuleViolation) as refused:
        close_round(opened, BoxCount(spoiled=1, left_over=2, voters=21, returned=20), actor=at[Role.HOST])
    assert codes(refused) == ["voters_over_issued"]
    done = close_round(opened, BoxCount(spoiled=1, left_over=2, voters=19, returned=19, written_for=2), actor=at[Role.HOST])
    assert (done.issued, done.voters, done.returned, done.written_for) == (20, 19, 19, 2)
    before = at.events()
    close_round(opened, BoxCount(spoiled=1, left_over=2, voters=19, returned=19, written_for=2), actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        close_round(opened, BoxCount(spoiled=1, left_over=2, voters=18, returned=18, written_for=2), actor=at[Role.HOST])
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("entry_otherwise", {"field": "voters", "recorded": 19, "typed": 18}),
        ("entry_otherwise", {"field": "returned", "recorded": 19, "typed": 18}),
    ]
    assert at.events() == before
    with pytest.raises(RuleViolation) as refused:
        issue_ballot(opened, at.members[:1], actor=at[Role.BALLOT_DESK])
    assert codes(refused) == ["round_over"]


def correct(at: Hall, round: BallotRound, role: Role = Role.HOST, **figures: int) -> EntryCorrection:
    return correct_entry(BOX, round, figures, actor=at[role], reason="把167写成169")


def test_a_mistyped_figure_of_the_box_is_corrected_until_something_rests_on_it() -> None:
    at = hall()
    opened = voted(at, printed=20)
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, returned=20)
    assert codes(refused) == ["round_still_open"]
    at.close(opened, returned=22)
    made = correct(at, opened, returned=20)
    assert (made.before, made.after, made.reason) == ({"returned": 22}, {"returned": 20}, "把167写成169")
    opened.refresh_from_db()
    assert (opened.returned, opened.papers_returned, opened.voters) == (20, 20, 20)
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, voters=21)
    assert codes(refused) == ["voters_over_issued"]
    assert figures(refused) == {"voters": 21, "issued": 20}
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, Role.STREET_OFFICER, returned=19)
    assert codes(refused) == ["role_missing"]
    votes = {code: dict.fromkeys(at.names(code)[:seats], 20) for code, seats in (("secretary", 1), ("deputy", 1), ("committee", 3))}
    at.count(opened, votes)
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, returned=19)
    assert codes(refused) == ["box_behind_signature", "batches_over_returned"]
    decide_outcome(opened, actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, written_for=1)
    assert codes(refused) == ["box_behind_outcome"]


def test_the_box_of_a_ballot_that_was_declared_void_or_had_electronic_ballots_is_left_alone() -> None:
    at = hall()
    opened = voted(at)
    void_round(opened, actor=at[Role.HOST], reason="选票印错")
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, left_over=2)
    assert "box_behind_outcome" in codes(refused)
    BallotRound.objects.filter(pk=opened.pk).update(medium="both")
    with pytest.raises(RuleViolation) as refused:
        correct(at, opened, left_over=2)
    assert codes(refused) == ["box_with_electronic_ballots"]


def test_a_round_without_ballots_is_not_closed() -> None:
    at = hall()
    opened = open_round(at.open(), ALL, actor=at[Role.HOST], printed=20)
    with pytest.raises(RuleViolation) as refused:
        close_round(opened, BoxCount(left_over=20), actor=at[Role.HOST])
    assert codes(refused) == ["no_ballots_issued"]


def test_the_next_round_waits_for_the_outcome_of_this_one() -> None:
    at = hall()
    opened = voted(at)
    at.close(opened)
    with pytest.raises(RuleViolation) as refused:
        open_round(at.session, ALL, actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["round_undecided"]


def test_in_the_village_post_after_post_and_the_losing_deputy_stands_for_the_committee() -> None:
    at = hall(preset="village", slate={"secretary": 1, "deputy": 2, "committee": 3})
    session = at.open()
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ("secretary", "deputy"), actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["contests_in_sequence"]
    at.vote("secretary", votes={"secretary": {at.names("secretary")[0]: 20}})
    winner, loser = at.names("deputy")
    own = at.names("committee")
    at.vote("deputy", votes={"deputy": {winner: 12, loser: 8}})
    third = at.round("committee")
    assert set(printed_names(third, "committee")) == {*own, loser}
    assert len(set(third.contests.get().candidates.values_list("number", flat=True))) == 4
    at.close(third)
    at.count(third, {"committee": {loser: 19, own[0]: 18, own[1]: 17, own[2]: 6}})
    decide_outcome(third, actor=at[Role.HOST])
    elected = Contest.objects.get(code="committee", election=at.election).elected.values_list("name", flat=True)
    assert set(elected) == {loser, own[0], own[1]}


def test_on_one_paper_nobody_comes_over_and_the_margin_is_that_of_the_names_printed() -> None:
    """A method that was adopted before cascading ballots had to be in sequence."""
    at = hall(preset="village", slate={"secretary": 1, "deputy": 2, "committee": 3})
    session = at.open()
    at.meeting.method = ElectionMethod(ballot="list").to_json()
    at.meeting.save()
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ALL, actor=at[Role.HOST], printed=20)
    assert codes(refused) == ["margin_too_small"]
    assert figures(refused)["candidates"] == 3


def test_the_members_may_elect_the_committee_first_and_the_leaders_from_it() -> None:
    at = hall(preset="village", posts=Posts(size=5, leaders_from_committee=True), slate={"committee": 6, "secretary": 0, "deputy": 0})
    at.open()
    committee = at.names("committee")
    entries = {candidate.entry.name: candidate.entry for candidate in Candidate.objects.select_related("entry")}
    for code, names in (("secretary", committee[:2]), ("deputy", [committee[5], committee[1]])):
        for order, name in enumerate(names, start=1):
            Candidate.objects.create(
                contest=at.contest(code), entry=entries[name], order=order, number=order, certified_at=at.election.opened_at
            )
    at.vote("committee", votes={"committee": dict(zip(committee, (20, 19, 18, 17, 16, 3), strict=True))})
    second = at.round("secretary")
    assert printed_names(second, "secretary") == committee[:2]
    at.close(second)
    at.count(second, {"secretary": {committee[0]: 15}})
    decide_outcome(second, actor=at[Role.HOST])
    third = at.round("deputy")
    assert printed_names(third, "deputy") == [committee[1]]


def test_a_further_election_takes_new_names_where_the_method_says_so() -> None:
    at = hall()
    at.open(method=ElectionMethod(ballot="number", further_candidates="new"))
    names = at.names("committee")
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": {at.names("deputy")[0]: 20},
        "committee": {names[0]: 15, names[1]: 14},
    }
    at.vote(*ALL, votes=votes)
    new = at.members[-4:-2]
    with pytest.raises(RuleViolation) as refused:
        at.round("committee", names={"committee": new[:1]})
    assert codes(refused) == ["margin_too_small"]
    opened = at.round("committee", names={"committee": new})
    assert set(printed_names(opened, "committee")) == {entry.name for entry in new}
    assert opened.contests.get().kind == "further"


def test_a_further_election_may_have_no_names_at_all() -> None:
    at = hall()
    at.open(method=ElectionMethod(ballot="number", further_candidates="blank"))
    names = at.names("committee")
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": {at.names("deputy")[0]: 20},
        "committee": {names[0]: 15, names[1]: 14},
    }
    at.vote(*ALL, votes=votes)
    at.vote("committee", votes={"committee": {at.members[-4].name: 12}})
    assert at.members[-4].name in at.contest("committee").elected.values_list("name", flat=True)


def test_the_discipline_committee_has_a_ballot_of_its_own() -> None:
    at = hall(preset="regulation-2020", members=30, posts=Posts(size=5, discipline=3))
    session = at.open()
    with pytest.raises(RuleViolation) as refused:
        open_round(session, ("committee", "discipline"), actor=at[Role.HOST], printed=30)
    assert codes(refused) == ["discipline_own_ballot"]
    opened = open_round(session, ("discipline",), actor=at[Role.HOST], printed=30)
    assert len(printed_names(opened, "discipline")) == 4


def test_electronic_ballots_need_the_superiors_reply() -> None:
    at = hall()
    with pytest.raises(RuleViolation) as refused:
        open_round(at.open(), ALL, actor=at[Role.HOST], printed=0, medium="electronic")
    assert codes(refused) == ["approval_missing"]
