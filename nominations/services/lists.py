"""初步人选 and 预备人选: proposed by the outgoing committee, approved by the superior's reply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from elections.models import Account, Contest, Election, MilestoneRecord, Request
from elections.queries.notices import held_entries
from elections.queries.readiness import reached_milestones
from elections.queries.results import from_committee
from elections.queries.slate import facts_of
from elections.rules.acts import Act, Milestone
from elections.rules.composition import composition_issues
from elections.rules.issues import Issue
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act
from elections.services.decisions import Minutes, carried_issues, decide, same_minutes
from elections.services.requests import approved_request
from nominations.models import ListedName, Nominee, NomineeList, SlipCount
from nominations.queries.lists import free_names_on, names_on, people_on, standing_list
from nominations.queries.nominees import accepts_other_post, in_stroke_order, nominees_for, sought_contests
from nominations.queries.proposals import composition_basis
from nominations.queries.recommendation import last_count, votes_for
from nominations.queries.rounds import listed_contests
from nominations.rules.lists import LEADERS, Stage, list_issues
from nominations.rules.nominee_steps import NomineeStep as Step
from nominations.rules.nominee_steps import has_passed, is_vetted_first
from nominations.rules.recommendation import departures

from .nominees import availability_issues, take_step
from .slips import recorded

Names = Mapping[str, Sequence[Nominee]]
PRELIMINARY, RESERVE = NomineeList.Kind.PRELIMINARY, NomineeList.Kind.RESERVE


def propose_preliminary(
    election: Election,
    names: Names,
    *,
    actor: Account,
    minutes: Minutes,
    reason: str = "",
    held_at: datetime | None = None,
    late_reason: str = "",
) -> NomineeList:
    """The outgoing committee's decision, on the results of the rounds. Leaving somebody out who has more recommendations, or missing a
    composition target, needs the reason. A new proposal supersedes the one before, which then has to be approved anew."""
    with election_act(Act.PROPOSE_PRELIMINARY, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        standing = standing_list(act.election, PRELIMINARY)
        if standing is not None and _is_same(standing, names):
            same_minutes(act, standing.decision, **asdict(minutes))
            act.repeats(standing, reason=reason)
            return standing
        act.refuse(_proposal_issues(act, names))
        act.refuse([] if reason.strip() else _reason_issues(act, names))
        act.refuse(carried_issues(minutes))
        decision = decide(act, minutes)
        made = write_list(act, PRELIMINARY, names, reason=reason, decision=decision)
        for kind in (Milestone.PRELIMINARY_APPROVED, Milestone.VETTING_CERTIFIED):
            milestones.revoke(act, kind)
        for nominee in people_on(made):
            take_step(act, nominee, Step.PROPOSED)
        act.record(
            made, version=made.version, names=list_counts(names), decision=decision.pk, detail={"reason": reason} if reason else None
        )
        return made


def approve_preliminary(election: Election, *, actor: Account) -> MilestoneRecord:
    """The superior's reply to the request, with its scan. Where the second notice follows the vetting, the vetting comes first."""
    with election_act(Act.APPROVE_PRELIMINARY, election, actor) as act:
        listed = _lock_list(act, PRELIMINARY)
        if listed.approved_at is not None:
            act.repeats()
            return recorded(act, Milestone.PRELIMINARY_APPROVED)
        request = _reply_on(act, listed, Request.Kind.PRELIMINARY)
        names = free_names_on(listed)
        act.refuse([*_request_issues(request, Request.Kind.PRELIMINARY), *_approval_issues(act, listed, names)])
        _approve(act, listed, request)
        for nominee in _people(names):
            take_step(act, nominee, Step.PRELIMINARY)
        trust = last_count(act.election, SlipCount.Kind.TRUST)
        facts = list_facts(names) | {"reply": _reply_facts(request), "trust": trust.result if trust else None}
        reached = milestones.reach(act, Milestone.PRELIMINARY_APPROVED, facts=facts)
        act.record(reached, list=listed.pk, request=request.pk if request else None, names=list_counts(names))
        return reached


def approve_reserve(election: Election, *, actor: Account, order: Names | None = None) -> MilestoneRecord:
    """The superior's reply on the reserve candidates. `order` is that of secretary and deputies as the reply has it, by contest code."""
    with election_act(Act.APPROVE_RESERVE, election, actor) as act:
        listed = _lock_list(act, RESERVE)
        if listed.approved_at is not None:
            act.repeats()
            return recorded(act, Milestone.RESERVE_APPROVED)
        request = _reply_on(act, listed, Request.Kind.RESERVE)
        act.refuse([*_request_issues(request, Request.Kind.RESERVE), *_order_issues(listed, order or {})])
        act.refuse(stage_issues(act, free_names_on(listed), "reserve"))
        _set_order(listed, order or {})
        _approve(act, listed, request)
        names = free_names_on(listed)
        facts = list_facts(names) | {"reply": _reply_facts(request), "composition": _missed_targets(act, names)}
        reached = milestones.reach(act, Milestone.RESERVE_APPROVED, facts=facts)
        act.record(reached, list=listed.pk, request=request.pk if request else None, names=list_counts(names))
        return reached


def write_list(act: ElectionAct, kind: str, names: Names, **fields: object) -> NomineeList:
    """Within another act: the next version. Committee members in stroke order, leaders as given."""
    before = NomineeList.objects.filter(election=act.election, kind=kind)
    before.standing().update(superseded_at=act.now)
    version = before.count() + 1
    made = NomineeList.objects.create(
        election=act.election, kind=kind, version=version, proposed_at=act.now, proposed_by=act.officer, **fields
    )
    contests = {contest.code: contest for contest in Contest.objects.filter(election=act.election)}
    for code, listed in names.items():
        ordered = listed if contests[code].post in LEADERS else in_stroke_order(listed)
        for order, nominee in enumerate(ordered, 1):
            ListedName.objects.create(list=made, contest=contests[code], nominee=nominee, order=order)
    return made


def stage_issues(act: ElectionAct, names: Names, stage: Stage) -> tuple[Issue, ...]:
    """Margin and post margin of a list, with the names that are left on it."""
    given = {code: list(listed) for code, listed in names.items()}
    listed = listed_contests(act.election, given)
    return list_issues(listed, act.election.rules, stage, leaders_from_committee=from_committee(act.election))


def list_facts(names: Names) -> dict[str, object]:
    people = _people(names)
    return {
        "people": len(people),
        "names": {code: [nominee.entry_id for nominee in listed] for code, listed in names.items()},
        "entries": [facts_of(nominee.entry) for nominee in people],
    }


def _people(names: Names) -> list[Nominee]:
    return in_stroke_order({nominee.pk: nominee for listed in names.values() for nominee in listed}.values())


def list_counts(names: Names) -> list[str]:
    return [f"{code}:{len(listed)}" for code, listed in sorted(names.items())]


def _is_same(standing: NomineeList, names: Names) -> bool:
    given = {code: {nominee.pk for nominee in listed} for code, listed in names.items() if listed}
    return given == {code: {nominee.pk for nominee in listed} for code, listed in names_on(standing).items()}


def _proposal_issues(act: ElectionAct, names: Names) -> Iterator[Issue]:
    contests = {contest.code: contest for contest in Contest.objects.filter(election=act.election)}
    unknown = [code for code in names if code not in contests]
    yield from (Issue("contest_of_another_election", {"post": code}) for code in unknown)
    if act.election.rules.directed_recommendation and Milestone.DIRECTED_COUNT_CERTIFIED not in reached_milestones(act.election):
        yield Issue("milestone_missing", {"milestone": Milestone.DIRECTED_COUNT_CERTIFIED.value})
    held = held_entries(act.election)
    for nominee in _people(names):
        yield from availability_issues(nominee, held)
    sought = sought_contests(act.election)
    for code, listed in names.items():
        for nominee in listed:
            if code in contests and contests[code].pk not in sought.get(nominee.pk, ()) and not accepts_other_post(nominee):
                yield Issue("nominee_for_other_post", {"name": nominee.entry.name, "post": code})
    if not unknown:
        yield from stage_issues(act, names, "preliminary")


def _reason_issues(act: ElectionAct, names: Names) -> Iterator[Issue]:
    """What may be done only with a reason."""
    listed_anywhere = {nominee.entry.name for nominee in _people(names)}
    for contest in Contest.objects.filter(election=act.election):
        available = {nominee.pk: nominee.entry.name for nominee in nominees_for(contest)}
        votes = {available[pk]: count for pk, count in votes_for(contest).items() if pk in available}
        proposed = {nominee.entry.name for nominee in names.get(contest.code, ())}
        if votes and proposed:
            yield from departures(votes, proposed, available=set(available.values()) - (listed_anywhere - proposed))
    yield from composition_issues(*composition_basis(act.election, names, act.now))


def _missed_targets(act: ElectionAct, names: Names) -> list[dict[str, object]]:
    return [{"code": issue.code, **issue.params} for issue in composition_issues(*composition_basis(act.election, names, act.now))]


def _lock_list(act: ElectionAct, kind: str) -> NomineeList:
    listed = NomineeList.objects.standing().select_for_update().filter(election=act.election, kind=kind).first()
    act.refuse([] if listed else [Issue("list_missing", {"list": kind})])
    return NomineeList.objects.standing().get(election=act.election, kind=kind)


def _reply_on(act: ElectionAct, listed: NomineeList, kind: str) -> Request | None:
    """Only a request that was made after the list was proposed covers it."""
    request = approved_request(act.office, act.election, kind)
    return request if request is not None and request.covers(listed.proposed_at) else None


def _request_issues(request: Request | None, kind: str) -> Iterator[Issue]:
    if request is None:
        yield Issue("approval_missing", {"kind": kind})


def _approval_issues(act: ElectionAct, listed: NomineeList, names: Names) -> Iterator[Issue]:
    held = held_entries(act.election)
    for nominee in people_on(listed):
        if nominee.entry_id in held:
            yield Issue("nominee_held", {"name": nominee.entry.name})
    if is_vetted_first(act.election.rules):
        unvetted = [nominee for nominee in _people(names) if not has_passed(nominee.steps_taken)]
        yield from (Issue("nominee_not_vetted", {"name": nominee.entry.name}) for nominee in unvetted)
    yield from stage_issues(act, names, "preliminary")


def _approve(act: ElectionAct, listed: NomineeList, request: Request | None) -> None:
    listed.approved_at, listed.approved_by, listed.request = act.now, act.officer, request
    listed.save(update_fields=["approved_at", "approved_by", "request"])


def _reply_facts(request: Request | None) -> dict[str, object]:
    reply = request.replies.last() if request else None
    return {"number": reply.number, "on": reply.replied_at.isoformat()} if reply else {}


def _order_issues(listed: NomineeList, order: Names) -> Iterator[Issue]:
    """The superior orders leaders only, and orders everybody on the list."""
    free = free_names_on(listed)
    for code, wanted in order.items():
        found = free.get(code, [])
        is_leader = listed.names.filter(contest__code=code, contest__post__in=LEADERS).exists()
        if not is_leader or sorted(nominee.pk for nominee in wanted) != sorted(nominee.pk for nominee in found):
            yield Issue("approved_order_not_of_list", {"post": code, "names": len(wanted), "listed": len(found)})


def _set_order(listed: NomineeList, order: Names) -> None:
    for code, wanted in order.items():
        for place, nominee in enumerate(wanted, 1):
            listed.names.filter(contest__code=code, nominee=nominee).update(order=place)
