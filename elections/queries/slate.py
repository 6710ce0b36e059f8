"""Who stands: the plan behind a slate, what is known of a person on it, and whether the person may stand at all."""

from collections.abc import Iterable, Iterator
from datetime import date

from elections.models import Candidate, Contest, Election, PostsPlan, Reply, RollEntry
from elections.rules.composition import Profile, age_on
from elections.rules.eligibility import Right, right_issues
from elections.rules.issues import Issue
from elections.rules.roll_person import standing_of

from .roll import person_of, replies_to_stand, reply_for

COLLEGE_AND_ABOVE = frozenset(
    {RollEntry.Education.COLLEGE, RollEntry.Education.BACHELOR, RollEntry.Education.MASTER, RollEntry.Education.DOCTOR}
)


def plan_of(election: Election) -> PostsPlan | None:
    return PostsPlan.objects.filter(election=election).first()


def is_college(entry: RollEntry) -> bool:
    return entry.education in COLLEGE_AND_ABOVE


def profiles_of(entries: Iterable[RollEntry], day: date) -> list[Profile]:
    return [
        Profile(age=age_on(entry.born_on, day), college=is_college(entry), woman=entry.sex == RollEntry.Sex.FEMALE) for entry in entries
    ]


def facts_of(entry: RollEntry) -> dict[str, object]:
    """A person as a report may show them: plain values, frozen with the milestone."""
    return {
        "entry": entry.pk,
        "name": entry.name,
        "sex": entry.sex,
        "ethnicity": entry.ethnicity,
        "born_on": entry.born_on.isoformat(),
        "education": entry.education,
        "joined_on": entry.joined_on.isoformat() if entry.joined_on else "",
        "present_post": entry.post,
        "branch": entry.branch.name if entry.branch else "",
        "part_time": entry.part_time,
        "capacities": list(entry.capacities),
        "tags": list(entry.tags),
    }


def stand_issues(election: Election, entries: Iterable[RollEntry], day: date) -> Iterator[Issue]:
    """Full members with their rights; who belongs elsewhere only by a reply of the superior that covers the person."""
    replies = replies_to_stand(election)
    for entry in entries:
        if entry.disqualified_at is not None:
            yield Issue("candidate_disqualified", {"name": entry.name})
        elif not entry.may_stand:
            yield Issue("candidate_may_not_stand", {"name": entry.name})
        else:
            yield from right_issues(Right.STAND, entry.name, standing_of(person_of(entry), reply_for(entry, replies)), day)


def reply_number(election: Election, kind: str) -> str:
    """The number of the newest approval of a kind whose scan is there; empty without one."""
    approved = Reply.objects.filter(request__election=election, request__kind=kind, kind=Reply.Kind.APPROVED, scan__isnull=False)
    newest = approved.exclude(number="").order_by("pk").last()
    return newest.number if newest else ""


def slate_lines(election: Election) -> list[tuple[Contest, list[Candidate]]]:
    """Contest by contest the candidates as certified, those who are held among them."""
    found = Candidate.objects.standing().filter(contest__election=election).select_related("entry", "contest")
    by_contest: dict[int, list[Candidate]] = {}
    for candidate in found:
        by_contest.setdefault(candidate.contest_id, []).append(candidate)
    contests = Contest.objects.filter(election=election)
    return [(contest, by_contest.get(contest.pk, [])) for contest in contests if contest.pk in by_contest or contest.stage == "meeting"]


def standing_candidate(election: Election, pk: int) -> Candidate | None:
    return Candidate.objects.standing().filter(contest__election=election, pk=pk).select_related("entry", "contest__election").first()
