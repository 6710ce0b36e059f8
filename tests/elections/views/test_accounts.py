import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client

from elections.models import Account, AuditEvent
from elections.permissions import Role
from elections.services.accounts import close_account, create_account, reset_sign_in
from tests.factories.office import PASSWORD, Office
from tests.factories.refusals import refused
from tests.factories.typed import full_width

from .conftest import SignedIn

NEW = "another-long-password"


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"username": username, "password": password, **extra})


def last_verb(account: Account) -> str:
    return AuditEvent.objects.filter(chain__office=account.office, chain__election=None).latest("number").verb


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that is computed."""
    computed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        computed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return computed


def test_the_right_password_opens_the_desk_and_is_recorded(client: Client, office: Office) -> None:
    account = office[Role.STREET_OFFICER]
    answer = sign_in(client, account.username)
    assert answer.headers["Location"] == "/desk/"
    assert last_verb(account) == "record_sign_in"
    assert client.get("/desk/board/").status_code == 200


@pytest.mark.parametrize("typed", ["Zhouli", "ZHOULI", "ＺＨＯＵＬＩ", " zhouli "])
def test_capitals_and_width_of_a_user_name_make_no_difference(client: Client, office: Office, hashes: list[str], typed: str) -> None:
    account, code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="ZhouLi", display_name="周丽")
    assert account.username == "zhouli"
    hashes.clear()
    sign_in(client, typed, "wrong")
    assert len(hashes) == 1
    answer = client.post("/sign-in/first/", {"username": typed, "slip_code": code, "new_password": NEW, "repeat_password": NEW})
    assert answer.headers["Location"] == "/desk/"
    client.post("/sign-out/")
    assert sign_in(client, typed, NEW).headers["Location"] == "/desk/"


def test_a_name_that_was_kept_with_capitals_stays_good(client: Client, office: Office) -> None:
    account = office[Role.STREET_OFFICER]
    Account.objects.filter(pk=account.pk).update(username="ZhangSan")
    for typed in ("ZhangSan", "zhangsan", "ＺｈａｎｇＳａｎ"):
        assert sign_in(client, typed).status_code == 302
        client.post("/sign-out/")
    with refused(("username_taken", {"username": "zhangsan"})):
        create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="ZHANGSAN", display_name="另一人")


def test_another_spelling_is_no_further_try(client: Client, office: Office) -> None:
    name = office[Role.STREET_OFFICER].username
    spellings = [name, name.upper(), full_width(name), name.title(), f" {name}", name]
    assert [sign_in(client, typed, "wrong").status_code for typed in spellings] == [200, 200, 200, 200, 429, 429]


def test_a_wrong_password_says_no_more_than_that(client: Client, office: Office) -> None:
    account = office[Role.STREET_OFFICER]
    known = sign_in(client, account.username, "wrong").content.decode()
    unknown = sign_in(client, "nobody-here", "wrong").content.decode()
    assert "用户名或密码不正确。" in known
    assert "用户名或密码不正确。" in unknown
    assert last_verb(account) == "record_failed_sign_in"


def test_a_known_and_an_unknown_name_cost_one_hash_each(client: Client, office: Office, hashes: list[str]) -> None:
    no_password, _code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="fresh", display_name="新")
    for username in (office[Role.STREET_OFFICER].username, "nobody-here", no_password.username):
        hashes.clear()
        sign_in(client, username, "wrong")
        assert len(hashes) == 1, username


def test_a_slip_costs_one_hash_whether_the_name_exists_or_not(client: Client, office: Office, hashes: list[str]) -> None:
    create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="fresh", display_name="新")
    for username in ("fresh", office[Role.STREET_OFFICER].username, "nobody-here"):
        hashes.clear()
        client.post("/sign-in/first/", {"username": username, "slip_code": "WRONG", "new_password": NEW, "repeat_password": NEW})
        assert len(hashes) == 1, username


def test_the_session_has_a_new_id_after_signing_in(client: Client, office: Office) -> None:
    client.post("/language/", {"language": "en"})
    before = client.session.session_key
    sign_in(client, office[Role.STREET_OFFICER].username)
    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"])
def test_nobody_is_sent_to_another_site(client: Client, office: Office, target: str) -> None:
    assert sign_in(client, office[Role.STREET_OFFICER].username, next=target).headers["Location"] == "/desk/"
    assert client.post("/language/", {"language": "zh-hans", "next": target}).headers["Location"] == "/desk/"


def test_large_text_is_kept_on_the_device_and_in_no_session(client: Client, office: Office) -> None:
    assert 'class="large-text"' not in client.get("/").content.decode()
    chosen = client.post("/text-size/", {"size": "large", "next": "/verify/"})
    assert chosen.headers["Location"] == "/verify/"
    page = client.get("/").content.decode()
    assert 'class="large-text"' in page and "标准字号" in page
    assert not Session.objects.exists()
    client.post("/text-size/", {"size": "", "next": "//elsewhere.example/"})
    assert 'class="large-text"' not in client.get("/").content.decode()


def test_the_page_that_was_asked_for_opens_after_the_door(client: Client, office: Office) -> None:
    door = client.get("/desk/board/").headers["Location"]
    assert door == "/sign-in/?next=/desk/board/"
    assert sign_in(client, office[Role.STREET_OFFICER].username, next="/desk/board/").headers["Location"] == "/desk/board/"


@pytest.mark.parametrize("known", [True, False])
def test_the_door_locks_after_five_wrong_tries(client: Client, office: Office, known: bool) -> None:
    account = office[Role.STREET_OFFICER]
    username = account.username if known else "nobody-here"
    answers = [sign_in(client, username, "wrong").status_code for _try in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
    locked = sign_in(client, username)
    assert locked.status_code == 429
    assert "登录暂时锁定" in locked.content.decode()
    assert locked.headers["Retry-After"] == "900"
    assert sign_in(client, office[Role.STREET_APPROVER].username).status_code == 302


def test_a_locked_door_writes_no_more_into_the_record(client: Client, office: Office) -> None:
    for _try in range(9):
        sign_in(client, office[Role.STREET_OFFICER].username, "wrong")
    assert AuditEvent.objects.filter(verb="record_failed_sign_in").count() == 4


def test_a_closed_account_stays_outside(client: Client, office: Office) -> None:
    account = office[Role.OBSERVER]
    sign_in(client, account.username)
    assert client.get("/desk/records/").status_code == 200
    close_account(account, actor=office[Role.SECURITY_ADMINISTRATOR])
    assert client.get("/desk/records/").status_code == 302
    assert sign_in(client, account.username).status_code == 200


def test_a_demonstration_password_is_refused_in_a_hall(client: Client, office: Office, settings: LazySettings) -> None:
    account = office[Role.STREET_OFFICER]
    Account.objects.filter(pk=account.pk).update(demonstration=True)
    assert sign_in(client, account.username).status_code == 302
    client.logout()
    settings.DEMONSTRATION_PASSWORDS_ALLOWED = False
    assert sign_in(client, account.username).status_code == 200


def test_a_slip_opens_once_and_sets_the_password(client: Client, office: Office) -> None:
    account, code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="fresh", display_name="新")
    typed = {"username": "fresh", "slip_code": f" {full_width(code[:4].lower())}-{code[4:]} ", "new_password": NEW, "repeat_password": NEW}
    assert client.post("/sign-in/first/", typed).headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    client.logout()
    assert client.post("/sign-in/first/", typed).status_code == 200
    assert sign_in(client, "fresh", NEW).status_code == 302
    account.refresh_from_db()
    assert account.first_sign_in_code == ""


def test_a_new_slip_ends_the_old_password(client: Client, office: Office) -> None:
    account = office[Role.STREET_OFFICER]
    reset_sign_in(account, actor=office[Role.SECURITY_ADMINISTRATOR])
    assert sign_in(client, account.username).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("short", "short", "密码太短：至少要有12个字符"), ("1234567890123", "1234567890123", "数字"), (NEW, NEW + "x", "不一致")],
)
def test_a_weak_or_mistyped_password_leaves_the_slip_good(client: Client, office: Office, first: str, second: str, said: str) -> None:
    account, code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="fresh", display_name="新")
    answer = client.post("/sign-in/first/", {"username": "fresh", "slip_code": code, "new_password": first, "repeat_password": second})
    assert said in answer.content.decode()
    account.refresh_from_db()
    assert account.first_sign_in_code


def test_the_own_password_is_changed_with_the_old_one(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    wrong = browser.post("/password/", {"password": "wrong", "new_password": NEW, "repeat_password": NEW})
    assert "原密码不正确。" in wrong.content.decode()
    done = browser.post("/password/", {"password": PASSWORD, "new_password": NEW, "repeat_password": NEW})
    assert done.headers["Location"] == "/desk/"
    assert browser.get("/desk/board/").status_code == 200
    assert sign_in(Client(), office[Role.STREET_OFFICER].username, NEW).status_code == 302


def test_signing_out_is_an_act_and_ends_the_session(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert last_verb(office[Role.STREET_OFFICER]) == "record_sign_out"
    assert browser.get("/desk/board/").status_code == 302


def test_chinese_is_the_default_whatever_the_browser_says(client: Client, office: Office) -> None:
    answer = client.get("/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.headers["Content-Language"] == "zh-hans"
    assert "社区换届选举公开" in answer.content.decode()


def test_the_language_is_kept_for_the_session_and_for_the_account(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    assert browser.post("/language/", {"language": "en", "next": "/desk/board/"}).headers["Location"] == "/desk/board/"
    assert "Communities and steps" in browser.get("/desk/board/").content.decode()
    assert "Communities and steps" in as_role(Role.STREET_OFFICER).get("/desk/board/").content.decode()
    browser.post("/language/", {"language": "xx"})
    assert "Communities and steps" in browser.get("/desk/board/").content.decode()


def test_a_button_speaks_the_language_of_each_reader(client: Client, office: Office) -> None:
    assert "登录</button>" in client.get("/sign-in/").content.decode().replace("\n", "").replace(" ", "")
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert ">Signin</button>" in client.get("/sign-in/").content.decode().replace("\n", "").replace(" ", "")
