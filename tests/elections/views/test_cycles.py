from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.forms.rule_set import initial_of, read_rules
from elections.models import Account, AuditEvent, Cycle, Document, Election, LeadingGroup, Training
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.rule_set import PRESETS, NoticeTerm, preset
from elections.services.files import store_file
from tests.factories.office import Office, another_community, office_with_election, reach_milestone

from .conftest import SignedIn
from .test_board import queries_of

pytestmark = pytest.mark.django_db

LIST = "/desk/office/cycles/"


@pytest.fixture
def officer(as_role: SignedIn) -> Client:
    return as_role(Role.STREET_OFFICER)


def fields(name: str, **changed: object) -> dict[str, object]:
    """What the form of a rule set sends."""
    sent = initial_of(preset(name)) | changed
    return {key: "on" if value is True else value for key, value in sent.items() if value not in (None, False)}


def page_of(office: Office) -> str:
    return f"{LIST}{office.election.cycle.pk}/"


class TestReaders:
    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.STREET_OFFICER, Role.STREET_APPROVER])
    def test_who_may_read(self, role: Role, office: Office, as_role: SignedIn) -> None:
        assert as_role(role).get(LIST).status_code == 200
        assert "京都苑社区" in as_role(role).get(page_of(office)).content.decode()

    @pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.COMMUNITY_SECRETARY, Role.TELLER])
    def test_who_may_not(self, role: Role, office: Office, as_role: SignedIn) -> None:
        assert as_role(role).get(LIST).status_code == 403
        assert as_role(role).get(page_of(office)).status_code == 403

    def test_another_offices_cycle_is_not_there(self, officer: Client) -> None:
        other = office_with_election(code="chaoming")
        for address in ("", "elections/", "group/", "trainings/", "summary/"):
            assert officer.get(page_of(other) + address).status_code == 404


class TestRuleSets:
    @pytest.mark.parametrize("name", PRESETS)
    def test_a_preset_comes_back_from_its_own_fields(self, name: str, officer: Client) -> None:
        sent = {"name": "2031年社区党组织换届", "code": "2031"} | fields(name)
        answer = officer.post(f"{LIST}open/{name}/", sent)
        cycle = Cycle.objects.get(code="2031")
        assert answer.headers["Location"] == f"{LIST}{cycle.pk}/"
        assert cycle.rules == preset(name)

    def test_a_changed_one_is_the_places_own(self, officer: Client) -> None:
        sent = {"name": "2031年换届", "code": "2031"} | fields("village", notice_2_length=10, composition_women=2)
        officer.post(f"{LIST}open/village/", sent)
        rules = Cycle.objects.get(code="2031").rules
        assert rules.name == "own"
        assert rules.notice_2 is not None
        assert rules.notice_2.length == 10
        assert [target.at_least for target in rules.composition] == [2, 2, 2]

    @pytest.mark.parametrize(
        ("changed", "says"),
        [({"quorum": "3/4"}, "4/5"), ({"margin": "1/6"}, "1/5"), ({"quorum": "很多"}, "很多"), ({"notice_3_length": 3}, "票决")],
    )
    def test_what_the_law_does_not_leave_is_refused_and_what_was_typed_stays(
        self, changed: dict[str, object], says: str, officer: Client
    ) -> None:
        page = officer.post(f"{LIST}open/village/", {"name": "我们的换届", "code": "2031"} | fields("village", **changed)).content.decode()
        assert says in page
        assert "我们的换届" in page
        assert not Cycle.objects.filter(code="2031").exists()

    def test_shares_are_taken_as_clerks_write_them(self, officer: Client) -> None:
        typed = fields("street-community", quorum="８０％", margin="20%", participation_target="0.85")
        officer.post(f"{LIST}open/street-community/", {"name": "2031年换届", "code": "2031"} | typed)
        assert Cycle.objects.get(code="2031").rules == preset("street-community")

    def test_what_is_no_share_says_how_one_is_written(self, officer: Client) -> None:
        assert "如80%、0.8或4/5 · " in officer.get(f"{LIST}open/street-community/").content.decode()
        typed = fields("street-community", quorum="百分之八十")
        page = officer.post(f"{LIST}open/street-community/", {"name": "2031年换届", "code": "2031"} | typed).content.decode()
        assert "“百分之八十”不是比例。请写成80%、0.8或4/5" in page
        assert 'name="quorum" value="百分之八十"' in page

    def test_a_very_short_notice_is_asked_about(self, officer: Client) -> None:
        sent = {"name": "2031年换届", "code": "2031"} | fields("street-community", notice_1_length=1)
        page = officer.post(f"{LIST}open/street-community/", sent).content.decode()
        assert "第一轮公示只有1天，一般不少于3天" in page
        assert "启动后只有街道审批人能调整规则" in page
        assert not Cycle.objects.filter(code="2031").exists()
        officer.post(f"{LIST}open/street-community/", sent | {"short_notices": "on"})
        assert Cycle.objects.get(code="2031").rules.notice_1 == NoticeTerm(1, "day")

    def test_who_may_not_change_the_rules_reads_who_does(self, office: Office, officer: Client, as_role: SignedIn) -> None:
        assert "由街道审批人调整" in officer.get(page_of(office)).content.decode()
        assert "由街道审批人调整" not in as_role(Role.STREET_APPROVER).get(page_of(office)).content.decode()

    def test_an_unknown_preset_is_not_there(self, officer: Client) -> None:
        assert officer.get(f"{LIST}open/other/").status_code == 404

    def test_every_field_of_a_rule_set_has_its_form_fields(self) -> None:
        for rules in PRESETS.values():
            assert read_rules(initial_of(rules)) == rules

    def test_the_approver_changes_the_rules(self, office: Office, as_role: SignedIn) -> None:
        address = page_of(office) + "rules/"
        assert as_role(Role.STREET_OFFICER).post(address, fields("street-community")).status_code == 403
        as_role(Role.STREET_APPROVER).post(address, fields("street-community", joint_nomination=15))
        assert Cycle.objects.get(pk=office.election.cycle.pk).rules.joint_nomination in {10, 15}

    def test_after_a_roll_is_closed_it_needs_a_reply(self, as_role: SignedIn, office: Office) -> None:
        if not office.election.milestones.filter(kind=Milestone.ROLL_CLOSED).exists():
            reach_milestone(office.election, Milestone.ROLL_CLOSED, office[Role.COMMUNITY_CLERK])
        approver = as_role(Role.STREET_APPROVER)
        assert "批复扫描件" in approver.get(page_of(office) + "rules/").content.decode()
        page = approver.post(page_of(office) + "rules/", fields("street-community", joint_nomination=15)).content.decode()
        assert "批复" in page
        assert Cycle.objects.get(pk=office.election.cycle.pk).rules.joint_nomination == 10


class TestOpeningElections:
    def communities(self, office: Office) -> list[Election]:
        elections = [another_community(office), another_community(office, "caihe", "采荷社区")]
        for election in elections:
            election.phase_changes.all().delete()
        return elections

    def test_one_press_opens_all_that_are_ticked(self, office: Office, officer: Client) -> None:
        from elections.services.organisations import create_organisation

        made = [
            create_organisation(
                office.street, actor=office[Role.SYSTEM_ADMINISTRATOR], parent=office.street, code=code, name=name, title="committee"
            )
            for code, name in (("heping", "和平苑社区"), ("caihe", "采荷社区"), ("chaoyang", "朝阳社区"))
        ]
        page = officer.get(page_of(office) + "elections/").content.decode()
        assert "heping-2026" in page
        assert "京都苑社区" not in page.split('<form method="post" enctype')[1]
        sent = {f"row-{item.pk}-code": f"{item.code}-2026" for item in made} | {
            f"row-{made[0].pk}-opened": "on",
            f"row-{made[1].pk}-opened": "on",
            f"row-{made[0].pk}-term_ends_on": "2026-07-31",
        }
        said = officer.post(page_of(office) + "elections/", sent).content.decode()
        assert "本届任期届满日：请填写任期届满日" in said
        assert 'value="2026-07-31"' in said
        assert Election.objects.count() == 1
        sent[f"row-{made[1].pk}-term_ends_on"] = "2026-06-30"
        assert officer.post(page_of(office) + "elections/", sent).headers["Location"] == page_of(office)
        assert set(Election.objects.exclude(pk=office.election.pk).values_list("code", flat=True)) == {"heping-2026", "caihe-2026"}
        assert Election.objects.get(code="heping-2026").term_ends_on == date(2026, 7, 31)

    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.STREET_APPROVER, Role.COMMUNITY_SECRETARY])
    def test_the_street_officer_alone_opens(self, role: Role, office: Office, as_role: SignedIn) -> None:
        assert as_role(role).post(page_of(office) + "elections/", {}).status_code == 403


class TestTheStreetsOwn:
    def test_the_leading_group_is_set_and_set_anew(self, office: Office, officer: Client) -> None:
        sent = {
            "row-TOTAL_FORMS": "2",
            "row-INITIAL_FORMS": "0",
            "row-0-name": "陆建国",
            "row-0-post": "党工委副书记",
            "row-0-part": "leader",
        }
        sent |= {"row-1-name": "周敏", "row-1-part": "member", "row-1-section": "organisation", "row-1-heads_section": "on"}
        assert officer.post(page_of(office) + "group/", sent).headers["Location"] == page_of(office)
        assert "陆建国" in officer.get(page_of(office) + "group/").content.decode()
        assert LeadingGroup.objects.standing().get().members.count() == 2
        refused = officer.post(page_of(office) + "group/", sent | {"row-0-part": "member"}).content.decode()
        assert "党工委副书记" in refused
        assert LeadingGroup.objects.standing().get().members.filter(part="leader").count() == 1

    def test_a_training_is_counted(self, office: Office, officer: Client) -> None:
        sent = {"kind": "training", "level": "street", "topic": "换届业务培训", "held_at": "2026-03-01T09:00", "attended": "30"}
        assert officer.post(page_of(office) + "trainings/", sent).headers["Location"] == page_of(office)
        assert Training.objects.get().attended == 30
        assert "30人次" in officer.get(page_of(office)).content.decode()

    def test_a_training_of_a_community_names_it(self, office: Office, officer: Client) -> None:
        sent = {"kind": "training", "level": "community", "topic": "换届业务培训", "held_at": "2026-03-01T09:00", "attended": "30"}
        assert "换届业务培训" in officer.post(page_of(office) + "trainings/", sent).content.decode()
        assert not Training.objects.exists()

    def test_the_attendance_sheet_is_kept_and_opened_by_the_street(self, office: Office, officer: Client, as_role: SignedIn) -> None:
        sent = {"kind": "training", "level": "street", "topic": "换届业务培训", "held_at": "2026-03-01T09:00", "attended": "30"}
        officer.post(page_of(office) + "trainings/", sent)
        training = Training.objects.get()
        add = f"/desk/office/trainings/{training.pk}/sheet/add/"
        assert add in officer.get(page_of(office)).content.decode()
        assert add not in as_role(Role.STREET_APPROVER).get(page_of(office)).content.decode()
        assert as_role(Role.STREET_APPROVER).get(add).status_code == 403
        assert "“换届业务培训”，2026-03-01 09:00举行，30人次。" in officer.get(add).content.decode()
        sheet = SimpleUploadedFile("签到表.pdf", b"%PDF-1.7\n%%EOF\n")
        assert officer.post(add, {"evidence": sheet}).headers["Location"] == page_of(office)
        training.refresh_from_db()
        assert add not in officer.get(page_of(office)).content.decode()
        assert training.evidence is not None and training.evidence.election_id is None
        assert training.evidence.office_id == office.street.pk
        page = officer.get(page_of(office)).content.decode()
        address = f"/desk/office/trainings/{training.pk}/sheet/"
        assert address in page and "签到表.pdf" in page
        answer = officer.post(address)
        assert answer.content == b"%PDF-1.7\n%%EOF\n"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert AuditEvent.objects.filter(verb="open_confidential_file", chain__election=None).count() == 1
        assert as_role(Role.STREET_APPROVER).post(address).status_code == 200
        reads_the_page = as_role(Role.SYSTEM_ADMINISTRATOR)
        assert address not in reads_the_page.get(page_of(office)).content.decode()
        assert reads_the_page.post(address).status_code == 403
        assert as_role(Role.COMMUNITY_CLERK).post(address).status_code in {302, 403, 404}
        assert AuditEvent.objects.filter(verb="open_confidential_file").count() == 2

    def test_a_sheet_that_is_none_is_refused_and_another_offices_is_not_there(self, office: Office, officer: Client) -> None:
        sent = {"kind": "training", "level": "street", "topic": "换届业务培训", "held_at": "2026-03-01T09:00", "attended": "30"}
        page = officer.post(page_of(office) + "trainings/", {**sent, "evidence": SimpleUploadedFile("a.pdf", b"MZ")}).content.decode()
        assert "只能上传" in page and not Training.objects.exists()
        officer.post(page_of(office) + "trainings/", sent)
        assert officer.post(f"/desk/office/trainings/{Training.objects.get().pk}/sheet/").status_code == 404
        elsewhere = office_with_election(code="other")
        stored = store_file(elsewhere.street, actor=elsewhere[Role.STREET_OFFICER], name="表.pdf", content=b"%PDF-1")
        theirs = Training.objects.create(
            cycle=elsewhere.election.cycle, kind="training", level="street", topic="x", held_at=stored.stored_at, attended=1,
            evidence=stored, recorded_at=stored.stored_at, recorded_by=elsewhere[Role.STREET_OFFICER],
        )  # fmt: skip
        assert officer.post(f"/desk/office/trainings/{theirs.pk}/sheet/").status_code == 404
        assert officer.post(f"/desk/office/trainings/{theirs.pk}/sheet/add/").status_code == 404

    def test_the_summary_waits_for_every_result(self, office: Office, officer: Client) -> None:
        sent = {"filled_by": "周敏", "telephone": "0571-85370000", "experience": "发扬民主是关键。"}
        page = officer.post(page_of(office) + "summary/", sent).content.decode()
        assert "京都苑社区" in page
        assert "发扬民主是关键。" in page
        assert not Document.objects.filter(kind="cycle_summary").exists()

    @pytest.mark.parametrize("address", ["group/", "trainings/", "summary/"])
    @pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.SYSTEM_ADMINISTRATOR, Role.COMMUNITY_CLERK])
    def test_others_do_none_of_it(self, role: Role, address: str, office: Office, as_role: SignedIn) -> None:
        assert (
            as_role(role).post(page_of(office) + address, {}).status_code in {403, 409}
            if role == Role.COMMUNITY_CLERK
            else (as_role(role).post(page_of(office) + address, {}).status_code == 403)
        )


def test_helpers_are_named_by_community(office: Office, officer: Client) -> None:
    page = officer.get(page_of(office)).content.decode()
    assert Account.objects.get(pk=office[Role.GUIDANCE_OFFICER].pk).display_name in page
    assert office[Role.OBSERVER].display_name in page


def test_the_page_asks_the_same_questions_for_few_and_many(office: Office, officer: Client) -> None:
    counts = []
    for more in (0, 2, 47):
        for number in range(more):
            another_community(office, f"c{more}-{number}", f"社区{more}{number}")
            sheet = store_file(office.street, actor=office[Role.STREET_OFFICER], name=f"{more}{number}.pdf", content=b"%PDF-1")
            held = {"held_at": sheet.stored_at, "attended": 1, "recorded_at": sheet.stored_at, "recorded_by": office[Role.STREET_OFFICER]}
            Training.objects.create(cycle=office.election.cycle, kind="training", level="street", topic=f"{number}", evidence=sheet, **held)
        counts.append(queries_of(officer, page_of(office)))
    assert len(set(counts)) == 1
