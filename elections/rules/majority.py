"""超过半数: more than half. Exactly half is not enough."""

from elections.rules import sources
from elections.rules.rule_set import RuleSet

SOURCE = sources.MAJORITY


def majority_base(rules: RuleSet, *, present: int, due: int) -> int:
    """Whose half: 实到会有选举权的人数 as the regulation says, or 应到会 where a recount asks for it. Never ballots, nor valid ones."""
    return due if rules.majority_of == "due" else present


def has_majority(votes: int, base: int) -> bool:
    return votes * 2 > base


def majority_needed(base: int) -> int:
    return base // 2 + 1
