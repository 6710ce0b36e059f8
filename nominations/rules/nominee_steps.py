"""推荐人选 → 初步人选 → 预备人选 → 候选人: the way of one nominee, as dated steps that are never edited."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.rule_set import RuleSet

SOURCE = sources.PLAN


class NomineeStep(StrEnum):
    NOMINATED = "nominated"
    CONSENTED = "consented"
    STRUCK = "struck"  # no nomination of this person stands any more
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"
    PRELIMINARY = "preliminary"
    VETTING_PASSED = "vetting_passed"
    VETTING_FAILED = "vetting_failed"
    REINSTATED = "reinstated"  # the failure was a mistake; the vetting is completed anew
    NOT_CHOSEN = "not_chosen"  # by the committee's ballot
    RESERVE = "reserve"
    CANDIDATE = "candidate"


Step = NomineeStep
OUT = frozenset({Step.STRUCK, Step.WITHDRAWN, Step.VETTING_FAILED})
BEFORE_LISTS = frozenset({Step.NOMINATED, Step.CONSENTED})
LISTED = frozenset({Step.CONSENTED, Step.PROPOSED, Step.PRELIMINARY, Step.VETTING_PASSED, Step.NOT_CHOSEN, Step.REINSTATED})

# The last step that may stand before each one; a first nomination has none before it.
AFTER: Mapping[Step, frozenset[Step]] = {
    Step.NOMINATED: frozenset({Step.STRUCK, Step.WITHDRAWN}),
    Step.CONSENTED: frozenset({Step.NOMINATED}),
    Step.STRUCK: BEFORE_LISTS,
    Step.WITHDRAWN: BEFORE_LISTS | LISTED | {Step.RESERVE, Step.CANDIDATE},
    Step.PROPOSED: LISTED,
    Step.PRELIMINARY: LISTED,
    Step.VETTING_PASSED: LISTED,
    Step.VETTING_FAILED: LISTED,
    Step.REINSTATED: frozenset({Step.VETTING_FAILED}),
    Step.NOT_CHOSEN: LISTED | {Step.RESERVE},
    Step.RESERVE: LISTED | {Step.RESERVE},
    Step.CANDIDATE: LISTED | {Step.RESERVE, Step.CANDIDATE},
}


def step_issues(taken: Sequence[Step], step: Step, name: str) -> Iterator[Issue]:
    """Whether `step` may follow the steps taken so far."""
    now = taken[-1] if taken else None
    if now is None and step is not Step.NOMINATED:
        yield Issue("nominee_step_out_of_order", {"name": name, "step": step.value, "now": "none"})
    elif now is not None and now not in AFTER[step]:
        yield Issue("nominee_step_out_of_order", {"name": name, "step": step.value, "now": now.value})


def since_last_nomination(taken: Sequence[Step]) -> tuple[Step, ...]:
    """Somebody who withdrew and is nominated again starts anew."""
    starts = [place for place, step in enumerate(taken) if step is Step.NOMINATED and (place == 0 or taken[place - 1] in OUT)]
    return tuple(taken[starts[-1] :]) if starts else tuple(taken)


def is_in(taken: Sequence[Step]) -> bool:
    """Neither withdrawn nor struck nor failed."""
    return bool(taken) and taken[-1] not in OUT


def has_consented(taken: Sequence[Step]) -> bool:
    return is_in(taken) and Step.CONSENTED in since_last_nomination(taken)


def has_passed(taken: Sequence[Step]) -> bool:
    return is_in(taken) and Step.VETTING_PASSED in since_last_nomination(taken)


def is_vetted_first(rules: RuleSet) -> bool:
    """Where the second notice follows the vetting, the list is approved after it; elsewhere before."""
    return rules.notice_2_opens == "vetted"
