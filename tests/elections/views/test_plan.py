from datetime import date

import pytest
from django.test import Client

from elections.models import Contest, Election, GroupMember, LeaderPresence, PostsPlan, StoredFile
from elections.permissions import Role
from elections.rules.contests import Posts
from elections.rules.phases import Phase
from elections.services.contests import set_posts
from elections.services.requests import reply_to_request, return_request, submit_request
from tests.factories.office import Office, add_members, another_community, office_with_election
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

TYPED = {"size": "5", "includes_leaders": "1", "deputies": "1", "discipline": "0", "college": "2", "women": "1"}
GROUP = {
    "row-TOTAL_FORMS": "3",
    "row-INITIAL_FORMS": "0",
    "row-0-name": "周敏",
    "row-0-part": "leader",
    "row-1-name": "林晓",
    "row-1-part": "member",
    "row-1-section": "publicity",
    "row-1-heads_section": "on",
    "row-2-part": "member",
}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election()


def place(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/plan/{path}"


def page_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def seats(office: Office) -> list[tuple[str, int, int]]:
    return list(Contest.objects.filter(election=office.election).values_list("post", "seats", "names_at_least"))


def scan(office: Office) -> StoredFile:
    return StoredFile.objects.create(
        office=office.street, election=office.election, sha256="0" * 64, size=1, media_type="application/pdf", name="批复.pdf",
        stored_at=office.election.opened_at,
    )  # fmt: skip


def test_posts_are_set_and_stand_with_their_rules(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "方案尚未填写" in page_of(browser, place(office))
    answer = browser.post(place(office, "posts/"), TYPED)
    assert answer.headers["Location"] == place(office)
    assert seats(office) == [("secretary", 1, 1), ("deputy", 1, 1), ("committee", 3, 4)]
    page = page_of(browser, place(office))
    for words in ("差额不少于20%：应选3名，候选人不少于4名", "第十三条", "党工委票决前不少于2名", "大专及以上学历", "向上级报送"):
        assert words in page


def test_what_was_set_stands_in_the_form(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(place(office, "posts/"), TYPED | {"names_committee": "5", "discipline": "3"})
    plan = PostsPlan.objects.get()
    assert (plan.names, plan.discipline) == ({"committee": 5}, 3)
    page = page_of(browser, place(office, "posts/"))
    assert 'name="names_committee" value="5"' in page
    assert "方案高于规定" in page_of(browser, place(office))


def test_a_refusal_keeps_what_was_typed(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    page = browser.post(place(office, "posts/"), TYPED | {"names_committee": "3", "size": "5"}).content.decode()
    assert "alert-danger" in page
    assert 'name="names_committee" value="3"' in page
    assert seats(office) == []


def test_the_committee_first_is_offered_where_the_ballots_are_in_sequence(db: None) -> None:
    for preset, offered in (("village", True), ("street-community", False), ("regulation-2020", False)):
        office = office_with_election(preset=preset, code=preset)
        browser = browser_of(office[Role.COMMUNITY_CLERK])
        assert ("leaders_from_committee" in page_of(browser, place(office, "posts/"))) is offered


def test_a_village_starts_from_the_composition_of_its_rules(db: None) -> None:
    office = office_with_election(preset="village")
    browser = browser_of(office[Role.COMMUNITY_CLERK])
    assert 'name="age_at_most_45" value="2"' in page_of(browser, place(office, "posts/"))
    browser.post(place(office, "posts/"), TYPED)
    assert "落选的转为委员候选人" in page_of(browser, place(office))


def test_the_plan_goes_to_the_superior_and_comes_into_force(office: Office, as_role: SignedIn) -> None:
    clerk, approver = office[Role.COMMUNITY_CLERK], office[Role.STREET_APPROVER]
    browser = as_role(Role.COMMUNITY_CLERK)
    set_posts(office.election, Posts(size=5), actor=clerk)
    assert "请向上级报送方案" in page_of(browser, place(office))
    request = submit_request(office.election, "plan", actor=clerk, title="关于换届的请示", text="当否，请批示。")
    assert "关于换届的请示" in page_of(browser, place(office))
    refused = browser.post(place(office, "adopt/"))
    assert refused.status_code == 200
    assert "还没有带文号和扫描件的批复" in refused.content.decode()

    return_request(request, actor=approver, text="职数再核")
    assert "职数再核" in page_of(browser, place(office))
    office.pass_time(minutes=1)
    again = submit_request(office.election, "plan", actor=clerk, title="关于换届的请示", text="已核。")
    reply = reply_to_request(again, actor=approver, number="文委〔2026〕3号")
    assert "仅为意见" in page_of(browser, place(office))
    reply.scan = scan(office)
    reply.save()
    assert "文委〔2026〕3号" in page_of(browser, place(office, "adopt/"))
    assert browser.post(place(office, "adopt/")).headers["Location"] == place(office)
    assert "方案已按文委〔2026〕3号批复生效" in page_of(browser, place(office))

    page = browser.post(place(office, "posts/"), TYPED | {"size": "7", "reason": ""}).content.decode()
    assert "alert-danger" in page
    assert browser.post(place(office, "posts/"), TYPED | {"size": "7", "reason": "上级增加职数"}).status_code == 302
    assert "请向上级报送方案" in page_of(browser, place(office))


def test_small_branches_are_told(office: Office, as_role: SignedIn) -> None:
    set_posts(office.election, Posts(size=5), actor=office[Role.COMMUNITY_CLERK])
    assert "名册录入后核对" in page_of(as_role(Role.COMMUNITY_CLERK), place(office))
    add_members(office.election, 5)
    assert "不足7人，只设书记1名" in page_of(as_role(Role.COMMUNITY_CLERK), place(office))


def test_the_day_is_a_rest_day_or_says_why_not(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    page = page_of(browser, place(office, "day/"))
    assert "可选的休息日" in page
    assert "2026-04-04" in page  # the first rest day within 92 days of the end of the term
    assert "2026-03-29" not in page
    refused = browser.post(place(office, "day/"), {"day": "2026-06-03"})
    assert "2026-06-03" in refused.content.decode()
    early = browser.post(place(office, "day/"), {"day": "2026-03-14"}).content.decode()
    assert "第三轮公示尚未张贴：公示5天，最早2026-03-12 17:30张贴，到2026-03-17 17:30才结束" in early
    assert browser.post(place(office, "day/"), {"day": "2026-06-03", "reason": "礼堂周末有安排"}).status_code == 302
    assert "工作日" in page_of(browser, place(office))
    browser.post(place(office, "day/"), {"day": "2026-06-06"})
    office.election.refresh_from_db()
    assert office.election.meeting_on == date(2026, 6, 6)
    assert "休息日" in page_of(browser, place(office))
    assert browser.post(place(office, "day/"), {"day": "2026-03-07"}).status_code == 200  # the notices would not end before it


def test_a_year_without_a_calendar_is_said(office: Office, as_role: SignedIn) -> None:
    office.election.meeting_on = date(2031, 5, 10)
    office.election.save()
    page = page_of(as_role(Role.COMMUNITY_CLERK), place(office))
    assert "2031" in page
    assert "said-error" in page


def test_the_group_is_typed_in_a_grid(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    refused = browser.post(place(office, "group/"), GROUP | {"row-0-part": "member"})
    assert "周敏" in refused.content.decode()
    assert browser.post(place(office, "group/"), GROUP).headers["Location"] == place(office)
    assert GroupMember.objects.count() == 2
    page = page_of(browser, place(office))
    assert "宣传组" in page
    assert "负责人" in page
    assert 'value="周敏"' in page_of(browser, place(office, "group/"))


def test_a_leader_answers_for_the_community_and_is_present_three_times(office: Office, as_role: SignedIn) -> None:
    officer = as_role(Role.STREET_OFFICER)
    assert officer.get(place(office, "leader/present/")).status_code == 404
    officer.post(place(office, "leader/"), {"name": "陆建国", "post": "党工委副书记"})
    assert "尚待到场" in page_of(officer, place(office)) or "陆建国" in page_of(officer, place(office))
    officer.post(place(office, "leader/present/"), {"occasion": "planning"})
    assert LeaderPresence.objects.get().occasion == "planning"
    assert 'value="planning"' not in page_of(officer, place(office, "leader/present/"))
    officer.post(place(office, "leader/"), {"name": "周敏"})
    page = page_of(officer, place(office))
    assert "此前" in page
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert clerk.post(place(office, "leader/"), {"name": "我"}).status_code == 403


@pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.GUIDANCE_OFFICER])
def test_who_reads_and_does_not_write(role: Role, office: Office, as_role: SignedIn) -> None:
    browser = as_role(role)
    page = page_of(browser, place(office))
    assert place(office, "posts/") not in page
    for path in ("posts/", "adopt/", "day/", "group/", "leader/"):
        assert browser.post(place(office, path), TYPED).status_code == 403
    assert not PostsPlan.objects.exists()


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.HOST, Role.AUDIT_ADMINISTRATOR])
def test_who_does_not_read(role: Role, office: Office, as_role: SignedIn) -> None:
    assert as_role(role).get(place(office)).status_code == 403


def test_another_community_is_not_there_and_another_phase_says_so(office: Office, as_role: SignedIn) -> None:
    neighbour = another_community(office)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert browser.get(f"/desk/e/{neighbour.code}/plan/").status_code == 404
    assert browser.post(f"/desk/e/{neighbour.code}/plan/posts/", TYPED).status_code == 404
    office.election.phase = Phase.VETTING
    office.election.save()
    assert "现在不能办理" in page_of(browser, place(office, "posts/"), status=409)
    assert browser.post(place(office, "posts/"), TYPED).status_code == 409


def test_the_number_of_queries_does_not_grow(office: Office, as_role: SignedIn, django_assert_max_num_queries: object) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    set_posts(office.election, Posts(size=5), actor=office[Role.COMMUNITY_CLERK])
    counted = []
    for people in (1, 3, 50):
        rows = {
            f"row-{number}-{field}": value for number in range(people) for field, value in (("name", f"成员{number}"), ("part", "member"))
        }
        browser.post(place(office, "group/"), {"row-TOTAL_FORMS": people, "row-INITIAL_FORMS": 0} | rows | {"row-0-part": "leader"})
        with django_assert_max_num_queries(40) as asked:  # type: ignore[operator]
            page_of(browser, place(office))
        counted.append(len(asked))
    assert GroupMember.objects.filter(group__ended_at=None).count() == 50
    assert counted[0] == counted[1] == counted[2]


def test_the_street_puts_the_end_of_the_term_right(office: Office, as_role: SignedIn) -> None:
    address = place(office, "term/correct/")
    assert "term/correct" not in page_of(as_role(Role.COMMUNITY_CLERK), place(office))
    officer = as_role(Role.STREET_OFFICER)
    assert address in page_of(officer, place(office))
    assert address in page_of(officer, f"/desk/office/cycles/{office.election.cycle.pk}/")
    assert 'value="2026-06-30"' in page_of(officer, address)
    assert officer.post(address, {"term_ends_on": "2026-07-31", "reason": "方案抄错"}).headers["Location"] == place(office)
    page = page_of(officer, place(office))
    assert "本届任期于2026-07-31届满" in page
    assert "方案抄错" in page
    Election.objects.update(term_ends_on=None)
    assert "任期届满日尚未登记" in page_of(officer, place(office))


def test_a_plan_that_cannot_be_is_said_at_once(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    page = browser.post(place(office, "posts/"), TYPED | {"size": "4", "women": "6"}).content.decode()
    assert "“女性”要求至少6名，但班子职数一共只有4名" in page
    assert "党的基层委员会由5至11人组成，不能为4人" in page
    assert 'name="women" value="6"' in page
    assert not PostsPlan.objects.exists()
    # One that was kept before this was asked for.
    set_posts(office.election, Posts(size=5), actor=office[Role.COMMUNITY_CLERK])
    PostsPlan.objects.update(size=2)
    assert "不能为2人" in page_of(browser, place(office))


def test_a_year_whose_holidays_nobody_knows_says_who_enters_them(office: Office, as_role: SignedIn) -> None:
    Election.objects.update(term_ends_on=date(2027, 6, 30))
    page = as_role(Role.COMMUNITY_CLERK).post(place(office, "day/"), {"day": "2027-04-17"}).content.decode()
    assert "由街道的系统管理员在“办公室”的“工作日”中录入" in page
    assert 'value="2027-04-17"' in page
