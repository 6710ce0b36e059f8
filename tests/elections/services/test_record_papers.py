from datetime import timedelta

import pytest

from elections.models import Decision
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.stroke_order import sort_key
from elections.services.decisions import Minutes, correct_decision, record_decision
from elections.services.papers import papers_of_kind
from elections.services.record_papers import closed_roll, meeting_minutes, roll_notice
from tests.factories.hall import Hall, hall, open_hall
from tests.factories.office import add_members

pytestmark = pytest.mark.django_db


def minutes(body: str = "community_committee", matter: str = "研究工作方案", **more: object) -> Minutes:
    said = {"place": "会议室", "chair": "张三", "due": 7, "present": 6, "votes_for": 5, "abstained": 1, "resolution": "同意。"}
    return Minutes(body=body, matter=matter, **said | more)  # type: ignore[arg-type]


def recorded(at: Hall, said: Minutes, **more: object) -> Decision:
    return record_decision(at.election, said, actor=at[Role.COMMUNITY_CLERK], **more)  # type: ignore[arg-type]


def test_one_sitting_is_one_paper_with_every_matter() -> None:
    at = hall()
    first = recorded(at, minutes())
    recorded(at, minutes(matter="研究人选"))
    recorded(at, minutes(body="street_committee", matter="票决"))
    paper = meeting_minutes(first)
    assert paper.title == "中共文晖街道京都苑社区委员会会议记录"
    assert (paper.chair, paper.due, paper.present, paper.entered_at) == ("张三", 7, 6, None)
    assert [matter.title for matter in paper.matters] == ["研究工作方案", "研究人选"]
    vote = paper.matters[0].vote
    assert vote is not None and (vote.votes_for, vote.against, vote.abstained) == (5, 0, 1)
    assert paper.matters[0].resolution == "同意。"
    titles = [offer.title for offer in papers_of_kind(at.election, "meeting_minutes")]
    assert titles == ["中共文晖街道京都苑社区委员会会议记录", "中共文晖街道工作委员会会议记录"]


def test_what_the_members_decided_in_the_hall_is_in_words() -> None:
    at = open_hall()
    (offer,) = papers_of_kind(at.election, "meeting_minutes")
    paper = offer.make()
    assert offer.title == "京都苑社区党员大会记录"
    assert [matter.title for matter in paper.matters] == ["通过选举办法", "通过监票人、计票人、唱票人名单"]  # type: ignore[attr-defined]


def test_minutes_entered_late_say_so_and_a_correction_takes_the_place() -> None:
    at = hall()
    at.office.pass_time(days=3)
    held = election_now(at.election) - timedelta(days=2)
    decision = recorded(at, minutes(), held_at=held, late_reason="补录")
    paper = meeting_minutes(decision)
    assert paper.entered_at is not None and paper.entered_at.date() > paper.held_at.date()
    correct_decision(decision, minutes(votes_for=6, abstained=0), actor=at[Role.COMMUNITY_CLERK], reason="笔误")
    (offer,) = papers_of_kind(at.election, "meeting_minutes")
    assert [matter.vote.votes_for for matter in offer.make().matters] == [6]  # type: ignore[attr-defined]


def test_the_roll_is_posted_by_branch_in_stroke_order_with_those_who_vote() -> None:
    at = hall()
    add_members(at.election, 1, branch_name="第二党支部", name="钱学军")
    add_members(at.election, 1, branch_name="第二党支部", name="钱学军")
    add_members(at.election, 1, branch_name="第二党支部", membership="probationary")
    closed = closed_roll(at.election)
    assert closed is not None
    notice = roll_notice(at.election, closed)
    assert notice.with_vote == 22
    assert [branch.name for branch in notice.branches] == ["全体党员", "第二党支部"]
    assert notice.branches[1].names == ("钱学军（21）", "钱学军（22）")
    assert list(notice.branches[0].names) == sorted((entry.name for entry in at.members), key=sort_key)
    assert (notice.objections_until - notice.closed_on).days == 5
