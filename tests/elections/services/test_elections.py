import json
from datetime import date, datetime, timedelta

import pytest

from elections.models import AuditChain, AuditEvent, Election, MilestoneRecord, Organisation, PhaseChange, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.cycles import elections_of, free_code, standing_elections, unopened
from elections.queries.plan import plan_state
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.phases import Phase, milestones_until
from elections.rules.rule_set import preset
from elections.services.contests import set_posts
from elections.services.decisions import record_decision
from elections.services.elections import (
    advance_phase,
    annul_election,
    enter_election_late,
    open_election,
    postpone_election,
    reopen_phase,
)
from elections.services.files import store_file
from elections.services.requests import reply_to_request, submit_request
from tests.elections.services.test_decisions import MINUTES
from tests.factories.office import START, add_members, another_community, office_with_election, reach_milestone, set_phase
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db
TERM_END = date(2026, 6, 30)


@pytest.fixture
def office():
    return office_with_election()


def phases(election: Election) -> list[tuple[str, str]]:
    return list(PhaseChange.objects.filter(election=election).values_list("kind", "phase"))


class TestOpening:
    def test_the_first_event_of_the_new_chain_names_the_election(self, office):
        event = AuditEvent.objects.get(chain=AuditChain.objects.get(election=office.election))
        assert (event.number, event.verb) == (1, "open_election")
        assert json.loads(event.raw)["election"] == "wenhui-jingdu-2026"
        assert phases(office.election) == [("opened", "preparation")]

    def test_opening_it_again_returns_it(self, office):
        before = AuditEvent.objects.count()
        officer, cycle = office[Role.STREET_OFFICER], office.election.cycle
        assert open_election(cycle, office.community, actor=officer, code=office.election.code, term_ends_on=TERM_END) == office.election
        with refused(("recorded_otherwise", {"field": "code", "recorded": office.election.code, "typed": "another-code"})):
            open_election(cycle, office.community, actor=officer, code="another-code", term_ends_on=TERM_END)
        with refused(("entry_otherwise", {"field": "term_ends_on", "recorded": "2026-06-30", "typed": "2026-07-31"})):
            open_election(cycle, office.community, actor=officer, code=office.election.code, term_ends_on=date(2026, 7, 31))
        assert AuditEvent.objects.count() == before

    def test_only_in_a_community_of_the_street_under_a_code_of_its_own(self, office):
        officer, foreign = office[Role.STREET_OFFICER], office_with_election(code="chaohui")
        cycle = office.election.cycle
        branch = Organisation.objects.create(
            kind="branch", parent=office.community, code="1", name="第一党支部", title="branch", created_at=START
        )
        other = another_community(office).community
        Election.objects.filter(community=other).update(cycle=foreign.election.cycle)
        with refused(("organisation_elsewhere", {"name": "京都苑社区"})):
            open_election(cycle, foreign.community, actor=officer, code="x", term_ends_on=TERM_END)
        for place, name in ((branch, "第一党支部"), (office.street, "文晖街道")):
            with refused(("not_a_community", {"name": name})):
                open_election(cycle, place, actor=officer, code="x", term_ends_on=TERM_END)
        with refused(("election_code_taken", {"code": "chaohui-jingdu-2026"})):
            open_election(cycle, other, actor=officer, code="chaohui-jingdu-2026", term_ends_on=TERM_END)
        with refused(("code_malformed", {"code": "../x", "most": 32})):
            open_election(cycle, other, actor=officer, code="../x", term_ends_on=TERM_END)

    def test_only_the_street_officer_opens(self, office):
        with refused(("role_missing", {"act": "open_election"})):
            open_election(office.election.cycle, office.community, actor=office[Role.COMMUNITY_SECRETARY], code="x", term_ends_on=TERM_END)

    def test_a_mistyped_year_is_no_end_of_a_term(self, office):
        community = another_community(office).community
        Election.objects.filter(community=community).update(annulled_at=START)
        said = {"ends": "2062-06-30", "first": "2021-03-02", "last": "2031-03-02"}
        with refused(("term_end_unlikely", said)):
            open_election(office.election.cycle, community, actor=office[Role.STREET_OFFICER], code="x", term_ends_on=date(2062, 6, 30))


class TestAdvancing:
    def test_nothing_missing_leads_into_the_next_step(self, office):
        officer = office[Role.STREET_OFFICER]
        reach_milestone(office.election, Milestone.PLAN_APPROVED, officer)
        reach_milestone(office.election, Milestone.ROLL_CLOSED, officer)
        advanced = advance_phase(office.election, actor=office[Role.COMMUNITY_CLERK], to=Phase.MOBILISATION)
        assert advanced.phase == Phase.MOBILISATION
        assert phases(office.election) == [("opened", "preparation"), ("advanced", "mobilisation")]

    def test_somebody_else_was_faster(self, office):
        before = AuditEvent.objects.count()
        assert advance_phase(office.election, actor=office[Role.COMMUNITY_CLERK], to=Phase.PREPARATION).phase == "preparation"
        assert AuditEvent.objects.count() == before

    def test_what_is_missing_is_named_and_nothing_moves(self, office):
        with refused(
            ("milestone_missing", {"milestone": "plan_approved"}),
            ("milestone_missing", {"milestone": "roll_closed"}),
        ):
            advance_phase(office.election, actor=office[Role.COMMUNITY_CLERK], to=Phase.MOBILISATION)
        assert phases(office.election) == [("opened", "preparation")]

    def test_no_step_is_left_out(self, office):
        with refused(("phase_not_next", {"phase": "vetting", "now": "preparation"})):
            advance_phase(office.election, actor=office[Role.COMMUNITY_CLERK], to=Phase.VETTING)

    def test_after_the_last_step_there_is_none(self, office):
        set_phase(office.election, Phase.CLOSED, office[Role.STREET_OFFICER])
        with refused(("phase_not_next", {"phase": "reporting", "now": "closed"})):
            advance_phase(office.election, actor=office[Role.COMMUNITY_CLERK], to=Phase.REPORTING)

    def test_an_unconfirmed_late_entry_stands_in_the_way(self, office):
        officer = office[Role.STREET_OFFICER]
        reach_milestone(office.election, Milestone.PLAN_APPROVED, officer)
        reach_milestone(office.election, Milestone.ROLL_CLOSED, officer)
        office.pass_time(days=3)
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK], held_at=START + timedelta(days=1), late_reason="停电")
        with refused(("late_entries_unconfirmed", {"count": 1})):
            advance_phase(office.election, actor=officer, to=Phase.MOBILISATION)


class TestReopening:
    def test_back_one_step_once_with_a_reason(self, office):
        set_phase(office.election, Phase.VETTING, office[Role.STREET_OFFICER])
        approver = office[Role.STREET_APPROVER]
        reopen_phase(office.election, actor=approver, to=Phase.DIRECTED_RECOMMENDATION, reason="票数有误")
        reopen_phase(office.election, actor=approver, to=Phase.DIRECTED_RECOMMENDATION, reason="票数有误")
        assert Election.objects.get().phase == Phase.DIRECTED_RECOMMENDATION
        assert AuditEvent.objects.filter(verb="reopen_phase").count() == 1
        assert MilestoneRecord.objects.standing().filter(kind=Milestone.PRELIMINARY_APPROVED).exists()

    def test_refusals(self, office):
        approver = office[Role.STREET_APPROVER]
        with refused(("phase_is_first", {})):
            reopen_phase(office.election, actor=approver, to=Phase.MOBILISATION, reason="有误")
        set_phase(office.election, Phase.VETTING, office[Role.STREET_OFFICER])
        with refused(("phase_not_before", {"phase": "mobilisation", "now": "vetting"})):
            reopen_phase(office.election, actor=approver, to=Phase.MOBILISATION, reason="有误")
        with refused(("reason_missing", {})):
            reopen_phase(office.election, actor=approver, to=Phase.DIRECTED_RECOMMENDATION, reason=" ")
        with refused(("role_missing", {"act": "reopen_phase"})):
            reopen_phase(office.election, actor=office[Role.STREET_OFFICER], to=Phase.DIRECTED_RECOMMENDATION, reason="有误")


class TestPostponing:
    """The term of this election ends on 30 June 2026."""

    def test_within_the_term_a_reason_is_enough(self, office):
        postpone_election(office.election, actor=office[Role.STREET_APPROVER], until=date(2026, 6, 30), reason="台风")
        postpone_election(office.election, actor=office[Role.STREET_APPROVER], until=date(2026, 6, 30), reason="台风")
        assert Election.objects.get().meeting_on == date(2026, 6, 30)
        assert PhaseChange.objects.get(kind="postponed").until == date(2026, 6, 30)
        assert AuditEvent.objects.filter(verb="postpone_election").count() == 1

    def test_beyond_the_term_only_with_the_superiors_reply(self, office):
        approver, until = office[Role.STREET_APPROVER], date(2026, 9, 30)
        with refused(("term_postponed_unapproved", {"ends": "2026-06-30", "meeting": "2026-09-30"})):
            postpone_election(office.election, actor=approver, until=until, reason="台风")
        request = submit_request(office.election, Request.Kind.POSTPONEMENT, actor=office[Role.STREET_OFFICER], title="关于延期的请示")
        scan = store_file(office.election, actor=office[Role.STREET_OFFICER], name="批复.pdf", content=b"%PDF-1.7")
        reply_to_request(request, actor=approver, number="下组〔2026〕11号", scan=scan)
        assert postpone_election(office.election, actor=approver, until=until, reason="台风").meeting_on == until
        with refused(("postponed_too_far", {"until": "2027-07-01", "term_end": "2026-06-30"})):
            postpone_election(office.election, actor=approver, until=date(2027, 7, 1), reason="台风")
        assert postpone_election(office.election, actor=approver, until=date(2027, 6, 30), reason="台风").meeting_on == date(2027, 6, 30)

    def test_only_to_a_later_day_and_with_a_reason(self, office):
        approver = office[Role.STREET_APPROVER]
        with refused(("postponed_not_later", {"until": "2026-03-02", "before": "2026-03-02"}), ("reason_missing", {})):
            postpone_election(office.election, actor=approver, until=date(2026, 3, 2), reason="")
        postpone_election(office.election, actor=approver, until=date(2026, 5, 10), reason="台风")
        with refused(("postponed_not_later", {"until": "2026-05-09", "before": "2026-05-10"})):
            postpone_election(office.election, actor=approver, until=date(2026, 5, 9), reason="提前")

    def test_without_a_known_term_nothing_is_measured_by_it(self, office):
        Election.objects.update(term_ends_on=None)
        assert postpone_election(office.election, actor=office[Role.STREET_APPROVER], until=date(2029, 1, 1), reason="台风").meeting_on


class TestAnnulling:
    def test_nothing_is_erased_and_nothing_more_can_be_done(self, office):
        approver = office[Role.STREET_APPROVER]
        with refused(("reason_missing", {})):
            annul_election(office.election, actor=approver, number="文委〔2026〕40号", reason="")
        annul_election(office.election, actor=approver, number="文委〔2026〕40号", reason="查实贿选")
        assert Election.objects.get().annulled_at is not None
        with refused(("election_annulled", {"on": "2026-03-02"})):
            annul_election(office.election, actor=approver, number="文委〔2026〕40号", reason="查实贿选")
        with refused(("election_annulled", {"on": "2026-03-02"})):
            record_decision(office.election, MINUTES, actor=office[Role.STREET_OFFICER])
        assert phases(office.election)[-1] == ("annulled", "preparation")
        assert json.loads(AuditEvent.objects.get(verb="annul_election").detail.text) == {"number": "文委〔2026〕40号", "reason": "查实贿选"}

    def test_the_superiors_document_annuls_a_sealed_election_too(self, office):
        Election.objects.update(sealed_at=START, phase=Phase.CLOSED)
        with refused(("annulment_without_number", {})):
            annul_election(office.election, actor=office[Role.STREET_APPROVER], number=" ", reason="查实贿选")
        annul_election(office.election, actor=office[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")
        assert PhaseChange.objects.get(kind="annulled").number == "文委〔2026〕40号"
        with refused(("election_annulled", {"on": "2026-03-02"})):
            annul_election(office.election, actor=office[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")

    def test_in_its_place_another_is_opened_with_a_code_of_its_own(self, office):
        cycle, officer = office.election.cycle, office[Role.STREET_OFFICER]
        assert unopened(cycle) == []
        annul_election(office.election, actor=office[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")
        assert unopened(cycle) == [office.community]
        code = free_code(cycle, office.community)
        assert code == "jingdu-2026-2"
        with refused(("election_code_taken", {"code": office.election.code})):
            open_election(cycle, office.community, actor=officer, code=office.election.code, term_ends_on=TERM_END)
        again = open_election(cycle, office.community, actor=officer, code=code, term_ends_on=TERM_END)
        assert again != office.election and again.phase == Phase.PREPARATION
        assert open_election(cycle, office.community, actor=officer, code=code, term_ends_on=TERM_END) == again
        with refused(("recorded_otherwise", {"field": "code", "recorded": code, "typed": "third"})):
            open_election(cycle, office.community, actor=officer, code="third", term_ends_on=TERM_END)
        assert [row.election for row in elections_of(cycle)] == [office.election, again]
        assert standing_elections(cycle) == [again]


class TestEnteringLate:
    def dates(self, office, phase: Phase) -> dict[Milestone, datetime]:
        """One day for each step, in order, the last one yesterday."""
        kinds = milestones_until(phase, office.election.rules)
        start = election_now(office.election) - timedelta(days=len(kinds))
        return {kind: start + timedelta(days=place) for place, kind in enumerate(kinds)}

    def type_posts_and_roll(self, office):
        set_posts(office.election, Posts(size=5), actor=office[Role.COMMUNITY_SECRETARY])
        add_members(office.election, 30)

    def test_earlier_steps_are_marked_as_done_on_paper(self, office):
        officer = office[Role.STREET_OFFICER]
        self.type_posts_and_roll(office)
        paper = store_file(office.election, actor=officer, name="公告.pdf", content=b"%PDF-1.7")
        done_on = self.dates(office, Phase.OPEN_NOMINATION)
        enter_election_late(
            office.election,
            actor=officer,
            phase=Phase.OPEN_NOMINATION,
            done_on=done_on,
            reason="三月起改用本系统",
            papers={Milestone.ELECTION_ANNOUNCED: paper},
        )
        records = MilestoneRecord.objects.standing().filter(election=office.election)
        assert {Milestone(row.kind): row.fact_at for row in records} == done_on
        assert all(row.offline and row.entered_at > row.fact_at for row in records)
        assert records.get(kind="election_announced").evidence == paper
        assert phases(office.election)[-1] == ("entered_late", "open_nomination")
        assert Election.objects.get().phase == Phase.OPEN_NOMINATION
        assert records.get(kind="roll_closed").facts["with_vote"] == 30
        assert [found["code"] for found in records.get(kind="plan_approved").facts["contests"]] == ["secretary", "deputy", "committee"]
        assert plan_state(office.election).course == "adopted"
        event = json.loads(AuditEvent.objects.get(verb="enter_election_late").raw)["figures"]
        assert event["milestones"] == sorted(done_on)
        assert event["papers"] == 1

    def test_every_fault_is_named_at_once_and_nothing_is_entered(self, office):
        now = election_now(office.election)
        done_on = {Milestone.PLAN_APPROVED: now + timedelta(days=1), Milestone.RESULT_CERTIFIED: now}
        with refused(
            ("milestone_missing", {"milestone": "roll_closed"}),
            ("milestone_too_early", {"milestone": "result_certified", "phase": "mobilisation"}),
            ("fact_in_future", {"fact": "2026-03-03 09:00", "now": "2026-03-02 09:00"}),
            ("reason_missing", {}),
        ):
            enter_election_late(office.election, actor=office[Role.STREET_OFFICER], phase=Phase.MOBILISATION, done_on=done_on, reason="")
        assert not MilestoneRecord.objects.exists()

    def test_posts_and_roll_are_typed_first(self, office):
        def enter():
            given = {"done_on": self.dates(office, Phase.VETTING), "reason": "改用本系统"}
            enter_election_late(office.election, actor=office[Role.STREET_OFFICER], phase=Phase.VETTING, **given)

        with refused(("posts_not_set", {})):
            enter()
        set_posts(office.election, Posts(size=5), actor=office[Role.COMMUNITY_SECRETARY])
        with refused(("roll_without_electors", {"total": 0})):
            enter()
        add_members(office.election, 30)
        enter()
        assert Election.objects.get().phase == Phase.VETTING

    @pytest.mark.parametrize("phase", [Phase.REPORTING, Phase.CLOSED])
    def test_an_election_whose_meeting_is_over_is_filed_on_paper(self, office, phase):
        self.type_posts_and_roll(office)
        with refused(("late_start_not_here", {"phase": phase.value})):
            enter_election_late(
                office.election, actor=office[Role.STREET_OFFICER], phase=phase, done_on=self.dates(office, phase), reason="改用"
            )

    def test_dates_out_of_order_are_refused_with_both_of_them(self, office):
        self.type_posts_and_roll(office)
        done_on = self.dates(office, Phase.OPEN_NOMINATION)
        done_on[Milestone.ELECTION_ANNOUNCED] = done_on[Milestone.PLAN_APPROVED] - timedelta(days=1)
        with pytest.raises(Exception, match="milestone_out_of_order") as raised:
            enter_election_late(
                office.election, actor=office[Role.STREET_OFFICER], phase=Phase.OPEN_NOMINATION, done_on=done_on, reason="改用本系统"
            )
        assert {issue.params["earlier"] for issue in raised.value.issues} == {"plan_approved", "roll_closed"}
        assert not MilestoneRecord.objects.exists()
        assert Election.objects.get().phase == Phase.PREPARATION

    def test_a_phase_that_the_rules_leave_out_and_a_foreign_paper(self):
        office = office_with_election(preset="village")
        foreign = office_with_election(code="chaohui")
        with refused(("phase_not_in_rules", {"phase": "committee_ballot"})):
            enter_election_late(office.election, actor=office[Role.STREET_OFFICER], phase=Phase.COMMITTEE_BALLOT, done_on={}, reason="改用")
        paper = store_file(foreign.election, actor=foreign[Role.STREET_OFFICER], name="别处.pdf", content=b"%PDF-1.7")
        done_on = self.dates(office, Phase.MOBILISATION)
        with refused(("file_elsewhere", {"name": "别处.pdf"})):
            enter_election_late(
                office.election,
                actor=office[Role.STREET_OFFICER],
                phase=Phase.MOBILISATION,
                done_on=done_on,
                reason="改用",
                papers={Milestone.PLAN_APPROVED: paper},
            )

    def test_only_at_the_beginning(self, office):
        set_phase(office.election, Phase.MOBILISATION, office[Role.STREET_OFFICER])
        with refused(("act_out_of_phase", {"act": "enter_election_late", "phase": "mobilisation"})):
            enter_election_late(office.election, actor=office[Role.STREET_OFFICER], phase=Phase.VETTING, done_on={}, reason="改用")


def test_two_officers_who_advance_at_once_advance_one_step():
    """The second one reads the phase anew under the lock."""
    office = office_with_election()
    for kind in milestones_until(Phase.OPEN_NOMINATION, preset("street-community")):
        reach_milestone(office.election, kind, office[Role.STREET_OFFICER])
    page_of_one, page_of_other = Election.objects.get(), Election.objects.get()
    advance_phase(page_of_one, actor=office[Role.STREET_OFFICER], to=Phase.MOBILISATION)
    assert advance_phase(page_of_other, actor=office[Role.COMMUNITY_CLERK], to=Phase.MOBILISATION).phase == "mobilisation"
    assert AuditEvent.objects.filter(verb="advance_phase").count() == 1
