"""One sentence for each issue code, in the reader's language, with the figures in it."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping

from . import labels, sentences
from .rules.issues import Issue

SENTENCE_PACKAGES = [sentences]


def add_sentences(package: object) -> None:
    """The other app's sentences, joined at start by its AppConfig."""
    SENTENCE_PACKAGES.append(package)  # type: ignore[arg-type]
    _table.clear()


_table: dict[str, str] = {}


def table() -> Mapping[str, str]:
    """Every code with its sentence. A code that two files claim is a fault of ours and stops the start."""
    if not _table:
        _table.update(_joined())
    return _table


def _joined() -> dict[str, str]:
    """Built apart and taken over whole: a doubled code is told at every question, not only at the first."""
    joined: dict[str, str] = {}
    for package in SENTENCE_PACKAGES:
        for module in pkgutil.iter_modules(package.__path__):
            found = importlib.import_module(f"{package.__name__}.{module.name}").SENTENCES
            doubled = joined.keys() & found.keys()
            if doubled:
                raise RuntimeError(f"two sentences for {sorted(doubled)}")
            joined.update(found)
    return joined


# What is on record and what was typed in a field speaks that field's words.
OF_THE_FIELD = {"recorded", "typed"}


def sentence(issue: Issue) -> str:
    field = str(issue.params.get("field", ""))
    words = {name: labels.word(field if name in OF_THE_FIELD else name, value) for name, value in issue.params.items()}
    return str(table()[issue.code]) % words


def sentences_of(issues: Iterable[Issue]) -> list[str]:
    return [sentence(issue) for issue in issues]
