import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from elections.models import Notice, Posting
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.postings import record_posting
from nominations.rehearsal.scans import scan
from tests.factories.notices import first_notice
from tests.factories.office import Office, another_community, office_with_election

from .conftest import SignedIn

ROWS = {"row-TOTAL_FORMS": "3", "row-INITIAL_FORMS": "0"}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def notice(office: Office) -> Notice:
    return first_notice(office)


def address(office: Office, path: str) -> str:
    return f"/desk/e/{office.election.code}/notices/{path}"


def photo(label: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("张贴.jpg", scan(label))


def record(browser: Client, office: Office, notice: Notice, **typed: object) -> str:
    return browser.post(address(office, f"{notice.pk}/places/"), ROWS | typed, follow=True).content.decode()


def test_several_places_are_recorded_at_once_each_with_its_photograph(office: Office, notice: Notice, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    before = browser.get(address(office, f"{notice.pk}/")).content.decode()
    assert "<dt>发布时间</dt>" in before and "尚未登记" in before
    assert "已张贴" not in before and "0处" not in before
    page = record(browser, office, notice, **{"row-0-place": "社区宣传栏", "row-0-photo": photo("1"), "row-2-place": "党务公开栏"})
    assert "已登记2处。" in page
    assert {posting.place: posting.photo_id is not None for posting in Posting.objects.all()} == {"社区宣传栏": True, "党务公开栏": False}
    assert "2处，其中1处有照片" in page
    assert "<datalist" in browser.get(address(office, f"{notice.pk}/places/")).content.decode()


def test_nothing_typed_and_a_photograph_without_a_place_are_refused(office: Office, notice: Notice, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "请至少填写一处张贴地点。" in record(browser, office, notice)
    assert "第1行“张贴地点”" in record(browser, office, notice, **{"row-0-photo": photo("1")})
    assert not Posting.objects.exists()


def test_what_is_no_picture_is_refused_and_the_place_stays_typed(office: Office, notice: Notice, as_role: SignedIn) -> None:
    broken = SimpleUploadedFile("a.jpg", b"MZ\x00\x00")
    page = record(as_role(Role.COMMUNITY_CLERK), office, notice, **{"row-0-place": "社区宣传栏", "row-0-photo": broken})
    assert "只能上传" in page and "社区宣传栏" in page
    assert not Posting.objects.exists()


def test_a_photograph_follows_and_is_shown_small(office: Office, notice: Notice, as_role: SignedIn) -> None:
    posting = record_posting(notice, actor=office[Role.COMMUNITY_CLERK], place="社区宣传栏")
    browser = as_role(Role.COMMUNITY_CLERK)
    assert browser.get(address(office, f"places/{posting.pk}/photo.jpg")).status_code == 404
    browser.post(address(office, f"places/{posting.pk}/photo/"), {"photo": photo("2")})
    answer = as_role(Role.GUIDANCE_OFFICER).get(address(office, f"places/{posting.pk}/photo.jpg"))
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert max(shown.size) == 640


@pytest.mark.parametrize("role", [Role.OBJECTION_HANDLER, Role.STREET_APPROVER, Role.GUIDANCE_OFFICER, Role.TELLER])
def test_who_may_not_record_is_refused(role: Role, office: Office, notice: Notice, as_role: SignedIn) -> None:
    assert as_role(role).post(address(office, f"{notice.pk}/places/"), ROWS | {"row-0-place": "某处"}).status_code == 403
    assert not Posting.objects.exists()


def test_a_place_of_another_election_is_not_there(office: Office, notice: Notice, as_role: SignedIn) -> None:
    posting = record_posting(notice, actor=office[Role.COMMUNITY_CLERK], place="社区宣传栏")
    other = another_community(office)
    for path in (f"places/{posting.pk}/photo/", f"places/{posting.pk}/photo.jpg"):
        assert as_role(Role.STREET_OFFICER).get(f"/desk/e/{other.code}/notices/{path}").status_code == 404
