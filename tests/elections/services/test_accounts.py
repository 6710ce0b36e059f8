from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.utils import translation

from elections.models import Account, Appointment, AuditEvent, ConflictOfInterest, Organisation
from elections.permissions import Role
from elections.queries.clock import office_now
from elections.queries.rights import has_conflict, roles_in_election
from elections.rules.acts import Act
from elections.services.accounts import (
    appoint,
    bar_for_conflict,
    change_password,
    check_first_sign_in_code,
    choose_language,
    close_account,
    create_account,
    end_appointment,
    found_administrators,
    lift_conflict,
    reset_sign_in,
)
from elections.services.acting import election_act
from elections.services.organisations import found_office
from elections.services.sign_ins import record_failed_sign_in, record_sign_in, record_sign_out
from elections.services.typed_codes import ALPHABET
from tests.factories.office import PASSWORD, another_community, make_account, office_with_election
from tests.factories.refusals import refused
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "xin-nian-kuai-le-88"


def events() -> int:
    return AuditEvent.objects.count()


def branch_of(office, name="第一党支部"):
    return Organisation.objects.create(
        kind="branch", parent=office.community, code="b1", name=name, title="branch", created_at=office.street.created_at
    )


@pytest.fixture
def office():
    return office_with_election()


class TestFirstAdministrators:
    def test_the_first_account_holds_the_three_offices_until_others_are_appointed(self):
        street = found_office(code="tianshui", name="天水街道", title="working_committee", superior_name="")
        account, code = found_administrators(street, username="guanli", display_name="王磊")
        roles = Appointment.objects.filter(account=account, organisation=street).values_list("role", flat=True)
        assert set(roles) == {"system_administrator", "security_administrator", "audit_administrator"}
        assert check_first_sign_in_code(account, code)
        assert not account.has_usable_password()
        assert AuditEvent.objects.get(verb="create_account").actor is None

    def test_an_office_with_accounts_has_no_second_founding(self, office):
        before = events()
        with refused(("office_has_accounts", {})):
            found_administrators(office.street, username="guanli", display_name="王磊")
        assert events() == before

    def test_a_name_that_another_street_uses_is_refused_in_words(self, office):
        street = found_office(code="tianshui", name="天水街道", title="working_committee", superior_name="")
        with refused(("username_taken", {"username": "wenhui-host"})):
            found_administrators(street, username="wenhui-host", display_name="王磊")


class TestCreateAccount:
    def test_the_slip_is_readable_and_kept_only_as_a_hash(self, office):
        account, code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="zhang", display_name="张建国")
        assert len(code) == 10
        assert set(code) <= set(ALPHABET)
        assert not set(ALPHABET) & set("01OI")
        stored = Account.objects.get(pk=account.pk)
        assert code not in stored.first_sign_in_code
        assert check_password(code, stored.first_sign_in_code)
        assert stored.created_at == AuditEvent.objects.get(verb="create_account").at

    def test_a_taken_and_an_empty_name_are_refused(self, office):
        actor = office[Role.SECURITY_ADMINISTRATOR]
        with refused(("username_taken", {"username": "wenhui-host"})):
            create_account(office.street, actor=actor, username="wenhui-host", display_name="张建国")
        with refused(("name_missing", {})):
            create_account(office.street, actor=actor, username="zhang", display_name=" ")
        assert not Account.objects.filter(username="zhang").exists()

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.STREET_OFFICER, Role.AUDIT_ADMINISTRATOR])
    def test_only_the_security_administrator_gives_out_accounts(self, office, role):
        with refused(("role_missing", {"act": "create_account"})):
            create_account(office.street, actor=office[role], username="zhang", display_name="张建国")


class TestOneTimeCode:
    def account(self, office):
        return create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="zhang", display_name="张建国")

    def test_it_sets_the_password_once(self, office):
        account, code = self.account(office)
        change_password(account, actor=account, password=NEW_PASSWORD, code=code.lower() + " ")
        account.refresh_from_db()
        assert account.check_password(NEW_PASSWORD)
        assert not check_first_sign_in_code(account, code)

    def test_a_page_opened_before_the_code_was_used_cannot_use_it_again(self, office):
        account, code = self.account(office)
        stale = Account.objects.get(pk=account.pk)
        reset_sign_in(Account.objects.get(pk=account.pk), actor=office[Role.SECURITY_ADMINISTRATOR])
        before = events()
        with refused(("sign_in_code_wrong", {})):
            change_password(stale, actor=stale, password=NEW_PASSWORD, code=code)
        assert events() == before

    @pytest.mark.parametrize("code", ["", "WRONGWRONG"])
    def test_without_the_right_code_nothing_is_set(self, office, code):
        account, _slip = self.account(office)
        with refused(("sign_in_code_wrong", {})):
            change_password(account, actor=account, password=NEW_PASSWORD, code=code)
        assert not Account.objects.get(pk=account.pk).has_usable_password()

    def test_a_new_slip_ends_the_old_password_and_the_open_session(self, office):
        account = office[Role.COMMUNITY_CLERK]
        session = browser_of(account)
        code = reset_sign_in(account, actor=office[Role.SECURITY_ADMINISTRATOR])
        account.refresh_from_db()
        assert not account.check_password(PASSWORD)
        assert check_first_sign_in_code(account, code)
        assert session.get("/desk/")["Location"].startswith("/sign-in/")

    def test_a_closed_account_gets_no_slip(self, office):
        account = office[Role.COMMUNITY_CLERK]
        close_account(account, actor=office[Role.SECURITY_ADMINISTRATOR])
        with refused(("account_not_of_office", {})):
            reset_sign_in(account, actor=office[Role.SECURITY_ADMINISTRATOR])


class TestPassword:
    @pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", "wenhui-host"])
    def test_a_weak_one_is_refused_with_the_reason(self, office, password):
        account = office[Role.HOST]
        with translation.override("en"), pytest.raises(Exception, match="password_weak") as raised:
            change_password(account, actor=account, password=password)
        assert str(raised.value.issues[0].params["reasons"])
        assert Account.objects.get(pk=account.pk).check_password(PASSWORD)

    def test_nobody_sets_the_password_of_another(self, office):
        with refused(("password_of_another", {})):
            change_password(office[Role.HOST], actor=office[Role.SECURITY_ADMINISTRATOR], password=NEW_PASSWORD)

    def test_no_password_and_no_code_reaches_the_record(self, office):
        account, code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="zhang", display_name="张建国")
        change_password(account, actor=account, password=NEW_PASSWORD, code=code)
        for event in AuditEvent.objects.select_related("detail"):
            told = event.raw + (event.detail.text if event.detail else "")
            assert NEW_PASSWORD not in told
            assert code not in told


class TestLanguage:
    def test_the_holder_chooses_once(self, office):
        account = office[Role.OBSERVER]
        choose_language(account, actor=account, language="en")
        before = events()
        choose_language(account, actor=account, language="en")
        assert Account.objects.get(pk=account.pk).language == "en"
        assert events() == before

    def test_neither_for_another_nor_in_a_language_without_screens(self, office):
        with refused(("language_of_another", {})):
            choose_language(office[Role.OBSERVER], actor=office[Role.HOST], language="en")
        with refused(("language_unknown", {"language": "拉丁"})):
            choose_language(office[Role.HOST], actor=office[Role.HOST], language="拉丁")


class TestClosing:
    def test_it_ends_appointments_sessions_and_the_slip_and_is_recorded_once(self, office):
        account = office[Role.COMMUNITY_CLERK]
        session = browser_of(account)
        assert session.get("/desk/")["Location"].startswith("/desk/e/")
        security = office[Role.SECURITY_ADMINISTRATOR]
        closed = close_account(account, actor=security)
        before = events()
        close_account(account, actor=security)
        assert events() == before
        assert closed.first_sign_in_code == ""
        assert roles_in_election(account, office.election, office_now(office.street)) == frozenset()
        assert not Appointment.objects.filter(account=account, ends_at=None).exists()
        assert session.get("/desk/")["Location"].startswith("/sign-in/")

    def test_nobody_closes_the_own_account(self, office):
        with refused(("account_own", {})):
            close_account(office[Role.SECURITY_ADMINISTRATOR], actor=office[Role.SECURITY_ADMINISTRATOR])

    def test_a_closed_account_does_nothing_any_more(self, office):
        close_account(office[Role.STREET_OFFICER], actor=office[Role.SECURITY_ADMINISTRATOR])
        office[Role.STREET_OFFICER].refresh_from_db()
        with refused(("account_not_of_office", {})):
            record_sign_out(office[Role.STREET_OFFICER])


class TestAppointments:
    def test_a_role_is_given_once_and_can_end_once(self, office):
        security, account = office[Role.SECURITY_ADMINISTRATOR], make_account(office.street, "xin")
        given = appoint(account, Role.TELLER, office.community, actor=security, election=office.election, identity="人大代表")
        before = events()
        assert appoint(account, Role.TELLER, office.community, actor=security, election=office.election) == given
        assert events() == before
        assert roles_in_election(account, office.election, office_now(office.street)) == {Role.TELLER}
        end_appointment(given, actor=security)
        end_appointment(given, actor=security)
        assert events() == before + 1
        assert roles_in_election(account, office.election, office_now(office.street)) == frozenset()

    def test_nobody_appoints_the_own_account(self, office):
        security = office[Role.SECURITY_ADMINISTRATOR]
        with refused(("appointment_own", {})):
            appoint(security, Role.AUDIT_ADMINISTRATOR, office.street, actor=security)

    def test_a_role_is_held_where_it_belongs(self, office):
        security, account = office[Role.SECURITY_ADMINISTRATOR], make_account(office.street, "xin")
        branch, other = branch_of(office), another_community(office)
        for role, place, election in (
            (Role.STREET_OFFICER, office.community, None),
            (Role.TELLER, office.street, None),
            (Role.COMMUNITY_CLERK, branch, None),
            (Role.TELLER, office.community, other),
            (Role.STREET_OFFICER, office.street, office.election),
        ):
            with refused(("role_elsewhere", {"role": role.value})):
                appoint(account, role, place, actor=security, election=election)
        assert not Appointment.objects.filter(account=account).exists()

    def test_an_account_of_another_street_or_a_closed_one_gets_no_role(self, office):
        security, foreign = office[Role.SECURITY_ADMINISTRATOR], office_with_election(code="chaohui")
        with refused(("account_not_of_office", {})):
            appoint(foreign[Role.HOST], Role.HOST, office.community, actor=security)
        close_account(office[Role.HOST], actor=security)
        with refused(("account_not_of_office", {})):
            appoint(office[Role.HOST], Role.CALLER, office.community, actor=security)

    def test_the_street_officer_appoints_for_the_work_but_makes_no_administrator(self, office):
        officer, account = office[Role.STREET_OFFICER], make_account(office.street, "xin")
        assert appoint(account, Role.GUIDANCE_OFFICER, office.community, actor=officer).pk
        for role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR):
            with refused(("role_missing", {"act": "appoint"})):
                appoint(account, role, office.street, actor=officer)
        with refused(("role_missing", {"act": "appoint"})):
            end_appointment(Appointment.objects.get(role=Role.AUDIT_ADMINISTRATOR), actor=officer)

    def test_the_last_security_administrator_stays(self, office):
        security = office[Role.SECURITY_ADMINISTRATOR]
        last = Appointment.objects.get(role=Role.SECURITY_ADMINISTRATOR)
        with refused(("last_security_administrator", {})):
            end_appointment(last, actor=security)
        other, code = create_account(office.street, actor=security, username="xin", display_name="新")
        appoint(other, Role.SECURITY_ADMINISTRATOR, office.street, actor=security)
        with refused(("last_security_administrator", {})):
            end_appointment(last, actor=security)  # the other has not signed in yet: the slip may be lost
        change_password(other, actor=other, password="a-password-of-its-own", code=code)
        assert end_appointment(last, actor=security).ends_at is not None


class TestSignIns:
    def test_every_sign_in_out_and_failure_is_one_event_of_the_office(self, office):
        account = office[Role.COMMUNITY_SECRETARY]
        record_sign_in(account)
        record_failed_sign_in(account)
        record_sign_out(account)
        last = AuditEvent.objects.filter(chain__office=office.street, chain__election=None).order_by("-number")[:3]
        assert [(event.verb, event.actor) for event in reversed(last)] == [
            ("record_sign_in", None),
            ("record_failed_sign_in", None),
            ("record_sign_out", account),
        ]


def test_a_conflict_lasts_from_consent_to_withdrawal():
    office = office_with_election()
    account, clerk = office[Role.COMMUNITY_SECRETARY], office[Role.COMMUNITY_CLERK]
    with election_act(Act.SET_LEADING_GROUP, office.election, clerk) as act:
        bar_for_conflict(act, account)
        act.record(account)
    assert has_conflict(account, office.election, office_now(office.street))
    office.pass_time(hours=1)
    with election_act(Act.SET_LEADING_GROUP, office.election, clerk) as act:
        lift_conflict(act, account)
        act.record(account)
    assert not has_conflict(account, office.election, office_now(office.street) + timedelta(seconds=1))
    assert ConflictOfInterest.objects.count() == 1
