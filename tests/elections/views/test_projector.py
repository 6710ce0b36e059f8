"""The wall of the hall: it follows the meeting, hides what is not to be seen yet, and asks little of the database."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from elections.permissions import Role
from elections.queries.counts import tally_ballots
from elections.rules.ballots import Mark
from elections.services.check_in import check_in
from elections.services.officials import approve_officials, propose_officials
from elections.services.outcomes import decide_outcome
from elections.services.projector import begin_speech
from elections.services.rounds import open_round
from elections.services.running_tally import show_running_tally
from elections.services.sessions import HandVote, adjourn_session, close_session, declare_quorum, open_session
from tests.factories.hall import Hall, approve, hall
from tests.factories.office import add_members, office_with_election
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Hall:
    cache.clear()
    return hall()


def wall(at: Hall, role: Role = Role.CHECK_IN_CLERK) -> Client:
    return browser_of(at[role])


def page(at: Hall, name: str = "projector_picture") -> str:
    return reverse(f"elections:{name}", args=[at.election.code])


def picture(at: Hall) -> str:
    return wall(at).get(page(at)).content.decode()


def slide(at: Hall) -> str:
    return picture(at).split('data-slide="')[1].split('"')[0]


def test_who_may_open_it(at: Hall) -> None:
    for role, status in ((Role.HOST, 200), (Role.CHECK_IN_CLERK, 200), (Role.COMMUNITY_CLERK, 200), (Role.OBSERVER, 403)):
        assert wall(at, role).get(page(at, "projector")).status_code == status
    other = office_with_election(code="other")
    stranger = browser_of(other[Role.HOST])
    assert stranger.get(page(at, "projector")).status_code == 404


def test_it_follows_the_meeting(at: Hall) -> None:
    assert slide(at) == "welcome"
    session = open_session(at.meeting, actor=at[Role.HOST])
    assert slide(at) == "heads"
    check_in(session, at.members[:15], actor=at[Role.CHECK_IN_CLERK])
    assert "还差1人" in picture(at)
    check_in(session, at.members[15:18], actor=at[Role.CHECK_IN_CLERK])
    assert "wall-quorum met" in picture(at)
    declare_quorum(session, actor=at[Role.HOST])
    assert slide(at) == "agenda"
    propose_officials(at.meeting, dict(zip(at.members[-2:], ["chief_scrutineer", "teller"], strict=True)), actor=at.secretary)
    approve_officials(session, HandVote(18), actor=at[Role.HOST])
    assert slide(at) == "candidates"
    assert at.names("secretary")[0] in picture(at)
    begin_speech(session, "speech", actor=at[Role.HOST], speaker="李四", minutes=5)
    assert slide(at) == "speech"
    assert "李四" in picture(at)


def test_through_a_ballot_to_its_outcome(at: Hall) -> None:
    session = at.open()
    round = at.round("secretary", "deputy", "committee")
    assert slide(at) == "voting"
    round = at.close(round)
    assert slide(at) == "tally"
    name = at.names("secretary")[0]
    marks = [{"secretary": Mark(in_favour=(name,)), "deputy": Mark(), "committee": Mark()}] * 7
    show_running_tally(round, 1, tally_ballots(round, marks), actor=at[Role.TELLER])
    shown = picture(at)
    assert shown.count('class="zheng"') == 2
    assert ">7</td>" in shown
    at.count(round, {"secretary": {name: 19}, "deputy": {}, "committee": {}})
    decide_outcome(round, actor=at[Role.HOST])
    assert slide(at) == "outcome"
    assert name in picture(at)
    adjourn_session(session, actor=at[Role.HOST], reason="另行选举")
    assert slide(at) == "adjourned"


def test_electronic_ballots_show_no_figure_before_everything_is_counted(at: Hall) -> None:
    approve(at.office, "electronic_ballot")
    at.open()
    round = open_round(at.session, ["secretary", "deputy", "committee"], actor=at[Role.HOST], printed=0, medium="electronic")
    shown = picture(at)
    assert slide(at) == "voting"
    assert "wall-votes" not in shown
    assert round.number == 1


def test_a_closed_session_stays_on_the_wall(at: Hall) -> None:
    close_session(at.open(), actor=at[Role.HOST])
    assert slide(at) == "closed"


def test_the_host_chooses_a_picture_and_gives_it_back(at: Hall) -> None:
    at.open()
    host = wall(at, Role.HOST)
    host.post(page(at, "choose_slide"), {"slide": "agenda"})
    assert slide(at) == "agenda"
    host.post(page(at, "choose_slide"), {"slide": "outcome"})
    assert slide(at) == "candidates"  # nothing has come out yet
    host.post(page(at, "choose_slide"), {"slide": "auto"})
    assert slide(at) == "candidates"
    assert "已" not in host.post(page(at, "choose_slide"), {"slide": "films"}).content.decode()
    assert wall(at, Role.TELLER).post(page(at, "choose_slide"), {"slide": "agenda"}).status_code == 403


def test_it_never_locks(at: Hall) -> None:
    browser = wall(at)
    browser.post(reverse("elections:lock_station"))
    assert browser.get(page(at, "projector")).status_code == 200
    assert browser.get(page(at)).status_code == 200
    assert browser.get(reverse("elections:hall", args=[at.election.code])).status_code == 403


def test_the_picture_costs_the_same_for_few_and_for_many(at: Hall, django_assert_max_num_queries: Any) -> None:
    at.open()
    counted = []
    for more in (0, 30):
        check_in(at.session, add_members(at.election, more), actor=at[Role.CHECK_IN_CLERK])
        with django_assert_max_num_queries(100) as asked:
            picture(at)
        counted.append(len(asked))
    assert counted[0] == counted[1]
