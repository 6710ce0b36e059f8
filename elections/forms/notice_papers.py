"""What a notice says beside its list: where reports go, and the words before the names."""

from typing import Any, ClassVar

from crispy_forms.layout import HTML, Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.documents.parts import Reporting
from elections.services.notice_papers import Wording

from .acts import DayField, TextField
from .addresses import PostcodeField

REPORTING = {"report_to": "office", "telephone": "telephone", "address": "address", "postcode": "postcode", "hours": "hours"}


class ReportingFields(forms.Form):
    """Where somebody with something to say goes."""

    report_to = forms.CharField(label=_("Office that takes reports"), max_length=60)
    telephone = forms.CharField(label=_("Its telephone"), max_length=40)
    address = forms.CharField(label=_("Address for letters and visits"), max_length=120)
    postcode = PostcodeField()
    hours = forms.CharField(label=_("Hours in which reports are taken"), max_length=120)

    reporting_rows: ClassVar[tuple[Any, ...]] = (
        HTML('{% load i18n %}<h2 class="form-part">{% translate "Where reports go" %}</h2>'),
        Row(Column("report_to", css_class="col-sm-7"), Column("telephone", css_class="col-sm-5")),
        Row(Column("address", css_class="col-sm-8"), Column("postcode", css_class="col-sm-4")),
        "hours",
    )

    def reporting(self) -> Reporting:
        """As typed so far; as it usually is before anybody typed."""
        return Reporting(**{part: self._said(name) for name, part in REPORTING.items()})

    def begin_with(self, reporting: Reporting) -> None:
        for name, part in REPORTING.items():
            self.initial.setdefault(name, getattr(reporting, part))

    def _said(self, name: str) -> Any:
        typed = getattr(self, "cleaned_data", {})
        return typed[name] if name in typed else self.initial.get(name, "")


class WordingFields(ReportingFields):
    wording_title = forms.CharField(label=_("Title"), max_length=120)
    basis = TextField(
        label=_("Opening sentence"), lines=2, required=False, help_text=_("Only where the plan asks for one; the usual text follows it.")
    )
    decided_by = forms.CharField(label=_("Settled by"), required=False, max_length=60)
    decided_on = DayField(label=_("Settled on"), required=False)

    wording_rows: ClassVar[tuple[Any, ...]] = (
        "wording_title",
        "basis",
        Row(Column("decided_by", css_class="col-sm-7"), Column("decided_on", css_class="col-sm-5")),
    )

    def wording(self) -> Wording:
        said = {name: self._said(name) for name in ("basis", "decided_by", "decided_on")}
        return Wording(
            title=self._said("wording_title"), basis=said["basis"], decided_by=said["decided_by"], decided_on=said["decided_on"] or None
        )

    def begin_with_words(self, wording: Wording, *, names_who_settled: bool) -> None:
        """The result of the open nomination was settled by nobody: its text has no place for a name."""
        self.initial.setdefault("wording_title", wording.title)
        for name in ("basis", "decided_by", "decided_on"):
            self.initial.setdefault(name, getattr(wording, name))
        for name in [] if names_who_settled else ["decided_by", "decided_on"]:
            self.fields[name].widget = forms.HiddenInput()
