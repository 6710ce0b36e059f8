import inspect
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.forms import components
from elections.forms.acts import ActForm
from elections.forms.uploads import HoldingForm, UploadField
from elections.models import Decision, Posting, Request, StoredFile
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.files import read
from elections.services.held_uploads import KEPT_FOR
from elections.services.requests import submit_request
from nominations.rehearsal.scans import scan
from tests.factories.notices import first_notice
from tests.factories.office import Office, office_with_election

from .conftest import SignedIn
from .test_decisions import typed

PDF = b"%PDF-1.7\n%%EOF\n"
KEPT, GONE, DROP = "已保留“", "该文件只保留一小时", "不用这个文件"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "held"


def held(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


def pdf(name: str = "记录.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent_back(page: str) -> dict[str, object]:
    """What a browser sends along from the page unasked: the form's hidden fields."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in inputs if name != "csrfmiddlewaretoken"}


class TestOneFile:
    @pytest.fixture
    def address(self, office: Office) -> str:
        return f"/desk/e/{office.election.code}/decisions/new/"

    @pytest.fixture
    def clerk(self, as_role: SignedIn) -> Client:
        return as_role(Role.COMMUNITY_CLERK)

    def refused(self, clerk: Client, address: str, office: Office, **more: object) -> tuple[str, dict[str, object]]:
        """With minutes that say more votes than people: the rules refuse them."""
        page = clerk.get(address).content.decode()
        given = typed(office, votes_for="40") | sent_back(page) | more
        page = clerk.post(address, given).content.decode()
        return page, sent_back(page)

    def test_what_the_rules_refused_is_sent_again_without_choosing_the_file(
        self, clerk: Client, address: str, office: Office, folder: Path
    ):
        page, kept = self.refused(clerk, address, office, scan=pdf())
        assert f"{KEPT}记录.pdf”" in page and DROP in page
        assert kept["scan-held"] == "1"
        assert not Decision.objects.exists()
        assert clerk.post(address, typed(office) | kept).status_code == 302
        stored = Decision.objects.get().scan
        assert (stored.name, read(stored)) == ("记录.pdf", PDF)
        assert not held(folder)

    def test_what_validation_refused_too_and_it_stays_through_several_refusals(
        self, clerk: Client, address: str, office: Office, folder: Path
    ):
        _page, kept = self.refused(clerk, address, office, scan=pdf(), chair="")
        for _ in range(2):
            page = clerk.post(address, typed(office, chair="") | kept).content.decode()
            assert KEPT in page
            assert sent_back(page) == kept
        clerk.post(address, typed(office) | kept)
        assert Decision.objects.get().scan.name == "记录.pdf"
        assert StoredFile.objects.count() == 1

    def test_another_file_takes_its_place(self, clerk: Client, address: str, office: Office, folder: Path):
        _page, kept = self.refused(clerk, address, office, scan=pdf())
        page = clerk.post(address, typed(office, chair="", scan=pdf("新的.pdf", PDF + b"2")) | kept).content.decode()
        assert f"{KEPT}新的.pdf”" in page and "记录.pdf" not in page
        clerk.post(address, typed(office) | kept)
        assert read(Decision.objects.get().scan) == PDF + b"2"

    def test_dropped_it_is_not_used(self, clerk: Client, address: str, office: Office, folder: Path):
        _page, kept = self.refused(clerk, address, office, scan=pdf())
        assert clerk.post(address, typed(office) | kept | {"scan-drop": "on"}).status_code == 302
        assert Decision.objects.get().scan is None
        assert not held(folder)

    def test_after_an_hour_the_form_says_so_instead_of_going_through_without_it(
        self, clerk: Client, address: str, office: Office, folder: Path
    ):
        _page, kept = self.refused(clerk, address, office, scan=pdf())
        for path in held(folder):
            os.utime(path, (time.time() - KEPT_FOR.total_seconds() - 1,) * 2)
        page = clerk.post(address, typed(office) | kept).content.decode()
        assert GONE in page and not Decision.objects.exists()
        assert "scan-held" not in sent_back(page)
        assert clerk.post(address, typed(office) | sent_back(page)).status_code == 302

    def test_sent_twice_it_is_done_once_though_the_file_is_held_no_more(self, clerk: Client, address: str, office: Office, folder: Path):
        _page, kept = self.refused(clerk, address, office, scan=pdf())
        answers = [clerk.post(address, typed(office) | kept) for _time in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Decision.objects.count() == 1
        assert "只记录一次" in clerk.get(answers[1].headers["Location"]).content.decode()

    def test_nobody_else_sends_it(self, clerk: Client, address: str, office: Office, as_role: SignedIn):
        _page, kept = self.refused(clerk, address, office, scan=pdf())
        page = as_role(Role.COMMUNITY_SECRETARY).post(address, typed(office) | kept).content.decode()
        assert GONE in page and "记录.pdf" not in page
        assert not StoredFile.objects.filter(stored_by=office[Role.COMMUNITY_SECRETARY]).exists()

    @pytest.mark.parametrize("content", [b"MZ\x00\x00", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff broken"])
    def test_a_file_that_is_itself_at_fault_is_not_held(self, clerk: Client, address: str, office: Office, content: bytes, folder: Path):
        page, kept = self.refused(clerk, address, office, scan=pdf("a.png", content))
        assert KEPT not in page and "scan-held" not in kept
        assert not held(folder)

    def test_a_faulty_one_drops_the_one_that_it_was_to_replace(self, clerk: Client, address: str, office: Office, folder: Path):
        _page, kept = self.refused(clerk, address, office, scan=pdf())
        page = clerk.post(address, typed(office, scan=pdf("a.png", b"GIF89a")) | kept).content.decode()
        assert KEPT not in page and not held(folder)

    def test_a_form_without_its_token_holds_nothing(self, clerk: Client, address: str, office: Office, folder: Path):
        page = clerk.post(address, typed(office, chair="", scan=pdf())).content.decode()
        assert KEPT not in page and not held(folder)

    def test_where_the_act_cannot_be_done_now_it_is_held_all_the_same(self, clerk: Client, office: Office, folder: Path):
        """The time for it is over: the sheet waits, should the phase be reopened."""
        address = f"/desk/e/{office.election.code}/mobilisation/meeting/"
        answer = clerk.post(address, {"once": "a-token", "scan": pdf("横幅.pdf")})
        assert answer.status_code == 409
        assert f"{KEPT}横幅.pdf”" in answer.content.decode()


class TestAGridOfPhotographs:
    @pytest.fixture
    def office(self, db: None) -> Office:
        return office_with_election(phase=Phase.OPEN_NOMINATION)

    def test_each_row_keeps_its_own(self, office: Office, as_role: SignedIn, folder: Path):
        clerk = as_role(Role.COMMUNITY_CLERK)
        address = f"/desk/e/{office.election.code}/notices/{first_notice(office).pk}/places/"
        given = sent_back(clerk.get(address).content.decode())
        given |= {"row-0-place": "宣传栏", "row-0-photo": pdf("一.jpg", scan("1")), "row-1-photo": pdf("二.jpg", scan("2"))}
        page = clerk.post(address, given).content.decode()
        assert f"{KEPT}一.jpg”" in page and f"{KEPT}二.jpg”" in page
        assert not Posting.objects.exists()
        kept = sent_back(page)
        assert {name for name in kept if name.endswith("-held")} == {"row-0-photo-held", "row-1-photo-held"}
        assert clerk.post(address, kept | {"row-0-place": "宣传栏", "row-1-place": "公开栏"}).status_code == 302
        assert {posting.place: posting.photo.name for posting in Posting.objects.all()} == {"宣传栏": "一.jpg", "公开栏": "二.jpg"}
        assert not held(folder)

    def test_a_row_of_which_only_the_photograph_was_there_says_that_it_is_gone(self, office: Office, as_role: SignedIn, folder: Path):
        clerk = as_role(Role.COMMUNITY_CLERK)
        address = f"/desk/e/{office.election.code}/notices/{first_notice(office).pk}/places/"
        given = sent_back(clerk.get(address).content.decode()) | {"row-0-place": "宣传栏", "row-1-photo": pdf("二.jpg", scan("2"))}
        kept = sent_back(clerk.post(address, given).content.decode())
        for path in held(folder):
            os.utime(path, (time.time() - KEPT_FOR.total_seconds() - 1,) * 2)
        page = clerk.post(address, kept | {"row-0-place": "宣传栏"}).content.decode()
        assert GONE in page and not Posting.objects.exists()


class TestFormsThatAreNoActs:
    @pytest.fixture
    def waiting(self, office: Office) -> Request:
        return submit_request(office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="请示", text="妥否，请批示。")

    def test_a_reply_keeps_its_scan(self, office: Office, waiting: Request, as_role: SignedIn, folder: Path):
        approver = as_role(Role.STREET_APPROVER)
        address = f"/desk/e/{office.election.code}/requests/{waiting.pk}/"
        once = {"once": str(sent_back(approver.get(address).content.decode())["once"])}
        page = approver.post(f"{address}reply/", once | {"text": "同意。", "scan": pdf("批复.pdf")}).content.decode()
        assert f"{KEPT}批复.pdf”" in page
        kept: Mapping[str, object] = once | {"scan-held": "1"}
        assert approver.post(f"{address}reply/", kept | {"text": "同意。", "number": "12号"}).status_code == 302
        assert waiting.replies.get().scan.name == "批复.pdf"
        assert not held(folder)

    def test_a_roll_is_held_nowhere(self, office: Office, as_role: SignedIn, folder: Path):
        """It holds ID numbers."""
        clerk = as_role(Role.COMMUNITY_CLERK)
        address = f"/desk/e/{office.election.code}/roll/import/"
        answer = clerk.post(address, {"once": "a-token", "apply": "1", "again": pdf("名册.csv", "姓名\n丁玥\n".encode())})
        assert answer.status_code in {200, 409}
        assert not held(folder)


def test_every_form_of_the_desk_that_takes_a_file_holds_it():
    """No plain file field: that one would lose its file with a refusal."""
    plain = [
        f"{form.__qualname__}.{name}"
        for form in _subclasses(forms.Form)
        if inspect.getmodule(form) is not components
        for name, field in form.base_fields.items()
        if isinstance(field, forms.FileField) and not isinstance(field, UploadField)
    ]
    assert plain == []
    assert issubclass(ActForm, HoldingForm)


def _subclasses(of: type) -> set[type]:
    return {
        form
        for child in of.__subclasses__()
        for form in {child} | _subclasses(child)
        if form.__module__.startswith(("elections", "nominations"))
    }
