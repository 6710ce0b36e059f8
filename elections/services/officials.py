"""总监票人, 监票人, 计票人, 唱票人: proposed before, approved by the meeting's vote, never candidates."""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password

from elections.models import Account, Candidate, Meeting, MeetingSession, Official, RollEntry
from elections.queries.meetings import approved_officials, electors
from elections.rules.acts import Act
from elections.rules.issues import Issue

from .acting import ElectionAct, election_act
from .sessions import HandVote, lock_session, vote_in_hall

PIN_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread on paper
PIN_LENGTH = 6


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
            act.repeats()
            return ApprovedOfficials(tuple(approved_officials(meeting)), {})
        proposed = list(Official.objects.filter(meeting=meeting).select_related("entry"))
        act.refuse(_approval_issues(session, proposed))
        meeting.officials_decision = vote_in_hall(act, session, "officials", "通过监票人、计票人、唱票人名单", vote)
        meeting.save(update_fields=["officials_decision"])
        pins = _hand_out_pins(act, proposed)
        act.record(meeting, officials=len(proposed), votes_for=vote.votes_for)
        return ApprovedOfficials(tuple(proposed), pins)


def official_by_pin(meeting: Meeting, pin: str) -> Official | None:
    """The scrutineer whose PIN this is."""
    typed = pin.strip().upper()
    scrutineers = approved_officials(meeting).scrutineers()
    return next((official for official in scrutineers if official.pin and check_password(typed, official.pin)), None)


def _hand_out_pins(act: ElectionAct, officials: Sequence[Official]) -> dict[int, str]:
    pins = {}
    for official in officials:
        official.approved_at = act.now
        if official.role in (Official.Role.CHIEF_SCRUTINEER, Official.Role.SCRUTINEER):
            pins[official.pk] = "".join(secrets.choice(PIN_ALPHABET) for _ in range(PIN_LENGTH))
            official.pin = make_password(pins[official.pk])
        official.save(update_fields=["approved_at", "pin"])
    return pins


def _proposal_issues(meeting: Meeting, roles: Mapping[RollEntry, str]) -> Iterator[Issue]:
    counts = Counter(roles.values())
    if counts[Official.Role.CHIEF_SCRUTINEER] != 1:
        yield Issue("officials_one_chief", {"found": counts[Official.Role.CHIEF_SCRUTINEER]})
    if not counts[Official.Role.TELLER]:
        yield Issue("officials_no_teller", {})
    voting = set(electors(meeting).values_list("pk", flat=True))
    candidates = _candidates(meeting)
    for entry in roles:
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
