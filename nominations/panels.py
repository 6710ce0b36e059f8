"""What nominations shows on an election's pages: the people on their way to the list, and the pledges once they are public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from elections.models import Election, Request
from elections.panels import Panel

from .models import Nominee, NomineeList
from .queries.lists import people_on, standing_list
from .queries.nominees import channels_of, standing_nominees
from .queries.pledges import published_pledges


@dataclass(frozen=True, slots=True)
class NomineeLine:
    name: str
    step: str
    channels: Sequence[str]


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list in force; `answered` where the superior's approval of it is in, so that it can be approved here."""

    listed: NomineeList
    names: Sequence[str]
    answered: bool


def nominees(election: Election, now: datetime) -> Mapping[str, object] | None:
    found = standing_nominees(election)
    if not found:
        return None
    channels = channels_of(election)
    lines = [_line(nominee, channels) for nominee in found]
    kinds = (NomineeList.Kind.PRELIMINARY, NomineeList.Kind.RESERVE)
    lists = [standing_list(election, kind) for kind in kinds]
    return {"nominees": lines, "lists": [_list_line(listed) for listed in lists if listed is not None], "election": election}


def pledges(election: Election, now: datetime) -> Mapping[str, object] | None:
    found = published_pledges(election)
    return {"pledges": found} if found else None


def _line(nominee: Nominee, channels: Mapping[int, Sequence[str]]) -> NomineeLine:
    taken = nominee.steps_taken
    return NomineeLine(nominee.entry.name, taken[-1] if taken else "", channels.get(nominee.pk, ()))


def _list_line(listed: NomineeList) -> ListLine:
    request = Request.objects.filter(election=listed.election, kind=listed.kind).last()
    answered = request is not None and request.state in (Request.State.APPROVED, Request.State.FILED)
    return ListLine(listed, [nominee.entry.name for nominee in people_on(listed)], answered)


PANELS: Sequence[Panel] = (
    Panel("nominations/panels/nominees.html", frozenset({"desk"}), nominees),
    Panel("nominations/panels/pledges.html", frozenset({"public", "observer"}), pledges),
)
