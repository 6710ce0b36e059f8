"""The frame every act runs in: lock · check · write · audit · on_commit.

    with election_act(Act.ISSUE_NOTICE, election, actor) as act:
        act.refuse(issues)                      # check
        notice = Notice.objects.create(...)     # write
        act.record(notice, round=1)             # audit: exactly once

The election in `act.election` is read anew under the lock; use it, not the one that was passed in.
A repeated act returns the recorded fact and says `act.repeats()` instead of recording.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from elections.models import Account, AuditChain, AuditEvent, Decision, Document, Election, LateEntry, Organisation, StoredFile
from elections.queries.clock import latest
from elections.queries.rights import election_issues, office_issues
from elections.rules.acts import CORRECTED_ENTRIES, Act
from elections.rules.issues import Issue, refuse_if

from . import audit


@dataclass(slots=True)
class ActUnderWay:
    """`now` is fixed for the whole act; `fact_at` is when it happened outside, `now` unless it is entered late."""

    act: Act
    office: Organisation
    actor: Account | None
    chain: AuditChain
    now: datetime
    fact_at: datetime
    late_reason: str = ""
    settled: bool = False
    backdated: bool = False

    @property
    def officer(self) -> Account:
        """Who acts. Only what the office's own machine does (sweeps, renderings) has nobody."""
        if self.actor is None:
            raise RuntimeError(f"{self.act} is done by a person")
        return self.actor

    def refuse(self, issues: Iterable[Issue]) -> None:
        refuse_if(issues)

    def record(self, subject: Model, *, detail: Mapping[str, object] | None = None, **figures: object) -> AuditEvent:
        if self.settled:
            raise RuntimeError(f"{self.act} records itself once")
        self.settled = True
        late = self._enter_late(subject)
        if late:
            figures["fact_at"] = self.fact_at.isoformat(timespec="minutes")
            detail = {**(detail or {}), "late_reason": self.late_reason}
        return audit.record(self.act, self.chain, self.actor, subject, at=self.now, detail=detail, **figures)

    def backdates(self) -> None:
        """An earlier hour of the same day gives the fact an effect it would not have now: a reason, and the street confirms it."""
        if not self.late_reason.strip():
            refuse_if([Issue("late_reason_missing", {"fact": minute_of(self.fact_at), "now": minute_of(self.now)})])
        self.backdated = True

    def repeats(self, standing: Model | Mapping[str, object] | None = None, **typed: object) -> None:
        """The fact was recorded before: nothing is written, nothing is audited. Where `typed` says otherwise than what stands, it is no
        repeat: refused with both figures and where to put it right."""
        found = differences(standing, typed) if standing is not None else ()
        if self.act in CORRECTED_ENTRIES:
            self.refuse(Issue("entry_otherwise", figures) for figures in found)
        else:
            self.refuse(Issue("recorded_otherwise", figures) for figures in found)
        self.settled = True

    def _enter_late(self, subject: Model) -> bool:
        return False


@dataclass(slots=True)
class ElectionAct(ActUnderWay):
    election: Election = None  # type: ignore[assignment]  # always given; a dataclass wants a default after the others

    def _enter_late(self, subject: Model) -> bool:
        if self.actor is None or not (self.backdated or is_earlier_day(self.fact_at, self.now)):
            return False
        LateEntry.objects.create(
            election=self.election,
            act=self.act,
            subject=audit.subject_name(subject),
            fact_at=self.fact_at,
            entered_at=self.now,
            entered_by=self.actor,
            reason=self.late_reason,
        )
        return True


@contextmanager
def office_act(act: Act, office: Organisation, actor: Account | None) -> Iterator[ActUnderWay]:
    """An act of the office itself, on its own chain."""
    with transaction.atomic():
        chains = audit.lock_chains(office)
        office = Organisation.objects.get(pk=office.pk)
        now = latest(office, [chain.last_at for chain in chains])
        refuse_if(office_issues(actor, act, office, now))
        doing = ActUnderWay(act=act, office=office, actor=actor, chain=chains[0], now=now, fact_at=now)
        yield doing
        _was_recorded(doing)


@contextmanager
def election_act(
    act: Act, election: Election, actor: Account | None, *, fact_at: datetime | None = None, late_reason: str = ""
) -> Iterator[ElectionAct]:
    """An act in one election. `fact_at` on an earlier day needs `late_reason` and leaves a late entry for the street to confirm."""
    with transaction.atomic():
        chains = audit.lock_chains(election.cycle.office, election)
        election = Election.objects.select_related("cycle__office", "community").get(pk=election.pk)
        now = latest(election.office, [chain.last_at for chain in chains])
        chain = next(chain for chain in chains if chain.election_id == election.pk)
        refuse_if(election_issues(actor, act, election, now))
        fact_at = fact_at or now
        refuse_if(_fact_date_issues(fact_at, now, late_reason))
        doing = ElectionAct(
            act=act,
            office=election.office,
            actor=actor,
            chain=chain,
            now=now,
            fact_at=fact_at,
            late_reason=late_reason,
            election=election,
        )
        yield doing
        _was_recorded(doing)


def is_earlier_day(fact_at: datetime, now: datetime) -> bool:
    return timezone.localdate(fact_at) < timezone.localdate(now)


def _fact_date_issues(fact_at: datetime, now: datetime, late_reason: str) -> Iterator[Issue]:
    if fact_at > now:
        yield Issue("fact_in_future", {"fact": minute_of(fact_at), "now": minute_of(now)})
    elif is_earlier_day(fact_at, now) and not late_reason.strip():
        yield Issue("late_reason_missing", {"fact": minute_of(fact_at), "now": minute_of(now)})


def minute_of(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def differences(standing: Model | Mapping[str, object], typed: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Field by field what is on record and what was typed, where they are not alike. A field that was left empty says nothing."""
    for field, value in typed.items():
        recorded = standing.get(field) if isinstance(standing, Mapping) else getattr(standing, field)
        if value not in (None, "") and _plain(value) != _plain(recorded):
            yield {"field": field, "recorded": shown(recorded), "typed": shown(value)}


def shown(value: object) -> object:
    """As a sentence or a list says it."""
    if isinstance(value, datetime):
        return minute_of(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StoredFile):
        return value.name
    if isinstance(value, Document):
        return value.title
    if isinstance(value, Decision):
        return value.resolution
    return "—" if value in (None, "") else value


def _plain(value: object) -> object:
    """Moments are typed to the minute, and the same file may have been sent twice."""
    if isinstance(value, datetime):
        return minute_of(value)
    if isinstance(value, str):
        return value.strip()
    return value.sha256 if isinstance(value, StoredFile) else value


def _was_recorded(doing: ActUnderWay) -> None:
    if not doing.settled:
        raise RuntimeError(f"{doing.act} left no event: every act is recorded once")
