from elections.models import Account, CalendarYear, Organisation
from elections.rules.acts import Act
from elections.rules.calendar import read_year

from .acting import office_act


def load_calendar_year(office: Organisation, content: bytes, *, actor: Account) -> CalendarYear:
    """The State Council's list of a year, from a small file. The same list again is nothing, another list of the year takes its place.

    Notices that stand keep their times: they were posted with them.
    """
    table = read_year(content)
    plain = table.to_plain()
    with office_act(Act.LOAD_CALENDAR_YEAR, office, actor) as act:
        standing = CalendarYear.objects.select_for_update().filter(office=act.office, year=table.year).first()
        if standing is not None and (standing.holidays, standing.workdays) == (plain["holidays"], plain["workdays"]):
            act.repeats()
            return standing
        values = {"holidays": plain["holidays"], "workdays": plain["workdays"], "loaded_at": act.now, "loaded_by": act.officer}
        loaded, _made = CalendarYear.objects.update_or_create(office=act.office, year=table.year, defaults=values)
        act.record(loaded, year=table.year, holidays=len(table.holidays), workdays=len(table.workdays))
        return loaded
