"""Documents: 草稿 → 待签 → 已盖章 → 已张贴 / 已报送. A snapshot is frozen when it is made; the PDF follows in a job."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from django.conf import settings
from django.utils.module_loading import import_string

from elections.documents.glyphs import glyph_issues
from elections.documents.kind import Kind
from elections.documents.snapshot import Snapshot
from elections.models import Account, Document, Election, StoredFile
from elections.queries.documents import kinds_taken_back
from elections.rules.acts import Act
from elections.rules.issues import Issue

from . import files, jobs
from .acting import ActUnderWay, ElectionAct, election_act, office_act

State = Document.State


def kinds() -> Mapping[str, Kind]:
    """Both apps' kinds, joined by the project."""
    found: Mapping[str, Kind] = import_string(settings.DOCUMENT_KINDS)
    return found


def attach(act: ActUnderWay, kind: str, snapshot: Snapshot, *, title: str, replaces: Document | None = None) -> Document:
    """Within another act: freeze a document that the act brings about, with the audit head before the act, and queue its PDF. It takes
    the place of `replaces`, and of what that was corrected to meanwhile.

    A text that no packaged font covers is refused here, before anything is printed with boxes in it.
    """
    if type(snapshot) is not kinds()[kind].snapshot:
        raise TypeError(f"{kind} is not made of {type(snapshot).__name__}")
    act.refuse(glyph_issues(snapshot.texts()))
    text = _frozen(act, snapshot, act.chain.check_code).to_json()
    document = Document.objects.create(
        office=act.office,
        election=act.election if isinstance(act, ElectionAct) else None,
        kind=kind,
        title=title,
        audience=kinds()[kind].audience,
        snapshot=text,
        snapshot_sha256=hashlib.sha256(text.encode()).hexdigest(),
        head=act.chain.head,
        drafted_at=act.now,
        drafted_by=act.actor,
    )
    while replaces is not None and replaces.superseded_by is not None:
        replaces = replaces.superseded_by
    if replaces is not None:
        replaces.superseded_by = document
        replaces.save(update_fields=["superseded_by"])
    jobs.queue(act, "render_document", document=document.pk)
    return document


def same_draft(act: ActUnderWay, kind: str, snapshot: Snapshot) -> Document | None:
    """Within an act: a draft of the same facts that stands already; only the head that it prints is another."""
    election = act.election if isinstance(act, ElectionAct) else None
    drafts = Document.objects.filter(office=act.office, election=election, kind=kind, state=State.DRAFT, superseded_by=None)
    return next((draft for draft in drafts if draft.snapshot == _frozen(act, snapshot, draft.head[:16]).to_json()), None)


def says_the_same(document: Document, snapshot: Snapshot) -> bool:
    """Whether a snapshot made now has the facts of the document; the audit head that both print is another."""
    frozen = replace(snapshot, head=document.head[:16], rehearsal=document.office.rehearsal)
    return document.snapshot == frozen.to_json()


def draft_document(election: Election, kind: str, snapshot: Snapshot, *, actor: Account, title: str) -> Document:
    """A paper that no other act brings about. The same facts again return the draft that stands."""
    with election_act(Act.DRAFT_DOCUMENT, election, actor) as act:
        act.refuse([] if kind in kinds() else [Issue("document_kind_unknown", {"kind": kind})])
        standing = same_draft(act, kind, snapshot)
        if standing is not None:
            act.repeats()
            return standing
        document = attach(act, kind, snapshot, title=title)
        act.record(document, kind=kind, snapshot=document.snapshot_sha256)
        return document


def render_document(document: Document, pdf: bytes) -> Document:
    """The finished PDF comes home from its job. Rendered twice, the second one is the same and changes nothing."""
    stored = files.keep_bytes(pdf)
    with _act_on(Act.RENDER_DOCUMENT, document, None) as act:
        document = Document.objects.select_for_update().get(pk=document.pk)
        if document.pdf_id is not None:
            act.repeats()
            return document
        document.pdf = files.enter(act, stored, name=f"{document.title}.pdf", confidential=document.audience != "public")
        document.save(update_fields=["pdf"])
        act.record(document, kind=document.kind, pdf=stored.sha256)
        return document


def finalise_document(document: Document, *, actor: Account) -> Document:
    """定稿: the text is settled and goes to be signed."""
    return _proceed(Act.FINALISE_DOCUMENT, document, actor, {State.DRAFT}, State.AWAITING_SIGNATURE)


def stamp_document(document: Document, *, actor: Account, copy: StoredFile) -> Document:
    """已盖章: the signed and stamped paper, scanned or photographed."""
    return _proceed(Act.STAMP_DOCUMENT, document, actor, {State.DRAFT, State.AWAITING_SIGNATURE}, State.STAMPED, copy)


def release_document(document: Document, *, actor: Account, filed: bool) -> Document:
    """已张贴 or 已报送."""
    before = {State.DRAFT, State.AWAITING_SIGNATURE, State.STAMPED}
    return _proceed(Act.RELEASE_DOCUMENT, document, actor, before, State.FILED if filed else State.POSTED)


def supersede_document(document: Document, snapshot: Snapshot, *, actor: Account, reason: str) -> Document:
    """更正: a new document takes its place; the old one stays and says so."""
    with _act_on(Act.SUPERSEDE_DOCUMENT, document, actor) as act:
        document = Document.objects.select_for_update().get(pk=document.pk)
        act.refuse(_superseding_issues(document, reason))
        made = attach(act, document.kind, snapshot, title=document.title, replaces=document)
        made.correction_reason = reason
        made.save(update_fields=["correction_reason"])
        act.record(made, replaces=document.pk, kind=document.kind, snapshot=made.snapshot_sha256, detail={"reason": reason})
        return made


def _act_on(act: Act, document: Document, actor: Account | None) -> AbstractContextManager[ActUnderWay]:
    """On the election's chain, or on the office's for what concerns the whole cycle."""
    return office_act(act, document.office, actor) if document.election is None else election_act(act, document.election, actor)


def _frozen(act: ActUnderWay, snapshot: Snapshot, head: str) -> Snapshot:
    return replace(snapshot, head=head, rehearsal=act.office.rehearsal)


def _superseding_issues(document: Document, reason: str) -> Iterator[Issue]:
    if not reason.strip():
        yield Issue("reason_missing", {})
    if document.superseded_by_id:
        yield Issue("already_superseded", {})


def _proceed(
    act_kind: Act, document: Document, actor: Account, before: set[State], after: State, copy: StoredFile | None = None
) -> Document:
    with _act_on(act_kind, document, actor) as act:
        document = Document.objects.select_for_update().get(pk=document.pk)
        if document.state == after:
            act.repeats()
            return document
        act.refuse([*_state_issues(document, before, after), *files.foreign_issues(act, copy)])
        document.state = after
        document.stamped_copy = copy or document.stamped_copy
        if after == State.AWAITING_SIGNATURE:
            document.finalised_at = act.now
        if after in {State.POSTED, State.FILED}:
            document.released_at = act.now
        document.save()
        act.record(document, kind=document.kind, state=after.value, copy=copy.sha256 if copy else None)
        return document


def _state_issues(document: Document, before: set[State], after: State) -> Iterator[Issue]:
    if document.superseded_by_id:
        yield Issue("already_superseded", {})
    elif document.election is not None and document.kind in kinds_taken_back(document.election):
        yield Issue("result_taken_back", {})
    elif document.state not in before:
        yield Issue("document_state", {"state": document.state, "wanted": after.value})
