"""The order of things: which milestones and notices each step needs, and what may be done in it.

There is no other place where the order is written. The rule set switches steps and notices on and off.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from .acts import Act, Milestone
from .issues import Issue
from .notices import in_words
from .rule_set import RuleSet


class Phase(StrEnum):
    PREPARATION = "preparation"
    MOBILISATION = "mobilisation"
    OPEN_NOMINATION = "open_nomination"
    DIRECTED_RECOMMENDATION = "directed_recommendation"
    VETTING = "vetting"
    COMMITTEE_BALLOT = "committee_ballot"
    CANDIDACY = "candidacy"
    MEETING = "meeting"
    REPORTING = "reporting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NoticeRound:
    """公示 round: who issues it, from which milestone on and in which phases, and the step that waits for its end."""

    number: int
    issuer: Literal["community", "street"]
    after: Milestone
    phases: tuple[Phase, ...]
    gates: Phase


NOTICE_ROUNDS = (
    NoticeRound(
        1,
        "community",
        Milestone.OPEN_NOMINATION_CLOSED,
        (Phase.OPEN_NOMINATION,),
        gates=Phase.DIRECTED_RECOMMENDATION,
    ),
    NoticeRound(
        2,
        "street",
        Milestone.PRELIMINARY_APPROVED,
        (Phase.DIRECTED_RECOMMENDATION, Phase.VETTING),
        gates=Phase.COMMITTEE_BALLOT,
    ),
    NoticeRound(
        3,
        "street",
        Milestone.COMMITTEE_BALLOT_CERTIFIED,
        (Phase.COMMITTEE_BALLOT, Phase.CANDIDACY),
        gates=Phase.MEETING,
    ),
)

# Done in any phase until the archive is sealed: decisions, requests, papers, notices' paperwork, corrections.
ANY_PHASE = frozenset(
    {
        Act.ADVANCE_PHASE,
        Act.REOPEN_PHASE,
        Act.POSTPONE_ELECTION,
        Act.ANNUL_ELECTION,
        Act.RECORD_MILESTONE,
        Act.CORRECT_MILESTONE,
        Act.CONFIRM_LATE_ENTRY,
        Act.RECORD_DECISION,
        Act.CORRECT_DECISION,
        Act.CORRECT_ENTRY,
        Act.SUBMIT_REQUEST,
        Act.RETURN_REQUEST,
        Act.REPLY_TO_REQUEST,
        Act.ATTACH_REPLY_SCAN,
        Act.STORE_FILE,
        Act.DRAFT_DOCUMENT,
        Act.RENDER_DOCUMENT,
        Act.FINALISE_DOCUMENT,
        Act.STAMP_DOCUMENT,
        Act.RELEASE_DOCUMENT,
        Act.SUPERSEDE_DOCUMENT,
        Act.ORDER_PRINT_RUN,
        Act.OPEN_CONFIDENTIAL_FILE,
        Act.EXPORT_RECORD,
        Act.EXPORT_LIST,
        Act.EXPORT_ARCHIVE,
        Act.ERASE_DETAIL,
        Act.RESTORED,
        Act.SET_LEADING_GROUP,
        Act.ASSIGN_LEADER,
        Act.RECORD_PRESENCE_OF_LEADER,
        Act.RECORD_PUBLICITY,
        Act.RECORD_CONTACT,
        Act.RECORD_POSTING,
        Act.INTERRUPT_NOTICE,
        Act.CORRECT_NOTICE,
        Act.RECORD_NOTICE_CLOSED,
        Act.SEND_REMINDER,
        Act.RECEIVE_OBJECTION,
        Act.RULE_ON_OBJECTION,
    }
)
NOMINEES = frozenset({Act.WITHDRAW_NOMINEE, Act.RECORD_CONSENT, Act.LINK_ACCOUNT})
SHORTAGE = frozenset({Act.REMEDY_SHORTAGE, Act.REGISTER_NOMINATION, Act.STRIKE_NOMINATION})
# On the preliminary nominees, so wherever these are proposed; its slips are typed as those of the recommendation.
TRUST_VOTE = frozenset(
    {
        Act.OPEN_TRUST_VOTE,
        Act.ENTER_RECOMMENDATION_TALLY,
        Act.SETTLE_RECOMMENDATION_TALLY,
        Act.SET_SLIPS_ASIDE,
        Act.CERTIFY_TRUST_VOTE,
    }
)
LATE_LISTS = frozenset({Act.ENTER_LIST_LATE})
AFTER_ROLL = frozenset({Act.REVISE_ROLL})
NOTICE = frozenset({Act.ISSUE_NOTICE})


@dataclass(frozen=True, slots=True)
class Step:
    """`needs` and `notices` hold before the step may begin; `acts` are what it adds to ANY_PHASE.

    `needs_if` are asked for only where the rule set's switch of that name is on.
    """

    phase: Phase
    needs: tuple[Milestone, ...]
    notices: tuple[int, ...]
    acts: frozenset[Act]
    needs_if: tuple[tuple[str, Milestone], ...] = ()


STEPS = (
    Step(
        Phase.PREPARATION,
        needs=(),
        notices=(),
        acts=frozenset(
            {
                Act.ENTER_ELECTION_LATE,
                Act.SET_POSTS,
                Act.ADOPT_PLAN,
                Act.IMPORT_ROLL,
                Act.UNDO_IMPORT,
                Act.ADD_ROLL_ENTRY,
                Act.EDIT_ROLL_ENTRY,
                Act.REMOVE_ROLL_ENTRY,
                Act.PROPOSE_EXCLUSION,
                Act.WITHDRAW_EXCLUSION,
                Act.CLOSE_ROLL,
                Act.CHOOSE_MEETING_DATE,
            }
        )
        | AFTER_ROLL,
    ),
    Step(
        Phase.MOBILISATION,
        needs=(Milestone.PLAN_APPROVED, Milestone.ROLL_CLOSED),
        notices=(),
        acts=frozenset(
            {Act.RECORD_MOBILISATION_MEETING, Act.CHOOSE_MEETING_DATE, Act.ANNOUNCE_ELECTION, Act.PREPARE_OPEN_LETTERS},
        )
        | AFTER_ROLL,
    ),
    Step(
        Phase.OPEN_NOMINATION,
        needs=(Milestone.ELECTION_ANNOUNCED, Milestone.MOBILISATION_MEETING_HELD),
        notices=(),
        acts=frozenset({Act.OPEN_NOMINATION_ROUND, Act.CLOSE_OPEN_NOMINATION, Act.CHOOSE_MEETING_DATE, Act.ANNOUNCE_ELECTION})
        | SHORTAGE
        | NOMINEES
        | AFTER_ROLL
        | NOTICE,
    ),
    Step(
        Phase.DIRECTED_RECOMMENDATION,
        needs=(Milestone.OPEN_NOMINATION_CLOSED,),
        notices=(1,),
        acts=frozenset(
            {
                Act.OPEN_DIRECTED_ROUND,
                Act.CERTIFY_DIRECTED_COUNT,
                Act.PROPOSE_PRELIMINARY,
                Act.APPROVE_PRELIMINARY,
            }
        )
        | TRUST_VOTE
        | SHORTAGE
        | LATE_LISTS
        | NOMINEES
        | AFTER_ROLL
        | NOTICE,
    ),
    Step(
        Phase.VETTING,
        needs=(),
        needs_if=(
            ("directed_recommendation", Milestone.DIRECTED_COUNT_CERTIFIED),
            ("directed_recommendation", Milestone.PRELIMINARY_APPROVED),
        ),
        notices=(),
        acts=frozenset(
            {
                Act.PROPOSE_PRELIMINARY,
                Act.APPROVE_PRELIMINARY,
                Act.RECORD_VETTING,
                Act.RECORD_INSPECTION,
                Act.CERTIFY_VETTING,
                Act.REINSTATE_NOMINEE,
            }
        )
        | TRUST_VOTE
        | SHORTAGE
        | LATE_LISTS
        | NOMINEES
        | AFTER_ROLL
        | NOTICE,
    ),
    Step(
        Phase.COMMITTEE_BALLOT,
        needs=(Milestone.PRELIMINARY_APPROVED, Milestone.VETTING_CERTIFIED),
        notices=(2,),
        acts=frozenset(
            {
                Act.OPEN_COMMITTEE_BALLOT,
                Act.ENTER_COMMITTEE_TALLY,
                Act.SETTLE_COMMITTEE_TALLY,
                Act.SET_COMMITTEE_TALLY_ASIDE,
                Act.CERTIFY_COMMITTEE_BALLOT,
                Act.APPROVE_RESERVE,
            }
        )
        | LATE_LISTS
        | NOMINEES
        | AFTER_ROLL
        | NOTICE,
    ),
    Step(
        Phase.CANDIDACY,
        needs=(),
        needs_if=(("committee_ballot", Milestone.COMMITTEE_BALLOT_CERTIFIED),),
        notices=(),
        acts=frozenset(
            {
                Act.APPROVE_RESERVE,
                Act.RECORD_VISIT,
                Act.RECORD_CONCERN,
                Act.CHOOSE_CONCERN,
                Act.DROP_CONCERN,
                Act.SIGN_PLEDGE,
                Act.PUBLISH_PLEDGES,
                Act.RECORD_SPEECH_TRAINING,
                Act.RECORD_DELIBERATION,
                Act.CERTIFY_SLATE,
                Act.HOLD_CANDIDATE,
                Act.RELEASE_CANDIDATE,
                Act.CONVENE_MEETING,
                Act.CHANGE_MEETING_DATE,
                Act.RECORD_PREPARATORY_MEETING,
                Act.PROPOSE_OFFICIALS,
                Act.APPROVE_BALLOT_PROOF,
            }
        )
        | LATE_LISTS
        | NOMINEES
        | AFTER_ROLL
        | NOTICE,
    ),
    Step(
        Phase.MEETING,
        needs_if=(("committee_ballot", Milestone.RESERVE_APPROVED),),
        needs=(
            Milestone.CANDIDATES_DELIBERATED,
            Milestone.SLATE_CERTIFIED,
            Milestone.PLEDGES_PUBLISHED,
            Milestone.BALLOT_PROOF_APPROVED,
        ),
        notices=(3,),
        acts=frozenset(
            {
                Act.HOLD_CANDIDATE,
                Act.RELEASE_CANDIDATE,
                Act.CERTIFY_SLATE,
                Act.NAME_PLENARY_CANDIDATES,
                Act.CONVENE_MEETING,
                Act.CHANGE_MEETING_DATE,
                Act.RECORD_PREPARATORY_MEETING,
                Act.PROPOSE_OFFICIALS,
                Act.APPROVE_BALLOT_PROOF,
                Act.OPEN_SESSION,
                Act.VOTE_ON_EXCLUSIONS,
                Act.CHECK_IN,
                Act.UNDO_CHECK_IN,
                Act.CHECK_OUT,
                Act.DECLARE_QUORUM,
                Act.ADOPT_METHOD,
                Act.APPROVE_OFFICIALS,
                Act.REPLACE_OFFICIAL,
                Act.RENEW_HALL_PIN,
                Act.SET_SPEECH_ORDER,
                Act.RECORD_SPEECH,
                Act.ADJOURN_SESSION,
                Act.CLOSE_SESSION,
                Act.OPEN_ROUND,
                Act.ISSUE_BALLOT,
                Act.REPLACE_BALLOT,
                Act.PREPARE_BALLOT_CODES,
                Act.CAST_BALLOT,
                Act.CLOSE_ROUND,
                Act.VOID_ROUND,
                Act.ENTER_TALLY,
                Act.SETTLE_TALLY,
                Act.ATTEST_COUNT,
                Act.REOPEN_COUNT,
                Act.DECIDE_OUTCOME,
                Act.REDUCE_SEATS,
                Act.RECORD_DECLINED,
                Act.CERTIFY_RESULT,
            }
        )
        | LATE_LISTS
        | {Act.WITHDRAW_NOMINEE}
        | AFTER_ROLL,
    ),
    Step(
        Phase.REPORTING,
        needs=(Milestone.RESULT_CERTIFIED,),
        notices=(),
        acts=frozenset({Act.PUBLISH_RESULT, Act.FILE_REPORT, Act.RECEIVE_APPROVAL, Act.RECORD_DIVISION_OF_WORK}),
    ),
    Step(
        Phase.CLOSED,
        needs=(Milestone.RESULT_PUBLISHED, Milestone.REPORT_FILED, Milestone.APPROVAL_RECEIVED),
        notices=(),
        acts=frozenset({Act.RECORD_DIVISION_OF_WORK, Act.RECORD_HANDOVER, Act.SEAL_ARCHIVE}),
    ),
)


def is_on(phase: Phase, rules: RuleSet) -> bool:
    """Whether the rule set has this step at all."""
    switches = {Phase.DIRECTED_RECOMMENDATION: rules.directed_recommendation, Phase.COMMITTEE_BALLOT: rules.committee_ballot}
    return switches.get(phase, True)


def notice_rounds(rules: RuleSet) -> tuple[NoticeRound, ...]:
    """The rounds this rule set has; round 2 follows the vetting where the plan says so."""
    found = tuple(item for item in NOTICE_ROUNDS if rules.notice(item.number) is not None)
    if rules.notice_2_opens == "vetted":
        return tuple(replace(item, after=Milestone.VETTING_CERTIFIED) if item.number == 2 else item for item in found)
    return found


def gating_notices(rules: RuleSet) -> frozenset[int]:
    terms = {number: rules.notice(number) for number in (1, 2, 3)}
    return frozenset(number for number, term in terms.items() if term is not None and term.waits)


@lru_cache
def steps(rules: RuleSet) -> tuple[Step, ...]:
    """The steps of this rule set in order. What a step that is off would have waited for, the next one waits for."""
    found: list[Step] = []
    needs: tuple[Milestone, ...] = ()
    notices: tuple[int, ...] = ()
    for step in STEPS:
        needs += step.needs + tuple(need for switch, need in step.needs_if if getattr(rules, switch))
        notices += tuple(number for number in step.notices if number in gating_notices(rules))
        if is_on(step.phase, rules):
            found.append(Step(step.phase, needs, notices, step.acts | ANY_PHASE))
            needs, notices = (), ()
    return tuple(found)


def step_of(phase: Phase, rules: RuleSet) -> Step:
    return next(step for step in steps(rules) if step.phase is phase)


def next_step(phase: Phase, rules: RuleSet) -> Step | None:
    """The step after this one; None after the last."""
    order = steps(rules)
    place = [step.phase for step in order].index(phase) + 1
    return order[place] if place < len(order) else None


def step_before(phase: Phase, rules: RuleSet) -> Step | None:
    order = steps(rules)
    place = [step.phase for step in order].index(phase)
    return order[place - 1] if place else None


def act_issues(act: Act, phase: Phase, rules: RuleSet) -> Iterator[Issue]:
    if act not in step_of(phase, rules).acts:
        yield Issue("act_out_of_phase", {"act": act.value, "phase": phase.value})


def step_issues(step: Step, reached: Collection[Milestone], ends: Mapping[int, datetime], now: datetime) -> Iterator[Issue]:
    """What is missing before `step` may begin (还差什么), in the order of the table. `ends`: when the notices that stand are over."""
    for milestone in dict.fromkeys(step.needs):
        if milestone not in reached:
            yield Issue("milestone_missing", {"milestone": milestone.value})
    for number in step.notices:
        if number not in ends:
            yield Issue("notice_not_closed", {"round": number})
        elif ends[number] > now:
            yield Issue("notice_runs", {"round": number, "closes": in_words(ends[number])})


def earliest_issues(step: Step, missing: Collection[Issue], ends: Mapping[int, datetime]) -> Iterator[Issue]:
    """From when on `step` can begin, where nothing but time is missing. What waits for an act has no day that anybody knows."""
    if missing and all(issue.code == "notice_runs" for issue in missing):
        begins = max(ends[number] for number in step.notices)
        yield Issue("step_earliest", {"phase": step.phase.value, "from": in_words(begins)})


def new_acts(phase: Phase, rules: RuleSet) -> frozenset[Act]:
    """What can be done from the next step on, and not yet."""
    step = next_step(phase, rules)
    return step.acts - step_of(phase, rules).acts if step else frozenset()


def early_issues(kind: Milestone, on: date, reached: Mapping[Milestone, date], rules: RuleSet) -> Iterator[Issue]:
    """A milestone lies on or after the days of those that the steps before its own needed."""
    places = _places(rules)
    for earlier, day in reached.items():
        if places.get(earlier, len(places)) < places.get(kind, -1) and day > on:
            figures = {"milestone": kind.value, "date": on.isoformat(), "earlier": earlier.value, "earlier_date": day.isoformat()}
            yield Issue("milestone_out_of_order", figures)


def late_issues(kind: Milestone, on: date, reached: Mapping[Milestone, date], rules: RuleSet) -> Iterator[Issue]:
    """The other way round, for a date that is corrected: nothing that rests on the milestone may lie before it."""
    for later, day in reached.items():
        yield from early_issues(later, day, {kind: on}, rules)


def milestones_until(phase: Phase, rules: RuleSet) -> tuple[Milestone, ...]:
    """What the steps up to and with `phase` need, in the order of the table."""
    order = steps(rules)
    place = [step.phase for step in order].index(phase)
    return tuple(dict.fromkeys(need for step in order[: place + 1] for need in step.needs))


def late_steps(rules: RuleSet) -> tuple[Phase, ...]:
    """Where an election may be entered that has gone further on paper. One whose meeting is over has nothing left that could be counted
    here, and no report can be made of what was not."""
    order = [step.phase for step in steps(rules)]
    return tuple(order[1 : order.index(Phase.MEETING) + 1])


def rounds_until(phase: Phase, rules: RuleSet) -> frozenset[int]:
    """The notices that are over once an election stands in `phase`."""
    order = steps(rules)
    place = [step.phase for step in order].index(phase)
    return frozenset(number for step in order[: place + 1] for number in step.notices)


def _places(rules: RuleSet) -> dict[Milestone, int]:
    """The step that needs a milestone first."""
    places: dict[Milestone, int] = {}
    for place, step in enumerate(steps(rules)):
        for need in step.needs:
            places.setdefault(need, place)
    return places
