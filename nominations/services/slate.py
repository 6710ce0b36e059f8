"""The hand-over to the election: nominations collect the slate, `elections` certifies it."""

from django.db import transaction

from elections.models import Account, Election, MilestoneRecord
from elections.rules.issues import Issue, refuse_if
from elections.services import audit
from elections.services.slate import Slate, certify_slate
from nominations.models import NomineeStep
from nominations.queries.lists import final_list, free_names_on
from nominations.rules.nominee_steps import NomineeStep as Step


def hand_over_slate(election: Election, *, actor: Account, reason: str = "", order_reason: str = "") -> MilestoneRecord:
    """Everybody left on the approved list becomes 候选人: no act of its own, but the one call that certifies the slate.

    Who is held by an open objection is left out, and the slate is checked without them.
    """
    with transaction.atomic():
        audit.lock_chains(election.cycle.office, election)
        listed = final_list(election)
        names = free_names_on(listed)
        refuse_if([] if listed and listed.approved_at else [Issue("list_missing", {"list": _kind(election)})])
        slate = Slate(
            contests={code: tuple(nominee.entry_id for nominee in found) for code, found in names.items() if found},
            reason=reason,
            order_reason=order_reason,
        )
        reached = certify_slate(election, actor=actor, slate=slate)
        _name_candidates(reached, actor)
        return reached


def _kind(election: Election) -> str:
    return "reserve" if election.rules.committee_ballot else "preliminary"


def _name_candidates(reached: MilestoneRecord, actor: Account) -> None:
    """Written once for each person and slate, at the slate's own date."""
    listed = free_names_on(final_list(reached.election))
    for nominee in {nominee.pk: nominee for found in listed.values() for nominee in found}.values():
        if nominee.steps_taken[-1] is not Step.CANDIDATE:
            NomineeStep.objects.create(
                nominee=nominee, step=Step.CANDIDATE.value, fact_at=reached.fact_at, entered_at=reached.entered_at, by=actor
            )
