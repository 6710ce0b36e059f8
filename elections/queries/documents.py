"""Which documents a role may open: each kind has its audience."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from elections.models import Document, Election, MilestoneRecord, Notice, ResultReport
from elections.permissions import Role
from elections.rules.acts import Milestone

from .scope import AUDIT_ROLES, COMMUNITY_DESK, STREET_DESK

State = Document.State
OUT_OF_THE_HOUSE = (State.STAMPED, State.POSTED, State.FILED)
WAITING = "waiting"
EVERYBODY = ("public", "residents")

OPEN_TO: Mapping[Role, tuple[str, ...]] = {
    **dict.fromkeys(AUDIT_ROLES, (*EVERYBODY, "observers")),  # who may be a resident: the names of all members are not for them
    **dict.fromkeys(COMMUNITY_DESK, (*EVERYBODY, "observers", "members", "community_office")),
    **dict.fromkeys(STREET_DESK, (*EVERYBODY, "observers", "members", "community_office", "street")),
}


# Where a paper of a kind ends up. A working paper (ballots, lists, scripts) is only printed; a public one is posted.
ENDS: Mapping[str, str] = {
    **dict.fromkeys(("roll_notice", "open_letter"), State.POSTED),
    **dict.fromkeys(("request_letter", "official_letter"), State.FILED),
    **dict.fromkeys(("result_report_form", "result_report", "summary_table", "cycle_summary"), State.FILED),
    **dict.fromkeys(("reply", "meeting_minutes", "officials_list", "election_method"), State.STAMPED),
    **dict.fromkeys(("attendance_report", "ballots_report", "count_report", "elected_report"), State.STAMPED),
}


REPORT_KINDS = frozenset({"result_report_form", "result_report", "summary_table"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with what is expected of it next; empty where nothing is. `taken_back` with the result that it tells of."""

    document: Document
    end: str
    taken_back: bool = False

    @property
    def next(self) -> str:
        document, settled = self.document, self.document.superseded_by_id or self.taken_back or not self.end
        if settled or document.state in (self.end, State.POSTED, State.FILED):
            return ""
        if document.state == State.DRAFT:
            return "finalise_document"
        return "stamp_document" if document.state == State.AWAITING_SIGNATURE else "release_document"

    @property
    def is_waiting(self) -> bool:
        return bool(self.next)

    @property
    def states(self) -> list[tuple[str, str]]:
        """The way of this paper: each state with done, current or ahead."""
        way = [State.DRAFT, State.AWAITING_SIGNATURE, State.STAMPED, *({self.end or self.document.state} & {State.POSTED, State.FILED})]
        if self.document.state not in way:
            way = [*way[:3], State(self.document.state)]
        place = way.index(State(self.document.state))
        return [(str(state), "done" if at < place else "current" if at == place else "ahead") for at, state in enumerate(way)]


def paper_of(document: Document, gone: Collection[str] = ()) -> Paper:
    """`gone`: the kinds whose result was taken back."""
    end = ENDS.get(document.kind, State.POSTED if document.audience == "public" else "")
    return Paper(document, end, taken_back=document.superseded_by_id is None and document.kind in gone)


def kinds_taken_back(election: Election) -> frozenset[str]:
    """Announcement and report where none stands: if there is one that nothing superseded, its result was taken back."""
    announced = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.RESULT_PUBLISHED).exists()
    reported = ResultReport.objects.standing().filter(election=election).exists()
    return frozenset(() if announced else ("result_announcement",)) | (frozenset() if reported else REPORT_KINDS)


def papers_shown(papers: Iterable[Paper], *, words: str = "", state: str = "") -> list[Paper]:
    """Those with the words in their title, in that state; `waiting` is any of which something is expected."""
    wanted = [paper for paper in papers if words.casefold() in paper.document.title.casefold()]
    if state == WAITING:
        return [paper for paper in wanted if paper.is_waiting]
    return [paper for paper in wanted if not state or (paper.document.state == state and not paper.document.superseded_by_id)]


def earlier_papers(document: Document) -> list[Document]:
    """What stood in its place before, the newest first."""
    found: list[Document] = []
    before = Document.objects.filter(superseded_by=document).first()
    while before is not None:
        found.append(before)
        before = Document.objects.filter(superseded_by=before).first()
    return found


def gone_out(election: Election) -> Q:
    """What left the house: stamped, posted or filed, or made by the act that issued a notice, announced the result, reported it or
    sealed the archive. Anything else is a draft, and a draft is the office's own."""
    announced = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.RESULT_PUBLISHED)
    sealed = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.ARCHIVE_SEALED)
    reports = ResultReport.objects.filter(election=election)
    made = [*announced.values_list("facts__document", flat=True), *sealed.values_list("facts__index", flat=True)]
    made += [paper for papers in reports.values_list("form", "report", "summary") for paper in papers]
    issued = Notice.objects.filter(election=election).values("document")
    return Q(state__in=OUT_OF_THE_HOUSE) | Q(pk__in=issued) | Q(pk__in=[paper for paper in made if paper is not None])


def audiences(held: Collection[Role]) -> frozenset[str]:
    """Whose papers somebody with these roles may open."""
    return frozenset(audience for role in held for audience in OPEN_TO.get(role, ()))


def documents_for(election: Election, held: Collection[Role]) -> list[Document]:
    """The newest first; superseded ones stay and say so."""
    found = Document.objects.filter(election=election, audience__in=audiences(held))
    if not any(role in STREET_DESK | COMMUNITY_DESK for role in held):
        found = found.filter(gone_out(election))
    return list(found.select_related("pdf", "stamped_copy", "superseded_by").order_by("-drafted_at", "-pk"))
