from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, LateEntryForm, ScanField, TextField, WholeNumberField
from elections.forms.grids import GridForm, Row
from elections.labels import CONCERN_KINDS
from elections.rules.acts import Act
from nominations.models import Concern, Pledge, Visit
from nominations.queries import pledges as queries
from nominations.queries.lists import finalists
from nominations.rules.pledges import ConcernKind, Point
from nominations.services import pledges as services


class ConcernRow(Row):
    kind = forms.ChoiceField(label=_("Kind of concern"), required=False, choices=[("", "—"), *CONCERN_KINDS.items()])
    text = forms.CharField(label=_("What people said"), required=False, max_length=400)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("text") and not typed.get("kind"):
            self.add_error("kind", gettext("Choose a kind."))
        if typed.get("kind") and not typed.get("text"):
            self.add_error("text", gettext("Type the concern, or leave the row empty."))
        return typed


class ConcernsForm(GridForm):
    """A form with a grid of concerns; `visit` may be None."""

    row_class = ConcernRow
    empty_rows = 6

    def keep_concerns(self, visit: Visit | None) -> list[Concern]:
        return [
            services.record_concern(self.election, actor=self.actor, kind=ConcernKind(typed["kind"]), text=typed["text"], visit=visit)
            for typed in self.typed_rows()
        ]


class RecordVisitForm(LateEntryForm, ConcernsForm):
    act = Act.RECORD_VISIT
    title = _("Record a visit")
    lead = _("Write down what was heard, never who said it. The concerns of the visit are typed in the same form.")
    press = _("Record the visit")
    said = _("The visit is recorded.")

    place = forms.CharField(label=_("Where people were visited"), max_length=80)
    households = WholeNumberField(label=_("Households visited"), min_value=1)
    nominee = forms.ChoiceField(label=_("Visited by"), required=False)
    note = TextField(label=_("Remark"), lines=2, required=False)

    rows = ("place", "households", "nominee", "note")

    def prepare(self) -> None:
        super().prepare()
        self.by_key = {str(nominee.pk): nominee for nominee in finalists(self.election)}
        named = [(key, nominee.entry.name) for key, nominee in self.by_key.items()]
        self.fields["nominee"].choices = [("", gettext("the office")), *named]  # type: ignore[attr-defined]

    def perform(self) -> Visit:
        typed = self.cleaned_data
        visit = services.record_visit(
            self.election,
            actor=self.actor,
            place=typed["place"],
            households=typed["households"],
            nominee=self.by_key.get(typed["nominee"]),
            note=typed["note"],
            **self.late("visited_at"),
        )
        self.keep_concerns(visit)
        return visit


class RecordConcernForm(ConcernsForm):
    act = Act.RECORD_CONCERN
    title = _("Record concerns")
    lead = _("Write down what was heard, never who said it.")
    press = _("Record the concerns")
    said = _("The concerns are recorded.")

    visit = forms.ChoiceField(label=_("Heard on the visit"), required=False)

    rows = ("visit",)

    def prepare(self) -> None:
        super().prepare()
        self.by_key = {str(visit.pk): visit for visit in queries.visits_of(self.election)}
        named = [(key, f"{visit.visited_at:%Y-%m-%d} {visit.place}") for key, visit in self.by_key.items()]
        self.fields["visit"].choices = [("", gettext("heard elsewhere")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.typed_rows():
            self.add_error(None, gettext("Type at least one concern."))
        return cleaned

    def perform(self) -> list[Concern]:
        return self.keep_concerns(self.by_key.get(self.cleaned_data["visit"]))


class ChooseConcernsForm(ActForm):
    """`subject`: a nominee. What is ticked is taken up, what is no longer ticked is given back."""

    act = Act.CHOOSE_CONCERN
    title = _("Take up concerns")
    lead = _("What a candidate takes up becomes a target of the speech, and a point of the pledge that must be answered.")
    press = _("Take up what is ticked")
    said = _("The concerns are taken up.")

    concerns = forms.MultipleChoiceField(label=_("Concerns heard"), required=False, widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        self.title = gettext("%(name)s takes up concerns") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]
        self.by_key = {str(concern.pk): concern for concern in queries.concerns_of(self.election)}
        self.chosen = {str(choice.concern_id): choice for choice in queries.choices_of(self.subject)}
        field = self.fields["concerns"]
        field.choices = [(key, f"{CONCERN_KINDS[concern.kind]} · {concern.text}") for key, concern in self.by_key.items()]  # type: ignore[attr-defined]
        field.initial = list(self.chosen)
        if not self.by_key:
            field.help_text = gettext("No concern is recorded yet. Record a visit first.")

    def perform(self) -> int:
        ticked = set(self.cleaned_data["concerns"])
        for key in sorted(ticked - self.chosen.keys(), key=int):
            services.choose_concern(self.by_key[key], self.subject, actor=self.actor)
        for key in self.chosen.keys() - ticked:
            services.drop_concern(self.chosen[key], actor=self.actor)
        return len(ticked)

    def done_text(self, result: int) -> str:
        said = ngettext("%(name)s has taken up %(count)s concern.", "%(name)s has taken up %(count)s concerns.", result)
        return said % {"name": self.subject.entry.name, "count": result}


OWN_POINTS = 3


class SignPledgeForm(LateEntryForm):
    """`subject`: a nominee."""

    act = Act.SIGN_PLEDGE
    title = _("Record the signed pledge")
    lead = _("Copy the points from the signed sheet. Every concern taken up needs its answer.")
    press = _("Record the pledge")
    said = _("The pledge is recorded. It becomes public with all the others.")

    sheet = ScanField(label=_("Scan of the signed sheet"))

    def prepare(self) -> None:
        self.title = gettext("Signed pledge of %(name)s") % {"name": self.subject.entry.name}  # type: ignore[misc, assignment]
        before = queries.standing_pledge(self.subject)
        points = list(before.points.all()) if before else []
        own = [point.text for point in points if point.concern_id is None]
        self.concerns = [choice.concern for choice in queries.choices_of(self.subject)]
        known = {point.concern_id: point.text for point in points}
        for concern in self.concerns:
            label = gettext("Answer to: %(concern)s") % {"concern": concern.text}
            self.fields[f"concern-{concern.pk}"] = TextField(label=label, lines=2, initial=known.get(concern.pk, ""), max_length=400)
        for number in range(1, max(OWN_POINTS, len(own) + 1) + 1):
            label = gettext("A point of the own, %(number)s") % {"number": number}
            initial = own[number - 1] if number <= len(own) else ""
            self.fields[f"own-{number}"] = TextField(label=label, lines=2, initial=initial, required=False, max_length=400)
        self.fields["fact_at"].label = gettext("When it was signed")

    @property
    def helper(self) -> Any:
        """The answers first, the scan last."""
        self.rows = (*(name for name in self.fields if name.startswith(("concern-", "own-"))), "sheet")  # type: ignore[misc]
        return super().helper

    def perform(self) -> Pledge:
        typed = self.cleaned_data
        points = [Point(typed[f"concern-{concern.pk}"].strip(), concern.pk) for concern in self.concerns]
        own = [str(typed[name]).strip() for name in self.fields if name.startswith("own-")]
        points += [Point(text) for text in own if text]
        return services.sign_pledge(self.subject, actor=self.actor, points=points, sheet=self.keep("sheet"), **self.late("signed_at"))


class PublishPledgesForm(ActForm):
    act = Act.PUBLISH_PLEDGES
    title = _("Publish the pledges")
    lead = _("Everybody on the list has signed: all pledges become public at once, each with its points and without any address.")
    consequence = _("A pledge that is public cannot be signed anew.")
    press = _("Publish the pledges")
    said = _("The pledges are public.")

    def perform(self) -> object:
        return services.publish_pledges(self.election, actor=self.actor)
