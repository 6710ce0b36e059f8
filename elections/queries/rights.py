"""Whether an account may do an act here and now: role, phase, time, conflict of interest."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from elections.models import Account, Appointment, ConflictOfInterest, Election, Organisation
from elections.permissions import BARRED_BY_CONFLICT, STREET_ROLES, Role, roles_for
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.phases import Phase, act_issues

from .readiness import earliest_of_acts

# What may still be done with an election that is sealed or annulled.
AFTER_SEALING = frozenset(
    {
        Act.RENDER_DOCUMENT,
        Act.EXPORT_RECORD,
        Act.EXPORT_LIST,
        Act.EXPORT_ARCHIVE,
        Act.OPEN_CONFIDENTIAL_FILE,
        Act.ERASE_DETAIL,
        Act.CONFIRM_LATE_ENTRY,
        Act.RESTORED,
    }
)


def office_roles(held: Iterable[Appointment], office: Organisation) -> frozenset[Role]:
    """Of these appointments, the roles for the whole street."""
    return frozenset(Role(each.role) for each in held if _holds_for_street(each, office.pk))


def election_roles(held: Iterable[Appointment], election: Election) -> frozenset[Role]:
    """Of these appointments, the street roles of its office, the roles of its community, and the roles of this election alone."""
    return frozenset(Role(each.role) for each in held if _holds_for_street(each, election.cycle.office_id) or _holds_in(each, election))


def roles_in_office(account: Account, office: Organisation, at: datetime) -> frozenset[Role]:
    return office_roles(Appointment.objects.in_force(at).filter(account=account), office)


def roles_in_election(account: Account, election: Election, at: datetime) -> frozenset[Role]:
    if account.office_id != election.cycle.office_id:
        return frozenset()
    return election_roles(Appointment.objects.in_force(at).filter(account=account), election)


def _holds_for_street(appointment: Appointment, office: int) -> bool:
    return appointment.organisation_id == office and appointment.election_id is None and appointment.role in STREET_ROLES


def _holds_in(appointment: Appointment, election: Election) -> bool:
    return appointment.organisation_id == election.community_id and appointment.election_id in {None, election.pk}


def has_conflict(account: Account, election: Election, at: datetime) -> bool:
    conflicts = ConflictOfInterest.objects.filter(account=account, election=election, since__lte=at)
    return conflicts.filter(Q(until=None) | Q(until__gt=at)).exists()


def office_issues(account: Account | None, act: Act, office: Organisation, at: datetime) -> Iterator[Issue]:
    if account is None:
        yield from _system_issues(act)
    elif not account.is_active or account.office_id != office.pk:
        yield Issue("account_not_of_office", {})
    elif not roles_in_office(account, office, at) & roles_for(act) and not _open_to_everybody(act):
        yield Issue("role_missing", {"act": act.value})


def election_issues(account: Account | None, act: Act, election: Election, at: datetime) -> Iterator[Issue]:
    """Everything that stands between this account and this act now; nothing of the act's own matter. Where only time stands between
    them, from when on it can be done."""
    own = list(account_issues(account, act, election, at))
    standing = list(_standing_issues(act, election))
    yield from own + standing
    if not own and any(issue.code == "act_out_of_phase" for issue in standing):
        begins = earliest_of_acts(election, {act}, at)
        yield from [begins] if begins else []


def account_issues(account: Account | None, act: Act, election: Election, at: datetime) -> Iterator[Issue]:
    """Role and conflict of interest alone, in whatever phase."""
    if account is None:
        yield from _system_issues(act)
    elif not account.is_active or account.office_id != election.cycle.office_id:
        yield Issue("account_not_of_office", {})
    elif not roles_in_election(account, election, at) & roles_for(act):
        yield Issue("role_missing", {"act": act.value})
    elif act in BARRED_BY_CONFLICT and has_conflict(account, election, at):
        yield Issue("conflict_of_interest", {"act": act.value})


def who_may(act: Act, election: Election, at: datetime) -> dict[Account, bool]:
    """Whose role grants the act in this election, and whether only as the street's; nobody whom the own candidacy bars."""
    office = election.cycle.office_id
    held = Appointment.objects.in_force(at).filter(role__in=roles_for(act), organisation__in=[election.community_id, office])
    barred: set[int] = set()
    if act in BARRED_BY_CONFLICT:
        conflicts = ConflictOfInterest.objects.filter(Q(until=None) | Q(until__gt=at), election=election, since__lte=at)
        barred = set(conflicts.values_list("account", flat=True))
    found: dict[Account, bool] = {}
    for each in held.filter(account__closed_at=None, account__office=office).select_related("account").order_by("account__display_name"):
        of_street, here = _holds_for_street(each, office), _holds_in(each, election)
        if (of_street or here) and each.account_id not in barred:
            found[each.account] = found.get(each.account, True) and not here
    return found


def acts_now(election: Election, held: Collection[Role], *, barred: bool) -> frozenset[Act]:
    """Every act that an account which holds these roles may do in this election now; `barred` by a conflict of interest. Asks nothing."""
    granted = {act for act in Act if not roles_for(act).isdisjoint(held)}
    lost = BARRED_BY_CONFLICT if barred else frozenset()
    return frozenset(act for act in granted - lost if not list(_standing_issues(act, election)))


def _standing_issues(act: Act, election: Election) -> Iterator[Issue]:
    if act in AFTER_SEALING:
        return
    if election.annulled_at is not None:
        yield Issue("election_annulled", {"on": timezone.localdate(election.annulled_at).isoformat()})
    elif election.sealed_at is not None and act is not Act.ANNUL_ELECTION:
        yield Issue("archive_already_sealed", {"on": timezone.localdate(election.sealed_at).isoformat()})
    elif act is not Act.OPEN_ELECTION:
        yield from act_issues(act, Phase(election.phase), election.rules)


def _open_to_everybody(act: Act) -> bool:
    return roles_for(act) == frozenset(Role)


def _system_issues(act: Act) -> Iterator[Issue]:
    """Nobody signed in: only what the office's own machine does by itself."""
    if roles_for(act):
        yield Issue("role_missing", {"act": act.value})
