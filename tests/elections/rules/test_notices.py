from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.calendar import Calendar, shipped_calendar, year_table
from elections.rules.issues import RuleViolation
from elections.rules.notices import (
    SHANGHAI,
    NoticePeriod,
    NoticeTerms,
    days_left,
    fit_issues,
    is_open,
    notice_period,
    period_after_interruption,
)
from elections.rules.rule_set import preset

CALENDAR = shipped_calendar()
FIVE_WORKING_DAYS = NoticeTerms(5, "working_day")
SEVEN_DAYS = NoticeTerms(7, "day")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001
TERMS = st.builds(NoticeTerms, st.integers(1, 20), st.sampled_from(["working_day", "day"]), st.sampled_from([None, time(9), time(17)]))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def closing(terms: NoticeTerms, posted: str, calendar: Calendar = CALENDAR) -> str:
    return f"{notice_period(terms, moment(posted), calendar).closes_at:%Y-%m-%d %H:%M}"


def test_a_real_notice_of_five_working_days_in_2020_with_a_worked_saturday() -> None:
    holidays = ["2020-01-01", "2020-05-01/2020-05-05", "2020-10-01/2020-10-08"]
    calendar = Calendar({}).with_year(year_table({"year": 2020, "holidays": holidays, "workdays": ["2020-04-26", "2020-05-09"]}))

    assert closing(FIVE_WORKING_DAYS, "2020-05-08 08:30", calendar) == "2020-05-13 17:30"


@pytest.mark.parametrize(
    ("posted", "closes"),
    [
        pytest.param("2026-05-11 09:00", "2026-05-15 17:30", id="posted by nine: the day counts"),
        pytest.param("2026-05-11 09:01", "2026-05-18 17:30", id="posted after nine: it does not"),
        pytest.param("2026-04-30 08:00", "2026-05-09 17:30", id="over May Day to the worked Saturday"),
        pytest.param("2026-05-10 08:00", "2026-05-15 17:30", id="posted on a Sunday"),
        pytest.param("2026-09-28 10:00", "2026-10-10 17:30", id="over National Day"),
    ],
)
def test_five_working_days(posted: str, closes: str) -> None:
    assert closing(FIVE_WORKING_DAYS, posted) == closes


def test_days_run_over_weekends_and_need_no_calendar() -> None:
    assert closing(SEVEN_DAYS, "2026-12-28 08:00", Calendar({})) == "2027-01-03 17:30"
    assert closing(SEVEN_DAYS, "2026-12-28 10:00", Calendar({})) == "2027-01-04 17:30"


def test_the_day_is_the_day_in_shanghai() -> None:
    posted_at = datetime(2026, 5, 11, 0, 30, tzinfo=UTC)

    assert notice_period(FIVE_WORKING_DAYS, posted_at, CALENDAR).closes_at == moment("2026-05-15 17:30")


def test_hours_and_the_first_day_are_terms() -> None:
    assert closing(NoticeTerms(3, "day", None, time(12, 0)), "2026-05-11 00:00") == "2026-05-14 12:00"
    assert closing(NoticeTerms(3, "day", time(16, 0)), "2026-05-11 15:59") == "2026-05-13 17:30"


def test_a_year_without_calendar_is_refused_only_where_it_is_met() -> None:
    assert closing(FIVE_WORKING_DAYS, "2026-12-25 08:00") == "2026-12-31 17:30"
    with pytest.raises(RuleViolation, match="calendar_year_missing"):
        notice_period(FIVE_WORKING_DAYS, moment("2026-12-28 08:00"), CALENDAR)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (NoticeTerms(0, "day"), "notice_length_invalid"),
        (NoticeTerms(-1, "working_day"), "notice_length_invalid"),
        (NoticeTerms(1, "day", time(18, 0)), "notice_hours_contradict"),
    ],
)
def test_impossible_terms_are_refused(terms: NoticeTerms, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        notice_period(terms, moment("2026-05-11 08:00"), CALENDAR)

    assert [issue.code for issue in refused.value.issues] == [code]


def test_the_terms_of_a_rule_set() -> None:
    assert NoticeTerms.of(preset("regulation-2020"), 1) == FIVE_WORKING_DAYS
    assert NoticeTerms.of(preset("village"), 2) == SEVEN_DAYS
    assert NoticeTerms.of(preset("village"), 3) is None


def test_the_end_is_exclusive() -> None:
    opens_at, closes_at = moment("2026-05-11 08:00"), moment("2026-05-15 17:30")
    moments = ["2026-05-11 07:59", "2026-05-11 08:00", "2026-05-15 17:29", "2026-05-15 17:30"]

    assert [is_open(opens_at, closes_at, moment(text)) for text in moments] == [False, True, True, False]
    assert NoticePeriod(opens_at, closes_at).is_open(opens_at)


def test_days_left_count_today_and_the_last_day() -> None:
    closes_at = moment("2026-05-09 17:30")
    moments = ["2026-05-01 12:00", "2026-05-08 23:00", "2026-05-09 17:29", "2026-05-09 17:30", "2026-06-01 00:00"]

    assert [days_left(FIVE_WORKING_DAYS, closes_at, moment(text), CALENDAR) for text in moments] == [4, 2, 1, 0, 0]
    assert [days_left(SEVEN_DAYS, closes_at, moment(text), CALENDAR) for text in moments] == [7, 2, 1, 0, 0]


class TestInterruption:
    period = notice_period(SEVEN_DAYS, moment("2026-05-11 08:00"), CALENDAR)

    def again(self, removed: str, posted_again: str) -> NoticePeriod:
        return period_after_interruption(SEVEN_DAYS, self.period, moment(removed), moment(posted_again), CALENDAR)

    def test_restarts_the_clock(self) -> None:
        assert self.again("2026-05-13 15:00", "2026-05-14 08:00") == NoticePeriod(moment("2026-05-14 08:00"), moment("2026-05-20 17:30"))

    def test_after_the_end_changes_nothing(self) -> None:
        assert self.again("2026-05-17 17:30", "2026-05-18 08:00") == self.period

    @pytest.mark.parametrize(
        ("removed", "posted_again"), [("2026-05-10 08:00", "2026-05-14 08:00"), ("2026-05-13 08:00", "2026-05-12 08:00")]
    )
    def test_with_times_out_of_order_is_refused(self, removed: str, posted_again: str) -> None:
        with pytest.raises(RuleViolation) as refused:
            self.again(removed, posted_again)

        (issue,) = refused.value.issues
        assert issue.code == "notice_interruption_order"
        assert issue.params == {"posted": "2026-05-11 08:00", "removed": removed, "again": posted_again}


def test_a_week_of_notice_and_its_meeting_on_one_day_contradict_each_other() -> None:
    posted, meeting = moment("2026-09-16 08:30"), moment("2026-09-16 14:00")

    (issue,) = fit_issues(2, SEVEN_DAYS, posted, meeting, CALENDAR)

    assert issue.code == "notice_does_not_fit_day"
    said = {"round": 2, "length": 7, "posted": "2026-09-16 08:30", "closes": "2026-09-22 17:30", "needed_by": "2026-09-16 14:00"}
    assert issue.params == said
    assert [found.code for found in fit_issues(1, FIVE_WORKING_DAYS, posted, meeting, CALENDAR)] == ["notice_does_not_fit_working_day"]
    assert not list(fit_issues(2, SEVEN_DAYS, posted, moment("2026-09-22 17:30"), CALENDAR))


@given(TERMS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_posting_later_never_closes_earlier(terms: NoticeTerms, posted_at: datetime, later: timedelta) -> None:
    first, second = notice_period(terms, posted_at, CALENDAR), notice_period(terms, posted_at + later, CALENDAR)

    assert first.closes_at <= second.closes_at


@given(TERMS, MOMENTS)
def test_a_notice_has_its_length_in_days_that_count(terms: NoticeTerms, posted_at: datetime) -> None:
    period = notice_period(terms, posted_at, CALENDAR)
    longer = notice_period(NoticeTerms(terms.length + 1, terms.unit, terms.first_day_counted_until), posted_at, CALENDAR)

    assert period.is_open(posted_at)
    assert days_left(terms, period.closes_at, posted_at, CALENDAR) == terms.length
    assert period.closes_at < longer.closes_at
