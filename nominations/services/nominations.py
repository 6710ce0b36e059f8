"""海推: sheets of nomination, registered by the clerk from paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from elections.models import Account, Contest, Election, RollEntry, StoredFile
from elections.queries.slate import stand_issues
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation, refuse_if
from elections.rules.roll_columns import plain_name
from elections.services import audit
from elections.services.acting import ElectionAct, election_act
from nominations.models import Endorser as EndorserRow
from nominations.models import Nomination, NominationRound, ShortageRemedy
from nominations.queries.rounds import open_round, takes_nominations
from nominations.rules.endorsement import Channel, Endorser, joint_issues, namesakes, sponsor_issues
from nominations.rules.nominee_steps import BEFORE_LISTS, OUT
from nominations.rules.nominee_steps import NomineeStep as Step

from .nominees import lift_for, lock_nominee, nominee_of, take_step
from .rounds import minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form of nomination as it lies on the desk. A member's name and right to endorse are read from the roll, not from here."""

    entry: RollEntry
    contest: Contest
    channel: Channel
    organisation: str = ""
    endorsers: Sequence[Endorser] = ()
    reason: str = ""
    scan: StoredFile | None = None


def register_nomination(
    election: Election,
    sheet: Sheet,
    *,
    actor: Account,
    received_at: datetime | None = None,
    late_reason: str = "",
    remedy: ShortageRemedy | None = None,
) -> Nomination:
    """One sheet, counted in the round it was received in; with `remedy` the organisation recommends after the rounds are over."""
    with election_act(Act.REGISTER_NOMINATION, election, actor, fact_at=received_at, late_reason=late_reason) as act:
        endorsers = _from_the_roll(act, sheet.endorsers)
        standing = _standing(act, sheet, endorsers)
        if standing is not None:
            act.repeats(standing, reason=sheet.reason, sheet=sheet.scan, received_at=received_at)
            return standing
        found = None if remedy else open_round(act.election)
        act.refuse([*_time_issues(act, found, remedy, sheet), *_sheet_issues(act, sheet, endorsers)])
        made = _write(act, sheet, endorsers, found, remedy)
        detail = {"name": sheet.entry.name, "organisation": sheet.organisation, "reason": sheet.reason}
        if sheet.channel is Channel.JOINT and act.election.rules.joint_nomination_unit == "person":
            detail["namesakes"] = "、".join(pair.name for pair in namesakes(endorsers))
        act.record(
            made,
            entry=sheet.entry.pk,
            contest=sheet.contest.code,
            channel=sheet.channel.value,
            endorsers=len(endorsers),
            detail=detail,
        )
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A person on a sheet that recommends several, and the row in which the clerk typed it."""

    row: int
    sheet: Sheet
    remedy: ShortageRemedy | None = None


def register_rows(
    election: Election, rows: Sequence[SheetRow], *, actor: Account, received_at: datetime | None = None, late_reason: str = ""
) -> list[Nomination]:
    """All of them or none. Each fault carries its `row`; what is wrong with every row alike is said once, without one."""
    made: list[Nomination] = []
    faults: list[tuple[int, Issue]] = []
    late = {"received_at": received_at, "late_reason": late_reason}
    with transaction.atomic():
        audit.lock_chains(election.cycle.office, election)
        for line in rows:
            try:
                made.append(register_nomination(election, line.sheet, actor=actor, remedy=line.remedy, **late))  # type: ignore[arg-type]
            except RuleViolation as refused:
                faults += [(line.row, issue) for issue in refused.issues]
        refuse_if(_by_row(faults, len(rows)))
    return made


def _by_row(faults: Sequence[tuple[int, Issue]], rows: int) -> Iterator[Issue]:
    common = [issue for row, issue in faults if rows > 1 and sum(other == issue for _row, other in faults) == rows]
    yield from common[: len(common) // rows]
    yield from (replace(issue, params={**issue.params, "row": row}) for row, issue in faults if issue not in common)


def strike_nomination(nomination: Nomination, *, actor: Account, reason: str) -> Nomination:
    """A sheet that should not have been registered. Without any sheet left the person is no longer nominated."""
    with election_act(Act.STRIKE_NOMINATION, nomination.election, actor) as act:
        nomination = Nomination.objects.select_for_update().get(pk=nomination.pk)
        if nomination.struck_at is not None:
            act.repeats(nomination, struck_reason=reason)
            return nomination
        nominee = lock_nominee(nomination.nominee)
        others = nominee.nominations.standing().exclude(pk=nomination.pk).exists()
        now = nominee.steps_taken[-1]
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.refuse([] if others or now in BEFORE_LISTS | OUT else [Issue("nomination_in_use", {"name": nominee.entry.name})])
        nomination.struck_at, nomination.struck_by, nomination.struck_reason = act.now, act.officer, reason
        nomination.save(update_fields=["struck_at", "struck_by", "struck_reason"])
        if not others and now not in OUT:
            take_step(act, nominee, Step.STRUCK)
            lift_for(act, nominee)
        act.record(nomination, nominee=nominee.pk, left=int(others), detail={"reason": reason})
        return nomination


def _from_the_roll(act: ElectionAct, endorsers: Sequence[Endorser]) -> list[Endorser]:
    wanted = [endorser.entry for endorser in endorsers if endorser.entry is not None]
    entries = RollEntry.objects.filter(election=act.election).standing().in_bulk(wanted)
    strangers = [endorser for endorser in endorsers if endorser.entry is not None and endorser.entry not in entries]
    act.refuse(Issue("endorser_not_on_roll", {"name": endorser.name}) for endorser in strangers)
    return [_as_on_roll(endorser, entries) for endorser in endorsers]


def _as_on_roll(endorser: Endorser, entries: Mapping[int, RollEntry]) -> Endorser:
    if endorser.entry is None:
        return replace(endorser, name=plain_name(endorser.name), may_endorse=True)
    entry = entries[endorser.entry]
    return replace(endorser, name=entry.name, may_endorse=entry.may_endorse)


def _standing(act: ElectionAct, sheet: Sheet, endorsers: Sequence[Endorser]) -> Nomination | None:
    """The same sheet typed twice: same person, post and sponsor; of joint ones the same endorsers."""
    same = Nomination.objects.standing().filter(
        election=act.election,
        nominee__entry=sheet.entry,
        contest=sheet.contest,
        channel=sheet.channel.value,
        organisation=_organisation(sheet),
    )
    keys = _keys(act, endorsers)
    return next((found for found in same if {row.key for row in found.endorsers.all()} == keys), None)


def _keys(act: ElectionAct, endorsers: Sequence[Endorser]) -> set[str]:
    return {endorser.key(act.election.rules.joint_nomination_unit) for endorser in endorsers}


def _organisation(sheet: Sheet) -> str:
    return sheet.organisation.strip() if sheet.channel is Channel.ORGANISATION else ""


def _time_issues(act: ElectionAct, found: NominationRound | None, remedy: ShortageRemedy | None, sheet: Sheet) -> Iterator[Issue]:
    if remedy is not None:
        wanted = ShortageRemedy.Kind.ORGANISATION_RECOMMENDS
        is_right = remedy.election_id == act.election.pk and remedy.kind == wanted and remedy.contest_id in (None, sheet.contest.pk)
        if not is_right or sheet.channel is not Channel.ORGANISATION:
            yield Issue("remedy_missing", {"remedy": wanted.value})
    elif found is None:
        yield Issue("no_round_open", {})
    elif not takes_nominations(found, act.fact_at):
        yield Issue(
            "nomination_outside_round",
            {"received": minute(act.fact_at), "opens": minute(found.opens_at), "closes": minute(found.closes_at)},
        )


def _sheet_issues(act: ElectionAct, sheet: Sheet, endorsers: Sequence[Endorser]) -> Iterator[Issue]:
    if sheet.contest.election_id != act.election.pk:
        yield Issue("contest_of_another_election", {"post": sheet.contest.code})
    if sheet.entry.election_id != act.election.pk or sheet.entry.removed_at is not None:
        yield Issue("nominee_not_on_roll", {"name": sheet.entry.name})
    else:
        yield from stand_issues(act.election, [sheet.entry], act.election.meeting_on or timezone.localdate(act.now))
    yield from sponsor_issues(sheet.channel, organisation=sheet.organisation, endorsers=len(endorsers))
    if sheet.channel is Channel.JOINT:
        rules = act.election.rules
        yield from joint_issues(endorsers, nominee=sheet.entry.pk, needed=rules.joint_nomination, unit=rules.joint_nomination_unit)


def _write(
    act: ElectionAct, sheet: Sheet, endorsers: Sequence[Endorser], found: NominationRound | None, remedy: ShortageRemedy | None
) -> Nomination:
    made = Nomination.objects.create(
        election=act.election,
        round=found,
        remedy=remedy,
        nominee=nominee_of(act, sheet.entry),
        contest=sheet.contest,
        channel=sheet.channel.value,
        organisation=_organisation(sheet),
        reason=sheet.reason,
        sheet=sheet.scan,
        received_at=act.fact_at,
        registered_at=act.now,
        registered_by=act.officer,
    )
    EndorserRow.objects.bulk_create(_row(act, made, line, endorser) for line, endorser in enumerate(endorsers, 1))
    return made


def _row(act: ElectionAct, nomination: Nomination, line: int, endorser: Endorser) -> EndorserRow:
    return EndorserRow(
        nomination=nomination,
        line=line,
        entry_id=endorser.entry,
        name=endorser.name,
        building=endorser.address.building,
        unit=endorser.address.unit,
        room=endorser.address.room,
        key=endorser.key(act.election.rules.joint_nomination_unit),
        checked_at=act.now,
        checked_by=act.officer,
    )
