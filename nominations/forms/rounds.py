from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, LateEntryForm, MomentField, WholeNumberField
from elections.messages import sentence
from elections.queries.notices import standing_announcement
from elections.rules.acts import Act
from nominations.queries.remedies import Kind, unused_remedy
from nominations.queries.rounds import announced_until, endorsers_on_sheets, members_who_may_recommend, participation, rounds_of
from nominations.services import rounds as services

A_WEEK = timedelta(days=7)


class OpenRoundForm(ActForm):
    act = Act.OPEN_NOMINATION_ROUND
    title = _("Open the nomination")
    lead = _("Sheets that are received from the first to the last minute are registered; what comes later does not count.")
    press = _("Open the nomination")
    said = _("Nominations are taken.")

    opens_at = MomentField(label=_("Taken from"))
    closes_at = MomentField(label=_("Taken until"), help_text=_("The end that the announcement names."))
    late_reason = forms.CharField(
        label=_("Why it is entered only now"),
        required=False,
        max_length=400,
        help_text=_("Where nominations began on an earlier day. The street confirms it; both days show in the record."),
    )

    def prepare(self) -> None:
        """As announced. Where that time is over, it can only be entered late or announced anew."""
        opens = timezone.localtime(self.now).replace(second=0, microsecond=0)
        announcement = standing_announcement(self.election)
        if announcement is not None and announcement.closes_at <= self.now:
            opens = timezone.localtime(announcement.opens_at)
            self.lead = gettext(  # type: ignore[misc]
                "The announced time is over. Nominations that were taken in it are entered late, with the reason;"
                " otherwise announce again first."
            )
        self.initial.setdefault("opens_at", opens)
        self.initial.setdefault("closes_at", _end_of(announced_until(self.election), opens, self.election.rules.closes_at))
        if rounds_of(self.election):
            self.fields["closes_at"].help_text = gettext("As the new announcement says; the superior's reply allows the extension.")

    def perform(self) -> Any:
        typed = self.cleaned_data
        remedy = unused_remedy(self.election, Kind.EXTENSION) if rounds_of(self.election) else None
        return services.open_nomination_round(
            self.election,
            actor=self.actor,
            opens_at=typed["opens_at"],
            closes_at=typed["closes_at"],
            remedy=remedy,
            late_reason=typed["late_reason"],
        )


class CloseRoundForm(LateEntryForm):
    act = Act.CLOSE_OPEN_NOMINATION
    title = _("Close the nomination")
    lead = _("Both figures count everybody who took part so far, in every channel: each person once.")
    press = _("Close the nomination")
    said = _("The nomination is closed. Its result is made public for objections next.")

    members = WholeNumberField(label=_("Members who took part"))
    residents = WholeNumberField(label=_("Residents who took part"))
    below_target = forms.BooleanField(
        label=_("Close although fewer took part than the plan wants"),
        required=False,
        help_text=_("Both figures are checked, and every sheet that was received in time is registered."),
    )

    rows = ("members", "residents")

    def prepare(self) -> None:
        members, residents = endorsers_on_sheets(self.election)
        entitled = members_who_may_recommend(self.election)
        figures = {"entitled": entitled, "sheets": members}
        self.fields["members"].help_text = (
            gettext("Of %(entitled)s members on the roll who may recommend; %(sheets)s have signed sheets that stand.") % figures
        )
        of_residents = gettext("%(sheets)s have signed sheets that stand; residents have no list to compare with.")
        self.fields["residents"].help_text = of_residents % {"sheets": residents}

        if "below_target" in self.data:
            self.ask("below_target")

    def clean(self) -> dict[str, Any]:
        """A target, not a condition: but what cannot be taken back is not done with too few unawares."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned["below_target"]:
            figures = participation(self.election, cleaned["members"], cleaned["residents"])
            if not figures.reached:
                self.ask("below_target")
                warning = gettext("Closing cannot be taken back. Check both figures, or tick below that it is closed with them.")
                self.add_error(None, f"{sentence(figures.finding)}{warning}")
        return cleaned

    def perform(self) -> Any:
        typed = self.cleaned_data
        return services.close_open_nomination(
            self.election,
            actor=self.actor,
            members_took_part=typed["members"],
            residents_took_part=typed["residents"],
            **self.late("closed_at"),
        )


def _end_of(announced: datetime | None, opens: datetime, office_closes: time) -> datetime:
    """As announced; where nothing is, a week from now, when the office closes."""
    if announced is None or announced <= opens:
        return timezone.make_aware(datetime.combine((opens + A_WEEK).date(), office_closes))
    return timezone.localtime(announced)
