"""党工委差额票决: which posts are still open, with which names, and who has been chosen."""

from dataclasses import dataclass

from elections.models import Contest, Election
from nominations.models import Nominee, NomineeList, SlipCount
from nominations.rules.committee_ballot import Kind
from nominations.rules.lists import places
from nominations.rules.nominee_steps import NomineeStep

from .lists import free_names_on, standing_list
from .rounds import listed_contests


@dataclass(frozen=True, slots=True)
class OpenPost:
    """`nominees` are voted on for `places`; a run-off is among tied names only."""

    contest: Contest
    nominees: list[Nominee]
    places: int
    kind: Kind


def open_posts(election: Election) -> list[OpenPost]:
    """Empty once every place is filled. Somebody chosen who has left or is held opens the place again."""
    names = free_names_on(standing_list(election, NomineeList.Kind.PRELIMINARY))
    room = {listed.code: places(listed, election.rules) for listed in listed_contests(election, names)}
    contests = Contest.objects.filter(election=election, code__in=names)
    return [post for contest in contests if (post := _open_post(contest, names[contest.code], room[contest.code]))]


def chosen_names(election: Election) -> dict[str, list[Nominee]]:
    """Contest code -> those chosen for it who still stand, in the order of the preliminary list."""
    names = free_names_on(standing_list(election, NomineeList.Kind.PRELIMINARY))
    contests = Contest.objects.filter(election=election, code__in=names)
    return {contest.code: chosen_in(contest, names[contest.code]) for contest in contests}


def chosen_in(contest: Contest, names: list[Nominee]) -> list[Nominee]:
    """Those of `names` whom the street committee has chosen for this post."""
    return [
        nominee
        for nominee in names
        if any(step.step == NomineeStep.RESERVE and step.contest_id == contest.pk for step in nominee.steps.all())
    ]


def _open_post(contest: Contest, names: list[Nominee], room: int) -> OpenPost | None:
    chosen = chosen_in(contest, names)
    left = room - len(chosen)
    if left <= 0:
        return None
    rest = [nominee for nominee in names if nominee not in chosen]
    last = _last_result(contest)
    if last is None:
        return OpenPost(contest, rest, left, "first")
    tied = [nominee for nominee in rest if nominee.pk in last]
    return OpenPost(contest, tied, left, "runoff") if len(tied) > left else OpenPost(contest, rest, left, "further")


def _last_result(contest: Contest) -> set[int] | None:
    """Nominees tied in the last certified ballot on this post; None before the first."""
    counts = SlipCount.objects.certified().filter(election=contest.election, kind=SlipCount.Kind.COMMITTEE)
    for count in reversed(list(counts)):
        if contest.code in count.result["contests"]:
            by_name = {
                candidate["name"]: candidate["nominee"]
                for found in count.contests
                if found["code"] == contest.code
                for candidate in found["candidates"]
            }
            return {by_name[name] for name in count.result["contests"][contest.code]["tied"]}
    return None
