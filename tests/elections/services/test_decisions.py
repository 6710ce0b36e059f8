from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from elections.models import AuditEvent, Decision
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.decisions import Minutes, carried_issues, correct_decision, record_decision
from elections.services.files import store_file
from tests.factories.office import another_community, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

MINUTES = Minutes(
    body="community_committee",
    matter="posts_and_seats",
    place="社区会议室",
    chair="丁玥",
    due=7,
    present=6,
    votes_for=5,
    abstained=1,
    resolution="同意设委员7名。",
)


@pytest.fixture
def office():
    return office_with_election()


def test_the_minutes_stand_as_they_were_given(office):
    decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    assert (decision.due, decision.present, decision.votes_for, decision.votes_against, decision.abstained) == (7, 6, 5, 0, 1)
    assert (decision.matter, decision.chair, decision.resolution) == ("posts_and_seats", "丁玥", "同意设委员7名。")
    assert (decision.entered_by, decision.manner) == (office[Role.COMMUNITY_CLERK], "show_of_hands")
    assert decision.held_at == decision.entered_at == AuditEvent.objects.get(verb="record_decision").at


def test_a_second_click_leaves_one_decision(office):
    first = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    assert record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY]) == first
    assert AuditEvent.objects.filter(verb="record_decision").count() == 1
    office.pass_time(days=1)
    assert record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK]) != first
    assert record_decision(office.election, replace(MINUTES, chair="马建国"), actor=office[Role.COMMUNITY_CLERK]).pk


@pytest.mark.parametrize(
    ("change", "issues"),
    [
        ({"present": 8}, [("present_over_due", {"present": 8, "due": 7})]),
        ({"abstained": 2}, [("votes_over_present", {"votes": 7, "present": 6})]),
        ({"votes_for": -1, "abstained": 0}, [("figure_below_zero", {"field": "votes_for", "value": -1})]),
        (
            {"matter": " ", "place": "", "chair": "", "resolution": ""},
            [("minutes_incomplete", {"field": name}) for name in ("matter", "place", "chair", "resolution")],
        ),
    ],
)
def test_minutes_that_do_not_hold_together_are_refused_with_their_figures(office, change, issues):
    with refused(*issues):
        record_decision(office.election, replace(MINUTES, **change), actor=office[Role.COMMUNITY_CLERK])
    assert not Decision.objects.exists()


def test_the_database_holds_the_figures_too(office):
    decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    for change in ({"present": 8}, {"votes_against": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)


def test_a_correction_keeps_the_old_version_and_the_day(office):
    decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    office.pass_time(days=2)
    made = correct_decision(decision, replace(MINUTES, chair="马建国"), actor=office[Role.COMMUNITY_CLERK], reason="主持人写错")
    decision.refresh_from_db()
    assert (decision.superseded_by, decision.chair) == (made, "丁玥")
    assert (made.chair, made.correction_reason, made.held_at) == ("马建国", "主持人写错", decision.held_at)
    with refused(("already_superseded", {})):
        correct_decision(decision, MINUTES, actor=office[Role.COMMUNITY_CLERK], reason="再改")
    with refused(("reason_missing", {})):
        correct_decision(made, MINUTES, actor=office[Role.COMMUNITY_CLERK], reason=" ")


def test_an_old_page_does_not_correct_what_was_corrected(office):
    decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    old = Decision.objects.get(pk=decision.pk)
    correct_decision(decision, replace(MINUTES, chair="马建国"), actor=office[Role.COMMUNITY_CLERK], reason="主持人写错")
    with refused(("already_superseded", {})):
        correct_decision(old, replace(MINUTES, chair="王小燕"), actor=office[Role.COMMUNITY_CLERK], reason="主持人写错")
    assert Decision.objects.filter(superseded_by=None).count() == 1


def test_a_scan_of_another_election_is_refused(office):
    scan = store_file(another_community(office), actor=office[Role.STREET_OFFICER], name="记录.pdf", content=b"%PDF-1.7")
    with refused(("file_elsewhere", {"name": "记录.pdf"})):
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK], scan=scan)


def test_a_meeting_in_the_future_is_refused(office):
    held_at = election_now(office.election) + timedelta(hours=2)
    with refused(("fact_in_future", {"fact": "2026-03-02 11:00", "now": "2026-03-02 09:00"})):
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK], held_at=held_at)


def test_consent_is_more_than_half_of_those_present():
    assert list(carried_issues(replace(MINUTES, present=7, votes_for=4))) == []
    found = list(carried_issues(replace(MINUTES, present=8, due=8, votes_for=4)))
    assert [(issue.code, issue.params) for issue in found] == [("not_carried", {"votes_for": 4, "present": 8})]
    assert Decision(votes_for=4, present=7).carried
    assert not Decision(votes_for=4, present=8).carried
