"""Parts of an election's pages that an app brings itself. Each app lists its own; the project joins them (settings.PANELS)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.utils.module_loading import import_string

from elections.models import Election

Place = Literal["public", "desk", "observer"]


@dataclass(frozen=True, slots=True)
class Panel:
    """`facts` reads what the template shows of one election now; None where there is nothing to show."""

    template: str
    places: frozenset[Place]
    facts: Callable[[Election, datetime], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class FilledPanel:
    template: str
    facts: Mapping[str, object]


def panels_for(place: Place, election: Election, now: datetime) -> list[FilledPanel]:
    declared: Sequence[Panel] = import_string(settings.PANELS)
    filled = [(panel, panel.facts(election, now)) for panel in declared if place in panel.places]
    return [FilledPanel(panel.template, facts) for panel, facts in filled if facts is not None]
