import pytest
from django.test import Client

from elections.models import Account, Appointment, Organisation
from elections.permissions import STREET_ROLES, Role
from elections.queries.office import together, vacant
from elections.services.accounts import appoint, check_first_sign_in_code, create_account
from tests.factories.office import Office, another_community, give_role, make_account, office_with_election
from tests.factories.refusals import refused
from tests.factories.signed_in import browser_of

from .conftest import SignedIn
from .test_board import queries_of

pytestmark = pytest.mark.django_db

LIST, NEW = "/desk/office/accounts/", "/desk/office/accounts/new/"


@pytest.fixture
def security(as_role: SignedIn) -> Client:
    return as_role(Role.SECURITY_ADMINISTRATOR)


def grid(*lines: tuple[str, str, str, object]) -> dict[str, object]:
    names = ("username", "display_name", "role", "organisation")
    cells = {f"row-{row}-{name}": value for row, line in enumerate(lines) for name, value in zip(names, line, strict=True)}
    return {"row-TOTAL_FORMS": str(len(lines)), "row-INITIAL_FORMS": "0", "once": "token"} | cells


class TestReaders:
    @pytest.mark.parametrize(
        "role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.STREET_OFFICER]
    )
    def test_who_runs_the_office_sees_who_may_do_what(self, role: Role, office: Office, as_role: SignedIn) -> None:
        browser = as_role(role)
        assert browser.get(LIST).status_code == 200
        assert browser.get(f"{LIST}{office[Role.TELLER].pk}/").status_code == 200

    @pytest.mark.parametrize("role", [Role.COMMUNITY_SECRETARY, Role.TELLER, Role.OBSERVER])
    def test_others_do_not(self, role: Role, office: Office, as_role: SignedIn) -> None:
        assert as_role(role).get(LIST).status_code == 403
        assert as_role(role).get(f"{LIST}{office[Role.TELLER].pk}/").status_code == 403

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.STREET_OFFICER])
    def test_the_security_administrator_alone_gives_out_accounts(self, role: Role, office: Office, as_role: SignedIn) -> None:
        browser, pk = as_role(role), office[Role.TELLER].pk
        for address in (NEW, f"{LIST}{pk}/slip/", f"{LIST}{pk}/close/"):
            assert browser.post(address, grid(("xin", "新同志", "", ""))).status_code == 403
        assert not Account.objects.filter(username="xin").exists()

    def test_another_offices_account_is_not_there(self, security: Client) -> None:
        other = office_with_election(code="chaoming")
        held = Appointment.objects.filter(account=other[Role.TELLER]).first()
        assert held is not None
        for address in ("", "appoint/", "slip/", "close/"):
            assert security.get(f"{LIST}{other[Role.TELLER].pk}/{address}").status_code == 404
        assert security.post(f"/desk/office/appointments/{held.pk}/end/").status_code == 404
        held.refresh_from_db()
        assert held.ends_at is None


class TestNewAccounts:
    def test_every_row_whose_place_does_not_fit_is_named_at_once(self, office: Office, security: Client) -> None:
        before = Account.objects.count()
        street = office.street.pk
        lines = (
            ("jia", "甲", "guidance_officer", street),
            ("yi", "乙", "observer", street),
            ("bing", "丙", "audit_administrator", ""),
            ("bing", "丙", "street_officer", ""),
        )
        page = security.post(NEW, grid(*lines)).content.decode()
        assert "第1行“组织”：“换届指导员”这个角色须落实到社区" in page
        assert "第2行“组织”：“换届观察员”这个角色须落实到社区" in page
        assert "第4行“角色”：" in page
        assert 'value="乙"' in page
        assert Account.objects.count() == before

    def test_the_slips_stand_on_the_answer_once_and_nowhere_else(self, office: Office, security: Client) -> None:
        sent = grid(("xin", "新同志", "community_clerk", office.community.pk), ("lao", "老同志", "", ""))
        page = security.post(NEW, sent).content.decode()
        made = Account.objects.get(username="xin")
        codes = [line.split('entry-code">')[1][:10] for line in page.splitlines() if "entry-code" in line]
        assert len(codes) == 2
        assert check_first_sign_in_code(made, codes[0])
        assert codes[0] not in made.first_sign_in_code
        assert made.appointments.get().organisation == office.community
        again = security.post(NEW, sent)
        assert again.headers["Location"] == LIST
        assert Account.objects.filter(username="xin").count() == 1

    def test_two_lines_of_one_name_are_one_account_with_two_roles(self, office: Office, security: Client) -> None:
        other = another_community(office).community
        security.post(NEW, grid(("xin", "新同志", "teller", office.community.pk), ("xin", "新同志", "teller", other.pk)))
        assert {held.organisation for held in Account.objects.get(username="xin").appointments.all()} == {office.community, other}

    def test_a_street_role_needs_no_community(self, office: Office, security: Client) -> None:
        security.post(NEW, grid(("xin", "新同志", "street_officer", "")))
        assert Account.objects.get(username="xin").appointments.get().organisation == office.street

    @pytest.mark.parametrize(
        ("lines", "says"),
        [
            ([("wenhui-host", "新同志", "", "")], "第1行“用户名”"),
            ([("xin", "新同志", "", ""), ("xin", "另一人", "", "")], "第2行“姓名（职责）”"),
            ([("xin", "新同志", "", ""), ("y z", "另一人", "", "")], "第2行“用户名”"),
            ([("xin", "新同志", "teller", "")], "第1行“组织”"),
        ],
    )
    def test_a_fault_names_row_and_column_and_makes_nobody(
        self, lines: list[tuple[str, str, str, object]], says: str, security: Client
    ) -> None:
        before = Account.objects.count()
        page = security.post(NEW, grid(*lines)).content.decode()
        assert says in page
        assert "新同志" in page
        assert Account.objects.count() == before

    def test_nobody_becomes_two_of_the_three_administrators(self, security: Client) -> None:
        lines = grid(("xin", "新同志", "system_administrator", ""), ("xin", "新同志", "audit_administrator", ""))
        assert "三员须分设" in security.post(NEW, lines).content.decode()
        assert not Account.objects.filter(username="xin").exists()


class TestRoles:
    def test_one_account_serves_several_communities(self, office: Office, security: Client) -> None:
        other = another_community(office).community
        clerk = office[Role.COMMUNITY_CLERK]
        sent = {"role": "community_secretary", "communities": [office.community.pk, other.pk]}
        assert security.post(f"{LIST}{clerk.pk}/appoint/", sent).headers["Location"] == f"{LIST}{clerk.pk}/"
        assert clerk.appointments.filter(role="community_secretary").count() == 2
        switched = browser_of(clerk)
        page = switched.get("/desk/", follow=True).content.decode()
        assert "和平苑社区" in page
        assert "京都苑社区" in page

    def test_an_observer_of_one_election_says_who_he_is(self, office: Office, as_role: SignedIn) -> None:
        person = make_account(office.street, "guancha2")
        sent = {"role": "observer", "tied_to": office.election.pk, "identity": "人大代表"}
        as_role(Role.STREET_OFFICER).post(f"{LIST}{person.pk}/appoint/", sent)
        held = person.appointments.get()
        assert (held.election, held.organisation, held.identity) == (office.election, office.community, "人大代表")

    def test_a_street_officer_gives_no_role_of_the_street(self, office: Office, as_role: SignedIn) -> None:
        browser, person = as_role(Role.STREET_OFFICER), make_account(office.street, "xin")
        for role in STREET_ROLES:
            browser.post(f"{LIST}{person.pk}/appoint/", {"role": role.value})
            with refused(("role_missing", {"act": "appoint"})):
                appoint(person, role, office.street, actor=office[Role.STREET_OFFICER])
        assert not person.appointments.exists()

    def test_a_role_ends(self, office: Office, security: Client) -> None:
        held = office[Role.TELLER].appointments.get()
        assert security.post(f"/desk/office/appointments/{held.pk}/end/").headers["Location"] == f"{LIST}{held.account_id}/"
        held.refresh_from_db()
        assert held.ends_at is not None
        assert security.get(f"/desk/office/appointments/{held.pk}/end/").status_code == 404

    def test_nobody_gives_a_role_to_himself(self, office: Office, security: Client) -> None:
        own = office[Role.SECURITY_ADMINISTRATOR]
        security.post(f"{LIST}{own.pk}/appoint/", {"role": "teller", "communities": [office.community.pk]})
        assert own.appointments.count() == 1


class TestSlipsAndLeaving:
    def test_a_new_slip_is_shown_once_and_ends_the_old_password(self, office: Office, security: Client) -> None:
        teller = office[Role.TELLER]
        page = security.post(f"{LIST}{teller.pk}/slip/").content.decode()
        teller.refresh_from_db()
        code = page.split('entry-code">')[1][:10]
        assert check_first_sign_in_code(teller, code)
        assert not teller.has_usable_password()

    def test_who_leaves_loses_every_role(self, office: Office, security: Client) -> None:
        teller = office[Role.TELLER]
        security.post(f"{LIST}{teller.pk}/close/")
        teller.refresh_from_db()
        assert teller.closed_at is not None
        assert not teller.appointments.filter(ends_at=None).exists()
        assert teller.display_name not in security.get(LIST).content.decode()
        assert teller.display_name in security.get(LIST, {"state": "closed"}).content.decode()
        assert security.get(f"{LIST}{teller.pk}/appoint/").status_code == 404

    def test_the_own_account_is_not_closed(self, office: Office, security: Client) -> None:
        own = office[Role.SECURITY_ADMINISTRATOR]
        security.post(f"{LIST}{own.pk}/close/")
        own.refresh_from_db()
        assert own.closed_at is None


class TestTheThreeAdministrators:
    def test_who_holds_several_is_told_until_they_are_apart(self, office: Office, as_role: SignedIn) -> None:
        system = office[Role.SYSTEM_ADMINISTRATOR]
        second = give_role(system, Role.SECURITY_ADMINISTRATOR, office.street)
        now = office.street.created_at
        assert together(office.street, now) == [(system, [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR])]
        assert "一人兼任" in as_role(Role.AUDIT_ADMINISTRATOR).get("/desk/office/").content.decode()
        second.delete()
        assert together(office.street, now) == []
        assert "一人兼任" not in as_role(Role.AUDIT_ADMINISTRATOR).get("/desk/office/").content.decode()

    def test_a_vacant_office_is_told(self, office: Office) -> None:
        Appointment.objects.filter(role=Role.AUDIT_ADMINISTRATOR).delete()
        assert vacant(office.street, office.street.created_at) == [Role.AUDIT_ADMINISTRATOR]

    @pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.STREET_OFFICER])
    def test_an_administrator_gets_no_other_role(self, role: Role, office: Office) -> None:
        with refused(("administrator_apart", {"role": "system_administrator"})):
            appoint(office[Role.SYSTEM_ADMINISTRATOR], role, office.street, actor=office[Role.SECURITY_ADMINISTRATOR])

    def test_who_works_on_elections_becomes_no_administrator(self, office: Office) -> None:
        with refused(("administrator_apart", {"role": "street_officer"})):
            appoint(office[Role.STREET_OFFICER], Role.AUDIT_ADMINISTRATOR, office.street, actor=office[Role.SECURITY_ADMINISTRATOR])


def test_the_list_is_searched_by_name_role_and_state(office: Office, security: Client) -> None:
    create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="xin", display_name="新同志")
    assert "新同志" in security.get(LIST, {"name": "同志"}).content.decode()
    assert "新同志" in security.get(LIST, {"state": "slip_out"}).content.decode()
    page = security.get(LIST, {"role": "teller"}).content.decode()
    assert "wenhui-teller" in page
    assert "新同志" not in page


def test_the_list_asks_the_same_questions_for_few_and_many(office: Office, security: Client) -> None:
    counts = []
    for more in (0, 2, 47):
        for _one in range(more):
            give_role(make_account(office.street, f"a{Account.objects.count()}"), Role.OBSERVER, office.community)
        counts.append(queries_of(security, LIST))
    assert len(set(counts)) == 1


def test_the_office_page_says_what_is_still_to_set_up(office: Office, as_role: SignedIn) -> None:
    page = as_role(Role.SYSTEM_ADMINISTRATOR).get("/desk/office/").content.decode()
    assert "1个社区" in page
    assert str(Organisation.objects.communities().count()) in page
