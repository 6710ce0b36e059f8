"""职位和职数: what the plan says, approved by the superior before anything is built on it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from django.db.models import QuerySet

from elections.models import Account, Contest, Cycle, Election, MilestoneRecord, Organisation, PostsPlan, Reply, Request, RollEntry
from elections.rules.acts import Act, Milestone
from elections.rules.contests import PlannedContest, Posts, committee_size, planned_contests, posts_issues
from elections.rules.issues import Issue, RuleViolation
from elections.rules.phases import Phase
from elections.rules.rule_set import RuleSet
from elections.rules.terms import OrganisationTitle, impossible_size_issues, size_issues

from . import milestones
from .acting import ActUnderWay, ElectionAct, election_act

SIZED_TITLES: dict[str, OrganisationTitle] = {
    Organisation.Title.BRANCH: "branch",
    Organisation.Title.GENERAL_BRANCH: "general_branch",
    Organisation.Title.COMMITTEE: "committee",
}


def set_posts(election: Election, posts: Posts, *, actor: Account, reason: str = "") -> PostsPlan:
    """The plan's posts and seats, and the contests that follow from them. A plan that was adopted is changed only with a reason,
    and then needs the superior's reply anew."""
    with election_act(Act.SET_POSTS, election, actor) as act:
        before = PostsPlan.objects.select_for_update().filter(election=act.election).first()
        if before is not None and before.posts == posts:
            act.repeats()
            return before
        act.refuse(_posts_issues(act, posts, before, reason))
        plan = _write_plan(act, posts)
        _write_contests(act.election, planned_contests(posts, act.election.rules))
        milestones.revoke(act, Milestone.PLAN_APPROVED)
        act.record(
            plan,
            size=posts.size,
            includes_leaders=int(posts.includes_leaders),
            deputies=posts.deputies,
            discipline=posts.discipline,
            contests=[f"{contest.code}:{contest.seats}" for contest in Contest.objects.filter(election=act.election)],
            detail={"reason": reason} if reason else None,
        )
        return plan


def adopt_plan(election: Election, *, actor: Account) -> MilestoneRecord:
    """The superior has replied with a number: plan, posts, seats and way of electing are in force, a direct election of the leaders too.

    Only a request that was made after the posts were last set covers them.
    """
    with election_act(Act.ADOPT_PLAN, election, actor) as act:
        plan = PostsPlan.objects.select_for_update().filter(election=act.election).first()
        if plan is None:
            raise RuleViolation([Issue("posts_not_set", {})])
        if plan.adopted_at is not None:
            act.repeats()
            return MilestoneRecord.objects.standing().get(election=act.election, kind=Milestone.PLAN_APPROVED)
        act.refuse(_size_issues(act, plan))
        reply = _reply_to_plan(act, plan)
        if reply is None:
            raise RuleViolation([Issue("approval_missing", {"kind": Request.Kind.PLAN.value})])
        plan.adopted_at, plan.request = act.now, reply.request
        plan.save(update_fields=["adopted_at", "request"])
        reached = milestones.reach(act, Milestone.PLAN_APPROVED, facts=_plan_facts(act, plan) | _reply_facts(reply), evidence=reply.scan)
        act.record(plan, request=reply.request_id, reply=reply.pk, size=plan.size)
        return reached


def adopt_on_paper(act: ElectionAct) -> dict[str, object]:
    """Within the act that enters an election late: the posts as they are typed are those that the superior approved on paper."""
    plan = PostsPlan.objects.select_for_update().filter(election=act.election).first()
    if plan is None:
        raise RuleViolation([Issue("posts_not_set", {})])
    act.refuse(_size_issues(act, plan))
    plan.adopted_at = act.now
    plan.save(update_fields=["adopted_at"])
    return _plan_facts(act, plan)


def rules_issues(cycle: Cycle, rules: RuleSet) -> Iterator[Issue]:
    """Why these rules cannot take the place of the cycle's: posts that they do not allow, contests for which candidates already stand."""
    for plan in _live_plans(cycle):
        community = plan.election.community.name
        if any(posts_issues(plan.posts, rules)):
            yield Issue("posts_against_rules", {"community": community})
        elif planned_contests(plan.posts, rules) != planned_contests(plan.posts, cycle.rules) and _has_slate(plan.election):
            yield Issue("contests_on_slate", {"community": community})


def follow_rules(act: ActUnderWay, cycle: Cycle, before: RuleSet) -> list[int]:
    """Within the act that changed the rules: the contests that follow from them, written anew. Returns the elections concerned.

    A plan that the superior approved said another way of electing: while the election is in preparation it is reported once more.
    """
    changed = []
    for plan in _live_plans(cycle):
        was, now = planned_contests(plan.posts, before), planned_contests(plan.posts, cycle.rules)
        if was == now:
            continue
        changed.append(plan.election_id)
        _write_contests(plan.election, now)
        if _way(was) != _way(now) and plan.election.phase == Phase.PREPARATION:
            PostsPlan.objects.filter(pk=plan.pk).update(set_at=act.now, adopted_at=None, request=None)
            standing = MilestoneRecord.objects.standing().filter(election=plan.election, kind=Milestone.PLAN_APPROVED)
            standing.update(revoked_at=act.now)
    return changed


def _way(contests: Sequence[PlannedContest]) -> list[tuple[str, str, int]]:
    return [(contest.post, contest.stage, contest.seats) for contest in contests]


def _live_plans(cycle: Cycle) -> QuerySet[PostsPlan]:
    live = PostsPlan.objects.filter(election__cycle=cycle, election__annulled_at=None, election__sealed_at=None)
    return live.select_related("election__community").order_by("election")


def _has_slate(election: Election) -> bool:
    return MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.SLATE_CERTIFIED).exists()


def _posts_issues(act: ElectionAct, posts: Posts, before: PostsPlan | None, reason: str) -> Iterator[Issue]:
    yield from posts_issues(posts, act.election.rules)
    title = SIZED_TITLES.get(act.election.community.title)
    if title is not None:
        yield from impossible_size_issues(title, committee_size(posts))
    if before is not None and before.adopted_at is not None and not reason.strip():
        yield Issue("reason_missing", {})


def _write_plan(act: ElectionAct, posts: Posts) -> PostsPlan:
    values = asdict(posts) | {"set_at": act.now, "set_by": act.officer, "adopted_at": None, "request": None}
    return PostsPlan.objects.update_or_create(election=act.election, defaults=values)[0]


def _write_contests(election: Election, planned: Sequence[PlannedContest]) -> None:
    """Contests stay the same rows where the post stays; what later acts refer to cannot be taken away (the database refuses)."""
    Contest.objects.filter(election=election).exclude(code__in=[contest.post for contest in planned]).delete()
    for contest in planned:
        values = {
            "post": contest.post,
            "stage": contest.stage,
            "seats": contest.seats,
            "names_at_least": contest.names_at_least,
            "order": contest.order,
        }
        Contest.objects.update_or_create(election=election, code=contest.post, defaults=values)


def _reply_to_plan(act: ElectionAct, plan: PostsPlan) -> Reply | None:
    approved = Reply.objects.filter(request__election=act.election, request__kind=Request.Kind.PLAN, kind=Reply.Kind.APPROVED)
    return approved.filter(request__entered_at__gte=plan.set_at, scan__isnull=False).exclude(number="").last()


def _size_issues(act: ElectionAct, plan: PostsPlan) -> Iterator[Issue]:
    """A branch of few members has a secretary and no committee; without a roll nobody can tell yet."""
    full = RollEntry.objects.filter(election=act.election).standing().members().filter(membership=RollEntry.Membership.FULL).count()
    title = SIZED_TITLES.get(act.election.community.title)
    if full and title is not None:
        yield from size_issues(title, full, committee_size(plan.posts))


def _reply_facts(reply: Reply) -> dict[str, object]:
    return {"reply": {"number": reply.number, "on": reply.replied_at.isoformat(), "request": reply.request.title}}


def _plan_facts(act: ElectionAct, plan: PostsPlan) -> dict[str, object]:
    contests = Contest.objects.filter(election=act.election)
    return {
        "size": plan.size,
        "includes_leaders": plan.includes_leaders,
        "leaders_elected_by": act.election.rules.secretary_elected_by,
        "composition": plan.composition,
        "contests": list(contests.values("code", "post", "stage", "seats", "names_at_least")),
    }
