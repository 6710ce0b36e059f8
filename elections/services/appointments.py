"""Many accounts with their first roles in one go, and one role in many communities: all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from elections.models import Account, Appointment, Election, Organisation
from elections.permissions import ADMINISTRATORS, STREET_ROLES, Role
from elections.queries.accounts import taken_usernames
from elections.rules.issues import Issue, refuse_if

from .accounts import appoint, create_account, new_slip


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One line of a grid. Several lines of one user name make one account with several roles."""

    number: int
    username: str
    display_name: str
    role: Role | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for the holder: the code is in the clear here and nowhere else."""

    account: Account
    code: str


def account_faults(lines: Sequence[AccountLine]) -> Iterator[tuple[int, str, Issue]]:
    """Row, column and what is wrong with it."""
    taken = taken_usernames(line.username for line in lines)
    first: dict[str, AccountLine] = {}
    roles: dict[str, list[Role]] = {}
    for line in lines:
        before = first.setdefault(line.username, line)
        if line.username in taken:
            yield line.number, "username", Issue("username_taken", {"username": line.username})
        if before.display_name != line.display_name:
            yield line.number, "display_name", Issue("account_row_other_name", {"username": line.username, "other": before.number})
        if line.role is not None:
            yield from ((line.number, column, issue) for column, issue in _role_faults(line.role, line.organisation, roles, line.username))
            roles.setdefault(line.username, []).append(line.role)


def _role_faults(
    role: Role, organisation: Organisation | None, before: Mapping[str, Sequence[Role]], username: str
) -> Iterator[tuple[str, Issue]]:
    """What giving the role would refuse afterwards, without saying in which row."""
    if role not in STREET_ROLES and (organisation is None or organisation.kind != Organisation.Kind.COMMUNITY):
        yield "organisation", Issue("role_in_a_community", {"role": role.value})
    apart = next((other for other in before.get(username, ()) if other != role and {role, other} & set(ADMINISTRATORS)), None)
    if apart is not None:
        yield "role", Issue("administrator_apart", {"role": apart.value})


def create_accounts(office: Organisation, lines: Sequence[AccountLine], *, actor: Account) -> list[Slip]:
    """An account for each user name, each with its slip, and the role of every line."""
    refuse_if(issue for _row, _column, issue in account_faults(lines))
    names = {line.username: line.display_name for line in lines}
    prepared = {username: new_slip() for username in names}
    made: dict[str, Slip] = {}
    with transaction.atomic():
        for username, display_name in names.items():
            slip = prepared[username]
            made[username] = Slip(*create_account(office, actor=actor, username=username, display_name=display_name, slip=slip))
        for line in lines:
            if line.role is not None:
                appoint(made[line.username].account, line.role, line.organisation or office, actor=actor)
    return list(made.values())


def appoint_in(
    account: Account,
    role: Role,
    organisations: Sequence[Organisation],
    *,
    actor: Account,
    election: Election | None = None,
    identity: str = "",
) -> list[Appointment]:
    """The same role in each of them."""
    with transaction.atomic():
        return [appoint(account, role, place, actor=actor, election=election, identity=identity) for place in organisations]
