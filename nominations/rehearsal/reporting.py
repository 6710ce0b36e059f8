"""After the meeting: announcement, report and approval, division of work, hand-over, the sealed archive."""

from elections.documents import archive as papers
from elections.models import Elected, RollEntry
from elections.permissions import Role
from elections.services import closing, documents, files, reports, results
from elections.services.decisions import Minutes
from elections.services.report_papers import Letter
from elections.services.summary import FiledSummary, SummaryWording, file_summary

from .before import next_letter, next_reply
from .office import CommunityOffice, RehearsalOffice
from .plans import Speciality
from .scans import scan

SPECIALITIES = {
    Speciality.DELEGATES: "发挥“片组户”民情联系网作用，把会议通知送到每一位党员代表手中，支部书记点对点联系。",
    Speciality.MEMBERS_AWAY: "通过寄公开信、电话和委托家属，与外出流动党员逐一取得联系。",
    Speciality.FETCHING: "对行动不便的党员，由社工负责接送。",
    Speciality.NUMBER_BALLOT: "采取一张选票一次选举，将竞职人员编号填入相应岗位，减少因多选产生的无效票。",
    Speciality.BLOCKS: "清点党员人数采取社工包干制，又准又快。",
    Speciality.TRANSFER_IN: "鼓励物业管理公司的党员负责人将组织关系转入社区参加选举。",
    Speciality.CROSS_APPOINTMENT: "社区党组织班子与居委会、经合社董事会成员交叉任职。",
}
EXPERIENCE = ("统一思想是前提。", "发扬民主是关键。", "加强引导是保证。")
PROBLEMS = ("部分社区符合条件的人选年龄偏大，推选有一定难度。",)
SHARES = (
    "主持全面工作",
    "负责党建和组织工作",
    "负责宣传和群团工作",
    "负责民生服务",
    "负责平安和综治",
    "负责物业和业委会联系",
    "负责纪检监督",
)


def report(office: RehearsalOffice, at: CommunityOffice) -> None:
    results.publish_result(at.election, actor=at.clerk)
    signatory = at.secretary.display_name.split()[-1]
    letter = Letter(number=next_letter(at), signatory=signatory, filled_by="党务工作者", telephone="0571-85000000")
    filed = reports.file_report(at.election, letter, actor=at.clerk)
    for paper in (filed.form, filed.report, filed.summary):
        documents.release_document(paper, actor=at.clerk, filed=True)


def approve(office: RehearsalOffice, at: CommunityOffice) -> None:
    paper = files.store_file(
        at.election, actor=office.by(Role.STREET_OFFICER), name="result reply.jpg", content=scan(f"{at.plan.code} reply result")
    )
    reports.receive_approval(
        at.election, actor=office.by(Role.STREET_APPROVER), number=next_reply(office), scan=paper, text="同意选举结果。"
    )


def close(office: RehearsalOffice, at: CommunityOffice) -> None:
    people = _committee(at)
    shares = {entry: SHARES[place % len(SHARES)] for place, entry in enumerate(people)}
    minutes = Minutes(
        body="new_committee",
        matter="新一届委员会分工",
        place="社区会议室",
        chair=people[0].name,
        due=len(people),
        present=len(people),
        votes_for=len(people),
        resolution="通过分工。",
    )
    closing.record_division_of_work(at.election, shares, minutes, actor=at.clerk)
    note = closing.HandoverNote(
        handed_by=at.secretary.display_name.split()[-1],
        received_by=people[0].name,
        witnessed_by="周敏",
        items="印章、党费、台账、固定资产清单",
    )
    closing.record_handover(at.election, note, actor=at.clerk)


def seal(office: RehearsalOffice, at: CommunityOffice) -> None:
    closing.seal_archive(at.election, actor=at.clerk)


def summarise(office: RehearsalOffice) -> FiledSummary:
    """换届工作总结 and the street's table, drafted from the facts of all its elections."""
    told = tuple(
        papers.Speciality(community=at.plan.name, text=SPECIALITIES[at.plan.speciality])
        for at in office.communities
        if at.plan.speciality in SPECIALITIES
    )
    wording = SummaryWording(
        filled_by="周敏", checked_by="陆建国", telephone="0571-85000000", specialities=told, experience=EXPERIENCE, problems=PROBLEMS
    )
    return file_summary(office.communities[0].election.cycle, wording, actor=office.by(Role.STREET_OFFICER))


def _committee(at: CommunityOffice) -> list[RollEntry]:
    """Secretary first."""
    found = Elected.objects.standing().filter(contest__election=at.election, contest__post__in=["secretary", "deputy", "committee"])
    order = {"secretary": 0, "deputy": 1, "committee": 2}
    rows = sorted(found.select_related("contest", "entry"), key=lambda row: (order[row.contest.post], row.pk))
    return list(dict.fromkeys(row.entry for row in rows))
