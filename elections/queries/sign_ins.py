from collections.abc import Collection

from elections.models import Account, SecondFactor, SignIn
from elections.permissions import Role


def has_second_factor(account: Account) -> bool:
    return SecondFactor.objects.filter(account=account).exists()


def second_factor_is_due(account: Account, held: Collection[Role]) -> bool:
    """A role of the account needs an authenticator, and there is none yet."""
    wanted = set(account.office.second_factor_roles)
    return bool(wanted & {role.value for role in held}) and not has_second_factor(account)


def recovery_codes_left(account: Account) -> int:
    factor = SecondFactor.objects.filter(account=account).first()
    return factor.recovery_codes.count() if factor else 0


def open_sign_ins(account: Account) -> list[SignIn]:
    """The newest first."""
    return list(SignIn.objects.filter(account=account))


def sign_in_of(account: Account, pk: int) -> SignIn | None:
    return SignIn.objects.filter(account=account, pk=pk).first()
