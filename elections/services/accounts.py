from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from elections.models import Account, Appointment, ConflictOfInterest, Election, Organisation, SecondFactor
from elections.permissions import ADMINISTRATORS, STREET_ROLES, Role
from elections.queries.accounts import taken_usernames
from elections.queries.rights import roles_in_office
from elections.rules.acts import Act
from elections.rules.codes import sign_in_name
from elections.rules.issues import Issue, refuse_if

from . import audit
from .acting import ElectionAct, office_act
from .sign_ins import end_sessions, session_keys
from .typed_codes import as_meant, new_code

CODE_LENGTH = 10


def found_administrators(office: Organisation, *, username: str, display_name: str, demonstration: bool = False) -> tuple[Account, str]:
    """The first account of an office, with its one-time code: system, security and audit administrator until others are appointed."""
    code, hashed = new_slip()
    account = _new_account(office, username, display_name, hashed, at=office.created_at, demonstration=demonstration)
    with transaction.atomic():
        chain = audit.lock_chains(office)[0]
        refuse_if([Issue("office_has_accounts", {})] if Account.objects.filter(office=office).exists() else [])
        refuse_if(_new_account_issues(account))
        account.save()
        for role in ADMINISTRATORS:
            Appointment.objects.create(account=account, role=role, organisation=office, begins_at=account.created_at)
        audit.record(Act.CREATE_ACCOUNT, chain, None, account, at=account.created_at, detail={"name": display_name})
        return account, code


def create_account(
    office: Organisation,
    *,
    actor: Account,
    username: str,
    display_name: str,
    demonstration: bool = False,
    slip: tuple[str, str] | None = None,
) -> tuple[Account, str]:
    """A new account and the code of its paper slip; the code is not stored in the clear."""
    code, hashed = slip or new_slip()
    account = _new_account(office, username, display_name, hashed, at=office.created_at)
    with office_act(Act.CREATE_ACCOUNT, office, actor) as act:
        act.refuse(_new_account_issues(account))
        account.created_at, account.demonstration = act.now, demonstration
        account.save()
        act.record(account, detail={"name": display_name, "username": username})
        return account, code


def reset_sign_in(account: Account, *, actor: Account) -> str:
    """A new paper slip; the old password, the authenticator and the open sign-ins end at once."""
    code, hashed = new_slip()
    with office_act(Act.RESET_SIGN_IN, account.office, actor) as act:
        _lock(account)
        act.refuse([] if account.is_active else [Issue("account_not_of_office", {})])
        account.first_sign_in_code = hashed
        account.set_unusable_password()
        account.save(update_fields=["first_sign_in_code", "password"])
        SecondFactor.objects.filter(account=account).delete()
        end_sessions(session_keys(account))
        act.record(account)
        return code


def change_password(account: Account, *, actor: Account, password: str, code: str = "") -> Account:
    """Set by the holder alone; at the first sign-in with the code of the paper slip, which is used up."""
    hashed = make_password(password)
    with office_act(Act.CHANGE_PASSWORD, account.office, actor) as act:
        _lock(account)
        act.refuse(_password_issues(account, actor, password, code))
        account.password, account.first_sign_in_code = hashed, ""
        account.save(update_fields=["first_sign_in_code", "password"])
        act.record(account)
        return account


def choose_language(account: Account, *, actor: Account, language: str) -> Account:
    """The language of the holder's screens; documents stay Chinese."""
    with office_act(Act.CHOOSE_LANGUAGE, account.office, actor) as act:
        _lock(account)
        act.refuse(_language_issues(account, actor, language))
        if account.language == language:
            act.repeats()
            return account
        account.language = language
        account.save(update_fields=["language"])
        act.record(account, language=language)
        return account


def close_account(account: Account, *, actor: Account) -> Account:
    """The holder leaves: all appointments end with the account, and so do its open sessions and its paper slip."""
    with office_act(Act.CLOSE_ACCOUNT, account.office, actor) as act:
        _lock(account)
        if account.closed_at is not None:
            act.repeats()
            return account
        act.refuse([Issue("account_own", {})] if account == actor else [])
        account.closed_at, account.first_sign_in_code = act.now, ""
        account.save(update_fields=["closed_at", "first_sign_in_code"])
        end_sessions(session_keys(account))
        ended = account.appointments.in_force(act.now).update(ends_at=act.now)
        act.record(account, appointments_ended=ended)
        return account


def appoint(
    account: Account, role: Role, organisation: Organisation, *, actor: Account, election: Election | None = None, identity: str = ""
) -> Appointment:
    """Give an account a role. Nobody appoints the own account."""
    with office_act(Act.APPOINT, organisation.office, actor) as act:
        _lock(account)
        act.refuse([*_appointment_issues(account, role, organisation, actor), *_place_issues(role, organisation, election)])
        act.refuse(_administrator_issues(role, roles_in_office(actor, act.office, act.now)))
        act.refuse(_apart_issues(account, role, act.now))
        standing = Appointment.objects.in_force(act.now).filter(account=account, role=role, organisation=organisation, election=election)
        existing = standing.first()
        if existing is not None:
            act.repeats()
            return existing
        made = Appointment.objects.create(
            account=account,
            role=role,
            organisation=organisation,
            election=election,
            identity=identity,
            begins_at=act.now,
            appointed_by=actor,
        )
        act.record(made, account=account.pk, role=role.value, organisation=organisation.pk)
        return made


def end_appointment(appointment: Appointment, *, actor: Account) -> Appointment:
    with office_act(Act.END_APPOINTMENT, appointment.organisation.office, actor) as act:
        appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if appointment.ends_at is not None:
            act.repeats()
            return appointment
        role = Role(appointment.role)
        act.refuse([*_administrator_issues(role, roles_in_office(actor, act.office, act.now)), *_last_issues(appointment, act.now)])
        appointment.ends_at = act.now
        appointment.save(update_fields=["ends_at"])
        act.record(appointment, account=appointment.account_id, role=role.value)
        return appointment


def bar_for_conflict(act: ElectionAct, account: Account) -> ConflictOfInterest:
    """Within the act that records a nominee's consent: the account loses what touches the own candidacy."""
    return ConflictOfInterest.objects.create(account=account, election=act.election, since=act.now)


def lift_conflict(act: ElectionAct, account: Account) -> None:
    """Within the act that records a withdrawal."""
    ConflictOfInterest.objects.filter(account=account, election=act.election, until=None).update(until=act.now)


def check_first_sign_in_code(account: Account, code: str) -> bool:
    return bool(account.first_sign_in_code) and check_password(as_meant(code), account.first_sign_in_code)


def new_slip() -> tuple[str, str]:
    """The code of a paper slip and its hash, which takes its time: many are made before their act begins."""
    code = new_code(CODE_LENGTH)
    return code, make_password(code)


def _new_account(
    office: Organisation, username: str, display_name: str, hashed: str, *, at: datetime, demonstration: bool = False
) -> Account:
    account = Account(
        username=sign_in_name(username),
        display_name=display_name.strip(),
        office=office,
        created_at=at,
        first_sign_in_code=hashed,
        demonstration=demonstration,
    )
    account.set_unusable_password()
    return account


def _new_account_issues(account: Account) -> Iterator[Issue]:
    if not account.username or not account.display_name:
        yield Issue("name_missing", {})
    if taken_usernames([account.username]):
        yield Issue("username_taken", {"username": account.username})


def _lock(account: Account) -> None:
    """The account as it stands now, not as it was when the page was opened; the caller's own object is refreshed."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())


def _language_issues(account: Account, actor: Account, language: str) -> Iterator[Issue]:
    if account != actor:
        yield Issue("language_of_another", {})
    if language not in dict(settings.LANGUAGES):
        yield Issue("language_unknown", {"language": language})


def _password_issues(account: Account, actor: Account, password: str, code: str) -> Iterator[Issue]:
    if account != actor:
        yield Issue("password_of_another", {})
    if account.first_sign_in_code and not check_first_sign_in_code(account, code):
        yield Issue("sign_in_code_wrong", {})
    try:
        validate_password(password, account)
    except ValidationError as refused:
        yield Issue("password_weak", {"reasons": ";".join(refused.messages)})


def _appointment_issues(account: Account, role: Role, organisation: Organisation, actor: Account) -> Iterator[Issue]:
    if account == actor:
        yield Issue("appointment_own", {})
    if account.office_id != organisation.office.pk or not account.is_active:
        yield Issue("account_not_of_office", {})


def _place_issues(role: Role, organisation: Organisation, election: Election | None) -> Iterator[Issue]:
    """Street roles are held for the whole street, the others in one community, or in one election of it."""
    wanted = Organisation.Kind.STREET if role in STREET_ROLES else Organisation.Kind.COMMUNITY
    if organisation.kind != wanted or (election is not None and election.community_id != organisation.pk):
        yield Issue("role_elsewhere", {"role": role.value})


def _administrator_issues(role: Role, held: frozenset[Role]) -> Iterator[Issue]:
    """The street's roles are given and ended by the security administrator; a street officer fills those of the communities."""
    if role in STREET_ROLES and Role.SECURITY_ADMINISTRATOR not in held:
        yield Issue("role_missing", {"act": Act.APPOINT.value})


def _apart_issues(account: Account, role: Role, at: datetime) -> Iterator[Issue]:
    """三员: who runs the system, who gives out its keys and who checks both are three people, and none of them works on elections."""
    held = {Role(other) for other in Appointment.objects.in_force(at).filter(account=account).values_list("role", flat=True)} - {role}
    for other in sorted(held, key=list(Role).index):
        if role in ADMINISTRATORS or other in ADMINISTRATORS:
            yield Issue("administrator_apart", {"role": other.value})
            return


def _last_issues(appointment: Appointment, at: datetime) -> Iterator[Issue]:
    """Without a security administrator nobody could give out an account any more; one whose slip lies unused is nobody yet."""
    if appointment.role != Role.SECURITY_ADMINISTRATOR:
        return
    others = Appointment.objects.in_force(at).filter(role=appointment.role, organisation=appointment.organisation_id)
    if not others.exclude(account=appointment.account_id).filter(account__first_sign_in_code="").exists():
        yield Issue("last_security_administrator", {})
