import json

import pytest

from elections.models import AuditEvent, MilestoneRecord, Ruling
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.files import store_file
from nominations.models import Inspection, VettingFinding
from nominations.services.vetting import certify_vetting, record_inspection, record_vetting, reinstate_nominee
from tests.factories.hall import codes
from tests.factories.nominations import TO_LIST, a_list, hold, nominate, verbs
from tests.factories.office import add_contest, add_members, give_role, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.VETTING)


@pytest.fixture
def nominees(office):
    contest = add_contest(office.election, seats=3)
    found = nominate(office, add_members(office.election, 6), contest, TO_LIST)
    a_list(office, "preliminary", {contest: found})
    return found


def find(office, nominee, **more):
    values = {"department": "区纪委", "item": "discipline_in_effect", "passed": True} | more
    return record_vetting(nominee, actor=office[Role.VETTING_DEPARTMENT], **values)


def inspect(office, nominee, **more):
    return record_inspection(nominee, actor=office[Role.STREET_OFFICER], **({"team": "第一考察组", "suitable": True} | more))


def vet_all(office, nominees):
    for nominee in nominees:
        find(office, nominee)
        inspect(office, nominee)


def certify(office):
    return certify_vetting(office.election, actor=office[Role.STREET_OFFICER])


def test_everybody_passes(office, nominees):
    vet_all(office, nominees)
    reached = certify(office)
    assert (reached.facts["passed"], reached.facts["failed"]) == (6, 0)
    assert {nominee.steps.last().step for nominee in nominees} == {"vetting_passed"}
    assert certify(office) == reached
    assert verbs(office).count("certify_vetting") == 1


def test_who_failed_is_out_with_the_reason_which_stays_confidential(office, nominees):
    vet_all(office, nominees[1:])
    find(office, nominees[0], passed=False, reason="处分影响期未满")
    reached = certify(office)
    step = nominees[0].steps.last()
    assert (step.step, step.reason) == ("vetting_failed", "")
    nominees[0].entry.refresh_from_db()
    assert nominees[0].entry.disqualified_at is not None
    assert (reached.facts["passed"], reached.facts["failed"]) == (5, 1)
    assert "处分" not in str(reached.facts)
    assert not any("处分" in raw for raw in AuditEvent.objects.values_list("raw", flat=True))
    certified = AuditEvent.objects.get(verb="certify_vetting")
    assert "figures" not in json.loads(certified.raw)  # the record is public, how many failed is the street's


def test_an_unsuitable_one_is_out_and_a_short_list_refused_whole(office, nominees):
    vet_all(office, nominees[2:])
    for nominee in nominees[:2]:
        find(office, nominee)
        inspect(office, nominee, suitable=False, material="群众反映较大")
    with pytest.raises(RuleViolation) as refused:
        certify(office)
    assert codes(refused) == ["nominee_failed_vetting", "nominee_failed_vetting", "ballot_not_differential"]
    assert nominees[0].steps.last().step == "preliminary"
    nominees[0].entry.refresh_from_db()
    assert nominees[0].entry.disqualified_at is None


def test_who_is_held_does_not_count_for_the_margin(office, nominees):
    vet_all(office, nominees)
    hold(office, nominees[0])
    hold_again = certify(office)
    assert hold_again.facts["passed"] == 6
    MilestoneRecord.objects.filter(kind=Milestone.VETTING_CERTIFIED).delete()
    find(office, nominees[1], passed=False, reason="不符合条件")
    with pytest.raises(RuleViolation) as refused:
        certify(office)
    assert codes(refused) == ["nominee_failed_vetting", "ballot_not_differential"]


def test_findings_and_inspections_are_complete(office, nominees):
    vet_all(office, nominees[2:])
    find(office, nominees[0])
    with pytest.raises(RuleViolation) as refused:
        certify(office)
    assert sorted(codes(refused)) == ["inspection_missing", "vetting_missing"]


def test_a_later_finding_takes_the_place_of_the_first_and_opens_the_vetting_again(office, nominees):
    vet_all(office, nominees)
    certify(office)
    first = VettingFinding.objects.get(nominee=nominees[0])
    assert find(office, nominees[0]) == first
    find(office, nominees[0], passed=False, reason="新的情况")
    assert VettingFinding.objects.filter(nominee=nominees[0]).count() == 2
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.VETTING_CERTIFIED).exists()
    again = certify(office)
    assert again.facts["passed"] == 5


def test_an_inspection_typed_twice_is_one(office, nominees):
    made = inspect(office, nominees[0], talked_with=12)
    assert inspect(office, nominees[0], talked_with=12) == made
    assert Inspection.objects.count() == 1
    assert verbs(office).count("record_inspection") == 1


def test_refusals(office, nominees):
    stranger = nominate(office, add_members(office.election, 1), office.election.contests.get())[0]
    cases = [
        (lambda: find(office, nominees[0], department=" "), "vetting_department_missing"),
        (lambda: find(office, nominees[0], item="looks"), "vetting_item_unknown"),
        (lambda: find(office, nominees[0], passed=False), "vetting_reason_missing"),
        (lambda: find(office, stranger), "nominee_not_on_list"),
        (lambda: inspect(office, stranger), "nominee_not_on_list"),
        (lambda: inspect(office, nominees[0], team=""), "inspection_without_team"),
        (lambda: inspect(office, nominees[0], suitable=False), "inspection_reason_missing"),
        (
            lambda: record_vetting(nominees[0], actor=office[Role.COMMUNITY_CLERK], department="x", item="other", passed=True),
            "role_missing",
        ),
    ]
    for act, code in cases:
        with pytest.raises(RuleViolation) as refused:
            act()
        assert codes(refused) == [code]
    assert not VettingFinding.objects.exists()


def test_without_a_list_and_before_its_approval():
    office = office_with_election(phase=Phase.VETTING)
    with pytest.raises(RuleViolation) as refused:
        certify(office)
    assert codes(refused) == ["list_missing"]
    contest = add_contest(office.election, seats=3)
    a_list(office, "preliminary", {contest: nominate(office, add_members(office.election, 6), contest)}, approved=False)
    with pytest.raises(RuleViolation) as refused:
        certify(office)
    assert codes(refused) == ["milestone_missing"]


def test_the_village_vets_before_the_approval():
    office = office_with_election(preset="village", phase=Phase.VETTING)
    contest = add_contest(office.election, seats=3)
    nominees = nominate(office, add_members(office.election, 4), contest, ("nominated", "consented", "proposed"))
    a_list(office, "preliminary", {contest: nominees}, approved=False)
    vet_all(office, nominees)
    assert certify(office).facts["passed"] == 4


def reply_of(office):
    return store_file(office.election, actor=office[Role.STREET_APPROVER], name="批复.pdf", content=b"%PDF-1.7", confidential=True)


def lift(office, nominee, role=Role.STREET_APPROVER, **more):
    given = {"reason": "处分已撤销", "number": "下组〔2026〕7号", "scan": reply_of(office)} | more
    return reinstate_nominee(nominee, actor=office[role], **given)


def test_a_failure_by_mistake_is_lifted_and_the_vetting_completed_anew(office, nominees):
    vet_all(office, nominees)
    find(office, nominees[0], passed=False, reason="处分影响期内")
    certify(office)
    with pytest.raises(RuleViolation) as refused:
        find(office, nominees[0])
    assert codes(refused) == ["nominee_no_longer_stands"]

    made = lift(office, nominees[0])
    assert (made.step, made.reason) == ("reinstated", "下组〔2026〕7号")
    nominees[0].entry.refresh_from_db()
    assert nominees[0].entry.disqualified_at is None
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.VETTING_CERTIFIED).exists()
    assert lift(office, nominees[0]) == made
    assert verbs(office).count("reinstate_nominee") == 1
    event = AuditEvent.objects.get(verb="reinstate_nominee")
    assert "处分已撤销" not in event.raw and json.loads(event.detail.text)["reason"] == "处分已撤销"

    find(office, nominees[0])
    reached = certify(office)
    assert (reached.facts["passed"], reached.facts["failed"]) == (6, 0)
    assert [step.step for step in nominees[0].steps.all()][-3:] == ["vetting_failed", "reinstated", "vetting_passed"]


def test_a_lifted_failure_whose_finding_still_stands_fails_again(office, nominees):
    vet_all(office, nominees)
    find(office, nominees[0], passed=False, reason="处分影响期内")
    certify(office)
    lift(office, nominees[0])
    assert certify(office).facts["failed"] == 1
    assert nominees[0].steps.last().step == "vetting_failed"


def test_a_failure_is_lifted_on_the_superiors_reply_by_another_person(office, nominees):
    vet_all(office, nominees)
    find(office, nominees[0], passed=False, reason="处分影响期内")
    with pytest.raises(RuleViolation) as refused:
        lift(office, nominees[0])
    assert codes(refused) == ["nominee_not_failed"]
    certify(office)
    for given, found in (
        ({"reason": " "}, ["reason_missing"]),
        ({"number": ""}, ["reinstated_without_reply"]),
        ({"scan": None}, ["reinstated_without_reply"]),
        ({"role": Role.STREET_OFFICER}, ["role_missing"]),
    ):
        with pytest.raises(RuleViolation) as refused:
            lift(office, nominees[0], **given)
        assert codes(refused) == found
    give_role(office[Role.STREET_OFFICER], Role.STREET_APPROVER, office.street)
    with pytest.raises(RuleViolation) as refused:
        lift(office, nominees[0], Role.STREET_OFFICER)
    assert codes(refused) == ["reinstated_by_who_failed"]
    assert nominees[0].steps.last().step == "vetting_failed"


def test_what_a_ruling_has_taken_is_not_given_back_here(office, nominees):
    vet_all(office, nominees)
    find(office, nominees[0], passed=False, reason="处分影响期内")
    certify(office)
    objection = hold(office, nominees[0])
    Ruling.objects.create(
        objection=objection, finding="true", affects_candidacy=True, text="属实", ruled_at=office.street.created_at,
        ruled_by=office[Role.OBJECTION_HANDLER],
    )  # fmt: skip
    with pytest.raises(RuleViolation) as refused:
        lift(office, nominees[0])
    assert codes(refused) == ["candidate_disqualified"]
