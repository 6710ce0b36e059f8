"""党工委差额票决: the ballot of the street committee on the preliminary nominees; totals only, nobody's vote is known."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from elections.models import Account, Contest, Decision, Election, StoredFile
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act
from elections.services.decisions import Minutes, decide, same_minutes
from nominations.models import Nominee, NomineeList, SlipBatch, SlipCount, SlipEntry
from nominations.queries.committee_ballot import OpenPost, chosen_names, open_posts, outcomes_of, standing_figures
from nominations.queries.lists import people_on, standing_list
from nominations.queries.slips import nominees_on
from nominations.rules.committee_ballot import PostOutcome, attendance_issues
from nominations.rules.lists import differential_issues
from nominations.rules.nominee_steps import NomineeStep as Step
from nominations.rules.slips import BatchFigures

from .lists import list_facts, write_list
from .nominees import take_step
from .slips import completeness_issues, counted, enter, lock_count, on_slip, open_count, set_aside, settle

COMMITTEE = SlipCount.Kind.COMMITTEE
CATEGORY = "committee"
MATTER, RESOLUTION = "committee_ballot", "票决确定候选人预备人选。"  # as the minutes say where nobody says otherwise


def open_committee_ballot(
    election: Election, *, actor: Account, due: int, present: int, held_at: datetime | None = None, late_reason: str = ""
) -> SlipCount:
    """Freezes the names. The first ballot is on the whole list; a later one only on what is still open: tied names, or places left."""
    with election_act(Act.OPEN_COMMITTEE_BALLOT, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        standing = SlipCount.objects.filter(election=act.election, kind=COMMITTEE, certified_at=None).first()
        if standing is not None:
            act.repeats(standing, due=due, present=present, held_at=held_at)
            return standing
        posts = open_posts(act.election)
        act.refuse([*attendance_issues(due=due, present=present, issued=present), *_posts_issues(act, posts)])
        contests = [on_slip(post.contest.code, post.contest.post, post.nominees, post.places, post.kind) for post in posts]
        made = open_count(act, COMMITTEE, contests, people={CATEGORY: present}, due=due, present=present)
        milestones.revoke(act, Milestone.COMMITTEE_BALLOT_CERTIFIED)
        milestones.revoke(act, Milestone.RESERVE_APPROVED)
        names = [f"{post.contest.code}:{len(post.nominees)}" for post in posts]
        act.record(made, number=made.number, detail={"due": due, "present": present, "names": names})
        return made


def enter_committee_tally(count: SlipCount, *, actor: Account, figures: BatchFigures) -> SlipEntry:
    """One of two independent entries; the second is by another person."""
    with election_act(Act.ENTER_COMMITTEE_TALLY, count.election, actor) as act:
        count = _committee_count(act, count)
        made = enter(act, count, CATEGORY, "", figures)
        if made is None:
            act.repeats()
            return SlipEntry.objects.get(batch__count=count, batch__set_aside_at=None, entered_by=actor)
        act.record(made, batch=made.batch_id, turn=made.turn, detail=counted(figures))
        return made


def settle_committee_tally(batch: SlipBatch, *, actor: Account, figures: BatchFigures, remark: str = "") -> SlipEntry:
    with election_act(Act.SETTLE_COMMITTEE_TALLY, batch.count.election, actor) as act:
        _committee_count(act, batch.count)
        made = settle(act, batch, figures, remark)
        if made is None:
            act.repeats()
            return batch.entries.get(turn=SlipEntry.Turn.SETTLED)
        act.record(made, batch=batch.pk, detail=counted(figures) | {"remark": remark})
        return made


def set_committee_tally_aside(batch: SlipBatch, *, actor: Account, reason: str) -> SlipBatch:
    """Both entries are equal and wrong: the count stays on record, is not used, and is typed anew by two people.

    One person's entry may be set aside by anybody responsible, two people's by a third person.
    """
    with election_act(Act.SET_COMMITTEE_TALLY_ASIDE, batch.count.election, actor) as act:
        _committee_count(act, batch.count)
        made = set_aside(act, batch, reason)
        if made is None:
            act.repeats()
            return SlipBatch.objects.get(pk=batch.pk)
        act.record(made, batch=made.pk, entries=made.entries.count(), detail={"reason": made.set_aside_reason})
        return made


def certify_committee_ballot(count: SlipCount, *, actor: Account, minutes: Minutes, scan: StoredFile | None = None) -> SlipCount:
    """The outcome by post, with the minutes of the committee. Once no post is open any more, the reserve candidates are fixed and the
    milestone is reached; until then the count says what comes next."""
    with election_act(Act.CERTIFY_COMMITTEE_BALLOT, count.election, actor) as act:
        count = _committee_count(act, count)
        minutes = replace(minutes, body=Decision.Body.STREET_COMMITTEE, manner=Decision.Manner.SECRET_BALLOT)
        if count.certified_at is not None:
            same_minutes(act, count.decision, **asdict(minutes), scan=scan)
            act.repeats()
            return count
        act.refuse([*completeness_issues(count), *_minutes_issues(count, minutes)])
        count.decision = decide(act, minutes, scan=scan, held_at=count.held_at)
        figures = _figures(count)
        outcomes = outcomes_of(count, figures)
        count.result = _result(count, figures, outcomes)
        count.certified_at, count.certified_by = act.now, act.officer
        count.save(update_fields=["decision", "result", "certified_at", "certified_by"])
        _choose(act, count, outcomes)
        if not open_posts(act.election):
            _fix_reserve(act, count)
        chosen = [f"{code}:{len(outcome.chosen)}" for code, outcome in outcomes.items()]
        act.record(count, detail={"chosen": chosen, "left": _left(outcomes)})
        return count


def _committee_count(act: ElectionAct, count: SlipCount) -> SlipCount:
    count = lock_count(count)
    act.refuse([] if count.kind == COMMITTEE else [Issue("slip_of_another_count", {"count": count.number})])
    return count


def _posts_issues(act: ElectionAct, posts: list[OpenPost]) -> list[Issue]:
    listed = standing_list(act.election, NomineeList.Kind.PRELIMINARY)
    if listed is None or listed.approved_at is None:
        return [Issue("list_missing", {"list": NomineeList.Kind.PRELIMINARY.value})]
    if not posts:
        return [Issue("committee_ballot_settled", {})]
    if any(post.kind != "first" for post in posts):
        return [
            Issue("fewer_names_than_places", {"post": post.contest.code, "names": len(post.nominees), "places": post.places})
            for post in posts
            if len(post.nominees) < post.places
        ]
    room = {post.contest.code: post.places for post in posts}
    return list(differential_issues(room, {post.contest.code: len(post.nominees) for post in posts}))


def _minutes_issues(count: SlipCount, minutes: Minutes) -> list[Issue]:
    figures = {"due": count.due, "present": count.present, "minutes_due": minutes.due, "minutes_present": minutes.present}
    is_same = (minutes.due, minutes.present) == (count.due, count.present)
    return [] if is_same else [Issue("minutes_differ_from_ballot", figures)]


def _figures(count: SlipCount) -> BatchFigures:
    found = standing_figures(count)
    if found is None:
        raise RuleViolation(completeness_issues(count))
    return found


def _result(count: SlipCount, figures: BatchFigures, outcomes: dict[str, PostOutcome]) -> dict[str, Any]:
    contests = {
        totals.contest.code: {
            "places": totals.contest.seats,
            "valid": totals.valid,
            "void": totals.void,
            "marks": {name: [found.in_favour, found.against, found.abstain] for name, found in totals.names.items()},
            "chosen": list(outcomes[totals.contest.code].chosen),
            "tied": list(outcomes[totals.contest.code].tied),
            "left": outcomes[totals.contest.code].left,
            "next": outcomes[totals.contest.code].next,
        }
        for totals in figures.contests
    }
    return {"due": count.due, "present": count.present, "issued": figures.issued, "returned": figures.returned, "contests": contests}


def _left(outcomes: dict[str, PostOutcome]) -> int:
    return sum(outcome.left for outcome in outcomes.values())


def _choose(act: ElectionAct, count: SlipCount, outcomes: dict[str, PostOutcome]) -> None:
    contests = {contest.code: contest for contest in Contest.objects.filter(election=act.election)}
    nominees = Nominee.objects.filter(election=act.election).with_steps().in_bulk()
    for code, outcome in outcomes.items():
        on_paper = nominees_on(count, code)
        for name in outcome.chosen:
            take_step(act, nominees[on_paper[name]], Step.RESERVE, contest=contests[code])


def _fix_reserve(act: ElectionAct, count: SlipCount) -> None:
    """预备人选: everybody chosen, in any of the ballots. Who was held and on no ballot has not lost one."""
    listed = standing_list(act.election, NomineeList.Kind.PRELIMINARY)
    names = chosen_names(act.election)
    chosen = {nominee.pk for found in names.values() for nominee in found}
    ballots = SlipCount.objects.certified().filter(election=act.election, kind=COMMITTEE)
    voted_on = {candidate["nominee"] for ballot in ballots for contest in ballot.contests for candidate in contest["candidates"]}
    for nominee in people_on(listed):
        if nominee.pk in voted_on - chosen and nominee.steps_taken[-1] in (Step.PRELIMINARY, Step.VETTING_PASSED):
            take_step(act, nominee, Step.NOT_CHOSEN)
    write_list(act, NomineeList.Kind.RESERVE, names, decision=count.decision)
    facts = list_facts(names) | {"ballots": [{"number": ballot.number, **ballot.result} for ballot in ballots]}
    milestones.reach(act, Milestone.COMMITTEE_BALLOT_CERTIFIED, facts=facts, decision=count.decision)
