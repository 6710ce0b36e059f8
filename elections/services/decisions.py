from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from elections.models import Account, Decision, Election, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue

from .acting import ElectionAct, differences, election_act
from .files import foreign_issues


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What a meeting decided, as it stands in the minutes."""

    body: str
    matter: str
    place: str
    chair: str
    due: int
    present: int
    votes_for: int
    votes_against: int = 0
    abstained: int = 0
    manner: str = Decision.Manner.SHOW_OF_HANDS
    resolution: str


def record_decision(
    election: Election,
    minutes: Minutes,
    *,
    actor: Account,
    held_at: datetime | None = None,
    late_reason: str = "",
    scan: StoredFile | None = None,
) -> Decision:
    """The same minutes of the same day again return what was recorded."""
    with election_act(Act.RECORD_DECISION, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        same = Decision.objects.filter(**asdict(minutes), election=act.election, superseded_by=None)
        existing = next((row for row in same if timezone.localdate(row.held_at) == timezone.localdate(act.fact_at)), None)
        if existing is not None:
            act.repeats(existing, scan=scan)
            return existing
        decision = decide(act, minutes, scan=scan)
        act.record(decision, present=minutes.present, votes_for=minutes.votes_for, detail={"matter": minutes.matter})
        return decision


def correct_decision(decision: Decision, minutes: Minutes, *, actor: Account, reason: str, scan: StoredFile | None = None) -> Decision:
    """更正 of the minutes, with a new scan where there is a new paper; the old version stays."""
    with election_act(Act.CORRECT_DECISION, decision.election, actor) as act:
        decision = Decision.objects.select_for_update().get(pk=decision.pk)
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.refuse([Issue("already_superseded", {})] if decision.superseded_by_id else [])
        made = decide(act, minutes, scan=scan or decision.scan, held_at=decision.held_at)
        made.correction_reason = reason
        made.save(update_fields=["correction_reason"])
        Decision.objects.filter(pk=decision.pk).update(superseded_by=made)
        act.record(made, replaces=decision.pk, detail={"matter": minutes.matter, "reason": reason})
        return made


def decide(act: ElectionAct, minutes: Minutes, *, scan: StoredFile | None = None, held_at: datetime | None = None) -> Decision:
    """Within another act: the decision of a meeting on which that act rests."""
    act.refuse([*minutes_issues(minutes), *foreign_issues(act, scan)])
    return Decision.objects.create(
        office=act.office,
        election=act.election,
        body=minutes.body,
        matter=minutes.matter,
        held_at=held_at or act.fact_at,
        place=minutes.place,
        chair=minutes.chair,
        due=minutes.due,
        present=minutes.present,
        votes_for=minutes.votes_for,
        votes_against=minutes.votes_against,
        abstained=minutes.abstained,
        manner=minutes.manner,
        resolution=minutes.resolution,
        scan=scan,
        entered_at=act.now,
        entered_by=act.officer,
    )


def same_minutes(act: ElectionAct, standing: Decision | None, **typed: object) -> None:
    """Within another act that is repeated: refused where the minutes it rests on say otherwise than what was typed."""
    found = differences(standing, typed) if standing is not None else ()
    act.refuse(Issue("minutes_otherwise", figures) for figures in found)


def minutes_issues(minutes: Minutes) -> Iterator[Issue]:
    for name in ("due", "present", "votes_for", "votes_against", "abstained"):
        if getattr(minutes, name) < 0:
            yield Issue("figure_below_zero", {"field": name, "value": getattr(minutes, name)})
    if minutes.present > minutes.due:
        yield Issue("present_over_due", {"present": minutes.present, "due": minutes.due})
    voted = minutes.votes_for + minutes.votes_against + minutes.abstained
    if voted > minutes.present:
        yield Issue("votes_over_present", {"votes": voted, "present": minutes.present})
    for name in ("matter", "place", "chair", "resolution"):
        if not getattr(minutes, name).strip():
            yield Issue("minutes_incomplete", {"field": name})


def carried_issues(minutes: Minutes) -> Iterator[Issue]:
    """Where an act needs the meeting's consent: more than half of those present."""
    if minutes.votes_for * 2 <= minutes.present:
        yield Issue("not_carried", {"votes_for": minutes.votes_for, "present": minutes.present})
