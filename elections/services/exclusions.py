"""可不计入应到会: proposed by the community, consented to by the superior, voted on by the meeting. Categories stay inside the Party."""

from collections.abc import Iterator
from datetime import date

from elections.models import Account, Exclusion, RollEntry
from elections.queries.roll import is_closed, roll_day
from elections.queries.roll_closing import proposed
from elections.rules.acts import Act
from elections.rules.exclusions import exclusion_issues
from elections.rules.issues import Issue

from .acting import ElectionAct, election_act


def propose_exclusion(entry: RollEntry, category: str, *, actor: Account, since: date | None = None) -> Exclusion:
    """Before the roll is closed. What was withdrawn may be proposed again."""
    with election_act(Act.PROPOSE_EXCLUSION, entry.election, actor) as act:
        before = Exclusion.objects.select_for_update().filter(entry=entry).first()
        stands = before is not None and before.state != Exclusion.State.WITHDRAWN
        if before is not None and stands and (before.category, before.since) == (category, since):
            act.repeats()
            return before
        act.refuse(_proposal_issues(act, entry, category, since))
        exclusion = before or Exclusion(entry=entry)
        exclusion.category, exclusion.since, exclusion.state = category, since, Exclusion.State.PROPOSED
        exclusion.proposed_at, exclusion.proposed_by, exclusion.decided_at = act.now, act.officer, None
        exclusion.save()
        act.record(exclusion, detail={"name": entry.name, "entry": entry.pk, "category": category})
        return exclusion


def withdraw_exclusion(exclusion: Exclusion, *, actor: Account, reason: str) -> Exclusion:
    with election_act(Act.WITHDRAW_EXCLUSION, exclusion.entry.election, actor) as act:
        exclusion = Exclusion.objects.select_for_update(of=("self",)).select_related("entry").get(pk=exclusion.pk)
        if exclusion.state == Exclusion.State.WITHDRAWN:
            act.repeats()
            return exclusion
        act.refuse(_withdrawal_issues(act, reason))
        exclusion.state = Exclusion.State.WITHDRAWN
        exclusion.save(update_fields=["state"])
        act.record(exclusion, detail={"name": exclusion.entry.name, "entry": exclusion.entry_id, "reason": reason})
        return exclusion


def consent(act: ElectionAct) -> int:
    """Within the act that closes the roll: what the superior agreed to goes to the meeting. How many there are."""
    waiting = [exclusion.pk for exclusion in proposed(act.election)]
    return Exclusion.objects.filter(pk__in=waiting).update(state=Exclusion.State.CONSENTED)


def _proposal_issues(act: ElectionAct, entry: RollEntry, category: str, since: date | None) -> Iterator[Issue]:
    if is_closed(act.election):
        yield Issue("roll_is_closed", {})
    if entry.removed_at is not None:
        yield Issue("roll_person_out", {"name": entry.name})
    has_vote = RollEntry.objects.electors().filter(pk=entry.pk).exists()
    yield from exclusion_issues(entry.name, category, has_vote, since, roll_day(act.election, act.now))


def _withdrawal_issues(act: ElectionAct, reason: str) -> Iterator[Issue]:
    if is_closed(act.election):
        yield Issue("roll_is_closed", {})
    if not reason.strip():
        yield Issue("reason_missing", {})
