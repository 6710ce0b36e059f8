import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from elections.models import BackupMade, Job, Organisation
from elections.permissions import Role
from elections.services.sweep import sweep
from elections.views.errors import failed
from tests.factories.office import Office
from tests.factories.signed_in import browser_of

from .conftest import SignedIn


def test_a_page_that_is_not_there_says_where_to_go(client: Client, db: None) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_a_role_that_may_not_is_told_whom_to_ask(office: Office, as_role: SignedIn) -> None:
    answer = as_role(Role.VETTING_DEPARTMENT).post(f"/desk/e/{office.election.code}/advance/", {"to": "meeting"})
    assert answer.status_code == 403
    assert "请联系安全管理员授权" in answer.content.decode()


def test_a_form_without_its_token_does_nothing(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in/", {"username": "x", "password": "x"})
    assert answer.status_code == 403
    assert "表单已失效" in answer.content.decode()


def test_a_failure_needs_no_database(rf: RequestFactory) -> None:
    answer = failed(rf.get("/"))
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/verify/", "/nothing/"])
def test_nothing_from_elsewhere_and_nothing_inline(address: str, client: Client, db: None) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    page = answer.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_what_was_typed_is_shown_once_more_where_the_form_cannot_be_taken(office: Office, as_role: SignedIn) -> None:
    where = f"/desk/e/{office.election.code}/requests/new/plan/"
    typed = {
        "title": "关于换届方案的请示",
        "text": "职数5名。\n差额20%。",
        "row-0-opinions": "同意",
        "held_at": "2026-03-02T09:00",
        "kind": "plan",
        "entry": "17",
        "password": "不该出现的口令",
        "new_password": "也不该出现",
        "pin": "１２３ ４５６",
        "code": "Abcd-Efgh",
        "once": "Abc-123",
        "evidence-held": "Yes",
    }
    answers = [Client().post(where, typed), Client(enforce_csrf_checks=True).post(where, typed)]
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 403
        assert re.search(r"<textarea[^>]*>关于换届方案的请示\n职数5名。\n差额20%。\n同意\n2026-03-02T09:00\n</textarea>", page), (
            "words only, nothing secret, nothing chosen"
        )
    assert "您已退出登录" in answers[0].content.decode() and f"/sign-in/?next={where}" in answers[0].content.decode()
    assert Client().post(where, {"kind": "plan"}).headers["Location"] == "/sign-in/?next=/desk/"


def test_health_says_database_and_workers(client: Client, office: Office) -> None:
    assert client.get("/healthz").json() == {"database": "ok", "workers": "ok", "oldest_waiting_seconds": None}
    Job.objects.create(office=office.street, kind="render_document", queued_at=timezone.now() - timedelta(hours=1))
    late = client.get("/healthz").json()
    assert late["workers"] == "late"
    assert late["oldest_waiting_seconds"] >= 3600


def test_the_administrator_reads_in_a_sentence_how_the_workers_are(office: Office) -> None:
    cache.clear()
    administrator = browser_of(office[Role.SYSTEM_ADMINISTRATOR])
    page = administrator.get("/desk/office/").content.decode()
    assert "后台程序没有运行迹象" in page and "没有等待的任务" in page
    sweep()
    Job.objects.create(office=office.street, kind="render_document", queued_at=timezone.now() - timedelta(hours=1))
    page = administrator.get("/desk/office/").content.decode()
    assert "后台程序最近一次检查任务" in page and "有1项任务在等待，最早一项已等待60分钟" in page
    assert "后台任务" not in browser_of(office[Role.STREET_OFFICER]).get("/desk/office/").content.decode()


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "还没有做过备份"), (4, "请系统管理员今天在服务器上运行 manage.py backup"), (2, "每天备份一次")],
)
def test_the_office_reads_when_it_was_backed_up(days: int | None, said: str, office: Office) -> None:
    Organisation.objects.filter(pk=office.street.pk).update(rehearsal=False)
    if days is not None:
        BackupMade.objects.create(made_at=timezone.now() - timedelta(days=days), rows=1234, files=56, keys_inside=False)
    page = browser_of(office[Role.STREET_OFFICER]).get("/desk/office/").content.decode()
    assert said in page
    assert ("共1234条记录、56个文件" in page) == (days is not None)


def test_a_rehearsal_asks_for_no_backup(office: Office) -> None:
    assert "备份" not in browser_of(office[Role.STREET_OFFICER]).get("/desk/office/").content.decode()


def test_languages_are_two(settings: LazySettings, client: Client, db: None) -> None:
    for code, _name in settings.LANGUAGES:
        client.post("/language/", {"language": code})
        for address in ("/", "/sign-in/", "/sign-in/first/", "/verify/", "/nothing/"):
            assert client.get(address).headers["Content-Language"] == code
