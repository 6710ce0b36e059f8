from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from elections.models import AuditEvent, LateEntry, MilestoneRecord
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.readiness import reached_milestones
from elections.rules.acts import Act, Milestone
from elections.rules.phases import Phase
from elections.services.acting import election_act
from elections.services.decisions import record_decision
from elections.services.files import store_file
from elections.services.milestones import BY_HAND, confirm_late_entry, correct_milestone, reach, record_milestone, revoke
from tests.elections.services.test_decisions import MINUTES
from tests.factories.office import another_community, office_with_election, reach_milestone
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.MOBILISATION)


def paper(office, election=None):
    return store_file(election or office.election, actor=office[Role.STREET_OFFICER], name="照片.pdf", content=b"%PDF-1.7")


def held(office, **values):
    """The mobilisation meeting, by hand, with its paper."""
    return record_milestone(
        office.election, Milestone.MOBILISATION_MEETING_HELD, actor=office[Role.COMMUNITY_CLERK], evidence=paper(office), **values
    )


class TestReach:
    def test_reached_again_it_supersedes_and_the_facts_of_both_stay(self, office):
        clerk = office[Role.COMMUNITY_CLERK]
        with election_act(Act.ANNOUNCE_ELECTION, office.election, clerk) as act:
            first = reach(act, Milestone.ELECTION_ANNOUNCED, facts={"posts": 7})
            second = reach(act, Milestone.ELECTION_ANNOUNCED, facts={"posts": 9})
            act.record(second)
        first.refresh_from_db()
        assert (first.superseded_by, first.facts, second.facts) == (second, {"posts": 7}, {"posts": 9})
        assert first.revoked_at is not None
        assert MilestoneRecord.objects.standing().get(kind=Milestone.ELECTION_ANNOUNCED) == second

    def test_the_database_keeps_one_standing_milestone_of_a_kind(self, office):
        reach_milestone(office.election, Milestone.ELECTION_ANNOUNCED, office[Role.STREET_OFFICER])
        with pytest.raises(IntegrityError), transaction.atomic():
            reach_milestone(office.election, Milestone.ELECTION_ANNOUNCED, office[Role.STREET_OFFICER])

    def test_revoked_it_has_to_be_reached_anew(self, office):
        with election_act(Act.ANNOUNCE_ELECTION, office.election, office[Role.COMMUNITY_CLERK]) as act:
            revoke(act, Milestone.ROLL_CLOSED)
            act.record(office.election)
        assert Milestone.ROLL_CLOSED not in reached_milestones(office.election)
        assert MilestoneRecord.objects.filter(kind=Milestone.ROLL_CLOSED, revoked_at__isnull=False).count() == 1

    def test_before_what_it_rests_on_it_is_refused(self, office):
        now = election_now(office.election)
        earlier = now - timedelta(days=1)
        with (
            refused(
                *[
                    (
                        "milestone_out_of_order",
                        {
                            "milestone": "election_announced",
                            "date": str(timezone.localdate(earlier)),
                            "earlier": rests_on,
                            "earlier_date": str(timezone.localdate(now)),
                        },
                    )
                    for rests_on in ("plan_approved", "roll_closed")
                ]
            ),
            election_act(Act.ANNOUNCE_ELECTION, office.election, office[Role.COMMUNITY_CLERK], fact_at=earlier, late_reason="停电") as act,
        ):
            reach(act, Milestone.ELECTION_ANNOUNCED)
        assert Milestone.ELECTION_ANNOUNCED not in reached_milestones(office.election)


class TestByHand:
    def test_the_paper_is_kept_and_the_second_click_returns_the_fact(self, office):
        made = held(office)
        assert (made.offline, made.evidence.name, made.actor) == (True, "照片.pdf", office[Role.COMMUNITY_CLERK])
        before = AuditEvent.objects.count()
        again = record_milestone(office.election, Milestone.MOBILISATION_MEETING_HELD, actor=office[Role.COMMUNITY_CLERK])
        assert again == made
        assert AuditEvent.objects.count() == before

    def test_minutes_are_evidence_too(self, office):
        decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
        made = record_milestone(office.election, Milestone.MOBILISATION_MEETING_HELD, actor=office[Role.COMMUNITY_CLERK], decision=decision)
        assert made.decision == decision

    @pytest.mark.parametrize("kind", sorted(set(Milestone) - BY_HAND - {Milestone.PLAN_APPROVED, Milestone.ROLL_CLOSED}))
    def test_no_counted_milestone_is_entered_by_hand(self, office, kind):
        with refused(("milestone_by_its_act", {"milestone": kind.value})):
            record_milestone(office.election, kind, actor=office[Role.COMMUNITY_CLERK], evidence=paper(office))

    def test_nor_one_of_a_later_step_nor_one_without_paper(self, office):
        clerk = office[Role.COMMUNITY_CLERK]
        with refused(("milestone_too_early", {"milestone": "candidates_deliberated", "phase": "mobilisation"})):
            record_milestone(office.election, Milestone.CANDIDATES_DELIBERATED, actor=clerk, evidence=paper(office))
        with refused(("evidence_missing", {"milestone": "mobilisation_meeting_held"})):
            record_milestone(office.election, Milestone.MOBILISATION_MEETING_HELD, actor=clerk)

    def test_papers_and_minutes_of_another_election_are_refused(self, office):
        other, officer = another_community(office), office[Role.STREET_OFFICER]
        decision = record_decision(other, MINUTES, actor=officer)
        with refused(("decision_elsewhere", {}), ("file_elsewhere", {"name": "照片.pdf"})):
            record_milestone(
                office.election,
                Milestone.MOBILISATION_MEETING_HELD,
                actor=officer,
                decision=decision,
                evidence=paper(office, other),
            )

    def test_entered_late_it_waits_for_the_street(self, office):
        office.pass_time(days=3)
        yesterday = election_now(office.election) - timedelta(days=1)
        with pytest.raises(Exception, match="late_reason_missing"):
            held(office, fact_at=yesterday)
        made = held(office, fact_at=yesterday, late_reason="材料晚到")
        assert made.fact_at == yesterday
        entry = LateEntry.objects.get()
        assert (entry.subject, entry.reason) == (f"elections.milestonerecord:{made.pk}", "材料晚到")


class TestCorrection:
    def correct(self, office, record, at: datetime, reason: str = "日期抄错", role: Role = Role.COMMUNITY_CLERK):
        return correct_milestone(record, actor=office[role], fact_at=at, reason=reason)

    def test_the_old_version_stays_and_facts_and_evidence_go_along(self, office):
        record = held(office)
        made = self.correct(office, record, election_now(office.election))
        record.refresh_from_db()
        assert record.superseded_by == made
        assert (made.evidence, made.facts, made.offline, made.correction_reason) == (record.evidence, record.facts, True, "日期抄错")

    def test_a_date_moved_back_waits_for_the_street_like_any_late_entry(self, office):
        office.pass_time(days=3)
        record = held(office)
        made = self.correct(office, record, election_now(office.election) - timedelta(days=1))
        entry = LateEntry.objects.get()
        assert (entry.act, entry.fact_at, entry.confirmed_at) == ("correct_milestone", made.fact_at, None)
        confirm_late_entry(entry, actor=office[Role.STREET_OFFICER])
        assert LateEntry.objects.get().confirmed_by == office[Role.STREET_OFFICER]

    def test_what_was_corrected_is_not_corrected_from_an_old_page(self, office):
        record = held(office)
        old = MilestoneRecord.objects.get(pk=record.pk)
        made = self.correct(office, record, election_now(office.election))
        with refused(("already_superseded", {})):
            self.correct(office, old, election_now(office.election), "再改")
        assert MilestoneRecord.objects.standing().get(kind=Milestone.MOBILISATION_MEETING_HELD) == made

    def test_without_a_reason_into_the_future_or_past_what_rests_on_it(self, office):
        record = held(office)
        now = election_now(office.election)
        with refused(("reason_missing", {})):
            self.correct(office, record, now, " ")
        with pytest.raises(Exception, match="fact_in_future"):
            self.correct(office, record, now + timedelta(hours=1))
        roll = MilestoneRecord.objects.standing().get(kind=Milestone.ROLL_CLOSED)
        office.pass_time(days=2)
        with pytest.raises(Exception, match="milestone_out_of_order") as raised:
            self.correct(office, roll, election_now(office.election))
        assert [(issue.params["milestone"], issue.params["earlier"]) for issue in raised.value.issues] == [
            ("mobilisation_meeting_held", "roll_closed")
        ]


class TestLateEntries:
    def entry(self, office) -> LateEntry:
        office.pass_time(days=3)
        held(office, fact_at=election_now(office.election) - timedelta(days=1), late_reason="材料晚到")
        return LateEntry.objects.get()

    def test_confirmed_once(self, office):
        entry = self.entry(office)
        confirm_late_entry(entry, actor=office[Role.STREET_APPROVER])
        confirm_late_entry(entry, actor=office[Role.STREET_OFFICER])
        assert LateEntry.objects.get().confirmed_by == office[Role.STREET_APPROVER]
        assert AuditEvent.objects.filter(verb="confirm_late_entry").count() == 1

    def test_not_by_the_community(self, office):
        with refused(("role_missing", {"act": "confirm_late_entry"})):
            confirm_late_entry(self.entry(office), actor=office[Role.COMMUNITY_SECRETARY])
