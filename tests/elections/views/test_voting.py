"""The booth: nothing that it stores, sends or sets says who is there."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.middleware import WRITES
from elections.models import Ballot, BallotCode, BallotRound
from elections.permissions import Role
from elections.queries.counts import round_totals
from elections.rules.method import ElectionMethod
from elections.services import guesses
from elections.services.ballots import prepare_ballot_codes
from elections.services.rounds import BoxCount, close_round, issue_ballot, open_round
from tests.factories.hall import Hall, approve, hall
from tests.factories.signed_in import browser_of
from tests.factories.typed import full_width

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


@pytest.fixture(autouse=True)
def _no_guesses() -> None:
    cache.clear()


@pytest.fixture
def voting() -> tuple[Hall, BallotRound, list[str]]:
    at = hall(preset="regulation-2020")
    approve(at.office, "electronic_ballot")
    at.open(method=ElectionMethod(ballot="list"))
    opened = open_round(at.session, ["committee"], actor=at[Role.HOST], printed=0, medium="electronic")
    slips = prepare_ballot_codes(opened, 22, actor=at[Role.BALLOT_DESK])
    issue_ballot(opened, at.members, actor=at[Role.BALLOT_DESK])
    return at, opened, slips


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def nothing_of_the_visitor(answer: HttpResponse) -> None:
    assert not answer.cookies and "Set-Cookie" not in answer.headers
    assert "no-store" in answer.headers.get("Cache-Control", "no-store")
    assert Session.objects.count() == 0


def test_without_the_superiors_reply_there_is_no_booth() -> None:
    hall()
    answer = strict().get("/v/")
    assert answer.status_code == 404 and "纸质选票" in answer.content.decode()


def test_to_look_writes_nothing_and_sets_no_cookie(voting: tuple[Hall, BallotRound, list[str]]) -> None:
    with CaptureQueriesContext(connection) as caught:
        answers = [strict().get(path) for path in ("/v/", "/v/done/")]
    for answer in answers:
        assert answer.status_code == 200
        nothing_of_the_visitor(answer)
    assert not [query["sql"] for query in caught.captured_queries if WRITES.match(query["sql"])]
    assert "django_session" not in " ".join(query["sql"] for query in caught.captured_queries)


def test_a_ballot_is_looked_over_and_cast(voting: tuple[Hall, BallotRound, list[str]]) -> None:
    at, _, slips = voting
    names = at.names("committee")
    voter = strict()
    shown = voter.post("/v/", {"code": full_width(slips[0].lower())})
    page = shown.content.decode()
    assert all(name in page for name in names) and "最多选5人" in page
    nothing_of_the_visitor(shown)
    typed = {"code": slips[0], "n_0_0": "for", "n_0_1": "against", "w_0_0": "张三"}
    checked = voter.post("/v/", typed | {"step": "check"})
    page = checked.content.decode()
    assert "请核对" in page and "张三" in page and "赞成" in page
    assert Ballot.objects.count() == 0
    changed = voter.post("/v/", typed | {"step": "change"}).content.decode()
    assert 'value="张三"' in changed
    before = at.events()
    with CaptureQueriesContext(connection) as caught:
        cast = voter.post("/v/", typed | {"step": "cast"})
    assert cast.headers["Location"] == "/v/done/"
    nothing_of_the_visitor(cast)
    written = {query["sql"].split('"')[1] for query in caught.captured_queries if WRITES.match(query["sql"])}
    assert written == {"elections_ballot", "elections_ballotcode"}
    assert at.events() == before
    done = voter.get("/v/done/").content.decode()
    assert "选票已投出" in done and names[0] not in done and slips[0] not in done
    for sent in (typed | {"step": "cast"}, {"code": full_width(slips[0])}):
        again = voter.post("/v/", sent)
        assert "该投票码的选票已收到" in again.content.decode() and "张三" not in again.content.decode()
        nothing_of_the_visitor(again)
    assert (Ballot.objects.count(), BallotCode.objects.count()) == (1, 21)


def test_what_the_rules_refuse_is_said_and_the_marks_stay(voting: tuple[Hall, BallotRound, list[str]]) -> None:
    _, _, slips = voting
    voter = strict()
    many = {f"n_0_{row}": "for" for row in range(6)}
    page = voter.post("/v/", many | {"code": slips[0], "step": "cast"}).content.decode()
    assert "6" in page and page.count("checked") >= 6
    page = voter.post("/v/", {"code": slips[0], "step": "check", "w_0_0": "张三"}).content.decode()
    assert "不赞成" in page and 'value="张三"' in page
    assert not Ballot.objects.exists()


def test_the_figures_are_right_when_the_round_is_closed(voting: tuple[Hall, BallotRound, list[str]]) -> None:
    at, round, slips = voting
    for place, slip in enumerate(slips[:12]):
        strict().post("/v/", {"code": slip, "step": "cast", "n_0_0": "for", "n_0_1": "for" if place < 5 else ""})
    close_round(round, BoxCount(), actor=at[Role.HOST])
    names = at.names("committee")
    votes = round_totals(BallotRound.objects.get(pk=round.pk))["committee"].votes()
    assert (votes[names[0]], votes[names[1]]) == (12, 5)
    for place in (0, 13):  # cast and not cast: once the box is open nobody is told which
        page = strict().post("/v/", {"code": slips[place]}).content.decode()
        assert "无效" in page and "已收到" not in page


def test_an_answer_that_was_lost_is_no_guess(voting: tuple[Hall, BallotRound, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, slips = voting
    monkeypatch.setattr(guesses, "MOST_A_MINUTE", 1)
    strict().post("/v/", {"code": slips[0], "step": "cast"})
    for _ in range(3):
        assert "已收到" in strict().post("/v/", {"code": slips[0], "step": "cast"}).content.decode()
    mistyped = slips[0][:-1] + ("2" if slips[0][-1] != "2" else "3")
    assert "无效" in strict().post("/v/", {"code": mistyped}).content.decode()
    assert strict().post("/v/", {"code": slips[1]}).status_code == 429


def test_wrong_codes_are_counted_without_whose_they_are(
    voting: tuple[Hall, BallotRound, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, slips = voting
    monkeypatch.setattr(guesses, "MOST_A_MINUTE", 3)
    for number in range(3):
        answer = strict().post("/v/", {"code": f"WRONG{number}"}, REMOTE_ADDR=f"10.0.0.{number}")
        assert answer.status_code == 200 and "无效" in answer.content.decode()
    refused = strict().post("/v/", {"code": slips[0]}, REMOTE_ADDR="10.9.9.9")
    assert refused.status_code == 429 and refused.headers["Retry-After"] == "60"
    assert slips[0] in refused.content.decode()
    nothing_of_the_visitor(refused)
    monkeypatch.setattr(guesses.time, "time", lambda: 4_000_000_000)
    assert "最多选5人" in strict().post("/v/", {"code": slips[0]}).content.decode()


def test_the_rest_of_the_house_keeps_its_doors(voting: tuple[Hall, BallotRound, list[str]]) -> None:
    at, _, _ = voting
    assert strict().post("/sign-in/", {"username": "x"}).status_code == 403
    missing = strict().get("/v/nothing/")
    assert missing.status_code == 404 and not missing.cookies
    assert strict().put("/v/").status_code == 405
    answer = strict().get("/v/")
    assert answer.headers["X-Frame-Options"] == "DENY" and "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    signed_in = browser_of(at[Role.HOST])
    sessions = Session.objects.count()
    page = signed_in.get("/v/")
    assert not page.cookies and at[Role.HOST].username not in page.content.decode()
    assert Session.objects.count() == sessions


def test_the_language_travels_in_the_address(voting: tuple[Hall, BallotRound, list[str]]) -> None:
    assert "Your code" in strict().get("/v/?language=en").content.decode()
    assert "输入投票码" in strict().get("/v/?language=xx", headers={"Accept-Language": "en"}).content.decode()
