"""What stands in the hall now: which meeting, which session, which part of the agenda."""

from elections.models import Election, Meeting, MeetingSession

from .meetings import current_session as current_session
from .results import contest_states


def meetings_of(election: Election) -> list[Meeting]:
    """The members' (or delegates') meeting first, then the plenaries in the order in which they were convened."""
    found = Meeting.objects.filter(election=election).select_related("election__cycle__office", "election__community")
    return sorted(found, key=lambda meeting: (meeting.is_plenary, meeting.pk))


def meeting_in_hall(election: Election) -> Meeting | None:
    """The one that sits; else the first that still has something to elect; else the last."""
    meetings = meetings_of(election)
    sitting = MeetingSession.objects.filter(meeting__in=meetings, adjourned_at=None, closed_at=None).order_by("-opened_at", "-pk").first()
    if sitting is not None:
        return next(meeting for meeting in meetings if meeting.pk == sitting.meeting_id)
    open_ones = (meeting for meeting in meetings if not all(state.settled for state in contest_states(election, meeting.stage)))
    return next(open_ones, meetings[-1] if meetings else None)
