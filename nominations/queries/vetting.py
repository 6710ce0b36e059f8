"""资格联审 and 考察: what is known of each nominee, who still waits, who goes on and who would take an empty place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elections.models import Contest, Election
from elections.queries.notices import held_entries
from nominations.models import Inspection, Nominee, NomineeList, VettingFinding
from nominations.rules.vetting import Finding, Vetted

from .lists import names_on, people_on, standing_list
from .nominees import stands
from .recommendation import next_for

PRELIMINARY = NomineeList.Kind.PRELIMINARY


def vetted(nominees: Iterable[Nominee]) -> list[tuple[Nominee, Vetted]]:
    found = Nominee.objects.filter(pk__in=[nominee.pk for nominee in nominees]).with_steps().prefetch_related("findings", "inspections")
    return [(nominee, _vetted(nominee)) for nominee in found]


def _vetted(nominee: Nominee) -> Vetted:
    inspections = list(nominee.inspections.all())
    return Vetted(
        nominee.entry.name,
        tuple(Finding(finding.department, finding.item, finding.passed) for finding in nominee.findings.all()),
        inspections[-1].suitable if inspections else None,
    )


@dataclass(frozen=True, slots=True)
class VettingLine:
    """One person on the list. `state` is a code of VETTING_STATES; `answers` what each department found, in the board's order of them."""

    nominee: Nominee
    posts: tuple[str, ...]
    state: str
    answers: tuple[tuple[str, tuple[VettingFinding, ...]], ...]
    inspection: Inspection | None
    result: Vetted


@dataclass(frozen=True, slots=True)
class VettingBoard:
    """`next_in_votes`: post -> who follows in votes where somebody falls off its list."""

    listed: NomineeList
    departments: tuple[str, ...]
    lines: tuple[VettingLine, ...]
    next_in_votes: tuple[tuple[str, str], ...]

    @property
    def waiting(self) -> list[VettingLine]:
        return [line for line in self.lines if line.state in ("unvetted", "uninspected")]

    @property
    def going_on(self) -> list[VettingLine]:
        return [line for line in self.lines if line.state == "passed"]

    @property
    def falling_off(self) -> list[VettingLine]:
        return [line for line in self.lines if line.state == "failed"]


def vetting_board(election: Election) -> VettingBoard | None:
    """None as long as no list is proposed."""
    listed = standing_list(election, PRELIMINARY)
    if listed is None:
        return None
    posts = _posts(listed)
    found = Nominee.objects.filter(pk__in=posts).with_steps().prefetch_related("findings__sheet", "inspections__sheet")
    nominees = {nominee.pk: nominee for nominee in found}
    departments = tuple(dict.fromkeys(finding.department for nominee in found for finding in nominee.findings.all()))
    held = held_entries(election)
    lines = tuple(_line(nominees[nominee.pk], posts[nominee.pk], departments, held) for nominee in people_on(listed))
    return VettingBoard(listed, departments, lines, tuple(_replacements(listed, lines)))


def departments_known(election: Election) -> list[str]:
    """Those that have answered in any election of the office, to be chosen instead of typed."""
    found = VettingFinding.objects.filter(nominee__election__cycle=election.cycle)
    return list(found.order_by("department").values_list("department", flat=True).distinct())


def teams_known(election: Election) -> list[str]:
    found = Inspection.objects.filter(nominee__election__cycle=election.cycle)
    return list(found.order_by("team").values_list("team", flat=True).distinct())


def people_to_vet(election: Election) -> list[Nominee]:
    """On the preliminary list and still standing, in stroke order."""
    return [nominee for nominee in people_on(standing_list(election, PRELIMINARY)) if stands(nominee)]


def _posts(listed: NomineeList) -> dict[int, tuple[str, ...]]:
    posts: dict[int, tuple[str, ...]] = {}
    for nominee, post in listed.names.values_list("nominee_id", "contest__post"):
        posts[nominee] = (*posts.get(nominee, ()), post)
    return posts


def _line(nominee: Nominee, posts: tuple[str, ...], departments: Sequence[str], held: set[int]) -> VettingLine:
    newest = {(finding.department, finding.item): finding for finding in nominee.findings.all()}
    answers = tuple((name, tuple(finding for (by, _), finding in newest.items() if by == name)) for name in departments)
    inspections = list(nominee.inspections.all())
    result = _vetted(nominee)
    state = _state(nominee, result, held)
    return VettingLine(nominee, posts, state, answers, inspections[-1] if inspections else None, result)


def _state(nominee: Nominee, result: Vetted, held: set[int]) -> str:
    if result.failed_items or result.suitable is False:
        return "failed"
    if not stands(nominee):
        return "gone"
    if nominee.entry_id in held:
        return "held"
    if not result.findings:
        return "unvetted"
    return "passed" if result.suitable else "uninspected"


def _replacements(listed: NomineeList, lines: Sequence[VettingLine]) -> Iterable[tuple[str, str]]:
    """递补: asked only for posts whose list has lost somebody."""
    out = {line.nominee.pk for line in lines if line.state in ("failed", "gone")}
    if not out:
        return
    contests = {contest.code: contest for contest in Contest.objects.filter(election=listed.election)}
    for code, names in names_on(listed).items():
        if out & {nominee.pk for nominee in names}:
            follower = next_for(contests[code], {nominee.pk for nominee in names})
            if follower is not None:
                yield contests[code].post, follower.entry.name
