from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.messages import sentence
from elections.models import Organisation
from elections.office_labels import TITLES
from elections.queries.organisations import part_named
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from elections.services import organisation_import as rows_services
from elections.services import organisations as services
from elections.services.organisation_import import OrganisationRow
from elections.services.pinyin import address_of

from .acts import ActForm
from .addresses import PostcodeField
from .filters import ListFilter
from .grids import GridForm, Row
from .uploads import UploadField

Kind = Organisation.Kind
ALLOWED = {
    Kind.STREET: ("working_committee", "town_committee"),
    Kind.COMMUNITY: ("committee", "general_branch", "branch"),
    Kind.BRANCH: ("branch", "general_branch"),
}


def titles(kind: str) -> list[tuple[str, Any]]:
    return [(title, TITLES[title]) for title in ALLOWED[Kind(kind)]]


class OrganisationFilter(ListFilter):
    """Without a name every community is shown."""

    name = forms.CharField(label=_("Community or branch"), required=False, max_length=60)


class CreateOrganisationForm(ActForm):
    """`subject`: the street, or the community of a branch."""

    act = Act.CREATE_ORGANISATION
    part = _("Organisations")
    press = _("Add")
    said = _("Added.")

    name = forms.CharField(label=_("Full name"), max_length=60)
    title_of = forms.ChoiceField(label=_("Party organisation"))
    code = forms.CharField(
        label=_("Short name in addresses"),
        max_length=32,
        required=False,
        help_text=_("Small letters and figures, as in wenhui. Left empty it is made from the name."),
    )

    @property
    def title_of_page(self) -> Any:
        return _("Add a community") if self.subject.kind == Kind.STREET else _("Add a branch")

    def prepare(self) -> None:
        kind = Kind.COMMUNITY if self.subject.kind == Kind.STREET else Kind.BRANCH
        self.fields["title_of"].choices = titles(kind)  # type: ignore[attr-defined]
        self.title, self.lead = self.title_of_page, self.subject.name if kind == Kind.BRANCH else ""  # type: ignore[misc]

    def clean_name(self) -> str:
        name: str = services.one_name(self.cleaned_data["name"])
        standing = part_named(self.subject, name)
        if standing is not None:
            raise forms.ValidationError(sentence(Issue("organisation_there_already", {"name": standing.name})))
        return name

    def perform(self) -> object:
        typed = self.cleaned_data
        code = typed["code"].strip() or address_of(typed["name"])
        return services.create_organisation(
            self.office, actor=self.actor, parent=self.subject, code=code, name=typed["name"], title=typed["title_of"]
        )


class EditOrganisationForm(ActForm):
    """`subject`: the organisation."""

    act = Act.EDIT_ORGANISATION
    part = _("Organisations")
    title = _("Edit the organisation")
    lead = _("Papers that were made before keep what stood then.")
    press = _("Keep the changes")
    said = _("The changes are kept.")

    name = forms.CharField(label=_("Full name"), max_length=60)
    title_of = forms.ChoiceField(label=_("Party organisation"))
    superior_name = forms.CharField(
        label=_("Reports to"), max_length=80, required=False, help_text=_("Who approves and receives reports: 中共下城区委组织部.")
    )
    telephone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Stands on the notices: where to report a matter.")
    )
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    postcode = PostcodeField()
    preparatory = forms.BooleanField(
        label=_("New community: a preparatory group presides"),
        required=False,
        help_text=_("Until its first committee is elected, the papers name the preparatory group in place of the outgoing committee."),
    )

    def prepare(self) -> None:
        self.fields["title_of"].choices = titles(self.subject.kind)  # type: ignore[attr-defined]
        if self.subject.kind != Kind.STREET:
            del self.fields["superior_name"]
        if self.subject.kind != Kind.COMMUNITY:
            del self.fields["preparatory"]
        self.initial.setdefault("title_of", self.subject.title)
        for name in ("name", "superior_name", "telephone", "address", "postcode", "preparatory"):
            self.initial.setdefault(name, getattr(self.subject, name))

    def perform(self) -> object:
        typed = {name: value.strip() for name, value in self.cleaned_data.items() if name not in ("once", "preparatory")}
        typed.setdefault("superior_name", self.subject.superior_name)
        preparatory = self.cleaned_data.get("preparatory", False)
        return services.edit_organisation(self.subject, actor=self.actor, title=typed.pop("title_of"), preparatory=preparatory, **typed)


class RemoveOrganisationForm(ActForm):
    """`subject`: the community or the branch."""

    act = Act.REMOVE_ORGANISATION
    part = _("Organisations")
    title = _("Remove an organisation")
    consequence = _(
        "Only what was entered by mistake and is used nowhere: no elector, no election, no role, no branch. "
        "That it was removed stays on record."
    )
    press = _("Remove it")
    said = _("It is removed.")

    def prepare(self) -> None:
        parent = self.subject.parent
        self.lead = f"{parent.name} · {self.subject.name}" if parent else self.subject.name  # type: ignore[misc]

    def perform(self) -> object:
        return services.remove_organisation(self.subject, actor=self.actor)


class OrganisationLine(Row):
    name = forms.CharField(label=_("Full name"), max_length=60)
    title = forms.ChoiceField(label=_("Party organisation"), choices=[("", "—"), *titles(Kind.COMMUNITY)])
    parent = forms.CharField(label=_("Branch of the community"), max_length=60, required=False)
    code = forms.CharField(label=_("Short name in addresses"), max_length=32, required=False)


class ImportOrganisationsForm(GridForm):
    """Typed, pasted, or from a table; whole or not at all."""

    act = Act.CREATE_ORGANISATION
    part = _("Organisations")
    title = _("Add many organisations")
    lead = _(
        "One line for each community and each branch; a branch names its community. "
        "What stands already stays as it is. If one line is at fault, nothing is taken over."
    )
    press = _("Take over")
    said = _("Taken over.")
    row_class = OrganisationLine

    file = UploadField(
        label=_("Table from the computer"),
        required=False,
        help_text=_("Excel (.xlsx) or CSV with the first line of the template; or type the lines below."),
        accept=".xlsx,.csv",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.lines: list[OrganisationRow] = []
        if not self.errors:
            self._read(cleaned.get("file"))
        return cleaned

    def _read(self, upload: Any) -> None:
        typed = [
            OrganisationRow(number=number, **{name: services.one_name(value or "") for name, value in form.cleaned_data.items()})
            for number, form in enumerate(self.grid.forms, start=1)
            if form.has_changed() and form.cleaned_data
        ]
        try:
            self.lines = typed if not upload else rows_services.read_organisations(upload.read())
        except RuleViolation as refused:
            for issue in refused.issues:
                self.add_error("file", sentence(issue))
            return
        if upload and typed:
            self.add_error(None, _("Either a table or typed lines, not both at once."))
        elif not self.lines:
            self.add_error("file" if upload else None, _("There is no line yet."))
        for fault in rows_services.organisation_faults(self.office, self.lines):
            column = self.row_class.base_fields[fault.column].label
            where = _("Row %(row)s, %(column)s: ") % {"row": fault.row, "column": column}
            self.add_error("file" if upload else None, where + sentence(fault.issue))

    def perform(self) -> object:
        return rows_services.import_organisations(self.office, self.lines, actor=self.actor)

    def done_text(self, result: Any) -> str:
        if not result:
            return str(_("Everything in the lines is there already; nothing was added."))
        figures = {"count": len(result), "before": len(self.lines) - len(result)}
        return str(_("%(count)s organisations are added, %(before)s were there already.") % figures)
