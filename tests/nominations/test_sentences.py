import ast
from pathlib import Path

import pytest

from elections.messages import sentence, table
from nominations.rules.participation import Participation

ROOT = Path(__file__).resolve().parents[2] / "nominations"


def codes_in(path):
    """Codes given literally; those made of a unit are listed below."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Issue" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield first.value


CODES = {code for floor in ("rules", "services") for path in (ROOT / floor).glob("*.py") for code in codes_in(path)}
MADE = {f"{unit}_endorses_twice" for unit in ("person", "household")} | {f"too_few_{unit}s_endorse" for unit in ("person", "household")}


@pytest.mark.parametrize("code", sorted(CODES | MADE))
def test_every_refusal_has_its_sentence(code):
    assert str(table()[code])


def test_participation_names_its_figures():
    said = sentence(Participation(84, 100, 4, "17/20").finding)
    assert all(figure in said for figure in ("84", "100", "84.00%", "85%"))
