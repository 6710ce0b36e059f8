"""The figures of a rehearsal, read from the certified facts as a report would."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from elections.documents.chinese import mean, percent, percent_of
from elections.models import Election, MilestoneRecord
from elections.rules.acts import Milestone
from elections.services.result_parts import figures_part

COLLEGE = frozenset({"college", "bachelor", "master", "doctor"})
LEADERS = ("secretary", "deputy")


def election_figures(election: Election) -> dict[str, Any]:
    result = _facts(election, Milestone.RESULT_CERTIFIED)
    nominated = _facts(election, Milestone.OPEN_NOMINATION_CLOSED)
    figures = figures_part(result["meetings"][0])
    posts = Counter(person["post"] for person in result["elected"])
    return {
        "code": election.code,
        "community": election.community.name,
        "phase": election.phase,
        "sealed": election.sealed_at is not None,
        "electors": _facts(election, Milestone.ROLL_CLOSED)["with_vote"],
        "members_took_part": nominated["members_took_part"],
        "participation": percent(nominated["members_took_part"], nominated["members_of"]),
        "residents_took_part": nominated["residents_took_part"],
        "due": figures.due,
        "present": figures.present,
        "turnout": figures.turnout,
        "secretaries": posts["secretary"],
        "deputies": posts["deputy"],
        "committee": len(_committee(result)),
        "discipline": posts["discipline"],
        "events": election.chain.count,
        "head": election.chain.head,
    }


def street_figures(elections: Sequence[Election]) -> dict[str, Any]:
    results = [_facts(election, Milestone.RESULT_CERTIFIED) for election in elections]
    nominated = [_facts(election, Milestone.OPEN_NOMINATION_CLOSED) for election in elections]
    people = [person for result in results for person in _committee(result)]
    leaders = [person for result in results for person in result["elected"]]
    rates = [_rate(result) for result in results]
    return {
        "electors": sum(_facts(election, Milestone.ROLL_CLOSED)["with_vote"] for election in elections),
        "members_took_part": sum(facts["members_took_part"] for facts in nominated),
        "residents_took_part": sum(facts["residents_took_part"] for facts in nominated),
        "leaders": sum(person["post"] in LEADERS for person in leaders),
        "committee": len(people),
        "discipline": sum(person["post"] == "discipline" for person in leaders),
        "categories": dict(Counter(person["category"] for person in people)),
        "graduates": sum("graduate_social_worker" in person["tags"] for person in people),
        "college": sum(person["education"] in COLLEGE for person in people),
        "college_share": percent(sum(person["education"] in COLLEGE for person in people), len(people)),
        "mean_age_secretaries": mean(tuple(person["age"] for person in leaders if person["post"] == "secretary")),
        "mean_age_deputies": mean(tuple(person["age"] for person in leaders if person["post"] == "deputy" and not person["part_time"])),
        "mean_age_committee": hundredths(sum(person["age"] for person in people), len(people)),
        "mean_turnout": percent_of(sum(rates, Fraction()) / len(rates)),
        "best_turnout": percent_of(max(rates)),
    }


def hundredths(total: int, count: int) -> str:
    """A mean with two digits, halves up: the first summary gives 43.53."""
    rounded = (total * 200 + count) // (count * 2)
    return f"{rounded // 100}.{rounded % 100:02d}"


def _facts(election: Election, kind: Milestone) -> dict[str, Any]:
    facts: dict[str, Any] = MilestoneRecord.objects.standing().get(election=election, kind=kind).facts
    return facts


def _committee(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Each once: whoever the plenary made secretary was elected to the committee before."""
    people = {person["entry"]: person for person in result["elected"] if person["post"] in ("committee", *LEADERS)}
    return list(people.values())


def _rate(result: dict[str, Any]) -> Fraction:
    figures = figures_part(result["meetings"][0])
    return Fraction(figures.present, figures.due)
