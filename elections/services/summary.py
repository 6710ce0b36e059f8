"""换届工作总结 and 公推直选情况汇总表 of the whole street, drawn up from what the elections' milestones say and nothing behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from elections.documents.archive import CycleSummary, MobilisationFigures, Speciality
from elections.documents.chinese import percent
from elections.documents.summary import SummaryTable
from elections.documents.words import party_name
from elections.models import (
    Account,
    Appointment,
    Cycle,
    Document,
    Election,
    MilestoneRecord,
    Notice,
    Objection,
    PublicityItem,
    Training,
)
from elections.permissions import Role
from elections.queries.mobilisation import contact_figures, publicity_of_cycle, training_figures
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue

from . import documents
from .acting import ActUnderWay, office_act
from .report_papers import composition_of, summary_row
from .result_parts import Facts, has_figures, milestone_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWording:
    """What no record knows: who filled it in, what was special in each community, what was learned and what was difficult."""

    filled_by: str
    checked_by: str
    telephone: str
    specialities: tuple[Speciality, ...] = ()
    experience: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledSummary:
    table: Document
    summary: Document


def file_summary(cycle: Cycle, wording: SummaryWording, *, actor: Account) -> FiledSummary:
    """Both papers of the street. Filed again with other facts or words, the new ones take the place of the old."""
    with office_act(Act.FILE_SUMMARY, cycle.office, actor) as act:
        elections = list(_elections(cycle))
        act.refuse([*_wording_issues(wording, elections), *_result_issues(elections)])
        results = [(election, milestone_facts(election, Milestone.RESULT_CERTIFIED)) for election in elections]
        table = _table(act, cycle, wording, results)
        summary = _summary(act, cycle, wording, table)
        standing = [documents.same_draft(act, "summary_table", table), documents.same_draft(act, "cycle_summary", summary)]
        if standing[0] is not None and standing[1] is not None:
            act.repeats()
            return FiledSummary(standing[0], standing[1])
        filed = FiledSummary(_attach(act, "summary_table", table), _attach(act, "cycle_summary", summary))
        act.record(cycle, elections=len(results), table=filed.table.pk, summary=filed.summary.pk)
        return filed


def _elections(cycle: Cycle) -> Iterator[Election]:
    """An annulled election has no result to tell of."""
    yield from (
        Election.objects.filter(cycle=cycle, annulled_at=None).select_related("cycle__office", "community").order_by("community__code")
    )


def _wording_issues(wording: SummaryWording, elections: Sequence[Election]) -> Iterator[Issue]:
    for field in ("filled_by", "telephone"):
        if not getattr(wording, field).strip():
            yield Issue(f"report_without_{field}", {})
    names = {election.community.name for election in elections}
    for speciality in wording.specialities:
        if speciality.community not in names:
            yield Issue("organisation_elsewhere", {"name": speciality.community})


def _result_issues(elections: Sequence[Election]) -> Iterator[Issue]:
    if not elections:
        yield Issue("summary_without_elections", {})
    certified = MilestoneRecord.objects.standing().filter(election__in=elections, kind=Milestone.RESULT_CERTIFIED)
    settled = set(certified.values_list("election_id", flat=True))
    for election in elections:
        if election.pk not in settled:
            yield Issue("summary_before_result", {"community": election.community.name})


def _table(act: ActUnderWay, cycle: Cycle, wording: SummaryWording, results: Sequence[tuple[Election, Facts]]) -> SummaryTable:
    return SummaryTable(
        title=f"{cycle.name}公推直选情况汇总表",
        organisation=party_name(act.office.name, act.office.title),
        rows=tuple(summary_row(election, facts) for election, facts in results),
        composition=composition_of([facts for _election, facts in results if has_figures(facts)]),
        filled_on=timezone.localdate(act.now),
        filled_by=wording.filled_by,
        checked_by=wording.checked_by,
        telephone=wording.telephone,
    )


def _summary(act: ActUnderWay, cycle: Cycle, wording: SummaryWording, table: SummaryTable) -> CycleSummary:
    elections = list(_elections(cycle))
    pledged = [milestone_facts(election, Milestone.PLEDGES_PUBLISHED) for election in elections]
    objections = Objection.objects.filter(notice__election__in=elections)
    return CycleSummary(
        title=f"{cycle.name}工作总结",
        organisation=act.office.name,
        cycle=cycle.name,
        rows=table.rows,
        composition=table.composition,
        mobilisation=_mobilisation(cycle, elections),
        notices=Notice.objects.standing().filter(election__in=elections, round__gte=1).count(),
        objections=objections.count(),
        objections_settled=objections.filter(ruling__isnull=False).count(),
        pledges=sum(len(facts.get("pledges", [])) for facts in pledged),
        concerns=sum(facts.get("concerns", 0) for facts in pledged),
        signer=table.organisation,
        signed_on=table.filled_on,
        specialities=wording.specialities,
        experience=wording.experience,
        problems=wording.problems,
        discipline=sum(row.discipline for row in table.rows),
    )


def _mobilisation(cycle: Cycle, elections: Sequence[Election]) -> MobilisationFigures:
    put_up = {row.kind: row.quantity for row in publicity_of_cycle(cycle)}
    gatherings = training_figures(cycle)
    contacts = [contact_figures(election) for election in elections]
    reached, members = sum(row.reached for row in contacts), sum(row.members for row in contacts)
    return MobilisationFigures(
        trainings=sum(row.held for row in gatherings if row.kind == Training.Kind.TRAINING),
        wrap_ups=sum(row.held for row in gatherings if row.kind == Training.Kind.WRAP_UP),
        exchanges=sum(row.attended for row in gatherings if row.kind == Training.Kind.EXCHANGE),
        guidance_officers=_appointed(cycle, elections, Role.GUIDANCE_OFFICER),
        observers=_appointed(cycle, elections, Role.OBSERVER),
        letters=put_up.get(PublicityItem.Kind.LETTER, 0),
        banners=put_up.get(PublicityItem.Kind.BANNER, 0),
        boards=put_up.get(PublicityItem.Kind.BLACKBOARD, 0),
        columns=put_up.get(PublicityItem.Kind.NOTICE_COLUMN, 0),
        screens=put_up.get(PublicityItem.Kind.SCREEN, 0),
        chat_groups=put_up.get(PublicityItem.Kind.CHAT_GROUP, 0),
        broadcasts=put_up.get(PublicityItem.Kind.BROADCAST, 0),
        others=put_up.get(PublicityItem.Kind.OTHER, 0),
        members=members,
        reached=reached,
        awareness=percent(reached, members) if reached else "",
    )


def _appointed(cycle: Cycle, elections: Sequence[Election], role: Role) -> int:
    """People who held the role in one of these communities since the cycle was opened."""
    communities = [election.community_id for election in elections]
    held = Appointment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=cycle.opened_at), role=role, organisation__in=communities)
    return held.filter(Q(election=None) | Q(election__in=elections)).values("account").distinct().count()


def _attach(act: ActUnderWay, kind: str, snapshot: SummaryTable | CycleSummary) -> Document:
    before = Document.objects.filter(office=act.office, election=None, kind=kind, title=snapshot.title, superseded_by=None).first()
    made = documents.attach(act, kind, snapshot, title=snapshot.title)
    if before is not None:
        Document.objects.filter(pk=before.pk).update(superseded_by=made)
    return made
