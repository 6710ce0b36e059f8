"""定向推荐 by a composed electorate, and the trust vote on the nominees; both counted twice, by category."""

from datetime import datetime
from typing import Any

from elections.models import Account, Contest, Election, MilestoneRecord
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act
from nominations.models import NomineeList, ShortageRemedy, SlipBatch, SlipCount, SlipEntry
from nominations.queries.lists import free_names_on, standing_list
from nominations.queries.nominees import available_nominees, in_stroke_order, nominees_for
from nominations.queries.recommendation import last_count, slips_by_category
from nominations.queries.rounds import members_who_may_recommend
from nominations.queries.slips import contests_on, figures_by_category
from nominations.rules.recommendation import merge_small_cells
from nominations.rules.slips import BatchFigures, add_up

from .remedies import lock_remedy, remedy_issues
from .slips import completeness_issues, counted, enter, lock_count, on_slip, open_count, recorded, set_aside, settle

RECOMMENDATION, TRUST = SlipCount.Kind.RECOMMENDATION, SlipCount.Kind.TRUST
TRUST_CONTEST = "trust"


def open_directed_round(
    election: Election,
    *,
    actor: Account,
    remedy: ShortageRemedy | None = None,
    held_at: datetime | None = None,
    late_reason: str = "",
) -> SlipCount:
    """Freezes who stands on the slip and how many slips each category may receive. A second round needs the superior's reply."""
    with election_act(Act.OPEN_DIRECTED_ROUND, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        standing = SlipCount.objects.filter(election=act.election, kind=RECOMMENDATION, certified_at=None).first()
        if standing is not None:
            act.repeats()
            return standing
        remedy = lock_remedy(remedy)
        if last_count(act.election) is not None:
            act.refuse(remedy_issues(act, remedy, ShortageRemedy.Kind.SECOND_ROUND))
        contests = [
            on_slip(contest.code, contest.post, found, contest.seats)
            for contest in Contest.objects.filter(election=act.election)
            if (found := nominees_for(contest))
        ]
        act.refuse([] if contests else [Issue("nobody_to_recommend", {})])
        made = open_count(act, RECOMMENDATION, contests, people=slips_by_category(act.election), remedy=remedy)
        milestones.revoke(act, Milestone.DIRECTED_COUNT_CERTIFIED)
        act.record(made, number=made.number, people=sum(made.people.values()), remedy=remedy.pk if remedy else None)
        return made


def open_trust_vote(election: Election, *, actor: Account, held_at: datetime | None = None, late_reason: str = "") -> SlipCount:
    """On the preliminary nominees where they are proposed, before that on everybody available; members and residents are counted apart
    and shown apart unless either are fewer than ten."""
    with election_act(Act.OPEN_TRUST_VOTE, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        standing = SlipCount.objects.filter(election=act.election, kind=TRUST, certified_at=None).first()
        if standing is not None:
            act.repeats()
            return standing
        listed = free_names_on(standing_list(act.election, NomineeList.Kind.PRELIMINARY))
        people = {nominee.pk: nominee for names in listed.values() for nominee in names}
        nominees = in_stroke_order(people.values()) or available_nominees(act.election)
        act.refuse([] if nominees else [Issue("nobody_to_recommend", {})])
        contest = on_slip(TRUST_CONTEST, TRUST_CONTEST, nominees, len(nominees))
        bounds = {"member": members_who_may_recommend(act.election), "resident": None}
        made = open_count(act, TRUST, [contest], people=bounds)
        act.record(made, number=made.number, nominees=len(nominees))
        return made


def enter_recommendation_tally(
    count: SlipCount,
    *,
    actor: Account,
    category: str,
    place: str,
    figures: BatchFigures,
    again: SlipBatch | None = None,
    another: bool = False,
) -> SlipEntry:
    """One of two independent entries of the same batch, of recommendation slips or of a trust vote; the second is by another person.
    `again`: the batch as that person had it in front of them. `another`: the person says that it is none of those that wait."""
    with election_act(Act.ENTER_RECOMMENDATION_TALLY, count.election, actor) as act:
        count = _recommendation_count(act, count)
        made = enter(act, count, category, place, figures, again=again, another=another)
        if made is None:
            act.repeats()
            return SlipEntry.objects.get(batch__in=count.batches.standing(), batch__category=category, batch__place=place, entered_by=actor)
        act.record(made, batch=made.batch_id, turn=made.turn, category=category, detail=counted(figures))
        return made


def settle_recommendation_tally(batch: SlipBatch, *, actor: Account, figures: BatchFigures, remark: str = "") -> SlipEntry:
    with election_act(Act.SETTLE_RECOMMENDATION_TALLY, batch.count.election, actor) as act:
        _recommendation_count(act, batch.count)
        made = settle(act, batch, figures, remark)
        if made is None:
            act.repeats()
            return batch.entries.get(turn=SlipEntry.Turn.SETTLED)
        act.record(made, batch=batch.pk, detail=counted(figures) | {"remark": remark})
        return made


def set_slips_aside(batch: SlipBatch, *, actor: Account, reason: str) -> SlipBatch:
    """作废本摞: a batch typed under a wrong category or place counts no more; it stays on record, and the slips are typed anew.

    One person's entry may be set aside by anybody responsible, two people's by a third person.
    """
    with election_act(Act.SET_SLIPS_ASIDE, batch.count.election, actor) as act:
        _recommendation_count(act, batch.count)
        made = set_aside(act, batch, reason)
        if made is None:
            act.repeats()
            return SlipBatch.objects.get(pk=batch.pk)
        entries = made.entries.count()
        act.record(
            made, batch=made.pk, entries=entries, category=made.category, detail={"place": made.place, "reason": made.set_aside_reason}
        )
        return made


def certify_directed_count(count: SlipCount, *, actor: Account) -> MilestoneRecord:
    """The result by category; a category with fewer than ten slips is shown together with others."""
    with election_act(Act.CERTIFY_DIRECTED_COUNT, count.election, actor) as act:
        count = lock_count(count)
        if count.certified_at is not None:
            act.repeats()
            return recorded(act, Milestone.DIRECTED_COUNT_CERTIFIED)
        act.refuse([] if count.kind == RECOMMENDATION else [Issue("slip_of_another_count", {"count": count.number})])
        _certify(act, count)
        reached = milestones.reach(act, Milestone.DIRECTED_COUNT_CERTIFIED, facts={"round": count.number, **count.result})
        act.record(reached, count=count.pk, detail={name: count.result[name] for name in ("issued", "returned")})
        return reached


def certify_trust_vote(count: SlipCount, *, actor: Account) -> SlipCount:
    with election_act(Act.CERTIFY_TRUST_VOTE, count.election, actor) as act:
        count = lock_count(count)
        if count.certified_at is not None:
            act.repeats()
            return count
        act.refuse([] if count.kind == TRUST else [Issue("slip_of_another_count", {"count": count.number})])
        _certify(act, count)
        act.record(count, detail={name: count.result[name] for name in ("issued", "returned")})
        return count


def _recommendation_count(act: ElectionAct, count: SlipCount) -> SlipCount:
    """The committee's ballot is typed by the street, under its own acts."""
    count = lock_count(count)
    act.refuse([] if count.kind in (RECOMMENDATION, TRUST) else [Issue("slip_of_another_count", {"count": count.number})])
    return count


def _certify(act: ElectionAct, count: SlipCount) -> None:
    act.refuse(completeness_issues(count))
    count.result = _result(count)
    count.certified_at, count.certified_by = act.now, act.officer
    count.save(update_fields=["result", "certified_at", "certified_by"])


def _result(count: SlipCount) -> dict[str, Any]:
    by_category = figures_by_category(count)
    whole = add_up(contests_on(count), list(by_category.values()))
    cells = merge_small_cells({category: figures.returned for category, figures in by_category.items()})
    in_cells = {cell: add_up(contests_on(count), [by_category[category] for category in cells[cell]]) for cell in cells}
    return {
        "issued": whole.issued,
        "returned": whole.returned,
        "categories": {cell: list(categories) for cell, categories in cells.items()},
        "slips": {cell: {"issued": figures.issued, "returned": figures.returned} for cell, figures in in_cells.items()},
        "contests": {
            totals.contest.code: {
                "seats": totals.contest.seats,
                "valid": totals.valid,
                "void": totals.void,
                "votes": totals.votes(),
                "marks": {name: [found.in_favour, found.against, found.abstain] for name, found in totals.names.items()},
                "by_category": {cell: figures.contests[place].votes() for cell, figures in in_cells.items()},
            }
            for place, totals in enumerate(whole.contests)
        },
    }
