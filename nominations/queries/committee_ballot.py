"""党工委差额票决: which posts are still open, with which names, who has been chosen, and how far a count has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from elections.models import Account, Contest, Election
from nominations.models import Nominee, NomineeList, SlipBatch, SlipCount, SlipEntry
from nominations.rules.committee_ballot import Kind, PostOutcome, decide, is_valid
from nominations.rules.lists import places
from nominations.rules.nominee_steps import NomineeStep
from nominations.rules.slips import BatchFigures, ContestDifference

from .lists import free_names_on, standing_list
from .rounds import listed_contests
from .slips import differences_of, figures_of, is_typed_twice_by


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
    """Nominees tied in the last certified ballot on this post that was valid; None before the first."""
    counts = SlipCount.objects.certified().filter(election=contest.election, kind=SlipCount.Kind.COMMITTEE)
    for count in reversed(list(counts)):
        if count.result["contests"].get(contest.code, {"next": "repeat"})["next"] != "repeat":
            by_name = {
                candidate["name"]: candidate["nominee"]
                for found in count.contests
                if found["code"] == contest.code
                for candidate in found["candidates"]
            }
            return {by_name[name] for name in count.result["contests"][contest.code]["tied"]}
    return None


def standing_figures(count: SlipCount) -> BatchFigures | None:
    """None while a second entry or a settlement is missing."""
    batch = next((batch for batch in count.batches.all() if batch.set_aside_at is None), None)
    return figures_of(batch) if batch else None


def outcomes_of(count: SlipCount, figures: BatchFigures) -> dict[str, PostOutcome]:
    """By contest code, in the order of the paper. Of a ballot that is not valid nothing is chosen."""
    if not is_valid(issued=figures.issued, returned=figures.returned):
        return {totals.contest.code: PostOutcome((), (), totals.contest.seats, void=True) for totals in figures.contests}
    kinds: dict[str, Kind] = {contest["code"]: contest["kind"] for contest in count.contests}
    return {
        totals.contest.code: decide(
            {name: found.in_favour for name, found in totals.names.items()},
            places=totals.contest.seats,
            due=count.due or 0,
            kind=kinds[totals.contest.code],
        )
        for totals in figures.contests
    }


@dataclass(frozen=True, slots=True)
class CountState:
    """How far a ballot has come. Figures show only once they stand: the second person types without knowing the first one's."""

    count: SlipCount
    batch: SlipBatch | None
    entries: Sequence[SlipEntry]
    differences: Sequence[ContestDifference]
    figures: BatchFigures | None
    set_aside: Sequence[SlipBatch] = ()

    @property
    def is_typed_by(self) -> set[int]:
        return {entry.entered_by_id for entry in self.entries}

    def may_enter(self, account: Account) -> bool:
        return len(self.entries) < 2 and account.pk not in self.is_typed_by

    def may_settle(self, account: Account) -> bool:
        return bool(self.differences) and account.pk not in self.is_typed_by

    def may_set_aside(self, account: Account) -> bool:
        return self.batch is not None and not is_typed_twice_by(self.batch, account)


def open_ballot(election: Election) -> SlipCount | None:
    """The ballot that is not certified yet."""
    return SlipCount.objects.filter(election=election, kind=SlipCount.Kind.COMMITTEE, certified_at=None).first()


def certified_ballots(election: Election) -> list[SlipCount]:
    found = SlipCount.objects.certified().filter(election=election, kind=SlipCount.Kind.COMMITTEE)
    return list(found.select_related("certified_by").prefetch_related("batches__entries"))


def count_state(count: SlipCount) -> CountState:
    batches = list(count.batches.select_related("count", "set_aside_by").prefetch_related("entries__entered_by"))
    aside = [batch for batch in batches if batch.set_aside_at is not None]
    batch = next((batch for batch in batches if batch.set_aside_at is None), None)
    if batch is None:
        return CountState(count, None, (), (), None, aside)
    return CountState(count, batch, list(batch.entries.all()), differences_of(batch), figures_of(batch), aside)


def open_count_state(election: Election) -> CountState | None:
    count = open_ballot(election)
    return count_state(count) if count else None


def batch_to_settle(election: Election) -> SlipBatch | None:
    state = open_count_state(election)
    return state.batch if state and state.differences else None


def batch_that_stands(election: Election) -> SlipBatch | None:
    state = open_count_state(election)
    return state.batch if state else None


@dataclass(frozen=True, slots=True)
class PostResult:
    """One post of a ballot as it stands: each name with its votes for and against, most votes first."""

    post: str
    kind: Kind
    places: int
    votes: Sequence[tuple[str, int, int]]
    outcome: PostOutcome


def outlook(count: SlipCount) -> list[PostResult]:
    """What follows from the figures that stand; empty while there are none."""
    figures = standing_figures(count)
    if figures is None:
        return []
    outcomes, frozen = outcomes_of(count, figures), {found["code"]: found for found in count.contests}
    return [
        PostResult(
            frozen[totals.contest.code]["post"],
            frozen[totals.contest.code]["kind"],
            totals.contest.seats,
            sorted(((name, found.in_favour, found.against) for name, found in totals.names.items()), key=lambda line: -line[1]),
            outcomes[totals.contest.code],
        )
        for totals in figures.contests
    ]
