from dataclasses import replace
from datetime import date

import pytest

from elections.models import AuditEvent, ImportedRoll, RollEntry
from elections.permissions import Role
from elections.queries.roll import person_of
from elections.rules.issues import RuleViolation
from elections.services.exclusions import propose_exclusion
from elections.services.imported_rolls import undo_import
from elections.services.roll import add_roll_entry, close_roll, edit_roll_entry, remove_roll_entry
from elections.services.roll_import import import_roll
from tests.factories.office import Office, add_members, office_with_election

pytestmark = pytest.mark.django_db

HEADER = "姓名,性别,出生日期,党员状态,学历"
FIRST = f"{HEADER}\n王毅,男,1975-03-01,正式,本科\n单小燕,女,1980-06-09,正式,大专\n".encode()
SECOND = f"{HEADER}\n王毅,男,1975-03-01,正式,博士\n仇建国,男,1960-02-02,正式,高中\n".encode()


@pytest.fixture
def office() -> Office:
    return office_with_election()


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def names(office: Office) -> list[str]:
    return [entry.name for entry in RollEntry.objects.filter(election=office.election).standing()]


def test_an_import_is_undone_whole(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    import_roll(office.election, FIRST, actor=clerk, name="花名册.csv")
    before = [person_of(entry) for entry in RollEntry.objects.order_by("pk")]
    import_roll(office.election, SECOND, actor=clerk, name="补充.csv")
    first, second = ImportedRoll.objects.order_by("pk")
    assert (second.new_rows, second.changed_rows, second.name) == (1, 1, "补充.csv")

    undo_import(second, actor=clerk, reason="文件用错")
    assert names(office) == ["王毅", "单小燕"]
    assert [person_of(entry) for entry in RollEntry.objects.standing().order_by("pk")] == before
    assert undo_import(second, actor=clerk, reason="文件用错").undone_at
    undo_import(first, actor=clerk, reason="文件用错")
    assert names(office) == []
    assert AuditEvent.objects.filter(verb="undo_import").count() == 2
    assert ImportedRoll.objects.filter(added={}, changed={}).count() == 2

    import_roll(office.election, FIRST, actor=clerk)
    assert names(office) == ["王毅", "单小燕"]


def test_whom_somebody_worked_on_since_is_named(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    import_roll(office.election, FIRST, actor=clerk)
    [imported] = ImportedRoll.objects.all()
    first, second = RollEntry.objects.order_by("pk")
    edit_roll_entry(first, replace(person_of(first), post="社区工作者"), actor=clerk)
    propose_exclusion(second, "bedridden", actor=clerk)
    with pytest.raises(RuleViolation) as refused:
        undo_import(imported, actor=clerk, reason=" ")
    assert codes(refused) == ["reason_missing", "roll_import_overtaken"]
    assert refused.value.issues[1].params == {"count": 2, "names": "王毅、单小燕"}
    assert names(office) == ["王毅", "单小燕"]


def test_who_was_taken_off_already_is_no_obstacle(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    import_roll(office.election, FIRST, actor=clerk)
    [imported] = ImportedRoll.objects.all()
    remove_roll_entry(RollEntry.objects.get(name="王毅"), actor=clerk, reason="录错")
    undo_import(imported, actor=clerk, reason="文件用错")
    assert names(office) == []


def test_once_the_roll_is_closed_nothing_is_undone_and_nothing_is_kept_for_it(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    add_members(office.election, 20, born_on=date(1950, 1, 1))
    import_roll(office.election, FIRST, actor=clerk)
    close_roll(office.election, actor=clerk)
    [imported] = ImportedRoll.objects.all()
    assert (imported.added, imported.new_rows) == ({}, 2)
    with pytest.raises(RuleViolation) as refused:
        undo_import(imported, actor=clerk, reason="文件用错")
    assert codes(refused) == ["roll_is_closed"]
    with pytest.raises(RuleViolation) as refused:
        undo_import(imported, actor=office[Role.OBSERVER], reason="文件用错")
    assert codes(refused) == ["role_missing"]


def test_people_of_other_files_stay(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    import_roll(office.election, FIRST, actor=clerk)
    [typed] = [person_of(entry) for entry in RollEntry.objects.filter(name="王毅")]
    add_roll_entry(office.election, replace(typed, name="高翔"), actor=clerk)
    undo_import(ImportedRoll.objects.get(), actor=clerk, reason="文件用错")
    assert names(office) == ["高翔"]
