"""What the lists have to say before an election goes on."""

from collections.abc import Iterator

from elections.models import Contest, Election
from elections.rules.issues import Issue
from elections.rules.phases import Phase
from nominations.models import NomineeList

from .lists import final_list, free_names_on, names_on, standing_list


def empty_post_issues(election: Election, phase: Phase) -> Iterator[Issue]:
    """Everybody on the list for a post has left it since, or is held: whoever goes on meets a post without a name."""
    listed = _list_before(election, phase)
    free = free_names_on(listed)
    if listed is None or all(free.values()):
        return
    names = names_on(listed)
    for contest in Contest.objects.filter(election=election, code__in=[code for code in free if not free[code]]):
        gone = {"post": contest.post, "names": "、".join(nominee.entry.name for nominee in names[contest.code])}
        if listed.kind == NomineeList.Kind.RESERVE:
            yield Issue("reserve_post_empty", gone)
        else:
            yield Issue("preliminary_post_empty", gone)


def _list_before(election: Election, phase: Phase) -> NomineeList | None:
    """Later on the slate says who stands."""
    if phase is Phase.COMMITTEE_BALLOT:
        return standing_list(election, NomineeList.Kind.PRELIMINARY)
    return final_list(election) if phase is Phase.CANDIDACY else None
