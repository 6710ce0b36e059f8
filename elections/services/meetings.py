"""大会的召集: when and where, a changed date, and what was prepared beforehand."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from elections.models import Account, Election, Meeting, MeetingDateChange, Organisation, PreparatoryMeeting, Request, StoredFile
from elections.queries.meeting_dates import of_term_issues
from elections.queries.meetings import current_session, electors
from elections.queries.results import settled_meetings
from elections.queries.roll import figures_of
from elections.queries.slate import reply_number
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.terms import delegates_meeting_issues, delegates_number_issues

from .acting import ElectionAct, election_act
from .result_parts import body_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCall:
    """`title` as it stands on the papers: 中共××社区委员会换届选举党员大会.

    `dispersed` (所辖党组织驻地分散) lets delegates meet where members are fewer.
    """

    kind: str = Meeting.Kind.MEMBERS
    title: str
    starts_at: datetime
    place: str
    chair: str
    dispersed: bool = False


PARTY_MEETINGS = (Meeting.Kind.MEMBERS, Meeting.Kind.DELEGATES)
WORDS = {
    Meeting.Kind.MEMBERS: "换届选举党员大会",
    Meeting.Kind.DELEGATES: "换届选举党员代表大会",
    Meeting.Kind.PLENARY: "第一次全体会议",
    Meeting.Kind.DISCIPLINE_PLENARY: "第一次全体会议",
}


def usual_title(election: Election, kind: str) -> str:
    """As it would stand on the papers."""
    return body_of(Meeting(election=election, kind=kind)) + WORDS[Meeting.Kind(kind)]


def convene_meeting(election: Election, call: MeetingCall, *, actor: Account) -> Meeting:
    """召开大会. Delegates meet where members are many or dispersed, by the superior's reply. Convened again, it returns what stands."""
    with election_act(Act.CONVENE_MEETING, election, actor) as act:
        values = {name: value for name, value in asdict(call).items() if name != "dispersed"}
        standing = Meeting.objects.filter(election=act.election, kind=call.kind).first()
        if standing is not None:
            act.repeats(standing, **values)
            return standing
        act.refuse(_call_issues(act, call))
        meeting = Meeting.objects.create(election=act.election, **values, convened_at=act.now, convened_by=act.officer)
        _set_election_date(act, meeting)
        act.record(
            meeting,
            kind=call.kind,
            starts_at=_minute(call.starts_at),
            dispersed=int(call.dispersed),
            detail={"title": call.title, "place": call.place},
        )
        return meeting


def change_meeting_date(meeting: Meeting, *, actor: Account, starts_at: datetime, reason: str, place: str = "") -> Meeting:
    """改期. The former date stays on record; the session of that day, if any, must be over."""
    with election_act(Act.CHANGE_MEETING_DATE, meeting.election, actor) as act:
        meeting = Meeting.objects.select_for_update().select_related("election").get(pk=meeting.pk)
        if meeting.starts_at == starts_at and place in ("", meeting.place):
            act.repeats()
            return meeting
        act.refuse(_change_issues(act, meeting, starts_at, reason))
        move_meeting(act, meeting, starts_at, reason, place)
        act.record(meeting, starts_at=_minute(starts_at), detail={"reason": reason, "place": place})
        return meeting


def move_meeting(act: ElectionAct, meeting: Meeting, starts_at: datetime, reason: str, place: str = "") -> None:
    """Within another act (an adjournment): the new date."""
    MeetingDateChange.objects.create(
        meeting=meeting,
        before=meeting.starts_at,
        after=starts_at,
        place_before=meeting.place,
        reason=reason,
        at=act.now,
        by=act.officer,
    )
    meeting.starts_at, meeting.place = starts_at, place or meeting.place
    meeting.save(update_fields=["starts_at", "place"])
    _set_election_date(act, meeting)


def record_preparatory_meeting(
    election: Election,
    kind: str,
    *,
    actor: Account,
    place: str,
    attended: int,
    held_at: datetime | None = None,
    late_reason: str = "",
    branch: Organisation | None = None,
    matters: str = "",
    scan: StoredFile | None = None,
) -> PreparatoryMeeting:
    """预备会议 of the whole or of a branch, training in filling in the ballot, rehearsal of the staff, packing of the papers."""
    with election_act(Act.RECORD_PREPARATORY_MEETING, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        act.refuse(preparation_issues(kind, place))
        found = PreparatoryMeeting.objects.create(
            election=act.election,
            kind=kind,
            held_at=act.fact_at,
            place=place,
            branch=branch,
            attended=attended,
            matters=matters,
            scan=scan,
            recorded_at=act.now,
            recorded_by=act.officer,
        )
        act.record(found, kind=kind, attended=attended, detail={"matters": matters, "place": place})
        return found


def preparation_issues(kind: str, place: str) -> Iterator[Issue]:
    if not place.strip():
        yield Issue("meeting_incomplete", {"field": "place"})
    if kind not in PreparatoryMeeting.Kind.values:
        yield Issue("kind_unknown", {"kind": kind})


def _call_issues(act: ElectionAct, call: MeetingCall) -> Iterator[Issue]:
    if call.kind not in Meeting.Kind.values:
        yield Issue("kind_unknown", {"kind": call.kind})
    for field in ("title", "place", "chair"):
        if not getattr(call, field).strip():
            yield Issue("meeting_incomplete", {"field": field})
    if timezone.localdate(call.starts_at) < timezone.localdate(act.now):
        yield Issue("meeting_in_the_past", {"date": _minute(call.starts_at), "now": _minute(act.now)})
    if call.kind in PARTY_MEETINGS:
        yield from of_term_issues(act.election, timezone.localdate(call.starts_at))
    if call.kind == Meeting.Kind.DELEGATES:
        yield from delegates_meeting_issues(
            figures_of(act.election).total, call.dispersed, reply_number(act.election, Request.Kind.DELEGATES_MEETING)
        )
        yield from delegates_number_issues(electors(Meeting(election=act.election, kind=call.kind)).count())
    other = {Meeting.Kind.MEMBERS.value: Meeting.Kind.DELEGATES, Meeting.Kind.DELEGATES.value: Meeting.Kind.MEMBERS}.get(call.kind)
    if other and Meeting.objects.filter(election=act.election, kind=other).exists():
        yield Issue("meeting_of_the_other_kind", {"kind": other.value})


def _change_issues(act: ElectionAct, meeting: Meeting, starts_at: datetime, reason: str) -> Iterator[Issue]:
    if not reason.strip():
        yield Issue("reason_missing", {})
    if timezone.localdate(starts_at) < timezone.localdate(act.now):
        yield Issue("meeting_in_the_past", {"date": _minute(starts_at), "now": _minute(act.now)})
    yield from moved_issues(meeting, starts_at)
    if current_session(meeting) is not None:
        yield Issue("session_sits", {})
    if meeting.pk in settled_meetings(act.election):
        yield Issue("meeting_over", {"date": timezone.localdate(meeting.starts_at).isoformat()})


def moved_issues(meeting: Meeting, starts_at: datetime) -> Iterator[Issue]:
    """Against the day that an election of the committee moves to; a plenary of the new one has no term to keep."""
    if not meeting.is_plenary:
        yield from of_term_issues(meeting.election, timezone.localdate(starts_at))


def _set_election_date(act: ElectionAct, meeting: Meeting) -> None:
    if not meeting.is_plenary:
        act.election.meeting_on, act.election.form = timezone.localdate(meeting.starts_at), meeting.kind
        act.election.save(update_fields=["meeting_on", "form"])


def _minute(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
