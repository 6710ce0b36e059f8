"""The rehearsal's street: organisations, accounts with their roles, one cycle with its elections. All through the services."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from elections.models import Account, Election, Organisation
from elections.permissions import STREET_ROLES, Role
from elections.queries.clock import office_now
from elections.rules.rule_set import preset as rule_set_preset
from elections.services import accounts, cycles, elections, organisations

from .casting import Cast
from .people import Crowd
from .plans import CommunityPlan

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
TERM_ENDS_ON = date(2026, 7, 31)

STREET_STAFF = (
    (Role.STREET_OFFICER, "zuzhike", "组织科 周敏"),
    (Role.STREET_OFFICER, "zuzhike2", "组织科 林晓"),
    (Role.STREET_APPROVER, "dangwei", "党工委 陆建国"),
    (Role.VETTING_DEPARTMENT, "lianshen", "联审 郑晓峰"),
    (Role.OBJECTION_HANDLER, "shouli", "受理 夏静"),
    (Role.AUDIT_ADMINISTRATOR, "shenji", "审计 施国强"),
)
# Staff whom the street lends to every community's hall, and observers of every community.
HALL_STAFF = (
    (Role.HOST, "zhuchi", "主持 沈宏伟"),
    (Role.CHECK_IN_CLERK, "qiandao", "签到 钱小燕"),
    (Role.BALLOT_DESK, "fapiao", "发票 傅丽华"),
    (Role.TELLER, "jipiao1", "计票 倪志强"),
    (Role.TELLER, "jipiao2", "计票 骆雅琴"),
    (Role.CALLER, "changpiao", "唱票 章明"),
    (Role.SCRUTINEER, "jianpiao", "总监票 裘国正"),
    (Role.GUIDANCE_OFFICER, "zhidao", "换届指导员 虞思佳"),
    (Role.OBSERVER, "guancha", "观察员 楼老师"),
)


@dataclass
class CommunityOffice:
    """One community on its way: what the stages of the script need to hand on to each other."""

    plan: CommunityPlan
    organisation: Organisation
    election: Election
    secretary: Account
    clerk: Account
    crowd: Crowd
    cast: Cast = field(default_factory=Cast)
    pin: str = ""  # the chief scrutineer's, as handed over on paper
    later_by: timedelta = timedelta(0)  # than the timetable


@dataclass
class RehearsalOffice:
    street: Organisation
    preset: str
    administrator: Account
    staff: dict[Role, list[Account]]
    communities: list[CommunityOffice]

    def by(self, role: Role, place: int = 0) -> Account:
        return self.staff[role][place]

    def move_to(self, at: datetime) -> None:
        """Moves the rehearsal's clock forwards to `at`; never back."""
        by = at - office_now(self.street)
        if by.total_seconds() > 0:
            self.street = organisations.move_rehearsal_clock(self.street, actor=self.administrator, by=by)


def open_office(plans: Sequence[CommunityPlan], *, preset: str, code: str, name: str, demonstration: bool = False) -> RehearsalOffice:
    """`demonstration` gives every account a printed password, for `make run`."""
    title = "town_committee" if preset == "village" else "working_committee"
    street = organisations.found_office(code=code, name=name, title=title, superior_name="中共下城区委组织部", rehearsal_from=START)
    administrator, slip = accounts.found_administrators(
        street, username=f"{code}-guanli", display_name="系统管理员 王磊", demonstration=demonstration
    )
    office = RehearsalOffice(street, preset, administrator, {}, [])
    if demonstration:
        _set_password(administrator, slip)
    _say_where(office, street, name)
    for role, username, display_name in STREET_STAFF + HALL_STAFF:
        account = _account(office, f"{code}-{username}", display_name, demonstration)
        office.staff.setdefault(role, []).append(account)
        if role in STREET_ROLES:
            accounts.appoint(account, role, street, actor=administrator)
    cycle = cycles.open_cycle(
        street, actor=office.by(Role.STREET_OFFICER), code="2026", name="2026年社区党组织换届", rules=rule_set_preset(preset)
    )
    for plan in plans:
        organisation = organisations.create_organisation(
            street, actor=administrator, parent=street, code=plan.code, name=plan.name, title=plan.title
        )
        _say_where(office, organisation, plan.name)
        election = elections.open_election(
            cycle, organisation, actor=office.by(Role.STREET_OFFICER), code=plan.code, term_ends_on=TERM_ENDS_ON
        )
        office.communities.append(_community(office, plan, election, demonstration))
    return office


def _say_where(office: RehearsalOffice, organisation: Organisation, name: str) -> None:
    """Where objections reach it; no real telephone has this number."""
    organisations.edit_organisation(
        organisation,
        actor=office.administrator,
        name=name,
        title=organisation.title,
        superior_name=organisation.superior_name,
        telephone="0571-85000000",
        address=f"{name}办公楼一楼党群服务中心",
        postcode="310014",
    )


def _community(office: RehearsalOffice, plan: CommunityPlan, election: Election, demonstration: bool) -> CommunityOffice:
    organisation = election.community
    crowd = Crowd(f"{office.preset}/{plan.code}")
    code, name = f"{office.street.code}-{plan.code}", plan.name.removesuffix("社区")
    secretary = _account(office, f"{code}-shuji", f"{name}书记 {crowd.person().name}", demonstration)
    clerk = _account(office, f"{code}-dangwu", f"{name}党务 {crowd.person().name}", demonstration)
    accounts.appoint(secretary, Role.COMMUNITY_SECRETARY, organisation, actor=office.administrator)
    accounts.appoint(clerk, Role.COMMUNITY_CLERK, organisation, actor=office.administrator)
    for role in office.staff.keys() - STREET_ROLES:
        for account in office.staff[role]:
            accounts.appoint(account, role, organisation, actor=office.administrator)
    return CommunityOffice(plan, organisation, election, secretary, clerk, crowd)


def _account(office: RehearsalOffice, username: str, display_name: str, demonstration: bool) -> Account:
    account, slip = accounts.create_account(
        office.street, actor=office.administrator, username=username, display_name=display_name, demonstration=demonstration
    )
    if demonstration:
        _set_password(account, slip)
    return account


def _set_password(account: Account, slip: str) -> None:
    accounts.change_password(account, actor=account, password=password_of(account.username), code=slip)


def password_of(username: str) -> str:
    """Printed at every start on this machine and refused wherever others can reach the sign-in page."""
    return f"yanlian-{hashlib.sha256(username.encode()).hexdigest()[:8]}"
