from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.notices import SHANGHAI
from elections.rules.phases import (
    ANY_PHASE,
    NOTICE_ROUNDS,
    STEPS,
    Phase,
    act_issues,
    earliest_issues,
    early_issues,
    gating_notices,
    is_on,
    late_issues,
    late_steps,
    milestones_until,
    new_acts,
    next_step,
    notice_rounds,
    rounds_until,
    step_before,
    step_issues,
    step_of,
    steps,
)
from elections.rules.rule_set import NoticeTerm, preset

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=SHANGHAI)
DEFAULT, STREET, VILLAGE = preset("regulation-2020"), preset("street-community"), preset("village")


def test_the_table_has_every_phase_once_and_in_order():
    assert [step.phase for step in STEPS] == list(Phase)


def test_a_switch_named_in_the_table_is_a_field_of_the_rule_set():
    for step in STEPS:
        for switch, _need in step.needs_if:
            assert isinstance(getattr(DEFAULT, switch), bool)


@pytest.mark.parametrize("rules", [DEFAULT, STREET])
def test_all_ten_steps_unless_the_rule_set_switches_some_off(rules):
    assert [step.phase for step in steps(rules)] == list(Phase)


def test_the_village_goes_without_directed_recommendation_and_committee_ballot():
    assert [step.phase for step in steps(VILLAGE)] == [
        Phase.PREPARATION,
        Phase.MOBILISATION,
        Phase.OPEN_NOMINATION,
        Phase.VETTING,
        Phase.CANDIDACY,
        Phase.MEETING,
        Phase.REPORTING,
        Phase.CLOSED,
    ]
    assert not is_on(Phase.COMMITTEE_BALLOT, VILLAGE)
    assert is_on(Phase.COMMITTEE_BALLOT, STREET)


def test_what_a_step_that_is_off_waited_for_the_next_one_waits_for():
    vetting, candidacy = step_of(Phase.VETTING, VILLAGE), step_of(Phase.CANDIDACY, VILLAGE)
    assert vetting.needs == (Milestone.OPEN_NOMINATION_CLOSED,)
    assert candidacy.needs == (Milestone.PRELIMINARY_APPROVED, Milestone.VETTING_CERTIFIED)
    assert candidacy.notices == (2,)


def test_milestones_of_a_step_that_is_off_are_not_asked_for():
    needed = {need for step in steps(VILLAGE) for need in step.needs}
    assert not needed & {Milestone.DIRECTED_COUNT_CERTIFIED, Milestone.COMMITTEE_BALLOT_CERTIFIED, Milestone.RESERVE_APPROVED}


def test_an_announcement_that_gates_nothing_is_waited_for_by_no_step():
    assert gating_notices(VILLAGE) == {2}
    assert gating_notices(STREET) == {1, 2, 3}
    assert step_of(Phase.DIRECTED_RECOMMENDATION, STREET).notices == (1,)
    assert step_of(Phase.COMMITTEE_BALLOT, STREET).notices == (2,)
    assert step_of(Phase.MEETING, STREET).notices == (3,)


def test_the_rounds_of_a_rule_set_and_where_the_second_opens():
    assert notice_rounds(STREET) == NOTICE_ROUNDS
    first, second = notice_rounds(VILLAGE)
    assert (first.number, second.number) == (1, 2)
    assert second.after is Milestone.VETTING_CERTIFIED
    assert NOTICE_ROUNDS[1].after is Milestone.PRELIMINARY_APPROVED


def test_a_round_is_issued_in_a_phase_that_comes_before_the_step_it_gates():
    for item in NOTICE_ROUNDS:
        assert all(list(Phase).index(phase) < list(Phase).index(item.gates) for phase in item.phases)
        assert all(Act.ISSUE_NOTICE in step_of(phase, STREET).acts for phase in item.phases)


@pytest.mark.parametrize("rules", [DEFAULT, STREET, VILLAGE])
def test_next_and_before_walk_the_same_way(rules):
    order = [step.phase for step in steps(rules)]
    for earlier, later in pairwise(order):
        found, back = next_step(earlier, rules), step_before(later, rules)
        assert found is not None
        assert found.phase is later
        assert back is not None
        assert back.phase is earlier
    assert next_step(Phase.CLOSED, rules) is None
    assert step_before(Phase.PREPARATION, rules) is None


def test_an_act_is_allowed_in_its_phases_only():
    assert list(act_issues(Act.CLOSE_ROLL, Phase.PREPARATION, STREET)) == []
    assert list(act_issues(Act.CLOSE_ROLL, Phase.MEETING, STREET)) == [
        Issue("act_out_of_phase", {"act": "close_roll", "phase": "meeting"}),
    ]


@pytest.mark.parametrize("phase", Phase)
def test_what_is_done_in_any_phase_is_done_in_each(phase):
    assert step_of(phase, STREET).acts >= ANY_PHASE


def test_what_is_missing_is_named_in_the_order_of_the_table():
    step = step_of(Phase.COMMITTEE_BALLOT, STREET)
    assert list(step_issues(step, set(), {}, NOON)) == [
        Issue("milestone_missing", {"milestone": "preliminary_approved"}),
        Issue("milestone_missing", {"milestone": "vetting_certified"}),
        Issue("notice_not_closed", {"round": 2}),
    ]
    assert list(step_issues(step, {Milestone.PRELIMINARY_APPROVED, Milestone.VETTING_CERTIFIED}, {2: NOON}, NOON)) == []


class TestEarliest:
    step = step_of(Phase.COMMITTEE_BALLOT, STREET)
    reached = frozenset({Milestone.PRELIMINARY_APPROVED, Milestone.VETTING_CERTIFIED})
    ends = {1: NOON - timedelta(days=20), 2: NOON + timedelta(days=2)}

    def asked(self, reached=reached, ends=ends, now=NOON, step=step):
        return list(earliest_issues(step, list(step_issues(step, reached, ends, now)), ends))

    def test_a_notice_that_runs_says_until_when(self):
        assert list(step_issues(self.step, self.reached, self.ends, NOON)) == [
            Issue("notice_runs", {"round": 2, "closes": "2026-03-06 12:00"}),
        ]

    def test_where_only_a_running_notice_is_missing_its_end_is_the_beginning(self):
        assert self.asked() == [Issue("step_earliest", {"phase": "committee_ballot", "from": "2026-03-06 12:00"})]

    def test_of_two_running_notices_the_later_end(self):
        """A rule set without a committee ballot: what that step waited for, the next one waits for."""
        both = replace(self.step, notices=(1, 2))
        ends = {1: NOON + timedelta(days=3), 2: NOON + timedelta(days=2)}
        assert self.asked(ends=ends, step=both) == [Issue("step_earliest", {"phase": "committee_ballot", "from": "2026-03-07 12:00"})]
        assert self.asked(ends=ends | {1: NOON}, step=both) == [
            Issue("step_earliest", {"phase": "committee_ballot", "from": "2026-03-06 12:00"})
        ]

    def test_nothing_is_guessed_where_an_act_is_missing_too(self):
        assert self.asked(reached=self.reached - {Milestone.VETTING_CERTIFIED}) == []
        assert self.asked(ends={1: NOON}) == []

    def test_nothing_is_said_where_nothing_is_missing(self):
        assert self.asked(now=self.ends[2]) == []
        assert self.asked(now=self.ends[2] - timedelta(seconds=1)) != []


def test_what_can_be_done_from_the_next_step_on():
    assert Act.OPEN_COMMITTEE_BALLOT in new_acts(Phase.VETTING, STREET)
    assert Act.RECORD_CONSENT not in new_acts(Phase.OPEN_NOMINATION, STREET)
    assert Act.OPEN_COMMITTEE_BALLOT not in new_acts(Phase.OPEN_NOMINATION, STREET)
    assert Act.RECORD_VISIT in new_acts(Phase.VETTING, VILLAGE)
    assert new_acts(Phase.CLOSED, STREET) == frozenset()


def test_a_fourth_round_would_be_one_more_line():
    """The gate of a round is read from the rule set, not from code that knows three numbers of steps."""
    longer = STREET.override(notice_1=NoticeTerm(3, "day", waits=False))
    assert gating_notices(longer) == {2, 3}
    assert step_of(Phase.DIRECTED_RECOMMENDATION, longer).notices == ()


class TestOrderOfDates:
    reached = {Milestone.ROLL_CLOSED: date(2026, 3, 10), Milestone.PLAN_APPROVED: date(2026, 3, 5)}

    def test_a_milestone_before_what_it_rests_on_is_named_with_both_dates(self):
        assert list(early_issues(Milestone.ELECTION_ANNOUNCED, date(2026, 3, 9), self.reached, STREET)) == [
            Issue(
                "milestone_out_of_order",
                {"milestone": "election_announced", "date": "2026-03-09", "earlier": "roll_closed", "earlier_date": "2026-03-10"},
            ),
        ]

    def test_the_same_day_is_in_order(self):
        assert list(early_issues(Milestone.ELECTION_ANNOUNCED, date(2026, 3, 10), self.reached, STREET)) == []

    def test_milestones_of_one_step_have_no_order_among_them(self):
        assert list(early_issues(Milestone.PLAN_APPROVED, date(2026, 3, 1), self.reached, STREET)) == []

    def test_a_milestone_that_no_step_waits_for_has_no_order(self):
        assert list(early_issues(Milestone.WORK_DIVIDED, date(2026, 1, 1), self.reached, STREET)) == []
        assert list(early_issues(Milestone.ROLL_CLOSED, date(2026, 1, 1), {Milestone.WORK_DIVIDED: date(2026, 6, 1)}, STREET)) == []

    def test_a_milestone_counts_for_the_step_that_needs_it_first(self):
        reached = {Milestone.PRELIMINARY_APPROVED: date(2026, 4, 1)}
        assert [issue.params["earlier"] for issue in early_issues(Milestone.VETTING_CERTIFIED, date(2026, 3, 1), reached, STREET)] == [
            "preliminary_approved"
        ]

    def test_a_corrected_date_may_not_pass_what_rests_on_it(self):
        later = {Milestone.ELECTION_ANNOUNCED: date(2026, 3, 12)}
        assert list(late_issues(Milestone.ROLL_CLOSED, date(2026, 3, 12), later, STREET)) == []
        assert list(late_issues(Milestone.ROLL_CLOSED, date(2026, 3, 13), later, STREET)) == [
            Issue(
                "milestone_out_of_order",
                {"milestone": "election_announced", "date": "2026-03-12", "earlier": "roll_closed", "earlier_date": "2026-03-13"},
            ),
        ]


def test_milestones_until_a_phase_are_those_of_every_step_up_to_it():
    assert milestones_until(Phase.PREPARATION, STREET) == ()
    assert milestones_until(Phase.OPEN_NOMINATION, STREET) == (
        Milestone.PLAN_APPROVED,
        Milestone.ROLL_CLOSED,
        Milestone.ELECTION_ANNOUNCED,
        Milestone.MOBILISATION_MEETING_HELD,
    )
    assert len(milestones_until(Phase.CLOSED, STREET)) == len(set(milestones_until(Phase.CLOSED, STREET)))


def test_an_election_is_entered_late_at_any_step_up_to_the_meeting():
    assert late_steps(STREET) == tuple(Phase)[1:8]
    assert late_steps(VILLAGE) == (Phase.MOBILISATION, Phase.OPEN_NOMINATION, Phase.VETTING, Phase.CANDIDACY, Phase.MEETING)


def test_the_notices_that_are_over_once_an_election_stands_in_a_phase():
    assert rounds_until(Phase.OPEN_NOMINATION, STREET) == frozenset()
    assert rounds_until(Phase.VETTING, STREET) == {1}
    assert rounds_until(Phase.MEETING, STREET) == {1, 2, 3}
    assert rounds_until(Phase.MEETING, VILLAGE) == {2}
