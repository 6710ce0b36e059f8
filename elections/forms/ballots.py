from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.models import BallotRound
from elections.queries.ballots import ballot_desk, ballot_holders, electors_of, waiting_of
from elections.rules.acts import Act
from elections.services import ballots, rounds

from .acts import ActForm, WholeNumberField


class IssueBallotForm(ActForm):
    """`subject`: the round. One person, several, or a whole group at once."""

    act = Act.ISSUE_BALLOT
    title = _("Hand out ballots")
    lead = _("One ballot to each who is here. Nobody receives two.")
    press = _("Hand out")
    said = _("The ballot is handed out.")

    people = forms.MultipleChoiceField(label=_("To whom"), required=False, widget=forms.CheckboxSelectMultiple)
    group = forms.ChoiceField(label=_("To a whole group"), required=False)

    def prepare(self) -> None:
        round: BallotRound = self.subject
        desk = ballot_desk(round)
        asked = [int(pk) for pk in self.data.getlist("people") if pk.isdecimal()] if isinstance(self.data, QueryDict) else []
        known = {entry.pk: entry for entry in (*desk.waiting, *electors_of(round, asked))}
        people = self.fields["people"]
        people.choices = [(str(entry.pk), f"{entry.number} {entry.name}") for entry in known.values()]  # type: ignore[attr-defined]
        groups = [(str(group.key), f"{group.name or gettext('Without a branch')} ({group.waiting})") for group in desk.groups]
        self.fields["group"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]
        self.known = known

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        chosen = [self.known[int(pk)] for pk in typed.get("people") or []]
        if typed.get("group"):
            chosen += waiting_of(self.subject, int(typed["group"]))
        holders = ballot_holders(self.subject)
        doubled = [entry.name for entry in chosen if entry.pk in holders]
        if doubled:
            raise forms.ValidationError(
                gettext("%(names)s: a ballot of this round was handed out already. Nobody receives two.") % {"names": "、".join(doubled)}
            )
        if not chosen and not self.errors:
            raise forms.ValidationError(gettext("Nobody is chosen who still waits for a ballot."))
        typed["chosen"] = chosen
        return typed

    def perform(self) -> Any:
        return rounds.issue_ballot(self.subject, self.cleaned_data["chosen"], actor=self.actor)

    def done_text(self, result: Any) -> str:
        names = [entry.name for entry in self.cleaned_data["chosen"]]
        if len(names) == 1:
            return gettext("%(name)s has received a ballot.") % {"name": names[0]}
        return ngettext("%(count)s ballot handed out.", "%(count)s ballots handed out.", result) % {"count": result}


class ReplaceBallotForm(ActForm):
    """`subject`: the round and who brings a spoiled paper."""

    act = Act.REPLACE_BALLOT
    title = _("Replace a spoiled ballot")
    lead = _("Take the spoiled paper back first and keep it: it is counted when the box is opened.")
    press = _("The spoiled paper is back; hand out another")

    def prepare(self) -> None:
        entry = self.subject[1]
        title = gettext("Replace a spoiled ballot: %(number)s %(name)s") % {"number": entry.number, "name": entry.name}
        vars(self).update(title=title)

    def perform(self) -> Any:
        round, entry = self.subject
        return rounds.replace_ballot(round, entry, actor=self.actor)

    def done_text(self, result: Any) -> str:
        return gettext("%(name)s has received another ballot.") % {"name": self.subject[1].name}


class BallotCodesForm(ActForm):
    """`subject`: the round."""

    act = Act.PREPARE_BALLOT_CODES
    title = _("Make slips for electronic voting")
    lead = _("The codes are shown once, for printing. Cut the slips, shuffle them, and let everybody draw one.")
    consequence = _("Slips that get lost cannot be shown again. Make a few more than people who want to vote electronically.")
    press = _("Make the slips")
    said = _("The slips are made.")

    count = WholeNumberField(label=_("How many slips"), min_value=1, max_value=1000)

    def perform(self) -> Any:
        return ballots.prepare_ballot_codes(self.subject, self.cleaned_data["count"], actor=self.actor)
