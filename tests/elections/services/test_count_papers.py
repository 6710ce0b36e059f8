import re

import pytest

from elections.documents.registry import KINDS
from elections.documents.render import render_html
from elections.models import Account, BallotRound
from elections.permissions import Role
from elections.services.check_in import check_in
from elections.services.count_papers import attendance_report, ballots_report, count_report, decided_rounds, elected_report, is_counted
from elections.services.counts import enter_tally, settle_tally
from elections.services.outcomes import decide_outcome
from elections.services.papers import papers_of_kind
from elections.services.rounds import void_round
from tests.factories.hall import Hall, hall, open_hall

pytestmark = pytest.mark.django_db
CODES = ("secretary", "deputy", "committee")


def words(html: str) -> str:
    return re.sub(r"<[^>]+>|\s", "", html)


def winning(at: Hall) -> dict[str, dict[str, int]]:
    committee = at.names("committee")
    return {
        "secretary": {at.names("secretary")[0]: 16},
        "deputy": {at.names("deputy")[0]: 15},
        "committee": {committee[0]: 14, committee[1]: 13, committee[2]: 4},
    }


def voted(at: Hall, present: int = 18) -> BallotRound:
    at.open(present)
    return at.vote(*CODES, votes=winning(at), printed=25)


def test_the_attendance_is_the_one_that_was_read_out() -> None:
    at = hall()
    session = at.open(17)
    check_in(session, at.members[17:19], actor=at[Role.CHECK_IN_CLERK])
    report = attendance_report(session, absent_ill=1, guests=4)
    figures = report.figures
    assert (figures.total, figures.with_vote, figures.excluded, figures.due, figures.present, figures.needed) == (20, 20, 0, 20, 17, 16)
    assert (report.absent_ill, report.absent_otherwise, report.guests) == (1, 2, 4)
    assert report.officials.chief_scrutineer and report.officials.tellers
    assert (report.meeting.kind, report.meeting.place, report.meeting.chair) == ("members", "社区礼堂", "张三")


def test_the_papers_given_out_and_taken_back_add_up() -> None:
    at = hall()
    at.open(18)
    round = at.close(at.round(*CODES, printed=25))
    report = ballots_report(round)
    ballots = report.ballots
    assert ballots.printed == ballots.issued + ballots.spoiled + ballots.left_over == 25
    assert (ballots.issued, ballots.voters, ballots.returned, ballots.left_over) == (18, 18, 18, 7)
    assert report.kept_left_over == 3
    assert report.paper == "中共文晖街道京都苑社区委员会书记、副书记、委员选票"
    assert (report.valid, report.void) == (0, 0)
    posts = ("书记", "副书记", "委员")
    assert [(item.post, item.valid, item.void) for item in report.by_post] == [(post, None, None) for post in posts]
    at.count(round, winning(at))
    assert [(item.post, item.valid, item.void) for item in ballots_report(round).by_post] == [(post, 18, 0) for post in posts]


def test_of_a_round_that_was_declared_void_nothing_is_valid() -> None:
    at = hall()
    at.open(18)
    round = void_round(at.round(*CODES), actor=at[Role.HOST], reason="选票印制有误")
    report = ballots_report(round)
    assert (report.ballots.voided, report.by_post) == (True, ())
    printed = words(render_html(KINDS["ballots_report"], report))
    assert "本轮投票作废，收回的选票不予计票，重新投票。" in printed
    assert "选举有效" not in printed


def test_each_round_has_its_own_titles_with_every_sheet_of_it() -> None:
    at = hall()
    at.open()
    names = at.names("committee")
    void_round(at.round(*CODES), actor=at[Role.HOST], reason="选票印制有误")
    at.vote(*CODES, votes={"secretary": {at.names("secretary")[0]: 16}, "committee": dict(zip(names, (18, 17, 12, 12), strict=True))})
    at.close(at.round("deputy", "committee"))
    body = "中共文晖街道京都苑社区委员会"
    assert [offer.title.removeprefix(body) for offer in papers_of_kind(at.election, "ballots_report")] == [
        "书记、副书记、委员选票分发收回报告单（第1轮投票）",
        "书记、副书记、委员选票分发收回报告单（第2轮投票）",
        "副书记（另行选举）、委员（再次投票）选票分发收回报告单（第3轮投票）",
    ]


def test_one_contest_says_how_many_papers_were_valid() -> None:
    at = open_hall(preset="village")
    round = at.vote("secretary", votes={"secretary": {at.names("secretary")[0]: 19}})
    report = ballots_report(round)
    assert (report.valid, report.void, report.by_post) == (20, 0, ())


def test_the_count_is_printed_before_the_decision_and_names_nobody_elected() -> None:
    at = hall()
    at.open(18)
    round = at.close(at.round(*CODES))
    assert not is_counted(round)
    at.count(round, winning(at))
    assert is_counted(round) and not decided_rounds([round])
    report = count_report(round)
    assert report.ballots.valid
    secretary, _, committee = report.contests
    first = secretary.rows[0]
    assert (first.name, first.votes_for, first.against, first.abstained, first.elected) == (at.names("secretary")[0], 16, 2, 0, False)
    assert [(row.name, row.votes_for) for row in committee.rows] == list(zip(at.names("committee"), (14, 13, 4, 0), strict=True))
    assert (committee.valid, committee.void, committee.seats) == (18, 0, 3)
    assert report.entries == "共1批，每批由两名计票人分别录入，录入一致。"


def test_a_batch_that_the_scrutineer_settled_is_named() -> None:
    at = hall()
    at.open(18)
    round = at.close(at.round(*CODES))
    right = at.totals(round, winning(at), 18)
    wrong = at.totals(round, winning(at) | {"secretary": {at.names("secretary")[0]: 15}}, 18)
    second: Account = at.office.account(Role.TELLER, "second-teller")
    enter_tally(round, 1, actor=at[Role.TELLER], ballots=18, totals=right)
    enter_tally(round, 1, actor=second, ballots=18, totals=wrong)
    settle_tally(round, 1, actor=at[Role.SCRUTINEER], ballots=18, totals=right, reason="重新唱票")
    assert count_report(round).entries == "共1批，每批由两名计票人分别录入，其中1批录入不一致，由监票人当场核对选票后确定。"


def test_the_elected_are_read_out_by_post_and_votes_with_what_comes_next() -> None:
    at = hall()
    round = voted(at)
    report = elected_report(round)
    committee = at.names("committee")
    assert [(row.post, row.person.name, row.votes) for row in report.elected] == [
        ("书记", at.names("secretary")[0], 16),
        ("副书记", at.names("deputy")[0], 15),
        ("委员", committee[0], 14),
        ("委员", committee[1], 13),
    ]
    assert (report.figures.present, report.majority, report.majority_of) == (18, 10, "实到会有选举权人数")
    assert [contest.remark for contest in report.contests] == ["", "", "尚缺委员1名，另行选举。"]
    assert count_report(round).contests[2].elected == (committee[0], committee[1])
    assert report.chair == "张三"


def test_a_tie_is_named_and_a_run_off_asks_for_no_majority() -> None:
    at = open_hall(preset="regulation-2020")
    names = at.names("committee")
    first = at.vote("committee", votes={"committee": dict(zip(names, (18, 17, 16, 15, 11, 11), strict=True))})
    assert elected_report(first).contests[0].remark == f"{names[4]}、{names[5]}得票相等，再次投票。"
    runoff = at.vote("committee", votes={"committee": {names[4]: 12, names[5]: 8}})
    report = elected_report(runoff)
    assert report.majority == 0
    assert [row.person.name for row in report.elected] == [names[4]]


def test_a_second_run_off_says_that_it_is_one() -> None:
    at = open_hall(preset="regulation-2020")
    names = at.names("committee")
    at.vote("committee", votes={"committee": dict(zip(names, (18, 17, 16, 15, 11, 11), strict=True))})
    first = at.vote("committee", votes={"committee": {names[4]: 10, names[5]: 10}})
    second = at.round("committee")
    at.close(second)
    at.count(second, {"committee": {names[4]: 12, names[5]: 8}})
    assert [count_report(round).contests[0].kind_words for round in (first, second)] == ["再次投票", "第二次再次投票"]
    at.decide(second)
    assert elected_report(second).contests[0].kind_words == "第二次再次投票"


def test_more_papers_than_voters_is_no_election() -> None:
    at = hall()
    at.open(18)
    round = at.close(at.round(*CODES), returned=19)
    at.count(round, winning(at))
    decide_outcome(round, actor=at[Role.HOST])
    report = elected_report(round)
    assert report.elected == ()
    assert not count_report(round).ballots.valid
    assert {contest.remark for contest in report.contests} == {"选举无效，重新选举。"}


def test_each_report_is_offered_from_the_moment_it_has_its_figures() -> None:
    at = hall()
    kinds = ("attendance_report", "ballots_report", "count_report", "elected_report")

    def offered() -> list[int]:
        return [len(papers_of_kind(at.election, kind)) for kind in kinds]

    assert offered() == [0, 0, 0, 0]
    at.open(18)
    assert offered() == [1, 0, 0, 0]
    round = at.close(at.round(*CODES))
    assert offered() == [1, 1, 0, 0]
    at.count(round, winning(at))
    assert offered() == [1, 1, 1, 0]
    decide_outcome(round, actor=at[Role.HOST])
    assert offered() == [1, 1, 1, 1]
