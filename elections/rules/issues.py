"""What a rule answers when something does not hold: a code and its figures, never a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Issue:
    """`code` has one sentence in `elections.messages`; `params` are the figures that sentence names."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class RuleViolation(Exception):
    """An act that the rules refuse, with every reason at once."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues: tuple[Issue, ...] = tuple(issues)
        super().__init__("; ".join(f"{issue.code} {dict(issue.params)}" for issue in self.issues))


def refuse_if(issues: Iterable[Issue]) -> None:
    found = tuple(issues)
    if found:
        raise RuleViolation(found)
