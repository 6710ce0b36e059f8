from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import BallotRound, RollEntry, RoundContest
from elections.permissions import Role
from elections.queries.rounds import entries_called
from elections.rules.phases import Phase
from elections.services.rounds import open_round
from elections.services.sessions import close_session
from tests.factories.hall import Hall, approve, open_hall
from tests.factories.office import office_with_election
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


@pytest.fixture
def sitting() -> Hall:
    """A session with quorum, method and officials; nothing voted on yet."""
    return open_hall()


def address(at: Hall, path: str) -> str:
    return f"/desk/e/{at.election.code}/hall/{path}"


def said(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def queries(visit: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        visit()
    return len(caught)


def test_the_next_ballot_is_opened_with_one_press(sitting: Hall) -> None:
    host = browser_of(sitting[Role.HOST])
    page = said(host, address(sitting, "rounds/"))
    assert "开始投票" in page and "书记，副书记，委员" in page.replace("、", "，")
    answer = host.post(address(sitting, f"sessions/{sitting.session.pk}/rounds/open/"), {"contests": ALL, "printed": "25"})
    made = BallotRound.objects.get()
    assert answer.headers["Location"] == address(sitting, f"rounds/{made.pk}/")
    assert (made.printed, made.medium, made.contests.count()) == (25, "paper", 3)
    assert "进入第1轮" in said(host, address(sitting, "rounds/"))
    assert "印制" in said(host, address(sitting, f"rounds/{made.pk}/"))


def test_too_few_papers_are_refused_and_what_was_typed_stays(sitting: Hall) -> None:
    answer = browser_of(sitting[Role.HOST]).post(
        address(sitting, f"sessions/{sitting.session.pk}/rounds/open/"), {"contests": ALL, "printed": "19"}
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "19" in page and 'value="19"' in page
    assert not BallotRound.objects.exists()


@pytest.mark.parametrize("typed", ["二百", "１９", "-1", ""])
def test_a_number_that_is_refused_stays_as_it_was_typed(sitting: Hall, typed: str) -> None:
    form = address(sitting, f"sessions/{sitting.session.pk}/rounds/open/")
    page = browser_of(sitting[Role.HOST]).post(form, {"contests": ALL, "printed": typed}).content.decode()
    field = page.split('name="printed"')[1].split(">")[0] + page.split('name="printed"')[0].split("<input")[-1]
    assert 'type="number"' not in field and 'inputmode="numeric"' in field
    assert not typed or f'value="{typed}"' in field
    assert not BallotRound.objects.exists()


def test_full_width_digits_are_digits(sitting: Hall) -> None:
    form = address(sitting, f"sessions/{sitting.session.pk}/rounds/open/")
    browser_of(sitting[Role.HOST]).post(form, {"contests": ALL, "printed": "２５"})
    assert BallotRound.objects.get().printed == 25


def test_names_for_a_further_election_may_be_spaced_as_on_paper(sitting: Hall) -> None:
    entry = RollEntry.objects.filter(election=sitting.election).order_by("number")[3]
    spaced = "　".join(entry.name)
    assert entries_called(sitting.election, [spaced, "４", f" {entry.number} ", "无此人"]) == [[entry], [entry], [entry], []]


def test_electronic_voting_is_offered_only_with_the_superiors_reply(sitting: Hall) -> None:
    form = address(sitting, f"sessions/{sitting.session.pk}/rounds/open/")
    assert "电子选票" not in said(browser_of(sitting[Role.HOST]), form)
    approve(sitting.office, "electronic_ballot")
    assert "电子选票" in said(browser_of(sitting[Role.HOST]), form)


def test_the_box_is_opened_with_figures_that_agree(sitting: Hall) -> None:
    made = sitting.round(*ALL, printed=22)
    host = browser_of(sitting[Role.HOST])
    form = address(sitting, f"rounds/{made.pk}/close/")
    typed = {"spoiled": "1", "left_over": "2", "voters": "20", "returned": "20", "written_for": "0"}
    answer = host.post(form, typed)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "22" in page and "23" in page and 'value="2"' in page
    answer = host.post(form, typed | {"left_over": "1"})
    assert answer.headers["Location"] == address(sitting, f"rounds/{made.pk}/")
    made.refresh_from_db()
    assert (made.issued, made.spoiled, made.left_over, made.returned) == (20, 1, 1, 20)
    page = said(host, address(sitting, f"rounds/{made.pk}/"))
    assert "进入计票" in page and "equation" in page


OVER = {"spoiled": "0", "left_over": "2", "voters": "20", "returned": "21", "written_for": "0"}


def test_more_ballots_than_issued_are_asked_about_and_then_the_ballot_is_repeated(sitting: Hall) -> None:
    made = sitting.round(*ALL, printed=22)
    host = browser_of(sitting[Role.HOST])
    form = address(sitting, f"rounds/{made.pk}/close/")
    assert "counted_again" not in said(host, form)
    asked = host.post(form, OVER).content.decode()
    assert "收回选票21张，多于应有张数（发出20张，投票20人）" in asked
    assert 'value="21"' in asked and 'value="21-20-20"' in asked
    assert BallotRound.objects.get().closed_at is None
    other = host.post(form, OVER | {"returned": "23", "counted_again": "21-20-20"}).content.decode()
    assert "收回选票23张" in other and BallotRound.objects.get().closed_at is None, "what was ticked were other figures"
    host.post(form, OVER | {"counted_again": "21-20-20"})
    page = said(host, address(sitting, f"rounds/{made.pk}/"))
    assert "收回多于发出" in page and "宣布无效，重新投票" in page
    done = host.post(address(sitting, f"rounds/{made.pk}/outcome/"), follow=True).content.decode()
    assert "已作废，可以就同一职位重新投票" in done and "本轮结果已确定" not in done and "开始投票" in done
    listed = said(host, address(sitting, "rounds/")).split("<caption>")[1]
    assert "无效，重新投票" in listed and "已有结果" not in listed
    assert host.get(address(sitting, f"rounds/{made.pk}/box/")).status_code == 200
    late = host.post(address(sitting, f"rounds/{made.pk}/box/"), OVER | {"returned": "20", "reason": "写错"}).content.decode()
    assert "须先由审批人重新计票" in late and BallotRound.objects.get().returned == 21


def test_a_mistyped_figure_of_the_box_is_corrected_with_its_reason(sitting: Hall) -> None:
    made = sitting.round(*ALL, printed=22)
    host, there = browser_of(sitting[Role.HOST]), address(sitting, f"rounds/{made.pk}/box/")
    assert there not in said(host, address(sitting, f"rounds/{made.pk}/"))
    host.post(address(sitting, f"rounds/{made.pk}/close/"), OVER | {"counted_again": "21-20-20"})
    assert there in said(host, address(sitting, f"rounds/{made.pk}/"))
    assert there not in said(browser_of(sitting[Role.TELLER]), address(sitting, f"rounds/{made.pk}/"))
    assert "更正填错的数字" in said(browser_of(sitting[Role.TELLER]), address(sitting, f"rounds/{made.pk}/"))
    assert 'value="21"' in said(host, there)
    again = host.post(there, OVER | {"returned": "23", "reason": "写错"}).content.decode()
    assert "收回选票23张" in again and "写错" in again
    assert host.post(there, OVER | {"returned": "20", "reason": ""}).status_code == 200
    answer = host.post(there, OVER | {"returned": "20", "reason": "把20写成21"})
    assert answer.headers["Location"] == address(sitting, f"rounds/{made.pk}/")
    page = said(host, address(sitting, f"rounds/{made.pk}/"))
    assert "<s>21</s> → 20" in page and "把20写成21" in page and "进入计票" in page


def test_a_ballot_is_declared_void_with_its_reason(sitting: Hall) -> None:
    made = sitting.round(*ALL)
    host = browser_of(sitting[Role.HOST])
    form = address(sitting, f"rounds/{made.pk}/void/")
    assert "不计票" in said(host, form)
    answer = host.post(form, {"reason": " "})
    assert answer.status_code == 200 and BallotRound.objects.get().voided_at is None
    host.post(form, {"reason": "选票印错"})
    assert "选票印错" in said(host, address(sitting, f"rounds/{made.pk}/"))
    assert "开始投票" in said(host, address(sitting, "rounds/"))


@pytest.mark.parametrize("role", [Role.TELLER, Role.CHECK_IN_CLERK, Role.STREET_OFFICER])
def test_who_does_not_lead_the_meeting_reads_and_opens_nothing(sitting: Hall, role: Role) -> None:
    someone = browser_of(sitting[role])
    assert "开始投票" not in said(someone, address(sitting, "rounds/"))
    form = address(sitting, f"sessions/{sitting.session.pk}/rounds/open/")
    said(someone, form, 403)
    assert someone.post(form, {"contests": ALL, "printed": "25"}).status_code == 403
    assert not BallotRound.objects.exists()


def test_an_observer_and_another_office_do_not_come_in(sitting: Hall) -> None:
    made = sitting.round(*ALL)
    assert browser_of(sitting[Role.OBSERVER]).get(address(sitting, "rounds/")).status_code == 403
    other = office_with_election(code="other", phase=Phase.MEETING)
    foreign = browser_of(other[Role.HOST])
    for path in ("rounds/", f"rounds/{made.pk}/", f"rounds/{made.pk}/close/", f"sessions/{sitting.session.pk}/rounds/open/"):
        assert foreign.get(address(sitting, path)).status_code == 404
        own = f"/desk/e/{other.election.code}/hall/{path}"
        assert foreign.get(own).status_code == (200 if path == "rounds/" else 404)


def test_before_the_meeting_nothing_is_opened(sitting: Hall) -> None:
    session = sitting.session.pk
    election = sitting.election
    election.phase = Phase.CANDIDACY
    election.save()
    assert "现在不能办理" in said(browser_of(sitting[Role.HOST]), address(sitting, f"sessions/{session}/rounds/open/"), 409)


def test_without_a_session_the_page_says_who_opens_it(sitting: Hall) -> None:
    close_session(sitting.session, actor=sitting[Role.HOST])
    assert "主持席" in said(browser_of(sitting[Role.HOST]), address(sitting, "rounds/"))


def test_the_figures_are_kept_fresh_by_themselves(sitting: Hall) -> None:
    made = open_round(sitting.session, ALL, actor=sitting[Role.HOST], printed=25)
    page = said(browser_of(sitting[Role.CHECK_IN_CLERK]), address(sitting, f"rounds/{made.pk}/figures/"))
    assert "hx-trigger" in page and "<html" not in page


def test_many_rounds_cost_no_more_queries(sitting: Hall) -> None:
    first = sitting.round(*ALL)
    sitting.close(first)
    host = browser_of(sitting[Role.HOST])
    counted = []
    for wanted in (1, 3, 50):
        for number in range(BallotRound.objects.count() + 1, wanted + 1):
            _scenery(first, number)
        host.get(address(sitting, "rounds/"))
        counted.append(queries(lambda: host.get(address(sitting, "rounds/"))))
    assert len(set(counted)) == 1, counted


def _scenery(first: BallotRound, number: int) -> None:
    contests = list(first.contests.all())
    made = BallotRound.objects.get(pk=first.pk)
    made.pk, made.number = None, number
    made.save()
    for row in contests:
        RoundContest.objects.create(round=made, contest=row.contest, kind=row.kind, style=row.style, seats=row.seats, order=row.order)
