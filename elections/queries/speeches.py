"""Who speaks from the platform, in which order, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass

from elections.models import Election, Meeting, RollEntry, Speech

from .hall import candidates_of


@dataclass(frozen=True, slots=True)
class Speaker:
    """A candidate with the posts stood for, and the speech if it was held."""

    entry: RollEntry
    posts: tuple[str, ...]
    speech: Speech | None


def speakers(meeting: Meeting) -> list[Speaker]:
    """In the order drawn by lot, else that of the ballot paper; everybody once."""
    held = {speech.entry_id: speech for speech in speeches(meeting) if speech.kind == Speech.Kind.SPEECH and speech.entry_id}
    posts: dict[int, list[str]] = {}
    entries: dict[int, RollEntry] = {}
    for candidate in candidates_of(meeting):
        posts.setdefault(candidate.entry_id, []).append(candidate.contest.code)
        entries[candidate.entry_id] = candidate.entry
    return [Speaker(entries[pk], tuple(posts[pk]), held.get(pk)) for pk in as_drawn(meeting, entries)]


def as_drawn(meeting: Meeting, entries: Iterable[int]) -> list[int]:
    """Whoever was not there at the draw comes behind."""
    places = {pk: place for place, pk in enumerate(meeting.speech_order)}
    return sorted(entries, key=lambda pk: places.get(pk, len(places)))


def speeches(meeting: Meeting) -> list[Speech]:
    return list(Speech.objects.filter(session__meeting=meeting).select_related("entry", "session"))


def entry_of(election: Election, pk: int) -> RollEntry | None:
    return RollEntry.objects.filter(election=election, pk=pk).select_related("branch").first()
