import json

import pytest

from elections.models import AuditEvent, Contest, Cycle, MilestoneRecord, PostsPlan
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.phases import Phase
from elections.rules.rule_set import NoticeTerm, preset
from elections.services.contests import set_posts
from elections.services.cycles import change_rule_set, open_cycle
from elections.services.elections import annul_election
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
        assert json.loads(event.raw)["figures"] == {"changed": ["notice_1"], "contests_of": [], "request": None}
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


class TestContests:
    """They follow from the posts and the rules; a change of the rules leaves none behind."""

    @pytest.fixture
    def direct(self, office):
        set_posts(office.election, Posts(size=5, deputies=1), actor=office[Role.COMMUNITY_SECRETARY])
        return office

    def change(self, office, rules):
        return change_rule_set(office.election.cycle, actor=office[Role.STREET_APPROVER], rules=rules)

    def contests(self, office):
        return list(Contest.objects.filter(election=office.election).values_list("code", "stage", "seats", "names_at_least"))

    def test_leaders_move_to_the_plenary_and_the_committee_has_all_seats(self, direct):
        kept = dict(Contest.objects.values_list("code", "pk"))
        self.change(direct, preset("regulation-2020"))
        assert self.contests(direct) == [("committee", "meeting", 5, 6), ("secretary", "plenary", 1, 1), ("deputy", "plenary", 1, 1)]
        assert dict(Contest.objects.values_list("code", "pk")) == kept
        event = AuditEvent.objects.get(verb="change_rule_set")
        assert json.loads(event.raw)["figures"]["contests_of"] == [direct.election.pk]

    def test_a_plan_that_was_adopted_for_the_other_way_is_reported_once_more(self, direct):
        plan = PostsPlan.objects.get()
        PostsPlan.objects.update(adopted_at=plan.set_at)
        reach_milestone(direct.election, Milestone.PLAN_APPROVED, direct[Role.STREET_OFFICER])
        self.change(direct, THREE_DAYS)
        assert MilestoneRecord.objects.standing().filter(kind=Milestone.PLAN_APPROVED).exists()
        self.change(direct, STREET.override(margin="1/2"))
        assert self.contests(direct)[2] == ("committee", "meeting", 3, 5)
        assert MilestoneRecord.objects.standing().filter(kind=Milestone.PLAN_APPROVED).exists()
        self.change(direct, preset("regulation-2020"))
        assert not MilestoneRecord.objects.standing().filter(kind=Milestone.PLAN_APPROVED).exists()
        assert PostsPlan.objects.get().adopted_at is None

    def test_posts_that_the_new_rules_do_not_allow_are_named_with_their_community(self, direct):
        set_posts(direct.election, Posts(size=5, names={"committee": 4}), actor=direct[Role.COMMUNITY_SECRETARY])
        with refused(("posts_against_rules", {"community": "京都苑社区"})):
            self.change(direct, STREET.override(margin="1/2"))

    def test_under_a_certified_slate_nothing_moves(self, direct):
        reach_milestone(direct.election, Milestone.SLATE_CERTIFIED, direct[Role.STREET_OFFICER])
        before = self.contests(direct)
        with refused(("contests_on_slate", {"community": "京都苑社区"})):
            self.change(direct, preset("regulation-2020"))
        assert self.contests(direct) == before
        self.change(direct, THREE_DAYS)

    def test_an_election_that_was_annulled_stays_as_it_was(self, direct):
        reach_milestone(direct.election, Milestone.SLATE_CERTIFIED, direct[Role.STREET_OFFICER])
        annul_election(direct.election, actor=direct[Role.STREET_APPROVER], number="文委〔2026〕41号", reason="调查属实")
        before = self.contests(direct)
        self.change(direct, preset("regulation-2020"))
        assert self.contests(direct) == before
