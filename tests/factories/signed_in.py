from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string

from elections.models import Account


def enter(browser: Client, account: Account) -> None:
    """The account is signed in there: one row, where `force_login` asks the database twelve times. Who signs in for real is tests/e2e and
    views/test_sign_ins.
    """
    whose = {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: "elections.authentication.PasswordBackend",
        HASH_SESSION_KEY: account.get_session_auth_hash(),
    }
    session = Session.objects.create(
        session_key=get_random_string(32),
        session_data=SessionStore().encode(whose),
        expire_date=timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def browser_of(account: Account) -> Client:
    browser = Client()
    enter(browser, account)
    return browser
