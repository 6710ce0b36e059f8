"""方案与职位: what the plan says, how far it has come with the superior, who leads, and the day of the meeting."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone

from elections.models import Contest, Election, GroupMember, LeaderDuty, LeaderPresence, LeadingGroup, PostsPlan, Reply, Request, RollEntry
from elections.rules.contests import committee_size, least_names
from elections.rules.issues import Issue, RuleViolation
from elections.rules.margin import margin_in_percent, names_needed_for_post
from elections.rules.terms import (
    COMMITTEE_SIZES,
    BranchForm,
    CommitteeSize,
    OrganisationTitle,
    branch_form,
    impossible_size_issues,
    size_issues,
    size_warnings,
    term_issues,
)

from .calendar import office_calendar
from .clock import election_now
from .meeting_dates import date_issues, is_rest_day, wishes

SIZED: dict[str, OrganisationTitle] = {"branch": "branch", "general_branch": "general_branch", "committee": "committee"}
LOOKED_AHEAD = 400  # days
Course = Literal["unset", "to_report", "waiting", "returned", "opinion", "approved", "adopted"]


@dataclass(frozen=True, slots=True)
class ContestLine:
    """A post with the figures that its rule gives. `before_ballot`: names wanted before the street committee's ballot."""

    contest: Contest
    by_law: int
    before_ballot: int
    margin: str

    @property
    def more_than_law(self) -> bool:
        return self.contest.names_at_least > self.by_law


@dataclass(frozen=True, slots=True)
class PlanState:
    """`course`: how far it has come; `request` and `reply`: the newest, where they cover the posts as they are set now."""

    plan: PostsPlan | None
    lines: Sequence[ContestLine]
    course: Course
    request: Request | None
    reply: Reply | None
    full: int
    form: BranchForm | None
    bounds: CommitteeSize | None
    issues: Sequence[Issue]

    @property
    def whole(self) -> int:
        """Everybody who will sit on the committee."""
        return committee_size(self.plan.posts) if self.plan else 0


def plan_state(election: Election) -> PlanState:
    plan = PostsPlan.objects.filter(election=election).select_related("request", "set_by").first()
    request = _request_for(election, plan)
    reply = request.replies.select_related("scan").last() if request is not None else None
    full = RollEntry.objects.filter(election=election).members().filter(membership=RollEntry.Membership.FULL).count()
    title = SIZED.get(election.community.title)
    return PlanState(
        plan=plan,
        lines=_lines(election),
        course=_course(plan, request, reply),
        request=request,
        reply=reply,
        full=full,
        form=branch_form(full) if full else None,
        bounds=COMMITTEE_SIZES[title] if title else None,
        issues=list(_size_issues(plan, title, full)),
    )


def _request_for(election: Election, plan: PostsPlan | None) -> Request | None:
    """Only a request made after the posts were last set covers them."""
    if plan is None:
        return None
    if plan.request is not None:
        return plan.request
    return Request.objects.filter(election=election, kind=Request.Kind.PLAN, entered_at__gte=plan.set_at).last()


def _course(plan: PostsPlan | None, request: Request | None, reply: Reply | None) -> Course:
    if plan is None:
        return "unset"
    if plan.adopted_at is not None:
        return "adopted"
    if request is None:
        return "to_report"
    if request.state == Request.State.RETURNED:
        return "returned"
    if reply is None or reply.kind != Reply.Kind.APPROVED:
        return "waiting"
    return "approved" if reply.number and reply.scan_id else "opinion"


def _lines(election: Election) -> list[ContestLine]:
    rules, margin = election.rules, margin_in_percent(election.rules.margin)
    return [
        ContestLine(
            contest,
            least_names(contest.post, contest.seats, rules),
            names_needed_for_post(contest.seats, rules.leader_margin) if contest.is_leader and rules.committee_ballot else 0,
            margin,
        )
        for contest in Contest.objects.filter(election=election)
    ]


def _size_issues(plan: PostsPlan | None, title: OrganisationTitle | None, full: int) -> Iterator[Issue]:
    """Without a roll nobody can tell more than what could never be: a plan of before this was asked for."""
    if plan is None or title is None:
        return
    whole = committee_size(plan.posts)
    if not full:
        yield from impossible_size_issues(title, whole)
        return
    yield from size_issues(title, full, whole)
    yield from size_warnings(title, full, whole)


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """`rest` is None where the year has no calendar. `issues`: contradictions with the notices before it."""

    day: date
    rest: bool | None
    issues: Sequence[Issue]


def meeting_day(election: Election, day: date | None, now: datetime) -> MeetingDay | None:
    if day is None:
        return None
    try:
        return MeetingDay(day, is_rest_day(election, day), date_issues(election, day, now))
    except RuleViolation as unknown:  # a year without a calendar is said, not guessed
        return MeetingDay(day, None, unknown.issues)


@dataclass(frozen=True, slots=True)
class DayChoice:
    """What helps to choose: the chosen day as it is, rest days that fit, and when the term ends."""

    chosen: MeetingDay | None
    fitting: Sequence[date]
    term_ends_on: date | None


def itself(election: Election) -> Election:
    """What a correction of the election's own figures is about."""
    return election


def day_choice(election: Election) -> DayChoice:
    now = election_now(election)
    return DayChoice(meeting_day(election, election.meeting_on, now), fitting_days(election, now), election.term_ends_on)


def fitting_days(election: Election, now: datetime, most: int = 6) -> list[date]:
    """The next rest days before which every notice can end, on time for the term; none where a year has no calendar."""
    calendar, day, found = office_calendar(election.office), timezone.localdate(now), list[date]()
    try:
        for _step in range(LOOKED_AHEAD):
            day += timedelta(days=1)
            if _is_on_time(election, day) and not calendar.is_working_day(day) and (found or not date_issues(election, day, now)):
                found.append(day)
            if len(found) == most:
                break
    except RuleViolation:
        return found
    return found


def _is_on_time(election: Election, day: date) -> bool:
    return election.term_ends_on is None or not list(term_issues(election.term_ends_on, day, approval=""))


def wished_days(election: Election) -> Counter[str]:
    return wishes(election)


@dataclass(frozen=True, slots=True)
class Leadership:
    """The street's group, the community's, the leader who answers for the community, and which of the three musts are done."""

    street: Sequence[GroupMember]
    own: Sequence[GroupMember]
    own_set_at: datetime | None
    duty: LeaderDuty | None
    musts: Sequence[tuple[str, LeaderPresence | None]]
    earlier: Sequence[LeaderDuty]


def leadership(election: Election) -> Leadership:
    groups = {group.election_id: group for group in _standing_groups(election)}
    duties = list(LeaderDuty.objects.filter(election=election).prefetch_related("presences").order_by("-pk"))
    duty = next((item for item in duties if item.ended_at is None), None)
    present = {item.occasion: item for item in duty.presences.all()} if duty else {}
    own = groups.get(election.pk)
    return Leadership(
        street=_members(groups.get(None)),
        own=_members(own),
        own_set_at=own.set_at if own else None,
        duty=duty,
        musts=[(occasion, present.get(occasion)) for occasion in LeaderPresence.Occasion.values],
        earlier=[item for item in duties if item.ended_at is not None],
    )


def presence(election: Election, pk: int) -> LeaderPresence | None:
    return LeaderPresence.objects.filter(duty__election=election, pk=pk).select_related("duty__election__cycle__office").first()


def _standing_groups(election: Election) -> list[LeadingGroup]:
    found = LeadingGroup.objects.standing().filter(cycle=election.cycle, election=None)
    return list((found | LeadingGroup.objects.standing().filter(cycle=election.cycle, election=election)).prefetch_related("members"))


def _members(group: LeadingGroup | None) -> list[GroupMember]:
    return list(group.members.all()) if group else []


def standing_duty(election: Election) -> LeaderDuty | None:
    return LeaderDuty.objects.standing().filter(election=election).select_related("election__cycle__office").first()
