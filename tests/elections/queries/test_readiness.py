from datetime import timedelta

import pytest

from elections.models import LateEntry, MilestoneRecord, Notice, Objection
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.readiness import earliest, earliest_of_acts, issues_before, missing, reached_milestones
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.phases import Phase
from tests.factories.notices import first_notice
from tests.factories.office import another_community, office_with_election, reach_milestone, set_phase

pytestmark = pytest.mark.django_db


def asked(office) -> list[Issue]:
    return missing(office.election, election_now(office.election))


def test_the_list_of_a_new_election():
    assert asked(office_with_election()) == [
        Issue("milestone_missing", {"milestone": "plan_approved"}),
        Issue("milestone_missing", {"milestone": "roll_closed"}),
    ]


def test_what_is_reached_leaves_the_list_and_comes_back_when_it_is_revoked():
    office = office_with_election()
    record = reach_milestone(office.election, Milestone.PLAN_APPROVED, office[Role.STREET_OFFICER])
    assert asked(office) == [Issue("milestone_missing", {"milestone": "roll_closed"})]
    MilestoneRecord.objects.filter(pk=record.pk).update(revoked_at=record.entered_at)
    assert len(asked(office)) == 2


def test_another_elections_milestones_are_not_this_ones():
    office = office_with_election()
    reach_milestone(another_community(office), Milestone.PLAN_APPROVED, office[Role.STREET_OFFICER])
    assert reached_milestones(office.election) == frozenset()


def test_a_notice_is_waited_for_until_its_last_minute():
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    assert asked(office)[-1] == Issue("notice_not_closed", {"round": 1})
    notice = first_notice(office)
    step = Phase.DIRECTED_RECOMMENDATION
    before, at = notice.closes_at - timedelta(seconds=1), notice.closes_at
    assert list(issues_before(office.election, step, before)) == [Issue("notice_runs", {"round": 1, "closes": "2026-03-07 17:30"})]
    assert list(issues_before(office.election, step, at)) == []


def test_a_notice_that_was_taken_down_did_not_run():
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    notice = first_notice(office)
    Notice.objects.filter(pk=notice.pk).update(interrupted_at=notice.opens_at)
    assert list(issues_before(office.election, Phase.DIRECTED_RECOMMENDATION, notice.closes_at)) == [
        Issue("notice_not_closed", {"round": 1})
    ]


class TestEarliest:
    begins = Issue("step_earliest", {"phase": "directed_recommendation", "from": "2026-03-07 17:30"})

    @pytest.fixture
    def office(self):
        return office_with_election(phase=Phase.OPEN_NOMINATION)

    def of_acts(self, office, *acts: Act):
        return earliest_of_acts(office.election, acts, election_now(office.election))

    def test_while_the_notice_runs_its_end_is_the_day_for_the_step_and_for_every_act_of_it(self, office):
        first_notice(office)
        assert earliest(office.election, asked(office)) == self.begins
        for act in (Act.OPEN_DIRECTED_ROUND, Act.OPEN_TRUST_VOTE, Act.PROPOSE_PRELIMINARY):
            assert self.of_acts(office, act) == self.begins
        assert self.of_acts(office, Act.RECORD_CONSENT, Act.OPEN_TRUST_VOTE) == self.begins

    def test_of_what_is_possible_already_or_comes_later_nothing_is_said(self, office, django_assert_num_queries):
        now = first_notice(office).opens_at
        with django_assert_num_queries(0):
            assert earliest_of_acts(office.election, {Act.RECORD_CONSENT}, now) is None
            assert earliest_of_acts(office.election, {Act.OPEN_COMMITTEE_BALLOT, Act.CERTIFY_RESULT}, now) is None

    def test_before_the_notice_is_posted_and_after_it_is_over_there_is_no_day(self, office):
        assert self.of_acts(office, Act.OPEN_DIRECTED_ROUND) is None
        notice = first_notice(office)
        assert earliest_of_acts(office.election, {Act.OPEN_DIRECTED_ROUND}, notice.closes_at) is None
        Notice.objects.filter(pk=notice.pk).update(interrupted_at=notice.opens_at)
        assert self.of_acts(office, Act.OPEN_DIRECTED_ROUND) is None

    def test_an_objection_to_the_procedure_takes_the_day_away(self, office):
        notice = first_notice(office)
        by = office[Role.OBJECTION_HANDLER]
        Objection.objects.create(notice=notice, channel="letter", matter="程序", received_at=notice.opens_at, received_by=by)
        assert self.of_acts(office, Act.OPEN_DIRECTED_ROUND) is None

    @pytest.mark.parametrize("field", ["annulled_at", "sealed_at"])
    def test_an_election_that_is_over_has_no_day(self, office, field):
        first_notice(office)
        setattr(office.election, field, election_now(office.election))
        assert self.of_acts(office, Act.OPEN_DIRECTED_ROUND) is None

    def test_after_the_last_step_there_is_none(self):
        office = office_with_election(phase=Phase.CLOSED)
        assert self.of_acts(office, *Act) is None
        assert earliest(office.election, []) is None


def test_late_entries_come_last():
    office = office_with_election()
    now = election_now(office.election)
    LateEntry.objects.create(
        election=office.election,
        act="record_decision",
        subject="elections.decision:1",
        fact_at=now,
        entered_at=now,
        entered_by=office[Role.COMMUNITY_CLERK],
        reason="停电",
    )
    assert [issue.code for issue in asked(office)] == ["milestone_missing", "milestone_missing", "late_entries_unconfirmed"]
    LateEntry.objects.update(confirmed_at=now)
    assert len(asked(office)) == 2


def test_after_the_last_step_nothing_is_missing():
    office = office_with_election()
    set_phase(office.election, Phase.CLOSED, office[Role.STREET_OFFICER])
    assert asked(office) == []


def test_the_questions_do_not_grow_with_what_is_reached(django_assert_num_queries):
    office = office_with_election(phase=Phase.CANDIDACY)
    now = election_now(office.election)
    with django_assert_num_queries(6):
        missing(office.election, now)
