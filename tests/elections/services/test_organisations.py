import json
from datetime import timedelta

import pytest

from elections.models import AuditChain, AuditEvent, Organisation
from elections.permissions import Role
from elections.queries.clock import office_now
from elections.services.organisations import create_organisation, edit_organisation, found_office, move_rehearsal_clock
from tests.factories.office import START, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election()


def test_a_founded_office_has_its_chain_and_a_first_event_that_names_it():
    street = found_office(code="tianshui", name="天水街道", title="working_committee", superior_name="中共下城区委组织部")
    event = AuditEvent.objects.get()
    assert (street.rehearsal, street.clock_offset) == (False, timedelta(0))
    assert (event.number, event.verb, event.chain) == (1, "create_organisation", AuditChain.objects.get(office=street))
    assert json.loads(event.raw)["election"] == "office:tianshui"


def test_a_rehearsal_begins_on_its_own_day():
    street = found_office(code="tianshui", name="天水街道", title="working_committee", superior_name="", rehearsal_from=START)
    assert street.rehearsal
    assert timedelta(0) <= office_now(street) - START < timedelta(minutes=1)


def test_a_street_is_founded_once_and_under_a_plain_code(office):
    with refused(("organisation_code_taken", {"code": "wenhui"})):
        found_office(code="wenhui", name="文晖", title="working_committee", superior_name="")
    with refused(("code_malformed", {"code": "文晖", "most": 32}), ("name_missing", {})):
        found_office(code="文晖", name="", title="working_committee", superior_name="")
    assert Organisation.objects.streets().count() == 1


def test_a_community_and_its_branches(office):
    actor = office[Role.SYSTEM_ADMINISTRATOR]
    community = create_organisation(
        office.street, actor=actor, parent=office.street, code="heping", name="和平苑社区", title="general_branch"
    )
    branch = create_organisation(office.street, actor=actor, parent=community, code="1", name="第一党支部", title="branch")
    assert (community.kind, branch.kind, branch.office) == ("community", "branch", office.street)
    before = AuditEvent.objects.count()
    same = create_organisation(office.street, actor=actor, parent=community, code="1", name="第一党支部", title="branch")
    assert same == branch
    assert AuditEvent.objects.count() == before
    with refused(("organisation_code_taken", {"code": "1"})):
        create_organisation(office.street, actor=actor, parent=community, code="1", name="第二党支部", title="branch")
    with refused(("branch_has_no_parts", {"name": "第一党支部"})):
        create_organisation(office.street, actor=actor, parent=branch, code="2", name="党小组", title="branch")


def test_nothing_is_set_up_in_another_street(office):
    foreign = office_with_election(code="chaohui")
    with refused(("organisation_elsewhere", {"name": "文晖街道"})):
        create_organisation(
            office.street, actor=office[Role.SYSTEM_ADMINISTRATOR], parent=foreign.street, code="x", name="某社区", title="committee"
        )
    with refused(("account_not_of_office", {})):
        create_organisation(
            foreign.street, actor=office[Role.SYSTEM_ADMINISTRATOR], parent=foreign.street, code="x", name="某社区", title="committee"
        )
    assert not Organisation.objects.filter(code="x").exists()


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.COMMUNITY_SECRETARY])
def test_only_the_system_administrator_sets_up_and_edits(office, role):
    with refused(("role_missing", {"act": "create_organisation"})):
        create_organisation(office.street, actor=office[role], parent=office.street, code="x", name="某社区", title="committee")
    with refused(("role_missing", {"act": "edit_organisation"})):
        edit_organisation(office.community, actor=office[role], name="某社区", title="committee")


def test_an_edit_keeps_what_stood_there_and_the_same_again_is_nothing(office):
    values = {"name": "京都苑社区", "title": "committee", "telephone": "0571-85000000", "address": "文晖路1号"}
    edit_organisation(office.community, actor=office[Role.SYSTEM_ADMINISTRATOR], **values)
    event = AuditEvent.objects.get(verb="edit_organisation")
    assert json.loads(event.detail.text)["before"]["telephone"] == ""
    assert json.loads(event.detail.text)["after"]["telephone"] == "0571-85000000"
    assert "0571" not in event.raw
    edit_organisation(office.community, actor=office[Role.SYSTEM_ADMINISTRATOR], **values)
    assert AuditEvent.objects.filter(verb="edit_organisation").count() == 1
    with refused(("name_missing", {})):
        edit_organisation(office.community, actor=office[Role.SYSTEM_ADMINISTRATOR], name="", title="committee")


def test_an_edit_from_an_old_page_does_not_turn_the_clock_back(office):
    old = Organisation.objects.get(pk=office.street.pk)
    moved = move_rehearsal_clock(office.street, actor=office[Role.STREET_OFFICER], by=timedelta(days=5))
    edit_organisation(old, actor=office[Role.SYSTEM_ADMINISTRATOR], name="文晖街道", title="working_committee", telephone="1")
    assert Organisation.objects.get(pk=office.street.pk).clock_offset == moved.clock_offset


def test_a_rehearsal_clock_moves_forwards_only(office):
    before = office_now(office.street)
    moved = move_rehearsal_clock(office.street, actor=office[Role.STREET_OFFICER], by=timedelta(days=5))
    assert timedelta(days=5) <= office_now(moved) - before < timedelta(days=5, minutes=1)
    for by in (timedelta(0), timedelta(days=-1)):
        with refused(("clock_moved_back", {})):
            move_rehearsal_clock(office.street, actor=office[Role.STREET_OFFICER], by=by)
    assert json.loads(AuditEvent.objects.get(verb="move_rehearsal_clock").raw)["figures"] == {"seconds": 5 * 24 * 3600}


def test_a_real_office_has_no_clock_to_move(office):
    Organisation.objects.filter(pk=office.street.pk).update(rehearsal=False)
    with refused(("clock_of_real_office", {})):
        move_rehearsal_clock(office.street, actor=office[Role.STREET_OFFICER], by=timedelta(days=1))
