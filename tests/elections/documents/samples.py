"""One filled snapshot of every kind, with names that strain the fonts."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from elections.documents import (
    archive,
    counts,
    decisions,
    mobilisation,
    notices,
    parts,
    requests,
    results,
    roll,
    summary,
)
from elections.documents import (
    ballots as papers,
)
from elections.documents import (
    meetings as hall,
)

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
        contact="联系人：陈㛃，电话：0571—85370000",
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


POSTS = (
    notices.AnnouncedPost(post="书记", seats=1, names_wanted=2),
    notices.AnnouncedPost(post="副书记", seats=1, names_wanted=2),
    notices.AnnouncedPost(post="委员", seats=5, names_wanted=6),
)
CONDITIONS = (
    "政治素质好，拥护党的路线方针政策，模范遵守党纪国法",
    "工作能力强，熟悉社区工作，善于做群众工作",
    "作风正派，办事公道，廉洁自律，在党员、群众中有较高威信",
)


def notice_poster() -> notices.NoticePoster:
    plain = notice(3)
    facts = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    return notices.NoticePoster(
        **{**facts, "title": "流水西苑社区党委换届选举候选人预备人选公示", "public_url": "https://example.org/p/lsxy/3"}
    )


def announcement() -> notices.Announcement:
    return notices.Announcement(
        head=HEAD,
        title="流水西苑社区党委公推直选书记、副书记、委员公告",
        organisation=COMMUNITY,
        basis=f"根据《中国共产党基层组织选举工作条例》和{REPLY}，{COMMUNITY}进行换届选举，实行公推直选。现将有关事项公告如下：",
        posts=POSTS,
        seats_total=7,
        scope="社区各级党组织和全体党员；辖区单位党组织和在辖区工作的党员；社区居民。",
        conditions=CONDITIONS,
        not_eligible=("受党纪处分尚在影响期的", "正在接受纪检、监察、司法机关立案审查调查的", "长期外出不能正常履行职责的"),
        composition=("45周岁以下的不少于2名", "大专以上学历的不少于4名", "女性不少于1名"),
        channels=("党组织推荐", "党员（群众）10人以上联名推荐", "党员个人自荐"),
        period=period(),
        reporting=reporting(),
        signer=COMMUNITY,
        signed_on=date(2026, 3, 2),
        steps=("公布职位", "公开推荐", "公示", "定向推荐", "资格联审和考察", "差额票决", "公示", "党员大会选举", "报批备案"),
        materials=("推荐表（自荐报名表）", "党员身份证明", "学历证明复印件"),
    )


def correction() -> notices.Correction:
    return notices.Correction(
        head=HEAD,
        title="关于更正海推结果公示的公告",
        corrected_title="流水西苑社区党委换届选举海推结果公示",
        corrected_on=date(2026, 3, 9),
        corrected_head="0011223344556677",
        reason="工作人员录入有误",
        changes=(notices.Change(place="推荐人选第3名", before="王坤", after="王堃"),),
        signer=COMMUNITY,
        signed_on=date(2026, 3, 10),
        period=period(),
    )


def roll_notice() -> roll.RollNotice:
    names = (*RARE_NAMES, "王建国（第一支部）")
    return roll.RollNotice(
        head=HEAD,
        title="流水西苑社区党委换届选举选举人名册公布",
        organisation=COMMUNITY,
        election="流水西苑社区党委换届选举",
        closed_on=date(2026, 3, 1),
        branches=(roll.RollBranch(name="第一党支部", names=names), roll.RollBranch(name="第二党支部", names=RARE_NAMES[:7])),
        reporting=reporting(),
        objections_until=date(2026, 3, 6),
        signer=COMMUNITY,
        signed_on=date(2026, 3, 1),
    )


def open_letter(copies: int = 3) -> mobilisation.OpenLetter:
    addressees = tuple(
        mobilisation.Addressee(name=RARE_NAMES[number % len(RARE_NAMES)], branch=f"第{number % 6 + 1}党支部") for number in range(copies)
    )
    return mobilisation.OpenLetter(
        head=HEAD,
        title="致社区党员的一封信",
        organisation=COMMUNITY,
        election="流水西苑社区党委换届公推直选",
        addressees=addressees,
        posts=POSTS,
        seats_total=7,
        conditions=CONDITIONS,
        channels=("党组织推荐", "党员（群众）10人联名推荐", "党员个人自荐"),
        reporting=replace(reporting(), office="流水西苑社区党委", telephone="0571—85370000", address="流水西苑社区文化家园一楼"),
        signer=COMMUNITY,
        signed_on=date(2026, 3, 2),
        nominate_until=date(2026, 3, 8),
        meeting_at=at(2026, 4, 18),
        meeting_place="社区文化家园二楼礼堂",
    )


def request_letter(matter: str = "plan") -> requests.RequestLetter:
    return requests.RequestLetter(
        head=HEAD,
        title="关于召开党员大会进行换届选举的请示",
        letterhead=letterhead(attachments=("换届选举工作方案",)),
        organisation=COMMUNITY,
        matter=matter,
        posts=POSTS,
        seats_total=7,
        people=tuple(person(number, post) for number, post in ((0, "书记"), (1, "书记"), (2, "副书记"), (5, "委员"), (6, "委员"))),
        exclusions=(requests.ExclusionLine(category="年老体弱卧床不起和长期生病生活不能自理", count=8),),
        with_vote=128,
        method=METHOD,
        term_ends=date(2026, 4, 30),
        meeting_on=date(2026, 4, 18),
        composition=("45周岁以下的不少于2名，大专以上学历的不少于4名，女性不少于1名。",),
    )


def reply(matter: str = "plan") -> requests.Reply:
    return requests.Reply(
        head=HEAD,
        title="关于同意中共文晖街道流水西苑社区委员会换届选举的批复",
        letterhead=letterhead(
            mark="中共文晖街道工作委员会文件",
            number="文委〔2026〕12号",
            addressee=COMMUNITY,
            signer=STREET,
            signatory="",
            contact="",
            attachments=(),
        ),
        matter=matter,
        organisation=COMMUNITY,
        request_title="关于召开党员大会进行换届选举的请示",
        request_number="文流委〔2026〕2号",
        posts=POSTS,
        seats_total=7,
        people=request_letter().people,
        excluded=8,
        method=METHOD,
    )


LONG = "换届选举工作要坚持党的领导，充分发扬民主，严格依规办事，尊重和保障党员的民主权利，体现选举人的意志。"


def official_letter(paragraphs: int = 14) -> requests.OfficialLetter:
    return requests.OfficialLetter(
        head=HEAD,
        title="关于认真做好社区党组织换届选举工作的通知",
        letterhead=reply().letterhead,
        paragraphs=tuple(requests.Paragraph(text=LONG * 3) for _number in range(paragraphs)),
    )


def list_ballot(candidates: int = 7, seats: int = 5, write_ins: int = 5) -> papers.ListBallot:
    names = tuple(RARE_NAMES[number % 20] + ("" if number < 20 else "军") for number in range(candidates))
    return papers.ListBallot(
        title="中共文晖街道流水西苑社区委员会委员选票",
        organisation="中共文晖街道流水西苑社区党员大会",
        held_on=date(2026, 4, 18),
        contests=(papers.BallotContest(post="委员", seats=seats, candidates=names, write_ins=write_ins),),
        colour="粉红色",
    )


def number_ballot() -> papers.NumberBallot:
    def numbered(first: int, names: tuple[str, ...]) -> tuple[papers.NumberedCandidate, ...]:
        return tuple(papers.NumberedCandidate(number=first + place, name=name) for place, name in enumerate(names))

    return papers.NumberBallot(
        title="中共文晖街道京都苑社区委员会书记、副书记、委员选票",
        organisation="中共文晖街道京都苑社区党员大会",
        held_on=date(2026, 4, 18),
        posts=(
            papers.NumberedPost(post="书记", seats=1, candidates=numbered(1, RARE_NAMES[:2])),
            papers.NumberedPost(post="副书记", seats=1, candidates=numbered(3, RARE_NAMES[2:4])),
            papers.NumberedPost(post="委员", seats=5, candidates=numbered(5, (*RARE_NAMES[4:10], "买买提·吐尔逊"))),
        ),
    )


def blank_ballot() -> papers.BlankBallot:
    return papers.BlankBallot(
        title="中共文晖街道流水西苑社区支部委员会选票",
        organisation="党员大会",
        held_on=date(2026, 4, 18),
        contests=(papers.BallotContest(post="书记", seats=1), papers.BallotContest(post="委员", seats=3)),
    )


def attendance_report() -> counts.AttendanceReport:
    return counts.AttendanceReport(
        head=HEAD,
        title="到会人数报告单",
        meeting=meeting(),
        figures=figures(),
        officials=officials(),
        reported_on=date(2026, 4, 18),
        absent_on_business=5,
        absent_ill=3,
        absent_otherwise=1,
        guests=6,
    )


def ballots_report() -> counts.BallotsReport:
    return counts.BallotsReport(
        head=HEAD,
        title="选票分发、收回报告单",
        meeting=meeting(),
        paper="书记、副书记、委员选票",
        figures=figures(),
        ballots=ballots(),
        officials=officials(),
        reported_on=date(2026, 4, 18),
        valid=110,
        void=1,
        written_for=2,
        kept_left_over=3,
    )


def count_report() -> counts.CountReport:
    return counts.CountReport(
        head=HEAD,
        title="计票结果报告单",
        meeting=meeting(),
        figures=figures(),
        ballots=ballots(),
        contests=contests(),
        officials=officials(),
        reported_on=date(2026, 4, 18),
        entries="两名计票人分别录入，录入一致。",
    )


def elected_report() -> counts.ElectedReport:
    tied = replace(contests()[2], remark="尚缺委员1名，另行选举。")
    return counts.ElectedReport(
        head=HEAD,
        title="当选结果报告单",
        meeting=meeting(),
        figures=figures(),
        contests=(*contests()[:2], tied),
        elected=elected(),
        chair="翁志远",
        reported_on=date(2026, 4, 18),
        majority=56,
    )


def tally_sheet() -> counts.TallySheet:
    posts = tuple(counts.TallyNames(post=item.post, seats=item.seats, names=tuple(row.name for row in item.rows)) for item in contests())
    return counts.TallySheet(head=HEAD, title="计票表", meeting=meeting(), batch="第1组　第1批", contests=posts)


def agenda() -> hall.Agenda:
    return hall.Agenda(head=HEAD, title="中共文晖街道流水西苑社区换届选举党员大会议程", meeting=meeting(), signer=COMMUNITY)


def election_method() -> hall.MethodPaper:
    return hall.MethodPaper(
        head=HEAD,
        title="中共文晖街道流水西苑社区换届选举党员大会选举办法",
        meeting=meeting(),
        organisation=COMMUNITY,
        basis=REPLY,
        contests=host_script().contests,
        voters="党员",
        quorum="4/5",
        ballot="number",
        further_candidates="unelected",
        further_margin=True,
        show_votes=True,
        margin="20%",
        of_due=False,
        needs_against=True,
        cascade=False,
        leaders_later=False,
        signer=COMMUNITY,
        signed_on=date(2026, 4, 18),
        vote=parts.Vote(votes_for=110, against=0, abstained=1),
    )


def host_script() -> hall.HostScript:
    return hall.HostScript(
        head=HEAD,
        title="中共文晖街道流水西苑社区换届选举党员大会主持词",
        meeting=meeting(),
        organisation=COMMUNITY,
        superior=STREET,
        contests=tuple(
            papers.BallotContest(post=item.post, seats=item.seats, candidates=tuple(row.name for row in item.rows)) for item in contests()
        ),
        chief_scrutineer="方翾",
        scrutineers=("何珮", "金昇"),
        tellers=("周旻", "胡犇", "徐婳"),
        speakers=(hall.Speaker(name="丁玥", post="书记", minutes=8), hall.Speaker(name="马喆", post="书记", minutes=8)),
        outgoing_secretary="翁志远",
        reply=REPLY,
        total=133,
        with_vote=128,
        excluded=8,
        due=120,
        guests=("街道党工委副书记高翀",),
    )


def check_in_list(members: int = 40) -> hall.CheckInList:
    rows = tuple(
        hall.CheckInRow(
            number=number + 1,
            name=RARE_NAMES[number % 20],
            sex="女" if number % 3 == 0 else "男",
            branch="第一党支部",
            right=number % 19 != 18,
        )
        for number in range(members)
    )
    return hall.CheckInList(
        head=HEAD, title="中共文晖街道流水西苑社区换届选举党员大会签到册", meeting=meeting(), rows=rows, group="第一包干组"
    )


def officials_list() -> hall.OfficialsList:
    duties = ("总监票人", "监票人", "监票人", "计票人", "计票人", "唱票人")
    rows = tuple(hall.Official(duty=duty, name=RARE_NAMES[12 + place], branch="第二党支部") for place, duty in enumerate(duties))
    return hall.OfficialsList(
        head=HEAD,
        title="总监票人、监票人、计票人名单",
        meeting=meeting(),
        officials=rows,
        signer=COMMUNITY,
        signed_on=date(2026, 4, 18),
        vote=parts.Vote(votes_for=110, against=0, abstained=1),
    )


def meeting_minutes() -> decisions.MeetingMinutes:
    return decisions.MeetingMinutes(
        head=HEAD,
        title="中共文晖街道流水西苑社区委员会会议记录",
        body="社区党委会议",
        held_at=at(2026, 2, 20, 14, 30),
        place="社区会议室",
        chair="翁志远",
        recorder="陈㛃",
        due=7,
        present=6,
        attended=RARE_NAMES[:6],
        absent=("金昇",),
        matters=(
            decisions.Matter(
                title="研究换届选举工作方案",
                discussion=("翁志远：通报任期届满情况，说明换届选举工作方案（草案）。",),
                vote=parts.Vote(votes_for=6),
                resolution="通过换届选举工作方案，报街道党工委审批。",
            ),
            decisions.Matter(title="听取近期党建工作汇报"),
        ),
        entered_at=at(2026, 2, 25),
    )


def cycle_summary() -> archive.CycleSummary:
    table = summary_table()
    return archive.CycleSummary(
        head=HEAD,
        title="文晖街道社区党组织换届公推直选工作总结",
        organisation="文晖街道",
        cycle="社区党组织换届公推直选工作",
        rows=table.rows,
        composition=table.composition,
        mobilisation=archive.MobilisationFigures(
            trainings=23,
            wrap_ups=10,
            exchanges=50,
            guidance_officers=8,
            observers=24,
            letters=1500,
            banners=30,
            boards=30,
            columns=40,
            screens=12,
            chat_groups=36,
            members=1555,
            reached=1555,
            awareness="100.00%",
        ),
        notices=24,
        objections=3,
        objections_settled=3,
        pledges=80,
        concerns=126,
        signer=STREET,
        signed_on=date(2026, 5, 8),
        specialities=(archive.Speciality(community="京都苑社区", text="采用一张选票一次选举，将候选人编号填入相应岗位。"),),
        experience=("统一思想是前提，发扬民主是关键，加强引导是保证。",),
        problems=("部分社区符合条件的年轻党员较少，推荐人选有一定难度。",),
        discipline=21,
    )


def archive_index() -> archive.ArchiveIndex:
    folders = ("01　方案、请示、批复", "02　宣传动员", "03　公开推荐", "11　选举大会")
    papers_filed = tuple(
        archive.FiledPaper(
            folder=folders[number // 4],
            number=number + 1,
            title=f"关于第{number + 1}项工作的材料",
            dated=date(2026, 3, number + 1),
            pages=2,
            digest=HEAD,
        )
        for number in range(16)
    )
    return archive.ArchiveIndex(
        head=HEAD,
        title="流水西苑社区党委换届选举归档目录",
        organisation=COMMUNITY,
        election="流水西苑社区党委换届选举",
        sealed_on=date(2026, 5, 8),
        papers=papers_filed,
        events=412,
        audit_head=HEAD,
        filed_by="陈㛃",
    )


SAMPLES = {
    made.__name__: made
    for made in (
        roll_notice, open_letter, request_letter, reply, official_letter, announcement, notice, notice_poster, correction,
        list_ballot, number_ballot, blank_ballot, agenda, election_method, host_script, check_in_list, officials_list, meeting_minutes,
        attendance_report, ballots_report, count_report, elected_report, tally_sheet,
        result_report_form, result_report, result_announcement, summary_table, cycle_summary, archive_index,
    )
}  # fmt: skip
