import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from elections.models import Election
from elections.permissions import Role
from elections.queries.timetable import NAMES, timetable
from tests.factories.office import Office, another_community

from .conftest import SignedIn
from .test_board import issued, queries_of


def test_bars_lie_where_their_days_lie(office: Office) -> None:
    notice = issued(office, office.election, number=2, days=3)
    meeting = notice.opens_at.date() + timedelta(days=40)
    Election.objects.filter(pk=office.election.pk).update(meeting_on=meeting)
    table = timetable([Election.objects.get()], notice.opens_at.date())
    assert table is not None
    line = table.lines[0]
    (bar,) = line.bars
    assert line.meeting_x is not None
    assert NAMES < bar.x < line.meeting_x < table.width
    assert (bar.ends_on - bar.begins_on).days in (4, 5)
    assert bar.width == pytest.approx((line.meeting_x - bar.x) / 40 * ((bar.ends_on - bar.begins_on).days + 1), rel=0.02)
    assert table.today_x == bar.x


def test_nothing_dated_is_no_picture(office: Office, as_role: SignedIn) -> None:
    assert timetable([office.election], date(2026, 3, 2)) is None
    page = as_role(Role.STREET_OFFICER).get("/desk/timetable/").content.decode()
    assert "尚未发布公示，也未确定大会日期" in page


def test_the_page_says_in_days_what_the_picture_shows(office: Office, as_role: SignedIn) -> None:
    issued(office, office.election)
    page = as_role(Role.STREET_OFFICER).get("/desk/timetable/").content.decode()
    assert '<rect class="period period-2"' in page
    assert "第二轮公示" in page
    assert as_role(Role.OBSERVER).get("/desk/timetable/").headers["Location"] == "/desk/"


def test_more_communities_cost_no_more_queries(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    issued(office, office.election)
    few = queries_of(browser, "/desk/timetable/")
    for number in range(9):
        issued(office, another_community(office, f"c{number}", f"第{number}社区"))
    assert queries_of(browser, "/desk/timetable/") == few


def test_the_board_goes_into_a_spreadsheet(office: Office, as_role: SignedIn) -> None:
    answer = as_role(Role.STREET_OFFICER).get("/desk/board.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "社区"
    assert rows[1][0] == "京都苑社区"
    assert rows[1][rows[0].index("当前步骤")] == "资格联审、考察"
    assert as_role(Role.OBSERVER).get("/desk/board.xlsx").headers["Location"] == "/desk/"
