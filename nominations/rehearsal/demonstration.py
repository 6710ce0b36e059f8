"""What a newcomer finds after `make run`: the rehearsal street in the middle of its cycle, each community at another step."""

from collections.abc import Callable

from elections.models import Account
from elections.rules.phases import Phase, steps

from .office import RehearsalOffice, open_office, password_of
from .papers import PaperOffice, paper_office
from .plans import street_plan
from .run import play_line
from .script import script

CODE = "wenhui"
COMMUNITIES, MEMBERS, RESIDENTS = 8, 1555, 600
# The last phase that each community goes through, in the order of the plan.
STOPS = (
    Phase.CLOSED,
    Phase.REPORTING,
    Phase.MEETING,
    Phase.CANDIDACY,
    Phase.COMMITTEE_BALLOT,
    Phase.VETTING,
    Phase.DIRECTED_RECOMMENDATION,
    Phase.OPEN_NOMINATION,
)


def make_demonstration(say: Callable[[str], object]) -> RehearsalOffice:
    plans = street_plan(COMMUNITIES, MEMBERS, RESIDENTS)
    office = open_office(plans, preset="street-community", code=CODE, name="文晖街道", demonstration=True)
    with paper_office() as papers:
        _play(office, papers, say)
        papers.wait()
    return office


def demonstration_accounts() -> list[tuple[Account, str]]:
    """Each account with the password that is printed for it, as long as its holder has not set another."""
    accounts = Account.objects.filter(demonstration=True, closed_at=None).order_by("pk").prefetch_related("appointments__organisation")
    return [(account, password_of(account.username)) for account in accounts]


def _play(office: RehearsalOffice, papers: PaperOffice, say: Callable[[str], object]) -> None:
    everybody = list(office.communities)
    rules = everybody[0].election.rules
    order = [step.phase for step in steps(rules)]
    for line in script(rules):
        office.communities = [at for at, stop in zip(everybody, STOPS, strict=True) if order.index(line.phase) <= order.index(stop)]
        play_line(office, line, papers, say)
    office.communities = everybody
