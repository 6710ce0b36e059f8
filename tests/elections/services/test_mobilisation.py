from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from elections.models import AuditEvent, Contact, Decision, LeaderPresence, MilestoneRecord, PublicityItem, RollEntry, Training
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.mobilisation import (
    GatheringFigures,
    contact_figures,
    leaders,
    members_not_reached,
    members_to_fetch,
    publicity_figures,
    publicity_of_cycle,
    training_figures,
)
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.decisions import Minutes
from elections.services.files import store_file
from elections.services.leading_groups import GroupSeat, assign_leader, record_presence_of_leader, set_leading_group
from elections.services.mobilisation import (
    Attempt,
    Attendance,
    Gathering,
    add_training_sheet,
    choose_meeting_date,
    record_contact,
    record_mobilisation_meeting,
    record_publicity,
    record_training,
)
from tests.factories.notices import first_notice
from tests.factories.office import SHANGHAI, Office, add_members, another_community, office_with_election

pytestmark = pytest.mark.django_db

SEATS = [
    GroupSeat(name="赵书记", post="党工委书记", part="leader"),
    GroupSeat(name="钱委员", section="organisation", heads_section=True),
    GroupSeat(name="孙干事", section="organisation"),
    GroupSeat(name="李干事", section="publicity", heads_section=True),
]
MINUTES = Minutes(
    body=Decision.Body.MOBILISATION_MEETING, matter="职数、条件、范围", place="社区大会议室", chair="赵书记", due=30, present=25,
    votes_for=25, resolution="一致通过职位职数、任职条件和推荐范围",
)  # fmt: skip


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.MOBILISATION)


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def verbs(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def test_the_street_and_each_community_have_a_group(office: Office) -> None:
    cycle, officer = office.election.cycle, office[Role.STREET_OFFICER]
    street = set_leading_group(cycle, SEATS, actor=officer)
    community = set_leading_group(cycle, SEATS[:1], actor=office[Role.COMMUNITY_SECRETARY], election=office.election)

    assert set_leading_group(cycle, SEATS, actor=officer) == street
    assert [member.name for member in street.members.all()] == ["赵书记", "钱委员", "孙干事", "李干事"]
    changed = set_leading_group(cycle, SEATS[:2], actor=officer)
    street.refresh_from_db()
    community.refresh_from_db()
    assert (street.ended_at is not None, community.ended_at, changed.ended_at) == (True, None, None)
    assert verbs("set_leading_group") == 3


def test_a_group_has_one_leader_and_each_section_one_head(office: Office) -> None:
    seats = [*SEATS[1:3], GroupSeat(name=" ", section="kitchen"), GroupSeat(name="周", section="logistics")]
    with pytest.raises(RuleViolation) as refused:
        set_leading_group(office.election.cycle, seats, actor=office[Role.STREET_OFFICER])
    assert codes(refused) == ["group_leaders", "leader_without_name", "group_part_unknown", "section_heads"]

    with pytest.raises(RuleViolation) as refused:
        set_leading_group(office.election.cycle, SEATS, actor=office[Role.COMMUNITY_SECRETARY])
    assert codes(refused) == ["role_missing"]


def test_the_three_musts_are_recorded_for_leader_and_community(office: Office) -> None:
    officer, election = office[Role.STREET_OFFICER], office.election
    duty = assign_leader(election, actor=officer, name="赵书记", post="党工委书记")
    assert assign_leader(election, actor=officer, name="赵书记", post="党工委书记") == duty
    record_presence_of_leader(duty, "planning", actor=officer)
    record_presence_of_leader(duty, "planning", actor=officer)

    with pytest.raises(RuleViolation) as refused:
        record_presence_of_leader(
            duty, "planning", actor=officer, attended_at=election_now(election) - timedelta(days=1), late_reason="记错日期"
        )
    assert codes(refused) == ["entry_otherwise"]

    [row] = leaders(election.cycle)
    assert (row.attended, row.missing) == (("planning",), ("mobilisation_meeting", "election_meeting"))
    assert (verbs("assign_leader"), verbs("record_presence_of_leader")) == (1, 1)

    other = assign_leader(election, actor=officer, name="钱主任")
    assert [row.duty for row in leaders(election.cycle)] == [other]
    duty.refresh_from_db()
    with pytest.raises(RuleViolation) as refused:
        record_presence_of_leader(duty, "dinner", actor=officer)
    assert codes(refused) == ["occasion_unknown", "leader_duty_ended"]


def test_a_leader_was_there_on_the_day_of_the_meeting(office: Office) -> None:
    add_members(office.election, 30)
    officer, clerk = office[Role.STREET_OFFICER], office[Role.COMMUNITY_CLERK]
    duty = assign_leader(office.election, actor=officer, name="赵书记")
    record_mobilisation_meeting(office.election, MINUTES, Attendance(members=30), actor=clerk)
    office.pass_time(days=1)
    with pytest.raises(RuleViolation) as refused:
        record_presence_of_leader(duty, "mobilisation_meeting", actor=officer)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("presence_on_another_day", {"attended": "2026-03-03", "held": "2026-03-02"})
    ]
    assert not LeaderPresence.objects.exists()


def test_gatherings_are_counted_by_level_and_attendance(office: Office) -> None:
    cycle, officer = office.election.cycle, office[Role.STREET_OFFICER]
    held = datetime(2026, 3, 1, 14, tzinfo=SHANGHAI)
    street = Gathering(kind="training", level="street", topic="业务培训", held_at=held, attended=60)
    record_training(cycle, street, actor=officer)
    record_training(cycle, street, actor=officer)
    with pytest.raises(RuleViolation) as refused:
        record_training(cycle, replace(street, attended=66), actor=officer)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("entry_otherwise", {"field": "attended", "recorded": 60, "typed": 66})
    ]
    for hour in (9, 10):
        community = Gathering(
            kind="training", level="community", topic="选票填写", held_at=held.replace(hour=hour), attended=20, community=office.community
        )
        record_training(cycle, community, actor=officer)
    record_training(cycle, Gathering(kind="exchange", level="street", topic="观摩", held_at=held, attended=50), actor=officer)

    assert training_figures(cycle) == [
        GatheringFigures("training", "street", 1, 60),
        GatheringFigures("training", "community", 2, 40),
        GatheringFigures("exchange", "street", 1, 50),
    ]
    assert verbs("record_training") == 4
    clerk = office[Role.COMMUNITY_CLERK]
    foreign = store_file(office.election, actor=clerk, name="签到表.pdf", content=b"%PDF-1")
    with pytest.raises(RuleViolation) as refused:
        record_training(cycle, replace(street, topic="另一场"), actor=officer, evidence=foreign)
    assert codes(refused) == ["file_elsewhere"]
    with pytest.raises(RuleViolation) as refused:
        store_file(office.street, actor=clerk, name="签到表.pdf", content=b"%PDF-1")
    assert codes(refused) == ["role_missing"]
    bad = Gathering(kind="picnic", level="street", topic="", held_at=held + timedelta(days=30), attended=0, community=office.community)
    with pytest.raises(RuleViolation) as refused:
        record_training(cycle, bad, actor=officer)
    assert codes(refused) == [
        "training_kind_unknown", "training_attended_by_nobody", "training_without_topic", "fact_in_future",
        "training_of_street_in_community",
    ]  # fmt: skip
    with pytest.raises(RuleViolation) as refused:
        record_training(cycle, replace(street, level="branch", topic="支部培训"), actor=officer)
    assert codes(refused) == ["training_of_no_community"]


def test_the_sheet_of_a_training_is_added_once_and_with_it_nothing_else_changes(office: Office) -> None:
    cycle, officer = office.election.cycle, office[Role.STREET_OFFICER]
    held = Gathering(kind="training", level="street", topic="业务培训", held_at=election_now(office.election), attended=60)
    training = record_training(cycle, held, actor=officer)
    sheet, other = (
        store_file(office.street, actor=officer, name=name, content=content)
        for name, content in (("签到表.pdf", b"%PDF-1"), ("另一张.pdf", b"%PDF-2"))
    )
    with pytest.raises(RuleViolation) as refused:
        record_training(cycle, held, actor=officer, evidence=sheet)
    assert codes(refused) == ["training_recorded"]
    for _again in range(2):
        assert add_training_sheet(training, sheet, actor=officer).evidence == sheet
    assert (verbs("record_training"), verbs("add_training_sheet")) == (1, 1)
    assert record_training(cycle, held, actor=officer, evidence=sheet) == training
    foreign = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="签到表.pdf", content=b"%PDF-1")
    for wrong, code in ((other, "training_has_sheet"), (foreign, "training_has_sheet")):
        with pytest.raises(RuleViolation) as refused:
            add_training_sheet(training, wrong, actor=officer)
        assert codes(refused) == [code]
    second = record_training(cycle, replace(held, topic="另一场"), actor=officer)
    for wrong, actor, code in ((foreign, officer, "file_elsewhere"), (other, office[Role.COMMUNITY_CLERK], "role_missing")):
        with pytest.raises(RuleViolation) as refused:
            add_training_sheet(second, wrong, actor=actor)
        assert codes(refused) == [code]
    assert Training.objects.get(pk=second.pk).evidence is None


def test_the_publicity_ledger_adds_up(office: Office) -> None:
    clerk, election = office[Role.COMMUNITY_CLERK], office.election
    done = election_now(election)
    for _again in range(2):
        record_publicity(election, "banner", 30, actor=clerk, place="小区出入口", done_at=done)
    record_publicity(election, "banner", 2, actor=clerk, place="广场")
    record_publicity(election, "letter", 1500, actor=clerk, reached=1500)

    figures = publicity_figures(election)
    assert [(row.kind, row.quantity, row.entries, row.proven) for row in figures] == [("letter", 1500, 1, 0), ("banner", 32, 2, 0)]
    assert publicity_of_cycle(election.cycle) == figures
    with pytest.raises(RuleViolation) as refused:
        record_publicity(election, "balloon", 0, actor=clerk)
    assert codes(refused) == ["publicity_kind_unknown", "publicity_quantity"]
    assert PublicityItem.objects.count() == 3


def test_every_member_is_reached_and_what_is_learned_stands_on_the_roll(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    first, second, third, fourth = add_members(election, 4)
    record_contact(
        election,
        [
            Attempt(entry=first, manner="visit", reached=True, needs_fetching=True, wish="rest_day", by_name="包干组长"),
            Attempt(entry=second, manner="telephone", reached=True, away=True, wish="working_day"),
            Attempt(entry=third, manner="telephone", reached=False),
        ],
        actor=clerk,
    )
    record_contact(election, [Attempt(entry=second, manner="message", reached=True, away=True, wish="rest_day")], actor=clerk)

    figures = contact_figures(election)
    assert (figures.members, figures.reached, figures.tried_only, figures.not_tried) == (4, 2, 1, 1)
    assert (figures.away, figures.needs_fetching, figures.coverage) == (1, 1, Fraction(1, 2))
    assert figures.wishes == {"rest_day": 2}
    assert figures.by_manner == {"visit": 1, "telephone": 1, "message": 1}
    assert list(members_not_reached(election)) == [third, fourth]
    assert list(members_to_fetch(election)) == [first]
    assert RollEntry.objects.get(pk=second.pk).away
    assert verbs("record_contact") == 2


def test_nothing_is_learned_from_somebody_who_was_not_reached(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    [member] = add_members(election, 1)
    [stranger] = add_members(another_community(office), 1)
    attempts = [
        Attempt(entry=member, manner="telephone", reached=False, wish="any"),
        Attempt(entry=member, manner="pigeon", reached=True),
        Attempt(entry=stranger, manner="visit", reached=True),
    ]
    with pytest.raises(RuleViolation) as refused:
        record_contact(election, attempts, actor=clerk)
    assert codes(refused) == ["contact_learned_from_nobody", "contact_manner_unknown", "contact_not_on_roll"]
    with pytest.raises(RuleViolation) as refused:
        record_contact(election, [], actor=clerk)
    assert codes(refused) == ["contact_with_nobody"]
    assert not Contact.objects.exists()


def test_the_mobilisation_meeting_is_held_once_and_adopts(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    add_members(election, 30)
    attendance = Attendance(members=28, residents=113)
    reached = record_mobilisation_meeting(election, MINUTES, attendance, actor=clerk, discussed="职数、资格、范围")

    assert record_mobilisation_meeting(election, MINUTES, attendance, actor=clerk) == reached
    assert (reached.facts["attended"], reached.facts["members"], reached.facts["adopted"]) == (141, 28, MINUTES.resolution)
    assert reached.decision is not None
    assert verbs("record_mobilisation_meeting") == 1
    with pytest.raises(RuleViolation) as refused:
        record_mobilisation_meeting(election, MINUTES, Attendance(members=20), actor=clerk)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("entry_otherwise", {"field": "members", "recorded": 28, "typed": 20}),
        ("entry_otherwise", {"field": "residents", "recorded": 113, "typed": 0}),
    ]
    with pytest.raises(RuleViolation) as refused:
        record_mobilisation_meeting(election, replace(MINUTES, votes_for=24), attendance, actor=clerk)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("minutes_otherwise", {"field": "votes_for", "recorded": 25, "typed": 24})
    ]


def test_minutes_that_do_not_carry_or_do_not_add_up(office: Office) -> None:
    add_members(office.election, 10)
    minutes = Minutes(
        body=Decision.Body.BRANCH_MEETING, matter="职数", place="会议室", chair="赵", due=30, present=24, votes_for=12, resolution="未通过"
    )
    with pytest.raises(RuleViolation) as refused:
        record_mobilisation_meeting(office.election, minutes, Attendance(members=12), actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == [
        "not_carried", "mobilisation_meeting_of_another_body", "mobilisation_voters_over_attendance", "mobilisation_members_over_roll",
    ]  # fmt: skip
    assert not Decision.objects.exists()
    assert not MilestoneRecord.objects.filter(kind=Milestone.MOBILISATION_MEETING_HELD).exists()


def test_the_meeting_is_on_a_rest_day_or_says_why(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(election, date(2026, 4, 17), actor=clerk)
    assert codes(refused) == ["meeting_on_working_day"]
    assert choose_meeting_date(election, date(2026, 4, 17), actor=clerk, reason="多数党员要求").meeting_on == date(2026, 4, 17)
    choose_meeting_date(election, date(2026, 4, 18), actor=clerk)
    choose_meeting_date(election, date(2026, 4, 18), actor=clerk)
    assert verbs("choose_meeting_date") == 2


def test_a_day_that_contradicts_the_notices_or_the_term_is_refused_with_figures(office: Office) -> None:
    election, clerk = office.election, office[Role.COMMUNITY_CLERK]
    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(election, date(2026, 3, 14), actor=clerk)
    assert codes(refused) == ["notice_does_not_fit_day", "term_early_unapproved"]
    third_round = {"round": 3, "length": 5, "posted": "2026-03-12 17:30", "closes": "2026-03-17 17:30", "needed_by": "2026-03-14 00:00"}
    assert refused.value.issues[0].params == third_round

    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(election, date(2026, 3, 2), actor=clerk)
    assert codes(refused) == ["meeting_not_in_future"]
    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(election, date(2026, 7, 4), actor=clerk)
    assert codes(refused) == ["term_postponed_unapproved"]
    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(election, date(2027, 6, 5), actor=clerk)
    assert "term_postponed_unapproved" in codes(refused)
    election.refresh_from_db()
    assert election.meeting_on is None


def test_a_standing_notice_and_the_meeting_day_are_compared() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    first_notice(office)
    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(office.election, date(2026, 3, 7), actor=office[Role.COMMUNITY_CLERK])
    first = refused.value.issues[0]
    assert (first.code, first.params) == ("notice_after_meeting", {"round": 1, "closes": "2026-03-07 17:30", "meeting": "2026-03-07"})


def test_a_year_without_calendar_is_said(office: Office) -> None:
    office.election.cycle.elections.update(term_ends_on=None)
    with pytest.raises(RuleViolation) as refused:
        choose_meeting_date(office.election, date(2027, 4, 17), actor=office[Role.COMMUNITY_CLERK])
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("calendar_year_missing", {"year": 2027})]
