"""操作留痕: one event for each act, in the act's own transaction, chained by hash.

An event holds opaque ids, codes and figures only. Names, reasons and texts go into an erasable detail,
of which the event carries sha256(salt + detail): personal data can be removed and every export still verifies.
"""

import json
import re
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from elections.models import Account, AuditChain, AuditDetail, AuditEvent, Election, Organisation
from elections.rules.acts import Act
from elections.rules.audit_chain import START, detail_hash, event_bytes, next_hash

CODE = re.compile(r"[A-Za-z0-9_.:,/+\-]*")


def open_chain(office: Organisation, election: Election | None = None) -> AuditChain:
    return AuditChain.objects.create(office=office, election=election, head=START)


def chain_of(office: Organisation, election: Election | None = None) -> AuditChain:
    return AuditChain.objects.get(office=office, election=election)


def lock_chains(office: Organisation, election: Election | None = None) -> list[AuditChain]:
    """The chains an act works under, in id order, so that two acts never wait for each other in a ring."""
    wanted = AuditChain.objects.filter(office=office, election=None)
    if election is not None:
        wanted = wanted | AuditChain.objects.filter(election=election)
    return list(wanted.select_for_update().order_by("pk"))


def record(
    verb: Act,
    chain: AuditChain,
    actor: Account | None,
    subject: Model | None,
    *,
    at: datetime,
    detail: Mapping[str, object] | None = None,
    **figures: object,
) -> AuditEvent:
    """Append one event to a locked chain. Figures that are not codes or numbers raise ValueError: they belong into the detail."""
    kept = _keep_detail(detail) if detail else None
    number = chain.count + 1
    raw = _raw_event(chain, number, at, verb, actor, subject, figures, kept)
    digest = next_hash(chain.head, raw.encode())
    event = AuditEvent.objects.create(
        chain=chain, number=number, raw=raw, hash=digest, at=at, verb=verb, actor=actor, detail=kept[0] if kept else None
    )
    chain.count, chain.head, chain.last_at = number, digest, at
    chain.save(update_fields=["count", "head", "last_at"])
    return event


def chain_name(chain: AuditChain) -> str:
    """What an export calls itself: the election's code, or the office's with a mark before it."""
    return chain.election.code if chain.election else f"office:{chain.office.code}"


def _raw_event(
    chain: AuditChain,
    number: int,
    at: datetime,
    verb: Act,
    actor: Account | None,
    subject: Model | None,
    figures: Mapping[str, object],
    kept: tuple[AuditDetail, str] | None,
) -> str:
    for name, value in figures.items():
        _refuse_text(name, value)
    event: dict[str, object] = {"n": number}
    if number == 1:
        event["election"] = chain_name(chain)
    event |= {"at": at.isoformat(timespec="seconds"), "verb": verb.value}
    if actor is not None:
        event["actor"] = actor.pk
    if subject is not None:
        event["subject"] = subject_name(subject)
    if figures:
        event["figures"] = dict(sorted(figures.items()))
    if kept is not None:
        event["detail"] = kept[1]
    return event_bytes(event).decode()


def subject_name(subject: Model) -> str:
    return f"{subject._meta.label_lower}:{subject.pk}"


def _refuse_text(name: str, value: object) -> None:
    values = value if isinstance(value, list | tuple) else [value]
    for item in values:
        if not (item is None or isinstance(item, int) or (isinstance(item, str) and CODE.fullmatch(item))):
            raise ValueError(f"an event holds codes and figures only; {name} belongs into the detail")


def _keep_detail(detail: Mapping[str, object]) -> tuple[AuditDetail, str]:
    salt = secrets.token_hex(16)
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    kept = AuditDetail.objects.create(salt=salt, text=text)
    return kept, detail_hash(salt.encode(), text.encode())
