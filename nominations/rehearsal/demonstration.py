"""What a newcomer finds after `make run`: the rehearsal street in the middle of its cycle, each community at another step."""

from collections.abc import Callable
from datetime import datetime, timedelta

from elections.models import Account, Notice, RollEntry
from elections.permissions import Role
from elections.queries.clock import office_now
from elections.rules.phases import Phase
from elections.services import objections

from .office import CommunityOffice, RehearsalOffice, open_office, password_of
from .papers import PaperOffice, paper_office
from .plans import street_plan
from .run import begin
from .script import Line, moment, play, script

Tell = Callable[[datetime, str, Phase], object]  # how far it is: the day that is played, the community, its step

CODE = "wenhui"
COMMUNITIES, MEMBERS, RESIDENTS = 8, 1555, 600
# A Saturday morning: the third community's members are about to meet. How many weeks each began after the first:
# sealed, reporting, meeting today, candidacy, committee ballot, notice 2 running, open nomination closed, open nomination.
TODAY = moment(5, 30, 8, 20)
WEEKS_LATER = (0, 1, 2, 4, 6, 7, 9, 10)


def make_demonstration(tell: Tell) -> RehearsalOffice:
    plans = street_plan(COMMUNITIES, MEMBERS, RESIDENTS)
    office = open_office(plans, preset="street-community", code=CODE, name="文晖街道", demonstration=True)
    for weeks, at in zip(WEEKS_LATER, office.communities, strict=True):
        at.later_by = timedelta(weeks=weeks)
    with paper_office() as papers:
        _play(office, papers, tell)
        office.move_to(TODAY)
        _report_a_matter(office)
        papers.wait()
    return office


def demonstration_accounts() -> list[tuple[Account, str]]:
    """Each account with the password that is printed for it, as long as its holder has not set another."""
    accounts = Account.objects.filter(demonstration=True, closed_at=None).order_by("pk").prefetch_related("appointments__organisation")
    return [(account, password_of(account.username)) for account in accounts]


def _play(office: RehearsalOffice, papers: PaperOffice, tell: Tell) -> None:
    """Everybody's lines in the order of their days, up to today."""
    lines = script(office.communities[0].election.rules)
    calls = sorted(((line.at + at.later_by, place, line, at) for place, at in enumerate(office.communities) for line in lines), key=_day)
    for when, place, line, at in calls:
        if when > TODAY:
            break
        begin(office, when, line, papers)
        if line.street is not None and place == 0:
            line.street(office)
        play(office, at, line)
        papers.hand_out()
        tell(when, at.plan.name, line.phase)


def _day(call: tuple[datetime, int, Line, CommunityOffice]) -> tuple[datetime, int]:
    return call[0], call[1]


def _report_a_matter(office: RehearsalOffice) -> None:
    """反映问题 about somebody on a notice that is open, not ruled on yet."""
    notice = Notice.objects.open_at(office_now(office.street)).filter(waits=True).latest("pk")
    entry = RollEntry.objects.get(pk=notice.people[0]["entry"])
    report = objections.Report(
        channel="telephone", matter="反映其任楼组长期间账目未及时公开。", entry=entry, reporter="居民", reporter_contact="来电"
    )
    objections.receive_objection(notice, report, actor=office.by(Role.OBJECTION_HANDLER))
