"""走访, 关切 and 承诺书: what was heard, who took it up, and the pledges in force."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elections.models import Contest, Election
from nominations.models import Concern, ConcernChoice, Nominee, Pledge, SpeechComment, Visit

from .lists import final_list, finalists, free_names_on
from .nominees import in_stroke_order, stands


def standing_pledges(nominees: Iterable[Nominee]) -> list[Pledge]:
    """In the order of the nominees; who has not signed is left out."""
    wanted = [nominee.pk for nominee in nominees]
    found = Pledge.objects.standing().filter(nominee__in=wanted)
    pledges = found.select_related("nominee__entry", "sheet").prefetch_related("points__concern")
    return sorted(pledges, key=lambda pledge: wanted.index(pledge.nominee_id))


def published_pledges(election: Election) -> list[Pledge]:
    """Open to everybody, in stroke order; of those who still stand."""
    found = Pledge.objects.standing().filter(nominee__election=election, published_at__isnull=False)
    by_nominee = {pledge.nominee: pledge for pledge in found.select_related("nominee__entry").prefetch_related("points", "nominee__steps")}
    return [by_nominee[nominee] for nominee in in_stroke_order(by_nominee) if stands(nominee)]


@dataclass(frozen=True, slots=True)
class CandidacyLine:
    """One person on the list that goes to the meeting, on the way to the ballot. `speeches` counts trainings and mock speeches."""

    nominee: Nominee
    posts: tuple[str, ...]
    chosen: tuple[Concern, ...]
    pledge: Pledge | None
    speeches: int


def candidacy_lines(election: Election) -> list[CandidacyLine]:
    """In stroke order; who is held is left out."""
    names = free_names_on(final_list(election))
    posts = _posts(election, names)
    people = in_stroke_order({nominee.pk: nominee for listed in names.values() for nominee in listed}.values())
    wanted = [nominee.pk for nominee in people]
    chosen: dict[int, list[Concern]] = {}
    for choice in ConcernChoice.objects.filter(nominee__in=wanted).select_related("concern"):
        chosen.setdefault(choice.nominee_id, []).append(choice.concern)
    pledges = {pledge.nominee_id: pledge for pledge in standing_pledges(people)}
    spoken = Counter(SpeechComment.objects.filter(nominee__in=wanted).values_list("nominee", flat=True))
    return [
        CandidacyLine(nominee, posts[nominee.pk], tuple(chosen.get(nominee.pk, ())), pledges.get(nominee.pk), spoken[nominee.pk])
        for nominee in people
    ]


def finalist(election: Election, pk: int) -> Nominee | None:
    """Somebody on the list that goes to the meeting."""
    return next((nominee for nominee in finalists(election) if nominee.pk == pk), None)


def visits_of(election: Election) -> list[Visit]:
    return list(Visit.objects.filter(election=election).select_related("nominee__entry").prefetch_related("concerns"))


def visit(election: Election, pk: int) -> Visit | None:
    return Visit.objects.filter(election=election, pk=pk).select_related("nominee__entry").first()


def concerns_of(election: Election) -> list[Concern]:
    return list(Concern.objects.filter(election=election))


def loose_concerns(election: Election) -> list[Concern]:
    """Heard otherwise than on a visit."""
    return list(Concern.objects.filter(election=election, visit=None))


def choices_of(nominee: Nominee) -> list[ConcernChoice]:
    return list(nominee.chosen_concerns.select_related("concern"))


def standing_pledge(nominee: Nominee) -> Pledge | None:
    return nominee.pledges.standing().prefetch_related("points").first()


def _posts(election: Election, names: Mapping[str, Iterable[Nominee]]) -> dict[int, tuple[str, ...]]:
    posts: dict[int, tuple[str, ...]] = {}
    by_code = dict(Contest.objects.filter(election=election).values_list("code", "post"))
    for code, listed in names.items():
        for nominee in listed:
            posts[nominee.pk] = (*posts.get(nominee.pk, ()), by_code[code])
    return posts
