"""An office with its people, made through the services where that is what a test is about, and by rows where it is only scenery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from elections.models import Account, Appointment, Contest, Election, MilestoneRecord, Organisation, RollEntry
from elections.permissions import STREET_ROLES, Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase, steps
from elections.rules.rule_set import preset as rule_set_preset
from elections.services import audit
from elections.services.cycles import open_cycle
from elections.services.elections import open_election
from elections.services.organisations import create_organisation, found_office
from tests.factories.kept import once

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
PASSWORD = "a-long-test-password"
NO_KEY = 2**31 - 1  # of no row: the tables count on from test to test, so that a small number is some day taken


@dataclass
class Office:
    """`accounts[role]` holds that role: at the street, or in the first community."""

    street: Organisation
    community: Organisation
    election: Election
    accounts: dict[Role, Account]

    def __getitem__(self, role: Role) -> Account:
        return self.accounts[role]

    def account(self, role: Role, username: str, community: Organisation | None = None) -> Account:
        """One more account with that role."""
        made = make_account(self.street, username)
        give_role(made, role, self.street if role in STREET_ROLES else community or self.community)
        return made

    def pass_time(self, **time: float) -> None:
        """Moves the rehearsal clock without an event of its own."""
        self.street.clock_offset += timedelta(**time)
        self.street.save(update_fields=["clock_offset"])


def make_account(street: Organisation, username: str) -> Account:
    made = _account(street, username)
    made.save()
    return made


def _account(street: Organisation, username: str) -> Account:
    return Account(username=username, display_name=username, office=street, created_at=street.created_at, password=make_password(PASSWORD))


def give_role(account: Account, role: Role, organisation: Organisation, election: Election | None = None) -> Appointment:
    made = _appointment(account, role, organisation, election)
    made.save()
    return made


def give_roles(roles: Mapping[Account, Role], street: Organisation, community: Organisation | None = None) -> None:
    """Roles of the street there, the others in the community."""
    Appointment.objects.bulk_create(
        _appointment(account, role, street if role in STREET_ROLES or community is None else community) for account, role in roles.items()
    )


def _appointment(account: Account, role: Role, organisation: Organisation, election: Election | None = None) -> Appointment:
    begins_at = account.created_at - timedelta(seconds=1)
    return Appointment(account=account, role=role, organisation=organisation, election=election, begins_at=begins_at)


def office_with_election(
    *, preset: str = "street-community", phase: Phase = Phase.PREPARATION, code: str = "wenhui", start: datetime = START
) -> Office:
    """A rehearsal street with one community, its election in `phase` (every milestone before it reached), and one account for each role."""
    return once(_office_with_election, preset, phase, code, start)


def _office_with_election(preset: str, phase: Phase, code: str, start: datetime) -> Office:
    street = found_office(code=code, name="文晖街道", title="working_committee", superior_name="中共下城区委组织部", rehearsal_from=start)
    accounts = dict(zip(Role, Account.objects.bulk_create(_account(street, f"{code}-{role.value}") for role in Role), strict=True))
    administrator = accounts[Role.SYSTEM_ADMINISTRATOR]
    give_roles({administrator: Role.SYSTEM_ADMINISTRATOR}, street)
    community = create_organisation(street, actor=administrator, parent=street, code="jingdu", name="京都苑社区", title="committee")
    others = {account: role for role, account in accounts.items() if account is not administrator}
    give_roles(others, street, community)
    officer = accounts[Role.STREET_OFFICER]
    cycle = open_cycle(street, actor=officer, code="2026", name="2026年社区党组织换届", rules=rule_set_preset(preset))
    election = open_election(cycle, community, actor=officer, code=f"{code}-jingdu-2026", term_ends_on=date(2026, 6, 30))
    set_phase(election, phase, officer)
    return Office(street, community, election, accounts)


def another_community(office: Office, code: str = "heping", name: str = "和平苑社区") -> Election:
    """A second community of the same street with its own election."""
    community = create_organisation(
        office.street, actor=office[Role.SYSTEM_ADMINISTRATOR], parent=office.street, code=code, name=name, title="committee"
    )
    officer, named = office[Role.STREET_OFFICER], f"{office.street.code}-{code}-2026"
    return open_election(office.election.cycle, community, actor=officer, code=named, term_ends_on=date(2026, 6, 30))


def set_phase(election: Election, phase: Phase, actor: Account) -> None:
    """Scenery: the phase with every milestone that the steps up to it need. Facts are empty; a test that needs them records them."""
    order = steps(election.rules)
    reached: list[Milestone] = []
    for step in order:
        reached += step.needs
        if step.phase is phase:
            break
    at = _now(election)
    MilestoneRecord.objects.bulk_create(_milestone(election, kind, actor, at) for kind in dict.fromkeys(reached))
    election.phase = phase
    election.save(update_fields=["phase"])


def reach_milestone(election: Election, kind: Milestone, actor: Account, **facts: object) -> MilestoneRecord:
    made = _milestone(election, kind, actor, _now(election), **facts)
    made.save()
    return made


def _milestone(election: Election, kind: Milestone, actor: Account, at: datetime, **facts: object) -> MilestoneRecord:
    return MilestoneRecord(election=election, kind=kind, fact_at=at, entered_at=at, actor=actor, facts=facts)


def _now(election: Election) -> datetime:
    return audit.chain_of(election.cycle.office, election).last_at or election.opened_at


SURNAMES = "丁马王毛方石田史冯吕朱刘许孙李杨吴何余汪沈张陆陈邵林金周郑单胡钟俞施姚夏徐高郭唐黄曹章彭葛董蒋韩程傅楼虞裘蔡潘戴魏"
GIVEN = ("建国", "玥", "小燕", "志强", "堃", "丽华", "晓峰", "喆", "秀英", "卫东")


def add_members(election: Election, count: int, **fields: object) -> list[RollEntry]:
    """Full members with distinct names; `fields` override the defaults of every one."""
    first = RollEntry.objects.filter(election=election).count() + 1
    rows = [RollEntry(**_member(election, number) | fields) for number in range(first, first + count)]
    return RollEntry.objects.bulk_create(rows)


def _member(election: Election, number: int) -> dict[str, object]:
    return {
        "election": election,
        "number": number,
        "name": SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)],
        "sex": "female" if number % 3 == 0 else "male",
        "born_on": date(1955 + number % 40, 1 + number % 12, 1 + number % 28),
        "education": "college" if number % 2 else "senior",
        "membership": "full",
        "joined_on": date(2001, 7, 1),
        "full_member_on": date(2002, 7, 1),
        "capacities": ["member"],
        "added_at": election.opened_at,
    }


def add_contest(election: Election, post: str = "committee", seats: int = 3, **fields: object) -> Contest:
    values = {"code": post, "names_at_least": seats + 1, "order": Contest.objects.filter(election=election).count() + 1} | fields
    return Contest.objects.create(election=election, post=post, seats=seats, **values)
