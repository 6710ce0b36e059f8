"""Sizes and terms: which organisation may have which committee, when its term ends, and when delegates may meet instead of members.

《中国共产党基层组织选举工作条例》第三条、第四条; 《中国共产党支部工作条例（试行）》 for branches; sizes of general branches and committees
as handbooks give them. `…_issues` refuse, `…_warnings` ask for a reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from elections.rules.issues import Issue

OrganisationTitle = Literal["branch", "general_branch", "committee"]
BranchForm = Literal["joint", "secretary_only", "committee"]

SMALLEST_BRANCH = 3
SMALLEST_WITH_COMMITTEE = 7
USUAL_LARGEST_BRANCH = 50
LEADERS_WITHOUT_COMMITTEE = 2  # 1名书记,必要时1名副书记
DELEGATES_FROM_MEMBERS = 500
USUAL_DELEGATES = (100, 200)
MOST_DELEGATES = 300
COMMUNITY_TERM_YEARS = 5
# The regulation names no figure for "on time"; the committee in office begins to prepare one to two months before its end.
ON_TIME_BEFORE_END = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class CommitteeSize:
    at_least: int
    usual_at_most: int
    at_most: int


COMMITTEE_SIZES: Mapping[OrganisationTitle, CommitteeSize] = {
    "branch": CommitteeSize(3, 5, 7),
    "general_branch": CommitteeSize(5, 7, 9),
    "committee": CommitteeSize(5, 9, 11),
}


def branch_form(full_members: int) -> BranchForm:
    """Fewer than 3 full members form a joint branch with others, fewer than 7 have a secretary and no committee."""
    if full_members < SMALLEST_BRANCH:
        return "joint"
    return "secretary_only" if full_members < SMALLEST_WITH_COMMITTEE else "committee"


def size_issues(title: OrganisationTitle, full_members: int, seats: int) -> Iterator[Issue]:
    """`seats` is the whole committee, secretary and deputies included."""
    form = branch_form(full_members)
    if form == "joint":
        yield Issue("branch_too_small", {"members": full_members, "bound": SMALLEST_BRANCH})
    elif form == "secretary_only":
        if title != "branch" or seats > LEADERS_WITHOUT_COMMITTEE:
            yield Issue("branch_without_committee", {"members": full_members, "bound": SMALLEST_WITH_COMMITTEE, "seats": seats})
    else:
        yield from _bound_issues(title, seats)


def impossible_size_issues(title: OrganisationTitle, seats: int) -> Iterator[Issue]:
    """What no number of members makes right; a branch may have no committee at all."""
    if title != "branch" or seats > LEADERS_WITHOUT_COMMITTEE:
        yield from _bound_issues(title, seats)


def _bound_issues(title: OrganisationTitle, seats: int) -> Iterator[Issue]:
    size = COMMITTEE_SIZES[title]
    if not size.at_least <= seats <= size.at_most:
        yield Issue(f"committee_size_{title}", {"seats": seats, "at_least": size.at_least, "at_most": size.at_most})


def size_warnings(title: OrganisationTitle, full_members: int, seats: int) -> Iterator[Issue]:
    usual = COMMITTEE_SIZES[title].usual_at_most
    if usual < seats <= COMMITTEE_SIZES[title].at_most:
        yield Issue("committee_larger_than_usual", {"seats": seats, "usual": usual})
    if title == "branch" and full_members > USUAL_LARGEST_BRANCH:
        yield Issue("branch_larger_than_usual", {"members": full_members, "usual": USUAL_LARGEST_BRANCH})


def delegates_meeting_issues(members: int, dispersed: bool, approval: str) -> Iterator[Issue]:
    """`approval` is the number of the superior's reply."""
    if members < DELEGATES_FROM_MEMBERS and not dispersed:
        yield Issue("delegates_not_allowed", {"members": members, "bound": DELEGATES_FROM_MEMBERS})
    if not approval:
        yield Issue("delegates_not_approved")


def delegates_number_issues(delegates: int) -> Iterator[Issue]:
    if delegates > MOST_DELEGATES:
        yield Issue("delegates_too_many", {"delegates": delegates, "bound": MOST_DELEGATES})


def delegates_number_warnings(delegates: int) -> Iterator[Issue]:
    fewest, most = USUAL_DELEGATES
    if not fewest <= delegates <= most and delegates <= MOST_DELEGATES:
        yield Issue("delegates_unusual", {"delegates": delegates, "fewest": fewest, "most": most})


def term_end(elected_on: date, years: int = COMMUNITY_TERM_YEARS) -> date:
    """The same day so many years later; 29 February ends on 28 February."""
    try:
        return elected_on.replace(year=elected_on.year + years)
    except ValueError:
        return elected_on.replace(year=elected_on.year + years, day=28)


def term_end_issues(ends_on: date, today: date) -> Iterator[Issue]:
    """A term lasts five years: one that ends more than five years from now was mistyped, one that ended that long ago too."""
    first, last = term_end(today, -COMMUNITY_TERM_YEARS), term_end(today, COMMUNITY_TERM_YEARS)
    if not first <= ends_on <= last:
        yield Issue("term_end_unlikely", {"ends": ends_on.isoformat(), "first": first.isoformat(), "last": last.isoformat()})


def term_issues(term_ends_on: date, meeting_on: date, approval: str) -> Iterator[Issue]:
    """An early or a late election needs the superior's reply (`approval` is its number)."""
    figures = {"ends": term_ends_on.isoformat(), "meeting": meeting_on.isoformat()}
    if approval:
        return
    if meeting_on > term_ends_on:
        yield Issue("term_postponed_unapproved", figures)
    elif term_ends_on - meeting_on > ON_TIME_BEFORE_END:
        yield Issue("term_early_unapproved", figures)


def term_warnings(term_ends_on: date, meeting_on: date) -> Iterator[Issue]:
    """延长或者提前期限一般不超过1年."""
    if not term_end(term_ends_on, -1) <= meeting_on <= term_end(term_ends_on, 1):
        yield Issue("term_beyond_a_year", {"ends": term_ends_on.isoformat(), "meeting": meeting_on.isoformat()})
