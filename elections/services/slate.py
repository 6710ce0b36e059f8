"""候选人名单: certified once every list holds; who is held by an objection or withdraws is taken off, never erased."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from elections.models import (
    Account,
    BallotRound,
    Candidate,
    Contest,
    Election,
    MilestoneRecord,
    PostsPlan,
    RollEntry,
    RoundContest,
)
from elections.models.contests import CandidateQuerySet
from elections.queries import notices
from elections.queries.readiness import reached_milestones
from elections.queries.results import Standings
from elections.queries.slate import facts_of, plan_of, profiles_of, stand_issues
from elections.rules.acts import Act, Milestone
from elections.rules.composition import composition_issues
from elections.rules.contests import leaders_from_committee
from elections.rules.issues import Issue
from elections.rules.phases import Phase, step_issues, step_of
from elections.rules.slate import ListedContest, list_issues

from . import milestones
from .acting import ElectionAct, election_act
from .decisions import Minutes, carried_issues, decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """Contest code -> roll entry ids in the order of the ballot: committee and discipline committee in stroke order,
    secretary and deputies as the superior approved.

    Contests that a plenary decides may be left out; their candidates can be named once the committee is elected.
    `reason` where a composition target is not reached; `order_reason` where somebody was placed by hand.
    """

    contests: Mapping[str, tuple[int, ...]]
    reason: str = ""
    order_reason: str = ""


def certify_slate(election: Election, *, actor: Account, slate: Slate) -> MilestoneRecord:
    """From here on they are 候选人. A later slate takes the place of an earlier one until the first ballot is opened."""
    with election_act(Act.CERTIFY_SLATE, election, actor) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.SLATE_CERTIFIED).first()
        if standing is not None and _is_same(act.election, slate):
            act.repeats()
            return standing
        people = _people(act.election, slate)
        act.refuse(_form_issues(act, slate, people))
        act.refuse(_slate_issues(act, slate, people))
        _write(act, slate)
        milestones.revoke(act, Milestone.BALLOT_PROOF_APPROVED)
        reached = milestones.reach(act, Milestone.SLATE_CERTIFIED, facts=_facts(act, slate))
        counts = [f"{code}:{len(entries)}" for code, entries in sorted(slate.contests.items())]
        detail = {"reason": slate.reason, "order_reason": slate.order_reason} if slate.reason or slate.order_reason else None
        act.record(reached, candidates=counts, detail=detail)
        return reached


def hold_candidate(candidate: Candidate, *, actor: Account, reason: str) -> Candidate:
    """Off the next ballot until released: a matter that came up after the list was certified. The ballot proof has to be approved anew."""
    with election_act(Act.HOLD_CANDIDATE, candidate.contest.election, actor) as act:
        candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if candidate.held_at is not None:
            act.repeats()
            return candidate
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        take_off(act, candidate.entry, "held")
        act.record(candidate, detail={"reason": reason})
        return Candidate.objects.get(pk=candidate.pk)


def release_candidate(candidate: Candidate, *, actor: Account, reason: str) -> Candidate:
    """The matter is settled: back on the ballot. Who withdrew does not come back this way."""
    with election_act(Act.RELEASE_CANDIDATE, candidate.contest.election, actor) as act:
        candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if candidate.held_at is None:
            act.repeats()
            return candidate
        act.refuse(_release_issues(act, candidate, reason))
        _of_person(act, candidate.entry).update(held_at=None, held_reason="")
        milestones.revoke(act, Milestone.BALLOT_PROOF_APPROVED)
        act.record(candidate, detail={"reason": reason})
        return Candidate.objects.get(pk=candidate.pk)


def name_plenary_candidates(contest: Contest, entries: Sequence[RollEntry], minutes: Minutes, *, actor: Account) -> list[Candidate]:
    """书记、副书记候选人 of a plenary: from among those elected to its body, in the approved order, as the committee in office proposed."""
    with election_act(Act.NAME_PLENARY_CANDIDATES, contest.election, actor) as act:
        contest = Contest.objects.select_related("election__cycle").get(pk=contest.pk)
        standing = list(Candidate.objects.free().filter(contest=contest).select_related("entry"))
        if standing and [candidate.entry for candidate in standing] == list(entries):
            act.repeats()
            return standing
        act.refuse([*_plenary_issues(contest, entries), *carried_issues(minutes)])
        decision = decide(act, minutes)
        Candidate.objects.standing().filter(contest=contest).update(superseded_at=act.now)
        for order, entry in enumerate(entries, start=1):
            Candidate.objects.create(contest=contest, entry=entry, order=order, number=order, certified_at=act.now)
        act.record(decision, contest=contest.code, candidates=[entry.pk for entry in entries])
        return list(Candidate.objects.free().filter(contest=contest).select_related("entry"))


def _plenary_issues(contest: Contest, entries: Sequence[RollEntry]) -> Iterator[Issue]:
    if contest.stage == Contest.Stage.MEETING:
        yield Issue("contest_of_the_meeting", {"contest": contest.code})
        return
    if RoundContest.objects.filter(contest=contest).exists():
        yield Issue("slate_in_use", {})
    if len(entries) < contest.seats:
        figures = {"post": contest.post, "seats": contest.seats, "names": len(entries), "needed": contest.seats}
        yield Issue("too_few_names_for_post", figures)
    seated = Standings(contest.election).seated_for(contest) or set()
    yield from (Issue("candidate_not_seated", {"name": entry.name}) for entry in entries if entry.pk not in seated)


def take_off(act: ElectionAct, entry: RollEntry, reason: str) -> int:
    """Within another act (an objection, a withdrawal, a disqualification): the person leaves every ballot that is not yet open.
    `reason` is a code: held, withdrawn, disqualified. Returns in how many contests."""
    taken = _of_person(act, entry).filter(held_at=None).update(held_at=act.now, held_reason=reason)
    if taken:
        milestones.revoke(act, Milestone.BALLOT_PROOF_APPROVED)
    return taken


def on_ballot_issues(entry: RollEntry) -> Iterator[Issue]:
    """Nobody leaves a paper that has been handed out: what it came to stands, and who was elected may decline."""
    printed = BallotRound.objects.filter(contests__candidates__entry=entry).order_by("pk").first()
    if printed is not None:
        yield Issue("candidate_on_ballot", {"name": entry.name, "number": printed.number})


def prove_anew(act: ElectionAct, entry: RollEntry) -> None:
    """Within the act that receives an objection or settles it: who it is about leaves the next paper, or comes back to it, without
    the slate being touched, so that nobody reads on it what was reported. The proof that was approved is of another paper."""
    if _of_person(act, entry).filter(held_at=None).exists():
        milestones.revoke(act, Milestone.BALLOT_PROOF_APPROVED)


def _of_person(act: ElectionAct, entry: RollEntry) -> CandidateQuerySet:
    return Candidate.objects.standing().filter(contest__election=act.election, entry=entry)


def _release_issues(act: ElectionAct, candidate: Candidate, reason: str) -> Iterator[Issue]:
    if not reason.strip():
        yield Issue("reason_missing", {})
    if candidate.held_reason != "held" or candidate.entry.disqualified_at is not None:
        yield Issue("candidate_withdrawn", {"name": candidate.entry.name})
    if candidate.entry_id in notices.held_entries(act.election):
        yield Issue("candidate_held", {"name": candidate.entry.name})


def _is_same(election: Election, slate: Slate) -> bool:
    found: dict[str, tuple[int, ...]] = {}
    for code, entry in Candidate.objects.free().filter(contest__election=election).values_list("contest__code", "entry_id"):
        found[code] = (*found.get(code, ()), entry)
    return found == {code: entries for code, entries in slate.contests.items() if entries}


def _people(election: Election, slate: Slate) -> dict[int, RollEntry]:
    wanted = {entry for entries in slate.contests.values() for entry in entries}
    return RollEntry.objects.filter(election=election).standing().in_bulk(wanted)


def _form_issues(act: ElectionAct, slate: Slate, people: Mapping[int, RollEntry]) -> Iterator[Issue]:
    """What makes the list no list: nothing further can be said of it."""
    contests = {contest.code: contest for contest in Contest.objects.filter(election=act.election)}
    yield from (Issue("slate_contest_unknown", {"contest": code}) for code in slate.contests if code not in contests)
    for code, contest in contests.items():
        if contest.stage == Contest.Stage.MEETING and not slate.contests.get(code):
            yield Issue("slate_contest_missing", {"contest": code})
    wanted = {entry for entries in slate.contests.values() for entry in entries}
    yield from (Issue("candidate_not_on_roll", {"entry": entry}) for entry in sorted(wanted - people.keys()))
    if BallotRound.objects.filter(session__meeting__election=act.election).exists():
        yield Issue("slate_in_use", {})


def _slate_issues(act: ElectionAct, slate: Slate, people: Mapping[int, RollEntry]) -> Iterator[Issue]:
    yield from _step_issues(act)
    yield from _people_issues(act, people)
    plan = plan_of(act.election)
    listed = _listed(act.election, slate, people)
    from_committee = leaders_from_committee(plan.posts, act.election.rules) if plan else False
    yield from list_issues(listed, act.election.rules, leaders_from_committee=from_committee, order_reason=slate.order_reason)
    if not slate.reason.strip():
        yield from _composition_issues(act, slate, people, plan)


def _step_issues(act: ElectionAct) -> Iterator[Issue]:
    """Notice 3 is over, and the branches have deliberated on the reserve candidates: what the meeting waits for, less what follows from the
    slate itself."""
    step = step_of(Phase.MEETING, act.election.rules)
    later = {Milestone.SLATE_CERTIFIED, Milestone.PLEDGES_PUBLISHED, Milestone.BALLOT_PROOF_APPROVED}
    yield from step_issues(step, reached_milestones(act.election) | later, notices.ends_of_rounds(act.election), act.now)
    yield from notices.procedural_issues(act.election)


def _people_issues(act: ElectionAct, people: Mapping[int, RollEntry]) -> Iterator[Issue]:
    held = notices.held_entries(act.election)
    for entry in people.values():
        if entry.pk in held:
            yield Issue("candidate_held", {"name": entry.name})
    yield from stand_issues(act.election, people.values(), _day(act))
    for name, times in Counter(entry.name for entry in people.values()).items():
        if times > 1:
            yield Issue("candidates_of_one_name", {"name": name, "count": times})


def _listed(election: Election, slate: Slate, people: Mapping[int, RollEntry]) -> list[ListedContest]:
    return [
        ListedContest(
            contest.code,
            contest.post,
            contest.stage,
            contest.seats,
            contest.names_at_least,
            tuple(people[entry].name for entry in slate.contests[contest.code]),
        )
        for contest in Contest.objects.filter(election=election)
        if slate.contests.get(contest.code)
    ]


def _composition_issues(act: ElectionAct, slate: Slate, people: Mapping[int, RollEntry], plan: PostsPlan | None) -> Iterator[Issue]:
    """The new committee can only be as young, as schooled and as mixed as its lists."""
    codes = Contest.objects.filter(election=act.election, post__in=["secretary", "deputy", "committee"]).values_list("code", flat=True)
    entries = {entry for code in codes for entry in slate.contests.get(code, ())}
    targets = plan.posts.composition if plan and plan.composition else act.election.rules.composition
    yield from composition_issues(targets, profiles_of((people[entry] for entry in entries), _day(act)))


def _day(act: ElectionAct) -> date:
    """Ages and rights are those of the meeting's day."""
    return act.election.meeting_on or timezone.localdate(act.now)


def _write(act: ElectionAct, slate: Slate) -> None:
    """Numbers run through all contests in the order of the posts, for ballots on which a number is written into a post."""
    Candidate.objects.standing().filter(contest__election=act.election).update(superseded_at=act.now)
    number = 0
    for contest in Contest.objects.filter(election=act.election):
        for order, entry in enumerate(slate.contests.get(contest.code, ()), start=1):
            number += 1
            Candidate.objects.create(contest=contest, entry_id=entry, order=order, number=number, certified_at=act.now)


def _facts(act: ElectionAct, slate: Slate) -> dict[str, object]:
    candidates = Candidate.objects.standing().filter(contest__election=act.election).select_related("entry", "contest")
    rows: dict[str, list[dict[str, object]]] = {}
    for candidate in candidates:
        person = facts_of(candidate.entry) | {"order": candidate.order, "number": candidate.number}
        rows.setdefault(candidate.contest.code, []).append(person)
    contests = Contest.objects.filter(election=act.election).values("code", "post", "stage", "seats", "names_at_least")
    return {
        "contests": [{**contest, "candidates": rows.get(contest["code"], [])} for contest in contests],
        "composition_reason": slate.reason,
        "order_reason": slate.order_reason,
    }
