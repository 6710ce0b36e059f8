from elections.models import Account


def account_named(username: str) -> Account | None:
    return Account.objects.select_related("office").filter(username=username, closed_at=None).first()
