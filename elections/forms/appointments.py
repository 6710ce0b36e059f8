from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import ROLES
from elections.messages import sentence
from elections.permissions import STREET_ROLES, Role
from elections.queries.appointments import open_elections
from elections.queries.organisations import communities_of
from elections.queries.rights import roles_in_office
from elections.rules.acts import Act
from elections.rules.codes import sign_in_name
from elections.rules.issues import RuleViolation
from elections.services import accounts, appointments
from elections.services.appointments import AccountLine, Slip

from .acts import ActForm
from .filters import ALL, ListFilter
from .grids import GridForm, Row

USERNAME = RegexValidator(r"^[\w.-]+\Z", _("Letters, figures, points and hyphens only."))


def role_choices(held: frozenset[Role]) -> list[tuple[str, Any]]:
    """The street's roles are given by the security administrator alone."""
    given = [role for role in Role if Role.SECURITY_ADMINISTRATOR in held or role not in STREET_ROLES]
    return [(role.value, ROLES[role.value]) for role in given]


class NewAccountLine(Row):
    username = forms.CharField(label=_("User name"), max_length=40, validators=[USERNAME])
    display_name = forms.CharField(label=_("Name and duty"), max_length=40)
    role = forms.ChoiceField(label=_("Role"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, roles: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "—"), *roles]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", "—"), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") and cleaned["role"] not in STREET_ROLES and not cleaned.get("organisation"):
            self.add_error("organisation", _("This role is held in a community; choose which one."))
        return cleaned


class CreateAccountsForm(GridForm):
    """One account or many; the slips are shown once, on the page that answers."""

    act = Act.CREATE_ACCOUNT
    part = _("Accounts and roles")
    title = _("New accounts")
    lead = _(
        "One line for each account; a second line with the same user name gives it a second role. "
        "After this the paper slips for the first sign-in are shown, once."
    )
    press = _("Create the accounts and show the slips")
    said = _("Created.")
    row_class = NewAccountLine

    def prepare(self) -> None:
        self.places = {str(place.pk): place for place in [self.office, *communities_of(self.office)]}
        super().prepare()

    def row_kwargs(self) -> dict[str, Any]:
        roles = role_choices(roles_in_office(self.actor, self.office, self.now))
        return {"roles": roles, "places": [(key, place.name) for key, place in self.places.items()]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.lines = [self._line(number, form.cleaned_data) for number, form in self._typed()] if not self.errors else []
        if not self.errors and not self.lines:
            self.add_error(None, _("There is no line yet."))
        return cleaned

    def _typed(self) -> list[tuple[int, Any]]:
        return [(number, form) for number, form in enumerate(self.grid.forms, start=1) if form.has_changed() and form.cleaned_data]

    def _line(self, number: int, typed: dict[str, Any]) -> AccountLine:
        role = Role(typed["role"]) if typed["role"] else None
        place = self.office if role in STREET_ROLES else self.places.get(typed["organisation"])
        names = {"username": sign_in_name(typed["username"]), "display_name": typed["display_name"].strip()}
        return AccountLine(number=number, role=role, organisation=place, **names)

    def perform(self) -> list[Slip]:
        """Names are looked up only now: the same form sent twice is no second attempt."""
        faults = list(appointments.account_faults(self.lines))
        for row, column, issue in faults:
            where = gettext("Row %(row)s, %(column)s: ") % {"row": row, "column": self.row_class.base_fields[column].label}
            self.add_error(None, where + sentence(issue))
        if faults:
            raise RuleViolation([])
        return appointments.create_accounts(self.office, self.lines, actor=self.actor)


class AppointForm(ActForm):
    """`subject`: the account."""

    act = Act.APPOINT
    part = _("Accounts and roles")
    title = _("Give a role")
    lead = _("A role of the street needs no community. A role in the hall or an observer's can be tied to one election.")
    press = _("Give the role")
    said = _("The role is given; it holds from now on.")

    role = forms.ChoiceField(label=_("Role"))
    communities = forms.MultipleChoiceField(
        label=_("In these communities"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("One account may serve several.")
    )
    tied_to = forms.ChoiceField(label=_("Only in this election"), required=False)
    identity = forms.CharField(
        label=_("Who the observer is"),
        max_length=60,
        required=False,
        help_text=_("For example: people's congress deputy, retired comrade."),
    )

    def prepare(self) -> None:
        self.places = {str(place.pk): place for place in communities_of(self.office)}
        self.elections = {str(election.pk): election for election in open_elections(self.office)}
        choices = role_choices(roles_in_office(self.actor, self.office, self.now))
        self.fields["role"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        self.fields["communities"].choices = [(key, place.name) for key, place in self.places.items()]  # type: ignore[attr-defined]
        tied = [(key, str(election)) for key, election in self.elections.items()]
        self.fields["tied_to"].choices = [("", _("in every election of the community")), *tied]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        election = self.elections.get(cleaned.get("tied_to", ""))
        chosen = cleaned.get("communities", [])
        if election is not None and chosen not in ([], [str(election.community_id)]):
            self.add_error("tied_to", _("This election is another community's; tick that one alone."))
        elif cleaned.get("role") and cleaned["role"] not in STREET_ROLES and not chosen and election is None:
            self.add_error("communities", _("This role is held in a community; choose which one."))
        return cleaned

    def perform(self) -> object:
        typed = self.cleaned_data
        role = Role(typed["role"])
        if role in STREET_ROLES:
            return appointments.appoint_in(self.subject, role, [self.office], actor=self.actor)
        election = self.elections.get(typed["tied_to"])
        places = [election.community] if election else [self.places[key] for key in typed["communities"]]
        identity = typed["identity"].strip()
        return appointments.appoint_in(self.subject, role, places, actor=self.actor, election=election, identity=identity)


class EndAppointmentForm(ActForm):
    """`subject`: the appointment."""

    act = Act.END_APPOINTMENT
    part = _("Accounts and roles")
    title = _("End a role")
    consequence = _("From now on the account can no longer do what this role allows; what it did stays on record.")
    press = _("End the role")
    said = _("The role has ended.")

    def prepare(self) -> None:
        held = self.subject
        self.lead = f"{held.account.display_name} · {ROLES[held.role]} · {held.organisation.name}"  # type: ignore[misc]

    def perform(self) -> object:
        return accounts.end_appointment(self.subject, actor=self.actor)


class ResetSignInForm(ActForm):
    """`subject`: the account. The new slip is shown once, on the page that answers."""

    act = Act.RESET_SIGN_IN
    part = _("Accounts and roles")
    title = _("New slip for the first sign-in")
    consequence = _("The password until now, the authenticator and every open sign-in of this account end at once.")
    press = _("Make a new slip and show it")
    said = _("The slip is made.")

    def prepare(self) -> None:
        self.lead = f"{self.subject.display_name} · {self.subject.username}"  # type: ignore[misc]

    def perform(self) -> list[Slip]:
        return [Slip(self.subject, accounts.reset_sign_in(self.subject, actor=self.actor))]


class CloseAccountForm(ActForm):
    """`subject`: the account of somebody who leaves."""

    act = Act.CLOSE_ACCOUNT
    part = _("Accounts and roles")
    title = _("Close the account")
    consequence = _("Nobody can sign in with it any more and all its roles end, for good. What was done with it stays on record.")
    press = _("Close the account")
    said = _("The account is closed.")

    def prepare(self) -> None:
        self.lead = f"{self.subject.display_name} · {self.subject.username}"  # type: ignore[misc]

    def perform(self) -> object:
        return accounts.close_account(self.subject, actor=self.actor)


class AccountFilter(ListFilter):
    """Without a choice every account in use is shown."""

    name = forms.CharField(label=_("Name or user name"), required=False, max_length=40)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[ALL, *ROLES.items()])
    state = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[("", _("in use")), ("slip_out", _("not signed in yet")), ("closed", _("closed"))],
    )
