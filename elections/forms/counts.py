"""The sheets of the count: totals of a batch, or its ballots one by one as they are called."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.models import Attestation
from elections.queries.counts import (
    BatchAtHand,
    BatchState,
    batch_states,
    paper_contests,
    printed_numbers,
    shown_totals,
    standing_signature,
    tally_ballots,
)
from elections.rules.acts import Act
from elections.rules.ballots import BallotKind, BallotStyle, Contest
from elections.rules.calling import LETTERS, read_batch
from elections.rules.issues import refuse_if
from elections.services import counts

from .acts import ActForm, ScanField, TextField
from .tally_sheets import TotalsForm, agreed


class EnterTallyForm(TotalsForm):
    act = Act.ENTER_TALLY
    title = _("Enter a batch")
    lead = _("Type the figures from the tally sheet with the keyboard alone; Enter goes to the next figure. Nobody else sees them yet.")
    press = _("Hand in this batch")

    def perform(self) -> Any:
        at: BatchAtHand = self.subject
        return counts.enter_tally(at.round, at.number, actor=self.actor, ballots=self.cleaned_data["ballots"], totals=self.totals())

    def done_text(self, result: BatchState) -> str:
        return said_of(result)


class CalledBallotsForm(ActForm):
    """`subject`: the batch at hand. One line for each ballot as it is called."""

    act = Act.ENTER_TALLY
    title = _("Enter ballots as they are called")
    lead = _("One ballot on each line, Enter after it. The program adds up; whatever it cannot read it names with the line.")
    press = _("Hand in this batch")

    called = TextField(label=_("Ballots, one a line"), lines=14, max_length=60_000)

    def prepare(self) -> None:
        at: BatchAtHand = self.subject
        self.contests = paper_contests(at.round)
        self.numbers = printed_numbers(at.round)
        widget = self.fields["called"].widget
        widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "class": "mono called", "data-called": "", "lang": "zh"})

    @property
    def letters(self) -> list[tuple[str, Contest, list[tuple[int, str]]]]:
        """Each post with its letter and its numbered names, as a key to what is typed."""
        named: dict[str, list[tuple[int, str]]] = {code: [] for code in self.contests}
        for number, (code, name) in self.numbers.items():
            named[code].append((number, name))
        return [(letter, contest, named[contest.code]) for letter, contest in zip(LETTERS, self.contests.values(), strict=False)]

    @property
    def examples(self) -> list[int]:
        """Numbers of this very paper, the first and the last."""
        numbers = sorted(self.numbers)
        return numbers if len(numbers) < 2 else [numbers[0], numbers[-1]]

    @property
    def is_refusable(self) -> bool:
        """Where numbers are written into posts nobody is refused."""
        return bool(self.numbers) and any(contest.style is not BallotStyle.NUMBER for contest in self.contests.values())

    @property
    def takes_others(self) -> bool:
        return any(contest.kind is not BallotKind.RUNOFF for contest in self.contests.values())

    def perform(self) -> Any:
        at: BatchAtHand = self.subject
        marks, issues = read_batch(list(self.contests.values()), self.numbers, self.cleaned_data["called"])
        refuse_if(issues)
        return counts.enter_tally(at.round, at.number, actor=self.actor, ballots=len(marks), totals=tally_ballots(at.round, marks))

    def done_text(self, result: BatchState) -> str:
        return said_of(result)


class SettleTallyForm(TotalsForm):
    act = Act.SETTLE_TALLY
    title = _("Settle a batch")
    lead = _("The two entries differ. Take the papers in hand, count what differs once more, and type what is right.")
    press = _("Settle this batch")
    said = _("The batch is settled; both entries stay on record.")

    reason = TextField(label=_("What was found"), lines=2)

    def prepare(self) -> None:
        super().prepare()
        at: BatchAtHand = self.subject
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])
        if at.state is not None and len(at.state.entries) == 2:
            self.initial = {**agreed(at.state, self.contests), **self.initial}

    def perform(self) -> Any:
        at: BatchAtHand = self.subject
        typed = self.cleaned_data
        return counts.settle_tally(
            at.round, at.number, actor=self.actor, ballots=typed["ballots"], totals=self.totals(), reason=typed["reason"]
        )


class AttestCountForm(ActForm):
    """`subject`: the round."""

    act = Act.ATTEST_COUNT
    title = _("Sign the count")
    lead = _("By the scrutineer's PIN from the paper slip, or by the signed count report, photographed and confirmed by two people.")
    press = _("Sign the count")
    said = _("The count is signed; the figures are final.")

    pin = forms.CharField(
        label=_("The scrutineer's PIN"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "mono"}),
    )
    scan = ScanField(label=_("Or: photograph of the signed count report"), required=False)

    def prepare(self) -> None:
        self.totals = shown_totals(self.subject)
        begun: Attestation | None = standing_signature(self.subject)
        self.waits = begun is not None and begun.attested_at is None
        self.photograph = begun.scan if self.waits and begun is not None else None
        if self.waits and begun is not None:
            del self.fields["scan"]
            lead = gettext("%(name)s has photographed the signed count report. Compare the figures below with the paper, then confirm.")
            vars(self).update(lead=lead % {"name": begun.first_operator}, press=gettext("The paper says the same; confirm"))

    def perform(self) -> Any:
        pin = self.cleaned_data["pin"]
        scan = None if self.waits or pin else self.keep("scan")
        return counts.attest_count(self.subject, actor=self.actor, pin=pin, scan=scan)

    def done_text(self, result: Attestation) -> str:
        if result.attested_at is None:
            return gettext("The photograph is on record. Another person compares it with the figures and confirms.")
        return super().done_text(result)


class ReopenCountForm(ActForm):
    """`subject`: the round."""

    act = Act.REOPEN_COUNT
    title = _("Reopen a signed count")
    lead = _("Only for an error found before the result is certified. The batches chosen are counted anew by two tellers and signed again.")
    consequence = _("The signature and the outcome of this round are taken back. Every entry and the signature stay on record.")
    press = _("Reopen the count")
    said = _("The count is open again.")

    batches = forms.MultipleChoiceField(label=_("Batches to count anew"), widget=forms.CheckboxSelectMultiple)
    reason = TextField(label=_("Reason"), lines=2)

    def prepare(self) -> None:
        papers = [state.batch for state in batch_states(self.subject) if not state.batch.electronic]
        words = gettext("Batch %(number)s, %(ballots)s ballots")
        choices = [(str(batch.number), words % {"number": batch.number, "ballots": batch.ballots}) for batch in papers]
        self.fields["batches"].choices = choices  # type: ignore[attr-defined]

    def perform(self) -> Any:
        typed = self.cleaned_data
        return counts.reopen_count(self.subject, actor=self.actor, batches=[int(n) for n in typed["batches"]], reason=typed["reason"])


def said_of(state: BatchState) -> str:
    figures = {"batch": state.batch.number}
    if state.waits_for == "second_entry":
        return gettext("Batch %(batch)s is handed in. Another teller enters it too.") % figures
    if state.waits_for == "scrutineer":
        return gettext("Batch %(batch)s is handed in. The two entries differ; the scrutineer settles it with the papers.") % figures
    return gettext("Batch %(batch)s is handed in. Both entries agree.") % figures
