import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from elections.models import AuditEvent, Document, Election, Job, LateEntry, Notice, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.notices import closed_rounds
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.audit import chain_of
from elections.services.notice_papers import Listed, Wording, wording_of
from elections.services.notices import correct_notice, interrupt_notice, issue_notice, record_notice_closed, send_reminder
from elections.services.objections import Report, receive_objection
from tests.factories.notices import REPORTING, first_notice, listed, move_to
from tests.factories.office import SHANGHAI, Office, add_members, office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def nominees(office: Office) -> list[RollEntry]:
    names = ["黄坤明", "丁薛祥", "王沪宁", "王毅"]
    entries = [add_members(office.election, 1, name=name)[0] for name in names]
    reach_milestone(office.election, Milestone.OPEN_NOMINATION_CLOSED, office[Role.COMMUNITY_CLERK])
    return entries


def events(election: Election, verb: str) -> list[dict[str, object]]:
    return [json.loads(event.raw) for event in AuditEvent.objects.filter(chain__election=election, verb=verb)]


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def test_a_notice_opens_when_posted_and_closes_by_the_terms(office: Office, nominees: list[RollEntry]) -> None:
    notice = issue_notice(office.election, 1, listed(nominees), actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING)

    posted = notice.posted_at.astimezone(SHANGHAI)
    assert posted.date() == datetime(2026, 3, 2, tzinfo=SHANGHAI).date()
    assert posted.time() > datetime(2026, 3, 2, 9, tzinfo=SHANGHAI).time()  # after nine: the first day does not count
    assert notice.closes_at == datetime(2026, 3, 7, 17, 30, tzinfo=SHANGHAI)
    assert (notice.issuer, notice.waits, notice.length, notice.unit) == ("community", True, 5, "day")
    assert [row["name"] for row in notice.people] == ["丁薛祥", "王毅", "王沪宁", "黄坤明"]
    [event] = events(office.election, "issue_notice")
    assert event["figures"]["closes"] == "2026-03-07T17:30+08:00"  # type: ignore[index]


def test_what_is_frozen_is_what_a_notice_may_show(office: Office, nominees: list[RollEntry]) -> None:
    RollEntry.objects.filter(pk=nominees[0].pk).update(telephone="13800001111", suspension="x", identity_tail="1234")
    notice = issue_notice(office.election, 1, listed(nominees), actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING)

    assert notice.people[0].keys() == {
        "entry", "name", "sex", "ethnicity", "birth", "education", "joined", "present_post", "posts", "channels", "note",
    }  # fmt: skip
    assert notice.document is not None
    assert "13800001111" not in notice.document.snapshot
    assert "丁薛祥" in notice.document.snapshot
    assert Job.objects.filter(kind="render_document").count() == 1


def test_secretary_and_deputies_keep_the_approved_order(office: Office, nominees: list[RollEntry]) -> None:
    election, officer = office.election, office[Role.STREET_OFFICER]
    move_to(office, Phase.COMMITTEE_BALLOT, Milestone.COMMITTEE_BALLOT_CERTIFIED)
    huang, ding, hu, wang = nominees
    people = [
        Listed(entry=hu, posts=("committee",)), Listed(entry=huang, posts=("deputy",)),
        Listed(entry=ding, posts=("deputy", "committee")), Listed(entry=wang, posts=("secretary",)),
    ]  # fmt: skip

    notice = issue_notice(election, 3, people, actor=officer, reporting=REPORTING)

    assert [row["name"] for row in notice.people] == ["王毅", "黄坤明", "丁薛祥", "王沪宁"]
    assert notice.issuer == "street"


def test_the_same_notice_again_is_the_same_notice(office: Office, nominees: list[RollEntry]) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    first = issue_notice(office.election, 1, listed(nominees), actor=clerk, reporting=REPORTING)

    assert issue_notice(office.election, 1, listed(nominees[::-1]), actor=clerk, reporting=REPORTING) == first
    assert len(events(office.election, "issue_notice")) == 1
    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 1, listed(nominees[:2]), actor=clerk, reporting=REPORTING)
    assert codes(refused) == ["notice_stands"]


def test_a_notice_waits_for_what_it_announces(office: Office) -> None:
    people = listed(add_members(office.election, 2))
    clerk = office[Role.COMMUNITY_CLERK]

    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 1, people, actor=clerk, reporting=REPORTING)
    assert codes(refused) == ["milestone_missing"]

    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 2, people, actor=office[Role.STREET_OFFICER], reporting=REPORTING)
    assert codes(refused) == ["notice_out_of_phase", "milestone_missing"]
    assert not Notice.objects.exists()
    assert not Document.objects.exists()


def test_it_cannot_be_posted_before_its_matter_was_settled(office: Office, nominees: list[RollEntry]) -> None:
    with pytest.raises(RuleViolation) as refused:
        issue_notice(
            office.election,
            1,
            listed(nominees),
            actor=office[Role.COMMUNITY_CLERK],
            reporting=REPORTING,
            posted_at=datetime(2026, 3, 1, 8, tzinfo=SHANGHAI),
            late_reason="忘记登记",
        )
    assert codes(refused) == ["notice_before_its_matter"]


def test_posted_on_an_earlier_day_leaves_a_late_entry(office: Office, nominees: list[RollEntry]) -> None:
    office.pass_time(days=2)
    posted = datetime(2026, 3, 3, 8, 30, tzinfo=SHANGHAI)
    notice = issue_notice(
        office.election, 1, listed(nominees), actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING, posted_at=posted, late_reason="停电"
    )

    assert notice.closes_at == datetime(2026, 3, 7, 17, 30, tzinfo=SHANGHAI)  # posted before nine, the first day counts
    assert LateEntry.objects.get().act == "issue_notice"


def test_an_earlier_hour_that_wins_a_day_needs_a_reason_and_the_street(office: Office, nominees: list[RollEntry]) -> None:
    office.pass_time(days=1, hours=2)
    clerk, posted = office[Role.COMMUNITY_CLERK], datetime(2026, 3, 3, 8, 30, tzinfo=SHANGHAI)
    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 1, listed(nominees), actor=clerk, reporting=REPORTING, posted_at=posted)
    assert codes(refused) == ["late_reason_missing"]
    assert not Notice.objects.exists()

    notice = issue_notice(
        office.election, 1, listed(nominees), actor=clerk, reporting=REPORTING, posted_at=posted, late_reason="张贴后才回到办公室"
    )

    assert notice.closes_at == datetime(2026, 3, 7, 17, 30, tzinfo=SHANGHAI)
    assert LateEntry.objects.get().confirmed_at is None


def test_an_earlier_hour_that_wins_nothing_needs_none(office: Office, nominees: list[RollEntry]) -> None:
    office.pass_time(days=1, hours=2)
    posted = datetime(2026, 3, 3, 9, 30, tzinfo=SHANGHAI)
    issue_notice(office.election, 1, listed(nominees), actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING, posted_at=posted)
    assert not LateEntry.objects.exists()


def test_a_street_notice_is_issued_by_the_street_alone(office: Office, nominees: list[RollEntry]) -> None:
    move_to(office, Phase.VETTING, Milestone.PRELIMINARY_APPROVED)
    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 2, listed(nominees), actor=office[Role.COMMUNITY_SECRETARY], reporting=REPORTING)
    assert codes(refused) == ["notice_of_street"]

    issue_notice(office.election, 2, listed(nominees), actor=office[Role.STREET_OFFICER], reporting=REPORTING)


def test_roles_and_phases_are_refused_with_nothing_written(office: Office, nominees: list[RollEntry]) -> None:
    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 1, listed(nominees), actor=office[Role.OBSERVER], reporting=REPORTING)
    assert codes(refused) == ["role_missing"]

    move_to(office, Phase.PREPARATION)
    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 1, listed(nominees), actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING)
    assert codes(refused) == ["act_out_of_phase"]
    assert not Notice.objects.exists()


def test_who_may_not_be_listed(office: Office, nominees: list[RollEntry]) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    RollEntry.objects.filter(pk=nominees[1].pk).update(disqualified_at=election.opened_at)
    nominees[1].refresh_from_db()
    stranger = RollEntry(pk=999_999, election_id=election.pk + 1, name="外人", born_on=nominees[0].born_on)
    people = [*listed(nominees[:2]), Listed(entry=nominees[0], posts=("mayor",)), *listed([stranger])]

    with pytest.raises(RuleViolation) as refused:
        issue_notice(election, 1, people, actor=clerk, reporting=REPORTING)
    assert codes(refused) == ["notice_person_out", "notice_person_twice", "notice_post_unknown", "notice_person_elsewhere"]

    with pytest.raises(RuleViolation) as refused:
        issue_notice(election, 1, [], actor=clerk)
    assert codes(refused) == ["notice_without_people", "notice_without_telephone", "notice_without_address"]

    with pytest.raises(RuleViolation) as refused:
        issue_notice(election, 4, people, actor=clerk)
    assert codes(refused) == ["notice_round_unknown"]


def test_a_rule_set_without_the_round_has_no_such_notice() -> None:
    village = office_with_election(preset="village", phase=Phase.CANDIDACY, code="village")
    with pytest.raises(RuleViolation) as refused:
        issue_notice(village.election, 3, [], actor=village[Role.STREET_OFFICER])
    assert codes(refused) == ["notice_round_unknown"]


def test_working_days_skip_weekends_and_holidays_and_a_year_unknown_is_refused() -> None:
    default = office_with_election(preset="regulation-2020", phase=Phase.OPEN_NOMINATION, start=datetime(2026, 4, 2, 8, 0, tzinfo=SHANGHAI))
    assert first_notice(default).closes_at == datetime(2026, 4, 9, 17, 30, tzinfo=SHANGHAI)  # 清明 4 to 6 April

    later = office_with_election(
        preset="regulation-2020", phase=Phase.OPEN_NOMINATION, code="later", start=datetime(2026, 12, 29, 8, 0, tzinfo=SHANGHAI)
    )
    with pytest.raises(RuleViolation) as refused:
        first_notice(later)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("calendar_year_missing", {"year": 2027})]
    assert not Notice.objects.filter(election=later.election).exists()


def test_an_interrupted_notice_is_posted_anew_and_runs_its_whole_time(office: Office) -> None:
    notice = first_notice(office)
    clerk = office[Role.COMMUNITY_CLERK]
    office.pass_time(days=4)
    interrupt_notice(notice, actor=clerk, reason="被风吹落")
    interrupt_notice(notice, actor=clerk, reason="被风吹落")
    office.pass_time(days=10)
    assert closed_rounds(office.election, election_now(office.election)) == frozenset()

    people = [Listed(entry=RollEntry.objects.get(pk=row["entry"]), posts=tuple(row["posts"])) for row in notice.people]
    again = issue_notice(office.election, 1, people, actor=clerk, reporting=REPORTING)

    notice.refresh_from_db()
    assert notice.superseded_by == again
    assert again.closes_at - again.opens_at > timedelta(days=5)
    assert len(events(office.election, "interrupt_notice")) == 1
    office.pass_time(days=6)
    assert closed_rounds(office.election, election_now(office.election)) == frozenset({1})


def test_only_an_open_notice_is_interrupted(office: Office) -> None:
    notice = first_notice(office)
    office.pass_time(days=30)
    with pytest.raises(RuleViolation) as refused:
        interrupt_notice(notice, actor=office[Role.COMMUNITY_CLERK], reason=" ")
    assert codes(refused) == ["reason_missing", "notice_not_open_then"]


def test_a_material_correction_begins_anew(office: Office) -> None:
    notice = first_notice(office)
    clerk = office[Role.COMMUNITY_CLERK]
    office.pass_time(days=3)
    people = listed(RollEntry.objects.filter(election=office.election)[:2])
    made = correct_notice(notice, people, actor=clerk, reason="一人退出", material=True)

    notice.refresh_from_db()
    assert notice.superseded_by == made
    assert notice.document is not None and notice.document.superseded_by == made.document
    assert made.closes_at == notice.closes_at + timedelta(days=3)
    paper = Document.objects.get(kind="correction")
    assert "一人退出" in paper.snapshot
    with pytest.raises(RuleViolation) as refused:
        correct_notice(notice, people, actor=clerk, reason="又一次", material=True)
    assert codes(refused) == ["already_superseded"]


def test_a_slip_of_the_pen_leaves_the_time_as_it_is(office: Office) -> None:
    notice = first_notice(office)
    clerk = office[Role.COMMUNITY_CLERK]
    entries = list(RollEntry.objects.filter(election=office.election))
    office.pass_time(days=3)
    made = correct_notice(notice, listed(entries), actor=clerk, reason="标题有误", material=False, wording=Wording(title="更正后的标题"))

    assert (made.opens_at, made.closes_at, made.restarts) == (notice.opens_at, notice.closes_at, False)
    with pytest.raises(RuleViolation) as refused:
        correct_notice(made, listed(entries[:1]), actor=clerk, reason="", material=False)
    assert codes(refused) == ["reason_missing", "correction_is_material"]


def test_a_person_with_an_open_objection_is_not_on_the_next_list(office: Office) -> None:
    notice = first_notice(office)
    entries = list(RollEntry.objects.filter(election=office.election))
    handler, officer = office[Role.OBJECTION_HANDLER], office[Role.STREET_OFFICER]
    receive_objection(notice, Report(channel="letter", matter="长期外出", entry=entries[0]), actor=handler)
    move_to(office, Phase.VETTING, Milestone.PRELIMINARY_APPROVED)

    with pytest.raises(RuleViolation) as refused:
        issue_notice(office.election, 2, listed(entries), actor=officer, reporting=REPORTING)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("notice_person_held", {"name": entries[0].name})]


def test_the_sweep_records_an_end_and_a_reminder_once(office: Office) -> None:
    notice = first_notice(office)
    with pytest.raises(RuleViolation) as refused:
        record_notice_closed(notice)
    assert codes(refused) == ["notice_still_open"]

    send_reminder(notice)
    send_reminder(notice)
    office.pass_time(days=6)
    record_notice_closed(notice)
    record_notice_closed(notice)

    assert len(events(office.election, "send_reminder")) == len(events(office.election, "record_notice_closed")) == 1
    assert Notice.objects.get().closed_recorded_at is not None


def test_nothing_is_recorded_of_a_notice_that_was_taken_down(office: Office) -> None:
    notice = first_notice(office)
    interrupt_notice(notice, actor=office[Role.COMMUNITY_CLERK], reason="撕毁")
    office.pass_time(days=30)
    for act in (record_notice_closed, send_reminder):
        with pytest.raises(RuleViolation) as refused:
            act(notice)
        assert codes(refused) == ["notice_interrupted"]


def test_every_act_is_chained(office: Office) -> None:
    first_notice(office)
    chain = chain_of(office.street, office.election)
    assert chain.count == chain.events.count()
    assert chain.events.latest("number").hash == chain.head


def test_whoever_stands_on_it_stays_on_its_correction_and_when_it_is_posted_anew(office: Office) -> None:
    notice = first_notice(office)
    clerk, handler = office[Role.COMMUNITY_CLERK], office[Role.OBJECTION_HANDLER]
    people = listed([RollEntry.objects.get(pk=row["entry"]) for row in notice.people])
    receive_objection(notice, Report(channel="letter", matter="长期外出", entry=people[0].entry), actor=handler)

    corrected = correct_notice(notice, people, actor=clerk, reason="电话有误", material=False)
    interrupt_notice(corrected, actor=clerk, reason="被风吹落")
    again = issue_notice(office.election, 1, people, actor=clerk, reporting=REPORTING)

    assert {row["entry"] for row in again.people} == {person.entry.pk for person in people}


def test_a_correction_keeps_what_is_not_corrected(office: Office) -> None:
    clerk, people = office[Role.COMMUNITY_CLERK], listed(add_members(office.election, 2))
    reach_milestone(office.election, Milestone.OPEN_NOMINATION_CLOSED, clerk)
    wording = Wording(basis="根据实施方案，", decided_by="社区党委", decided_on=date(2026, 3, 1))
    notice = issue_notice(office.election, 1, people, actor=clerk, reporting=REPORTING, wording=wording)

    made = correct_notice(notice, people, actor=clerk, reason="地址有误", material=False)

    assert wording_of(made) == replace(wording, title=notice.title)
