from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from elections.models import Appointment, Contest, Election
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.notices import in_words
from elections.rules.phases import Phase
from nominations.forms.slips import WrittenInField
from nominations.models import Nominee, SlipBatch, SlipCount, SlipEntry
from nominations.services.recommendation import enter_recommendation_tally, open_directed_round, open_trust_vote
from tests.factories.nominations import a_list, nominate, slips
from tests.factories.notices import first_notice
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election
from tests.factories.signed_in import browser_of

from .conftest import SignedIn, queries


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)


@pytest.fixture
def contest(office: Office) -> Contest:
    return add_contest(office.election, seats=2)


@pytest.fixture
def nominees(office: Office, contest: Contest) -> list[Nominee]:
    add_members(office.election, 12, membership="none", full_member_on=None, capacities=["building_head"])
    return nominate(office, add_members(office.election, 30)[:3], contest)


@pytest.fixture
def count(office: Office, nominees: list[Nominee]) -> SlipCount:
    return open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK])


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/recommendation/{rest}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(*votes: int, issued: int = 25, returned: int = 23, **more: str) -> dict[str, str]:
    names = {f"committee-{place}": str(number) for place, number in enumerate(votes)}
    return {"issued": str(issued), "returned": str(returned), "committee-valid": str(returned), "committee-void": "0", **names, **more}


def enter(office: Office, count: SlipCount, role: Role, *votes: int, category: str = "member", **more: int) -> SlipBatch:
    names = [candidate["name"] for candidate in count.contests[0]["candidates"]]
    figures = slips(count, {"committee": dict(zip(names, votes, strict=False))}, issued=25, **more)
    return enter_recommendation_tally(count, actor=office[role], category=category, place="礼堂", figures=figures).batch


def test_opened_with_the_electorate_on_the_page(office: Office, as_role: SignedIn, nominees: list[Nominee]) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    page = text(clerk.get(url(office, "open/")))
    assert "<dd>30</dd>" in page
    assert "<dd>12</dd>" in page
    assert clerk.post(url(office, "open/"), {}).headers["Location"] == url(office)
    page = text(clerk.get(url(office)))
    assert "30张" in page
    assert "尚未录入" in page


def test_who_may_read_and_who_may_not(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    for role in (Role.OBSERVER, Role.TELLER, Role.VETTING_DEPARTMENT, Role.GUIDANCE_OFFICER):
        assert as_role(role).get(url(office)).status_code == 403
    assert as_role(Role.STREET_APPROVER).get(url(office)).status_code == 200
    assert as_role(Role.STREET_APPROVER).post(url(office, f"counts/{count.pk}/enter/"), typed(1, 1, 1)).status_code == 403


def test_a_foreign_count_is_not_there(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    foreign = another_community(office)
    Election.objects.filter(pk=foreign.pk).update(phase=Phase.DIRECTED_RECOMMENDATION)
    officer = as_role(Role.STREET_OFFICER)
    assert officer.get(f"/desk/e/{foreign.code}/recommendation/counts/{count.pk}/enter/").status_code == 404
    assert officer.post(f"/desk/e/{foreign.code}/recommendation/counts/{count.pk}/certify/").status_code == 404
    assert as_role(Role.COMMUNITY_CLERK).get(f"/desk/e/{foreign.code}/recommendation/").status_code == 404


def test_in_another_phase_it_says_why_not(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.COMMITTEE_BALLOT)
    answer = as_role(Role.COMMUNITY_CLERK).post(url(office, f"counts/{count.pk}/enter/"), typed(20, 1, 1))
    assert answer.status_code == 409
    assert not SlipEntry.objects.exists()


def test_what_cannot_be_right_is_refused_with_all_figures_kept(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    wrong = typed(20, 1, 1, returned=26, category="member", place="礼堂")
    page = text(clerk.post(url(office, f"counts/{count.pk}/enter/"), wrong))
    assert "收回26张" in page or "26" in page
    assert 'value="礼堂"' in page
    assert not SlipBatch.objects.exists()


def test_names_written_in_are_kept_with_their_votes(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    sheet = typed(20, 1, 1, category="member", place="礼堂")
    page = text(clerk.post(url(office, f"counts/{count.pk}/enter/"), sheet | {"committee-written-in": "张三"}))
    assert "请逐一写明姓名和票数" in page
    clerk.post(url(office, f"counts/{count.pk}/enter/"), sheet | {"committee-written-in": "张三 2、李四1"})
    assert SlipEntry.objects.get().figures["contests"]["committee"]["write_ins"] == {"张三": 2, "李四": 1}


@pytest.mark.parametrize(
    ("written", "votes"),
    [
        ("张 三 ２", {"张三": 2}), ("张三２，李　四：１", {"张三": 2, "李四": 1}), ("欧阳 锋 3", {"欧阳锋": 3}),
        ("John Smith 1", {"John Smith": 1}), ("艾力更•依明巴海 1", {"艾力更·依明巴海": 1}),
        ("张伟（二支部）1", {"张伟（二支部）": 1}), ("", {}),
    ],
)  # fmt: skip
def test_names_on_the_free_lines_are_read_as_clerks_write_them(written: str, votes: dict[str, int]) -> None:
    assert WrittenInField("书记").clean(written) == votes


@pytest.mark.parametrize("written", ["张三", "张三 李四 2", "2", "张三 2 李四", "张三 2、张　三 1"])
def test_what_could_be_another_name_or_number_is_asked_for(written: str) -> None:
    with pytest.raises(ValidationError):
        WrittenInField("书记").clean(written)


def test_a_printed_name_among_the_written_in_is_said_in_words_of_any_stage(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    printed = count.contests[0]["candidates"][0]["name"]
    sheet = typed(20, 1, 1, category="member", place="礼堂") | {"committee-written-in": f"{printed} 2"}
    page = text(as_role(Role.COMMUNITY_CLERK).post(url(office, f"counts/{count.pk}/enter/"), sheet))
    assert f"{printed}已印在票上" in page and "候选人" not in page.split(f"{printed}已印在票上")[1][:40]


def test_the_second_person_sees_nothing_of_the_first(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    batch = enter(office, count, Role.COMMUNITY_CLERK, 19, 17, 3)
    first, second = as_role(Role.COMMUNITY_CLERK), as_role(Role.COMMUNITY_SECRETARY)
    for browser, address in ((second, url(office)), (second, url(office, f"batches/{batch.pk}/enter/")), (first, url(office))):
        page = text(browser.get(address))
        for figure in ("19", "17"):
            assert f'value="{figure}"' not in page
            assert f">{figure}<" not in page
    assert "第二次录入" in text(second.get(url(office)))
    assert "等待另一人录入" in text(first.get(url(office)))
    assert "录入过" in text(first.post(url(office, f"batches/{batch.pk}/enter/"), typed(1, 1, 1)))
    answer = second.post(url(office, f"batches/{batch.pk}/enter/"), typed(19, 17, 3, returned=25))
    assert answer.headers["Location"] == url(office)
    assert "两次录入一致" in text(second.get(url(office)))


def test_the_second_person_who_names_the_place_otherwise_chooses_the_batch(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    first, second = as_role(Role.COMMUNITY_CLERK), as_role(Role.COMMUNITY_SECRETARY)
    address, sheet = url(office, f"counts/{count.pk}/enter/"), typed(20, 1, 1, category="member", place="一号会场")
    assert 'name="which"' not in text(second.get(address))
    assert first.post(address, sheet).status_code == 302
    batch = SlipBatch.objects.get()
    assert 'name="which"' not in text(first.get(address)), "the own batch is not offered"
    page = text(second.post(address, sheet | {"place": "1号会场"}))
    assert "“一号会场”的一批票还在等待第二人录入" in page
    assert 'value="1号会场"' in page and 'value="20"' in page and f'<option value="{batch.pk}">' in page
    wrong = sheet | {"place": "1号会场", "category": "building_head", "which": str(batch.pk)}
    assert "该批票属于另一类别" in text(second.post(address, wrong))
    assert SlipEntry.objects.count() == 1
    assert second.post(address, sheet | {"place": "1号会场", "which": str(batch.pk)}).status_code == 302
    assert [entry.turn for entry in SlipBatch.objects.get().entries.all()] == ["first", "second"]


def test_another_batch_is_another_and_blanks_in_its_place_are_none(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    address, sheet = url(office, f"counts/{count.pk}/enter/"), typed(9, 1, 1, issued=10, returned=10, category="member", place="一号会场")
    as_role(Role.COMMUNITY_CLERK).post(address, sheet)
    more = sheet | {"place": " ２号　 会场", "which": "another"}
    assert as_role(Role.COMMUNITY_SECRETARY).post(address, more).status_code == 302
    assert list(SlipBatch.objects.values_list("place", flat=True)) == ["一号会场", "2号 会场"]


def test_who_can_settle_is_named_the_street_where_the_community_has_nobody_left(
    office: Office, as_role: SignedIn, count: SlipCount
) -> None:
    batch = enter(office, count, Role.COMMUNITY_CLERK, 19, 17, 3)
    street = f"{office[Role.STREET_OFFICER].display_name}（街道）"
    secretary = as_role(Role.COMMUNITY_SECRETARY)
    said = secretary.post(url(office, f"batches/{batch.pk}/enter/"), typed(19, 16, 3, returned=25), follow=True)
    assert f"请由第三人对照原票核定：{street}" in text(said)
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert f"由第三人核定：{street}" in text(clerk.get(url(office)))
    page = text(clerk.get(url(office, f"batches/{batch.pk}/settle/")))
    assert f"应由第三人核定：{street}。" in page and office[Role.COMMUNITY_SECRETARY].display_name not in page
    Appointment.objects.filter(role=Role.STREET_OFFICER).update(ends_at=election_now(office.election))
    assert "请街道另行安排" in text(clerk.get(url(office)))


def test_a_third_person_settles_what_differs(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    batch = enter(office, count, Role.COMMUNITY_CLERK, 19, 17, 3)
    enter(office, count, Role.COMMUNITY_SECRETARY, 19, 16, 3)
    address = url(office, f"batches/{batch.pk}/settle/")
    assert "由第三人核定" in text(as_role(Role.COMMUNITY_CLERK).get(address))
    assert ">16<" not in text(as_role(Role.COMMUNITY_CLERK).get(address))
    officer = as_role(Role.STREET_OFFICER)
    page = text(officer.get(address))
    assert ">17<" in page
    assert ">16<" in page
    assert 'value="19"' in page
    assert officer.post(address, typed(19, 17, 3, returned=25, remark="复点")).status_code == 302
    assert batch.entries.get(turn="settled").remark == "复点"


def test_a_batch_of_the_wrong_category_is_set_aside_and_typed_anew(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    batch = enter(office, count, Role.COMMUNITY_CLERK, 9, 7, 3)
    enter(office, count, Role.COMMUNITY_SECRETARY, 9, 7, 3)
    address = url(office, f"batches/{batch.pk}/aside/")
    clerk, officer = as_role(Role.COMMUNITY_CLERK), as_role(Role.STREET_OFFICER)
    assert address not in text(clerk.get(url(office)))
    assert "须由第三人" in text(clerk.get(address))
    assert "须由第三人对照原票作废" in text(clerk.post(address, {"reason": "类别录错"}))
    assert address in text(officer.get(url(office)))
    page = text(officer.get(address))
    assert "第一次录入" in page and "礼堂" in page and ">9<" not in page
    assert "请说明理由" in text(officer.post(address, {"reason": " "})) or not SlipBatch.objects.exclude(set_aside_at=None).exists()
    assert officer.post(address, {"reason": "应为楼长票"}).headers["Location"] == url(office)
    page = text(officer.get(url(office)))
    assert "已作废，不计票" in page and "应为楼长票" in page and address not in page
    assert "certify/" not in page
    late = text(officer.post(url(office, f"batches/{batch.pk}/enter/"), typed(8, 7, 3, issued=25, returned=23)))
    assert "本摞已作废" in late and 'value="8"' in late, "whoever still types it is told so, and nothing is lost"
    assert SlipBatch.objects.standing().count() == 0
    for browser in (clerk, as_role(Role.COMMUNITY_SECRETARY)):
        sheet = typed(9, 7, 3, issued=12, returned=12, category="building_head", place="礼堂")
        assert browser.post(url(office, f"counts/{count.pk}/enter/"), sheet).status_code == 302
    assert "certify/" in text(officer.get(url(office)))


def test_setting_aside_sent_twice_is_done_once(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    batch = enter(office, count, Role.COMMUNITY_CLERK, 9, 7, 3)
    officer, sent = as_role(Role.STREET_OFFICER), {"reason": "应为楼长票", "once": "a-token"}
    answers = [officer.post(url(office, f"batches/{batch.pk}/aside/"), sent) for _time in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [url(office)] * 2
    assert "只记录一次" in text(officer.get(url(office)))


def test_setting_aside_has_its_roles_its_phase_and_its_election(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    batch = enter(office, count, Role.COMMUNITY_CLERK, 9, 7, 3)
    address = url(office, f"batches/{batch.pk}/aside/")
    for role in (Role.OBSERVER, Role.TELLER, Role.STREET_APPROVER):
        assert as_role(role).post(address, {"reason": "x"}).status_code == 403
    foreign = another_community(office)
    Election.objects.filter(pk=foreign.pk).update(phase=Phase.DIRECTED_RECOMMENDATION)
    assert as_role(Role.STREET_OFFICER).post(f"/desk/e/{foreign.code}/recommendation/batches/{batch.pk}/aside/").status_code == 404
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.COMMITTEE_BALLOT)
    assert as_role(Role.STREET_OFFICER).post(address, {"reason": "x"}).status_code == 409
    batch.refresh_from_db()
    assert batch.set_aside_at is None


def test_figures_are_for_the_street_once_they_are_certified(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    for role in (Role.COMMUNITY_CLERK, Role.COMMUNITY_SECRETARY):
        enter(office, count, role, 19, 17, 3)
    clerk, officer = as_role(Role.COMMUNITY_CLERK), as_role(Role.STREET_OFFICER)
    assert ">19<" not in text(officer.get(url(office)))
    assert "确认计票结果" in text(clerk.get(url(office, f"counts/{count.pk}/certify/")))
    clerk.post(url(office, f"counts/{count.pk}/certify/"), {})
    assert "票数只供街道掌握" in text(clerk.get(url(office)))
    assert ">19<" not in text(clerk.get(url(office)))
    assert ">19<" in text(officer.get(url(office)))
    assert clerk.get(url(office, f"counts/{count.pk}/enter/")).status_code == 404


def test_a_count_that_is_not_complete_is_not_certified(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    enter(office, count, Role.COMMUNITY_CLERK, 19, 17, 3)
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert "certify/" not in text(clerk.get(url(office)))
    assert "礼堂" in text(clerk.post(url(office, f"counts/{count.pk}/certify/"), {}))
    count.refresh_from_db()
    assert count.certified_at is None


def test_the_trust_vote_is_offered_while_the_proposed_list_is_vetted(
    office: Office, as_role: SignedIn, contest: Contest, nominees: list[Nominee]
) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.VETTING)
    clerk = as_role(Role.COMMUNITY_CLERK)
    opens = reverse("nominations:open_trust", args=[office.election.code])
    assert opens not in text(clerk.get(url(office)))
    a_list(office, "preliminary", {contest: nominees}, approved=False)
    assert opens in text(clerk.get(url(office)))


def test_the_trust_vote_says_yes_and_no(office: Office, as_role: SignedIn, nominees: list[Nominee]) -> None:
    trust = open_trust_vote(office.election, actor=office[Role.COMMUNITY_CLERK])
    clerk, secretary = as_role(Role.COMMUNITY_CLERK), as_role(Role.COMMUNITY_SECRETARY)
    figures = {"issued": "20", "returned": "20", "trust-valid": "20", "trust-void": "0"}
    figures |= {f"trust-{place}": "18" for place in range(3)} | {f"trust-{place}-against": "1" for place in range(3)}
    for browser in (clerk, secretary):
        answer = browser.post(url(office, f"counts/{trust.pk}/enter/"), figures | {"category": "member", "place": "一"})
        assert answer.status_code == 302
    assert set(SlipEntry.objects.first().figures["contests"]["trust"]["names"].popitem()[1]) == {18, 1}
    clerk.post(url(office, f"counts/{trust.pk}/certify-trust/"), {})
    trust.refresh_from_db()
    assert trust.certified_at is not None
    assert "不信任" in text(as_role(Role.STREET_OFFICER).get(url(office)))


def test_while_the_first_notice_runs_the_page_and_its_acts_say_from_when_on(db: None) -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    clerk = browser_of(office[Role.COMMUNITY_CLERK])
    assert "最早可于" not in text(clerk.get(url(office)))
    assert "最早可于" not in text(clerk.get(url(office, "open/")))
    notice = first_notice(office)
    begins = f"“定向推荐”最早可于{in_words(notice.closes_at)}公示期满后开始。"
    assert begins in text(clerk.get(url(office)))
    for path in ("open/", "trust/"):
        for answer in (clerk.get(url(office, path)), clerk.post(url(office, path), {})):
            assert answer.status_code == 409
            assert begins in text(answer)
    for place in ("committee-ballot", "candidacy", "nomination", "notices"):
        page = text(browser_of(office[Role.STREET_OFFICER]).get(f"/desk/e/{office.election.code}/{place}/"))
        assert "最早可于" not in page, place
    office.pass_time(days=6)
    assert "最早可于" not in text(clerk.get(url(office)))
    assert not SlipCount.objects.exists()


def test_the_page_asks_as_often_for_fifty_batches_as_for_one(office: Office, as_role: SignedIn, count: SlipCount) -> None:
    entry = enter(office, count, Role.COMMUNITY_CLERK, 19, 17, 3).entries.get()
    clerk = as_role(Role.COMMUNITY_CLERK)
    clerk.get(url(office))
    asked = {queries(clerk, url(office))}
    for more in (2, 47):
        for number in range(more):
            made = SlipBatch.objects.create(count=count, category="member", place=f"{more}-{number}")
            if number % 2:
                SlipBatch.objects.filter(pk=made.pk).update(set_aside_at=entry.entered_at, set_aside_by=entry.entered_by)
            SlipEntry.objects.create(
                batch=made, turn="first", figures=entry.figures, entered_at=entry.entered_at, entered_by=entry.entered_by
            )
        asked.add(queries(clerk, url(office)))
    assert len(asked) == 1
