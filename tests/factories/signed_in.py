from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from elections.models import Account


def enter(browser: Client, account: Account) -> None:
    """The account is signed in there: two queries, where `force_login` asks twelve. Passwords are typed in test_sign_ins and tests/e2e."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "elections.authentication.PasswordBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def browser_of(account: Account) -> Client:
    browser = Client()
    enter(browser, account)
    return browser
