from dataclasses import replace
from datetime import date, timedelta

import pytest

from elections.models import AuditEvent, Exclusion, MilestoneRecord, Reply, Request, RollEntry, RollRevision, StoredFile
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.roll import figures_of, person_of, rights_of, search
from elections.queries.slate import stand_issues
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.eligibility import Right
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.rules.roll_person import RollPerson
from elections.services.contests import set_posts
from elections.services.exclusions import propose_exclusion, withdraw_exclusion
from elections.services.requests import attach_reply_scan, reply_to_request, submit_request
from elections.services.roll import add_roll_entry, close_roll, edit_roll_entry, remove_roll_entry, revise_roll
from tests.factories.notices import move_to
from tests.factories.office import Office, add_members, another_community, office_with_election
from tests.factories.refusals import refused as refused_as

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"
PERSON = RollPerson(
    name="单小燕", sex="female", born_on=date(1949, 12, 31), membership="full", joined_on=date(1978, 7, 1), full_member_on=date(1979, 7, 1),
    capacities=("member",),
)  # fmt: skip


@pytest.fixture
def office() -> Office:
    return office_with_election()


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def scan(office: Office) -> StoredFile:
    return StoredFile.objects.create(
        office=office.street, election=office.election, sha256="0" * 64, size=1, media_type="application/pdf", name="批复.pdf",
        stored_at=office.election.opened_at,
    )  # fmt: skip


def approve(office: Office, kind: str, number: str = "文组〔2026〕3号") -> Reply:
    request = submit_request(office.election, kind, actor=office[Role.COMMUNITY_SECRETARY], title="请示")
    return reply_to_request(request, actor=office[Role.STREET_APPROVER], number=number, scan=scan(office))


def verbs(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def test_an_entry_is_written_with_what_follows_from_it(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    entry = add_roll_entry(office.election, PERSON, actor=clerk, identity_number=NUMBER)

    entry.refresh_from_db()
    assert (entry.number, entry.pinyin, entry.identity_tail, entry.may_vote, entry.may_stand) == (1, "sxy", "002X", True, True)
    assert len(entry.identity_key) == 64
    assert person_of(entry) == PERSON
    stored = "".join(str(value) for row in RollEntry.objects.values_list() for value in row)
    assert NUMBER not in stored + "".join(AuditEvent.objects.values_list("raw", flat=True))
    assert search(office.election, "sxy") == search(office.election, "小燕") == search(office.election, "1") == [entry]
    assert search(office.election, " ") == []


def test_the_same_person_again_is_the_same_entry(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    entry = add_roll_entry(office.election, PERSON, actor=clerk, identity_number=NUMBER)

    assert add_roll_entry(office.election, PERSON, actor=clerk) == entry
    assert verbs("add_roll_entry") == 1
    with pytest.raises(RuleViolation) as refused:
        add_roll_entry(office.election, replace(PERSON, name="单晓燕"), actor=clerk, identity_number=NUMBER)
    assert codes(refused) == ["roll_person_twice"]


def test_what_cannot_be_so_is_refused(office: Office) -> None:
    with pytest.raises(RuleViolation) as refused:
        add_roll_entry(
            office.election, replace(PERSON, name="Shan", sex="male"), actor=office[Role.COMMUNITY_CLERK], identity_number=NUMBER
        )
    assert codes(refused) == ["roll_name_invalid", "identity_other_sex"]
    assert not RollEntry.objects.exists()
    with pytest.raises(RuleViolation) as refused:
        add_roll_entry(office.election, PERSON, actor=office[Role.OBSERVER])
    assert codes(refused) == ["role_missing"]


def test_editing_keeps_the_number_and_names_what_changed(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    entry = add_roll_entry(office.election, PERSON, actor=clerk, identity_number=NUMBER)
    edited = edit_roll_entry(entry, replace(PERSON, membership="probationary", full_member_on=None), actor=clerk)
    edit_roll_entry(entry, replace(PERSON, membership="probationary", full_member_on=None), actor=clerk)

    assert (edited.may_vote, edited.may_stand, edited.may_endorse, edited.identity_tail) == (False, False, True, "002X")
    [event] = AuditEvent.objects.filter(verb="edit_roll_entry")
    assert '"changed":["full_member_on","membership"]' in event.raw


def test_somebody_entered_by_mistake_is_taken_off_and_may_come_back(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    entry = add_roll_entry(office.election, PERSON, actor=clerk, identity_number=NUMBER)
    with pytest.raises(RuleViolation) as refused:
        remove_roll_entry(entry, actor=clerk, reason="")
    assert codes(refused) == ["reason_missing"]
    remove_roll_entry(entry, actor=clerk, reason="录错")
    remove_roll_entry(entry, actor=clerk, reason="录错")
    assert verbs("remove_roll_entry") == 1
    with pytest.raises(RuleViolation) as refused:
        edit_roll_entry(entry, PERSON, actor=clerk)
    assert codes(refused) == ["roll_person_out"]

    again = add_roll_entry(office.election, PERSON, actor=clerk, identity_number=NUMBER)
    assert (again.number, again != entry) == (2, True)


def test_the_five_figures_are_kept_apart_and_frozen(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    members = add_members(election, 30)
    add_members(election, 2, membership="probationary", full_member_on=None)
    add_members(election, 1, suspension="party_probation")
    add_members(election, 1, part_time=True, capacities=["unit_representative"])
    add_members(election, 3, membership="none", joined_on=None, full_member_on=None, capacities=["resident_representative"])
    propose_exclusion(members[0], "bedridden", actor=clerk)
    propose_exclusion(members[1], "abroad_self_funded", actor=clerk, since=date(2025, 1, 1))
    approve(office, Request.Kind.EXCLUSIONS)

    closed = close_roll(election, actor=clerk)

    assert closed.facts == {
        "total": 33, "full": 31, "probationary": 2, "with_vote": 30, "excluded_total": 2, "due": 28,
        "excluded": {"bedridden": 1, "abroad_self_funded": 1},
        "capacities": {"member": 33, "resident_representative": 3, "unit_representative": 1},
        "branch_form": "committee", "preparatory": False,
    }  # fmt: skip
    assert set(Exclusion.objects.values_list("state", flat=True)) == {"consented"}
    assert close_roll(election, actor=clerk) == closed
    assert verbs("close_roll") == 1
    assert RollEntry.objects.due().filter(election=election).count() == 30  # the meeting has not voted yet


def test_exclusions_wait_for_the_superior(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    members = add_members(election, 30)
    exclusion = propose_exclusion(members[0], "bedridden", actor=clerk)
    with pytest.raises(RuleViolation) as refused:
        close_roll(election, actor=clerk)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("exclusions_without_reply", {"count": 1})]

    office.pass_time(minutes=1)
    approve(office, Request.Kind.EXCLUSIONS)
    office.pass_time(minutes=1)
    late = propose_exclusion(members[1], "unable_to_express", actor=clerk)
    with pytest.raises(RuleViolation) as refused:
        close_roll(election, actor=clerk)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("exclusions_after_request", {"count": 1})]

    withdraw_exclusion(late, actor=clerk, reason="病情好转")
    close_roll(election, actor=clerk)
    exclusion.refresh_from_db()
    assert exclusion.state == "consented"
    with pytest.raises(RuleViolation) as refused:
        propose_exclusion(members[2], "bedridden", actor=clerk)
    assert codes(refused) == ["roll_is_closed"]


def test_a_request_about_exclusions_that_is_entered_late_covers_those_typed_before_it(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    propose_exclusion(add_members(election, 30)[0], "bedridden", actor=clerk)
    office.pass_time(minutes=5)
    sent = election_now(election) - timedelta(days=10)
    request = submit_request(election, "exclusions", actor=clerk, title="请示", submitted_at=sent, late_reason="先报纸质件")
    reply_to_request(request, actor=office[Role.STREET_APPROVER], number="3号", scan=scan(office))
    close_roll(election, actor=clerk)
    assert set(Exclusion.objects.values_list("state", flat=True)) == {"consented"}


def test_an_empty_roll_is_not_closed(office: Office) -> None:
    add_members(office.election, 3, membership="probationary", full_member_on=None)
    with pytest.raises(RuleViolation) as refused:
        close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("roll_without_electors", {"total": 3})]
    assert not MilestoneRecord.objects.exists()


def test_small_branches_are_told_their_form(office: Office) -> None:
    add_members(office.election, 2)
    with pytest.raises(RuleViolation) as refused:
        close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["branch_too_small"]

    add_members(office.election, 3)
    set_posts(office.election, Posts(size=5, includes_leaders=True, deputies=1), actor=office[Role.COMMUNITY_SECRETARY])
    with pytest.raises(RuleViolation) as refused:
        close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert [(issue.code, issue.params["members"]) for issue in refused.value.issues] == [("branch_without_committee", 5)]


def test_one_person_on_two_voting_rolls_is_found(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    other = another_community(office)
    add_members(office.election, 20)
    add_members(other, 20, born_on=date(1960, 1, 1))
    double = add_roll_entry(office.election, PERSON, actor=clerk, identity_number=NUMBER)
    add_roll_entry(other, replace(PERSON, name="单晓燕"), actor=office[Role.STREET_OFFICER], identity_number=NUMBER)

    with pytest.raises(RuleViolation) as refused:
        close_roll(office.election, actor=clerk)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("roll_on_two_rolls", {"name": "单小燕", "community": "和平苑社区"})
    ]
    remove_roll_entry(double, actor=clerk, reason="组织关系在和平苑")
    close_roll(office.election, actor=clerk)


def closed_office() -> tuple[Office, list[RollEntry]]:
    office = office_with_election()
    members = add_members(office.election, 30)
    close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    move_to(office, Phase.OPEN_NOMINATION)
    return office, members


def test_a_closed_roll_changes_only_by_revision() -> None:
    office, members = closed_office()
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    move_to(office, Phase.PREPARATION)
    for act in (
        lambda: add_roll_entry(election, PERSON, actor=clerk),
        lambda: edit_roll_entry(members[0], person_of(members[0]), actor=clerk),
        lambda: remove_roll_entry(members[0], actor=clerk, reason="…"),
    ):
        with pytest.raises(RuleViolation) as refused:
            act()
        assert codes(refused) == ["roll_is_closed"]


def test_revisions_keep_both_versions_and_reckon_the_figures_anew() -> None:
    office, members = closed_office()
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    first = MilestoneRecord.objects.standing().get(kind=Milestone.ROLL_CLOSED)

    added = revise_roll(election, actor=clerk, reason="组织关系转入", person=PERSON, identity_number=NUMBER)
    changed = revise_roll(
        election, actor=clerk, reason="留党察看", entry=members[0],
        person=replace(person_of(members[0]), suspension="party_probation", suspended_from=date(2026, 3, 1)),
    )  # fmt: skip
    removed = revise_roll(election, actor=clerk, reason="去世", entry=members[1])
    assert revise_roll(election, actor=clerk, reason="去世", entry=members[1]) == removed

    assert [revision.kind for revision in (added, changed, removed)] == ["added", "changed", "removed"]
    assert (changed.before["suspension"], changed.after["suspension"]) == ("", "party_probation")
    assert removed.before["name"] == members[1].name
    standing = MilestoneRecord.objects.standing().get(kind=Milestone.ROLL_CLOSED)
    assert (standing.facts["total"], standing.facts["with_vote"]) == (30, 29)
    assert standing.fact_at == first.fact_at
    assert verbs("revise_roll") == 3


def test_a_revision_needs_reason_and_matter() -> None:
    office, members = closed_office()
    clerk = office[Role.COMMUNITY_CLERK]
    with pytest.raises(RuleViolation) as refused:
        revise_roll(office.election, actor=clerk, reason=" ")
    assert codes(refused) == ["reason_missing", "revision_of_nothing"]
    with pytest.raises(RuleViolation) as refused:
        revise_roll(office.election, actor=clerk, reason="转入", person=person_of(members[0]))
    assert codes(refused) == ["roll_person_twice"]
    assert not RollRevision.objects.exists()

    unclosed = office_with_election(code="other")
    with pytest.raises(RuleViolation) as refused:
        revise_roll(unclosed.election, actor=unclosed[Role.COMMUNITY_CLERK], reason="转入", person=PERSON)
    assert codes(refused) == ["roll_not_closed"]


def test_a_part_time_member_stands_by_the_reply_and_is_never_due(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    add_members(office.election, 10)
    police = add_roll_entry(
        office.election, replace(PERSON, name="高警官", part_time=True, capacities=("unit_representative",), tags=("police",)), actor=clerk
    )
    today = date(2026, 4, 18)
    assert [issue.code for issue in stand_issues(office.election, [police], today)] == ["candidate_may_not_stand"]

    approve(office, Request.Kind.CAPACITY_TO_STAND)
    close_roll(office.election, actor=clerk)

    police.refresh_from_db()
    assert list(stand_issues(office.election, [police], today)) == []
    assert (police.may_stand, police.may_vote) == (True, False)
    assert Right.VOTE not in rights_of(police, today)
    assert figures_of(office.election).total == figures_of(office.election).due == 10


def test_a_reply_covers_who_was_on_the_roll_as_part_time_when_it_was_asked_for(office: Office) -> None:
    clerk, day = office[Role.COMMUNITY_CLERK], date(2026, 4, 18)
    police = replace(PERSON, name="高警官", part_time=True, capacities=("unit_representative",), tags=("police",))

    def ask() -> Request:
        return submit_request(office.election, "capacity_to_stand", actor=clerk, title="关于兼职委员人选的请示")

    def reply(request: Request, number: str) -> None:
        answer = reply_to_request(request, actor=office[Role.STREET_APPROVER], number=number)
        attach_reply_scan(answer, actor=office[Role.STREET_OFFICER], scan=scan(office))

    def refused_of(*entries: int) -> list[str]:
        return [str(issue.params["name"]) for issue in stand_issues(office.election, RollEntry.objects.filter(pk__in=entries), day)]

    add_members(office.election, 5)
    with refused_as(("request_about_nobody", {})):
        ask()
    first = add_roll_entry(office.election, police, actor=clerk)
    request = ask()
    later = add_roll_entry(office.election, replace(police, name="马警官"), actor=clerk)
    full = add_roll_entry(office.election, replace(PERSON, name="王经理"), actor=clerk)
    reply(request, "文委〔2026〕1号")
    edit_roll_entry(full, replace(PERSON, name="王经理", part_time=True), actor=clerk)
    assert refused_of(first.pk, later.pk, full.pk) == ["马警官", "王经理"]
    close_roll(office.election, actor=clerk)
    reply(ask(), "文委〔2026〕2号")
    assert refused_of(first.pk, later.pk, full.pk) == []


def test_who_was_suspended_stands_again_from_the_day_on_which_it_ended(office: Office) -> None:
    person = replace(PERSON, suspension="party_probation", suspended_from=date(2022, 12, 31), suspended_until=date(2023, 12, 31))
    entry = add_roll_entry(office.election, person, actor=office[Role.COMMUNITY_CLERK])
    assert (entry.may_vote, entry.may_stand) == (True, True)
    assert list(stand_issues(office.election, [entry], date(2026, 4, 18))) == []
    assert [issue.code for issue in stand_issues(office.election, [entry], date(2023, 12, 30))] == ["no_right_party_probation"]


def test_who_is_out_may_not_stand(office: Office) -> None:
    entry = add_roll_entry(office.election, PERSON, actor=office[Role.COMMUNITY_CLERK])
    entry.disqualified_at = election_now(office.election)
    entry.save()
    assert [issue.code for issue in stand_issues(office.election, [entry], date(2026, 4, 18))] == ["candidate_disqualified"]
    entry.removed_at = entry.disqualified_at + timedelta(seconds=1)
    assert rights_of(entry, date(2026, 4, 18)) == frozenset()


def test_exclusions_are_for_electors_and_by_category(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    [member] = add_members(office.election, 1)
    [probationary] = add_members(office.election, 1, membership="probationary", full_member_on=None)
    for entry, category, found in (
        (member, "lazy", ["exclusion_category_unknown"]),
        (probationary, "bedridden", ["exclusion_without_vote"]),
        (member, "abroad_self_funded", ["exclusion_too_short"]),
    ):
        with pytest.raises(RuleViolation) as refused:
            propose_exclusion(entry, category, actor=clerk)
        assert codes(refused) == found

    exclusion = propose_exclusion(member, "bedridden", actor=clerk)
    assert propose_exclusion(member, "bedridden", actor=clerk) == exclusion
    assert verbs("propose_exclusion") == 1
    assert "bedridden" not in AuditEvent.objects.get(verb="propose_exclusion").raw  # the category stays inside the Party
    with pytest.raises(RuleViolation) as refused:
        withdraw_exclusion(exclusion, actor=clerk, reason="")
    assert codes(refused) == ["reason_missing"]
    withdraw_exclusion(exclusion, actor=clerk, reason="能参加")
    withdraw_exclusion(exclusion, actor=clerk, reason="能参加")
    assert verbs("withdraw_exclusion") == 1
    assert propose_exclusion(member, "unable_to_express", actor=clerk).state == "proposed"
