import re
from pathlib import Path

import pytest

from election_admin.registry import DOCUMENT_KINDS
from elections.documents.kind import table
from elections.documents.registry import KINDS
from elections.documents.render import TEMPLATES
from tests.elections.documents import samples

REFERENCE = re.compile(r'{%\s*(?:extends|include)\s+"([^"]+)"')


def reached_from(template: str) -> set[str]:
    found = {template}
    for name in REFERENCE.findall((TEMPLATES / template).read_text("utf-8")):
        found |= reached_from(name)
    return found


def test_every_kind_has_a_sample_of_its_snapshot() -> None:
    assert KINDS.keys() == samples.SAMPLES.keys()
    assert all(type(samples.SAMPLES[code]()) is kind.snapshot for code, kind in KINDS.items())


def test_every_template_belongs_to_a_kind() -> None:
    reached = {name for kind in DOCUMENT_KINDS.values() for name in reached_from(kind.template)}
    there = {str(path.relative_to(TEMPLATES)) for path in Path(TEMPLATES).rglob("*") if path.is_file()}
    assert there == reached


def test_a_code_used_twice_stops_the_start() -> None:
    kind = KINDS["notice"]
    with pytest.raises(RuntimeError, match="notice"):
        table(kind, kind)


@pytest.mark.parametrize("code", ["notice", "announcement", "result_announcement", "correction"])
def test_what_hangs_on_the_board_is_public(code: str) -> None:
    assert KINDS[code].audience == "public"


def test_votes_per_person_stay_with_the_hall_and_the_observers() -> None:
    assert {KINDS[code].audience for code in ("count_report", "elected_report")} == {"observers"}


@pytest.mark.parametrize("code", ["nomination_form_joint", "recommendation_slip", "check_in_list", "host_script"])
def test_what_the_office_keeps_is_not(code: str) -> None:
    assert DOCUMENT_KINDS[code].audience == "community_office"
