"""结果报送: how far the result has come on its way to the superior and back, each part with its day and its paper."""

from dataclasses import dataclass

from elections.models import Document, Election, MilestoneRecord, Posting, Reply, Request, ResultReport
from elections.rules.acts import Milestone

from .inbox import result_to_approve
from .postings import announced_result


@dataclass(frozen=True, slots=True)
class ResultCourse:
    """`report` is the newest that was filed on the result that stands; `to_force` the request whose approval only has to be put into
    force; `earlier` the announcements and reports of a result that was taken back."""

    certified: MilestoneRecord | None
    published: MilestoneRecord | None
    announcement: Document | None
    report: ResultReport | None
    answer: Reply | None
    to_force: Request | None
    approved: MilestoneRecord | None
    divided: MilestoneRecord | None
    earlier: list[Document]

    @property
    def postings(self) -> list[Posting]:
        return list(self.announcement.postings.order_by("posted_at", "pk")) if self.announcement else []

    @property
    def papers(self) -> list[Document]:
        return [self.report.report, self.report.form, self.report.summary] if self.report else []

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.request.state == Request.State.RETURNED

    @property
    def waits(self) -> bool:
        return self.report is not None and self.report.request.state == Request.State.SUBMITTED


def result_course(election: Election) -> ResultCourse:
    found = MilestoneRecord.objects.standing().filter(election=election).select_related("actor", "evidence", "decision")
    reached = {record.kind: record for record in found}
    published = reached.get(Milestone.RESULT_PUBLISHED)
    reports = ResultReport.objects.filter(election=election).select_related("request", "form__pdf", "report__pdf", "summary__pdf")
    report = reports.standing().last()
    return ResultCourse(
        certified=reached.get(Milestone.RESULT_CERTIFIED),
        published=published,
        announcement=announced_result(election) if published else None,
        report=report,
        answer=report.request.replies.select_related("scan", "replied_by").last() if report else None,
        to_force=result_to_approve(election),
        approved=reached.get(Milestone.APPROVAL_RECEIVED),
        divided=reached.get(Milestone.WORK_DIVIDED),
        earlier=_taken_back(election),
    )


def report_numbers(election: Election) -> list[str]:
    """Of every letter that reported a result, the newest first."""
    return list(Request.objects.filter(result_report__election=election).order_by("-pk").values_list("number", flat=True))


def _taken_back(election: Election) -> list[Document]:
    taken_back = MilestoneRecord.objects.filter(election=election, kind=Milestone.RESULT_PUBLISHED, revoked_at__isnull=False)
    announced = taken_back.filter(superseded_by=None).values_list("facts__document", flat=True)
    filed = ResultReport.objects.filter(election=election, superseded_at__isnull=False).values_list("report", "form", "summary")
    papers = [*announced, *(paper for papers in filed for paper in papers)]
    return list(Document.objects.filter(pk__in=[paper for paper in papers if paper]).select_related("pdf").order_by("pk"))
