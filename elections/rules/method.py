"""选举办法: what the meeting adopts before it votes, as far as the program acts on it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, get_args

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.rule_set import RuleSet

SOURCE = sources.ELECTION_METHOD

Ballot = Literal["list", "number", "sequential"]
FurtherCandidates = Literal["unelected", "new", "blank"]
FURTHER = get_args(FurtherCandidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionMethod:
    """`ballot`: list, number (into the post) or sequential. For a further election (另行选举) `further_candidates` says who stands:
    those not elected before, names proposed anew, or nobody (names are written in); `further_margin` whether the margin holds there too.
    `show_votes`: whether announcement and public page show more than the elected.
    """

    ballot: Ballot = "list"
    further_candidates: FurtherCandidates = "unelected"
    further_margin: bool = True
    show_votes: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)


def ballots_allowed(rules: RuleSet, *, plenary: bool) -> tuple[Ballot, ...]:
    """The rule set says how the members vote; a plenary votes on a list, post by post or on one paper. Where a losing deputy stands for the
    committee, nobody knows that list before the deputies are counted."""
    if rules.cascade and not plenary:
        return ("sequential",)
    return ("number",) if rules.ballot == "number" and not plenary else ("list", "sequential")


def method_issues(method: ElectionMethod, rules: RuleSet, *, plenary: bool) -> Iterator[Issue]:
    allowed = ballots_allowed(rules, plenary=plenary)
    if method.ballot not in allowed:
        usual = rules.ballot if rules.ballot in allowed else allowed[0]
        yield Issue("method_ballot_differs", {"ballot": method.ballot, "rules": usual})
    if method.further_candidates not in FURTHER:
        yield Issue("method_further_unknown", {"found": method.further_candidates})
