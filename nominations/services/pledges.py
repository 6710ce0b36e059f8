"""大走访 and 承诺: visits collect concerns, chosen concerns become the points of a signed pledge, pledges become public."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from elections.models import Account, Election, MilestoneRecord, StoredFile
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act
from nominations.models import Concern, ConcernChoice, Nominee, Pledge, PledgePoint, Visit
from nominations.queries.lists import finalists
from nominations.queries.pledges import standing_pledges
from nominations.rules.pledges import ConcernKind, Point, pledge_issues, publication_issues

from .nominees import lock_nominee
from .slips import recorded


def record_visit(
    election: Election,
    *,
    actor: Account,
    place: str,
    households: int,
    nominee: Nominee | None = None,
    note: str = "",
    visited_at: datetime | None = None,
    late_reason: str = "",
) -> Visit:
    """The same visit typed again is the one on record."""
    with election_act(Act.RECORD_VISIT, election, actor, fact_at=visited_at, late_reason=late_reason) as act:
        same = Visit.objects.filter(election=act.election, nominee=nominee, place=place, households=households)
        standing = same.filter(visited_at=act.fact_at).first()
        if standing is not None:
            act.repeats(standing, note=note)
            return standing
        act.refuse(visit_issues(act, place, households, nominee))
        made = Visit.objects.create(
            election=act.election,
            nominee=nominee,
            place=place,
            households=households,
            note=note,
            visited_at=act.fact_at,
            entered_at=act.now,
            entered_by=act.officer,
        )
        act.record(made, households=households, nominee=nominee.pk if nominee else None, detail={"place": place, "note": note})
        return made


def record_concern(election: Election, *, actor: Account, kind: ConcernKind, text: str, visit: Visit | None = None) -> Concern:
    """What people need, without who said it."""
    with election_act(Act.RECORD_CONCERN, election, actor) as act:
        text = text.strip()
        standing = Concern.objects.filter(election=act.election, visit=visit, kind=kind.value, text=text).first()
        if standing is not None:
            act.repeats()
            return standing
        act.refuse([] if text else [Issue("concern_without_text", {})])
        act.refuse([Issue("visit_of_another_election", {})] if visit and visit.election_id != act.election.pk else [])
        made = Concern.objects.create(
            election=act.election, visit=visit, kind=kind.value, text=text, entered_at=act.now, entered_by=act.officer
        )
        act.record(made, kind=kind.value, visit=visit.pk if visit else None, detail={"text": text})
        return made


def choose_concern(concern: Concern, nominee: Nominee, *, actor: Account) -> ConcernChoice:
    """A nominee takes the concern up, as a target of the speech and a point of the pledge."""
    with election_act(Act.CHOOSE_CONCERN, concern.election, actor) as act:
        standing = ConcernChoice.objects.filter(concern=concern, nominee=nominee).first()
        if standing is not None:
            act.repeats()
            return standing
        act.refuse(_finalist_issues(act, nominee))
        made = ConcernChoice.objects.create(concern=concern, nominee=nominee, chosen_at=act.now, entered_by=act.officer)
        act.record(made, concern=concern.pk, nominee=nominee.pk, kind=concern.kind)
        return made


def drop_concern(choice: ConcernChoice, *, actor: Account) -> None:
    """Taken up by mistake: given back, as long as no signed pledge answers it."""
    with election_act(Act.DROP_CONCERN, choice.nominee.election, actor) as act:
        standing = ConcernChoice.objects.select_for_update().filter(pk=choice.pk).select_related("nominee__entry").first()
        if standing is None:
            act.repeats()
            return
        signed = PledgePoint.objects.filter(pledge__in=standing.nominee.pledges.standing(), concern=standing.concern_id)
        act.refuse([Issue("pledge_already_signed", {"name": standing.nominee.entry.name})] if signed.exists() else [])
        act.record(standing.nominee, concern=standing.concern_id, nominee=standing.nominee_id)
        standing.delete()


def sign_pledge(
    nominee: Nominee,
    *,
    actor: Account,
    points: Sequence[Point],
    sheet: StoredFile | None,
    signed_at: datetime | None = None,
    late_reason: str = "",
) -> Pledge:
    """The signed paper with its points, every chosen concern answered. Signed anew before publication, it takes the other one's place."""
    with election_act(Act.SIGN_PLEDGE, nominee.election, actor, fact_at=signed_at, late_reason=late_reason) as act:
        nominee = lock_nominee(nominee)
        before = nominee.pledges.standing().select_for_update().first()
        if before is not None and _is_same(before, points, sheet):
            act.repeats()
            return before
        chosen = set(nominee.chosen_concerns.values_list("concern", flat=True))
        act.refuse([*_signing_issues(act, nominee, before), *pledge_issues(points, chosen=chosen, signed_sheet=sheet is not None)])
        if sheet is None:
            raise RuleViolation([Issue("pledge_not_signed", {})])
        nominee.pledges.standing().update(superseded_at=act.now)
        made = Pledge.objects.create(nominee=nominee, sheet=sheet, signed_at=act.fact_at, entered_at=act.now, entered_by=act.officer)
        for number, point in enumerate(points, 1):
            PledgePoint.objects.create(pledge=made, number=number, concern_id=point.concern, text=point.text)
        act.record(made, nominee=nominee.pk, points=len(points), scan=sheet.sha256, replaces=before.pk if before else None)
        return made


def publish_pledges(election: Election, *, actor: Account) -> MilestoneRecord:
    """Everybody on the list has signed: from here on the pledges are public."""
    with election_act(Act.PUBLISH_PLEDGES, election, actor) as act:
        people = finalists(act.election)
        pledges = standing_pledges(people)
        act.refuse([] if people else [Issue("list_missing", {"list": "reserve"})])
        act.refuse(publication_issues([nominee.entry.name for nominee in people], {pledge.nominee.entry.name for pledge in pledges}))
        fresh = [pledge for pledge in pledges if pledge.published_at is None]
        reached = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.PLEDGES_PUBLISHED)
        if not fresh and reached.exists():
            act.repeats()
            return recorded(act, Milestone.PLEDGES_PUBLISHED)
        Pledge.objects.filter(pk__in=[pledge.pk for pledge in fresh]).update(published_at=act.now)
        made = milestones.reach(act, Milestone.PLEDGES_PUBLISHED, facts=_facts(act, pledges))
        act.record(made, pledges=len(pledges), points=sum(len(pledge.points.all()) for pledge in pledges))
        return made


def visit_issues(act: ElectionAct, place: str, households: int, nominee: Nominee | None) -> Iterator[Issue]:
    if not place.strip():
        yield Issue("visit_without_place", {})
    if households < 1:
        yield Issue("visit_without_households", {"households": households})
    if nominee is not None and nominee.election_id != act.election.pk:
        yield Issue("nominee_not_on_list", {"name": nominee.entry.name})


def _finalist_issues(act: ElectionAct, nominee: Nominee) -> Iterator[Issue]:
    if nominee.pk not in {found.pk for found in finalists(act.election)}:
        yield Issue("nominee_not_on_list", {"name": nominee.entry.name})


def _signing_issues(act: ElectionAct, nominee: Nominee, before: Pledge | None) -> Iterator[Issue]:
    yield from _finalist_issues(act, nominee)
    if before is not None and before.published_at is not None:
        yield Issue("pledge_already_public", {"name": nominee.entry.name})


def _is_same(before: Pledge, points: Sequence[Point], sheet: StoredFile | None) -> bool:
    known = [Point(point.text, point.concern_id) for point in before.points.all()]
    return known == list(points) and sheet is not None and before.sheet_id == sheet.pk


def _facts(act: ElectionAct, pledges: Sequence[Pledge]) -> dict[str, object]:
    """Public in every word."""
    return {
        "visits": Visit.objects.filter(election=act.election).count(),
        "concerns": Concern.objects.filter(election=act.election).count(),
        "pledges": [
            {
                "entry": pledge.nominee.entry_id,
                "name": pledge.nominee.entry.name,
                "signed_at": pledge.signed_at.isoformat(),
                "points": [
                    {
                        "text": point.text,
                        "kind": point.concern.kind if point.concern else "",
                        "concern": point.concern.text if point.concern else "",
                    }
                    for point in pledge.points.all()
                ],
            }
            for pledge in pledges
        ],
    }
