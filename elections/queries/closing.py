"""收尾: who divides the work, what still stands against the seal, and the archive that a job packs."""

from collections.abc import Iterator

from elections.models import Contest, Document, Elected, Election, Handover, Job, LateEntry, RollEntry, WorkShare
from elections.rules.acts import Milestone
from elections.rules.issues import Issue
from elections.rules.phases import Phase

from .documents import kinds_taken_back, paper_of
from .readiness import reached_milestones

COMMITTEE = (Contest.Post.SECRETARY, Contest.Post.DEPUTY, Contest.Post.COMMITTEE)


def new_committee(election: Election) -> list[tuple[RollEntry, list[str]]]:
    """Everybody once, with the posts: secretary, deputies, members."""
    found = Elected.objects.standing().filter(contest__election=election, contest__post__in=COMMITTEE).select_related("contest", "entry")
    posts: dict[RollEntry, list[str]] = {}
    for row in sorted(found, key=lambda row: (COMMITTEE.index(row.contest.post), row.pk)):
        posts.setdefault(row.entry, []).append(row.contest.post)
    return list(posts.items())


def work_shares(election: Election) -> list[WorkShare]:
    """As the newest meeting divided it."""
    newest = WorkShare.objects.filter(election=election).order_by("-decision_id").values_list("decision_id", flat=True).first()
    return list(WorkShare.objects.filter(election=election, decision=newest).select_related("entry", "decision").order_by("pk"))


def handover(election: Election) -> Handover | None:
    return Handover.objects.filter(election=election).select_related("scan", "recorded_by").first()


def sealing_issues(election: Election) -> Iterator[Issue]:
    if Milestone.WORK_DIVIDED not in reached_milestones(election):
        yield Issue("milestone_missing", {"milestone": Milestone.WORK_DIVIDED.value})
    if not Handover.objects.filter(election=election).exists():
        yield Issue("handover_not_recorded", {})
    unconfirmed = LateEntry.objects.filter(election=election, confirmed_at=None).count()
    if unconfirmed:
        yield Issue("late_entries_unconfirmed", {"count": unconfirmed})
    drafts = Document.objects.filter(election=election, pdf=None, superseded_by=None).count()
    if drafts:
        yield Issue("documents_not_rendered", {"count": drafts})


def closing_issues(election: Election) -> Iterator[Issue]:
    """What the last step still asks for: no step follows it, and yet the work goes on until the seal."""
    if election.phase == Phase.CLOSED and election.sealed_at is None and election.annulled_at is None:
        yield from sealing_issues(election)
        yield Issue("milestone_missing", {"milestone": Milestone.ARCHIVE_SEALED.value})


def papers_waiting(election: Election) -> list[Document]:
    """Papers that should have been stamped, posted or filed. They go into the archive as they are."""
    found = Document.objects.filter(election=election, superseded_by=None).order_by("drafted_at", "pk")
    gone = kinds_taken_back(election)
    return [document for document in found if paper_of(document, gone).is_waiting]


def archive_job(election: Election) -> Job | None:
    return Job.objects.filter(election=election, kind="build_archive").order_by("pk").last()
