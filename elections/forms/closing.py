from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.act_labels import DECISION_MATTERS
from elections.labels import POSTS
from elections.models import Decision, Document
from elections.queries.closing import new_committee, papers_waiting, work_shares
from elections.rules.acts import Act
from elections.services import closing as services
from elections.services.closing import HandoverNote
from elections.services.hall_papers import secretary_of

from .acts import ActForm, LateEntryForm, MomentField, ScanField, TextField
from .decisions import SCAN_HELP, MinutesFields, side_by_side
from .grids import Row
from .lines import LinesForm

WHY_LATE = _("Why it is entered only now")
MATTER = "division_of_work"


class ShareRow(Row):
    work = forms.CharField(label=_("Share of the work"), max_length=200, required=False)


class DivideWorkForm(MinutesFields, LinesForm):
    """新班子成员会议: everybody's share, and the minutes of the meeting that decided it."""

    act = Act.RECORD_DIVISION_OF_WORK
    title = _("Division of work")
    lead = _("As the first meeting of the new committee divided it; everybody elected has a share.")
    press = _("Record the division of work")
    said = _("The division of work is on record.")
    row_class = ShareRow

    held_at = MomentField(label=_("When the meeting was held"))
    late_reason = forms.CharField(
        label=WHY_LATE, required=False, max_length=400, help_text=_("Only where the meeting was on an earlier day.")
    )
    scan = ScanField(label=_("Minutes, scanned"), required=False, help_text=SCAN_HELP)

    rows = (side_by_side("held_at", "late_reason"), *MinutesFields.minutes_rows, "scan")

    def prepare(self) -> None:
        super().prepare()
        people = new_committee(self.election)
        self.initial.setdefault("held_at", self.now)
        self.initial.setdefault("due", len(people))
        self.initial.setdefault("chair", people[0][0].name if people else "")
        self.initial.setdefault("resolution", str(DECISION_MATTERS[MATTER]))

    def people(self) -> Iterable[tuple[Any, str, str]]:
        for entry, posts in new_committee(self.election):
            yield entry, entry.name, str(POSTS[posts[0]])

    def values(self, subject: Any) -> dict[str, Any]:
        return {"work": next((share.work for share in work_shares(self.election) if share.entry_id == subject.pk), "")}

    def perform(self) -> object:
        typed = self.cleaned_data
        shares = {entry: answer["work"].strip() for entry, answer in self.answers()}
        return services.record_division_of_work(
            self.election,
            shares,
            self.minutes(body=Decision.Body.NEW_COMMITTEE, matter=MATTER),
            actor=self.actor,
            held_at=typed["held_at"],
            late_reason=typed["late_reason"],
            scan=self.keep("scan"),
        )


class HandoverForm(LateEntryForm):
    act = Act.RECORD_HANDOVER
    title = _("Hand-over")
    lead = _("From the outgoing committee to the new one, before a witness.")
    press = _("Record the hand-over")
    said = _("The hand-over is on record.")

    handed_by = forms.CharField(label=_("Handed over by"), max_length=60)
    received_by = forms.CharField(label=_("Received by"), max_length=60)
    witnessed_by = forms.CharField(label=_("Witnessed by"), max_length=60)
    items = TextField(label=_("What was handed over"), help_text=_("Files, seals, Party dues, accounts, equipment."))
    scan = ScanField(label=_("Hand-over list, scanned"), required=False)

    rows = (side_by_side("handed_by", "received_by", "witnessed_by"), "items", "scan")

    def prepare(self) -> None:
        people = new_committee(self.election)
        self.initial.setdefault("handed_by", secretary_of(self.election))
        self.initial.setdefault("received_by", people[0][0].name if people else "")

    def perform(self) -> object:
        typed = self.cleaned_data
        note = HandoverNote(**{name: typed[name] for name in ("handed_by", "received_by", "witnessed_by", "items")})
        return services.record_handover(self.election, note, actor=self.actor, scan=self.keep("scan"), **self.late("handed_over_at"))


class SealArchiveForm(ActForm):
    act = Act.SEAL_ARCHIVE
    title = _("Seal the archive")
    lead = _("The index is drawn up and everything is packed into one file with the record of all acts.")
    consequence = _("Nothing can be recorded in this election any more. It stays readable.")
    press = _("Seal the archive")
    said = _("The archive is sealed; it is being packed.")

    @property
    def waiting(self) -> list[Document]:
        return papers_waiting(self.election)

    def perform(self) -> object:
        return services.seal_archive(self.election, actor=self.actor)
