import re
from dataclasses import replace

from elections.documents import parts
from elections.documents.ballots import BallotContest
from elections.documents.counts import PostValidity
from elections.documents.meetings import MethodPaper
from elections.documents.registry import KINDS
from elections.documents.render import render_html, render_pdf
from elections.documents.results import PlenaryResult
from tests.elections.documents import samples
from tests.elections.documents.printed import text_of


def text(code: str, snapshot: object = None) -> str:
    return re.sub(r"\s", "", text_of(render_pdf(KINDS[code], snapshot or samples.SAMPLES[code]())))  # type: ignore[arg-type]


def test_the_form_keeps_the_figures_apart_and_says_the_rule() -> None:
    found = text("result_report_form")
    assert "13312941288120111" in found.replace("92.50%", "")
    assert "实到会111人，达到应到会120人的五分之四（96人），会议有效。" in found
    assert "收回的选票数等于投票人数，选举有效。" in found
    assert "92.50%" in found
    assert "委员应选5名，候选人7名，差额2名；有效票111张，无效票0张" in found
    assert "另有1人次的另选他人因未投不赞成票而不予计算。" in found


def test_a_meeting_without_quorum_says_so() -> None:
    short = replace(samples.figures(), present=95)
    found = text("attendance_report", replace(samples.attendance_report(), figures=short))
    assert "实到会95人，不足应到会120人的五分之四（96人），会议无效。" in found
    assert short.absent == 25


def test_the_report_says_the_turnout_beside_what_the_plan_wants() -> None:
    said = samples.result_report()
    assert "到会率92.50%。" in text("result_report", said)
    wanted = replace(said, figures=replace(said.figures, target="17/20"))
    assert "到会率92.50%，达到方案要求的85%。" in text("result_report", wanted)
    assert replace(samples.figures(), target="19/20").target_words == "低于方案要求的95%"


def articles(said: MethodPaper) -> str:
    return re.sub(r"<[^>]+>|\s", "", render_html(KINDS["election_method"], said))


def test_the_method_says_in_articles_what_the_program_acts_on() -> None:
    said = samples.election_method()
    assert "不少于应到会人数的五分之四" in text("election_method")
    found = articles(said)
    for words in ("第一条", "第十一条", "将候选人的编号填入相应的岗位", "超过实到会有选举权人数的半数", "赞成110票"):
        assert words in found
    assert "从未当选的候选人中产生，委员候选人的差额仍不少于应选人数的20%" in found and "公布当选名单和得票情况" in found
    draft = replace(
        said,
        vote=None,
        signed_on=None,
        ballot="list",
        further_candidates="blank",
        show_votes=False,
        of_due=True,
        leaders_later=True,
        cascade=True,
    )
    found = articles(draft)
    for words in ("提请大会表决", "赞成的画“○”", "投弃权票的不能另选他人", "超过应到会有选举权人数的半数", "由到会党员直接填写姓名。"):
        assert words in found
    assert "第一次全体会议选举产生" in found and "作为后一职位的候选人" in found
    assert "公布当选名单和" not in found and "委员候选人的差额" not in found
    looser = articles(replace(draft, ballot="sequential", further_candidates="new", further_margin=False, needs_against=False))
    for words in ("按职位依次投票", "重新提名，不再要求差额", "不作任何符号。可以另选他人。"):
        assert words in looser


def test_more_papers_than_voters_void_the_ballot() -> None:
    over = parts.BallotFigures(issued=111, voters=111, returned=112, valid=False)
    assert "收回的选票数多于投票人数，选举无效。" in text("ballots_report", replace(samples.ballots_report(), ballots=over))
    fewer = parts.BallotFigures(issued=111, voters=111, returned=110)
    assert "少于投票人数，选举有效。" in text("ballots_report", replace(samples.ballots_report(), ballots=fewer))
    issued = parts.BallotFigures(issued=110, voters=111, returned=111, valid=False)
    assert "多于发出的选票数，选举无效。" in text("ballots_report", replace(samples.ballots_report(), ballots=issued))


def test_a_paper_with_several_posts_is_valid_or_void_for_each() -> None:
    posts = (PostValidity(post="书记", valid=110, void=1), PostValidity(post="副书记", valid=108, void=3))
    found = text("ballots_report", replace(samples.ballots_report(), valid=0, void=0, by_post=posts))
    assert "职位书记副书记有效票110108无效票13一张选票上有几个职位的，按职位分别计算" in found
    blank = text("ballots_report", replace(samples.ballots_report(), by_post=(PostValidity(post="书记"), PostValidity(post="副书记"))))
    assert "职位书记副书记有效票无效票一张选票" in blank


def test_the_method_of_a_plenary_speaks_of_what_it_elects() -> None:
    held = replace(samples.meeting(), title="中共流水西苑社区纪律检查委员会第一次全体会议", kind="discipline_plenary")
    secretary = BallotContest(post="纪委书记", seats=1, candidates=("丁玥",))
    plenary = replace(samples.election_method(), title=f"{held.title}选举办法", meeting=held, voters="委员", ballot="list")
    found = articles(replace(plenary, contests=(secretary,)))
    assert "书记、副书记报" not in found and "大会" not in found
    assert "委员候选人的差额" not in found and "减少名额" not in found
    assert "纪委书记经同级党的委员会通过后报上级党组织批准。" in found
    leaders = (BallotContest(post="书记", seats=1), BallotContest(post="副书记", seats=1))
    found = articles(replace(plenary, meeting=replace(held, kind="plenary"), contests=leaders))
    assert "书记、副书记报上级党组织批准。" in found and "备案" not in found


def test_who_is_approved_and_who_is_filed_goes_by_the_posts() -> None:
    assert "书记、副书记报上级党组织批准，委员报上级党组织备案。" in text("elected_report")
    of_members = replace(samples.elected_report(), contests=samples.contests()[2:])
    assert "委员报上级党组织备案。" in text("elected_report", of_members)
    assert "批准" not in text("elected_report", of_members)


def test_the_report_asks_approval_for_leaders_and_filing_for_members() -> None:
    found = text("result_report")
    assert "书记、副书记请予审批，委员请予备案" in found
    assert "书记：丁玥" in found
    assert "石龑、叶翀、田旻、冯珺、朱昇当选" in found


def test_how_the_candidates_came_about_is_told_in_figures_where_there_are_any() -> None:
    told = text("result_report", replace(samples.result_report(), process=("公开推荐中，119名党员参与推荐。", "10名符合条件。")))
    assert "公开推荐中，119名党员参与推荐。10名符合条件。" in told
    assert "由党员酝酿确定" not in told
    assert "由党员酝酿确定" in text("result_report")


def test_a_ballot_that_was_held_again_is_told_of() -> None:
    told = "党员大会第一轮投票作废，已重新投票。"
    assert told in text("result_report", replace(samples.result_report(), remark=told))
    assert told in text("result_report_form", replace(samples.result_report_form(), remark=told))


def test_an_indirect_election_tells_of_the_first_plenary() -> None:
    first = samples.contests()[0]
    held = replace(samples.meeting(), title="委员会第一次全体会议", kind="plenary")
    plenary = PlenaryResult(meeting=held, due=7, present=7, contests=(first,))
    found = text("result_report", replace(samples.result_report(), plenaries=(plenary,)))
    assert "委员会第一次全体会议，应到7名，实到7名" in found
    assert "丁玥当选书记" in found


def test_a_run_off_and_a_tie_are_named() -> None:
    committee = samples.contests()[2]
    tied = replace(committee, kind="runoff", tied=("刘祎", "孙犇"), remark="刘祎、孙犇票数相等，再次投票。")
    found = text("count_report", replace(samples.count_report(), contests=(tied,)))
    assert "委员（再次投票）" in found
    assert found.count("票数相等") == 3


def test_the_announcement_hides_votes_unless_told_otherwise() -> None:
    assert "不赞成" not in text("result_announcement")
    assert "不赞成" in text("result_announcement", replace(samples.result_announcement(), contests=samples.contests()))


def test_nobody_elected_is_said() -> None:
    assert "本次投票无人当选。" in text("elected_report", replace(samples.elected_report(), elected=()))
    assert "至少56票" in text("elected_report")
