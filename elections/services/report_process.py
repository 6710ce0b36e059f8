"""候选人产生情况 of the report: what the milestones up to the slate say, in figures and in the order in which they were reached.

Who had how many recommendations, or votes of the street's committee, is for the street alone and stands in no report.
"""

from collections.abc import Callable, Mapping

from elections.documents.words import CHANNELS, POSTS
from elections.models import Election, MilestoneRecord
from elections.rules.acts import Milestone

from .result_parts import Facts, outgoing_of, superior_of


def process_of(election: Election) -> tuple[str, ...]:
    """A step that was done without the program has no figures and is left out."""
    reached = MilestoneRecord.objects.standing().filter(election=election, kind__in=list(SENTENCES)).order_by("fact_at", "pk")
    return tuple(SENTENCES[Milestone(record.kind)](election, record.facts) for record in reached if record.facts)


def _open_nomination(_election: Election, facts: Facts) -> str:
    channels = facts["by_channel"]
    people = len(facts["nominees"])
    twice = "（同一人可以由多种方式推荐）" if sum(channels.values()) > people else ""
    ways = "、".join(f"{words}{channels.get(code, 0)}名" for code, words in CHANNELS.items())
    took_part = f"{facts['members_took_part']}名党员和{facts['residents_took_part']}名群众"
    return f"公开推荐中，{took_part}参与推荐，产生推荐人选{people}名，其中{ways}{twice}。"


def _preliminary(election: Election, facts: Facts) -> str:
    ways = ["定向推荐"] if election.rules.directed_recommendation else []
    ways += ["信任投票"] if facts.get("trust") else []
    after = f"在{'和'.join(ways)}的基础上，" if ways else ""
    return f"{after}{outgoing_of(election)}研究提出候选人初步人选{facts['people']}名，{_agreed(election, facts)}。"


def _vetting(_election: Election, facts: Facts) -> str:
    return f"经资格联审和组织考察，{facts['passed']}名符合条件。"


def _committee_ballot(election: Election, facts: Facts) -> str:
    return f"经{superior_of(election)}差额票决，产生候选人预备人选{facts['people']}名。"


def _reserve(election: Election, facts: Facts) -> str:
    return f"候选人预备人选{facts['people']}名，{_agreed(election, facts)}。"


def _deliberation(_election: Election, facts: Facts) -> str:
    return f"{facts['branches']}个党支部组织酝酿，{facts['attended']}名党员参加。"


def _slate(_election: Election, facts: Facts) -> str:
    posts = [f"{POSTS[item['post']]}候选人{len(item['candidates'])}名" for item in facts["contests"] if item["candidates"]]
    return f"最后确定{'、'.join(posts)}。"


def _agreed(election: Election, facts: Facts) -> str:
    number = facts.get("reply", {}).get("number")
    return f"经{superior_of(election)}审查同意" + (f"（{number}）" if number else "")


SENTENCES: Mapping[Milestone, Callable[[Election, Facts], str]] = {
    Milestone.OPEN_NOMINATION_CLOSED: _open_nomination,
    Milestone.PRELIMINARY_APPROVED: _preliminary,
    Milestone.VETTING_CERTIFIED: _vetting,
    Milestone.COMMITTEE_BALLOT_CERTIFIED: _committee_ballot,
    Milestone.RESERVE_APPROVED: _reserve,
    Milestone.CANDIDATES_DELIBERATED: _deliberation,
    Milestone.SLATE_CERTIFIED: _slate,
}
