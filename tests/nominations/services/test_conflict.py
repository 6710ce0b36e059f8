"""What a secretary who is a nominee may not do, act by act; the clerk does it instead, so that no election stands still."""

from collections.abc import Callable

import pytest

from elections.models import Account, Elected, Exclusion
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.check_in import check_in
from elections.services.exclusions import propose_exclusion, withdraw_exclusion
from elections.services.officials import propose_officials
from elections.services.outcomes import record_declined
from elections.services.roll import revise_roll
from elections.services.sessions import HandVote, open_session, vote_on_exclusions
from elections.services.slate import Slate, certify_slate
from nominations.services.lists import approve_preliminary, approve_reserve, propose_preliminary
from nominations.services.rounds import close_open_nomination
from tests.factories.hall import Hall, approve, hall, open_hall
from tests.factories.nominations import TO_VETTED, a_list, a_notice, a_round, minutes, nominate
from tests.factories.office import Office, add_contest, add_members, office_with_election, reach_milestone
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


def is_nominee(account: Account, office: Office) -> None:
    account.conflicts.create(election=office.election, since=election_now(office.election))


def not_the_nominee(office: Office, name: str, act: Callable[[Account], object], role: Role = Role.COMMUNITY_SECRETARY) -> None:
    """The nominee is refused; somebody else's account of the same desk does it."""
    barred = office[role]
    is_nominee(barred, office)
    with refused(("conflict_of_interest", {"act": name})):
        act(barred)
    other = office[Role.COMMUNITY_CLERK] if role is Role.COMMUNITY_SECRETARY else office.account(role, "second")
    act(other)


def test_a_rival_is_not_struck_off_the_closed_roll() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    rival = add_members(office.election, 3)[0]
    not_the_nominee(office, "revise_roll", lambda actor: revise_roll(office.election, actor=actor, reason="转出", entry=rival))
    rival.refresh_from_db()
    assert rival.removed_at is not None


def test_who_is_not_counted_is_proposed_and_taken_back_by_the_clerk() -> None:
    office = office_with_election()
    [entry] = add_members(office.election, 1)
    not_the_nominee(office, "propose_exclusion", lambda actor: propose_exclusion(entry, "bedridden", actor=actor))
    exclusion = Exclusion.objects.get()
    with refused(("conflict_of_interest", {"act": "withdraw_exclusion"})):
        withdraw_exclusion(exclusion, actor=office[Role.COMMUNITY_SECRETARY], reason="已能参加")
    withdraw_exclusion(exclusion, actor=office[Role.COMMUNITY_CLERK], reason="已能参加")


def test_the_open_nomination_is_closed_by_the_clerk() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    contest = add_contest(office.election, seats=1)
    found = a_round(office, days=1)
    nominate(office, add_members(office.election, 12), contest)
    office.pass_time(days=2)
    not_the_nominee(
        office,
        "close_open_nomination",
        lambda actor: close_open_nomination(office.election, actor=actor, members_took_part=11, residents_took_part=0),
    )
    found.refresh_from_db()
    assert found.closed_at is not None


def test_the_list_with_the_own_name_is_proposed_by_the_clerk_and_approved_by_another() -> None:
    office = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)
    reach_milestone(office.election, Milestone.DIRECTED_COUNT_CERTIFIED, office[Role.COMMUNITY_CLERK])
    contest = add_contest(office.election, seats=3)
    nominees = nominate(office, add_members(office.election, 6), contest)
    not_the_nominee(
        office,
        "propose_preliminary",
        lambda actor: propose_preliminary(office.election, {"committee": nominees[:5]}, actor=actor, minutes=minutes(), reason="结构"),
    )
    approve(office, "preliminary")
    not_the_nominee(office, "approve_preliminary", lambda actor: approve_preliminary(office.election, actor=actor), Role.STREET_APPROVER)


def test_the_reserve_with_the_own_name_is_approved_by_another_approver() -> None:
    office = office_with_election(phase=Phase.CANDIDACY)
    contest = add_contest(office.election, seats=3)
    members = nominate(office, add_members(office.election, 4), contest, TO_VETTED)
    a_list(office, "reserve", {contest: members}, approved=False)
    approve(office, "reserve")
    not_the_nominee(office, "approve_reserve", lambda actor: approve_reserve(office.election, actor=actor), Role.STREET_APPROVER)


def test_the_slate_is_certified_by_the_clerk() -> None:
    at = hall()
    a_notice(at.office, 3)
    at.office.pass_time(days=6)
    lists = {code: tuple(candidates_of(at, code)) for code in ("secretary", "deputy", "committee")}
    lists["deputy"] += (at.members[-1].pk,)
    not_the_nominee(
        at.office,
        "certify_slate",
        lambda actor: certify_slate(at.election, actor=actor, slate=Slate(contests=lists, reason="结构", order_reason="按批复")),
    )


def candidates_of(at: Hall, code: str) -> list[int]:
    return list(at.contest(code).candidates.values_list("entry_id", flat=True))


def test_who_counts_and_who_is_due_is_put_forward_by_the_clerk() -> None:
    at = hall()
    not_the_nominee(
        at.office,
        "propose_officials",
        lambda actor: propose_officials(
            at.meeting, dict(zip(at.members[-3:], ["chief_scrutineer", "teller", "caller"], strict=True)), actor=actor
        ),
    )
    exclusion = Exclusion.objects.create(
        entry=at.members[-4], category="bedridden", state="consented", proposed_at=at.election.opened_at, proposed_by=at[Role.HOST]
    )
    approve(at.office, "exclusions")
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members[:16], actor=at[Role.CHECK_IN_CLERK])
    with refused(("conflict_of_interest", {"act": "vote_on_exclusions"})):
        vote_on_exclusions(session, [exclusion], HandVote(16), actor=at.secretary)
    assert vote_on_exclusions(session, [exclusion], HandVote(16), actor=at[Role.COMMUNITY_CLERK]).due_fixed == 19


def test_a_rivals_refusal_to_serve_is_recorded_by_the_clerk() -> None:
    at = open_hall()
    committee = at.names("committee")
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": {at.names("deputy")[0]: 20},
        "committee": dict(zip(committee, (15, 14, 13), strict=False)),
    }
    at.vote("secretary", "deputy", "committee", votes=votes)
    rival = Elected.objects.get(name=committee[0])
    not_the_nominee(at.office, "record_declined", lambda actor: record_declined(rival, actor=actor, reason="本人因病不能任职"))
    rival.refresh_from_db()
    assert rival.declined_at is not None
