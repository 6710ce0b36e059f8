import pytest

from elections.documents.registry import KINDS
from elections.documents.render import render_html
from elections.models import Exclusion, LeaderDuty, Official, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.method import ElectionMethod
from elections.services.ballot_papers import next_ballots
from elections.services.check_in import check_in
from elections.services.hall_papers import (
    agenda,
    check_in_list,
    election_method,
    groups_of,
    host_script,
    officials_list,
    tally_sheet,
)
from elections.services.meetings import MeetingCall, convene_meeting, usual_title
from elections.services.officials import propose_officials
from elections.services.organisations import create_organisation
from elections.services.sessions import HandVote, open_session, vote_on_exclusions
from tests.factories.hall import Hall, approve, hall
from tests.factories.office import add_members

pytestmark = pytest.mark.django_db


def two_branches(at: Hall) -> None:
    """The first fifteen members in one branch, the rest in the other."""
    for number, (first, last) in enumerate(((1, 15), (16, 99)), start=1):
        branch = create_organisation(
            at.office.street,
            actor=at[Role.SYSTEM_ADMINISTRATOR],
            parent=at.office.community,
            code=f"b{number}",
            name=f"第{number}党支部",
            title="branch",
        )
        RollEntry.objects.filter(election=at.election, number__gte=first, number__lte=last).update(branch=branch)


def test_everybody_of_the_party_signs_in_the_order_of_the_roll() -> None:
    at = hall()
    add_members(at.election, 2, membership="probationary")
    add_members(at.election, 3, membership="none", capacities=["resident_representative"])
    paper = check_in_list(at.meeting)
    assert [row.number for row in paper.rows] == list(range(1, 23))
    assert [row.name for row in paper.rows[:20]] == [entry.name for entry in at.members]
    assert paper.with_vote == 20
    assert [row.right for row in paper.rows[20:]] == [False, False]
    assert paper.title == "中共京都苑社区委员会换届选举党员大会签到册"


def test_a_branch_has_its_own_list_and_one_branch_alone_has_none() -> None:
    at = hall()
    assert groups_of(at.meeting) == []
    two_branches(at)
    assert groups_of(at.meeting) == ["第1党支部", "第2党支部"]
    second = check_in_list(at.meeting, "第2党支部")
    assert [row.number for row in second.rows] == [16, 17, 18, 19, 20]
    assert (second.group, second.rows[0].branch) == ("第2党支部", "第2党支部")


def test_delegates_alone_sign_at_their_meeting() -> None:
    at = hall()
    at.meeting.kind = "delegates"
    at.meeting.save()
    RollEntry.objects.filter(pk__in=[entry.pk for entry in at.members[:4]]).update(capacities=["member", "meeting_delegate"])
    assert [row.number for row in check_in_list(at.meeting).rows] == [1, 2, 3, 4]


def test_the_list_says_who_is_not_counted_and_who_is_fetched_and_not_why() -> None:
    at = hall()
    exclude_last(at)
    RollEntry.objects.filter(pk=at.members[0].pk).update(needs_fetching=True)
    rows = {row.number: row.remark for row in check_in_list(at.meeting).rows}
    assert (rows[1], rows[2], rows[20]) == ("接送", "", "可不计入")
    assert "卧床" not in check_in_list(at.meeting).to_json()


def exclude_last(at: Hall) -> None:
    approve(at.office, "exclusions")
    exclusion = Exclusion.objects.create(
        entry=at.members[-1], category="bedridden", proposed_at=election_now(at.election), proposed_by=at[Role.COMMUNITY_CLERK]
    )
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members[:-1], actor=at[Role.CHECK_IN_CLERK])
    vote_on_exclusions(session, [exclusion], HandVote(19), actor=at[Role.HOST])


def test_the_host_script_leaves_blank_what_only_the_hall_knows() -> None:
    at = hall()
    script = host_script(at.meeting)
    assert (script.total, script.with_vote, script.due, script.excluded) == (20, 20, 0, 0)
    assert script.chief_scrutineer == "＿＿＿＿"
    assert script.reply == "中共文晖街道工作委员会批复"
    assert script.elects_leaders
    assert script.number_ballot
    assert [(contest.post, contest.seats, list(contest.candidates)) for contest in script.contests] == [
        ("书记", 1, at.names("secretary")),
        ("副书记", 1, at.names("deputy")),
        ("委员", 3, at.names("committee")),
    ]
    assert [speaker.name for speaker in script.speakers] == at.names("secretary") + at.names("deputy") + at.names("committee")


def test_the_host_script_knows_the_officials_the_leader_and_who_is_left_out() -> None:
    at = hall()
    LeaderDuty.objects.create(
        election=at.election, name="王副书记", assigned_at=election_now(at.election), assigned_by=at[Role.STREET_OFFICER]
    )
    propose_officials(
        at.meeting, {at.members[15]: "chief_scrutineer", at.members[16]: "scrutineer", at.members[17]: "teller"}, actor=at.secretary
    )
    exclude_last(at)
    script = host_script(at.meeting)
    assert script.chief_scrutineer == at.members[15].name
    assert (script.scrutineers, script.tellers) == ((at.members[16].name,), (at.members[17].name,))
    assert (script.due, script.excluded, script.leader) == (19, 1, "王副书记")


def test_the_agenda_follows_who_elects_the_secretary() -> None:
    assert agenda(hall().meeting).items == ()
    plenary_elects = hall(preset="regulation-2020", code="changqing").meeting
    indirect = agenda(plenary_elects)
    assert not host_script(plenary_elects).elects_leaders
    assert not any("书记表态" in item for item in indirect.items)
    assert indirect.items[-1] == "奏《国际歌》，宣布大会结束"
    assert indirect.signer == "中共文晖街道京都苑社区委员会"


@pytest.mark.parametrize("preset", ["street-community", "regulation-2020"])
def test_in_a_new_community_the_preparatory_group_presides(preset: str) -> None:
    meeting = hall(preset=preset).meeting
    usual = {"agenda": agenda(meeting), "host_script": host_script(meeting)}
    meeting.election.community.preparatory = True
    for kind, paper in {"agenda": agenda(meeting), "host_script": host_script(meeting)}.items():
        html, before = (render_html(KINDS[kind], said) for said in (paper, usual[kind]))
        assert ("筹备组" in html, "上届委员会" in html) == (True, False), kind
        assert ("筹备组" in before, "上届委员会" in before) == (False, True), kind
    assert "今天由筹备组主持召开" in html


def test_the_officials_stand_by_duty_and_with_the_vote_once_adopted() -> None:
    at = hall()
    teller, chief, caller = at.members[15:18]
    propose_officials(at.meeting, {teller: "teller", chief: "chief_scrutineer", caller: "caller"}, actor=at.secretary)
    proposed = officials_list(at.meeting)
    assert [(line.duty, line.name) for line in proposed.officials] == [
        ("总监票人", chief.name),
        ("计票人", teller.name),
        ("唱票人", caller.name),
    ]
    assert (proposed.vote, proposed.signed_on) == (None, None)
    at.open()
    adopted = officials_list(at.meeting)
    assert Official.objects.approved().count() == 3
    assert adopted.vote is not None and adopted.vote.votes_for == 20


def test_the_method_is_a_draft_from_the_rules_until_the_meeting_adopts_it() -> None:
    at = hall()
    draft = election_method(at.meeting)
    assert draft.title.endswith("选举办法（草案）") and (draft.vote, draft.signed_on) == (None, None)
    assert [(item.post, item.seats, len(item.candidates)) for item in draft.contests] == [("书记", 1, 1), ("副书记", 1, 1), ("委员", 3, 4)]
    assert (draft.ballot, draft.quorum, draft.margin, draft.voters, draft.leaders_later) == ("number", "4/5", "20%", "党员", False)
    at.open(method=ElectionMethod(ballot="number", further_candidates="new", further_margin=False, show_votes=True))
    adopted = election_method(at.meeting)
    assert adopted.title.endswith("选举办法")
    assert (adopted.further_candidates, adopted.further_margin, adopted.show_votes) == ("new", False, True)
    assert adopted.vote is not None and adopted.vote.votes_for == 20


def test_the_method_follows_the_rule_set() -> None:
    indirect = election_method(hall(preset="regulation-2020", code="indirect").meeting)
    village = election_method(hall(preset="village", code="village").meeting)
    assert (indirect.leaders_later, indirect.ballot, indirect.cascade) == (True, "list", False)
    assert (village.leaders_later, village.ballot, village.cascade) == (False, "sequential", True)


def test_the_tally_sheet_has_the_names_of_its_ballot() -> None:
    at = hall()
    (paper,) = next_ballots(at.meeting)
    sheet = tally_sheet(at.meeting, paper, batch="第1批")
    assert sheet.title == "中共文晖街道京都苑社区委员会书记、副书记、委员计票表"
    assert [(contest.post, contest.seats) for contest in sheet.contests] == [("书记", 1), ("副书记", 1), ("委员", 3)]
    assert list(sheet.contests[2].names) == at.names("committee")
    assert (sheet.batch, sheet.free_lines) == ("第1批", 3)


def test_the_discipline_committees_plenary_is_its_own() -> None:
    at = hall()
    titles = {kind: usual_title(at.election, kind) for kind in ("plenary", "discipline_plenary")}
    assert titles == {
        "plenary": "中共文晖街道京都苑社区委员会第一次全体会议",
        "discipline_plenary": "中共文晖街道京都苑社区纪律检查委员会第一次全体会议",
    }
    call = MeetingCall(
        kind="discipline_plenary", title=titles["discipline_plenary"], starts_at=at.meeting.starts_at, place="会议室", chair="张三"
    )
    held = convene_meeting(at.election, call, actor=at.secretary)
    body = "中共文晖街道京都苑社区纪律检查委员会"
    assert (agenda(held).signer, election_method(held).signer, officials_list(held).signer) == (body, body, body)
    assert agenda(at.meeting).signer == "中共文晖街道京都苑社区委员会"
