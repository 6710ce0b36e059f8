"""初步人选, 预备人选: the list in force, and who on it still counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from elections.models import Contest, Election, Reply, Request
from elections.queries.notices import held_entries
from nominations.models import Nominee, NomineeList

from .nominees import channels_of, in_stroke_order, stands


def standing_list(election: Election, kind: str) -> NomineeList | None:
    return NomineeList.objects.standing().filter(election=election, kind=kind).first()


def names_on(listed: NomineeList | None) -> dict[str, list[Nominee]]:
    """Contest code -> nominees in the list's order, as proposed."""
    names: dict[str, list[Nominee]] = {}
    if listed is not None:
        for line in listed.names.select_related("contest", "nominee__entry").prefetch_related("nominee__steps"):
            names.setdefault(line.contest.code, []).append(line.nominee)
    return names


def people_on(listed: NomineeList | None) -> list[Nominee]:
    """Each once, in stroke order."""
    return in_stroke_order({nominee.pk: nominee for names in names_on(listed).values() for nominee in names}.values())


def free_names_on(listed: NomineeList | None) -> dict[str, list[Nominee]]:
    """Without those who have withdrawn, failed, or are held by an open objection."""
    if listed is None:
        return {}
    held = held_entries(listed.election)
    return {
        code: [nominee for nominee in names if stands(nominee) and nominee.entry_id not in held] for code, names in names_on(listed).items()
    }


def final_list(election: Election) -> NomineeList | None:
    """What goes to the branches and to the meeting: the reserve candidates, or the preliminary ones where no committee votes on them."""
    kind = NomineeList.Kind.RESERVE if election.rules.committee_ballot else NomineeList.Kind.PRELIMINARY
    return standing_list(election, kind)


def finalists(election: Election) -> list[Nominee]:
    """Each once, in stroke order; who is held is left out."""
    names = free_names_on(final_list(election))
    return in_stroke_order({nominee.pk: nominee for listed in names.values() for nominee in listed}.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A person on a notice: posts by contest code, and by which channels nominated."""

    entry: int
    name: str
    contests: tuple[str, ...]
    channels: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {"entry": self.entry, "name": self.name, "contests": list(self.contests), "channels": list(self.channels)}


def people_for_notice(election: Election, kind: str | None) -> list[Listed]:
    """Who stands on a notice, in stroke order: everybody nominated (None), or those of a list. Posts by contest code."""
    names = free_names_on(standing_list(election, kind)) if kind else nominated(election)
    posts: dict[int, list[str]] = {}
    people: dict[int, Nominee] = {}
    for code, listed in names.items():
        for nominee in listed:
            people[nominee.pk] = nominee
            posts.setdefault(nominee.pk, []).append(code)
    channels = channels_of(election)
    return [
        Listed(nominee.entry_id, nominee.entry.name, tuple(posts[nominee.pk]), tuple(channels.get(nominee.pk, ())))
        for nominee in in_stroke_order(people.values())
    ]


def nominated(election: Election) -> dict[str, list[Nominee]]:
    """Contest code -> everybody whom a standing nomination proposes for it; those who are held are among them."""
    nominees = Nominee.objects.filter(election=election).with_steps()
    names: dict[str, list[Nominee]] = {}
    for contest in Contest.objects.filter(election=election):
        found = nominees.filter(nominations__contest=contest, nominations__struck_at=None).distinct()
        names[contest.code] = [nominee for nominee in found if stands(nominee)]
    return names


def list_versions(election: Election, kind: str) -> list[NomineeList]:
    """The newest first, superseded ones among them."""
    found = NomineeList.objects.filter(election=election, kind=kind)
    found = found.select_related("decision", "proposed_by", "approved_by", "request", "election__cycle__office")
    return list(found.order_by("-version"))


@dataclass(frozen=True, slots=True)
class ListedLine:
    """`out`: withdrawn or failed since the list was proposed."""

    nominee: Nominee
    out: bool
    held: bool


@dataclass(frozen=True, slots=True)
class ListedPost:
    code: str
    post: str
    seats: int
    lines: Sequence[ListedLine]


def listed_posts(listed: NomineeList) -> list[ListedPost]:
    """Post by post with everybody as proposed, and who no longer counts."""
    held = held_entries(listed.election)
    names = names_on(listed)
    contests = Contest.objects.filter(election=listed.election, code__in=names)
    return [
        ListedPost(
            contest.code,
            contest.post,
            contest.seats,
            [ListedLine(nominee, not stands(nominee), nominee.entry_id in held) for nominee in names[contest.code]],
        )
        for contest in contests
    ]


def newest_request(election: Election, kind: str) -> Request | None:
    """What was last submitted about a list of this kind."""
    return Request.objects.filter(election=election, kind=kind).last()


def has_scanned_reply(request: Request) -> bool:
    """An approval without its scan is an opinion only."""
    approvals = request.replies.filter(kind__in=[Reply.Kind.APPROVED, Reply.Kind.FILED])
    return approvals.filter(scan__isnull=False).exists()
