"""台账 in the sealed archive: what was put up, held, asked, hung and attended; nothing of how to reach anybody, nothing of a ballot."""

import io
import time
import zipfile
from datetime import timedelta

import pytest

from elections.models import Contact, Election, Notice, Posting, PublicityItem, RollEntry, Training
from elections.permissions import Role
from elections.services.archive import build_archive
from elections.services.spreadsheets import read_tables
from nominations.models import Visit
from tests.factories.hall import Hall, hall, whole_meeting
from tests.factories.office import another_community

pytestmark = pytest.mark.django_db


def recorded(at: Hall) -> Election:
    """One row in each ledger as scenery, and a meeting that was held; beside them what belongs to other communities and later days."""
    election, clerk, now = at.election, at[Role.COMMUNITY_CLERK], at.election.opened_at
    entered = {"recorded_at": now, "recorded_by": clerk}
    PublicityItem.objects.create(election=election, kind="banner", quantity=30, place="小区出入口", done_at=now, **entered)
    held = {"cycle": election.cycle, "kind": "training", "held_at": now, "recorded_by": clerk}
    Training.objects.create(**held, level="street", topic="业务培训", attended=60, recorded_at=now)
    Training.objects.create(**held, level="community", topic="选票填写", attended=20, recorded_at=now, community=election.community)
    other = another_community(at.office)
    Training.objects.create(**held, level="community", topic="别处的培训", attended=9, recorded_at=now, community=other.community)
    Training.objects.create(**held, level="street", topic="封卷以后的培训", attended=9, recorded_at=now + timedelta(days=90))
    RollEntry.objects.filter(pk=at.members[0].pk).update(telephone="13900000001", address="文晖路99号")
    Contact.objects.create(entry=at.members[0], manner="visit", reached=True, by_name="包干组长", contacted_at=now, **entered)
    period = {"length": 5, "unit": "day", "posted_at": now, "opens_at": now, "closes_at": now + timedelta(days=5)}
    notice = Notice.objects.create(
        election=election, round=1, issuer="community", title="海推结果公示", issued_by=clerk, issued_at=now, **period
    )
    Posting.objects.create(notice=notice, place="宣传栏一", posted_at=now, **entered)
    Visit.objects.create(
        election=election, place="一号楼", households=12, note="王家电话13900000002", visited_at=now, entered_at=now, entered_by=clerk
    )
    whole_meeting(at)
    Election.objects.filter(pk=election.pk).update(sealed_at=now + timedelta(days=60))
    return at.election


@pytest.fixture
def sealed(settings, tmp_path) -> Election:
    settings.MEDIA_ROOT = tmp_path
    return recorded(hall())


def ledgers(election: Election) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(build_archive(election).read_bytes())) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name.startswith("15台账/")}
    return {name.removeprefix("15台账/"): read_tables(content)[0] for name, content in found.items()}


def test_each_ledger_is_a_workbook_of_its_own(sealed: Election) -> None:
    found = ledgers(sealed)
    lines = {name: len(table) - 1 for name, table in found.items()}
    assert lines == {
        "宣传台账.xlsx": 1,
        "培训台账.xlsx": 2,
        "联系台账.xlsx": 1,
        "张贴台账.xlsx": 1,
        "签到台账.xlsx": 20,
        "走访台账.xlsx": 1,
    }
    assert found["宣传台账.xlsx"][1][:3] == ["横幅", "30", "小区出入口"]
    assert [line[2] for line in found["培训台账.xlsx"][1:]] == ["业务培训", "选票填写"]
    assert found["张贴台账.xlsx"][1][:2] == ["海推结果公示", "宣传栏一"]
    assert found["走访台账.xlsx"][1][1:5:2] == ["一号楼", "12"]
    assert all(len(line) <= len(table[0]) for table in found.values() for line in table)


def test_nobody_can_be_reached_by_them_and_no_hour_of_the_hall_is_in_them(sealed: Election) -> None:
    found = ledgers(sealed)
    said = "\n".join(cell for table in found.values() for line in table for cell in line)
    assert "1390000000" not in said
    assert "文晖路99号" not in said
    attendance = "\n".join(cell for line in found["签到台账.xlsx"] for cell in line)
    assert ":" not in attendance
    assert "选票" not in attendance


def test_what_was_never_recorded_has_no_ledger_and_the_bytes_are_the_same_later(sealed: Election) -> None:
    Posting.objects.all().delete()
    first = build_archive(sealed)
    assert "张贴台账.xlsx" not in ledgers(sealed)
    time.sleep(2.1)  # a workbook and a ZIP write the time in steps of two seconds
    assert build_archive(sealed).name == first.name
