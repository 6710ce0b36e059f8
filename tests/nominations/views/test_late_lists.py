"""The reserve list put into force on the superior's reply, and lists that were approved on paper."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.models import AuditEvent, Contest, Election, MilestoneRecord, RollEntry, StoredFile
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from nominations.models import ListedName, Nominee, NomineeList
from nominations.queries.lists import names_on
from tests.factories.hall import approve
from tests.factories.nominations import TO_VETTED, a_list, hold, nominate
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election

from .conftest import SignedIn, queries

PDF = b"%PDF-1.4\n%%EOF"
APPROVE, LATE = "reserve/approve/", "late/"


@pytest.fixture
def office(db: None) -> Office:
    """In candidacy, the reserve candidates not approved yet."""
    made = office_with_election(phase=Phase.CANDIDACY)
    MilestoneRecord.objects.filter(kind=Milestone.RESERVE_APPROVED).delete()
    return made


@pytest.fixture
def contests(office: Office) -> list[Contest]:
    return [add_contest(office.election, seats=3), add_contest(office.election, "deputy", 1, names_at_least=2)]


@pytest.fixture
def people(office: Office) -> list[RollEntry]:
    return add_members(office.election, 6)


@pytest.fixture
def reserve(office: Office, contests: list[Contest], people: list[RollEntry]) -> NomineeList:
    """As the committee's ballot fixed it: four for three seats, two for the deputy's."""
    committee, deputy = contests
    members, leaders = nominate(office, people[:4], committee, TO_VETTED), nominate(office, people[4:], deputy, TO_VETTED)
    return a_list(office, "reserve", {committee: members, deputy: leaders}, approved=False)


@pytest.fixture
def offline(office: Office) -> MilestoneRecord:
    """The superior approved the reserve candidates on paper, before the election came into the program."""
    at, by = office.election.opened_at, office[Role.STREET_OFFICER]
    MilestoneRecord.objects.filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).update(offline=True)
    return MilestoneRecord.objects.create(
        election=office.election, kind=Milestone.RESERVE_APPROVED, fact_at=at, entered_at=at, actor=by, offline=True
    )


@pytest.fixture
def approver(as_role: SignedIn) -> Client:
    return as_role(Role.STREET_APPROVER)


@pytest.fixture
def officer(as_role: SignedIn) -> Client:
    return as_role(Role.STREET_OFFICER)


def url(office: Office, rest: str = "", election: Election | None = None) -> str:
    return f"/desk/e/{(election or office.election).code}/lists/{rest}"


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def leaders(listed: NomineeList) -> list[Nominee]:
    return names_on(listed)["deputy"]


def order(*nominees: Nominee) -> dict[str, str]:
    """The places of the reply, typed beside the names."""
    return {f"deputy-{nominee.pk}": str(place) for place, nominee in enumerate(nominees, 1)}


def typed(people: list[RollEntry], posts: str = "committee", **more: object) -> dict[str, object]:
    rows = {f"row-{place}-post": posts for place in range(len(people))}
    rows |= {f"row-{place}-person": f"{entry.number} {entry.name}" for place, entry in enumerate(people)}
    scan = SimpleUploadedFile("批复.pdf", PDF)
    return {"kind": "reserve", "reason": "6月已线下办理", "scan": scan, "row-TOTAL_FORMS": "12", "row-INITIAL_FORMS": "0", **rows, **more}


class TestWhoMay:
    @pytest.mark.parametrize("role", list(Role))
    def test_only_the_approver_approves_the_reserve_list(self, role: Role, office: Office, as_role: SignedIn, reserve: NomineeList) -> None:
        approve(office, "reserve")
        browser, may = as_role(role), role is Role.STREET_APPROVER
        assert browser.get(url(office, APPROVE)).status_code == (200 if may else 403)
        assert browser.post(url(office, APPROVE), order(*leaders(reserve))).status_code == (302 if may else 403)
        reserve.refresh_from_db()
        assert (reserve.approved_at is not None) is may

    @pytest.mark.parametrize("role", list(Role))
    def test_only_the_streets_officer_enters_a_list_from_paper(
        self, role: Role, office: Office, as_role: SignedIn, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord
    ) -> None:
        """The plan has a deputy, too: the paper names both posts."""
        browser, may = as_role(role), role is Role.STREET_OFFICER
        assert browser.get(url(office, LATE)).status_code == (200 if may else 403)
        assert browser.post(url(office, LATE), both(people)).status_code == (302 if may else 403)
        assert NomineeList.objects.exists() is may

    def test_a_stranger_is_led_to_the_sign_in(self, office: Office) -> None:
        for path in (APPROVE, LATE):
            for answer in (Client().get(url(office, path)), Client().post(url(office, path), {})):
                assert answer.status_code == 302
                assert answer.headers["Location"].startswith("/sign-in/")

    @pytest.mark.parametrize("path", [APPROVE, LATE])
    def test_the_election_of_another_street_is_not_there(self, path: str, approver: Client, officer: Client, office: Office) -> None:
        foreign = office_with_election(code="other", phase=Phase.CANDIDACY).election
        for browser in (approver, officer):
            assert browser.get(url(office, path, foreign)).status_code == 404
            assert browser.post(url(office, path, foreign), {}).status_code == 404

    @pytest.mark.parametrize("path", [APPROVE, LATE])
    def test_a_community_reaches_no_neighbour(self, path: str, as_role: SignedIn, office: Office) -> None:
        neighbour = another_community(office)
        browser = as_role(Role.COMMUNITY_SECRETARY)
        assert browser.get(url(office, path, neighbour)).status_code == 404
        assert browser.post(url(office, path, neighbour), {}).status_code == 404


def both(people: list[RollEntry]) -> dict[str, object]:
    return typed(people, **{"row-4-post": "deputy", "row-5-post": "deputy"})


@pytest.mark.parametrize("phase", [Phase.MEETING, Phase.VETTING, Phase.REPORTING])
def test_in_another_phase_the_approval_is_refused_and_the_typed_order_stays(
    phase: Phase, office: Office, approver: Client, reserve: NomineeList
) -> None:
    approve(office, "reserve")
    Election.objects.filter(pk=office.election.pk).update(phase=phase)
    assert "现在不能办理" in text(approver.get(url(office, APPROVE)), 409)
    first, second = leaders(reserve)
    page = text(approver.post(url(office, APPROVE), order(second, first)), 409)
    assert "不能办理此事（预备人选获批）" in page
    assert f'name="deputy-{second.pk}" value="1"' in page
    reserve.refresh_from_db()
    assert reserve.approved_at is None


@pytest.mark.parametrize("phase", [Phase.OPEN_NOMINATION, Phase.REPORTING])
def test_in_another_phase_no_list_is_entered_and_what_was_typed_stays(
    phase: Phase, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord
) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=phase)
    assert "现在不能办理" in text(officer.get(url(office, LATE)), 409)
    page = text(officer.post(url(office, LATE), both(people)), 409)
    assert "不能办理此事" in page
    assert "6月已线下办理" in page
    assert all(f'value="{entry.number} {entry.name}"' in page for entry in people)
    assert not NomineeList.objects.exists()
    assert not StoredFile.objects.exists()


class TestApproval:
    def test_without_the_scanned_reply_it_says_what_is_missing_and_keeps_the_order(
        self, office: Office, approver: Client, reserve: NomineeList
    ) -> None:
        first, second = leaders(reserve)
        page = text(approver.post(url(office, APPROVE), order(second, first)))
        assert "上级批复" in page
        assert f'name="deputy-{second.pk}" value="1"' in page
        assert not MilestoneRecord.objects.filter(kind=Milestone.RESERVE_APPROVED).exists()

    def test_the_leaders_stand_in_the_order_of_the_reply(self, office: Office, approver: Client, reserve: NomineeList) -> None:
        approve(office, "reserve")
        first, second = leaders(reserve)
        assert 'value="1"' in text(approver.get(url(office, APPROVE)))
        answer = approver.post(url(office, APPROVE), order(second, first), follow=True)
        assert answer.redirect_chain == [(url(office), 302)]
        assert "预备人选已批准" in text(answer)
        assert leaders(reserve) == [second, first]
        assert MilestoneRecord.objects.get(kind=Milestone.RESERVE_APPROVED).facts["names"]["deputy"] == [second.entry_id, first.entry_id]

    def test_a_number_twice_is_no_order(self, office: Office, approver: Client, reserve: NomineeList) -> None:
        approve(office, "reserve")
        first, second = leaders(reserve)
        page = text(approver.post(url(office, APPROVE), {f"deputy-{first.pk}": "2", f"deputy-{second.pk}": "2"}))
        assert "副书记：" in page
        assert page.count('value="2"') >= 2
        reserve.refresh_from_db()
        assert reserve.approved_at is None

    def test_without_an_order_the_list_stays_as_the_ballot_fixed_it(self, office: Office, approver: Client, reserve: NomineeList) -> None:
        approve(office, "reserve")
        before = leaders(reserve)
        approver.post(url(office, APPROVE), {})
        reserve.refresh_from_db()
        assert reserve.approved_at is not None
        assert leaders(reserve) == before

    def test_who_is_held_has_no_place_in_the_order(self, office: Office, approver: Client, reserve: NomineeList) -> None:
        approve(office, "reserve")
        held = leaders(reserve)[0]
        hold(office, held)
        assert f"deputy-{held.pk}" not in text(approver.get(url(office, APPROVE)))
        page = text(approver.post(url(office, APPROVE), {}))
        assert "副书记应选1人，现有1人；按方案至少要有2人。" in page
        reserve.refresh_from_db()
        assert reserve.approved_at is None

    def test_pressed_twice_it_is_recorded_once(self, office: Office, approver: Client, reserve: NomineeList) -> None:
        approve(office, "reserve")
        for _time in range(2):
            assert approver.post(url(office, APPROVE), {}).status_code == 302
        assert AuditEvent.objects.filter(verb="approve_reserve").count() == 1

    def test_without_a_list_there_is_nothing_to_approve(self, office: Office, approver: Client, contests: list[Contest]) -> None:
        assert text(approver.get(url(office, APPROVE)))
        page = text(approver.post(url(office, APPROVE), {}))
        assert "预备人选" in page
        assert not MilestoneRecord.objects.filter(kind=Milestone.RESERVE_APPROVED).exists()

    def test_the_page_asks_as_often_for_fifty_names_as_for_one(self, office: Office, approver: Client, contests: list[Contest]) -> None:
        approver.get(url(office, APPROVE))
        asked = set()
        for number in (1, 3, 50):
            ListedName.objects.all().delete()
            NomineeList.objects.all().delete()
            names = nominate(office, add_members(office.election, number), contests[1], TO_VETTED)
            a_list(office, "reserve", {contests[1]: names}, approved=False)
            asked.add(queries(approver, url(office, APPROVE)))
        assert len(asked) == 1


class TestFromPaper:
    def test_the_officer_enters_the_names_with_the_paper(
        self, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord
    ) -> None:
        assert url(office, LATE) in text(officer.get(url(office)))
        answer = officer.post(url(office, LATE), both(people), follow=True)
        assert answer.redirect_chain == [(url(office), 302)]
        page = text(answer)
        assert "名单已补录。" in page
        assert "6月已线下办理" in page
        assert url(office, LATE) not in page
        listed = NomineeList.objects.get()
        assert (listed.kind, listed.offline, listed.approved_by) == ("reserve", True, office[Role.STREET_OFFICER])
        assert [nominee.entry for nominee in leaders(listed)] == people[4:]
        assert StoredFile.objects.get().sha256 in AuditEvent.objects.get(verb="enter_list_late").raw

    def test_names_are_read_as_the_roll_reads_them(
        self, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord
    ) -> None:
        first = people[0]
        typed = both(people) | {"row-0-person": f"{first.name[0]}　{first.name[1:]}"}
        officer.post(url(office, LATE), typed)
        assert first in [row.nominee.entry for row in ListedName.objects.select_related("nominee__entry")]

    def test_reserve_candidates_who_are_not_approved_yet_wait_for_the_reply(
        self, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord, approver: Client
    ) -> None:
        offline.delete()
        officer.post(url(office, LATE), both(people))
        listed = NomineeList.objects.get()
        assert (listed.kind, listed.approved_at) == ("reserve", None)
        office.pass_time(minutes=1)
        approve(office, "reserve")
        approver.post(url(office, APPROVE), order(*leaders(listed)))
        assert MilestoneRecord.objects.standing().filter(kind=Milestone.RESERVE_APPROVED, offline=False).exists()

    def test_who_does_it_is_said_to_everybody_else(self, office: Office, as_role: SignedIn, offline: MilestoneRecord) -> None:
        page = text(as_role(Role.COMMUNITY_CLERK).get(url(office)))
        assert url(office, LATE) not in page
        assert "由街道经办人办理。" in page

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"row-0-person": "查无此人"}, "第1行"),
            ({"row-0-post": ""}, "第1行"),
            ({"reason": ""}, "这个字段是必填项"),
            ({"scan": ""}, "这个字段是必填项"),
            ({"kind": "preliminary"}, "选择一个有效的选项"),
            ({"row-0-person": "", "row-1-person": ""}, "至少"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(
        self, more: dict[str, object], sentence: str, office: Office, officer: Client, contests: list[Contest],
        people: list[RollEntry], offline: MilestoneRecord,
    ) -> None:  # fmt: skip
        page = text(officer.post(url(office, LATE), both(people) | more))
        assert sentence in page
        assert f'value="{people[3].number} {people[3].name}"' in page
        assert more.get("reason") == "" or "6月已线下办理" in page
        assert not NomineeList.objects.exists()

    def test_an_empty_table_and_a_name_of_two_people(
        self, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord
    ) -> None:
        assert "请录入名单" in text(officer.post(url(office, LATE), typed([])))
        RollEntry.objects.filter(pk=people[1].pk).update(name=people[0].name)
        page = text(officer.post(url(office, LATE), both(people) | {"row-0-person": people[0].name}))
        assert "第1行" in page
        assert "名册序号" in page
        assert officer.post(
            url(office, LATE), both(people) | {"row-0-person": str(people[0].number), "row-1-person": str(people[1].number)}
        )
        assert NomineeList.objects.get().names.count() == 6

    def test_where_nothing_was_approved_on_paper_no_list_can_be_chosen(
        self, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry]
    ) -> None:
        assert url(office, LATE) not in text(officer.get(url(office)))
        page = text(officer.post(url(office, LATE), both(people)))
        assert "选择一个有效的选项" in page
        assert not NomineeList.objects.exists()

    def test_somebody_off_the_roll_or_without_the_right_to_stand_is_not_found(
        self, office: Office, officer: Client, contests: list[Contest], people: list[RollEntry], offline: MilestoneRecord
    ) -> None:
        RollEntry.objects.filter(pk=people[0].pk).update(may_stand=False)
        assert "第1行" in text(officer.post(url(office, LATE), both(people)))
        assert not NomineeList.objects.exists()

    def test_the_page_asks_as_often_for_a_roll_of_fifty_as_for_one_of_one(
        self, office: Office, officer: Client, contests: list[Contest], offline: MilestoneRecord
    ) -> None:
        officer.get(url(office, LATE))
        asked = set()
        for more in (1, 2, 47):
            add_members(office.election, more)
            asked.add(queries(officer, url(office, LATE)))
        assert len(asked) == 1
