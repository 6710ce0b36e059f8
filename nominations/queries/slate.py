"""候选人名单 before it is certified: who would be on it, and what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from elections.models import Contest, Election, MilestoneRecord
from elections.queries.results import from_committee
from elections.queries.slate import plan_of, profiles_of, stand_issues
from elections.rules.acts import Milestone
from elections.rules.composition import composition_issues
from elections.rules.issues import Issue
from elections.rules.margin import candidates_needed
from elections.rules.slate import ListedContest, list_issues
from nominations.models import Nominee, NomineeList

from .lists import final_list, free_names_on, people_on
from .nominees import in_stroke_order
from .rounds import listed_contests


@dataclass(frozen=True, slots=True)
class SlateLine:
    """`needed` is how many names the contest needs at least, before any cascade."""

    contest: Contest
    nominees: Sequence[Nominee]
    needed: int


@dataclass(frozen=True, slots=True)
class SlateOutlook:
    """`issues` keep the slate from being certified, `composition` only asks for a reason. `left_out`: on the list, but held or gone."""

    listed: NomineeList
    lines: Sequence[SlateLine]
    issues: Sequence[Issue]
    composition: Sequence[Issue]
    left_out: Sequence[Nominee]
    certified: MilestoneRecord | None


def slate_outlook(election: Election, now: datetime) -> SlateOutlook | None:
    """None while there is no list that goes to the meeting."""
    listed = final_list(election)
    if listed is None:
        return None
    names = free_names_on(listed)
    people = in_stroke_order({nominee.pk: nominee for found in names.values() for nominee in found}.values())
    contests = listed_contests(election, names)
    named = [contest for contest in contests if contest.names or contest.stage == Contest.Stage.MEETING]
    free = {nominee.pk for nominee in people}
    day = election.meeting_on or timezone.localdate(now)
    return SlateOutlook(
        listed,
        _lines(election, names, contests),
        _issues(election, named, people, day),
        _composition(election, names, day),
        [nominee for nominee in people_on(listed) if nominee.pk not in free],
        MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.SLATE_CERTIFIED).select_related("actor").first(),
    )


def _lines(election: Election, names: dict[str, list[Nominee]], contests: Sequence[ListedContest]) -> list[SlateLine]:
    by_code = {contest.code: contest for contest in Contest.objects.filter(election=election)}
    return [
        SlateLine(by_code[contest.code], names.get(contest.code, []), _needed(contest, election))
        for contest in contests
        if contest.stage == Contest.Stage.MEETING or contest.names
    ]


def _needed(contest: ListedContest, election: Election) -> int:
    is_body = contest.post in (Contest.Post.COMMITTEE, Contest.Post.DISCIPLINE)
    return max(contest.names_at_least, candidates_needed(contest.seats, election.rules.margin) if is_body else contest.seats)


def _issues(election: Election, contests: Sequence[ListedContest], people: Sequence[Nominee], day: date) -> list[Issue]:
    empty = [Issue("post_without_names", {"post": contest.code}) for contest in contests if not contest.names]
    if empty:
        return empty
    found = list_issues(contests, election.rules, leaders_from_committee=from_committee(election), order_reason="")
    return [*found, *stand_issues(election, [nominee.entry for nominee in people], day)]


def _composition(election: Election, names: dict[str, list[Nominee]], day: date) -> tuple[Issue, ...]:
    plan = plan_of(election)
    targets = plan.posts.composition if plan and plan.composition else election.rules.composition
    posts = (Contest.Post.SECRETARY, Contest.Post.DEPUTY, Contest.Post.COMMITTEE)
    codes = Contest.objects.filter(election=election, post__in=posts).values_list("code", flat=True)
    people = {nominee.pk: nominee for code in codes for nominee in names.get(code, ())}
    return composition_issues(targets, profiles_of((nominee.entry for nominee in people.values()), day))
