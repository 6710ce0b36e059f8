from elections.models import CalendarYear, Organisation
from elections.rules.calendar import Calendar, shipped_calendar, year_table


def office_calendar(office: Organisation) -> Calendar:
    """The shipped years, with those that the office loaded itself; its own list of a year wins."""
    calendar = shipped_calendar()
    for row in CalendarYear.objects.filter(office=office).order_by("year"):
        calendar = calendar.with_year(year_table({"year": row.year, "holidays": row.holidays, "workdays": row.workdays}))
    return calendar
