"""What the hall sees besides what is recorded: who speaks now, and a picture that the host has chosen. It lives in the cache."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache

from elections.models import Account, Election, MeetingSession, RollEntry, Speech
from elections.queries.clock import election_now
from elections.queries.rights import election_issues
from elections.rules.acts import Act
from elections.rules.issues import Issue, refuse_if

SECONDS_KEPT = 12 * 60 * 60
SLIDES = ("auto", "heads", "agenda", "candidates", "tally", "outcome")
USUAL_MINUTES = 5


@dataclass(frozen=True, slots=True)
class LiveSpeech:
    """Somebody is at the platform. `minutes` is the time allowed, 0 for no limit."""

    kind: str
    speaker: str
    entry: int | None
    began_at: datetime
    minutes: int


def show_slide(election: Election, slide: str, *, actor: Account) -> None:
    """One of SLIDES; `auto` follows the meeting again."""
    _refuse_others(election, actor)
    refuse_if([] if slide in SLIDES else [Issue("kind_unknown", {"kind": slide})])
    _put(election, slide=slide)


def begin_speech(
    session: MeetingSession, kind: str, *, actor: Account, speaker: str, entry: RollEntry | None = None, minutes: int = 0
) -> LiveSpeech:
    """The clock of the platform starts. It is recorded when the speech is over."""
    election = session.meeting.election
    _refuse_others(election, actor)
    refuse_if([] if kind in Speech.Kind.values else [Issue("kind_unknown", {"kind": kind})])
    refuse_if([] if speaker.strip() else [Issue("meeting_incomplete", {"field": "speaker"})])
    refuse_if([] if session.sits else [Issue("session_over", {"number": session.number})])
    running = live_speech(election)
    refuse_if([Issue("somebody_speaks", {"name": running.speaker})] if running else [])
    begun = LiveSpeech(kind, speaker, entry.pk if entry else None, election_now(election), minutes)
    _put(election, speech=asdict(begun))
    return begun


def end_speech(election: Election, *, actor: Account) -> None:
    """The platform is free again."""
    _refuse_others(election, actor)
    _put(election, speech=None)


def live_speech(election: Election) -> LiveSpeech | None:
    found = _read(election).get("speech")
    return LiveSpeech(**found) if found else None


def chosen_slide(election: Election) -> str:
    return str(_read(election).get("slide") or "auto")


def _refuse_others(election: Election, actor: Account) -> None:
    refuse_if(election_issues(actor, Act.RECORD_SPEECH, election, election_now(election)))


def _read(election: Election) -> dict[str, Any]:
    found: dict[str, Any] = cache.get(_key(election), {})
    return found


def _put(election: Election, **changed: object) -> None:
    cache.set(_key(election), {**_read(election), **changed}, SECONDS_KEPT)


def _key(election: Election) -> str:
    return f"projector:{election.pk}"
