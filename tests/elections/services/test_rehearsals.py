"""A rehearsal goes in one act, whole, and nothing of anybody else's goes with it."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from elections.models import AuditChain, AuditDetail, AuditEvent, Job, Organisation, StoredFile
from elections.permissions import Role
from elections.rules.audit_chain import verify
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services import files
from elections.services.backup_parts import columns, tables
from elections.services.elections import postpone_election
from elections.services.files import store_file
from elections.services.organisations import found_office
from elections.services.records import lines_of
from elections.services.rehearsals import remove_rehearsal, rows_of
from tests.factories.office import Office, add_contest, add_members, give_role, make_account, office_with_election

pytestmark = pytest.mark.django_db(transaction=True)

PDF = b"%PDF-1.7\nshared"
OWN_PDF = b"%PDF-1.7\nits own"

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def busy_office(code: str) -> Office:
    office = office_with_election(code=code, phase=Phase.OPEN_NOMINATION)
    add_members(office.election, 12)
    add_contest(office.election)
    postpone_election(office.election, actor=office[Role.STREET_APPROVER], until=date(2026, 6, 20), reason="补办动员大会")
    store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="选举办法.pdf", content=PDF)
    Job.objects.create(office=office.street, election=office.election, kind="render_document", queued_at=office.street.created_at)
    return office


@pytest.fixture
def real() -> Organisation:
    return found_office(code="chaoming", name="潮鸣街道", title="working_committee", superior_name="中共下城区委组织部")


def dump() -> Dump:
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list(*columns()[model._meta.label])) for model in tables()}


def test_every_row_goes_and_another_rehearsal_stays_as_it_is() -> None:
    staying = busy_office("wenhui")
    before = dump()
    going = busy_office("lianxi")
    removed = remove_rehearsal(going.street, actor=going[Role.SYSTEM_ADMINISTRATOR])
    assert dump() == before
    assert removed.tables["elections.RollEntry"] == 12
    assert removed.rows == sum(removed.tables.values())
    [chain] = AuditChain.objects.filter(election=staying.election)
    assert verify(b"".join(lines_of(chain)), None).exit_code == 0


def test_a_file_that_another_office_keeps_too_stays() -> None:
    staying, going = busy_office("wenhui"), busy_office("lianxi")
    own = store_file(going.election, actor=going[Role.COMMUNITY_CLERK], name="自有.pdf", content=OWN_PDF)
    remove_rehearsal(going.street, actor=None)
    assert files.read(StoredFile.objects.get(election=staying.election)) == PDF
    assert not files.path_of(own.sha256).exists()


def test_that_it_went_stands_on_the_record_of_the_real_office(real: Organisation) -> None:
    going = busy_office("lianxi")
    removed = remove_rehearsal(going.street, actor=going[Role.SYSTEM_ADMINISTRATOR])
    event = AuditEvent.objects.get(verb="remove_rehearsal")
    assert event.chain.office == real
    assert json.loads(event.raw)["figures"] == {"files": 1, "rows": removed.rows}
    detail = json.loads(event.detail.text)
    assert detail == {"code": "lianxi", "name": "文晖街道", "by": "lianxi-system_administrator"}
    assert event.raw.isascii()
    assert verify(b"".join(lines_of(event.chain)), None).exit_code == 0


def test_an_administrator_of_the_real_office_removes_it_under_the_own_name(real: Organisation) -> None:
    going = busy_office("lianxi")
    administrator = make_account(real, "li")
    give_role(administrator, Role.SYSTEM_ADMINISTRATOR, real)
    remove_rehearsal(going.street, actor=administrator)
    assert AuditEvent.objects.get(verb="remove_rehearsal").actor == administrator


def test_a_real_office_a_community_and_a_role_without_the_right_are_refused(real: Organisation) -> None:
    office = busy_office("lianxi")
    other = busy_office("wenhui")
    before = dump()
    cases = [
        (real, None, "office_is_real"),
        (office.community, None, "office_is_real"),
        (office.street, office[Role.STREET_OFFICER], "role_missing"),
        (office.street, other[Role.SYSTEM_ADMINISTRATOR], "account_not_of_office"),
    ]
    for street, actor, code in cases:
        with pytest.raises(RuleViolation) as refused:
            remove_rehearsal(street, actor=actor)
        assert [issue.code for issue in refused.value.issues] == [code]
    assert dump() == before
    assert files.path_of(StoredFile.objects.filter(office=office.street).get().sha256).exists()


def test_the_rows_are_read_off_the_models() -> None:
    """Every table that has a row at all has it found, also those that nobody listed here."""
    office = busy_office("lianxi")
    filled = {model for model in tables() if model._base_manager.exists()}
    assert rows_of(office.street).keys() == filled
    assert len(rows_of(office.street)[AuditDetail]) == AuditDetail.objects.count()


def test_the_command_says_what_went_and_refuses_in_words(real: Organisation) -> None:
    busy_office("lianxi")
    out, errors = StringIO(), StringIO()
    call_command("remove_rehearsal", "lianxi", stdout=out)
    assert json.loads(out.getvalue())["tables"]["elections.RollEntry"] == 12
    for code, begins in (("chaoming", "“chaoming”"), ("lianxi", "没有代码为“lianxi”")):
        with pytest.raises(SystemExit) as ended:
            call_command("remove_rehearsal", code, stderr=errors)
        assert ended.value.code == 2
        assert begins in errors.getvalue()
