from dataclasses import replace
from datetime import timedelta

import pytest

from elections.models import AuditEvent, ConflictOfInterest, LateEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.models import Endorser as EndorserRow
from nominations.models import Nomination, Nominee
from nominations.rules.endorsement import Address, Channel, Endorser
from nominations.services.nominations import Sheet, SheetRow, register_nomination, register_rows, strike_nomination
from nominations.services.nominees import record_consent, withdraw_nominee
from nominations.services.remedies import remedy_shortage
from tests.factories.hall import approve, codes, figures
from tests.factories.nominations import a_round, verbs
from tests.factories.office import add_contest, add_members, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def people(office):
    return add_members(office.election, 15)


@pytest.fixture
def contest(office):
    return add_contest(office.election)


def register(office, sheet, **more):
    return register_nomination(office.election, sheet, actor=office[Role.COMMUNITY_CLERK], **more)


def joint(people, contest, endorsers):
    return Sheet(
        entry=people[14], contest=contest, channel=Channel.JOINT, endorsers=[Endorser(entry.name, entry=entry.pk) for entry in endorsers]
    )


def oneself(entry, contest):
    return Sheet(entry=entry, contest=contest, channel=Channel.SELF)


def test_nine_endorsers_are_refused_and_the_tenth_is_accepted(office, people, contest):
    a_round(office)
    with pytest.raises(RuleViolation) as refused:
        register(office, joint(people, contest, people[:9]))
    assert codes(refused) == ["too_few_persons_endorse"]
    assert figures(refused) == {"needed": 10, "given": 9, "missing": 1}
    with pytest.raises(RuleViolation) as refused:
        register(office, joint(people, contest, [*people[:9], people[0]]))
    assert codes(refused) == ["person_endorses_twice", "too_few_persons_endorse"]
    assert not Nominee.objects.exists()
    assert "register_nomination" not in verbs(office)
    made = register(office, joint(people, contest, people[:10]))
    assert made.endorsers.count() == 10
    assert [step.step for step in made.nominee.steps.all()] == ["nominated"]


def test_residents_sign_beside_members_and_no_name_reaches_the_event(office, people, contest):
    a_round(office)
    residents = [Endorser(f"居民{number}", address=Address("3幢", "1", f"{number}01")) for number in range(1, 6)]
    sheet = Sheet(
        entry=people[14],
        contest=contest,
        channel=Channel.JOINT,
        endorsers=[*(Endorser("", entry=entry.pk) for entry in people[:5]), *residents],
    )
    made = register(office, sheet)
    assert EndorserRow.objects.filter(nomination=made, entry=None).count() == 5
    assert made.endorsers.first().name == people[0].name
    event = AuditEvent.objects.get(verb="register_nomination")
    assert people[14].name not in event.raw
    assert "居民1" not in event.raw + event.detail.text


def test_a_residents_name_is_kept_as_the_roll_keeps_names_and_who_was_told_apart_is_on_record(office, people, contest):
    a_round(office)
    resident = Endorser(f" {people[0].name[0]}　{people[0].name[1:]} ", address=Address("2幢", "1", "102"))
    lines = [*(Endorser("", entry=entry.pk) for entry in people[:9]), resident]
    sheet = Sheet(entry=people[14], contest=contest, channel=Channel.JOINT, endorsers=lines)
    with pytest.raises(RuleViolation) as refused:
        register(office, sheet)
    assert codes(refused) == ["endorsers_of_one_name"]
    made = register(office, replace(sheet, endorsers=[*lines[:9], replace(resident, namesake=True)]))
    assert made.endorsers.get(entry=None).name == people[0].name
    event = AuditEvent.objects.get(verb="register_nomination")
    assert people[0].name in event.detail.text
    assert people[0].name not in event.raw


def test_the_same_sheet_typed_twice_is_one(office, people, contest):
    a_round(office)
    first = register(office, joint(people, contest, people[:10]))
    assert register(office, joint(people, contest, reversed(people[:10]))) == first
    assert verbs(office).count("register_nomination") == 1
    other = register(office, joint(people, contest, people[1:12]))
    assert other != first


def test_channels_posts_and_one_nominee(office, people, contest):
    a_round(office)
    deputy = add_contest(office.election, "deputy", 1)
    register(office, oneself(people[0], contest))
    register(office, oneself(people[0], deputy))
    register(office, Sheet(entry=people[0], contest=contest, channel=Channel.ORGANISATION, organisation="第一党支部"))
    assert Nominee.objects.count() == 1
    assert Nomination.objects.count() == 3
    assert Nominee.objects.get().steps.count() == 1
    with pytest.raises(RuleViolation) as refused:
        register(office, Sheet(entry=people[1], contest=contest, channel=Channel.ORGANISATION))
    assert codes(refused) == ["recommending_organisation_missing"]


def test_a_sheet_of_several_is_registered_whole_or_not_at_all(office, people, contest):
    a_round(office)
    clerk = office[Role.COMMUNITY_CLERK]
    probationary = add_members(office.election, 1, membership="probationary", full_member_on=None)[0]
    people[1].disqualified_at = election_now(office.election)
    people[1].save()

    def rows(entries, organisation="第一党支部"):
        sheets = [Sheet(entry=entry, contest=contest, channel=Channel.ORGANISATION, organisation=organisation) for entry in entries]
        return [SheetRow(row=row, sheet=sheet) for row, sheet in zip((1, 2, 4), sheets, strict=True)]

    with pytest.raises(RuleViolation) as refused:
        register_rows(office.election, rows([people[0], people[1], probationary]), actor=clerk)
    assert [(issue.code, issue.params["row"]) for issue in refused.value.issues] == [
        ("candidate_disqualified", 2),
        ("no_right_probationary", 4),
    ]
    assert not Nominee.objects.exists()
    assert "register_nomination" not in verbs(office)
    with pytest.raises(RuleViolation) as refused:
        register_rows(office.election, rows(people[2:5], organisation=" "), actor=clerk)
    assert codes(refused) == ["recommending_organisation_missing"]
    assert "row" not in figures(refused)
    with pytest.raises(RuleViolation) as refused:
        register_rows(office.election, rows(people[2:5], organisation="")[:1], actor=clerk)
    assert figures(refused) == {"row": 1}
    assert len(register_rows(office.election, rows(people[2:5]), actor=clerk)) == 3
    assert verbs(office).count("register_nomination") == 3


def test_a_household_counts_once_in_the_village():
    office = office_with_election(preset="village", phase=Phase.OPEN_NOMINATION)
    people, contest = add_members(office.election, 3), add_contest(office.election)
    a_round(office)
    homes = [Endorser(f"户主{number}", address=Address("3组", "", f"{number}号")) for number in range(1, 10)]
    wife = Endorser("家属", address=Address("3 组", "", "01"))
    with pytest.raises(RuleViolation) as refused:
        register(office, Sheet(entry=people[0], contest=contest, channel=Channel.JOINT, endorsers=[*homes, wife]))
    assert codes(refused) == ["household_endorses_twice", "too_few_households_endorse"]
    tenth = Endorser("户主10", address=Address("3组", "", "10号"))
    assert (
        register(office, Sheet(entry=people[0], contest=contest, channel=Channel.JOINT, endorsers=[*homes, tenth])).endorsers.count() == 10
    )


def test_who_may_not_stand_or_is_not_on_the_roll_is_refused(office, people, contest):
    a_round(office)
    probationary = add_members(office.election, 1, membership="probationary", full_member_on=None)[0]
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(probationary, contest))
    assert codes(refused) == ["no_right_probationary"]
    people[0].disqualified_at = election_now(office.election)
    people[0].save()
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(people[0], contest))
    assert codes(refused) == ["candidate_disqualified"]
    people[1].removed_at = election_now(office.election)
    people[1].save()
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(people[1], contest))
    assert codes(refused) == ["nominee_not_on_roll"]
    with pytest.raises(RuleViolation) as refused:
        register(office, joint(people, contest, [*people[1:11]]))
    assert codes(refused) == ["endorser_not_on_roll"]


def test_only_what_was_received_in_time_counts_and_may_be_typed_later(office, people, contest):
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(people[0], contest))
    assert codes(refused) == ["no_round_open"]
    found = a_round(office)
    office.pass_time(days=6)
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(people[0], contest))
    assert codes(refused) == ["nomination_outside_round"]
    received = found.opens_at + timedelta(days=1)
    made = register(office, oneself(people[0], contest), received_at=received, late_reason="停电")
    assert made.received_at == received
    assert LateEntry.objects.get().act == "register_nomination"


def test_the_organisation_recommends_after_the_rounds_by_reply(office, people, contest):
    approve(office, "too_few_nominees")
    remedy = remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="organisation_recommends", contest=contest)
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(people[0], contest), remedy=remedy)
    assert codes(refused) == ["remedy_missing"]
    sheet = Sheet(entry=people[0], contest=contest, channel=Channel.ORGANISATION, organisation="街道党工委")
    made = register(office, sheet, remedy=remedy)
    assert (made.round, made.remedy) == (None, remedy)


def test_the_last_sheet_struck_ends_the_nomination(office, people, contest):
    a_round(office)
    first = register(office, oneself(people[0], contest))
    second = register(office, Sheet(entry=people[0], contest=contest, channel=Channel.ORGANISATION, organisation="第一党支部"))
    clerk = office[Role.COMMUNITY_CLERK]
    with pytest.raises(RuleViolation) as refused:
        strike_nomination(first, actor=clerk, reason=" ")
    assert codes(refused) == ["reason_missing"]
    strike_nomination(first, actor=clerk, reason="重复登记")
    assert strike_nomination(first, actor=clerk, reason="重复登记").struck_at is not None
    assert [step.step for step in first.nominee.steps.all()] == ["nominated"]
    strike_nomination(second, actor=clerk, reason="撤回推荐")
    assert [step.step for step in first.nominee.steps.all()] == ["nominated", "struck"]
    register(office, oneself(people[0], contest))
    assert [step.step for step in first.nominee.steps.all()] == ["nominated", "struck", "nominated"]
    assert verbs(office).count("strike_nomination") == 2


def test_consent_bars_the_own_account_and_withdrawal_lifts_it(office, people, contest):
    a_round(office)
    people[0].account = office[Role.COMMUNITY_SECRETARY]
    people[0].save()
    nominee = register(office, oneself(people[0], contest)).nominee
    clerk = office[Role.COMMUNITY_CLERK]
    step = record_consent(nominee, actor=clerk, accepts_other_post=True)
    assert record_consent(nominee, actor=clerk, accepts_other_post=True) == step
    with pytest.raises(RuleViolation) as refused:
        record_consent(nominee, actor=clerk, accepts_other_post=False)
    assert codes(refused) == ["recorded_otherwise"]
    assert verbs(office).count("record_consent") == 1
    with pytest.raises(RuleViolation) as refused:
        register_nomination(office.election, oneself(people[1], contest), actor=office[Role.COMMUNITY_SECRETARY])
    assert codes(refused) == ["conflict_of_interest"]
    with pytest.raises(RuleViolation) as refused:
        withdraw_nominee(nominee, actor=clerk, reason="")
    assert codes(refused) == ["reason_missing"]
    withdrawal = withdraw_nominee(nominee, actor=clerk, reason="本人缺乏自信心")
    assert withdraw_nominee(nominee, actor=clerk, reason="本人缺乏自信心") == withdrawal
    assert verbs(office).count("withdraw_nominee") == 1
    assert ConflictOfInterest.objects.get().until is not None
    register_nomination(office.election, oneself(people[1], contest), actor=office[Role.COMMUNITY_SECRETARY])


def test_consent_only_of_who_is_nominated(office, people, contest):
    a_round(office)
    nominee = register(office, oneself(people[0], contest)).nominee
    withdraw_nominee(nominee, actor=office[Role.COMMUNITY_CLERK], reason="不参加")
    with pytest.raises(RuleViolation) as refused:
        record_consent(nominee, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["nominee_step_out_of_order"]


def test_a_foreign_contest_and_phase_and_role(office, people, contest):
    a_round(office)
    other = office_with_election(phase=Phase.COMMITTEE_BALLOT, code="other")
    with pytest.raises(RuleViolation) as refused:
        register(office, oneself(people[0], add_contest(other.election)))
    assert codes(refused) == ["contest_of_another_election"]
    with pytest.raises(RuleViolation) as refused:
        register_nomination(office.election, oneself(people[0], contest), actor=office[Role.TELLER])
    assert codes(refused) == ["role_missing"]
    entry = add_members(other.election, 1)[0]
    with pytest.raises(RuleViolation) as refused:
        register(other, oneself(entry, add_contest(other.election, "deputy")))
    assert codes(refused) == ["act_out_of_phase"]
