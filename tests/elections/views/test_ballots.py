import re

import pytest
from django.test import Client

from elections.models import BallotCode, BallotIssue, BallotRound, RollEntry
from elections.permissions import Role
from elections.services.check_in import check_out
from elections.services.organisations import create_organisation
from elections.services.rounds import open_round
from tests.factories.hall import Hall, approve, hall
from tests.factories.office import add_members
from tests.factories.signed_in import browser_of

from .test_rounds import ALL, address, queries, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuing() -> tuple[Hall, BallotRound]:
    """A round is open, nobody has a ballot; half of the people are of one branch."""
    at = hall()
    administrator = at[Role.SYSTEM_ADMINISTRATOR]
    branch = create_organisation(
        at.office.street, actor=administrator, parent=at.office.community, code="first", name="第一支部", title="branch"
    )
    RollEntry.objects.filter(pk__in=[entry.pk for entry in at.members[:10]]).update(branch=branch)
    at.open()
    return at, open_round(at.session, ALL, actor=at[Role.HOST], printed=25)


def desk(at: Hall, round: BallotRound, more: str = "") -> str:
    return address(at, f"rounds/{round.pk}/ballots/{more}")


def issued() -> int:
    return BallotIssue.objects.count()


def test_the_station_leads_to_the_round_that_is_open(issuing: tuple[Hall, BallotRound]) -> None:
    at, round = issuing
    clerk = browser_of(at[Role.BALLOT_DESK])
    assert clerk.get(address(at, "ballots/")).headers["Location"] == desk(at, round)
    at.round(*ALL, printed=25)
    at.close(round)
    assert "没有进行中的投票" in said(clerk, address(at, "ballots/"))


def test_one_person_is_found_by_name_initials_or_number(issuing: tuple[Hall, BallotRound]) -> None:
    at, round = issuing
    person = at.members[3]
    RollEntry.objects.filter(pk=person.pk).update(pinyin="zzq")
    clerk = browser_of(at[Role.BALLOT_DESK])
    for text in (person.name, "zzq", str(person.number)):
        assert (
            f'name="people" value="{person.pk}"' in said(clerk, desk(at, round, f"?q={text}")).split('id="found"')[1].split("</section>")[0]
        )
    assert "没有这样的选举人" in said(clerk, desk(at, round, "?q=无此人"))


def test_a_ballot_is_handed_out_once(issuing: tuple[Hall, BallotRound]) -> None:
    at, round = issuing
    person = at.members[0]
    clerk = browser_of(at[Role.BALLOT_DESK])
    answer = clerk.post(desk(at, round, "issue/"), {"people": str(person.pk)}, follow=True)
    assert f"{person.name}已领选票。" in answer.content.decode()
    again = clerk.post(desk(at, round, "issue/"), {"people": str(person.pk)})
    assert "不得重复领取" in again.content.decode()
    assert issued() == 1
    assert "已领选票" in said(clerk, desk(at, round, f"?q={person.name}"))


def test_a_group_receives_its_ballots_with_one_press(issuing: tuple[Hall, BallotRound]) -> None:
    at, round = issuing
    clerk = browser_of(at[Role.BALLOT_DESK])
    page = said(clerk, desk(at, round))
    assert "第一支部" in page and "发出10张" in page
    branch = at.members[0].branch_id or RollEntry.objects.get(pk=at.members[0].pk).branch_id
    clerk.post(desk(at, round, "issue/"), {"group": str(branch)})
    assert issued() == 10
    clerk.post(desk(at, round, "issue/"), {"group": "0"})
    assert issued() == 20
    assert "已签到人员均已领票" in said(clerk, desk(at, round))


def test_groups_stand_in_the_order_of_the_branches_and_the_heads_are_known_before_the_first_paper(
    issuing: tuple[Hall, BallotRound],
) -> None:
    at, round = issuing
    for code, name, members in (("a2", "第二支部", at.members[:2]), ("a1", "第一小组", at.members[18:])):
        branch = create_organisation(
            at.office.street, actor=at[Role.SYSTEM_ADMINISTRATOR], parent=at.office.community, code=code, name=name, title="branch"
        )
        RollEntry.objects.filter(pk__in=[entry.pk for entry in members]).update(branch=branch)
    check_out(at.session, at.members[5], actor=at[Role.CHECK_IN_CLERK])
    page = said(browser_of(at[Role.BALLOT_DESK]), desk(at, round))
    groups = page.split('id="groups-title"')[1].split("</section>")[0]
    found = [groups.index(f"<strong>{name}") for name in ("第一小组", "第二支部", "第一支部", "未填支部")]
    assert found == sorted(found)
    figures = re.sub(r"<[^>]+>|\s", "", page.split('id="round-figures"')[1].split("</dl>")[0])
    assert "应到会20" in figures and "实到会19" in figures


def test_who_is_not_here_receives_nothing(issuing: tuple[Hall, BallotRound]) -> None:
    at, round = issuing
    late = add_members(at.election, 1)[0]
    clerk = browser_of(at[Role.BALLOT_DESK])
    assert "未签到" in said(clerk, desk(at, round, f"?q={late.name}"))
    answer = clerk.post(desk(at, round, "issue/"), {"people": str(late.pk)})
    assert f"{late.name}" in answer.content.decode() and issued() == 0


def test_a_spoiled_paper_is_exchanged(issuing: tuple[Hall, BallotRound]) -> None:
    at, round = issuing
    person = at.members[0]
    clerk = browser_of(at[Role.BALLOT_DESK])
    assert clerk.get(desk(at, round, f"{person.pk}/replace/")).status_code == 404
    clerk.post(desk(at, round, "issue/"), {"people": str(person.pk)})
    page = said(clerk, desk(at, round, f"{person.pk}/replace/"))
    assert "先收回" in page and f"{person.number}号{person.name}" in page
    answer = clerk.post(desk(at, round, f"{person.pk}/replace/"))
    assert answer.headers["Location"] == desk(at, round)
    round.refresh_from_db()
    assert (round.replaced, issued()) == (1, 1)


@pytest.mark.parametrize("role", [Role.HOST, Role.TELLER, Role.SCRUTINEER, Role.STREET_OFFICER])
def test_names_of_who_has_no_ballot_are_for_the_desk_alone(issuing: tuple[Hall, BallotRound], role: Role) -> None:
    at, round = issuing
    someone = browser_of(at[role])
    said(someone, desk(at, round), 403)
    assert at.members[0].name not in said(someone, address(at, f"rounds/{round.pk}/"))
    assert someone.post(desk(at, round, "issue/"), {"people": str(at.members[0].pk)}).status_code == 403
    assert issued() == 0


def test_codes_are_shown_this_once_and_kept_nowhere() -> None:
    at = hall()
    approve(at.office, "electronic_ballot")
    at.open()
    round = open_round(at.session, ALL, actor=at[Role.HOST], printed=0, medium="electronic")
    clerk = browser_of(at[Role.BALLOT_DESK])
    answer = clerk.post(address(at, f"rounds/{round.pk}/codes/"), {"count": "3"})
    page = answer.content.decode()
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert page.count("slip-code") == 3 and "/v/" in page and "data:image/svg" in page
    assert BallotCode.objects.count() == 3
    assert "slip-code" not in said(clerk, address(at, f"rounds/{round.pk}/codes/"))
    assert "第1轮投票码" not in said(clerk, address(at, f"rounds/{round.pk}/"))


def test_many_people_cost_no_more_queries() -> None:
    counted = []
    for wanted in (6, 8, 55):
        at = hall(members=wanted + 14, code=f"office{wanted}")
        at.open()
        round = open_round(at.session, ALL, actor=at[Role.HOST], printed=100)
        clerk: Client = browser_of(at[Role.BALLOT_DESK])
        clerk.get(desk(at, round))
        counted.append(queries(lambda clerk=clerk, at=at, round=round: clerk.get(desk(at, round))))  # type: ignore[misc]
    assert len(set(counted)) == 1, counted
