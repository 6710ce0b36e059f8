"""推荐表 typed from paper: by oneself, or by an organisation for one or several people. Joint ones: endorsement."""

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections import labels
from elections.forms.acts import ActForm, LateEntryForm, ScanField, TextField
from elections.forms.grids import GridForm, Row
from elections.messages import sentence
from elections.models import Contest, RollEntry, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from nominations.models import Nomination
from nominations.queries.nominations import RollNames, contests_of, label_of, labels_of, roll_names
from nominations.queries.remedies import remedy_for
from nominations.queries.rounds import open_round
from nominations.rules.endorsement import Channel
from nominations.services import nominations as services

FROM_THE_ROLL = {"list": "roll-names", "autocomplete": "off"}


class PersonField(forms.CharField):
    """A name of the roll, its number or its initials, with suggestions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, widget=forms.TextInput(attrs=FROM_THE_ROLL), **kwargs)


class ContestField(forms.TypedChoiceField):
    def offer(self, contests: Sequence[Contest]) -> None:
        by_code = {contest.code: contest for contest in contests}
        self.choices = [("", "——"), *((contest.code, labels.POSTS[contest.post]) for contest in contests)]
        self.coerce = by_code.get


def person(form: BaseForm, name: str, roll: RollNames) -> RollEntry | None:
    """Whom a typed field means; the field says where nobody or more than one is meant."""
    typed = form.cleaned_data.get(name)
    if not typed:
        return None
    found = roll.find(typed)
    if len(found) == 1:
        return found[0]
    if found:
        say = gettext("%(typed)s can mean %(people)s: choose one of them.") % {"typed": typed, "people": labels_of(found)}
    else:
        say = gettext("%(typed)s is not on this election's roll.") % {"typed": typed}
    form.add_error(name, say)
    return None


class SheetForm(LateEntryForm):
    """What every channel asks. Received late means: on a day before it is typed."""

    act = Act.REGISTER_NOMINATION
    channel: Channel
    press = _("Register the sheet")
    said = _("The sheet is registered.")

    def prepare(self) -> None:
        self.roll = roll_names(self.election)
        self.fields["fact_at"].label = gettext("When the sheet was received")
        super().prepare()

    def sheet(self, entry: RollEntry, contest: Contest, **more: Any) -> services.Sheet:
        return services.Sheet(entry=entry, contest=contest, channel=self.channel, **more)

    def register(self, sheet: services.Sheet) -> Nomination:
        return services.register_nomination(self.election, sheet, actor=self.actor, **self.late("received_at"))

    def keep_scan(self) -> StoredFile | None:
        return self.keep("scan", confidential=True)

    def done_text(self, result: Any) -> str:
        text = gettext("Registered: %(name)s as %(post)s. Record the consent next, or register another sheet.")
        return text % {"name": result.nominee.entry.name, "post": labels.POSTS[result.contest.post]}


class OnePersonForm(SheetForm):
    nominee = PersonField(label=_("Nominee"), help_text=_("Name, number or initials, as on the roll."))
    contest = ContestField(label=_("Post"))
    reason = TextField(label=_("Reasons given on the sheet"), required=False, lines=3)
    scan = ScanField(label=_("Scan of the sheet"), required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["contest"].offer(contests_of(self.election))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["entry"] = person(self, "nominee", self.roll)
        return cleaned


class RegisterSelfForm(OnePersonForm):
    channel = Channel.SELF
    title = _("Register a nomination by oneself")
    lead = _("One post on a sheet; who seeks two posts hands in two.")

    rows = ("nominee", "contest", "reason", "scan")

    def perform(self) -> Nomination:
        typed = self.cleaned_data
        return self.register(self.sheet(typed["entry"], typed["contest"], reason=typed["reason"], scan=self.keep_scan()))


class SheetGrid(GridForm):
    """The grid of a sheet stands before the question whether it was received earlier."""

    @property
    def helper(self) -> FormHelper:
        made = super().helper
        late = made.layout.pop(len(made.layout) - 3)
        made.layout.insert(len(made.layout) - 1, late)
        return made


class RecommendedRow(Row):
    nominee = PersonField(label=_("Nominee"), required=False)
    contest = ContestField(label=_("Post"), required=False)
    reason = forms.CharField(label=_("Reasons"), max_length=400, required=False)

    def __init__(self, *args: Any, contests: Sequence[Contest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contest"].offer(contests)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("nominee") and not cleaned.get("contest"):
            self.add_error("contest", gettext("For which post?"))
        elif cleaned.get("contest") and not cleaned.get("nominee"):
            self.add_error("nominee", gettext("Who is recommended?"))
        return cleaned


class RegisterOrganisationForm(SheetGrid, SheetForm):
    channel = Channel.ORGANISATION
    title = _("Register a recommendation by an organisation")
    lead = _("An organisation may recommend several people on one sheet: each is a row.")
    row_class = RecommendedRow
    empty_rows = 6

    organisation = forms.CharField(label=_("Which organisation recommends"), max_length=80, help_text=_("As it signs, with its seal."))
    scan = ScanField(label=_("Scan of the sheet"), required=False)

    rows = ("organisation", "scan")

    def prepare(self) -> None:
        self.contests = contests_of(self.election)
        SheetForm.prepare(self)
        GridForm.prepare(self)

    def row_kwargs(self) -> dict[str, Any]:
        return {"contests": self.contests}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.grid.is_valid():
            cleaned["people"] = list(self._people())
            for sentence in self.row_faults():
                self.add_error(None, sentence)
            if not cleaned["people"] and not self.errors:
                self.add_error(None, gettext("Nobody is typed in the table."))
        return cleaned

    def perform(self) -> list[Nomination]:
        scan, typed = self.keep_scan(), self.cleaned_data
        rows = [
            self._sheet_row(number, self.sheet(entry, row["contest"], organisation=typed["organisation"], reason=row["reason"], scan=scan))
            for number, entry, row in typed["people"]
        ]
        try:
            return services.register_rows(self.election, rows, actor=self.actor, **self.late("received_at"))
        except RuleViolation as refused:
            raise RuleViolation(_with_row(issue) for issue in refused.issues) from refused

    def done_text(self, result: Any) -> str:
        names = "、".join(dict.fromkeys(label_of(made.nominee.entry) for made in result))
        return gettext("Registered: %(names)s. Record the consents next, or register another sheet.") % {"names": names}

    def _people(self) -> Iterator[tuple[int, RollEntry, dict[str, Any]]]:
        for number, row in enumerate(self.grid.forms, 1):
            entry = person(row, "nominee", self.roll) if row.cleaned_data else None
            if entry is not None:
                yield number, entry, row.cleaned_data

    def _sheet_row(self, number: int, sheet: services.Sheet) -> services.SheetRow:
        """After the rounds it rests on the superior's reply."""
        remedy = None if open_round(self.election) else remedy_for(self.election, sheet.contest)
        return services.SheetRow(row=number, sheet=sheet, remedy=remedy)


def _with_row(issue: Issue) -> Issue:
    """The sentence of a fault behind its row; what concerns the whole sheet stands alone."""
    row = issue.params.get("row")
    return Issue("sheet_row", {"row": row, "text": sentence(issue)}) if row else issue


class StrikeForm(ActForm):
    """`subject`: a sheet."""

    act = Act.STRIKE_NOMINATION
    title = _("Strike a sheet")
    consequence = _("The sheet stays readable and no longer counts. Without any other sheet the person is no longer nominated.")
    press = _("Strike the sheet")
    said = _("The sheet is struck.")

    reason = TextField(label=_("Reason"))

    def perform(self) -> Nomination:
        return services.strike_nomination(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])
