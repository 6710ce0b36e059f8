"""The whole office in one file and back: equal, whole or not at all."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings, settings
from django.db import IntegrityError, connections, models, transaction
from django.db.utils import load_backend
from django.utils import timezone, translation

from election_admin import databases
from elections.messages import sentences_of
from elections.models import (
    AuditChain,
    AuditDetail,
    AuditEvent,
    BackupMade,
    Ballot,
    BallotCode,
    BallotRound,
    Election,
    Meeting,
    MeetingSession,
    Organisation,
    RollEntry,
)
from elections.permissions import Role
from elections.rules.audit_chain import verify
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services import files
from elections.services.backup_parts import columns, tables
from elections.services.backups import backup, check, one_moment, restore
from elections.services.files import store_file
from elections.services.organisations import edit_organisation
from elections.services.records import erase_detail, lines_of
from elections.services.sealed_files import SealedReader, SealedWriter
from tests.factories.office import Office, add_contest, add_members, office_with_election

pytestmark = pytest.mark.django_db(transaction=True)

PASSPHRASE = "文晖街道 2026 备份口令"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 1000

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def office(settings: LazySettings, tmp_path: Path) -> Office:
    settings.MEDIA_ROOT = tmp_path / "files"
    office = office_with_election(phase=Phase.MEETING)
    add_members(office.election, 30)
    add_contest(office.election)
    store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="选举办法.pdf", content=PDF)
    return office


def dump() -> Dump:
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list(*columns()[model._meta.label])) for model in tables()}


def empty_the_database() -> None:
    with transaction.atomic():
        for model in tables():
            queryset = model._base_manager.all()
            queryset._raw_delete(queryset.db)
    for chain in AuditChain.objects.all():
        raise AssertionError(chain)


def codes_of(raised: pytest.ExceptionInfo[RuleViolation]) -> list[tuple[str, dict[str, object]]]:
    return [(issue.code, dict(issue.params)) for issue in raised.value.issues]


def open_round(election: Election, actor: Any, medium: str) -> BallotRound:
    now = timezone.now()
    meeting = Meeting.objects.create(election=election, **_required(Meeting, now, actor))
    session = MeetingSession.objects.create(meeting=meeting, number=1, **_required(MeetingSession, now, actor))
    return BallotRound.objects.create(session=session, number=1, medium=medium, printed=30, opened_at=now, opened_by=actor)


def _required(model: type[models.Model], now: Any, actor: Any) -> dict[str, object]:
    """Scenery: whatever else the table wants filled."""
    values: dict[str, object] = {}
    for field in model._meta.concrete_fields:
        if field.null or field.has_default() or field.primary_key or field.name in {"meeting", "election", "number"}:
            continue
        if isinstance(field, models.DateTimeField):
            values[field.name] = now
        elif isinstance(field, models.DateField):
            values[field.name] = date(2026, 6, 1)
        elif isinstance(field, models.ForeignKey):
            values[field.name] = actor
        elif isinstance(field, models.IntegerField):
            values[field.name] = 1
        else:
            values[field.name] = field.choices[0][0] if field.choices else "-"
    return values


def test_what_comes_back_is_equal_and_every_chain_says_that_it_was_restored(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.backup"
    before = dump()
    made = backup(archive, passphrase=PASSPHRASE)
    heads = {chain.pk: (chain.head, chain.count) for chain in AuditChain.objects.all()}
    assert (made.rows, made.files, made.tables) == (sum(map(len, before.values())), 1, len(tables()))

    empty_the_database()
    files.path_of(office.election.files.model(sha256=_sha()).sha256).unlink()
    back = restore(archive, passphrase=PASSPHRASE)

    after = dump()
    assert back.figures() == made.figures()
    assert files.path_of(_sha()).read_bytes() == PDF
    for label in before.keys() - {"elections.AuditChain", "elections.AuditEvent"}:
        assert after[label] == before[label], label
    assert after["elections.AuditEvent"][: len(before["elections.AuditEvent"])] == before["elections.AuditEvent"]
    for chain in AuditChain.objects.all():
        last = json.loads(chain.events.order_by("number").last().raw)
        assert last["verb"] == "restored"
        assert (last["figures"]["head"], last["figures"]["events"]) == heads[chain.pk]
        assert verify(b"".join(lines_of(chain)), heads[chain.pk][0]).exit_code == 0


def _sha() -> str:

    return hashlib.sha256(PDF).hexdigest()


def test_work_goes_on_after_a_restore(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.backup"
    backup(archive, passphrase=PASSPHRASE)
    empty_the_database()
    restore(archive, passphrase=PASSPHRASE)
    street = Organisation.objects.get(pk=office.street.pk)
    edit_organisation(street, actor=office[Role.SYSTEM_ADMINISTRATOR], name="文晖街道办", title=street.title)
    fresh = add_members(Election.objects.get(), 1)[0]
    assert RollEntry.objects.count() == 31
    assert RollEntry.objects.filter(name=fresh.name).exists()


def test_a_sealed_election_and_an_erased_detail_come_back_as_they_were(office: Office, tmp_path: Path) -> None:
    event = AuditEvent.objects.exclude(detail=None).order_by("pk").first()
    erase_detail(event, actor=office[Role.AUDIT_ADMINISTRATOR], reason="到期")
    Election.objects.update(sealed_at=timezone.now(), phase=Phase.CLOSED)
    archive = tmp_path / "office.backup"
    backup(archive, passphrase=PASSPHRASE)
    empty_the_database()
    restore(archive, passphrase=PASSPHRASE)
    assert AuditDetail.objects.get(pk=event.detail_id).text == ""
    assert AuditEvent.objects.filter(chain__election=office.election).order_by("-number").first().verb == "restored"


def test_a_database_that_is_not_empty_is_refused_and_left_as_it_is(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.backup"
    backup(archive, passphrase=PASSPHRASE)
    before = dump()
    with pytest.raises(RuleViolation) as refused:
        restore(archive, passphrase=PASSPHRASE)
    assert codes_of(refused)[0][0] == "database_not_empty"
    assert dump() == before
    with translation.override("zh-hans"):
        assert sentences_of(refused.value.issues)[0].startswith("数据库不是空的（")


def test_a_wrong_passphrase_brings_nothing_back(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.backup"
    backup(archive, passphrase=PASSPHRASE)
    empty_the_database()
    with pytest.raises(RuleViolation) as refused:
        restore(archive, passphrase=PASSPHRASE + "!")
    assert codes_of(refused) == [("backup_passphrase_wrong", {"file": str(archive)})]
    assert not any(dump().values())


def reseal(source: Path, target: Path, change: Callable[[bytes], bytes]) -> None:
    """Somebody who knows the passphrase changes what is inside."""
    with SealedReader(source, PASSPHRASE) as reader:
        text = reader.exactly(10**9)
    with SealedWriter(target, PASSPHRASE) as writer:
        changed = change(text)
        assert changed != text
        writer.write(changed)


def without_one_row(text: bytes) -> bytes:
    start = text.index(b'{"table":"elections.RollEntry"}')
    first = text.index(b"\n", start) + 1
    return text[:first] + text[text.index(b"\n", first) + 1 :]


def without_one_table(text: bytes) -> bytes:
    start = text.index(b'{"table":"elections.RollEntry"}')
    return text[:start] + text[text.index(b'{"table":', start + 1) :]


HARMS: list[tuple[Callable[[bytes], bytes], str, dict[str, str]]] = [
    (without_one_row, "backup_part_changed", {"part": "elections.RollEntry"}),
    (lambda text: text.replace("丁玥".encode(), "丁喆".encode(), 1), "backup_part_changed", {"part": "elections.RollEntry"}),
    (without_one_table, "backup_part_changed", {"part": "end"}),
    (lambda text: text.replace(bytes(range(200, 256)), bytes(56), 1), "backup_part_changed", {"part": hashlib.sha256(PDF).hexdigest()}),
    (lambda text: text + b"{}\n", "backup_part_changed", {"part": "end"}),
    (lambda text: text.replace(b'"seats"', b'"places"', 1), "backup_other_version", {"table": "elections.Contest"}),
    (lambda text: text.replace(b"tuixuan-office-1", b"tuixuan-office-9", 1), "backup_other_version", {"table": "-"}),
]


def test_every_part_is_proven_before_anything_is_written(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.backup"
    RollEntry.objects.filter(number=1).update(name="丁玥")
    backup(archive, passphrase=PASSPHRASE)
    empty_the_database()
    files.path_of(_sha()).unlink()
    for number, (change, code, params) in enumerate(HARMS):
        harmed = tmp_path / f"harmed-{number}.backup"
        reseal(archive, harmed, change)
        with pytest.raises(RuleViolation) as refused:
            restore(harmed, passphrase=PASSPHRASE)
        assert codes_of(refused) == [(code, params)]
        with translation.override("zh-hans"):
            [sentence] = sentences_of(refused.value.issues)
        assert "备份" in sentence
    assert not any(dump().values())
    assert not files.path_of(_sha()).exists()


def test_a_fault_while_rows_come_back_leaves_neither_rows_nor_files(office: Office, tmp_path: Path) -> None:
    """A row that the database itself refuses, although every hash holds."""
    archive, harmed = tmp_path / "office.backup", tmp_path / "harmed.backup"
    Organisation.objects.filter(pk=office.community.pk).update(code="jingdu")
    backup(archive, passphrase=PASSPHRASE)
    with SealedReader(archive, PASSPHRASE) as reader:
        lines = reader.exactly(10**9)
    with SealedWriter(harmed, PASSPHRASE) as writer:
        writer.write(_rehashed(lines))
    check(harmed, passphrase=PASSPHRASE)
    empty_the_database()
    files.path_of(_sha()).unlink()
    with pytest.raises(IntegrityError):
        restore(harmed, passphrase=PASSPHRASE)
    assert not any(dump().values())
    assert not files.path_of(_sha()).exists()


def _rehashed(text: bytes) -> bytes:
    """The office's own row is gone and every hash is made to agree."""

    place = text.index(b'{"table":"elections.Organisation"}\n') + len(b'{"table":"elections.Organisation"}\n')
    end = text.index(b'{"sha256"', place)
    kept = text[text.index(b"\n", place) + 1 : end]
    old = text[end : text.index(b"\n", end)]
    new = b'{"sha256":"' + hashlib.sha256(kept).hexdigest().encode() + b'"}'
    text = text[:place] + kept + text[end:].replace(old, new, 1)
    head, _, last = text.rstrip(b"\n").rpartition(b"\n")
    told = json.loads(last)
    hashes = hashlib.sha256()
    body = head[head.index(PDF) + len(PDF) :]
    for line in [*body.split(b"\n")]:
        if line.startswith(b'{"sha256":'):
            hashes.update(json.loads(line)["sha256"].encode())
    told |= {"rows": told["rows"] - 1, "sha256": hashes.hexdigest()}
    return head + b"\n" + json.dumps(told, separators=(",", ":")).encode() + b"\n"


def test_the_keys_are_inside_only_when_asked_for(office: Office, tmp_path: Path) -> None:
    plain, keyed = tmp_path / "plain.backup", tmp_path / "keyed.backup"
    assert backup(plain, passphrase=PASSPHRASE).keys_inside is False
    assert backup(keyed, passphrase=PASSPHRASE, with_keys=True).keys_inside is True
    assert check(plain, passphrase=PASSPHRASE).secret_key is None
    assert check(keyed, passphrase=PASSPHRASE).secret_key == settings.SECRET_KEY
    with SealedReader(plain, PASSPHRASE) as reader:
        assert settings.SECRET_KEY.encode() not in reader.exactly(10**9)


def test_a_backup_says_whether_the_running_keys_fit(office: Office, tmp_path: Path, settings: LazySettings) -> None:
    made = backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    assert made.fits_running_keys
    settings.SECRET_KEY = "of-another-machine"
    assert not check(tmp_path / "office.backup", passphrase=PASSPHRASE).fits_running_keys


@pytest.mark.parametrize("medium", ["electronic", "both"])
def test_no_backup_while_ballots_are_cast_electronically(office: Office, tmp_path: Path, medium: str) -> None:
    round_ = open_round(office.election, office[Role.COMMUNITY_SECRETARY], medium)
    with pytest.raises(RuleViolation) as refused:
        backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    assert codes_of(refused) == [("backup_during_ballot", {"election": office.election.code})]
    assert not list(tmp_path.glob("*.backup"))
    assert not BackupMade.objects.exists()
    round_.closed_at = timezone.now()
    round_.save()
    made = backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    noted = BackupMade.objects.get()
    assert (noted.rows, noted.files, noted.keys_inside) == (made.rows, made.files, False)
    assert noted.made_at.isoformat() == made.made_at


def test_ballots_lie_in_a_backup_in_the_order_of_their_random_keys(office: Office, tmp_path: Path) -> None:
    round_ = open_round(office.election, office[Role.COMMUNITY_SECRETARY], "paper")
    keys = [2**62 + 7, 5, 2**40, 17]
    for key in keys:
        Ballot.objects.create(key=key, round=round_, marks="{}")
    BallotCode.objects.create(digest="0" * 64, round=round_)
    backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    with SealedReader(tmp_path / "office.backup", PASSPHRASE) as reader:
        text = reader.exactly(10**9)
    lines = text[text.index(b'{"table":"elections.Ballot"}') :].split(b"\n")[1:5]
    assert [json.loads(line)[0] for line in lines] == sorted(keys)
    assert columns()["elections.Ballot"] == ["key", "round_id", "marks"]


def test_a_stored_file_that_is_gone_or_changed_is_named(office: Office, tmp_path: Path) -> None:
    path = files.path_of(_sha())
    path.write_bytes(PDF[:-1])
    with pytest.raises(RuleViolation) as changed:
        backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    path.unlink()
    with pytest.raises(RuleViolation) as gone:
        backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    assert codes_of(changed) == [("file_changed", {"name": "选举办法.pdf"})]
    assert codes_of(gone) == [("backup_file_missing", {"name": "选举办法.pdf"})]
    assert not list(tmp_path.glob("*backup*"))


def test_sign_ins_under_way_are_no_part_of_it() -> None:
    labels = {model._meta.app_label for model in tables()}
    assert labels == {"elections", "nominations"}


def test_no_column_is_filled_by_the_clock_when_a_row_comes_back() -> None:
    for model in tables():
        for field in model._meta.concrete_fields:
            assert not getattr(field, "auto_now", False), field
            assert not getattr(field, "auto_now_add", False), field


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """The embedded office's own kind of database; gives somebody else's way of writing into it."""
    path = tmp_path / "office.sqlite3"
    usual = connections["default"]
    config = usual.settings_dict | databases.sqlite(path)
    connections["default"] = load_backend(config["ENGINE"]).DatabaseWrapper(config, "default")

    def write(statement: str) -> None:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as other:
            other.execute(statement)

    yield write
    connections["default"].close()
    connections["default"] = usual


def count() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM one_moment")
        return int(cursor.fetchone()[0])


def sees_one_moment(write: Callable[[str], None]) -> None:
    write("CREATE TABLE one_moment (n integer)")
    with one_moment():
        assert count() == 0
        write("INSERT INTO one_moment VALUES (1)")
        assert count() == 0
    assert count() == 1
    with transaction.atomic():
        assert count() == 1
    write("DROP TABLE one_moment")


def test_others_write_into_sqlite_while_a_backup_reads_one_moment(sqlite_file: Callable[[str], None]) -> None:
    sees_one_moment(sqlite_file)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
        sqlite_file("CREATE TABLE afterwards (n integer)")  # the office's own transactions lock others out, as before


def test_others_write_into_postgresql_while_a_backup_reads_one_moment(postgres_url: str) -> None:
    def write(statement: str) -> None:
        with psycopg.connect(postgres_url, autocommit=True, options="-c lock_timeout=1000") as other:
            other.execute(statement)

    usual = connections["default"]
    config = usual.settings_dict | databases.from_url(postgres_url) | {"OPTIONS": {}}
    connections["default"] = load_backend(config["ENGINE"]).DatabaseWrapper(config, "default")
    try:
        sees_one_moment(write)
    finally:
        connections["default"].close()
        connections["default"] = usual


def test_moving_the_clock_of_a_rehearsal_back_survives(office: Office, tmp_path: Path) -> None:
    offset = timedelta(days=-267, seconds=-1, microseconds=-123456)
    Organisation.objects.filter(pk=office.street.pk).update(clock_offset=offset)
    backup(tmp_path / "office.backup", passphrase=PASSPHRASE)
    empty_the_database()
    restore(tmp_path / "office.backup", passphrase=PASSPHRASE)
    assert Organisation.objects.get(pk=office.street.pk).clock_offset == offset
