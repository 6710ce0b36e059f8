"""Whether the roll can be closed, and what it lacks: shown while it is drawn up, enforced when it is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elections.models import Election, Exclusion, Organisation, PostsPlan, Reply, Request, RollEntry
from elections.rules.contests import committee_size
from elections.rules.issues import Issue
from elections.rules.roll_figures import RollFigures
from elections.rules.terms import SMALLEST_BRANCH, OrganisationTitle, branch_form, size_issues

from .roll import DoubleEntry, figures_of, on_two_rolls

NAMED = 8  # people named in a hint
SIZED: dict[str, OrganisationTitle] = {"branch": "branch", "general_branch": "general_branch", "committee": "committee"}


@dataclass(frozen=True, slots=True)
class Summary:
    """What is frozen when the roll is closed, and what still stands against it."""

    figures: RollFigures
    proposed: int
    issues: Sequence[Issue]
    hints: Sequence[Issue]


def summary(election: Election) -> Summary:
    return Summary(figures_of(election), len(proposed(election)), list(closing_issues(election)), list(closing_hints(election)))


def closing_issues(election: Election) -> Iterator[Issue]:
    yield from issues_of(election, figures_of(election), on_two_rolls(election))


def closing_hints(election: Election) -> Iterator[Issue]:
    """What holds nothing up: members of a community with branches who belong to none of them."""
    if not Organisation.objects.filter(parent=election.community, kind=Organisation.Kind.BRANCH).exists():
        return
    members = RollEntry.objects.filter(election=election).members()
    names = list(members.filter(branch=None).order_by("number").values_list("name", flat=True))
    if names:
        shown = "、".join(names[:NAMED]) + ("……" if len(names) > NAMED else "")
        yield Issue("roll_without_branch", {"count": len(names), "of": members.count(), "names": shown})


def issues_of(election: Election, figures: RollFigures, doubles: Sequence[DoubleEntry]) -> Iterator[Issue]:
    """As `closing_issues`, for a page that knows figures and doubles already."""
    if not figures.with_vote:
        yield Issue("roll_without_electors", {"total": figures.total})
        return
    yield from consent_issues(election)
    for double in doubles:
        if double.certain:
            yield Issue("roll_on_two_rolls", {"name": double.entry.name, "community": double.other.election.community.name})
    title, plan = SIZED.get(election.community.title), PostsPlan.objects.filter(election=election).first()
    if title is not None and plan is not None:
        yield from size_issues(title, figures.full, committee_size(plan.posts))
    elif branch_form(figures.full) == "joint":
        yield Issue("branch_too_small", {"members": figures.full, "bound": SMALLEST_BRANCH})


def consent_issues(election: Election) -> Iterator[Issue]:
    """A scanned reply to a request that was made after the last case was proposed."""
    waiting = proposed(election)
    if not waiting:
        return
    replies = Reply.objects.filter(request__election=election, request__kind=Request.Kind.EXCLUSIONS, kind=Reply.Kind.APPROVED)
    answered = replies.filter(scan__isnull=False).select_related("request").last()
    if answered is None:
        yield Issue("exclusions_without_reply", {"count": len(waiting)})
    elif later := [exclusion for exclusion in waiting if not answered.request.covers(exclusion.proposed_at)]:
        yield Issue("exclusions_after_request", {"count": len(later)})


def proposed(election: Election) -> list[Exclusion]:
    return list(Exclusion.objects.filter(entry__election=election, entry__removed_at=None, state=Exclusion.State.PROPOSED))
