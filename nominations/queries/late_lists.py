"""The reserve list as it stands, and lists that exist only on paper because the election was entered late."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elections.models import Contest, Election, MilestoneRecord, Request, RollEntry
from elections.rules.acts import Milestone
from nominations.models import Nominee, NomineeList
from nominations.rules.lists import LEADERS

from .lists import ListedPost, has_scanned_reply, listed_posts, newest_request, standing_list

RESERVE = NomineeList.Kind.RESERVE
# What was done on paper for a list to be there, and what for it to be in force.
MADE: Mapping[str, Milestone] = {
    NomineeList.Kind.NOMINATED: Milestone.OPEN_NOMINATION_CLOSED,
    NomineeList.Kind.PRELIMINARY: Milestone.PRELIMINARY_APPROVED,
    RESERVE: Milestone.COMMITTEE_BALLOT_CERTIFIED,
}
IN_FORCE: Mapping[str, Milestone] = {**MADE, RESERVE: Milestone.RESERVE_APPROVED}


@dataclass(frozen=True, slots=True)
class ReserveState:
    """`asked` is the request that covers this list; `covered` once its scanned reply is on record."""

    listed: NomineeList
    posts: list[ListedPost]
    asked: Request | None
    covered: bool


def reserve_state(election: Election) -> ReserveState | None:
    """None until the committee's ballot has fixed the list."""
    listed = standing_list(election, RESERVE)
    if listed is None:
        return None
    asked = newest_request(election, RESERVE)
    if asked is not None and not asked.covers(listed.proposed_at):
        asked = None
    return ReserveState(listed, listed_posts(listed), asked, asked is not None and has_scanned_reply(asked))


def leaders_to_order(state: ReserveState) -> list[ListedPost]:
    """Secretary and deputies stand in the order of the reply, wherever there is more than one name."""
    return [post for post in state.posts if post.post in LEADERS and len(who_counts(post)) > 1]


def who_counts(post: ListedPost) -> list[Nominee]:
    """Neither gone nor held."""
    return [line.nominee for line in post.lines if not line.out and not line.held]


def kinds_on_paper(election: Election) -> list[str]:
    """Lists that were made on paper and are not here yet. Who was nominated is asked only as long as no list was made of them."""
    offline = done_on_paper(election)
    here = set(NomineeList.objects.standing().filter(election=election).values_list("kind", flat=True))
    found = [kind.value for kind in NomineeList.Kind if MADE[kind] in offline and kind not in here]
    later = here | (set(found) - {NomineeList.Kind.NOMINATED})
    return [kind for kind in found if not later or kind in later]


def done_on_paper(election: Election) -> frozenset[str]:
    return frozenset(MilestoneRecord.objects.standing().filter(election=election, offline=True).values_list("kind", flat=True))


def contests_of_meeting(election: Election) -> dict[str, Contest]:
    return {contest.code: contest for contest in Contest.objects.filter(election=election, stage=Contest.Stage.MEETING)}


def people_who_may_stand(election: Election) -> list[RollEntry]:
    found: Any = RollEntry.objects.filter(election=election, may_stand=True, disqualified_at=None).standing()
    return list(found.order_by("number"))
