import json

import pytest

from elections.models import AuditEvent, Cycle
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.rules.rule_set import NoticeTerm, preset
from elections.services.cycles import change_rule_set, open_cycle
from elections.services.files import store_file
from elections.services.requests import attach_reply_scan, reply_to_request, submit_request
from tests.factories.office import another_community, office_with_election, reach_milestone, set_phase
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

STREET = preset("street-community")
THREE_DAYS = STREET.override(notice_1={"length": 3, "unit": "day"})
FOUR_DAYS = STREET.override(notice_1={"length": 4, "unit": "day"})


@pytest.fixture
def office():
    return office_with_election()


def approve(office, *, scan: bytes | None = b"%PDF-1.7 reply"):
    request = submit_request(office.election, "rule_change", actor=office[Role.STREET_OFFICER], title="关于调整公示时间的请示")
    reply = reply_to_request(request, actor=office[Role.STREET_APPROVER], number="下组〔2026〕9号")
    if scan:
        stored = store_file(office.election, actor=office[Role.STREET_OFFICER], name="批复.pdf", content=scan)
        attach_reply_scan(reply, actor=office[Role.STREET_APPROVER], scan=stored)
    return request


def test_a_cycle_carries_its_rule_set(office):
    cycle = open_cycle(office.street, actor=office[Role.STREET_OFFICER], code="2031", name="2031年换届", rules=preset("village"))
    assert Cycle.objects.get(pk=cycle.pk).rules == preset("village")
    event = AuditEvent.objects.filter(verb="open_cycle").last()
    assert json.loads(event.raw)["figures"] == {"preset": "village"}


def test_opening_it_again_returns_it_and_with_other_rules_is_refused(office):
    cycle, before = office.election.cycle, AuditEvent.objects.count()
    actor = office[Role.STREET_OFFICER]
    assert open_cycle(office.street, actor=actor, code="2026", name="2026年社区党组织换届", rules=STREET) == cycle
    with refused(("cycle_code_taken", {"code": "2026"})):
        open_cycle(office.street, actor=actor, code="2026", name="2026年社区党组织换届", rules=THREE_DAYS)
    assert AuditEvent.objects.count() == before


def test_a_set_of_its_own_name_leaves_no_text_in_the_record(office):
    open_cycle(office.street, actor=office[Role.STREET_OFFICER], code="own", name="试点", rules=STREET.override(name="本街道方案"))
    assert AuditEvent.objects.filter(verb="open_cycle").last().raw.isascii()


def test_a_looser_set_a_foreign_code_and_an_empty_name_are_refused(office):
    actor = office[Role.STREET_OFFICER]
    with refused(("rule_below_quorum", {"value": "2/3", "bound": "4/5"})):
        open_cycle(office.street, actor=actor, code="loose", name="试点", rules=STREET.override(quorum="2/3"))
    with refused(("code_malformed", {"code": "二零", "most": 32}), ("name_missing", {})):
        open_cycle(office.street, actor=actor, code="二零", name=" ", rules=STREET)
    with refused(("role_missing", {"act": "open_cycle"})):
        open_cycle(office.street, actor=office[Role.COMMUNITY_SECRETARY], code="x", name="x", rules=STREET)
    assert Cycle.objects.count() == 1


class TestChange:
    def test_before_any_roll_is_closed_it_is_free(self, office):
        changed = change_rule_set(office.election.cycle, actor=office[Role.STREET_APPROVER], rules=THREE_DAYS)
        assert changed.rules.notice_1 == NoticeTerm(3, "day")
        event = AuditEvent.objects.get(verb="change_rule_set")
        assert json.loads(event.raw)["figures"] == {"changed": ["notice_1"], "request": None}
        detail = json.loads(event.detail.text)
        assert (detail["before"]["notice_1"]["length"], detail["after"]["notice_1"]["length"]) == (5, 3)

    def test_the_same_rules_again_are_nothing(self, office):
        change_rule_set(office.election.cycle, actor=office[Role.STREET_APPROVER], rules=STREET)
        assert not AuditEvent.objects.filter(verb="change_rule_set").exists()

    def test_the_law_holds_for_a_change_too(self, office):
        with refused(("rule_write_in_free", {})):
            change_rule_set(office.election.cycle, actor=office[Role.STREET_APPROVER], rules=STREET.override(write_in_needs_against=False))

    def test_only_the_approver_changes(self, office):
        with refused(("role_missing", {"act": "change_rule_set"})):
            change_rule_set(office.election.cycle, actor=office[Role.STREET_OFFICER], rules=THREE_DAYS)

    def test_after_a_roll_is_closed_it_needs_the_scanned_reply(self, office):
        reach_milestone(office.election, Milestone.ROLL_CLOSED, office[Role.STREET_OFFICER])
        cycle, approver = office.election.cycle, office[Role.STREET_APPROVER]
        missing = ("approval_missing", {"kind": "rule_change"})
        with refused(missing):
            change_rule_set(cycle, actor=approver, rules=THREE_DAYS)
        approve(office, scan=None)
        with refused(missing):
            change_rule_set(cycle, actor=approver, rules=THREE_DAYS)
        request = approve(office)
        assert change_rule_set(cycle, actor=approver, rules=THREE_DAYS).rule_request == request
        assert Cycle.objects.get(pk=cycle.pk).rules == THREE_DAYS

    def test_a_reply_covers_one_change(self, office):
        reach_milestone(office.election, Milestone.ROLL_CLOSED, office[Role.STREET_OFFICER])
        approve(office)
        change_rule_set(office.election.cycle, actor=office[Role.STREET_APPROVER], rules=THREE_DAYS)
        with refused(("approval_missing", {"kind": "rule_change"})):
            change_rule_set(office.election.cycle, actor=office[Role.STREET_APPROVER], rules=FOUR_DAYS)

    def test_the_reply_of_an_earlier_cycle_does_not_count(self, office):
        approve(office)
        later = open_cycle(office.street, actor=office[Role.STREET_OFFICER], code="2031", name="2031年换届", rules=STREET)
        election = another_community(office)
        election.cycle = later
        election.save()
        reach_milestone(election, Milestone.ROLL_CLOSED, office[Role.STREET_OFFICER])
        with refused(("approval_missing", {"kind": "rule_change"})):
            change_rule_set(later, actor=office[Role.STREET_APPROVER], rules=THREE_DAYS)

    def test_a_step_is_not_switched_off_under_an_election_that_stands_in_it(self, office):
        set_phase(office.election, Phase.COMMITTEE_BALLOT, office[Role.STREET_OFFICER])
        approve(office)
        with refused(("phase_in_use", {"community": "京都苑社区", "phase": "committee_ballot"})):
            change_rule_set(
                office.election.cycle,
                actor=office[Role.STREET_APPROVER],
                rules=STREET.override(committee_ballot=False, notice_3=None),
            )
