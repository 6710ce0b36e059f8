"""Who stands on which notice: everybody nominated, then the preliminary nominees, then the reserve candidates."""

from elections.documents.words import CHANNELS
from elections.models import Contest, Election, RollEntry
from elections.queries.notices import held_entries
from elections.services.notice_papers import Listed
from elections.services.notice_people import NoticePeople
from nominations.models import NomineeList
from nominations.queries.lists import names_on, nominated, standing_list
from nominations.queries.nominees import channels_of, in_stroke_order, stands

LISTS = {2: NomineeList.Kind.PRELIMINARY, 3: NomineeList.Kind.RESERVE}


def notice_people(election: Election, number: int) -> NoticePeople:
    """In the order of the list; round 1 has none yet and is in stroke order. A contest is said by its post, each post once."""
    names = names_on(standing_list(election, LISTS[number])) if number in LISTS else nominated(election)
    posts = dict(Contest.objects.filter(election=election).values_list("code", "post"))
    channels = channels_of(election)
    sought: dict[int, list[str]] = {}
    people = {}
    for code, nominees in names.items():
        for nominee in nominees:
            if stands(nominee):
                people[nominee.pk] = nominee
                sought.setdefault(nominee.pk, []).append(posts[code])
    ordered = list(people.values()) if number in LISTS else in_stroke_order(people.values())
    everybody = tuple(_listed(nominee.entry, sought[nominee.pk], channels.get(nominee.pk, [])) for nominee in ordered)
    return NoticePeople(everybody, frozenset(held_entries(election)))


def _listed(entry: RollEntry, posts: list[str], channels: list[str]) -> Listed:
    return Listed(entry=entry, posts=tuple(dict.fromkeys(posts)), channels="、".join(CHANNELS[channel] for channel in channels))
