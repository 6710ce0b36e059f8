"""会议记录 of an election: what stands, and what each version said before it was corrected."""

from django.db.models import QuerySet

from elections.models import Contest, Decision, Elected, Election, MilestoneRecord

DISCIPLINE_SECRETARY_PASSED = "discipline_secretary_passed"  # asked for by the act that certifies the result


def standing_decisions(election: Election) -> list[Decision]:
    """The newest meeting first; corrected versions hang off the one that took their place."""
    return list(_all(election).filter(superseded_by=None).order_by("-held_at", "-pk"))


def decision(election: Election, pk: int) -> Decision | None:
    return _all(election).filter(pk=pk).first()


def standing_decision(election: Election, pk: int) -> Decision | None:
    return _all(election).filter(pk=pk, superseded_by=None).first()


def earlier_versions(decision: Decision) -> list[Decision]:
    """What it said before, the newest correction first."""
    found = []
    by_next = {row.superseded_by_id: row for row in _all(decision.election).exclude(superseded_by=None)}
    before = by_next.get(decision.pk)
    while before is not None:
        found.append(before)
        before = by_next.get(before.pk)
    return found


def milestones_resting_on(decision: Decision) -> list[str]:
    """Steps that were reached on these minutes; they keep pointing at the version on which they were reached."""
    versions = [decision.pk, *(version.pk for version in earlier_versions(decision))]
    return list(MilestoneRecord.objects.standing().filter(decision__in=versions).values_list("kind", flat=True))


def matters_by_hand(election: Election) -> list[str]:
    """Codes of matters that are recorded by themselves because another act waits for them: once the discipline committee has elected its
    secretary, 经同级党的委员会通过."""
    chosen = Elected.objects.standing().filter(contest__election=election, contest__post=Contest.Post.DISCIPLINE_SECRETARY)
    passed = Decision.objects.filter(
        election=election, body=Decision.Body.NEW_COMMITTEE, matter=DISCIPLINE_SECRETARY_PASSED, superseded_by=None
    )
    is_passed = any(decision.carried for decision in passed)
    return [DISCIPLINE_SECRETARY_PASSED] if chosen.exists() and not is_passed else []


def _all(election: Election) -> QuerySet[Decision]:
    return Decision.objects.filter(election=election).select_related("entered_by", "scan", "superseded_by", "election__cycle__office")
