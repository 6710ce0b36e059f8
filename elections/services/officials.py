"""总监票人, 监票人, 计票人, 唱票人: proposed before, approved by the meeting's vote, never candidates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache

from elections.models import Account, Candidate, Meeting, MeetingSession, Official, RollEntry
from elections.queries.meetings import approved_officials, current_session, electors, present_entries
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation, refuse_if

from .acting import ElectionAct, election_act
from .sessions import HandVote, lock_session, same_vote, vote_in_hall
from .typed_codes import as_meant, new_code

PIN_LENGTH = 6
PIN_TRIES = 5
PIN_LOCKED_FOR = 15 * 60  # seconds
SIGNING = (Official.Role.CHIEF_SCRUTINEER, Official.Role.SCRUTINEER)


@dataclass(frozen=True, slots=True)
class ApprovedOfficials:
    """`pins` by official, in the clear this once, to be handed over on paper; empty when they were handed over before."""

    officials: tuple[Official, ...]
    pins: Mapping[int, str]


def propose_officials(meeting: Meeting, roles: Mapping[RollEntry, str], *, actor: Account) -> list[Official]:
    """The list that the meeting will vote on. Proposed anew, it takes the place of the former until it is approved."""
    with election_act(Act.PROPOSE_OFFICIALS, meeting.election, actor) as act:
        meeting = Meeting.objects.select_for_update().select_related("election").get(pk=meeting.pk)
        standing = {official.entry: official.role for official in Official.objects.filter(meeting=meeting).select_related("entry")}
        if standing == dict(roles):
            act.repeats()
            return list(Official.objects.filter(meeting=meeting))
        act.refuse([Issue("officials_already_approved", {})] if meeting.officials_decision_id else [])
        act.refuse(_proposal_issues(meeting, roles))
        Official.objects.filter(meeting=meeting).delete()
        for entry, role in roles.items():
            Official.objects.create(meeting=meeting, entry=entry, role=role, proposed_at=act.now)
        counts = [f"{role}:{count}" for role, count in sorted(Counter(roles.values()).items())]
        act.record(meeting, officials=counts, detail={"names": [entry.name for entry in roles]})
        return list(Official.objects.filter(meeting=meeting))


def approve_officials(session: MeetingSession, vote: HandVote, *, actor: Account) -> ApprovedOfficials:
    """The meeting's vote. Each scrutineer gets a hall PIN on paper, with which the count is signed."""
    with election_act(Act.APPROVE_OFFICIALS, session.meeting.election, actor) as act:
        session = lock_session(session)
        meeting = session.meeting
        if meeting.officials_decision_id is not None:
            same_vote(act, meeting.officials_decision, vote)
            act.repeats()
            return ApprovedOfficials(tuple(approved_officials(meeting)), {})
        proposed = list(Official.objects.filter(meeting=meeting).select_related("entry"))
        act.refuse(_approval_issues(session, proposed))
        meeting.officials_decision = vote_in_hall(act, session, "officials", "通过监票人、计票人、唱票人名单", vote)
        meeting.save(update_fields=["officials_decision"])
        pins = _hand_out_pins(act, proposed)
        act.record(meeting, officials=len(proposed), votes_for=vote.votes_for)
        return ApprovedOfficials(tuple(proposed), pins)


def replace_official(official: Official, entry: RollEntry, vote: HandVote, *, actor: Account) -> tuple[Official, str]:
    """Somebody leaves or falls ill: the meeting votes who takes the place. A scrutineer's PIN ends, the new one gets an own."""
    with election_act(Act.REPLACE_OFFICIAL, official.meeting.election, actor) as act:
        official = Official.objects.select_for_update().select_related("entry", "meeting__election").get(pk=official.pk)
        if official.replaced_at is not None:
            act.repeats()
            return Official.objects.serving().get(meeting=official.meeting, entry=entry), ""
        session = current_session(official.meeting)
        act.refuse(_replacement_issues(session, official, entry))
        if session is not None:
            vote_in_hall(act, session, "officials", f"由{entry.name}接替{official.entry.name}", vote)
        official.replaced_at, official.pin = act.now, ""
        official.save(update_fields=["replaced_at", "pin"])
        new = Official.objects.create(meeting=official.meeting, entry=entry, role=official.role, proposed_at=act.now)
        pins = _hand_out_pins(act, [new])
        names = {"before": official.entry.name, "after": entry.name}
        act.record(new, before=official.pk, role=official.role, votes_for=vote.votes_for, detail=names)
        return new, pins.get(new.pk, "")


def renew_hall_pin(official: Official, *, actor: Account) -> str:
    """The slip is lost: another PIN on another slip; the old one signs nothing any more."""
    with election_act(Act.RENEW_HALL_PIN, official.meeting.election, actor) as act:
        official = Official.objects.select_for_update().select_related("entry").get(pk=official.pk)
        act.refuse([] if official.pin and official.replaced_at is None else [Issue("official_has_no_pin", {"name": official.entry.name})])
        pins = _hand_out_pins(act, [official])
        act.record(official, role=official.role)
        return pins[official.pk]


def official_by_pin(meeting: Meeting, pin: str, *, actor: Account) -> Official:
    """The scrutineer whose PIN this is. After some wrong ones this account waits; a count can also be signed on paper.

    The tries are counted in the cache: the act that is refused leaves no row behind.
    """
    key = f"hall-pin:{meeting.pk}:{actor.pk}"
    tries = cache.get(key, 0)
    refuse_if([Issue("hall_pin_locked", {"tries": PIN_TRIES, "minutes": PIN_LOCKED_FOR // 60})] if tries >= PIN_TRIES else [])
    typed = as_meant(pin)
    scrutineers = approved_officials(meeting).scrutineers()
    found = next((official for official in scrutineers if official.pin and check_password(typed, official.pin)), None)
    if found is None:
        cache.set(key, tries + 1, PIN_LOCKED_FOR)
        raise RuleViolation([Issue("hall_pin_wrong", {})])
    cache.delete(key)
    return found


def _hand_out_pins(act: ElectionAct, officials: Sequence[Official]) -> dict[int, str]:
    pins = {}
    for official in officials:
        official.approved_at = official.approved_at or act.now
        if official.role in SIGNING:
            pins[official.pk] = new_code(PIN_LENGTH)
            official.pin = make_password(pins[official.pk])
        official.save(update_fields=["approved_at", "pin"])
    return pins


def _replacement_issues(session: MeetingSession | None, official: Official, entry: RollEntry) -> Iterator[Issue]:
    if session is None:
        yield Issue("no_session_sits", {})
        return
    if official.approved_at is None:
        yield Issue("officials_not_approved", {})
    if Official.objects.serving().filter(meeting=official.meeting, entry=entry).exists():
        yield Issue("official_serves_already", {"name": entry.name})
    if entry.pk not in present_entries(session):
        yield Issue("official_not_here", {"name": entry.name})
    yield from _person_issues(official.meeting, [entry])


def _proposal_issues(meeting: Meeting, roles: Mapping[RollEntry, str]) -> Iterator[Issue]:
    counts = Counter(roles.values())
    if counts[Official.Role.CHIEF_SCRUTINEER] != 1:
        yield Issue("officials_one_chief", {"found": counts[Official.Role.CHIEF_SCRUTINEER]})
    if not counts[Official.Role.TELLER]:
        yield Issue("officials_no_teller", {})
    yield from _person_issues(meeting, roles)


def _person_issues(meeting: Meeting, entries: Iterable[RollEntry]) -> Iterator[Issue]:
    voting = set(electors(meeting).values_list("pk", flat=True))
    candidates = _candidates(meeting)
    for entry in entries:
        if entry.pk not in voting:
            yield Issue("official_not_an_elector", {"name": entry.name})
        if entry.pk in candidates:
            yield Issue("official_is_candidate", {"name": entry.name})


def _approval_issues(session: MeetingSession, proposed: Sequence[Official]) -> Iterator[Issue]:
    if session.quorum_declared_at is None:
        yield Issue("quorum_not_declared", {})
    if not proposed:
        yield Issue("officials_not_proposed", {})
    candidates = _candidates(session.meeting)
    yield from (Issue("official_is_candidate", {"name": official.entry.name}) for official in proposed if official.entry_id in candidates)


def _candidates(meeting: Meeting) -> set[int]:
    standing = Candidate.objects.standing().filter(contest__election=meeting.election, contest__stage=meeting.stage)
    return set(standing.values_list("entry_id", flat=True))
