from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from elections.models import Contest, Election, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.phases import Phase
from nominations.models import Endorser, Nomination, NominationRound, Nominee
from nominations.services.remedies import remedy_shortage
from tests.factories.hall import approve
from tests.factories.nominations import a_notice, a_round, nominate
from tests.factories.office import NO_KEY, Office, add_contest, add_members, another_community, office_with_election
from tests.factories.signed_in import browser_of

from .conftest import SignedIn, queries


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def contest(office: Office) -> Contest:
    return add_contest(office.election)


@pytest.fixture
def people(office: Office) -> list[RollEntry]:
    return add_members(office.election, 15)


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role(Role.COMMUNITY_CLERK)


def url(office: Office, rest: str = "", election: Election | None = None) -> str:
    return f"/desk/e/{(election or office.election).code}/nomination/{rest}"


def label(entry: RollEntry) -> str:
    return f"{entry.name}（{entry.number}）"


def grid(rows: list[dict[str, str]], total: int = 12) -> dict[str, str]:
    cells = {f"row-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return {"row-TOTAL_FORMS": str(total), "row-INITIAL_FORMS": "0", **cells}


def joint(nominee: RollEntry, rows: list[dict[str, str]], **more: str) -> dict[str, str]:
    return {"nominee": label(nominee), "contest": "committee", "checked": "on", **grid(rows), **more}


def members(entries: list[RollEntry]) -> list[dict[str, str]]:
    return [{"name": label(entry)} for entry in entries]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_says_what_comes_next(office: Office, clerk: Client, contest: Contest) -> None:
    assert "海推尚未开始。" in text(clerk.get(url(office)))
    found = a_round(office)
    assert "进行中" in text(clerk.get(url(office)))
    office.pass_time(days=6)
    assert "已截止" in text(clerk.get(url(office)))
    NominationRound.objects.filter(pk=found.pk).update(
        closed_at=election_now(office.election),
        members_took_part=10,
        members_of=11,
        residents_took_part=4,
        closed_by=office[Role.COMMUNITY_CLERK],
    )
    page = text(clerk.get(url(office)))
    assert "90.91%" in page
    assert "10/11" in page.replace(" ", "") or "11人" in page


def test_who_may_read_it_and_who_may_not(office: Office, as_role: SignedIn) -> None:
    for role in (Role.STREET_OFFICER, Role.STREET_APPROVER, Role.COMMUNITY_SECRETARY):
        assert as_role(role).get(url(office)).status_code == 200
    for role in (Role.OBSERVER, Role.TELLER, Role.VETTING_DEPARTMENT):
        assert as_role(role).get(url(office)).status_code == 403
        assert as_role(role).post(url(office, "sheets/self/")).status_code == 403
    assert as_role(Role.STREET_APPROVER).get(url(office, "open/")).status_code == 403


def test_another_offices_and_another_communitys_pages_are_not_there(office: Office, clerk: Client, contest: Contest) -> None:
    foreign = another_community(office)
    assert clerk.get(url(office, election=foreign)).status_code == 404
    nominee = nominate(office, add_members(office.election, 1), contest)[0]
    stranger = Nominee.objects.create(entry=add_members(foreign, 1)[0], election=foreign, since=foreign.opened_at)
    assert clerk.get(url(office, f"nominees/{nominee.pk}/")).status_code == 200
    for key in (stranger.pk, NO_KEY):
        assert clerk.get(url(office, f"nominees/{key}/")).status_code == 404
        assert clerk.post(url(office, f"nominees/{key}/consent/")).status_code == 404
    assert clerk.post(url(office, f"sheets/{NO_KEY}/strike/"), {"reason": "错"}).status_code == 404


def test_a_round_is_opened_and_its_times_are_kept_when_refused(office: Office, clerk: Client) -> None:
    now = timezone.localtime(election_now(office.election))
    times = {"opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}"}
    page = text(clerk.post(url(office, "open/"), times))
    assert times["closes_at"] in page
    assert not NominationRound.objects.exists()
    answer = clerk.post(url(office, "open/"), times | {"closes_at": f"{now + timedelta(days=3):%Y-%m-%dT%H:%M}"})
    assert answer.headers["Location"] == url(office)
    assert NominationRound.objects.get().number == 1


def test_the_end_that_was_announced_is_proposed(office: Office, clerk: Client) -> None:
    announced = timezone.localtime(a_notice(office, 0).closes_at)
    assert f"{announced:%Y-%m-%dT%H:%M}" in text(clerk.get(url(office, "open/")))


def test_an_announced_time_that_is_over_is_offered_to_be_entered_late(office: Office, clerk: Client) -> None:
    notice = a_notice(office, 0)
    office.pass_time(days=7)
    opens, closes = (timezone.localtime(at) for at in (notice.opens_at, notice.closes_at))
    page = text(clerk.get(url(office, "open/")))
    assert f"{opens:%Y-%m-%dT%H:%M}" in page and f"{closes:%Y-%m-%dT%H:%M}" in page and "写明理由补录" in page
    typed = {"opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": f"{closes:%Y-%m-%dT%H:%M}"}
    assert "请写明补录原因" in text(clerk.post(url(office, "open/"), typed))
    assert not NominationRound.objects.exists()
    clerk.post(url(office, "open/"), typed | {"late_reason": "公告系补录"})
    assert "已截止" in text(clerk.get(url(office)))
    now = timezone.localtime(election_now(office.election))
    later = {"opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now + timedelta(hours=5):%Y-%m-%dT%H:%M}"}
    NominationRound.objects.all().delete()
    assert "晚于公告载明的截止时间" in text(clerk.post(url(office, "open/"), later))


def test_nothing_is_registered_in_another_phase(as_role: SignedIn, office: Office) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.COMMITTEE_BALLOT)
    answer = as_role(Role.COMMUNITY_CLERK).post(url(office, "sheets/self/"), {"nominee": "张三"})
    assert answer.status_code == 409
    assert "张三" in text(answer)


def test_nine_endorsers_are_refused_in_words_with_all_that_was_typed(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    a_round(office)
    page = text(clerk.post(url(office, "sheets/joint/"), joint(people[14], members(people[:9]), reason="公道正派")))
    assert "还差1人" in page
    assert all(label(entry) in page for entry in people[:9])
    assert "公道正派" in page
    assert not Nomination.objects.exists()
    answer = clerk.post(url(office, "sheets/joint/"), joint(people[14], members(people[:10])))
    assert answer.headers["Location"] == url(office)
    assert Endorser.objects.filter(nomination__nominee__entry=people[14]).count() == 10


def test_members_by_name_and_residents_with_address_make_ten(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    a_round(office)
    residents = [{"name": f"居民{n}", "building": "3", "unit": "1", "room": f"{n}01"} for n in range(1, 6)]
    typed = [*members(people[:5]), {}, *residents]
    assert clerk.post(url(office, "sheets/joint/"), joint(people[14], typed)).status_code == 302
    lines = Endorser.objects.all()
    assert (lines.filter(entry=None).count(), lines.exclude(entry=None).count()) == (5, 5)


def test_a_fault_names_the_row_in_which_it_stands(office: Office, clerk: Client, people: list[RollEntry], contest: Contest) -> None:
    """Row 2 is empty, row 3 has a resident without an address."""
    a_round(office)
    page = text(clerk.post(url(office, "sheets/joint/"), joint(people[14], [*members(people[:1]), {}, {"name": "无址居民"}])))
    assert "第3行" in page
    unchecked = joint(people[14], [*members(people[:9]), {"name": "居民甲", "building": "3", "room": "101"}])
    unchecked.pop("checked")
    assert "尚未核对" in text(clerk.post(url(office, "sheets/joint/"), unchecked))


def test_two_of_one_name_have_to_be_told_apart(office: Office, clerk: Client, people: list[RollEntry], contest: Contest) -> None:
    a_round(office)
    RollEntry.objects.filter(pk=people[1].pk).update(name=people[0].name)
    typed = {"nominee": people[0].name, "contest": "committee"}
    page = text(clerk.post(url(office, "sheets/self/"), typed))
    assert f"{people[0].name}（{people[0].number}）、{people[0].name}（{people[1].number}）" in page
    assert clerk.post(url(office, "sheets/self/"), typed | {"nominee": str(people[0].number)}).status_code == 302
    assert "名册上没有" in text(clerk.post(url(office, "sheets/self/"), typed | {"nominee": "查无此人"}))


def test_the_question_of_a_late_entry_stays_folded_unless_it_was_touched(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    def is_open(page: str) -> bool:
        return "<details" in page and " open" in page.split('class="late-entry"')[1].split(">")[0]

    a_round(office)
    nine = joint(people[14], members(people[:9]))
    assert not is_open(text(clerk.get(url(office, "sheets/joint/"))))
    page = text(clerk.post(url(office, "sheets/joint/"), nine))
    assert "还差1人" in page and not is_open(page)
    for touched in ({"late_reason": "停电"}, {"fact_at": "2026-03-01T09:00"}, {"fact_at": "昨天"}):
        assert is_open(text(clerk.post(url(office, "sheets/joint/"), nine | touched))), touched


def test_a_blank_within_a_name_makes_no_second_person(office: Office, clerk: Client, people: list[RollEntry], contest: Contest) -> None:
    a_round(office)
    spaced = f"{people[0].name[0]}　{people[0].name[1:]}"
    rows = [*members(people[:9]), {"name": spaced}]
    page = text(clerk.post(url(office, "sheets/joint/"), joint(people[14], rows)))
    assert f"{people[0].name}在第1行和第10行重复签名" in page
    assert spaced in page, "what was typed stays as it was typed"
    rows[-1] |= {"identity": "resident", "building": "2幢", "unit": "1", "room": "102"}
    assert 'name="namesakes"' not in text(clerk.get(url(office, "sheets/joint/")))
    page = text(clerk.post(url(office, "sheets/joint/"), joint(people[14], rows)))
    assert f"第1行和第10行的签名都是{people[0].name}" in page and 'name="namesakes"' in page
    assert not Nomination.objects.exists()
    assert clerk.post(url(office, "sheets/joint/"), joint(people[14], rows, namesakes="on")).status_code == 302
    assert Endorser.objects.get(entry=None).name == people[0].name


def test_people_are_found_however_their_names_are_typed(office: Office, clerk: Client, people: list[RollEntry], contest: Contest) -> None:
    a_round(office)
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in str(people[1].number))
    name = people[0].name
    rows = [
        {"nominee": typed, "contest": "committee"}
        for typed in (f"{name[0]} {name[1:]}", full_width, f"{people[2].name}({people[2].number})")
    ]
    assert clerk.post(url(office, "sheets/organisation/"), {"organisation": "第一党支部", **grid(rows, 6)}).status_code == 302
    assert set(Nomination.objects.values_list("nominee__entry", flat=True)) == {entry.pk for entry in people[:3]}
    assert f">{name}<" in text(clerk.get(url(office), {"text": f"{name[0]}　{name[1:]}"}, headers={"HX-Request": "true"}))


def test_an_organisation_recommends_several_and_a_row_without_a_post_is_refused(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    a_round(office)
    rows = [{"nominee": label(entry), "contest": "committee"} for entry in people[:3]]
    faulty = {"organisation": "第一党支部", **grid([*rows, {"nominee": label(people[3])}], 6)}
    assert "请选择职位。" in text(clerk.post(url(office, "sheets/organisation/"), faulty))
    assert not Nomination.objects.exists()
    clerk.post(url(office, "sheets/organisation/"), {"organisation": "第一党支部", **grid(rows, 6)})
    assert set(Nomination.objects.values_list("organisation", flat=True)) == {"第一党支部"}
    assert Nomination.objects.count() == 3
    assert "表内尚未填写" in text(clerk.post(url(office, "sheets/organisation/"), {"organisation": "第一党支部", **grid([], 6)}))


def test_a_sheet_of_several_is_refused_as_a_whole_with_the_row_of_each_fault(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    a_round(office)
    RollEntry.objects.filter(pk__in=[people[1].pk, people[2].pk]).update(disqualified_at=election_now(office.election))
    rows = [{"nominee": label(entry), "contest": "committee"} for entry in people[:3]]
    page = text(clerk.post(url(office, "sheets/organisation/"), {"organisation": "第一党支部", **grid([rows[0], {}, *rows[1:]], 6)}))
    assert f"第3行：{people[1].name}" in page and f"第4行：{people[2].name}" in page and "第1行：" not in page
    assert label(people[0]) in page
    assert not Nominee.objects.exists()


def test_after_the_round_an_organisation_recommends_on_the_reply(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    a_round(office, closed=True)
    rows = {"organisation": "街道党工委", **grid([{"nominee": label(people[0]), "contest": "committee"}], 6)}
    assert not Nomination.objects.exists()
    assert clerk.post(url(office, "sheets/organisation/"), rows).status_code == 200
    approve(office, "too_few_nominees")
    remedy = remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="organisation_recommends")
    assert "sheets/organisation/" in text(clerk.get(url(office)))
    clerk.post(url(office, "sheets/organisation/"), rows)
    assert Nomination.objects.get().remedy == remedy


def test_households_sign_in_a_village(db: None) -> None:
    office = office_with_election(preset="village", phase=Phase.OPEN_NOMINATION)
    people, _contest = add_members(office.election, 2), add_contest(office.election)
    a_round(office)
    clerk = browser_of(office[Role.COMMUNITY_CLERK])
    homes = [{"name": f"户主{n}", "building": "3组", "room": f"{n}号"} for n in range(1, 11)]
    page = text(clerk.post(url(office, "sheets/joint/"), joint(people[0], homes[:9])))
    assert "10户" in page
    assert clerk.post(url(office, "sheets/joint/"), joint(people[0], homes)).status_code == 302


def test_a_sheet_is_struck_with_its_reason(office: Office, clerk: Client, people: list[RollEntry], contest: Contest) -> None:
    nominee = nominate(office, people[:1], contest, steps=("nominated",))[0]
    sheet = nominee.nominations.get()
    assert "这个字段是必填项" in text(clerk.post(url(office, f"sheets/{sheet.pk}/strike/"), {"reason": ""}))
    answer = clerk.post(url(office, f"sheets/{sheet.pk}/strike/"), {"reason": "重复登记"})
    assert answer.headers["Location"] == url(office, f"nominees/{nominee.pk}/")
    sheet.refresh_from_db()
    assert sheet.struck_reason == "重复登记"


def test_the_close_asks_for_figures_that_fit(office: Office, clerk: Client, people: list[RollEntry], contest: Contest) -> None:
    a_round(office)
    nominate(office, people[:3], contest)
    office.pass_time(days=6)
    page = text(clerk.post(url(office, "close/"), {"members": "16", "residents": "3"}))
    assert "16" in page
    assert NominationRound.objects.filter(closed_at=None).exists()
    clerk.post(url(office, "close/"), {"members": "14", "residents": "3"})
    assert NominationRound.objects.get().members_took_part == 14


def test_closing_below_the_target_is_asked_about_because_it_cannot_be_taken_back(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    a_round(office)
    office.pass_time(days=6)
    assert 'name="below_target"' not in text(clerk.get(url(office, "close/")))
    page = text(clerk.post(url(office, "close/"), {"members": "9", "residents": "3"}))
    assert "参与率60.00%，未达到85%的要求" in page and "结束后不能撤回" in page and 'name="below_target"' in page
    assert 'value="9"' in page
    assert NominationRound.objects.filter(closed_at=None).exists()
    clerk.post(url(office, "close/"), {"members": "9", "residents": "3", "below_target": "on"})
    assert NominationRound.objects.get().members_took_part == 9
    page = text(clerk.get(url(office)))
    assert "未达到85%的要求" in page and "请联系尚未参与" not in page


def test_what_is_short_says_of_which_post_and_what_can_still_come_in(
    office: Office, clerk: Client, people: list[RollEntry], contest: Contest
) -> None:
    """Nobody is named yet for a post, another has too few, and only while sheets are taken more may come."""
    add_contest(office.election, "secretary", 1)
    more = "仍可继续接收推荐"
    assert "海推尚未开始接收推荐" in text(clerk.get(url(office)))
    found = a_round(office)
    nominate(office, people[:2], contest)
    page = text(clerk.get(url(office)))
    assert more in page and "书记：名单上没有人选" in page and "委员应选3人，现有2人" in page
    office.pass_time(days=6)
    page = text(clerk.get(url(office)))
    assert more not in page and "此后收到的不计" in page
    NominationRound.objects.filter(pk=found.pk).update(
        closed_at=election_now(office.election), members_took_part=14, members_of=15, residents_took_part=0
    )
    page = text(clerk.get(url(office)))
    assert more not in page and "海推已结束，不再接收推荐" in page


def test_the_list_asks_the_database_as_often_for_fifty_as_for_one(office: Office, clerk: Client, contest: Contest) -> None:
    clerk.get(url(office))
    asked = set()
    for more in (1, 2, 47):
        nominate(office, add_members(office.election, more), contest)
        asked.add(queries(clerk, url(office)))
    assert len(asked) == 1
