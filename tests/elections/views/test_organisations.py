import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from elections.models import AuditEvent, Organisation
from elections.permissions import Role
from elections.services.organisation_import import OrganisationRow, import_organisations, organisation_faults, organisations_template
from elections.services.organisations import remove_organisation
from elections.services.spreadsheets import workbook
from tests.factories.office import Office, add_members, office_with_election
from tests.factories.refusals import refused

from .conftest import SignedIn
from .test_board import queries_of

pytestmark = pytest.mark.django_db

LIST, IMPORT = "/desk/office/organisations/", "/desk/office/organisations/import/"
MANAGEMENT = {"row-TOTAL_FORMS": "3", "row-INITIAL_FORMS": "0"}


def typed(*lines: tuple[str, str, str, str]) -> dict[str, str]:
    names = ("name", "title", "parent", "code")
    cells = {f"row-{row}-{name}": value for row, line in enumerate(lines) for name, value in zip(names, line, strict=True)}
    return MANAGEMENT | cells


@pytest.fixture
def system(as_role: SignedIn) -> Client:
    return as_role(Role.SYSTEM_ADMINISTRATOR)


class TestReaders:
    @pytest.mark.parametrize(
        "role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.STREET_OFFICER]
    )
    def test_who_runs_the_office_sees_the_list(self, role: Role, as_role: SignedIn) -> None:
        assert "京都苑社区" in as_role(role).get(LIST).content.decode()

    @pytest.mark.parametrize("role", [Role.COMMUNITY_SECRETARY, Role.TELLER, Role.OBSERVER, Role.VETTING_DEPARTMENT])
    def test_others_do_not(self, role: Role, as_role: SignedIn) -> None:
        assert as_role(role).get(LIST).status_code == 403

    @pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.STREET_OFFICER])
    def test_the_system_administrator_alone_changes_it(self, role: Role, office: Office, as_role: SignedIn) -> None:
        browser = as_role(role)
        for address in (IMPORT, f"{LIST}{office.street.pk}/add/", f"{LIST}{office.community.pk}/edit/"):
            assert browser.post(address, {"name": "和平苑社区", "title_of": "committee"}).status_code == 403
        assert "批量添加" not in browser.get(LIST).content.decode()

    def test_another_offices_organisation_is_not_there(self, system: Client) -> None:
        other = office_with_election(code="chaoming")
        assert system.get(f"{LIST}{other.community.pk}/edit/").status_code == 404
        assert system.post(f"{LIST}{other.street.pk}/add/", {"name": "社区", "title_of": "committee"}).status_code == 404


class TestOneByOne:
    def test_a_community_gets_a_short_name_from_its_own(self, office: Office, system: Client) -> None:
        system.post(f"{LIST}{office.street.pk}/add/", {"name": "和平苑社区", "title_of": "general_branch"})
        made = Organisation.objects.get(parent=office.street, name="和平苑社区")
        assert (made.code, made.title, made.kind) == ("hepingyuan", "general_branch", "community")

    def test_a_branch_stands_in_its_community(self, office: Office, system: Client) -> None:
        system.post(f"{LIST}{office.community.pk}/add/", {"name": "第一党支部", "title_of": "branch"})
        assert Organisation.objects.get(parent=office.community).kind == "branch"

    def test_nothing_stands_below_a_branch(self, office: Office, system: Client) -> None:
        branch = Organisation.objects.create(
            kind="branch", parent=office.community, code="b", name="支部", title="branch", created_at=office.street.created_at
        )
        assert system.get(f"{LIST}{branch.pk}/add/").status_code == 404

    def test_where_matters_are_reported_is_kept(self, office: Office, system: Client) -> None:
        values = {"name": "京都苑社区", "title_of": "committee", "telephone": "0571-85000000", "address": "凤起路1号", "postcode": "310014"}
        assert system.post(f"{LIST}{office.community.pk}/edit/", values).headers["Location"] == LIST
        office.community.refresh_from_db()
        assert (office.community.telephone, office.community.postcode) == ("0571-85000000", "310014")

    @pytest.mark.parametrize("typed", ["31OOO4", "31001", "3100145", "杭州"])
    def test_a_postcode_has_six_figures(self, office: Office, system: Client, typed: str) -> None:
        values = {"name": "京都苑社区", "title_of": "committee", "postcode": typed}
        page = system.post(f"{LIST}{office.community.pk}/edit/", values).content.decode()
        assert "邮编应为6位数字" in page
        assert f'value="{typed}"' in page
        system.post(f"{LIST}{office.community.pk}/edit/", values | {"postcode": "３１０ ０１４"})
        assert Organisation.objects.get(pk=office.community.pk).postcode == "310014"

    def test_a_new_community_is_presided_by_its_preparatory_group_until_that_is_taken_back(self, office: Office, system: Client) -> None:
        address, values = f"{LIST}{office.community.pk}/edit/", {"name": "京都苑社区", "title_of": "committee"}
        assert "新建社区，由筹备组主持" in system.get(address).content.decode()
        assert "筹备组" not in system.get(f"{LIST}{office.street.pk}/edit/").content.decode()
        system.post(address, values | {"preparatory": "on"})
        assert Organisation.objects.get(pk=office.community.pk).preparatory
        assert 'id="id_preparatory" checked' in system.get(address).content.decode()
        system.post(address, values)
        assert not Organisation.objects.get(pk=office.community.pk).preparatory

    def test_a_refusal_keeps_what_was_typed(self, office: Office, system: Client) -> None:
        answer = system.post(f"{LIST}{office.street.pk}/add/", {"name": "另一社区", "title_of": "committee", "code": "Jing Du"})
        assert "另一社区" in answer.content.decode()
        assert not Organisation.objects.filter(name="另一社区").exists()


class TestTwiceAndByMistake:
    def branch(self, office: Office) -> Organisation:
        return Organisation.objects.create(
            kind="branch", parent=office.community, code="b", name="第一党支部", title="branch", created_at=office.street.created_at
        )

    def test_what_is_there_already_is_not_said_to_be_added(self, office: Office, system: Client) -> None:
        self.branch(office)
        page = system.post(f"{LIST}{office.community.pk}/add/", {"name": "第一 党支部", "title_of": "branch"}).content.decode()
        assert "“第一党支部”已经有了，没有添加或改动" in page
        assert "已添加" not in page
        assert Organisation.objects.filter(parent=office.community).count() == 1

    def test_a_table_says_how_many_were_there(self, office: Office, system: Client) -> None:
        self.branch(office)
        lines = (("第一党支部", "branch", "京都苑社区", ""), ("第二党支部", "branch", "京都苑 社区", ""))
        assert "新增1个组织，另有1个原已存在" in system.post(IMPORT, typed(*lines), follow=True).content.decode()
        assert "都已存在，没有新增" in system.post(IMPORT, typed(*lines), follow=True).content.decode()

    def test_a_branch_entered_by_mistake_is_removed(self, office: Office, system: Client) -> None:
        branch = self.branch(office)
        address = f"{LIST}{branch.pk}/remove/"
        assert address in system.get(f"{LIST}{branch.pk}/edit/").content.decode()
        assert "第一党支部" in system.get(address).content.decode()
        assert system.post(address).headers["Location"] == LIST
        assert not Organisation.objects.filter(pk=branch.pk).exists()
        assert AuditEvent.objects.get(verb="remove_organisation").detail.text == '{"name": "第一党支部"}'

    def test_what_is_in_use_stays_and_says_by_what(self, office: Office, system: Client) -> None:
        branch = self.branch(office)
        add_members(office.election, 2, branch=branch)
        assert "第一党支部已在使用，不能删除：名册人员2人，选举0项" in system.post(f"{LIST}{branch.pk}/remove/").content.decode()
        page = system.post(f"{LIST}{office.community.pk}/remove/").content.decode()
        assert "名册人员0人，选举1项，角色10个，下属支部1个" in page
        assert "文晖街道是本办公室，不能删除" in system.post(f"{LIST}{office.street.pk}/remove/").content.decode()
        assert Organisation.objects.count() == 3

    def test_no_branch_takes_anothers_name(self, office: Office, system: Client) -> None:
        self.branch(office)
        second = Organisation.objects.create(
            kind="branch", parent=office.community, code="b2", name="第二党支部", title="branch", created_at=office.street.created_at
        )
        page = system.post(f"{LIST}{second.pk}/edit/", {"name": "第一党支部", "title_of": "branch"}).content.decode()
        assert "“第一党支部”已经有了" in page
        assert Organisation.objects.get(pk=second.pk).name == "第二党支部"

    def test_removing_it_again_is_no_second_act(self, office: Office) -> None:
        branch = self.branch(office)
        for _time in range(2):
            remove_organisation(branch, actor=office[Role.SYSTEM_ADMINISTRATOR])
        assert AuditEvent.objects.filter(verb="remove_organisation").count() == 1

    def test_branches_stand_as_people_count(self, office: Office, system: Client) -> None:
        for number, name in enumerate(("第十党支部", "第二党支部", "第一党支部")):
            Organisation.objects.create(
                kind="branch", parent=office.community, code=f"b{number}", name=name, title="branch", created_at=office.street.created_at
            )
        page = system.get(LIST).content.decode()
        assert page.index("第一党支部") < page.index("第二党支部") < page.index("第十党支部")


class TestMany:
    def test_typed_lines_are_taken_over_whole(self, office: Office, system: Client) -> None:
        lines = (
            ("第一党支部", "branch", "和平苑社区", ""),
            ("和平苑社区", "general_branch", "", ""),
            ("第二党支部", "branch", "jingdu", ""),
        )
        assert system.post(IMPORT, typed(*lines)).headers["Location"] == LIST
        assert Organisation.objects.get(name="第一党支部").parent == Organisation.objects.get(name="和平苑社区")
        assert Organisation.objects.get(name="第二党支部").parent == office.community

    def test_a_fault_names_row_and_column_and_nothing_is_taken_over(self, system: Client) -> None:
        before = Organisation.objects.count(), AuditEvent.objects.count()
        page = system.post(
            IMPORT, typed(("和平苑社区", "general_branch", "", ""), ("第一党支部", "branch", "不存在社区", ""))
        ).content.decode()
        assert "第2行“所属社区”" in page
        assert "和平苑社区" in page
        assert (Organisation.objects.count(), AuditEvent.objects.count()) == before

    def test_a_table_is_taken_over_and_again_changes_nothing(self, office: Office, system: Client) -> None:
        book = workbook("组织", [["名称", "党组织", "所属社区"], ["和平苑社区", "党委", ""], ["第一党支部", "党支部", "和平苑社区"]])
        for _time in range(2):
            upload = SimpleUploadedFile("组织.xlsx", book)
            assert system.post(IMPORT, MANAGEMENT | {"file": upload}).headers["Location"] == LIST
        assert Organisation.objects.filter(parent=office.street).count() == 2

    def test_a_table_without_the_columns_is_refused(self, system: Client) -> None:
        upload = SimpleUploadedFile("组织.xlsx", workbook("组织", [["单位", "形式"], ["和平苑社区", "党委"]]))
        assert "缺少“名称、党组织”列" in system.post(IMPORT, MANAGEMENT | {"file": upload}).content.decode()

    def test_an_empty_form_says_so(self, system: Client) -> None:
        assert "还没有填写任何一行" in system.post(IMPORT, MANAGEMENT).content.decode()

    def test_the_template_has_the_columns(self, system: Client) -> None:
        sheet = load_workbook(io.BytesIO(system.get(f"{LIST}template.xlsx").content)).active
        assert [cell.value for cell in sheet[1]] == ["名称", "党组织", "所属社区", "简称"]
        assert organisations_template()


class TestRows:
    def row(self, number: int, name: str, **values: str) -> OrganisationRow:
        return OrganisationRow(number=number, name=name, title=values.pop("title", "committee"), **values)

    def faults(self, office: Office, *rows: OrganisationRow) -> list[tuple[int, str, str]]:
        return [(fault.row, fault.column, fault.issue.code) for fault in organisation_faults(office.street, rows)]

    def test_every_fault_has_its_place(self, office: Office) -> None:
        found = self.faults(
            office,
            self.row(1, "", code="a"),
            self.row(2, "甲社区", title="党组"),
            self.row(3, "乙社区", code="A B"),
            self.row(4, "丙支部", parent="京都苑社区"),
            self.row(5, "丁社区"),
            self.row(6, "丁社区", code="ding-2"),
            self.row(7, "另一社区", code="jingdu"),
        )
        assert found == [
            (1, "name", "name_missing"),
            (2, "title", "organisation_title_unknown"),
            (3, "code", "code_malformed"),
            (4, "title", "organisation_title_of_branch"),
            (6, "name", "organisation_row_twice"),
            (7, "code", "organisation_code_taken"),
        ]

    def test_names_that_sound_alike_get_different_addresses(self, office: Office) -> None:
        rows = [self.row(1, "和平社区"), self.row(2, "何平社区")]
        made = import_organisations(office.street, rows, actor=office[Role.SYSTEM_ADMINISTRATOR])
        assert [item.code for item in made] == ["heping", "heping-2"]

    def test_the_service_refuses_faulty_rows_whole(self, office: Office) -> None:
        rows = [self.row(1, "和平社区"), self.row(2, "")]
        with refused(("organisation_rows_faulty", {"rows": 1, "of": 2})):
            import_organisations(office.street, rows, actor=office[Role.SYSTEM_ADMINISTRATOR])


def test_a_search_finds_communities_and_branches(office: Office, system: Client) -> None:
    Organisation.objects.create(
        kind="branch", parent=office.community, code="b", name="第九党支部", title="branch", created_at=office.street.created_at
    )
    assert "第九党支部" in system.get(LIST, {"name": "第九"}).content.decode()
    assert "京都苑社区" not in system.get(LIST, {"name": "没有"}).content.decode()


def test_the_list_asks_the_same_questions_for_few_and_many(office: Office, system: Client) -> None:
    counts = []
    for more in (0, 2, 47):
        for _one in range(more):
            number = Organisation.objects.count()
            place = {"title": "committee", "created_at": office.street.created_at}
            community = Organisation.objects.create(
                kind="community", parent=office.street, code=f"c{number}", name=f"社区{number}", **place
            )
            Organisation.objects.create(kind="branch", parent=community, code="b", name="支部", **place)
        counts.append(queries_of(system, LIST))
    assert len(set(counts)) == 1
