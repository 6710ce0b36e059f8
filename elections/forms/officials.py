from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import OFFICIAL_ROLES
from elections.models import MeetingSession, Official, RollEntry
from elections.queries.check_in import here_to_serve
from elections.queries.meetings import proposed_officials, who_may_serve
from elections.rules.acts import Act
from elections.rules.roll_columns import is_called
from elections.services import officials as services

from .acts import ActForm
from .grids import GridForm, Row
from .layouts import suggestions
from .sessions import HANDS, VoteForm

USUAL = (Official.Role.CHIEF_SCRUTINEER, Official.Role.SCRUTINEER, Official.Role.TELLER, Official.Role.TELLER, Official.Role.CALLER)


class OfficialRow(Row):
    role = forms.ChoiceField(label=_("Serves as"), required=False, choices=[("", "—"), *OFFICIAL_ROLES.items()])
    person = forms.CharField(
        label=_("Name or number on the roll"), required=False, max_length=80, widget=forms.TextInput(attrs={"list": "electors"})
    )


class ProposeOfficialsForm(GridForm):
    """`subject`: a meeting. Whoever is proposed before stands in the rows."""

    act = Act.PROPOSE_OFFICIALS
    title = _("Propose the officials")
    lead = _("One chief scrutineer and at least one teller, all of them electors and none a candidate. The meeting votes on the list.")
    press = _("Propose these people")
    said = _("The officials are proposed.")
    row_class = OfficialRow
    empty_rows = 3

    rows = (suggestions("electors", "named"),)

    def prepare(self) -> None:
        super().prepare()
        self.people = who_may_serve(self.subject)
        self.named = [f"{entry.number} {entry.name}" for entry in self.people]

    def initial_rows(self) -> list[dict[str, Any]]:
        standing = proposed_officials(self.subject)
        if not standing:
            return [{"role": role.value} for role in USUAL]
        return [{"role": official.role, "person": f"{official.entry.number} {official.entry.name}"} for official in standing]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.roles: dict[RollEntry, str] = {}
        for number, form in enumerate(self.grid.forms, 1):
            typed = getattr(form, "cleaned_data", {})
            if typed.get("person"):
                self._take(number, typed["person"].strip(), typed.get("role") or "")
        if not self.errors and not self.roles:
            self.add_error(None, gettext("Name at least the chief scrutineer and a teller."))
        return cleaned

    def perform(self) -> object:
        return services.propose_officials(self.subject, self.roles, actor=self.actor)

    def _take(self, number: int, text: str, role: str) -> None:
        found = [entry for entry in self.people if is_called(text, entry.name, entry.number)]
        where = {"row": number, "text": text}
        if len(found) != 1:
            several = gettext("Row %(row)s: several electors are called %(text)s. Write the number on the roll.")
            nobody = gettext("Row %(row)s: %(text)s is no elector of this meeting, or is a candidate. Choose somebody else.")
            self.add_error(None, (several if found else nobody) % where)
        elif not role:
            self.add_error(None, gettext("Row %(row)s: say what %(text)s serves as.") % where)
        elif found[0] in self.roles:
            self.add_error(None, gettext("Row %(row)s: %(text)s is named twice.") % where)
        else:
            self.roles[found[0]] = role


class ApproveOfficialsForm(VoteForm):
    """`subject`: the session that sits."""

    act = Act.APPROVE_OFFICIALS
    title = _("Scrutineers and tellers put to the vote")
    lead = _("Each scrutineer gets a PIN on paper, with which the count is signed. It is shown once, on the next page.")
    press = _("Record the vote and show the PIN")
    said = _("The officials are approved.")

    def prepare(self) -> None:
        super().prepare()
        self.proposed = proposed_officials(self.session.meeting)

    def perform(self) -> object:
        return services.approve_officials(self.session, self.vote, actor=self.actor)


class ReplaceOfficialForm(VoteForm):
    """`subject`: the official who leaves, and the session that sits."""

    act = Act.REPLACE_OFFICIAL
    title = _("Replace an official")
    consequence = _("Whoever is replaced serves no more; a scrutineer's PIN signs nothing any more.")
    press = _("Record the vote")
    said = _("The official is replaced.")

    entry = forms.TypedChoiceField(label=_("Who takes the place"), coerce=int)

    rows = ("entry", HANDS)

    def prepare(self) -> None:
        super().prepare()
        official: Official = self.subject[0]
        self.lead = f"{OFFICIAL_ROLES[official.role]} · {official.entry.name}"  # type: ignore[misc]
        self.here = here_to_serve(self.session)
        self.fields["entry"].choices = [(entry.pk, entry.name) for entry in self.here]  # type: ignore[attr-defined]

    @property
    def session(self) -> MeetingSession:
        found: MeetingSession = self.subject[1]
        return found

    def perform(self) -> object:
        entry = next(entry for entry in self.here if entry.pk == self.cleaned_data["entry"])
        return services.replace_official(self.subject[0], entry, self.vote, actor=self.actor)


class RenewPinForm(ActForm):
    """`subject`: a scrutineer."""

    act = Act.RENEW_HALL_PIN
    title = _("A new PIN for a scrutineer")
    lead = _("Only where the slip is lost. It is shown once, on the next page; the former PIN signs nothing any more.")
    press = _("Make a new PIN")
    said = _("The new PIN is made.")

    def prepare(self) -> None:
        self.lead = f"{self.lead} {OFFICIAL_ROLES[self.subject.role]} · {self.subject.entry.name}"  # type: ignore[misc, assignment]

    def perform(self) -> object:
        return services.renew_hall_pin(self.subject, actor=self.actor)
