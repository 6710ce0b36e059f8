"""One act as a form: what is asked, what stands on the button, what follows, and the service that does it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, LayoutObject
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elections.models import Account, Election, Organisation, StoredFile
from elections.rules.acts import Act
from elections.rules.letter_numbers import letter_number
from elections.services.files import store_file

from . import layouts
from .uploads import EvidenceField, HoldingForm

Word = str | Promise


class ActForm(HoldingForm):
    """`title` heads the page, `lead` is the one sentence where somebody would hesitate, `consequence` what cannot be taken back.

    `subject` is the row that the act is about, found by the view in the election's own (or the office's) rows.
    """

    act: ClassVar[Act]
    title: ClassVar[Word]
    press: ClassVar[Word]
    said: ClassVar[Word]
    lead: ClassVar[Word] = ""
    consequence: ClassVar[Word] = ""
    rows: ClassVar[Sequence[LayoutObject | str]] = ()  # the layout; without it the fields one under another

    def __init__(
        self,
        *args: Any,
        office: Organisation,
        now: datetime,
        election: Election | None = None,
        subject: Any = None,
        actor: Account,
        **kwargs: Any,
    ) -> None:
        self.office, self.now, self.subject = office, now, subject
        self._election = election
        super().__init__(*args, actor=actor, **kwargs)

    @property
    def election(self) -> Election:
        """The election it is done in; an act of the office as a whole has none."""
        if self._election is None:
            raise RuntimeError(f"{self.act} is not done in an election")
        return self._election

    @property
    def helper(self) -> FormHelper:
        beside = {"once", *LATE} if isinstance(self, LateEntryForm) else {"once"}
        names = [name for name in self.fields if name not in beside]
        rows: list[LayoutObject | str] = ["once", *(self.rows or names)]
        if isinstance(self, LateEntryForm):
            rows.append(late_rows(self))
        return layouts.helper(*rows, press=self.press, css_class="btn-danger" if self.consequence else "btn-primary")

    def perform(self) -> object:
        """Calls the service with what was typed; the rules may refuse."""
        raise NotImplementedError

    def done_text(self, result: Any) -> str:
        """What is said on the next page."""
        return str(self.said)

    def ask(self, tick: str) -> None:
        """A tick that is shown only where its question arose: what stands on every form is ticked without being read."""
        if tick not in self.rows:
            self.rows = (*self.rows, tick)  # type: ignore[misc]

    def keep(self, field: str, *, confidential: bool = False) -> StoredFile | None:
        """Stores what was uploaded in a field, if anything: an act of its own, before this one."""
        upload = self.cleaned_data.get(field)
        if not upload:
            return None
        return store_file(
            self._election or self.office, actor=self.actor, name=upload.name or "", content=upload.read(), confidential=confidential
        )


class ScanField(EvidenceField):
    """A scan or a photograph."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accept=".pdf,.jpg,.jpeg,.png", **kwargs)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class MomentField(forms.DateTimeField):
    """Day and minute on the office's clock."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)


class WholeNumberField(forms.IntegerField):
    """How many; never less than nothing. Typed as text: a browser empties a number field of what it cannot read."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "num"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)


class TextField(forms.CharField):
    """Several lines."""

    def __init__(self, *, lines: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(widget=forms.Textarea(attrs={"rows": lines}), **kwargs)


OWN_NUMBER = _("The letter's own number with the year; brackets and figures are put into the official form.")


class LetterNumberField(forms.CharField):
    """发文字号: typed with any brackets and figures, kept as the standard writes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        return letter_number(super().to_python(value))


LATE = ("fact_at", "late_reason")


class LateEntryForm(ActForm):
    """An act that may be entered later than it happened (补录): the day of the fact, and why it is entered only now.

    The service wants the two as `fact_at`-like argument and `late_reason`; left empty it happens now.
    """

    fact_at = MomentField(label=_("When it happened"), required=False)
    late_reason = forms.CharField(label=_("Why it is entered only now"), required=False, max_length=400)

    def late(self, name: str = "fact_at") -> dict[str, Any]:
        """The two as keyword arguments of the service, which calls the moment `name`."""
        return {name: self.cleaned_data["fact_at"], "late_reason": self.cleaned_data["late_reason"]}


def late_rows(form: forms.Form) -> Div:
    """Folded away unless something stands there or is at fault: what nobody touched asks nothing."""
    is_open = any(form[name].value() or form[name].errors for name in LATE if name in form.fields)
    opening = HTML('{% load i18n %}<summary>{% translate "It happened earlier and is entered only now" %}</summary>')
    note = HTML('{% load i18n %}<p class="quiet">{% translate "The street confirms it; both days show in the record." %}</p>')
    return Div(opening, note, *LATE, css_class="late-entry", template="components/details.html", **({"open": "open"} if is_open else {}))
