"""After the meeting: announcement, report and approval, division of work, hand-over, the sealed archive."""

from elections.models import Elected, RollEntry
from elections.permissions import Role
from elections.services import closing, documents, files, reports, results
from elections.services.decisions import Minutes
from elections.services.report_papers import Letter

from .office import CommunityOffice, RehearsalOffice
from .scans import scan

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
    letter = Letter(number="文社委〔2026〕3号", signatory=signatory, filled_by="党务工作者", telephone="0571-85000000")
    filed = reports.file_report(at.election, letter, actor=at.clerk)
    for paper in (filed.form, filed.report, filed.summary):
        documents.release_document(paper, actor=at.clerk, filed=True)


def approve(office: RehearsalOffice, at: CommunityOffice) -> None:
    paper = files.store_file(
        at.election, actor=office.by(Role.STREET_OFFICER), name="result reply.jpg", content=scan(f"{at.plan.code} reply result")
    )
    reports.receive_approval(
        at.election, actor=office.by(Role.STREET_APPROVER), number="文委〔2026〕41号", scan=paper, text="同意选举结果。"
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


def _committee(at: CommunityOffice) -> list[RollEntry]:
    """Secretary first."""
    found = Elected.objects.standing().filter(contest__election=at.election, contest__post__in=["secretary", "deputy", "committee"])
    order = {"secretary": 0, "deputy": 1, "committee": 2}
    rows = sorted(found.select_related("contest", "entry"), key=lambda row: (order[row.contest.post], row.pk))
    return list(dict.fromkeys(row.entry for row in rows))
