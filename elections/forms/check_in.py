import re
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.messages import sentences_of
from elections.models import MeetingSession, RollEntry
from elections.queries.check_in import Group, people_of
from elections.queries.hall import session_that_sits
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from elections.services import check_in as services

from .acts import ActForm, TextField

RANGE = re.compile(r"(\d+)(?:\s*[-－—~～至]\s*(\d+))?")
WIDEST = 5000


class HeadForm(ActForm):
    """One person of the roll (`subject`), in the session that sits."""

    @property
    def session(self) -> MeetingSession:
        found = session_that_sits(self.election)
        if found is None:
            raise RuleViolation([Issue("no_session_sits", {})])
        return found

    def done_text(self, result: Any) -> str:
        return f"{self.said}{self.subject.name}" if isinstance(self.subject, RollEntry) else str(self.said)


class UndoCheckInForm(HeadForm):
    act = Act.UNDO_CHECK_IN
    title = _("Undo a check-in")
    press = _("Undo the check-in")
    said = _("The check-in is undone: ")

    def prepare(self) -> None:
        self.lead = self.subject.name  # type: ignore[misc]

    def perform(self) -> None:
        services.undo_check_in(self.session, self.subject, actor=self.actor)


class CheckOutForm(HeadForm):
    act = Act.CHECK_OUT
    title = _("Record that somebody leaves")
    press = _("Record the leaving")
    said = _("Has left: ")

    def prepare(self) -> None:
        self.lead = self.subject.name  # type: ignore[misc]

    def perform(self) -> None:
        services.check_out(self.session, self.subject, actor=self.actor)


class CheckInManyForm(HeadForm):
    act = Act.CHECK_IN
    press = _("Check these people in")

    def entries(self) -> list[RollEntry]:
        raise NotImplementedError

    def perform(self) -> int:
        return services.check_in(self.session, self.entries(), actor=self.actor)

    def done_text(self, result: int) -> str:
        said = ngettext("%(count)s person is checked in just now.", "%(count)s people are checked in just now.", result) % {"count": result}
        before = len(self.entries()) - result
        if before:
            said += " " + ngettext("%(count)s was here already.", "%(count)s were here already.", before) % {"count": before}
        return said


class CheckInGroupForm(CheckInManyForm):
    """`subject`: a branch or block with its people, several of whom come in at once or are ticked on a paper list."""

    title = _("Check in a group")
    lead = _("Tick who is here; whoever was checked in before stays as they were.")

    people = forms.TypedMultipleChoiceField(label=_("Who has come"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        group: Group = self.subject
        self.title = group.name or gettext("In no branch")  # type: ignore[misc, assignment]
        self.waiting = {person.entry.pk: person.entry for person in group.people if not person.is_here}
        field = self.fields["people"]
        field.choices = [(pk, f"{entry.number} {entry.name}") for pk, entry in self.waiting.items()]  # type: ignore[attr-defined]

    def entries(self) -> list[RollEntry]:
        return [self.waiting[pk] for pk in self.cleaned_data["people"]]


class CheckInNumbersForm(CheckInManyForm):
    title = _("Check in by numbers")
    lead = _("From a signed list: the numbers of the roll, with commas or spaces between; 3-12 means everybody from 3 to 12.")

    numbers = TextField(label=_("Numbers"), lines=3)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        try:
            session = self.session
        except RuleViolation as refused:
            raise forms.ValidationError(sentences_of(refused.issues)) from refused
        known = {person.entry.number: person.entry for person in people_of(session)}
        wanted = numbers_in(typed.get("numbers", ""))
        unknown = [str(number) for number in wanted if number not in known]
        if unknown:
            self.add_error("numbers", gettext("Not on the roll: %(numbers)s") % {"numbers": ", ".join(unknown[:20])})
        self.found = [known[number] for number in wanted if number in known]
        return typed

    def entries(self) -> list[RollEntry]:
        return self.found


def numbers_in(text: str) -> list[int]:
    """Each once, in the order typed; a range both ends included."""
    found: dict[int, None] = {}
    for first, last in RANGE.findall(text):
        low, high = int(first), int(last or first)
        found.update(dict.fromkeys(range(low, min(high, low + WIDEST) + 1)))
    return list(found)
