"""The ballots of a meeting in the hall: issued by groups, counted by two, signed, decided, until every seat is settled; then the plenaries,
the certified result and the way into the reports."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from elections.models import BallotRound, Contest, Meeting, RollEntry, RoundContest
from elections.permissions import Role
from elections.queries.counts import paper_contests, printed_numbers
from elections.queries.hall import meeting_in_hall
from elections.queries.meetings import who_may_serve
from elections.queries.outcomes import seated_people
from elections.queries.results import contest_states
from elections.rules.ballots import BallotKind, BallotStyle
from elections.rules.ballots import Contest as PaperContest
from elections.rules.phases import Phase
from tests.e2e.story import hall
from tests.e2e.story.desk import Desk, Story

SPARE = 5
MOST_ROUNDS = 9
Votes = dict[str, dict[str, int]]


def vote_and_count(story: Story, *, tie: bool = False) -> None:
    """From the session in which ballots can be opened to the step of the reports. `tie`: the committee's last seat is voted on again."""
    meeting = hall.next_meeting(story)
    vote_until_settled(story, meeting, tie=tie)
    close_session(story)
    for kind in (Meeting.Kind.PLENARY, Meeting.Kind.DISCIPLINE_PLENARY):
        if Contest.objects.filter(election=story.election, stage=kind).exists():
            hold_plenary(story, kind)
    pass_discipline_secretary(story)
    certify(story)
    go_on_to_the_reports(story)


def vote_until_settled(story: Story, meeting: Meeting, *, tie: bool = False) -> None:
    for _round in range(MOST_ROUNDS):
        if all(state.settled for state in contest_states(story.election, meeting.stage)):
            return
        tie = vote(story, tie=tie) and tie
    raise AssertionError([(state.contest.code, state.next) for state in contest_states(story.election, meeting.stage)])


def vote(story: Story, *, tie: bool) -> bool:
    """One round. Whether the tie is still to come."""
    opened = open_round(story)
    issue(story, opened)
    close(story, opened)
    papers = paper_contests(opened)
    tied = tie and any(code == "committee" and paper.kind is BallotKind.FIRST for code, paper in papers.items())
    votes = {code: wanted(paper, ballots_of(opened), tie=tied and code == "committee") for code, paper in papers.items()}
    count(story, opened, votes)
    sign(story, opened)
    decide(story, opened, tied=tied)
    return not tied


def rounds_page(story: Story) -> str:
    return f"/desk/e/{story.code}/hall/rounds/"


def page_of(story: Story, opened: BallotRound) -> str:
    return f"{rounds_page(story)}{opened.pk}/"


def open_round(story: Story) -> BallotRound:
    """Too few papers are refused; then the stack is counted again."""
    host = story.by(Role.HOST).go(rounds_page(story))
    present = hall.session(story).check_ins.here().count()
    box = host.page.get_by_label("印制选票张数").first
    box.fill("1")
    host.press("开始投票")
    host.fill("印制选票张数", str(present + SPARE)).press("开始投票").says("票数核对")
    return BallotRound.objects.select_related("session__meeting__election__cycle").get(closed_at=None)


def issue(story: Story, opened: BallotRound) -> None:
    """The first by name, who gets another paper for a spoiled one; the others group by group."""
    desk = story.by(Role.BALLOT_DESK).go(f"/desk/e/{story.code}/hall/ballots/")
    first = RollEntry.objects.filter(pk__in=opened.session.check_ins.here().values("entry")).order_by("number")[0]
    desk.page.get_by_role("searchbox").fill(str(first.number))
    desk.page.locator("#found").get_by_role("button", name=f"发出 {first.name}").click()
    desk.settle().says(f"{first.name}已领选票")
    desk.page.get_by_role("searchbox").fill(first.name)
    desk.page.locator("#found").get_by_role("link", name=f"更换 {first.name}").first.click()
    desk.settle().press("已收回，发出新选票").says("更换选票")
    groups = desk.page.get_by_role("button", name=re.compile(r"^发出\d+张"))
    while groups.count():
        groups.first.click()
        desk.settle()
    desk.says("已签到人员均已领票")


def close(story: Story, opened: BallotRound) -> None:
    """The figures have to agree; one paper too many left over is refused with both sums."""
    issued = opened.issues.count()
    host = story.by(Role.HOST).go(page_of(story, opened)).follow("开箱，结束投票")
    figures = {"作废选票（张）": 1, "剩余选票（张）": opened.printed - issued, "投票人数": issued, "收回选票（张）": issued}
    for label, figure in figures.items():
        host.fill(label, str(figure))
    host.press("结束投票").says(f"{opened.printed}张")
    host.fill("剩余选票（张）", str(opened.printed - issued - 1)).press("结束投票").says("本轮投票已结束")
    opened.refresh_from_db()


def ballots_of(opened: BallotRound) -> int:
    return opened.papers_returned or 0


def wanted(paper: PaperContest, ballots: int, *, tie: bool) -> dict[str, int]:
    """Votes in favour: as many as there are seats with a clear majority; with a tie two names share the last seat."""
    names, seats = list(paper.candidates), paper.seats
    majority = ballots // 2 + 1
    if paper.kind is BallotKind.RUNOFF:
        return {name: majority if place < seats else ballots - majority for place, name in enumerate(names)}
    if not tie or seats < 2 or len(names) <= seats:
        return {name: ballots - 1 - place % 2 for place, name in enumerate(names[:seats])}
    clear = min(ballots, (seats * ballots - 2 * majority) // (seats - 1))
    votes = dict.fromkeys(names[: seats - 1], clear)
    return votes | dict.fromkeys(names[seats - 1 : seats + 1], majority)


def count(story: Story, opened: BallotRound, votes: Votes) -> None:
    """In the first round the second teller misreads a ballot, which the scrutineer settles; later the first one types as it is called."""
    base = f"{page_of(story, opened)}count/"
    first, second = story.by(Role.TELLER), story.by(Role.TELLER, 1)
    papers = paper_contests(opened)
    differs = opened.number == 1 and not opened.session.meeting.is_plenary
    if differs:
        first.go(base).follow("按计票单录入第1摞")
        type_sheet(first, papers, votes, ballots_of(opened))
    else:
        first.go(base).follow("逐张录入第1摞")
        type_called(first, opened, votes)
    first.says("由另一名计票人再录一遍")
    second.go(base).follow("第二次录入 1")
    type_sheet(second, papers, misread(papers, votes) if differs else votes, ballots_of(opened))
    if differs:
        second.says("由监票人对照选票核定")
        settle(story, opened, papers, votes)
    else:
        second.says("两次录入一致")


def misread(papers: Mapping[str, PaperContest], votes: Votes) -> Votes:
    code = next(iter(papers))
    name = papers[code].candidates[0]
    return votes | {code: votes[code] | {name: votes[code][name] - 1}}


def type_sheet(teller: Desk, papers: Mapping[str, PaperContest], votes: Votes, ballots: int) -> None:
    """With the keyboard alone: each figure and Enter, in the order of the sheet."""
    figures = [ballots]
    for code, paper in papers.items():
        figures += [ballots, 0]
        for name in paper.candidates:
            figures += marks(paper, votes[code].get(name, 0), ballots)
    keyboard = teller.page.keyboard
    for figure in figures:
        keyboard.type(str(figure))
        keyboard.press("Enter")
    teller.press("提交本摞")


def marks(paper: PaperContest, in_favour: int, ballots: int) -> list[int]:
    """赞成, 不赞成, 弃权; where numbers are written into posts only the first."""
    if paper.style is BallotStyle.NUMBER:
        return [in_favour]
    against = min(1, ballots - in_favour)
    return [in_favour, against, ballots - in_favour - against]


def type_called(teller: Desk, opened: BallotRound, votes: Votes) -> None:
    """One line for each ballot that comes to these totals."""
    numbers = {(code, name): number for number, (code, name) in printed_numbers(opened).items()}
    lines: list[list[str]] = [[] for _ in range(ballots_of(opened))]
    for code, paper in paper_contests(opened).items():
        start = 0
        for name in paper.candidates:
            start = call(lines, numbers[code, name], votes[code].get(name, 0), paper, start)
    teller.page.get_by_label("选票（每行一张）").press_sequentially("\n".join(" ".join(line) or "0" for line in lines) + "\n")
    teller.page.locator("#running").get_by_text(f"{len(lines)}张").wait_for()
    teller.press("提交本摞")


def call(lines: list[list[str]], number: int, in_favour: int, paper: PaperContest, start: int) -> int:
    """In favour on so many ballots from `start` on, all round, so that no ballot names more than there are seats; against on one more."""
    size = len(lines)
    for place in range(in_favour):
        lines[(start + place) % size].append(str(number))
    if paper.style is not BallotStyle.NUMBER and in_favour < size:
        lines[(start + in_favour) % size].append(f"-{number}")
    return (start + in_favour) % size


def settle(story: Story, opened: BallotRound, papers: Mapping[str, PaperContest], votes: Votes) -> None:
    """Only what differs is empty; the scrutineer counts it once more."""
    code, paper = next(iter(papers.items()))
    scrutineer = story.by(Role.SCRUTINEER).go(f"{page_of(story, opened)}count/").follow("核定 1")
    scrutineer.says("不一致的项目")
    name = paper.candidates[0]
    words = ("赞成",) if paper.style is BallotStyle.NUMBER else ("赞成", "不赞成", "弃权")
    for word, figure in zip(words, marks(paper, votes[code][name], ballots_of(opened)), strict=True):
        scrutineer.fill(f"{name} {word}", str(figure))
    scrutineer.fill("核查情况", "第二人漏看一张，已对照选票核实。").press("核定本摞").says("本摞已核定")


def sign(story: Story, opened: BallotRound) -> None:
    scrutineer = story.by(Role.SCRUTINEER).go(f"{page_of(story, opened)}count/").follow("签认计票结果")
    scrutineer.fill("监票人签字码", str(story.kept["pin"])).press("签认计票结果").says("计票结果已签认")


def decide(story: Story, opened: BallotRound, *, tied: bool) -> None:
    host = story.by(Role.HOST).go(page_of(story, opened)).press("确定选举结果").says("本轮结果已确定")
    if tied:
        host.says("末位得票相等")
        assert any(state.next == "runoff" for state in contest_states(story.election))
    kinds = set(RoundContest.objects.filter(round=opened).values_list("kind", flat=True))
    if kinds == {"runoff"}:
        host.says("得票多的当选")


def close_session(story: Story) -> None:
    sitting = hall.session(story)
    story.by(Role.HOST).go(f"/desk/e/{story.code}/hall/sessions/{sitting.pk}/close/").press("闭会").says("已闭会")


def hold_plenary(story: Story, kind: str) -> None:
    """Convened, its candidates named, its officials proposed, then as in the hall."""
    result = f"/desk/e/{story.code}/hall/result/"
    clerk = story.by(Role.COMMUNITY_CLERK).go(result).follow("通知召开全体会议")
    starts_at = timezone.localtime(story.now + timedelta(minutes=15))
    clerk.page.get_by_label("会议类型").select_option(value=kind)
    clerk.fill("开始时间", starts_at.strftime("%Y-%m-%dT%H:%M")).fill("地点", "社区会议室").fill("主持人", "张建国")
    clerk.press("召集").says("会议已召集。")
    taken: list[RollEntry] = []
    for contest in Contest.objects.filter(election=story.election, stage=kind):
        people = [entry for entry in seated_people(contest) if entry not in taken][: contest.seats]
        name_candidates(story, contest, people)
        taken += people
    meeting = Meeting.objects.get(election=story.election, kind=kind)
    propose_officials(story, meeting)
    story.wait_until(meeting.starts_at)
    hall.open_session(story)
    hall.begin(story)
    vote_until_settled(story, meeting)
    close_session(story)


def name_candidates(story: Story, contest: Contest, people: Sequence[RollEntry]) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/hall/contests/{contest.code}/candidates/")
    for entry in people:
        clerk.tick(entry.name)
    clerk.fill("会议地点", "社区会议室").fill("主持人", "张建国").fill("应到", "7").fill("实到", "7").fill("赞成", "7")
    clerk.fill("决议内容", "提出候选人。").press("登记并提出").says("候选人已提出")


def propose_officials(story: Story, meeting: Meeting) -> None:
    free = who_may_serve(meeting)
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/meeting/{meeting.pk}/officials/")
    for row, entry in zip((1, 3), free, strict=False):  # chief scrutineer, teller
        clerk.fill(f"姓名或名册序号，第{row}行", f"{entry.number} {entry.name}")
    clerk.press("提名").says("工作人员名单已提名")


def pass_discipline_secretary(story: Story) -> None:
    if not Contest.objects.filter(election=story.election, post=Contest.Post.DISCIPLINE_SECRETARY).exists():
        return
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/hall/result/passing/")
    clerk.fill("会议地点", "社区会议室").fill("主持人", "张建国").fill("应到", "5").fill("实到", "5").fill("赞成", "5")
    clerk.fill("决议内容", "同意选举结果。").press("登记").says("会议记录已登记")


def certify(story: Story) -> None:
    assert meeting_in_hall(story.election) is not None
    host = story.by(Role.HOST).go(f"/desk/e/{story.code}/hall/result/").follow("确认选举结果")
    host.press("确认选举结果").says("已确认的选举结果")


def go_on_to_the_reports(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/hall/result/")
    clerk.page.get_by_role("button", name=re.compile("^进入")).click()
    clerk.settle()
    assert story.election.phase == Phase.REPORTING
