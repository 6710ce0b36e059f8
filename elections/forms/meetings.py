from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import MEETING_KINDS, PREPARATORY_KINDS
from elections.messages import sentences_of
from elections.models import Meeting, PreparatoryMeeting
from elections.queries.meeting_dates import date_issues
from elections.queries.meetings import electors, kinds_to_convene
from elections.queries.organisations import branches_of
from elections.rules.acts import Act
from elections.rules.terms import DELEGATES_FROM_MEMBERS, delegates_number_warnings
from elections.services import meetings as services

from .acts import ActForm, LateEntryForm, MomentField, ScanField, TextField, WholeNumberField

BEGINS = time(9)


class ConveneMeetingForm(ActForm):
    act = Act.CONVENE_MEETING
    title = _("Convene a meeting")
    lead = _("On a rest day, after the notices are over. Title, time and place stand on every paper of the meeting.")
    press = _("Convene the meeting")
    said = _("The meeting is convened.")

    kind = forms.ChoiceField(label=_("Which meeting"))
    name = forms.CharField(label=_("Title as on the papers"), max_length=120)
    starts_at = MomentField(label=_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=120)
    chair = forms.CharField(label=_("Chair"), max_length=40)
    dispersed = forms.BooleanField(label=_("The Party organisations here lie far apart"), required=False)

    def prepare(self) -> None:
        kinds = kinds_to_convene(self.election)
        self.fields["kind"].choices = [(kind, MEETING_KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].help_text = gettext("A delegates' meeting needs the superior's reply.") if "delegates" in kinds else ""
        if "delegates" in kinds:
            figures = {"bound": DELEGATES_FROM_MEMBERS}
            self.fields["dispersed"].help_text = gettext("Only for a delegates' meeting where members are fewer than %(bound)s.") % figures
        else:
            del self.fields["dispersed"]
        if kinds:
            self.initial.setdefault("name", services.usual_title(self.election, kinds[0]))
        day = self.election.meeting_on
        if day is not None and day >= timezone.localdate(self.now):
            self.initial.setdefault("starts_at", datetime.combine(day, BEGINS, timezone.get_current_timezone()))

    def perform(self) -> Meeting:
        typed = self.cleaned_data
        call = services.MeetingCall(
            kind=typed["kind"],
            title=typed["name"],
            starts_at=typed["starts_at"],
            place=typed["place"],
            chair=typed["chair"],
            dispersed=typed.get("dispersed", False),
        )
        return services.convene_meeting(self.election, call, actor=self.actor)

    def done_text(self, result: Meeting) -> str:
        """What does not fit is said at once; it keeps nobody from convening."""
        found = [] if result.is_plenary else date_issues(self.election, timezone.localdate(result.starts_at), self.now)
        if result.kind == Meeting.Kind.DELEGATES:
            found += delegates_number_warnings(electors(result).count())
        return " ".join([str(self.said), *sentences_of(found)])


class ChangeMeetingDateForm(ActForm):
    """`subject`: a meeting that is convened."""

    act = Act.CHANGE_MEETING_DATE
    title = _("Change the date of the meeting")
    lead = _("The former date stays on record. Papers that carry it have to be made anew.")
    press = _("Change the date")
    said = _("The date of the meeting is changed.")

    starts_at = MomentField(label=_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=120)
    reason = TextField(label=_("Reason"), lines=2)

    def prepare(self) -> None:
        self.initial.setdefault("starts_at", self.subject.starts_at)
        self.initial.setdefault("place", self.subject.place)

    def perform(self) -> Meeting:
        typed = self.cleaned_data
        return services.change_meeting_date(
            self.subject, actor=self.actor, starts_at=typed["starts_at"], reason=typed["reason"], place=typed["place"]
        )


class RecordPreparatoryMeetingForm(LateEntryForm):
    act = Act.RECORD_PREPARATORY_MEETING
    title = _("Record a preparation")
    lead = _("What was done before the meeting: preparatory meeting, training in filling in the ballot, rehearsal, packing of the papers.")
    press = _("Record the preparation")
    said = _("The preparation is recorded.")

    kind = forms.ChoiceField(label=_("Kind of preparation"), choices=list(PREPARATORY_KINDS.items()))
    branch = forms.ChoiceField(label=_("Of which branch"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120)
    attended = WholeNumberField(label=_("How many took part"))
    matters = TextField(label=_("What was gone through"), lines=3, required=False)
    scan = ScanField(label=_("Record or photograph"), required=False)

    def prepare(self) -> None:
        self.branches: dict[str, Any] = {str(branch.pk): branch for branch in branches_of(self.election.community)}
        named = [(key, branch.name) for key, branch in self.branches.items()]
        self.fields["branch"].choices = [("", gettext("of the whole community")), *named]  # type: ignore[attr-defined]

    def perform(self) -> PreparatoryMeeting:
        typed = self.cleaned_data
        return services.record_preparatory_meeting(
            self.election,
            typed["kind"],
            actor=self.actor,
            place=typed["place"],
            attended=typed["attended"],
            branch=self.branches.get(typed["branch"]),
            matters=typed["matters"],
            scan=self.keep("scan"),
            **self.late("held_at"),
        )
