"""The host's desk: the agenda with the next act as its one big button, and the acts behind it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from elections.models import Exclusion, Meeting, MeetingSession, Official, Speech
from elections.permissions import Role
from elections.queries.speeches import speakers
from elections.rules.method import ElectionMethod
from elections.rules.phases import Phase
from elections.services.check_in import check_in
from elections.services.hall_papers import host_script
from elections.services.officials import propose_officials
from elections.services.sessions import adjourn_session, close_session, declare_quorum, open_session
from tests.factories.hall import Hall, approve, hall, whole_meeting
from tests.factories.office import NO_KEY, add_members, office_with_election
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Hall:
    cache.clear()
    return hall()


def page(at: Hall, name: str = "hall", *ids: int) -> str:
    return reverse(f"elections:{name}", args=[at.election.code, *ids])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def press(at: Hall, role: Role, name: str, pk: int, **typed: object) -> Any:
    return browser_of(at[role]).post(page(at, name, pk), typed, follow=True)


def officials(at: Hall) -> None:
    free = at.members[-4:]
    propose_officials(at.meeting, dict(zip(free, ["chief_scrutineer", "scrutineer", "teller", "caller"], strict=True)), actor=at.secretary)


# --- who sees what ------------------------------------------------------------------------------------------------


def test_a_teller_sees_the_own_station_and_no_agenda(at: Hall) -> None:
    shown = text(browser_of(at[Role.TELLER]).get(page(at)))
    assert "大会议程" not in shown
    assert "主持席" not in shown
    assert page(at, "check_in") not in shown
    assert page(at, "projector") in shown
    assert page(at, "rounds") not in shown


def test_the_street_looks_on(at: Hall) -> None:
    shown = text(browser_of(at[Role.STREET_OFFICER]).get(page(at)))
    assert "大会议程" in shown
    assert page(at, "open_session", at.meeting.pk) not in shown
    assert page(at, "rounds") in shown


def test_the_check_in_clerk_finds_the_check_in(at: Hall) -> None:
    shown = text(browser_of(at[Role.CHECK_IN_CLERK]).get(page(at)))
    assert page(at, "check_in") in shown
    assert "大会议程" not in shown


def test_who_has_no_role_in_the_hall_is_sent_away(at: Hall) -> None:
    assert browser_of(at[Role.OBSERVER]).get(page(at)).status_code == 403
    assert browser_of(at[Role.CHECK_IN_CLERK]).post(page(at, "open_session", at.meeting.pk)).status_code == 403


def test_another_office_sees_nothing(at: Hall) -> None:
    other = office_with_election(code="other")
    assert browser_of(other[Role.HOST]).get(page(at)).status_code == 404


def test_another_elections_meeting_and_session_are_not_there(at: Hall) -> None:
    other = hall(code="second")
    session = open_session(other.meeting, actor=other[Role.HOST])
    assert browser_of(at[Role.HOST]).get(page(at, "open_session", other.meeting.pk)).status_code == 404
    for name in ("declare_quorum", "vote_on_exclusions", "adopt_method", "approve_officials", "adjourn_session", "close_session"):
        assert browser_of(at[Role.HOST]).get(page(at, name, session.pk)).status_code == 404


def test_before_the_meeting_the_acts_say_not_now(at: Hall) -> None:
    at.office.election.phase = "candidacy"
    at.office.election.save(update_fields=["phase"])
    assert browser_of(at[Role.HOST]).get(page(at, "open_session", at.meeting.pk)).status_code == 409


# --- the agenda ---------------------------------------------------------------------------------------------------


def test_one_thing_after_another(at: Hall) -> None:
    officials(at)
    host = browser_of(at[Role.HOST])
    assert page(at, "open_session", at.meeting.pk) in text(host.get(page(at)))
    assert "会议已开始" in text(press(at, Role.HOST, "open_session", at.meeting.pk))
    session = at.session
    assert page(at, "declare_quorum", session.pk) in text(host.get(page(at)))
    refused = text(press(at, Role.HOST, "declare_quorum", session.pk))
    assert "还差16人" in refused
    check_in(session, at.members, actor=at[Role.CHECK_IN_CLERK])
    assert "到会20人，达到应到会20人的五分之四（16人），会议有效。" in text(press(at, Role.HOST, "declare_quorum", session.pk))
    adopted = press(
        at, Role.HOST, "adopt_method", session.pk, ballot="number", further_candidates="new", votes_for=18, against=1, abstained=1
    )
    assert "选举办法已通过" in text(adopted)
    at.meeting.refresh_from_db()
    assert at.meeting.adopted_method == ElectionMethod(ballot="number", further_candidates="new", further_margin=False)
    pins = text(press(at, Role.HOST, "approve_officials", session.pk, votes_for=20, against=0, abstained=0))
    assert pins.count("slip-pin") == 2
    assert "slip-pin" not in text(press(at, Role.HOST, "approve_officials", session.pk, votes_for=20, against=0, abstained=0))
    assert reverse("elections:rounds", args=[at.election.code]) in text(host.get(page(at)))
    prepared = text(browser_of(at.secretary).get(page(at, "meeting")))
    assert prepared.count("签字码已交付") == 2 and "口令" not in prepared, "one word for it, at the desk and in the hall"


def test_more_hands_than_people_are_refused_and_stay_typed(at: Hall) -> None:
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members, actor=at[Role.CHECK_IN_CLERK])
    declare_quorum(session, actor=at[Role.HOST])
    refused = text(
        press(at, Role.HOST, "adopt_method", session.pk, ballot="number", further_candidates="new", votes_for=19, against=3, abstained=0)
    )
    assert "多于到会20人" in refused
    assert 'value="19"' in refused
    assert not MeetingSession.objects.get(pk=session.pk).meeting.method


def test_before_the_election_has_come_to_the_meeting_the_host_reads_who_takes_it_there(at: Hall) -> None:
    where, overview = page(at, "hall"), f'href="/desk/e/{at.election.code}/"'
    election = at.election
    election.phase = Phase.CANDIDACY
    election.save()
    shown = text(browser_of(at[Role.HOST]).get(where))
    assert "选举尚未进入“选举大会”。请先由社区在选举总览页办理" in shown
    assert overview not in shown and "改期或更换地点" not in shown
    assert overview in text(browser_of(at[Role.COMMUNITY_CLERK]).get(where))
    election.phase = Phase.MEETING
    election.save()
    assert "选举尚未进入" not in text(browser_of(at[Role.HOST]).get(where))
    assert "改期或更换地点" in text(browser_of(at[Role.COMMUNITY_CLERK]).get(where))


def test_the_meeting_votes_on_each_exclusion(at: Hall) -> None:
    people = at.members[:2]
    for entry in people:
        Exclusion.objects.create(
            entry=entry, category="bedridden", proposed_at=at.election.opened_at, proposed_by=at[Role.COMMUNITY_SECRETARY]
        )
    approve(at.office, "exclusions")
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members[2:], actor=at[Role.CHECK_IN_CLERK])
    shown = text(browser_of(at[Role.HOST]).get(page(at, "vote_on_exclusions", session.pk)))
    assert all(entry.name in shown for entry in people)
    accepted = Exclusion.objects.get(entry=people[0]).pk
    press(at, Role.HOST, "vote_on_exclusions", session.pk, accepted=[accepted], votes_for=18, against=0, abstained=0)
    assert Exclusion.objects.get(entry=people[0]).state == "approved"
    assert Exclusion.objects.get(entry=people[1]).state == "withdrawn"
    assert at.session.due_fixed == 19


def test_whoever_is_in_the_hall_is_named_before_and_after_the_vote_on_exclusions(at: Hall) -> None:
    here, away = at.members[0], at.members[1]
    proposed = [
        Exclusion.objects.create(
            entry=entry, category="bedridden", proposed_at=at.election.opened_at, proposed_by=at[Role.COMMUNITY_SECRETARY]
        ).pk
        for entry in (here, away)
    ]
    approve(at.office, "exclusions")
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, [here, *at.members[2:]], actor=at[Role.CHECK_IN_CLERK])
    shown = text(browser_of(at[Role.HOST]).get(page(at, "vote_on_exclusions", session.pk)))
    assert f"{here.name}（已签到到会" in shown
    assert f"{away.name}（已签到到会" not in shown
    done = text(press(at, Role.HOST, "vote_on_exclusions", session.pk, accepted=proposed, votes_for=18, against=0, abstained=0))
    assert f"{here.name}已到会，仍计入：应到会19人，实到会19人。" in done
    assert "19 / 19" in text(browser_of(at[Role.CHECK_IN_CLERK]).get(page(at, "check_in")))


def test_without_a_quorum_the_session_is_adjourned_with_its_reason_ready(at: Hall) -> None:
    session = open_session(at.meeting, actor=at[Role.HOST])
    assert "还差16人" in text(browser_of(at[Role.HOST]).get(page(at, "adjourn_session", session.pk)))
    later = (at.meeting.starts_at + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    press(at, Role.HOST, "adjourn_session", session.pk, reason="到会人数不足", resumes_at=later)
    session.refresh_from_db()
    assert session.adjourned_at is not None
    assert session.resumes_at is not None
    shown = text(browser_of(at[Role.HOST]).get(page(at)))
    assert "到会人数不足" in shown
    assert page(at, "open_session", at.meeting.pk) in shown


def test_a_further_session_adopts_nothing_again(at: Hall) -> None:
    session = at.open()
    adjourn_session(session, actor=at[Role.HOST], reason="停电")
    again = open_session(at.meeting, actor=at[Role.HOST])
    check_in(again, at.members, actor=at[Role.CHECK_IN_CLERK])
    declare_quorum(again, actor=at[Role.HOST])
    shown = text(browser_of(at[Role.HOST]).get(page(at)))
    assert page(at, "adopt_method", again.pk) not in shown
    assert reverse("elections:rounds", args=[at.election.code]) in shown


def test_when_everything_is_settled_the_session_closes_and_results_follow(at: Hall) -> None:
    whole_meeting(at)
    shown = text(browser_of(at[Role.HOST]).get(page(at)))
    assert "本次大会已结束" in shown
    assert at.meeting.sessions.get().closed_at is not None


def test_a_session_is_closed(at: Hall) -> None:
    session = at.open()
    press(at, Role.HOST, "close_session", session.pk)
    session.refresh_from_db()
    assert session.closed_at is not None


def test_no_meeting_convened_leads_to_where_it_is() -> None:
    office = office_with_election(phase=Phase.MEETING)
    shown = text(browser_of(office[Role.HOST]).get(reverse("elections:hall", args=[office.election.code])))
    assert "尚未召集大会" in shown
    assert reverse("elections:meeting", args=[office.election.code]) in shown


def test_the_desk_costs_the_same_for_few_and_for_many(at: Hall, django_assert_max_num_queries: Any) -> None:
    at.open()
    host = browser_of(at[Role.HOST])
    counted = []
    for more in (0, 40):
        added = add_members(at.election, more)
        check_in(at.session, added, actor=at[Role.CHECK_IN_CLERK])
        with django_assert_max_num_queries(200) as asked:
            host.get(page(at))
        counted.append(len(asked))
    assert counted[0] == counted[1]


# --- officials in the meeting -------------------------------------------------------------------------------------


def test_an_official_is_replaced_on_the_page_and_the_new_pin_shown_once(at: Hall) -> None:
    at.open()
    chief = Official.objects.get(role="chief_scrutineer")
    busy = set(Official.objects.values_list("entry_id", flat=True))
    shown = text(browser_of(at[Role.HOST]).get(page(at, "replace_official", chief.pk)))
    free = next(entry for entry in reversed(at.members) if entry.pk not in busy)
    assert free.name in shown
    done = text(press(at, Role.HOST, "replace_official", chief.pk, entry=free.pk, votes_for=20, against=0, abstained=0))
    assert done.count("slip-pin") == 1
    assert Official.objects.serving().get(role="chief_scrutineer").entry == free


def test_a_lost_slip_gets_another_pin(at: Hall) -> None:
    at.open()
    chief = Official.objects.get(role="chief_scrutineer")
    assert "slip-pin" in text(press(at, Role.HOST, "renew_hall_pin", chief.pk))


def test_nobody_is_replaced_while_nothing_sits(at: Hall) -> None:
    close_session(at.open(), actor=at[Role.HOST])
    chief = Official.objects.get(role="chief_scrutineer")
    assert browser_of(at[Role.HOST]).get(page(at, "replace_official", chief.pk)).status_code == 404


# --- speeches -----------------------------------------------------------------------------------------------------


def test_a_candidate_speaks_by_the_clock(at: Hall) -> None:
    session = at.open()
    entry = at.contest("secretary").candidates.get(order=1).entry
    press(at, Role.HOST, "begin_speech", session.pk, kind="speech", speaker=entry.name, entry=entry.pk, minutes=5)
    assert "正在发言" in text(browser_of(at[Role.HOST]).get(page(at, "speeches")))
    assert not Speech.objects.exists()
    second = text(press(at, Role.HOST, "begin_speech", session.pk, kind="questions", speaker="别人"))
    assert entry.name in second
    press(at, Role.HOST, "end_speech", session.pk)
    assert Speech.objects.get().entry == entry
    press(at, Role.HOST, "end_speech", session.pk)
    assert Speech.objects.count() == 1


def test_the_candidates_speak_in_the_order_that_was_drawn(at: Hall) -> None:
    session = at.open()
    ballot = [speaker.entry for speaker in speakers(at.meeting)]
    places = {f"place-{entry.pk}": len(ballot) - place for place, entry in enumerate(ballot)}
    host = browser_of(at[Role.HOST])
    assert page(at, "set_speech_order", at.meeting.pk) in text(host.get(page(at, "speeches")))

    twice = press(at, Role.HOST, "set_speech_order", at.meeting.pk, **places | {f"place-{ballot[0].pk}": 1})
    assert f"共有{len(ballot)}名候选人演讲" in text(twice) and f'value="{len(ballot) - 1}"' in text(twice)
    assert Meeting.objects.get(pk=at.meeting.pk).speech_order == []

    press(at, Role.HOST, "set_speech_order", at.meeting.pk, **places)
    events = at.events()
    press(at, Role.HOST, "set_speech_order", at.meeting.pk, **places)
    assert at.events() == events
    meeting = Meeting.objects.get(pk=at.meeting.pk)
    drawn = list(reversed(ballot))
    assert [speaker.entry for speaker in speakers(meeting)] == drawn
    assert [speaker.name for speaker in host_script(meeting).speakers] == [entry.name for entry in drawn]
    assert "按抽签顺序" in text(host.get(page(at, "speeches")))

    press(at, Role.HOST, "begin_speech", session.pk, kind="speech", speaker=drawn[0].name, entry=drawn[0].pk, minutes=5)
    other = {f"place-{entry.pk}": place for place, entry in enumerate(ballot, start=1)}
    for _ in range(2):  # at the platform, then over
        assert f"{drawn[0].name}已作演讲" in text(press(at, Role.HOST, "set_speech_order", at.meeting.pk, **other))
        press(at, Role.HOST, "end_speech", session.pk)
    assert page(at, "set_speech_order", at.meeting.pk) not in text(host.get(page(at, "speeches")))
    assert [speaker.entry for speaker in speakers(Meeting.objects.get(pk=at.meeting.pk))] == drawn


def test_a_speech_is_entered_without_the_clock(at: Hall) -> None:
    session = at.open()
    began = session.opened_at.strftime("%Y-%m-%dT%H:%M")
    press(at, Role.HOST, "record_speech", session.pk, kind="outgoing_report", speaker="张三", began_at=began, minutes=12)
    assert (Speech.objects.get().speaker, Speech.objects.get().seconds) == ("张三", 720)


def test_a_speech_needs_a_speaker_and_a_kind(at: Hall) -> None:
    session = at.open()
    press(at, Role.HOST, "begin_speech", session.pk, kind="song", speaker="")
    assert "正在发言" not in text(browser_of(at[Role.HOST]).get(page(at, "speeches")))
    assert press(at, Role.TELLER, "begin_speech", session.pk, kind="speech", speaker="张三").status_code == 403
    assert browser_of(at[Role.HOST]).post(page(at, "begin_speech", NO_KEY), {}).status_code == 404


def test_the_agenda_counts_who_has_spoken(at: Hall) -> None:
    at.open()
    assert "0/" in text(browser_of(at[Role.HOST]).get(page(at)))
