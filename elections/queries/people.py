"""The figures of a roll, kept apart: members, those with the right to vote, those not counted, those due."""

from dataclasses import dataclass

from elections.models import Election, RollEntry


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    members: int
    electors: int
    excluded: int
    due: int


def people_figures(election: Election) -> PeopleFigures | None:
    """None while nobody stands on the roll."""
    roll = RollEntry.objects.filter(election=election)
    members = roll.members().filter(removed_at=None).count()
    if not members:
        return None
    electors, due = roll.electors().count(), roll.due().count()
    return PeopleFigures(members, electors, electors - due, due)
