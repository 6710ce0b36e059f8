"""初步人选: whom the outgoing committee can propose for which post, and what a proposal would come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from elections.models import Contest, Election
from elections.queries.results import from_committee
from elections.queries.slate import plan_of, profiles_of
from elections.rules.composition import MEETS, Profile
from elections.rules.issues import Issue
from elections.rules.rule_set import CompositionTarget
from nominations.models import Nominee, NomineeList
from nominations.rules.lists import list_issues, names_wanted

from .lists import names_on, standing_list
from .nominees import accepts_other_post, available_nominees, sought_contests
from .recommendation import votes_for
from .rounds import listed_contests

COMMITTEE_POSTS = ("secretary", "deputy", "committee")
Names = Mapping[str, Sequence[Nominee]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may be proposed for a post. `votes` is None where no slips were counted."""

    nominee: Nominee
    votes: int | None
    seeks: bool  # else agrees to be proposed for another post
    listed: bool  # in the proposal that stands, or before the first one among the most recommended


@dataclass(frozen=True, slots=True)
class PostChoices:
    contest: Contest
    needed: int
    choices: Sequence[Choice]

    @property
    def seekers(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.seeks]

    @property
    def others(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.seeks]


def post_choices(election: Election) -> list[PostChoices]:
    """Post by post, the most recommended first; who seeks the post comes before who only agrees to it."""
    people, sought = available_nominees(election), sought_contests(election)
    standing = names_on(standing_list(election, NomineeList.Kind.PRELIMINARY))
    wanted = {listed.code: names_wanted(listed, election.rules) for listed in listed_contests(election, {})}
    made: list[PostChoices] = []
    taken: set[int] = set()
    for contest in Contest.objects.filter(election=election).select_related("election"):
        seekers = [nominee for nominee in people if contest.pk in sought.get(nominee.pk, ())]
        others = [nominee for nominee in people if nominee not in seekers and accepts_other_post(nominee)]
        if contest.stage == Contest.Stage.MEETING or seekers:
            votes = votes_for(contest)
            ranked = sorted(seekers, key=lambda nominee: -votes.get(nominee.pk, 0))
            listed = standing.get(contest.code, []) if standing else _suggested(ranked if votes else [], taken, wanted[contest.code])
            taken |= {nominee.pk for nominee in listed}
            made.append(PostChoices(contest, wanted[contest.code], _choices(ranked, others, votes, listed)))
    return made


def _suggested(ranked: Sequence[Nominee], taken: set[int], needed: int) -> list[Nominee]:
    return [nominee for nominee in ranked if nominee.pk not in taken][:needed]


def _choices(ranked: Sequence[Nominee], others: Sequence[Nominee], votes: Mapping[int, int], listed: Sequence[Nominee]) -> list[Choice]:
    chosen = {nominee.pk for nominee in listed}
    return [
        Choice(nominee, votes.get(nominee.pk, 0) if votes and seeks else None, seeks, nominee.pk in chosen)
        for people, seeks in ((ranked, True), (others, False))
        for nominee in people
    ]


@dataclass(frozen=True, slots=True)
class Target:
    """班子结构: what the plan asks of the list, and how many on it are so."""

    kind: str
    at_least: int
    found: int
    of: int

    @property
    def reached(self) -> bool:
        return self.found >= self.at_least


@dataclass(frozen=True, slots=True)
class PostCount:
    contest: Contest
    needed: int
    names: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a proposal would come to: names by post, what forbids it, and the targets that need a reason where they are missed."""

    posts: Sequence[PostCount]
    issues: Sequence[Issue]
    targets: Sequence[Target]


def outlook_of(election: Election, names: Names, now: datetime) -> Outlook:
    given = {code: list(listed) for code, listed in names.items()}
    listed = {contest.code: contest for contest in listed_contests(election, given)}
    contests = [
        found for found in Contest.objects.filter(election=election) if found.stage == Contest.Stage.MEETING or given.get(found.code)
    ]
    posts = [PostCount(found, names_wanted(listed[found.code], election.rules), len(listed[found.code].names)) for found in contests]
    issues = list_issues(list(listed.values()), election.rules, "preliminary", leaders_from_committee=from_committee(election))
    return Outlook(posts, issues, composition_of(election, names, now))


def composition_of(election: Election, names: Names, now: datetime) -> list[Target]:
    targets, profiles = composition_basis(election, names, now)
    return [Target(target.kind, target.at_least, sum(map(MEETS[target.kind], profiles)), len(profiles)) for target in targets]


def composition_basis(election: Election, names: Names, now: datetime) -> tuple[Sequence[CompositionTarget], list[Profile]]:
    """The plan's targets and everybody on the list once, on the day of the meeting; the discipline committee is not counted."""
    plan = plan_of(election)
    targets = plan.posts.composition if plan and plan.composition else election.rules.composition
    day = election.meeting_on or timezone.localdate(now)
    codes = set(Contest.objects.filter(election=election, post__in=COMMITTEE_POSTS).values_list("code", flat=True))
    people = {nominee.pk: nominee.entry for code in codes & names.keys() for nominee in names[code]}
    return targets, profiles_of(people.values(), day)
