"""One person of the roll: entered, changed, taken off; after the roll is closed by revision with a reason."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from crispy_forms.layout import Column, Field, Fieldset, LayoutObject, Row
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import CAPACITIES, EDUCATION, MEMBERSHIPS, SEX, SUSPENSIONS, TAGS
from elections.messages import sentences_of
from elections.models import RollEntry
from elections.queries.roll import person_of
from elections.queries.roll_lists import branch_names
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.natural_order import natural_key
from elections.rules.roll_person import MEETING_DELEGATE, RollPerson
from elections.rules.stroke_order import stroke_issues
from elections.services import roll as services
from elections.services.roll_entries import branches_of, unprintable

from .acts import ActForm, DayField, TextField

WITHOUT = ("", "—")


def part(legend: Any, *rows: Any) -> Fieldset:
    return Fieldset(legend, *rows, css_class="form-part")


class PersonForm(ActForm):
    """The fields of a person; an ID number is only matched and never kept."""

    name = forms.CharField(label=_("Name"), max_length=40)
    sex = forms.ChoiceField(label=_("Sex"), choices=[WITHOUT, *SEX.items()])
    born_on = DayField(label=_("Date of birth"))
    ethnicity = forms.CharField(label=_("Nationality"), max_length=20, initial="汉族")
    education = forms.ChoiceField(label=_("Education"), required=False, choices=[WITHOUT, *EDUCATION.items()])
    identity_number = forms.CharField(label=_("ID number"), required=False, max_length=18)
    membership = forms.ChoiceField(label=_("Membership"), choices=list(MEMBERSHIPS.items()))
    branch_name = forms.CharField(label=_("Branch"), required=False, max_length=60)
    joined_on = DayField(label=_("Joined the Party"), required=False)
    full_member_on = DayField(label=_("Full member since"), required=False)
    post = forms.CharField(label=_("Present post"), required=False, max_length=80)
    capacities = forms.MultipleChoiceField(label=_("Capacities"), required=False, widget=forms.CheckboxSelectMultiple)
    tags = forms.MultipleChoiceField(label=_("Marks"), required=False, choices=list(TAGS.items()), widget=forms.CheckboxSelectMultiple)
    part_time = forms.BooleanField(label=_("Membership elsewhere"), required=False)
    suspension = forms.ChoiceField(label=_("Suspended rights"), required=False, choices=[WITHOUT, *SUSPENSIONS.items()])
    suspended_from = DayField(label=_("Suspended from"), required=False)
    suspended_until = DayField(label=_("Suspended until"), required=False)
    telephone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    address = forms.CharField(label=_("Address"), required=False, max_length=120)
    away = forms.BooleanField(label=_("Away"), required=False)
    needs_fetching = forms.BooleanField(label=_("Needs fetching"), required=False)

    rows: ClassVar[Sequence[LayoutObject | str]] = (
        Row(Column("name"), Column("sex")),
        Row(Column("born_on"), Column("ethnicity")),
        Row(Column("education"), Column("identity_number")),
        part(
            _("In the Party"), Row(Column("membership"), Column("branch_name")), Row(Column("joined_on"), Column("full_member_on")), "post"
        ),
        part(_("Capacities and marks"), *(Field(name, wrapper_class="choices") for name in ("capacities", "tags")), "part_time"),
        part(_("Suspended rights"), "suspension", Row(Column("suspended_from"), Column("suspended_until"))),
        part(_("Contact"), Row(Column("telephone"), Column("address")), "away", "needs_fetching"),
    )

    def prepare(self) -> None:
        wanted = [*self.election.rules.capacity_order, MEETING_DELEGATE]
        self._field("capacities").choices = [(code, CAPACITIES.get(code, code)) for code in wanted]
        self.fields["identity_number"].help_text = _("Only to find the same person again: a keyed hash and the last four digits are kept.")
        self.fields["part_time"].help_text = _("No vote here and never due; may stand once the superior's reply is on record.")
        self.fields["suspended_until"].help_text = _("The first day on which it no longer holds; empty while no end is known.")
        self._offer_branches()
        for name, value in self.known().items():
            self.initial.setdefault(name, value)

    def known(self) -> dict[str, Any]:
        """Of the entry that the form is about; of somebody new what most people are."""
        if not isinstance(self.subject, RollEntry):
            return {"membership": "full", "capacities": ["member"]}
        person = person_of(self.subject)
        return {name: getattr(person, name) for name in self.fields if hasattr(person, name)}

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _offer_branches(self) -> None:
        names = sorted({*branches_of(self.election), *branch_names(self.election)}, key=natural_key)
        if names:
            self.fields["branch_name"] = forms.ChoiceField(
                label=_("Branch"), required=False, choices=[WITHOUT, *((name, name) for name in names)]
            )

    def person(self) -> RollPerson:
        typed = {name: value for name, value in self.cleaned_data.items() if name in RollPerson.__dataclass_fields__}
        typed["name"] = "".join(typed["name"].split())
        return RollPerson(**typed | {name: tuple(typed[name]) for name in ("capacities", "tags")})

    @property
    def identity(self) -> str:
        number: str = self.cleaned_data["identity_number"].strip().upper()
        return number

    def done_text(self, result: Any) -> str:
        name = self.cleaned_data["name"]
        said = gettext("%(name)s stands on the roll as entered.") % {"name": name}
        return " ".join([said, *sentences_of([*_unprintable(name), *stroke_issues(name)])])


def _unprintable(name: str) -> Iterator[Issue]:
    characters = "".join(unprintable(name))
    if characters:
        yield Issue("roll_name_unprintable", {"name": name, "characters": characters})


class AddEntryForm(PersonForm):
    act = Act.ADD_ROLL_ENTRY
    title = _("Add a person")
    lead = _("Members, and whoever recommends without being a member: residents' representatives, building heads, units.")
    press = _("Add to the roll")

    def perform(self) -> object:
        return services.add_roll_entry(self.election, self.person(), actor=self.actor, identity_number=self.identity)


class EditEntryForm(PersonForm):
    act = Act.EDIT_ROLL_ENTRY
    title = _("Change an entry")
    press = _("Keep the changes")

    def perform(self) -> object:
        return services.edit_roll_entry(self.subject, self.person(), actor=self.actor, identity_number=self.identity)


class RemoveEntryForm(ActForm):
    act = Act.REMOVE_ROLL_ENTRY
    title = _("Take somebody off the roll")
    lead = _("Who was entered by mistake. The row stays among those struck off, with the reason in the record.")
    consequence = _("The person is on no list, no slip and in no figure of this election any more.")
    press = _("Take off the roll")
    said = _("Taken off the roll.")

    reason = TextField(label=_("Reason"), lines=2)

    def perform(self) -> object:
        return services.remove_roll_entry(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])


class ReviseEntryForm(PersonForm):
    """`subject`: the entry that is changed, or None for somebody who is added."""

    act = Act.REVISE_ROLL
    title = _("Change an entry of the closed roll")
    lead = _("Both versions and the reason are kept, and the figures of the closed roll are reckoned anew.")
    press = _("Record the revision")

    reason = TextField(label=_("Reason of the revision"), lines=2)

    rows = (*PersonForm.rows, part(_("Why"), "reason"))

    def perform(self) -> object:
        return services.revise_roll(
            self.election,
            actor=self.actor,
            reason=self.cleaned_data["reason"],
            entry=self.subject,
            person=self.person(),
            identity_number=self.identity,
        )


class ReviseAddForm(ReviseEntryForm):
    title = _("Add a person to the closed roll")


class StrikeEntryForm(ActForm):
    act = Act.REVISE_ROLL
    title = _("Strike somebody off the closed roll")
    lead = _("Who died, moved their membership or lost it. The figures of the closed roll are reckoned anew.")
    consequence = _("The person takes no further part in this election.")
    press = _("Strike off the roll")
    said = _("Struck off; the revision is recorded.")

    reason = TextField(label=_("Reason of the revision"), lines=2)

    def perform(self) -> object:
        return services.revise_roll(self.election, actor=self.actor, reason=self.cleaned_data["reason"], entry=self.subject)
