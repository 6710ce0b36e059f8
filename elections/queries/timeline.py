"""What happened in an election: when each step was entered, which milestones stand, the acts as recorded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from elections.models import AuditChain, AuditEvent, Election, LateEntry, MilestoneRecord, PhaseChange, PostsPlan, RollEntry
from elections.rules.acts import Act
from elections.rules.phases import Phase, steps
from elections.rules.rule_set import RuleSet

# Counts of recommendation, trust vote, vetting and committee ballot are the street's; others see that they were done, and when.
FIGURES_OF_THE_STREET = frozenset(
    {
        Act.ENTER_RECOMMENDATION_TALLY,
        Act.SETTLE_RECOMMENDATION_TALLY,
        Act.SET_SLIPS_ASIDE,
        Act.CERTIFY_DIRECTED_COUNT,
        Act.OPEN_TRUST_VOTE,
        Act.CERTIFY_TRUST_VOTE,
        Act.RECORD_VETTING,
        Act.RECORD_INSPECTION,
        Act.CERTIFY_VETTING,
        Act.OPEN_COMMITTEE_BALLOT,
        Act.ENTER_COMMITTEE_TALLY,
        Act.SETTLE_COMMITTEE_TALLY,
        Act.SET_COMMITTEE_TALLY_ASIDE,
        Act.CERTIFY_COMMITTEE_BALLOT,
    }
)

StepState = Literal["done", "current", "ahead", "off"]


@dataclass(frozen=True, slots=True)
class LateNeeds:
    """What every later step works with, and what is therefore typed before an election is entered late."""

    posts: bool
    roll: bool


def late_needs(election: Election) -> LateNeeds:
    return LateNeeds(
        posts=not PostsPlan.objects.filter(election=election).exists(),
        roll=not RollEntry.objects.filter(election=election).standing().exists(),
    )


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One step of the phase bar; `off` where the rule set does not have it. `number` counts the steps it has."""

    phase: Phase
    state: StepState
    entered_on: date | None
    number: int


@dataclass(frozen=True, slots=True)
class ReachedMilestone:
    """`late` where it was entered on a later day than it happened."""

    record: MilestoneRecord
    late: bool


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """One event without the detail behind it: what, when, by which account, with which figures."""

    number: int
    verb: str
    at: datetime
    actor_name: str
    fact_at: str
    figures: tuple[tuple[str, object], ...]


def entered_dates(elections: Iterable[Election]) -> dict[tuple[int, str], date]:
    """When each election entered each of its phases, the last time where it went back; one query for all."""
    changes = PhaseChange.objects.filter(election__in=list(elections), kind__in=["opened", "advanced", "reopened", "entered_late"])
    rows = changes.order_by("pk").values_list("election_id", "phase", "at")
    return {(election, phase): timezone.localdate(at) for election, phase, at in rows}


def phase_steps(election: Election, rules: RuleSet, entered: dict[tuple[int, str], date]) -> list[PhaseStep]:
    order = [step.phase for step in steps(rules)]
    place = order.index(Phase(election.phase))
    found = []
    for phase in Phase:
        number = order.index(phase) + 1 if phase in order else 0
        state = _state(number - 1, place, bool(election.sealed_at)) if number else "off"
        day = entered.get((election.pk, phase.value)) if state in {"done", "current"} else None
        found.append(PhaseStep(phase, state, day, number))
    return found


def phase_bar(election: Election) -> list[PhaseStep]:
    """The steps this election has."""
    return [step for step in phase_steps(election, election.rules, entered_dates([election])) if step.state != "off"]


def standing_milestones(election: Election) -> list[ReachedMilestone]:
    records = MilestoneRecord.objects.standing().filter(election=election).select_related("actor", "evidence")
    return [ReachedMilestone(record, timezone.localdate(record.fact_at) < timezone.localdate(record.entered_at)) for record in records]


def standing_milestone(election: Election, pk: int) -> MilestoneRecord | None:
    return MilestoneRecord.objects.standing().filter(election=election, pk=pk).first()


def phase_changes(election: Election) -> list[PhaseChange]:
    """The newest first."""
    return list(PhaseChange.objects.filter(election=election).select_related("by").order_by("-pk"))


def late_entries(election: Election) -> list[LateEntry]:
    """What was entered on a later day than it happened, the newest first."""
    return list(LateEntry.objects.filter(election=election).select_related("entered_by", "confirmed_by").order_by("-pk"))


def late_entry(election: Election, pk: int) -> LateEntry | None:
    return LateEntry.objects.filter(election=election, pk=pk).first()


def unconfirmed_late_entries(elections: Iterable[Election]) -> list[LateEntry]:
    waiting = LateEntry.objects.filter(election__in=list(elections), confirmed_at=None)
    return list(waiting.select_related("election__community", "entered_by"))


def election_chain(election: Election) -> AuditChain:
    return AuditChain.objects.get(election=election)


def newest_acts_of_people(chain: AuditChain, most: int) -> list[RecordedAct]:
    """What officers did last, without what the office's machine recorded by itself."""
    events = AuditEvent.objects.filter(chain=chain, actor__isnull=False).select_related("actor").order_by("-number")
    return [_act(event, street=False) for event in events[:most]]


def recorded_acts(chain: AuditChain, *, newest: int | None = None, upto: int | None = None, street: bool = False) -> list[RecordedAct]:
    """Newest first. `newest` limits how many, `upto` starts at an older number; `street` where the street's own figures may show."""
    events = AuditEvent.objects.filter(chain=chain).select_related("actor").order_by("-number")
    if upto is not None:
        events = events.filter(number__lte=upto)
    return [_act(event, street=street) for event in (events[:newest] if newest else events)]


def _act(event: AuditEvent, *, street: bool) -> RecordedAct:
    figures = dict(json.loads(event.raw).get("figures", {}))
    fact_at = str(figures.pop("fact_at", ""))
    name = event.actor.display_name if event.actor else ""
    shown = tuple(sorted(figures.items())) if street or event.verb not in FIGURES_OF_THE_STREET else ()
    return RecordedAct(event.number, event.verb, event.at, name, fact_at, shown)


def _state(index: int, place: int, sealed: bool) -> StepState:
    if index < place or sealed:
        return "done"
    return "current" if index == place else "ahead"
