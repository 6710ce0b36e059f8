import re
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.messages import sentences_of
from elections.models import MeetingSession, RollEntry
from elections.queries.check_in import Group, entries_by_number, people_of
from elections.queries.hall import session_that_sits
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from elections.services import check_in as services

from .acts import ActForm, TextField

NUMBER_OR_RANGE = re.compile(r"(\d{1,6})号?(?:-(\d{1,6})号?)?")
AROUND_DASH = re.compile(r"\s*[-–—~至到]+\s*")  # after NFKC, which makes － and ～ plain
BETWEEN = re.compile(r"[\s,、;.。]+")
WIDEST = 5000
MOST_NAMED = 20


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
        self._take(session, read_numbers(typed.get("numbers", "")))
        return typed

    def _take(self, session: MeetingSession, read: "Numbers") -> None:
        voting = {person.entry.number: person.entry for person in people_of(session) if person.is_elector}
        others = entries_by_number(self.election, read.wanted)
        self.found = [voting[number] for number in read.wanted if number in voting]
        without_vote = [others[number] for number in read.wanted if number in others and number not in voting]
        self.passed_over = [entry for entry in without_vote if entry.number not in read.singly]
        refused = [entry for entry in without_vote if not self.found or entry.number in read.singly]
        unknown = [str(number) for number in read.wanted if number not in voting and number not in others]
        if read.unread:
            self._say(gettext("Neither a number nor a range: %(words)s. Write 5 or 3-12."), words=read.unread)
        if unknown:
            self._say(gettext("Not on the roll: %(numbers)s"), numbers=unknown)
        if refused:
            self._say(gettext("No vote in this meeting, not checked in: %(people)s. Take these numbers out."), people=_named(refused))

    def _say(self, said: str, **listed: list[str]) -> None:
        [(name, found)] = listed.items()
        self.add_error("numbers", said % {name: gettext(", ").join(found[:MOST_NAMED])})

    def entries(self) -> list[RollEntry]:
        return self.found

    def done_text(self, result: int) -> str:
        said = super().done_text(result)
        if self.passed_over:
            people = gettext(", ").join(_named(self.passed_over)[:MOST_NAMED])
            said += " " + gettext("No vote in this meeting, passed over: %(people)s.") % {"people": people}
        return said


@dataclass(frozen=True, slots=True)
class Numbers:
    """Each once, in the order typed, a range both ends included. `singly`: by itself, not only within a range."""

    wanted: list[int]
    singly: set[int]
    unread: list[str]


def read_numbers(text: str) -> Numbers:
    """Nothing is guessed: a word that is no number and no range from the smaller to the larger is told."""
    wanted: dict[int, None] = {}
    singly, unread = set(), []
    for word in BETWEEN.split(AROUND_DASH.sub("-", normalize("NFKC", text))):
        found = NUMBER_OR_RANGE.fullmatch(word)
        low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if word and (low > high or high - low > WIDEST):
            unread.append(word)
            continue
        wanted.update(dict.fromkeys(range(low, high + 1)))
        if found and not found[2]:
            singly.add(low)
    return Numbers(list(wanted), singly, unread)


def _named(entries: list[RollEntry]) -> list[str]:
    return [gettext("%(number)s %(name)s") % {"number": entry.number, "name": entry.name} for entry in entries]
