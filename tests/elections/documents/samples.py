"""One filled snapshot of every kind, with names that strain the fonts."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from elections.documents import notices, parts, results, summary

SHANGHAI = timezone(timedelta(hours=8))
RARE = "玥喆堃赟镕龑翀旻珺昇祎犇翾禤邨婳珮㛃"
HEAD = "9f86d081884c7d65"
COMMUNITY = "中共文晖街道流水西苑社区委员会"
STREET = "中共文晖街道工作委员会"
RARE_NAMES = (
    "丁玥", "马喆", "王堃", "毛赟", "尹镕基", "石龑", "叶翀", "田旻", "冯珺", "朱昇",
    "刘祎", "孙犇", "李翾", "禤国强", "吴邨", "沈婳", "张珮", "陈㛃", "欧阳建华", "买买提·吐尔逊",
)  # fmt: skip


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def person(number: int, post: str = "委员", **changes: str) -> parts.Person:
    made = parts.Person(
        name=RARE_NAMES[number % len(RARE_NAMES)],
        sex="女" if number % 3 == 0 else "男",
        ethnicity="维吾尔族" if number % 20 == 19 else "汉族",
        birth=f"{1966 + number % 30}-{number % 12 + 1:02d}",
        education=("研究生", "大学", "大专", "高中")[number % 4],
        joined=f"{1988 + number % 30}-{(number * 5) % 12 + 1:02d}",
        present_post="流水西苑社区党委委员、居委会副主任" if number % 2 else "社区工作者",
        proposed_post=post,
        branch=f"第{number % 6 + 1}党支部",
    )
    return replace(made, **changes)


def figures() -> parts.Figures:
    return parts.Figures(total=133, full=129, probationary=4, with_vote=128, excluded=8, due=120, present=111, needed=96)


def ballots() -> parts.BallotFigures:
    return parts.BallotFigures(printed=125, issued=111, spoiled=2, left_over=12, voters=111, returned=111)


def contest(code: str, post: str, seats: int, names: tuple[str, ...]) -> parts.ContestResult:
    rows = tuple(
        parts.NameResult(name=name, votes_for=105 - 4 * place, against=3 + 2 * place, abstained=3 + 2 * place, elected=place < seats)
        for place, name in enumerate(names)
    )
    return parts.ContestResult(code=code, post=post, seats=seats, rows=rows, valid=111, void=0, elected=names[:seats])


def contests() -> tuple[parts.ContestResult, ...]:
    committee = contest("committee", "委员", 5, RARE_NAMES[5:12])
    return (
        contest("secretary", "书记", 1, RARE_NAMES[:2]),
        contest("deputy", "副书记", 1, RARE_NAMES[2:4]),
        replace(committee, write_ins=(parts.WriteIn(name="禤国强", votes=2),), write_ins_refused=1),
    )


def elected() -> tuple[parts.Elected, ...]:
    rows = ((0, "书记"), (2, "副书记"), *((number, "委员") for number in range(5, 10)))
    return tuple(
        parts.Elected(post=post, person=person(number, post), votes=105 - number, age=36 + number, reelected=number % 2 == 0)
        for number, post in rows
    )


def meeting() -> parts.Meeting:
    return parts.Meeting(
        title="中共文晖街道流水西苑社区换届选举党员大会", held_at=at(2026, 4, 18), place="流水西苑社区文化家园二楼礼堂", chair="翁志远"
    )


def letterhead(**changes: object) -> parts.Letterhead:
    head = parts.Letterhead(
        mark="中共文晖街道流水西苑社区委员会文件",
        number="文流委〔2026〕7号",
        addressee=STREET,
        signer=COMMUNITY,
        signed_on=date(2026, 4, 20),
        signatory="翁志远",
        contact="陈㛃，电话：0571—85370000",
        copied_to="街道党政综合办公室",
        printed_by=COMMUNITY,
        printed_on=date(2026, 4, 20),
        attachments=("党员大会换届选举结果报告表", "新一届委员会委员简历"),
    )
    return replace(head, **changes)


def officials() -> parts.Officials:
    return parts.Officials(
        chief_scrutineer="方翾", scrutineers=("方翾", "何珮", "金昇"), tellers=("周旻", "胡犇", "徐婳"), callers=("高翀",)
    )


def reporting() -> parts.Reporting:
    return parts.Reporting(
        office="文晖街道党工委组织科",
        telephone="0571—85370001",
        address="杭州市拱墅区文晖路1号文晖街道办事处305室",
        hours="公示期间上午8:30—12:00，下午14:00—17:30",
        postcode="310014",
    )


def period(length: int = 5, unit: str = "working_day") -> parts.Period:
    return parts.Period(opens_at=at(2026, 3, 9), closes_at=at(2026, 3, 13, 17, 30), length=length, unit=unit)


METHOD = "无记名投票、差额选举，书记、副书记、委员由党员大会直接选举产生"
REPLY = "《关于同意中共文晖街道流水西苑社区委员会换届选举的批复》（文委〔2026〕12号）"


def result_report_form() -> results.ResultReportForm:
    return results.ResultReportForm(
        head=HEAD,
        title="中共文晖街道流水西苑社区党员大会换届选举结果报告表",
        organisation=COMMUNITY,
        superior=STREET,
        basis=REPLY,
        meeting=meeting(),
        method=METHOD,
        figures=figures(),
        ballots=ballots(),
        contests=contests(),
        elected=elected(),
        officials=officials(),
        filled_by="陈㛃",
        telephone="0571—85370000",
        filled_on=date(2026, 4, 20),
        own_opinion="选举程序符合规定，结果真实有效，同意上报。",
    )


def result_report() -> results.ResultReport:
    return results.ResultReport(
        head=HEAD,
        title="关于中共文晖街道流水西苑社区委员会换届选举结果的情况报告",
        letterhead=letterhead(),
        organisation=COMMUNITY,
        basis=REPLY,
        meeting=meeting(),
        method=METHOD,
        figures=figures(),
        ballots=ballots(),
        contests=contests(),
        elected=elected(),
        composition="新一届委员会成员平均年龄41.4岁；大专以上学历6名，占85.71%；女3名，占42.86%。",
    )


def result_announcement() -> results.ResultAnnouncement:
    return results.ResultAnnouncement(
        head=HEAD,
        title="中共文晖街道流水西苑社区委员会换届选举结果公告",
        organisation=COMMUNITY,
        meeting=meeting(),
        figures=figures(),
        elected=elected(),
        signer=COMMUNITY,
        signed_on=date(2026, 4, 18),
    )


def notice(round_number: int = 1) -> notices.Notice:
    people = tuple(
        person(number, "书记" if number < 2 else "委员", channels="联名推荐" if round_number == 1 else "") for number in range(8)
    )
    return notices.Notice(
        head=HEAD,
        title="流水西苑社区党委换届选举海推结果公示",
        round=round_number,
        issuer=COMMUNITY,
        election="流水西苑社区党委换届公推直选",
        basis="",
        people=people,
        period=period(),
        reporting=reporting(),
        signer=COMMUNITY,
        signed_on=date(2026, 3, 9),
        decided_by="" if round_number == 1 else STREET,
        decided_on=None if round_number == 1 else date(2026, 3, 7),
    )


STREET_ROWS = (
    ("流水西苑", 240, 221), ("和平苑", 180, 168), ("流水东苑", 205, 186), ("京都苑", 150, 141),
    ("打铁关", 210, 193), ("现代城", 195, 178), ("三里家园", 190, 173), ("胜利", 185, 170),
)  # fmt: skip


def summary_table() -> summary.SummaryTable:
    rows = tuple(
        summary.SummaryRow(
            community=name,
            seats_secretary=1,
            seats_deputy=1,
            seats_committee=5,
            members=due + 14,
            due=due,
            present=present,
            members_took_part=due - 12,
            residents_took_part=50,
            nominated_by_organisation=9,
            nominated_jointly=4,
            nominated_by_oneself=2,
            preliminary=12,
            reserve=10,
            secretaries=elected()[:1],
            deputies=elected()[1:2],
            committee=elected()[2:],
            discipline=3,
            mean_age="43.5",
            college=6,
            women=3,
        )
        for name, due, present in STREET_ROWS
    )
    counts = (("社区工作者", 33), ("楼道支部党员", 8), ("社区民警", 6), ("辖区单位人员", 4))
    return summary.SummaryTable(
        head=HEAD,
        title="文晖街道社区党组织公推直选情况汇总表",
        organisation=STREET,
        rows=rows,
        composition=summary.Composition(
            committee=51,
            ages_secretaries=(46, 47, 45, 46, 46, 47, 46, 46),
            ages_deputies=(36, 37, 36, 36, 36, 37),
            ages_committee=(43, 44, 43, 44),
            college=48,
            women=21,
            reelected=19,
            categories=tuple(summary.CategoryCount(name=name, count=count) for name, count in counts),
            tags=(summary.CategoryCount(name="大学生社工", count=10),),
        ),
        filled_on=date(2026, 4, 25),
        filled_by="陈㛃",
        checked_by="翁志远",
        telephone="0571—85370001",
    )


SAMPLES = {
    "result_report_form": result_report_form,
    "result_report": result_report,
    "result_announcement": result_announcement,
    "notice": notice,
    "summary_table": summary_table,
}
