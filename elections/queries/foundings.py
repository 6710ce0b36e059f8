from elections.models import Account, Founding, Organisation


def is_founded() -> bool:
    """Whether there is an office, a rehearsal's included."""
    return Organisation.objects.streets().exists()


def waits_for_founding() -> bool:
    """Whether somebody asked for a real office: no rehearsal is put in its place."""
    return Founding.objects.exists()


def has_demonstration() -> bool:
    return Account.objects.filter(demonstration=True).exists()
