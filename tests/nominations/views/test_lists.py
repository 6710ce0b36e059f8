from datetime import date
from typing import Any

import pytest

from elections.models import Contest, Election
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from nominations.models import ListedName, Nominee, NomineeList, SlipCount
from tests.factories.hall import approve
from tests.factories.nominations import a_list, nominate
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election, reach_milestone
from tests.factories.signed_in import browser_of

from .conftest import SignedIn, queries


@pytest.fixture
def office(db: None) -> Office:
    made = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)
    reach_milestone(made.election, Milestone.DIRECTED_COUNT_CERTIFIED, made[Role.COMMUNITY_CLERK])
    return made


@pytest.fixture
def contest(office: Office) -> Contest:
    return add_contest(office.election, seats=3)


@pytest.fixture
def nominees(office: Office, contest: Contest) -> list[Nominee]:
    return nominate(office, add_members(office.election, 6), contest)


MINUTES = {
    "place": "会议室",
    "chair": "张三",
    "due": "7",
    "present": "7",
    "votes_for": "7",
    "votes_against": "0",
    "abstained": "0",
    "manner": "show_of_hands",
    "resolution": "同意。",
}


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/lists/{rest}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def names(nominees: list[Nominee]) -> dict[str, list[str]]:
    return {"names-committee": [str(nominee.pk) for nominee in nominees]}


def counted(office: Office, contest: Contest, votes: dict[Nominee, int]) -> None:
    """A certified count, as scenery."""
    now, by = office.election.opened_at, office[Role.STREET_OFFICER]
    frozen = [{"nominee": nominee.pk, "entry": nominee.entry_id, "name": nominee.entry.name} for nominee in votes]
    found = {"votes": {nominee.entry.name: number for nominee, number in votes.items()}}
    SlipCount.objects.create(
        election=office.election,
        kind="recommendation",
        number=1,
        contests=[{"code": contest.code, "post": contest.post, "seats": 3, "kind": "first", "candidates": frozen}],
        held_at=now,
        opened_at=now,
        opened_by=by,
        result={"contests": {contest.code: found}},
        certified_at=now,
        certified_by=by,
    )


def test_a_list_too_short_is_refused_with_what_was_ticked_and_typed(office: Office, as_role: SignedIn, nominees: list[Nominee]) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    page = text(clerk.post(url(office, "preliminary/"), MINUTES | names(nominees[:3])))
    assert 'value="会议室"' in page
    assert page.count("checked") == 3
    assert "20%" in page
    assert not NomineeList.objects.exists()
    answer = clerk.post(url(office, "preliminary/"), MINUTES | names(nominees[:5]))
    assert answer.headers["Location"] == url(office)
    listed = NomineeList.objects.get()
    assert listed.decision is not None
    assert listed.names.count() == 5
    page = text(clerk.get(url(office)))
    assert "下一步：报上级审批。" in page


def test_the_look_before_says_what_is_missing_and_writes_nothing(office: Office, as_role: SignedIn, nominees: list[Nominee]) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert "20%" in text(clerk.get(url(office, "preliminary/look/"), names(nominees[:3])))
    assert "各职位人选足够。" in text(clerk.get(url(office, "preliminary/look/"), names(nominees[:5]) | {"names-strange": ["1"]}))
    assert as_role(Role.STREET_APPROVER).get(url(office, "preliminary/look/")).status_code == 403


def test_targets_of_the_plan_show_and_need_a_reason(db: None) -> None:
    office = office_with_election(preset="village", phase=Phase.VETTING)
    contest = add_contest(office.election, seats=3)
    old = nominate(office, add_members(office.election, 5, born_on=date(1950, 1, 1), education="senior", sex="male"), contest)
    clerk = browser_of(office[Role.COMMUNITY_CLERK])
    page = text(clerk.get(url(office, "preliminary/look/"), names(old)))
    assert "请写明原因" in page
    refused = text(clerk.post(url(office, "preliminary/"), MINUTES | names(old)))
    assert "45" in refused
    clerk.post(url(office, "preliminary/"), MINUTES | names(old) | {"reason": "暂无符合条件的人选"})
    assert "暂无符合条件的人选" in text(clerk.get(url(office)))


def test_votes_show_to_the_street_and_their_order_to_who_proposes(
    office: Office, as_role: SignedIn, contest: Contest, nominees: list[Nominee]
) -> None:
    counted(office, contest, dict(zip(nominees, (27, 26, 25, 24, 23, 22), strict=True)))
    page = text(as_role(Role.STREET_OFFICER).get(url(office, "preliminary/")))
    assert "27票" in page
    clerk = as_role(Role.COMMUNITY_CLERK)
    page = text(clerk.get(url(office, "preliminary/")))
    assert "27" not in page.split("names-to-choose")[1].split("</fieldset>")[0].replace(str(nominees[0].pk), "")
    assert page.count("checked") == 4
    left_out = MINUTES | names(nominees[1:])
    page = text(clerk.post(url(office, "preliminary/"), left_out))
    assert f"推荐票更多的{nominees[0].entry.name}未列入" in page
    assert "27票" not in page
    assert "27票" in text(as_role(Role.STREET_OFFICER).post(url(office, "preliminary/"), left_out))


def test_the_approver_puts_it_into_force_on_the_scanned_reply(office: Office, as_role: SignedIn, nominees: list[Nominee]) -> None:
    as_role(Role.COMMUNITY_CLERK).post(url(office, "preliminary/"), MINUTES | names(nominees[:5]))
    approver = as_role(Role.STREET_APPROVER)
    assert "批准初步人选" not in text(approver.get(url(office)))
    approver.post(url(office, "preliminary/approve/"))
    assert NomineeList.objects.get().approved_at is None
    approve(office, "preliminary")
    assert "批准初步人选" in text(approver.get(url(office)))
    assert "批准初步人选" not in text(as_role(Role.COMMUNITY_CLERK).get(url(office)))
    assert as_role(Role.COMMUNITY_CLERK).post(url(office, "preliminary/approve/")).status_code == 403
    assert approver.post(url(office, "preliminary/approve/")).headers["Location"] == url(office)
    assert NomineeList.objects.get().approved_at is not None


def test_who_may_not_and_where_and_when(office: Office, as_role: SignedIn, nominees: list[Nominee]) -> None:
    assert as_role(Role.OBSERVER).get(url(office)).status_code == 403
    assert as_role(Role.STREET_APPROVER).post(url(office, "preliminary/"), MINUTES).status_code == 403
    foreign = another_community(office)
    assert as_role(Role.COMMUNITY_CLERK).get(f"/desk/e/{foreign.code}/lists/").status_code == 404
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.MEETING)
    assert as_role(Role.COMMUNITY_CLERK).post(url(office, "preliminary/"), MINUTES | names(nominees)).status_code == 409


def test_the_page_asks_as_often_for_fifty_names_as_for_one(office: Office, as_role: SignedIn, contest: Contest) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    clerk.get(url(office))
    asked = set()
    for number in (1, 3, 50):
        ListedName.objects.all().delete()
        NomineeList.objects.all().delete()
        a_list(office, "preliminary", {contest: nominate(office, add_members(office.election, number), contest)}, approved=False)
        asked.add(queries(clerk, url(office)))
    assert len(asked) == 1
