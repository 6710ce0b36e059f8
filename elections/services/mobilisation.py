"""动员: training, publicity, contact with every member, the mobilisation meeting, and the day that most members wish for."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils import timezone

from elections.models import (
    Account,
    Contact,
    Cycle,
    Decision,
    Election,
    MilestoneRecord,
    Organisation,
    PublicityItem,
    RollEntry,
    StoredFile,
    Training,
)
from elections.queries.meeting_dates import date_issues, is_rest_day, of_term_issues, wishes
from elections.queries.roll import figures_of
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.notices import in_words

from . import milestones
from .acting import ActUnderWay, ElectionAct, election_act, office_act
from .decisions import Minutes, carried_issues, decide, same_minutes
from .files import foreign_issues


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A training, wrap-up meeting or exchange visit; `community` where it was held in one."""

    kind: str
    level: str
    topic: str
    held_at: datetime
    attended: int
    community: Organisation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to reach a member. `away` and `needs_fetching` are what was learned, so they need a member who was reached."""

    entry: RollEntry
    manner: str
    reached: bool
    away: bool = False
    needs_fetching: bool = False
    wish: str = ""
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who came to the mobilisation meeting: members and residents apart."""

    members: int
    residents: int = 0

    @property
    def total(self) -> int:
        return self.members + self.residents


def record_training(cycle: Cycle, gathering: Gathering, *, actor: Account, evidence: StoredFile | None = None) -> Training:
    """With the sheet of who came, where it is at hand."""
    with office_act(Act.RECORD_TRAINING, cycle.office, actor) as act:
        same = {"kind": gathering.kind, "topic": gathering.topic, "held_at": gathering.held_at, "community": gathering.community}
        before = Training.objects.filter(cycle=cycle, **same).first()
        if before is not None:
            act.refuse([] if evidence in (None, before.evidence) else [_recorded_already(before)])
            act.repeats(before, level=gathering.level, attended=gathering.attended)
            return before
        act.refuse([*training_issues(act, gathering), *foreign_issues(act, evidence)])
        training = Training.objects.create(
            cycle=cycle,
            level=gathering.level,
            attended=gathering.attended,
            evidence=evidence,
            recorded_at=act.now,
            recorded_by=act.officer,
            **same,
        )
        sheet = evidence.sha256 if evidence else None
        figures = {"kind": training.kind, "level": training.level, "attended": training.attended, "evidence": sheet}
        act.record(training, **figures, detail={"topic": gathering.topic})
        return training


def add_training_sheet(training: Training, sheet: StoredFile, *, actor: Account) -> Training:
    """The sheet of who came, where it is at hand only after the training was recorded."""
    with office_act(Act.ADD_TRAINING_SHEET, training.cycle.office, actor) as act:
        found = Training.objects.select_for_update(of=("self",)).select_related("evidence").get(pk=training.pk)
        if found.evidence == sheet:
            act.repeats()
            return found
        if found.evidence is not None:
            act.refuse([Issue("training_has_sheet", {"topic": found.topic, "sheet": found.evidence.name})])
        act.refuse(foreign_issues(act, sheet))
        found.evidence = sheet
        found.save(update_fields=["evidence"])
        act.record(found, evidence=sheet.sha256)
        return found


def record_publicity(
    election: Election,
    kind: str,
    quantity: int,
    *,
    actor: Account,
    place: str = "",
    done_at: datetime | None = None,
    reached: int | None = None,
    evidence: StoredFile | None = None,
    late_reason: str = "",
) -> PublicityItem:
    with election_act(Act.RECORD_PUBLICITY, election, actor, fact_at=done_at, late_reason=late_reason) as act:
        same = {"kind": kind, "quantity": quantity, "place": place, "done_at": act.fact_at}
        before = PublicityItem.objects.filter(election=act.election, **same).first()
        if before is not None:
            act.repeats(before, reached=reached, evidence=evidence)
            return before
        act.refuse(publicity_issues(act, kind, quantity, evidence))
        item = PublicityItem.objects.create(
            election=act.election, reached=reached, evidence=evidence, recorded_at=act.now, recorded_by=act.officer, **same
        )
        act.record(item, kind=kind, quantity=quantity, evidence=evidence.sha256 if evidence else None, detail={"place": place})
        return item


def record_contact(
    election: Election, attempts: Sequence[Attempt], *, actor: Account, contacted_at: datetime | None = None, late_reason: str = ""
) -> list[Contact]:
    """One member, or the list that somebody of the group has worked through. What was learned goes onto the roll."""
    with election_act(Act.RECORD_CONTACT, election, actor, fact_at=contacted_at, late_reason=late_reason) as act:
        act.refuse(contact_issues(act, attempts))
        made = Contact.objects.bulk_create([_contact(act, attempt) for attempt in attempts], batch_size=500)
        learned = RollEntry.objects.in_bulk([attempt.entry.pk for attempt in attempts if attempt.reached])
        for attempt in attempts:
            if attempt.reached:
                entry = learned[attempt.entry.pk]
                entry.away, entry.needs_fetching = attempt.away, attempt.needs_fetching
        RollEntry.objects.bulk_update(learned.values(), ["away", "needs_fetching"], batch_size=500)
        reached = sum(attempt.reached for attempt in attempts)
        act.record(act.election, members=len(attempts), reached=reached, detail={"by": sorted({attempt.by_name for attempt in attempts})})
        return made


def record_mobilisation_meeting(
    election: Election,
    minutes: Minutes,
    attendance: Attendance,
    *,
    actor: Account,
    held_at: datetime | None = None,
    discussed: str = "",
    scan: StoredFile | None = None,
    late_reason: str = "",
) -> MilestoneRecord:
    """What the meeting discussed and adopted: posts, conditions, scope. It must have carried."""
    with election_act(Act.RECORD_MOBILISATION_MEETING, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.MOBILISATION_MEETING_HELD).first()
        if standing is not None:
            same_minutes(act, standing.decision, **asdict(minutes), scan=scan)
            act.repeats(standing.facts, **asdict(attendance), discussed=discussed)
            return standing
        act.refuse([*carried_issues(minutes), *_meeting_issues(act, minutes, attendance), *foreign_issues(act, scan)])
        decision = decide(act, minutes, scan=scan)
        facts = {
            "attended": attendance.total,
            "members": attendance.members,
            "residents": attendance.residents,
            "place": minutes.place,
            "discussed": discussed,
            "adopted": minutes.resolution,
            "votes_for": minutes.votes_for,
            "votes_against": minutes.votes_against,
            "abstained": minutes.abstained,
        }
        reached = milestones.reach(act, Milestone.MOBILISATION_MEETING_HELD, facts=facts, decision=decision, evidence=scan)
        act.record(reached, members=attendance.members, residents=attendance.residents, votes_for=minutes.votes_for)
        return reached


def choose_meeting_date(election: Election, day: date, *, actor: Account, reason: str = "") -> Election:
    """A rest day, as most members wish; a working day needs a reason. A day that contradicts a notice is refused with both dates."""
    with election_act(Act.CHOOSE_MEETING_DATE, election, actor) as act:
        if act.election.meeting_on == day:
            act.repeats()
            return act.election
        act.refuse(_day_issues(act, day))
        rest_day = is_rest_day(act.election, day)
        act.refuse([] if rest_day or reason.strip() else [Issue("meeting_on_working_day", {"day": day.isoformat()})])
        act.election.meeting_on = day
        act.election.save(update_fields=["meeting_on"])
        wanted = {f"wish_{wish}": count for wish, count in wishes(act.election).items()}
        act.record(act.election, day=day.isoformat(), rest_day=int(rest_day), **wanted, detail={"reason": reason} if reason else None)
        return act.election


def _contact(act: ElectionAct, attempt: Attempt) -> Contact:
    return Contact(
        entry=attempt.entry,
        manner=attempt.manner,
        reached=attempt.reached,
        away=attempt.away,
        needs_fetching=attempt.needs_fetching,
        wish=attempt.wish,
        by_name=attempt.by_name,
        contacted_at=act.fact_at,
        recorded_at=act.now,
        recorded_by=act.officer,
    )


def training_issues(act: ActUnderWay, gathering: Gathering | Training) -> Iterator[Issue]:
    if gathering.kind not in Training.Kind.values or gathering.level not in Training.Level.values:
        yield Issue("training_kind_unknown", {"kind": gathering.kind, "level": gathering.level})
    if gathering.attended < 1:
        yield Issue("training_attended_by_nobody", {"attended": gathering.attended})
    if not gathering.topic.strip():
        yield Issue("training_without_topic", {})
    if gathering.held_at > act.now:
        yield Issue("fact_in_future", {"fact": in_words(gathering.held_at), "now": in_words(act.now)})
    if gathering.level == Training.Level.STREET and gathering.community is not None:
        yield Issue("training_of_street_in_community", {"community": gathering.community.name})
    elif gathering.level != Training.Level.STREET and gathering.community is None:
        yield Issue("training_of_no_community", {})


def _recorded_already(training: Training) -> Issue:
    return Issue("training_recorded", {"topic": training.topic, "held": in_words(training.held_at)})


def publicity_issues(act: ElectionAct, kind: str, quantity: int, evidence: StoredFile | None) -> Iterator[Issue]:
    if kind not in PublicityItem.Kind.values:
        yield Issue("publicity_kind_unknown", {"kind": kind})
    if quantity < 1:
        yield Issue("publicity_quantity", {"quantity": quantity})
    yield from foreign_issues(act, evidence)


def contact_issues(act: ElectionAct, attempts: Sequence[Attempt]) -> Iterator[Issue]:
    if not attempts:
        yield Issue("contact_with_nobody", {})
    for attempt in attempts:
        name = attempt.entry.name
        if attempt.entry.election_id != act.election.pk or attempt.entry.removed_at is not None:
            yield Issue("contact_not_on_roll", {"name": name})
        if attempt.manner not in Contact.Manner.values or attempt.wish not in ("", *Contact.Wish.values):
            yield Issue("contact_manner_unknown", {"name": name, "manner": attempt.manner, "wish": attempt.wish})
        if not attempt.reached and (attempt.needs_fetching or attempt.wish):
            yield Issue("contact_learned_from_nobody", {"name": name})


def _meeting_issues(act: ElectionAct, minutes: Minutes, attendance: Attendance) -> Iterator[Issue]:
    if minutes.body != Decision.Body.MOBILISATION_MEETING:
        yield Issue("mobilisation_meeting_of_another_body", {"body": minutes.body})
    yield from attendance_issues(act, minutes.present, attendance)


def attendance_issues(act: ElectionAct, voters: int, attendance: Attendance) -> Iterator[Issue]:
    """Who could vote at the meeting came to it, and no more members came than the roll has."""
    if voters > attendance.total:
        yield Issue("mobilisation_voters_over_attendance", {"present": voters, "attended": attendance.total})
    total = figures_of(act.election).total
    if attendance.members > total:
        yield Issue("mobilisation_members_over_roll", {"members": attendance.members, "total": total})


def _day_issues(act: ElectionAct, day: date) -> Iterator[Issue]:
    if day <= timezone.localdate(act.now):
        yield Issue("meeting_not_in_future", {"day": day.isoformat(), "today": timezone.localdate(act.now).isoformat()})
        return
    yield from date_issues(act.election, day, act.now)
    yield from of_term_issues(act.election, day)
