"""What a refusal is: exactly these issues, with exactly these figures."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from elections.rules.issues import RuleViolation


@contextmanager
def refused(*expected: tuple[str, dict[str, object]]) -> Iterator[None]:
    with pytest.raises(RuleViolation) as raised:
        yield
    assert [(issue.code, dict(issue.params)) for issue in raised.value.issues] == list(expected)
