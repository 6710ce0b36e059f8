"""签到处: found by name, letters or number; one tap in; nobody is counted twice."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from elections.models import CheckIn, Exclusion, MeetingSession, RollEntry
from elections.permissions import Role
from elections.services.check_in import check_in
from elections.services.sessions import close_session, open_session
from tests.factories.hall import Hall, hall
from tests.factories.office import add_members
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Hall:
    cache.clear()
    return hall()


@pytest.fixture
def session(at: Hall) -> MeetingSession:
    return open_session(at.meeting, actor=at[Role.HOST])


def desk(at: Hall, role: Role = Role.CHECK_IN_CLERK) -> Client:
    return browser_of(at[role])


def page(at: Hall, name: str = "check_in", *ids: int) -> str:
    return reverse(f"elections:{name}", args=[at.election.code, *ids])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def look_for(at: Hall, words: str) -> str:
    return text(desk(at).get(page(at, "check_in_found"), {"q": words}))


def test_nothing_sits_yet(at: Hall) -> None:
    assert "会议尚未开始" in text(desk(at).get(page(at)))
    assert "请先开会" in text(desk(at).post(page(at, "check_in_person", at.members[0].pk), follow=True))


def test_who_may(at: Hall, session: MeetingSession) -> None:
    for role, status in ((Role.CHECK_IN_CLERK, 200), (Role.COMMUNITY_CLERK, 200), (Role.TELLER, 403), (Role.HOST, 403)):
        assert desk(at, role).get(page(at)).status_code == status
    assert desk(at, Role.TELLER).post(page(at, "check_in_person", at.members[0].pk)).status_code == 403


def test_found_by_name_letters_and_number(at: Hall, session: MeetingSession) -> None:
    entry = at.members[4]
    RollEntry.objects.filter(pk=entry.pk).update(pinyin="qwz")
    for words in (entry.name, entry.name[1:], "qw", "QWZ", str(entry.number)):
        assert f">{entry.name}<" in look_for(at, words)
    assert f">{entry.name}<" in text(desk(at).get(page(at), {"letter": "Q"}))
    assert "名册中没有" in look_for(at, "无此人")
    assert "签到" not in look_for(at, "") or "输入姓名" in look_for(at, "")


def test_an_exact_number_is_found_alone(at: Hall, session: MeetingSession) -> None:
    shown = look_for(at, "1")
    assert shown.count('class="found-name"') == 1
    assert f">{at.members[0].name}<" in shown


def test_in_and_undone_and_out(at: Hall, session: MeetingSession) -> None:
    entry = at.members[0]
    assert f"{entry.name}已签到。" in text(desk(at).post(page(at, "check_in_person", entry.pk), follow=True))
    assert "已撤销签到" in text(desk(at).post(page(at, "undo_check_in", entry.pk), follow=True))
    assert not CheckIn.objects.here().exists()
    desk(at).post(page(at, "check_in_person", entry.pk))
    assert f"已离场：{entry.name}" in text(desk(at).post(page(at, "check_out", entry.pk), follow=True))
    assert f"{entry.name}已签到" in text(desk(at).post(page(at, "check_in_person", entry.pk), follow=True))
    assert CheckIn.objects.here().count() == 1


def test_a_second_check_in_says_who_was_faster(at: Hall, session: MeetingSession) -> None:
    entry = at.members[0]
    other = at.office.account(Role.CHECK_IN_CLERK, "second-desk")
    check_in(session, [entry], actor=other)
    events = at.events()
    said = text(desk(at).post(page(at, "check_in_person", entry.pk), follow=True))
    assert "已有人先一步办理：second-desk于" in said
    assert (CheckIn.objects.count(), at.events()) == (1, events + 1), "nobody came, and the attempt is on record"
    again = desk(at)
    again.post(page(at, "check_in_person", at.members[1].pk))
    assert "不重复计数" in text(again.post(page(at, "check_in_person", at.members[1].pk), follow=True))


def test_same_name_is_told_apart(at: Hall, session: MeetingSession) -> None:
    twin = add_members(at.election, 1, name=at.members[0].name)[0]
    shown = look_for(at, twin.name)
    assert shown.count("有同名") == 2
    assert f"{twin.born_on.year}年生" in shown


def test_guests_are_shown_and_not_counted(at: Hall, session: MeetingSession) -> None:
    guest = add_members(at.election, 1, membership="probationary", may_vote=False)[0]
    shown = look_for(at, guest.name)
    assert "列席" in shown
    assert page(at, "check_in_person", guest.pk) not in shown
    assert "列席" in text(desk(at).post(page(at, "check_in_person", guest.pk), follow=True)) or not CheckIn.objects.exists()


def test_who_was_left_out_and_comes_is_counted_in_both_figures(at: Hall) -> None:
    entry = at.members[0]
    secretary = at[Role.COMMUNITY_SECRETARY]
    Exclusion.objects.create(entry=entry, category="bedridden", state="approved", proposed_at=at.election.opened_at, proposed_by=secretary)
    open_session(at.meeting, actor=at[Role.HOST])
    assert "到会即计入" in look_for(at, entry.name)
    assert "/ 19" in text(desk(at).get(page(at, "heads")))
    desk(at).post(page(at, "check_in_person", entry.pk))
    assert "/ 20" in text(desk(at).get(page(at, "heads")))


def test_a_group_from_a_paper_list(at: Hall, session: MeetingSession) -> None:
    check_in(session, at.members[:1], actor=at[Role.CHECK_IN_CLERK])
    shown = text(desk(at).get(page(at, "check_in_group", 1)))
    assert at.members[0].name not in shown
    chosen = [entry.pk for entry in at.members[1:6]]
    assert "本次签到5人" in text(desk(at).post(page(at, "check_in_group", 1), {"people": chosen}, follow=True))
    assert CheckIn.objects.here().count() == 6
    assert desk(at).get(page(at, "check_in_group", 99)).status_code == 404


def test_groups_by_branch_have_their_figures(at: Hall, session: MeetingSession) -> None:
    RollEntry.objects.filter(pk__in=[entry.pk for entry in at.members[:7]]).update(branch_name="第一支部")
    check_in(session, at.members[:3], actor=at[Role.CHECK_IN_CLERK])
    shown = text(desk(at).get(page(at)))
    assert "第一支部" in shown
    assert "3 / 7" in shown


def test_numbers_from_a_list(at: Hall, session: MeetingSession) -> None:
    done = desk(at).post(page(at, "check_in_numbers"), {"numbers": "1-3，5 7、7"}, follow=True)
    assert "本次签到5人" in text(done)
    again = desk(at).post(page(at, "check_in_numbers"), {"numbers": "3-4"}, follow=True)
    assert "本次签到1人" in text(again)
    assert "另有1人此前已签到" in text(again)
    refused = text(desk(at).post(page(at, "check_in_numbers"), {"numbers": "6 777"}))
    assert "777" in refused
    assert "6 777" in refused
    assert CheckIn.objects.here().count() == 6


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1-5，3，4O", "看不懂：4O。"),
        ("１－５、５０Ｏ", "看不懂：50O。"),
        ("12-3", "看不懂：12-3。"),
        ("1 3-", "看不懂：3-。"),
        ("1-99999", "看不懂：1-99999。"),
        ("-", "看不懂：-。"),
        ("第3个，1", "看不懂：第3个。"),
    ],
)
def test_what_is_no_number_is_told_and_nobody_is_checked_in(at: Hall, session: MeetingSession, typed: str, told: str) -> None:
    page_text = text(desk(at).post(page(at, "check_in_numbers"), {"numbers": typed}))
    assert told in page_text and typed in page_text
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("typed", ["３－５", "3 - 5", "3号至5号", "3—5", "3～5", "3\n4;5。"])
def test_a_range_is_read_however_it_is_written(at: Hall, session: MeetingSession, typed: str) -> None:
    assert "本次签到3人" in text(desk(at).post(page(at, "check_in_numbers"), {"numbers": typed}, follow=True))
    assert set(CheckIn.objects.values_list("entry__number", flat=True)) == {3, 4, 5}


def test_who_has_no_vote_is_passed_over_in_a_range_and_named_alone(at: Hall, session: MeetingSession) -> None:
    """A part-time member of the committee to be stands on the roll and is no member here."""
    [part_time] = add_members(at.election, 1, membership="none", capacities=["resident_representative"], may_vote=False)
    [guest] = add_members(at.election, 1, membership="probationary")
    there = page(at, "check_in_numbers")
    alone = text(desk(at).post(there, {"numbers": f"1-3 {part_time.number}"}))
    assert f"{part_time.number}号{part_time.name}在本次会议无选举权，不签到，请删去。" in alone and "名册中没有" not in alone
    only = text(desk(at).post(there, {"numbers": f"{part_time.number}-{guest.number}"}))
    assert f"{part_time.number}号{part_time.name}、{guest.number}号{guest.name}在本次会议无选举权，不签到" in only
    assert not CheckIn.objects.exists()
    done = text(desk(at).post(there, {"numbers": f"18-{guest.number}"}, follow=True))
    assert "本次签到3人" in done
    assert f"{part_time.number}号{part_time.name}、{guest.number}号{guest.name}在本次会议无选举权，未签到。" in done
    gone = text(desk(at).post(there, {"numbers": f"18-{guest.number + 1}"}))
    assert f"名册中没有这些编号：{guest.number + 1}" in gone


def test_after_closing_nothing_sits(at: Hall, session: MeetingSession) -> None:
    close_session(session, actor=at[Role.HOST])
    assert "请先开会" in text(desk(at).post(page(at, "check_in_person", at.members[0].pk), follow=True))
    assert "请先开会" in text(desk(at).post(page(at, "check_in_numbers"), {"numbers": "1"}))
    assert "请先开会" in text(desk(at).post(page(at, "undo_check_in", at.members[0].pk)))


def test_somebody_of_another_election_is_not_there(at: Hall, session: MeetingSession) -> None:
    other = hall(code="second")
    for name in ("check_in_person", "undo_check_in", "check_out"):
        assert desk(at).post(page(at, name, other.members[0].pk)).status_code == 404


def test_the_head_count_alone_keeps_itself_fresh(at: Hall, session: MeetingSession) -> None:
    check_in(session, at.members[:16], actor=at[Role.CHECK_IN_CLERK])
    shown = text(desk(at).get(page(at, "heads"), headers={"HX-Request": "true"}))
    assert "到会16人，达到应到会20人的五分之四（16人），会议有效。" in shown
    assert "到会率80.00%，低于上级党组织批准的公推直选实施方案要求的85%；这是工作目标，不是会议有效的条件。" in shown
    assert "heads-met" in shown


def test_the_page_costs_the_same_for_few_and_for_many(at: Hall, session: MeetingSession, django_assert_max_num_queries: Any) -> None:
    counted = []
    for more in (1, 2, 50):
        check_in(session, add_members(at.election, more), actor=at[Role.CHECK_IN_CLERK])
        with django_assert_max_num_queries(100) as asked:
            desk(at).get(page(at), {"q": "1"})
        counted.append(len(asked))
    assert len(set(counted)) == 1
