import pytest

from elections.models import Candidate, Contest, Election, MilestoneRecord, Notice, Objection, PostsPlan, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.contests import Posts, planned_contests
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.rules.rule_set import CompositionTarget
from elections.rules.stroke_order import sort_key
from elections.services.ballots import approve_ballot_proof
from elections.services.slate import Slate, certify_slate, hold_candidate, release_candidate
from tests.factories.hall import Hall, a_scan, approve, codes, figures, hall, open_hall
from tests.factories.office import NO_KEY, Office, add_members, office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


def candidacy(preset: str = "street-community", posts: Posts | None = None, notice: bool = True) -> Office:
    """Everything up to the slate is done; its lists are the test's."""
    office = office_with_election(preset=preset, phase=Phase.CANDIDACY)
    officer = office[Role.STREET_OFFICER]
    for kind in (Milestone.RESERVE_APPROVED, Milestone.CANDIDATES_DELIBERATED):
        reach_milestone(office.election, kind, officer)
    plan = posts or Posts(size=5)
    at = office.election.opened_at
    composition = [{"kind": target.kind, "at_least": target.at_least} for target in plan.composition]
    values = {
        name: getattr(plan, name) for name in ("size", "includes_leaders", "deputies", "discipline", "leaders_from_committee", "names")
    }
    PostsPlan.objects.create(election=office.election, set_at=at, set_by=officer, adopted_at=at, composition=composition, **values)
    for found in planned_contests(plan, office.election.rules):
        Contest.objects.create(
            election=office.election,
            code=found.post,
            post=found.post,
            stage=found.stage,
            seats=found.seats,
            names_at_least=found.names_at_least,
            order=found.order,
        )
    if notice:
        close_notice(office)
    return office


def close_notice(office: Office) -> Notice:
    at = office.election.opened_at
    return Notice.objects.create(
        election=office.election,
        round=3,
        issuer="street",
        title="公示",
        length=5,
        unit="day",
        posted_at=at,
        opens_at=at,
        closes_at=election_now(office.election),
        issued_by=office[Role.STREET_OFFICER],
        issued_at=at,
    )


def slate(people: list[RollEntry], **counts: int) -> dict[str, tuple[int, ...]]:
    """Contest -> so many people of the list, in stroke order, nobody twice."""
    made, taken = {}, 0
    for code, count in counts.items():
        chosen = sorted(people[taken : taken + count], key=lambda entry: sort_key(entry.name))
        made[code], taken = tuple(entry.pk for entry in chosen), taken + count
    return made


def certify(office: Office, contests: dict[str, tuple[int, ...]], **more: str) -> MilestoneRecord:
    return certify_slate(office.election, actor=office[Role.COMMUNITY_SECRETARY], slate=Slate(contests=contests, **more))


def test_a_certified_slate_names_the_candidates_with_their_facts_and_numbers() -> None:
    office = candidacy()
    lists = slate(add_members(office.election, 10), secretary=1, deputy=2, committee=4)
    reached = certify(office, lists)
    assert [(row["code"], len(row["candidates"])) for row in reached.facts["contests"]] == [
        ("secretary", 1),
        ("deputy", 2),
        ("committee", 4),
    ]
    numbers = list(Candidate.objects.standing().order_by("number").values_list("number", "contest__code"))
    assert numbers == [(1, "secretary"), (2, "deputy"), (3, "deputy"), *((n, "committee") for n in (4, 5, 6, 7))]
    first = Candidate.objects.standing().get(number=1).entry
    assert reached.facts["contests"][0]["candidates"][0]["name"] == first.name
    again = certify(office, lists)
    assert again == reached


def test_three_seats_need_four_names() -> None:
    office = candidacy()
    with pytest.raises(RuleViolation) as refused:
        certify(office, slate(add_members(office.election, 10), secretary=1, deputy=1, committee=3))
    assert codes(refused) == ["margin_too_small"]
    assert figures(refused) == {"post": "committee", "seats": 3, "candidates": 3, "needed": 4, "missing": 1, "margin": "20%"}
    assert not Candidate.objects.exists()


def test_in_the_village_three_names_and_the_losing_deputy_make_four() -> None:
    office = candidacy(preset="village")
    reached = certify(office, slate(add_members(office.election, 10), secretary=1, deputy=2, committee=3), reason="党员年龄普遍较大")
    assert reached.kind == Milestone.SLATE_CERTIFIED
    assert reached.facts["composition_reason"] == "党员年龄普遍较大"


def test_a_target_that_the_lists_cannot_reach_asks_for_a_reason() -> None:
    office = candidacy(posts=Posts(size=5, composition=(CompositionTarget("women", 3),)))
    lists = slate(add_members(office.election, 10, sex="male"), secretary=1, deputy=1, committee=4)
    with pytest.raises(RuleViolation) as refused:
        certify(office, lists)
    assert codes(refused) == ["composition_women"]
    assert figures(refused) == {"at_least": 3, "found": 0, "of": 6}
    certify(office, lists, reason="无女党员报名")


def test_notice_three_has_run_to_its_end() -> None:
    office = candidacy(notice=False)
    with pytest.raises(RuleViolation) as refused:
        certify(office, slate(add_members(office.election, 10), secretary=1, deputy=1, committee=4))
    assert codes(refused) == ["notice_not_closed"]


def test_who_is_held_by_an_objection_is_on_no_list() -> None:
    office = candidacy()
    people = add_members(office.election, 10)
    notice = Notice.objects.get()
    Objection.objects.create(
        notice=notice,
        entry=people[0],
        channel="letter",
        matter="反映问题",
        received_at=notice.opens_at,
        received_by=office[Role.OBJECTION_HANDLER],
    )
    with pytest.raises(RuleViolation) as refused:
        certify(office, slate(people, secretary=1, deputy=1, committee=4))
    assert codes(refused) == ["candidate_held"]


def test_the_committee_stands_in_stroke_order_unless_a_reason_places_somebody_by_hand() -> None:
    office = candidacy()
    lists = slate(add_members(office.election, 10), secretary=1, deputy=1, committee=4)
    lists["committee"] = lists["committee"][::-1]
    with pytest.raises(RuleViolation) as refused:
        certify(office, lists)
    assert codes(refused) == ["slate_not_in_stroke_order"]
    certify(office, lists, order_reason="生僻字按手工查得笔画排列")


def test_two_people_of_one_name_need_a_note() -> None:
    office = candidacy()
    people = add_members(office.election, 10)
    RollEntry.objects.filter(pk__in=[people[2].pk, people[3].pk]).update(name="王凯")
    people = list(RollEntry.objects.filter(election=office.election).order_by("number"))
    with pytest.raises(RuleViolation) as refused:
        certify(office, slate(people, secretary=1, deputy=1, committee=4))
    assert "candidates_of_one_name" in codes(refused)


def test_probationary_members_may_not_stand_and_part_time_ones_by_reply_only() -> None:
    office = candidacy()
    young = add_members(office.election, 1, membership="probationary", full_member_on=None)
    police = add_members(office.election, 1, part_time=True)
    lists = slate(young + police + add_members(office.election, 10), secretary=1, deputy=1, committee=4)
    with pytest.raises(RuleViolation) as refused:
        certify(office, lists)
    assert codes(refused) == ["no_right_probationary", "no_right_elsewhere"]
    approve(office, "capacity_to_stand")
    with pytest.raises(RuleViolation) as refused:
        certify(office, lists)
    assert codes(refused) == ["no_right_probationary"]


def test_a_list_for_every_contest_and_nobody_from_elsewhere() -> None:
    office = candidacy()
    people = add_members(office.election, 10)
    with pytest.raises(RuleViolation) as refused:
        certify(office, slate(people, secretary=1, committee=4, chairman=1) | {"committee": (NO_KEY,)})
    assert codes(refused) == ["slate_contest_unknown", "slate_contest_missing", "candidate_not_on_roll"]


def test_leaders_of_a_plenary_stand_for_the_committee_too() -> None:
    office = candidacy(preset="regulation-2020")
    people = add_members(office.election, 12)
    lists = slate(people, committee=6)
    with pytest.raises(RuleViolation) as refused:
        certify(office, lists | {"secretary": (people[10].pk,)})
    assert codes(refused) == ["leader_not_on_committee_list"]
    certify(office, lists | {"secretary": lists["committee"][:1]})


def test_a_new_slate_takes_the_place_of_the_old_and_its_proof_is_approved_anew() -> None:
    office = candidacy()
    people = add_members(office.election, 12)
    certify(office, slate(people, secretary=1, deputy=1, committee=4))
    proof = approve_ballot_proof(office.election, actor=office[Role.STREET_OFFICER], scan=a_scan(office))
    assert approve_ballot_proof(office.election, actor=office[Role.STREET_OFFICER]) == proof
    certify(office, slate(people, secretary=1, deputy=1, committee=5))
    assert Candidate.objects.standing().count() == 7
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.BALLOT_PROOF_APPROVED).exists()


def test_a_proof_needs_the_slate_and_the_sheet() -> None:
    office = candidacy()
    with pytest.raises(RuleViolation) as refused:
        approve_ballot_proof(office.election, actor=office[Role.STREET_OFFICER], scan=a_scan(office))
    assert codes(refused) == ["milestone_missing"]
    certify(office, slate(add_members(office.election, 12), secretary=1, deputy=1, committee=4))
    with pytest.raises(RuleViolation) as refused:
        approve_ballot_proof(office.election, actor=office[Role.STREET_OFFICER])
    assert codes(refused) == ["ballot_proof_missing"]


def held(at: Hall) -> Candidate:
    return Candidate.objects.filter(contest__code="committee").select_related("contest__election", "entry")[0]


def test_a_held_candidate_leaves_the_ballot_and_comes_back_when_released() -> None:
    at = hall()
    hold_candidate(held(at), actor=at[Role.STREET_OFFICER], reason="有新的反映")
    before = at.events()
    hold_candidate(held(at), actor=at[Role.STREET_OFFICER], reason="有新的反映")
    assert at.events() == before
    assert held(at).entry.name not in at.names("committee")
    release_candidate(held(at), actor=at[Role.STREET_OFFICER], reason="查无实据")
    assert held(at).entry.name in at.names("committee")
    assert not MilestoneRecord.objects.standing().filter(election=at.election, kind=Milestone.BALLOT_PROOF_APPROVED).exists()


def test_once_a_ballot_is_open_the_slate_stays() -> None:
    at = open_hall()
    at.round("secretary", "deputy", "committee")
    with pytest.raises(RuleViolation) as refused:
        certify_slate(at.election, actor=at.secretary, slate=Slate(contests=slate(at.members, secretary=1, deputy=1, committee=5)))
    assert "slate_in_use" in codes(refused)


def test_nobody_but_the_street_holds_a_candidate() -> None:
    at = hall()
    with pytest.raises(RuleViolation) as refused:
        hold_candidate(held(at), actor=at.secretary, reason="x")
    assert codes(refused) == ["role_missing"]
    assert Election.objects.get(pk=at.election.pk).phase == Phase.MEETING
