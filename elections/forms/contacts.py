"""点对点联系: a whole sheet of members at once, or one member."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.labels import CONTACT_MANNERS, CONTACT_STATES, WISHES
from elections.models import Contact, Election, RollEntry
from elections.queries import contacts as queries
from elections.queries.contacts import ContactChoice, ContactSheet, MemberContact
from elections.queries.corrections import entry_corrections
from elections.queries.roll_lists import branch_names
from elections.rules.acts import Act
from elections.services.mobilisation import Attempt, record_contact

from .acts import LateEntryForm
from .decisions import side_by_side
from .filters import ALL, ListFilter
from .grids import Row
from .lines import LinesForm

REACHED, NOT_REACHED = "reached", "not_reached"
RESULTS = [(REACHED, _("reached")), (NOT_REACHED, _("not reached"))]
NOTHING = ("", "—")


class ContactRow(Row):
    result = forms.ChoiceField(label=_("Reached or not"), required=False, choices=[NOTHING, *RESULTS])
    manner = forms.ChoiceField(label=_("How"), required=False, choices=[("", _("as above")), *CONTACT_MANNERS.items()])
    wish = forms.ChoiceField(label=_("Day that suits"), required=False, choices=[NOTHING, *WISHES.items()])
    away = forms.BooleanField(label=_("Away"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"}))
    needs_fetching = forms.BooleanField(
        label=_("Needs fetching"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("result") and self.has_changed() and not self.others_reached:
            self.add_error("result", gettext("Say whether the member was reached."))
        return typed

    @property
    def others_reached(self) -> bool:
        return bool(self.data.get("others_reached"))


class RecordContactsForm(LateEntryForm, LinesForm):
    """`subject`: a sheet of members."""

    act = Act.RECORD_CONTACT
    title = _("Enter contacts")
    lead = _("Everybody of one branch on one sheet. Who is left without an outcome is not touched.")
    press = _("Enter the contacts")
    said = _("The contacts are entered.")
    people_title = _("Party member")
    row_class = ContactRow

    manner = forms.ChoiceField(label=_("How they were contacted"), choices=list(CONTACT_MANNERS.items()), initial=Contact.Manner.TELEPHONE)
    by_name = forms.CharField(label=_("Who kept in touch"), max_length=40, widget=forms.TextInput(attrs={"list": "by_names"}))
    others_reached = forms.BooleanField(
        label=_("Whoever has no outcome below was reached"), required=False, help_text=_("Mark only those who were not.")
    )

    rows = (
        side_by_side("manner", "by_name"),
        HTML('{% include "components/suggestions.html" with id="by_names" values=form.known %}'),
        "others_reached",
    )

    def prepare(self) -> None:
        super().prepare()
        self.known = queries.contact_people(self.election)

    def people(self) -> Iterator[tuple[RollEntry, str, str]]:
        sheet: ContactSheet = self.subject
        for member in sheet.members:
            state = str(CONTACT_STATES[member.state])
            yield member.entry, member.entry.name, " · ".join(part for part in (member.entry.telephone, state) if part)

    def values(self, subject: RollEntry) -> dict[str, Any]:
        return {"away": subject.away, "needs_fetching": subject.needs_fetching}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self.given = list(self._attempts(cleaned))
            if not self.given:
                self.add_error(None, gettext("Give an outcome for at least one member."))
        return cleaned

    def _attempts(self, cleaned: dict[str, Any]) -> Iterator[Attempt]:
        for line in self.lines:
            typed = line.row.cleaned_data
            result = typed["result"] or (REACHED if cleaned["others_reached"] else "")
            manner, by = typed["manner"] or cleaned["manner"], cleaned["by_name"]
            if result:
                yield attempt(line.subject, typed, reached=result == REACHED, manner=manner, by=by)

    def perform(self) -> list[Contact]:
        return record_contact(self.election, self.given, actor=self.actor, **self.late("contacted_at"))

    def done_text(self, result: list[Contact]) -> str:
        return ngettext("%(count)s member is entered.", "%(count)s members are entered.", len(result)) % {"count": len(result)}


class RecordContactForm(LateEntryForm):
    """`subject`: one member with the attempts so far."""

    act = Act.RECORD_CONTACT
    title = _("Enter a contact")
    press = _("Enter the contact")
    said = _("The contact is entered.")

    result = forms.ChoiceField(label=_("Reached or not"), choices=RESULTS, widget=forms.RadioSelect)
    manner = forms.ChoiceField(label=_("How"), choices=list(CONTACT_MANNERS.items()), initial=Contact.Manner.TELEPHONE)
    by_name = forms.CharField(label=_("Who kept in touch"), max_length=40)
    wish = forms.ChoiceField(label=_("Day that suits"), required=False, choices=[NOTHING, *WISHES.items()])
    away = forms.BooleanField(label=_("Away"), required=False)
    needs_fetching = forms.BooleanField(label=_("Needs fetching"), required=False)

    rows = ("result", side_by_side("manner", "by_name"), "wish", side_by_side("away", "needs_fetching"))

    def prepare(self) -> None:
        member: MemberContact = self.subject
        self.corrected = entry_corrections(self.office, self.election)
        self.lead = member.entry.name  # type: ignore[misc]
        for name in ("away", "needs_fetching"):
            self.initial.setdefault(name, getattr(member.entry, name))

    def perform(self) -> list[Contact]:
        typed = self.cleaned_data
        made = attempt(self.subject.entry, typed, reached=typed["result"] == REACHED, manner=typed["manner"], by=typed["by_name"])
        return record_contact(self.election, [made], actor=self.actor, **self.late("contacted_at"))


def attempt(entry: RollEntry, typed: dict[str, Any], *, reached: bool, manner: str, by: str) -> Attempt:
    """Of somebody who was not reached nothing new is known: what the roll says of fetching stays."""
    return Attempt(
        entry=entry,
        manner=manner,
        reached=reached,
        away=typed["away"],
        needs_fetching=typed["needs_fetching"] if reached else False,
        wish=typed["wish"],
        by_name=by,
    )


class ContactFilter(ListFilter):
    first = ("text", "branch", "state")

    text = forms.CharField(label=_("Name, initials or number"), required=False, max_length=40)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    building = forms.ChoiceField(label=_("Building"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *CONTACT_STATES.items()])
    need = forms.ChoiceField(
        label=_("Need or wish"), required=False, choices=[ALL, ("away", _("Away")), ("fetching", _("Needs fetching")), *WISHES.items()]
    )
    by_name = forms.ChoiceField(label=_("Who kept in touch"), required=False)

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known in (
            ("branch", branch_names(election)),
            ("building", queries.buildings(election)),
            ("by_name", queries.contact_people(election)),
        ):
            self.offer(name, [ALL, *((value, value) for value in known)])

    def choice(self) -> ContactChoice:
        return ContactChoice(**self.asked)
