import re
from datetime import datetime, timedelta

import pyotp
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from elections.models import RecoveryCode, SecondFactor, SignIn
from elections.permissions import Role
from elections.services.accounts import close_account, reset_sign_in
from elections.services.second_factors import add_second_factor, new_secret, require_second_factor
from elections.services.sign_ins import forget_expired
from tests.factories.office import PASSWORD, Office
from tests.factories.refusals import refused
from tests.factories.typed import full_width

from .conftest import SignedIn
from .test_accounts import NEW, last_verb, sign_in


class Phone:
    """An authenticator, a step further each time so that no code comes twice."""

    def __init__(self, secret: str) -> None:
        self.totp, self.at = pyotp.TOTP(secret), timezone.now()

    def code(self) -> str:
        shown = self.totp.at(self.at)
        self.at += timedelta(seconds=30)
        return shown


def phone_of(office: Office, role: Role) -> tuple[Phone, list[str]]:
    account, secret = office[role], new_secret()
    phone = Phone(secret)
    phone.at -= timedelta(seconds=30)
    return phone, add_second_factor(account, actor=account, secret=secret, code=phone.code())


@pytest.fixture
def phone(office: Office) -> Phone:
    return phone_of(office, Role.STREET_OFFICER)[0]


def test_a_password_alone_opens_nothing_where_there_is_an_authenticator(client: Client, office: Office, phone: Phone) -> None:
    answer = sign_in(client, office[Role.STREET_OFFICER].username, next="/desk/board/")
    assert answer.headers["Location"] == "/sign-in/code/"
    assert client.get("/desk/board/").status_code == 302
    assert client.post("/sign-in/code/", {"code": phone.code()}).headers["Location"] == "/desk/board/"
    assert client.get("/desk/board/").status_code == 200


def test_a_code_is_taken_once(client: Client, office: Office, phone: Phone) -> None:
    username, code = office[Role.STREET_OFFICER].username, phone.code()
    sign_in(client, username)
    client.post("/sign-in/code/", {"code": code})
    second = Client()
    sign_in(second, username)
    assert "验证码不正确或已过期" in second.post("/sign-in/code/", {"code": code}).content.decode()
    assert second.get("/desk/").status_code == 302


def test_a_code_on_paper_stands_in_for_the_phone_once(client: Client, office: Office) -> None:
    _phone, codes = phone_of(office, Role.STREET_OFFICER)
    username = office[Role.STREET_OFFICER].username
    typed = f"{codes[0][:4]} {codes[0][4:8].upper()}-{codes[0][8:]}"
    sign_in(client, username)
    assert client.post("/sign-in/code/", {"code": typed}).headers["Location"] == "/desk/"
    assert RecoveryCode.objects.count() == len(codes) - 1
    again = Client()
    sign_in(again, username)
    assert again.post("/sign-in/code/", {"code": typed}).status_code == 200
    assert codes[1] not in " ".join(RecoveryCode.objects.values_list("digest", flat=True))


def test_figures_of_a_chinese_keyboard_are_figures_and_words_are_no_code(client: Client, office: Office, phone: Phone) -> None:
    sign_in(client, office[Role.STREET_OFFICER].username)
    for typed in ("同意", "八八八八八八", "１２３", "é"):
        assert "验证码不正确或已过期" in client.post("/sign-in/code/", {"code": typed}).content.decode()
    assert client.post("/sign-in/code/", {"code": full_width(phone.code())}).headers["Location"] == "/desk/"


def test_codes_are_guessed_five_times_at_most(client: Client, office: Office, phone: Phone) -> None:
    sign_in(client, office[Role.STREET_OFFICER].username)
    answers = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _try in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post("/sign-in/code/", {"code": phone.code()}).status_code == 429


def test_half_way_lasts_five_minutes(client: Client, office: Office, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, office[Role.STREET_OFFICER].username)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=6))
    assert client.post("/sign-in/code/", {"code": phone.code()}).headers["Location"] == "/sign-in/"


def test_the_code_page_without_a_password_leads_to_the_door(client: Client, db: None) -> None:
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_an_authenticator_is_added_with_a_code_and_its_secret_is_sealed(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    page = browser.get("/account/authenticator/").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = browser.session["new_second_factor"]
    assert secret in page
    for wrong in ("000000", "同意"):
        assert "验证码不正确" in browser.post("/account/authenticator/", {"code": wrong}).content.decode()
    codes = browser.post("/account/authenticator/", {"code": pyotp.TOTP(secret).now()}).content.decode()
    assert len(re.findall(r"<li>\w{4} \w{4} \w{4}</li>", codes)) == 10
    assert secret not in SecondFactor.objects.get().secret
    assert last_verb(office[Role.STREET_OFFICER]) == "add_second_factor"
    assert browser.get("/account/authenticator/").headers["Location"] == "/account/"


@pytest.mark.parametrize("secret", ["", "同意", "heping-2", "A" * 31, "0" * 32])
def test_a_secret_that_is_none_is_refused(office: Office, secret: str) -> None:
    account = office[Role.STREET_OFFICER]
    with refused(("one_time_code_wrong", {})):
        add_second_factor(account, actor=account, secret=secret, code="123456")


def test_taking_it_away_and_new_codes_need_the_password(office: Office, as_role: SignedIn, phone: Phone) -> None:
    browser = as_role(Role.STREET_OFFICER)
    old = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert "原密码不正确" in browser.post("/account/authenticator/codes/", {"password": "wrong"}).content.decode()
    assert browser.post("/account/authenticator/codes/", {"password": PASSWORD}).status_code == 200
    assert not old & set(RecoveryCode.objects.values_list("digest", flat=True))
    assert browser.post("/account/authenticator/remove/", {"password": "wrong"}).status_code == 200
    assert SecondFactor.objects.exists()
    assert browser.post("/account/authenticator/remove/", {"password": PASSWORD}).headers["Location"] == "/account/"
    assert not SecondFactor.objects.exists()


def test_a_role_can_need_an_authenticator(client: Client, office: Office, as_role: SignedIn) -> None:
    keeper = as_role(Role.SECURITY_ADMINISTRATOR)
    assert as_role(Role.STREET_OFFICER).post("/desk/office/authenticators/", {"roles": ["street_officer"]}).status_code == 403
    assert keeper.post("/desk/office/authenticators/", {"roles": ["street_officer"]}).status_code == 302
    assert sign_in(client, office[Role.STREET_OFFICER].username).headers["Location"] == "/account/authenticator/"
    assert client.get("/desk/board/").headers["Location"] == "/account/authenticator/"
    page = client.get("/account/authenticator/").content.decode()
    assert "您的角色须使用验证器登录" in page
    client.post("/account/authenticator/", {"code": pyotp.TOTP(client.session["new_second_factor"]).now()})
    assert client.get("/desk/board/").status_code == 200
    refused = client.post("/account/authenticator/remove/", {"password": PASSWORD}).content.decode()
    assert "须使用验证器登录，任职期间不能取消" in refused
    assert sign_in(Client(), office[Role.STREET_APPROVER].username).headers["Location"] == "/desk/"


def test_a_new_slip_takes_the_authenticator_and_every_sign_in_away(client: Client, office: Office, phone: Phone) -> None:
    account = office[Role.STREET_OFFICER]
    sign_in(client, account.username)
    client.post("/sign-in/code/", {"code": phone.code()})
    require_second_factor(office.street, [Role.STREET_OFFICER], actor=office[Role.SECURITY_ADMINISTRATOR])
    reset_sign_in(account, actor=office[Role.SECURITY_ADMINISTRATOR])
    assert client.get("/desk/").status_code == 302
    assert not SecondFactor.objects.exists()
    assert not SignIn.objects.exists()


def test_open_sign_ins_are_listed_and_ended(client: Client, office: Office) -> None:
    username = office[Role.STREET_OFFICER].username
    sign_in(client, username)
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 10) Chrome/86.0 MicroMessenger/8.0")
    sign_in(other, username)
    third = Client()
    sign_in(third, username)
    page = client.get("/account/").content.decode()
    assert "微信 · Android" in page
    assert "本机" in page
    wechat = SignIn.objects.get(browser="微信 · Android")
    assert client.post(f"/account/sign-ins/{wechat.pk}/end/").headers["Location"] == "/account/"
    assert other.get("/desk/").status_code == 302
    assert client.post("/account/sign-ins/end-others/").status_code == 302
    assert third.get("/desk/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert last_verb(office[Role.STREET_OFFICER]) == "end_sign_ins"


def test_nobody_ends_the_sign_in_of_another(client: Client, office: Office) -> None:
    sign_in(client, office[Role.STREET_OFFICER].username)
    stranger = Client()
    sign_in(stranger, office[Role.OBSERVER].username)
    stranger.post(f"/account/sign-ins/{SignIn.objects.get(account=office[Role.STREET_OFFICER]).pk}/end/")
    assert client.get("/desk/board/").status_code == 200


def test_a_new_password_ends_every_other_sign_in(client: Client, office: Office) -> None:
    username = office[Role.STREET_OFFICER].username
    sign_in(client, username)
    other = Client()
    sign_in(other, username)
    client.post("/password/", {"password": PASSWORD, "new_password": NEW, "repeat_password": NEW})
    assert other.get("/desk/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert SignIn.objects.get().session_key == client.session.session_key


def test_leaving_and_signing_out_end_sign_ins(client: Client, office: Office) -> None:
    account = office[Role.OBSERVER]
    sign_in(client, account.username)
    client.post("/sign-out/")
    assert not SignIn.objects.exists()
    sign_in(client, account.username)
    close_account(account, actor=office[Role.SECURITY_ADMINISTRATOR])
    assert not SignIn.objects.exists()
    assert client.get("/desk/").status_code == 302


def test_what_ran_out_is_forgotten(client: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, office[Role.STREET_OFFICER].username)
    assert forget_expired() == 0
    real = timezone.now

    def tomorrow() -> datetime:
        return real() + timedelta(days=1)

    monkeypatch.setattr(timezone, "now", tomorrow)
    assert forget_expired() == 1
    assert not SignIn.objects.exists()


def test_one_name_is_tried_from_many_places_twenty_times(client: Client, office: Office) -> None:
    username = office[Role.STREET_OFFICER].username
    for place in range(5):
        for _try in range(4):
            last = client.post("/sign-in/", {"username": username, "password": "wrong"}, REMOTE_ADDR=f"10.0.0.{place}").status_code
    assert last == 429
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}, REMOTE_ADDR="10.0.0.99").status_code == 429
    other = office[Role.STREET_APPROVER].username
    assert client.post("/sign-in/", {"username": other, "password": PASSWORD}, REMOTE_ADDR="10.0.0.1").status_code == 302


def test_one_place_tries_many_names_forty_times(client: Client, office: Office) -> None:
    answers = [sign_in(client, f"guess-{number}", "wrong").status_code for number in range(40)]
    assert set(answers[:39]) == {200}
    assert answers[39] == 429
    assert sign_in(client, office[Role.STREET_OFFICER].username).status_code == 429


def test_the_right_password_forgives_the_own_slips_only(client: Client, office: Office, settings: LazySettings) -> None:
    settings.DOOR_LIMITS = (5, 20, 8)
    username = office[Role.STREET_OFFICER].username
    for _round in range(2):
        for _try in range(3):
            sign_in(client, "guess", "wrong")
        sign_in(client, username)
        client.post("/sign-out/")
        client.post("/sign-in/", {"username": f"other-{_round}", "password": "wrong"})
    assert sign_in(client, username).status_code == 429
