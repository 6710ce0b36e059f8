"""The record as it leaves the house: exports that anybody can verify, and details that are erased when they are due."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

from elections.models import Account, AuditChain, AuditDetail, AuditEvent, Election
from elections.rules.acts import Act
from elections.rules.audit_chain import export_lines
from elections.rules.issues import Issue

from .acting import ActUnderWay, election_act, office_act
from .audit import chain_name


def export_record(election: Election, *, actor: Account) -> bytes:
    """audit.jsonl of one election, up to the moment before the export itself is recorded."""
    with election_act(Act.EXPORT_RECORD, election, actor) as act:
        content = b"".join(lines_of(act.chain))
        act.record(act.election, events=act.chain.count, head=act.chain.head)
        return content


def lines_of(chain: AuditChain) -> Iterator[bytes]:
    """Also for the public page: an event holds nothing that would have to be kept from anybody."""
    raw = AuditEvent.objects.filter(chain=chain, number__lte=chain.count).order_by("number").values_list("raw", flat=True)
    return export_lines(chain_name(chain), (text.encode() for text in raw))


def erase_detail(event: AuditEvent, *, actor: Account, reason: str) -> AuditDetail:
    """Personal data that is due goes; the event keeps the hash of what stood there, and every export still verifies."""
    with _act_on(Act.ERASE_DETAIL, event.chain, actor) as act:
        detail = AuditDetail.objects.select_for_update().get(event=event)
        if detail.erased_at is not None:
            act.repeats()
            return detail
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        detail.text, detail.salt, detail.erased_at = "", "", act.now
        detail.save()
        act.record(detail, event=event.number, detail={"reason": reason})
        return detail


def _act_on(act: Act, chain: AuditChain, actor: Account) -> AbstractContextManager[ActUnderWay]:
    return office_act(act, chain.office, actor) if chain.election is None else election_act(act, chain.election, actor)
