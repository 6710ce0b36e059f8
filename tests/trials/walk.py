"""One walk: step after step somebody tries something, and the house must still stand."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from elections.models import AuditChain, AuditEvent, Election
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.readiness import missing
from elections.queries.rights import AFTER_SEALING
from elections.rules.acts import Act
from elections.rules.audit_chain import verify
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase, next_step, step_of
from elections.services.elections import advance_phase
from elections.services.records import lines_of
from tests.factories.office import Office

from .random_officer import RandomOfficer, Try, every_row


@dataclass
class Walk:
    office: Office
    officer: RandomOfficer
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def election(self) -> Election:
        return Election.objects.select_related("cycle__office", "community").get(pk=self.office.election.pk)

    def step(self, *, may_end: bool) -> None:
        election = self.election
        step = step_of(Phase(election.phase), election.rules)
        tried = self.officer.next_try(election, step.acts, may_end=may_end)
        if tried is None:
            return
        rows, events = list(every_row()), AuditEvent.objects.count()
        outcome = self._do(tried)
        new = list(AuditEvent.objects.order_by("pk")[events:])
        if outcome == "done" and new:
            self._was_allowed(tried, new, step.acts, was_ended=bool(election.sealed_at or election.annulled_at))
        else:
            assert not new, f"{tried.act} was {outcome} and yet recorded"
            assert list(every_row()) == rows, f"{tried.act} was {outcome} without an event and yet changed something"

    def _do(self, tried: Try) -> str:
        try:
            with transaction.atomic():
                tried.service(**tried.arguments)
        except RuleViolation as refusal:
            self.refused.update(issue.code for issue in refusal.issues)
            return "refused"
        except Exception as fault:
            last = fault.__traceback__
            while last and last.tb_next:
                last = last.tb_next
            place = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
            self.faults.setdefault(f"{tried.act} {type(fault).__name__} {place}", f"{fault}"[:200] + f" {tried.arguments}"[:600])
            return "broken"
        self.done[tried.act] += 1
        return "done"

    def _was_allowed(self, tried: Try, new: list[AuditEvent], acts: frozenset[Act], *, was_ended: bool) -> None:
        assert [event.verb for event in new] == [tried.act.value], f"{tried.act} left {[event.verb for event in new]}"
        [event] = new
        assert event.raw.isascii(), event.raw
        if event.chain.election_id == self.office.election.pk and tried.act is not Act.OPEN_ELECTION:
            assert tried.act in AFTER_SEALING or (tried.act in acts and not was_ended), f"{tried.act} went through out of phase"

    def readiness_does_not_lie(self) -> None:
        election = self.election
        coming = next_step(Phase(election.phase), election.rules)
        if coming is None or election.sealed_at or election.annulled_at:
            return
        lacks = missing(election, election_now(election))
        with transaction.atomic():
            officer = self.office.account(Role.STREET_OFFICER, "who-asks")  # whatever the walk did to the others
            try:
                advance_phase(election, actor=officer, to=coming.phase)
                went = True
            except RuleViolation as refusal:
                assert list(refusal.issues) == lacks
                went = False
            assert went == (not lacks)
            transaction.set_rollback(True)

    def chains_verify(self) -> None:
        for chain in AuditChain.objects.select_related("election", "office"):
            verdict = verify(b"".join(lines_of(chain)), chain.head)
            assert verdict.exit_code == 0, str(verdict)

    def told(self) -> str:
        done = f"{self.done.total()} done of {len(self.done)} kinds, {self.refused.total()} refusals of {len(self.refused)} kinds"
        never = sorted(act.value for act in Act if act.value not in self.done)
        return f"{done}; refused most: {self.refused.most_common(5)}\n  never done: {' '.join(never)}"

    def nothing_broke(self) -> None:
        assert not self.faults, "\n".join(f"{place}: {what}" for place, what in self.faults.items())
        assert self.done
        assert self.refused
