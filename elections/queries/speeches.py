"""Who speaks from the platform, in which order, and for how long."""

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
    """In the order of the ballot paper, everybody once."""
    held = {speech.entry_id: speech for speech in speeches(meeting) if speech.kind == Speech.Kind.SPEECH and speech.entry_id}
    posts: dict[int, list[str]] = {}
    entries: dict[int, RollEntry] = {}
    for candidate in candidates_of(meeting):
        posts.setdefault(candidate.entry_id, []).append(candidate.contest.code)
        entries[candidate.entry_id] = candidate.entry
    return [Speaker(entry, tuple(posts[pk]), held.get(pk)) for pk, entry in entries.items()]


def speeches(meeting: Meeting) -> list[Speech]:
    return list(Speech.objects.filter(session__meeting=meeting).select_related("entry", "session"))


def entry_of(election: Election, pk: int) -> RollEntry | None:
    return RollEntry.objects.filter(election=election, pk=pk).select_related("branch").first()
