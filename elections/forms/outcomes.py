from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.act_labels import BODIES
from elections.labels import POSTS
from elections.models import Contest, Decision, Elected, Meeting
from elections.queries.meetings import hall_figures
from elections.queries.outcomes import seated_people, unclear_write_ins
from elections.queries.results import contest_state
from elections.rules.acts import Act
from elections.services import outcomes, slate
from elections.services.sessions import HandVote

from .acts import ActForm, ScanField, TextField, WholeNumberField
from .decisions import MinutesFields

NOBODY = "nobody"
PROPOSING = (
    Decision.Body.COMMUNITY_COMMITTEE,
    Decision.Body.NEW_COMMITTEE,
    Decision.Body.NEW_DISCIPLINE_COMMITTEE,
    Decision.Body.STREET_COMMITTEE,
)


class DecideOutcomeForm(ActForm):
    """`subject`: the round. Asks who is meant where a name written in has a majority and the roll does not tell it alone."""

    act = Act.DECIDE_OUTCOME
    title = _("Decide the outcome")
    lead = _("The rules decide from the signed figures. Equal votes at the last seat and empty seats become the next ballot.")
    press = _("Decide the outcome")
    said = _("The outcome is decided.")

    def prepare(self) -> None:
        self.unclear = unclear_write_ins(self.subject)
        for place, (name, people) in enumerate(self.unclear.items()):
            choices = [(str(entry.pk), f"{entry.number} {entry.name} {entry.branch or entry.branch_name}") for entry in people]
            label = gettext("Who is “%(name)s”, written in?") % {"name": name}
            field = forms.ChoiceField(label=label, choices=[*choices, (NOBODY, gettext("Nobody who may be elected"))])
            self.fields[f"who_{place}"] = field

    def perform(self) -> Any:
        who = {}
        for place, (name, people) in enumerate(self.unclear.items()):
            chosen = self.cleaned_data[f"who_{place}"]
            who[name] = next((entry for entry in people if str(entry.pk) == chosen), None)
        return outcomes.decide_outcome(self.subject, actor=self.actor, who=who)

    def done_text(self, result: Any) -> str:
        if any(not outcome.ballot_valid for outcome in result):
            return gettext("The ballot is void. The same posts can be voted on again.")
        return super().done_text(result)


class ReduceSeatsForm(ActForm):
    """`subject`: the session and the contest."""

    act = Act.REDUCE_SEATS
    title = _("Leave seats empty by vote")
    consequence = _("The empty seats are given up and not voted on again. At least half of those present must agree.")
    press = _("Record the vote and give up the seats")
    said = _("The seats are given up by vote.")

    votes_for = WholeNumberField(label=_("Agree"))
    against = WholeNumberField(label=_("Do not agree"), initial=0)
    abstained = WholeNumberField(label=_("Abstain"), initial=0)
    presidium = forms.BooleanField(label=_("Decided by the presidium of the delegates' meeting"), required=False)

    def prepare(self) -> None:
        session, contest = self.subject
        if session.meeting.kind != Meeting.Kind.DELEGATES:
            del self.fields["presidium"]
        figures = {"present": hall_figures(session).present, "left": contest_state(contest).seats_left, "post": POSTS[contest.post]}
        self.fields["votes_for"].help_text = gettext("%(post)s: %(left)s empty; %(present)s are present.") % figures

    def perform(self) -> Any:
        session, contest = self.subject
        typed = self.cleaned_data
        vote = HandVote(typed["votes_for"], typed["against"], typed["abstained"])
        return outcomes.reduce_seats(contest, session, vote, actor=self.actor, presidium=bool(typed.get("presidium")))


class DeclinedForm(ActForm):
    """`subject`: somebody elected."""

    act = Act.RECORD_DECLINED
    title = _("An elected person declines")
    consequence = _(
        "The seat is open again, and so is a post that rests on it. A confirmed result has to be confirmed, announced and reported anew;"
        " what was announced and filed stays on record as taken back."
    )
    press = _("Record that the person declines")
    said = _("Recorded; the seat is open again.")

    reason = TextField(label=_("Reason"), lines=2)
    scan = ScanField(label=_("Signed statement"), required=False)

    def prepare(self) -> None:
        elected: Elected = self.subject
        title = gettext("%(name)s declines") % {"name": elected.name}
        vars(self).update(title=title, lead=gettext("Elected as %(post)s.") % {"post": POSTS[elected.contest.post]})

    def perform(self) -> Any:
        scan = self.keep("scan", confidential=True)
        return outcomes.record_declined(self.subject, actor=self.actor, reason=self.cleaned_data["reason"], scan=scan)


class NamePlenaryCandidatesForm(MinutesFields, ActForm):
    """`subject`: a contest that a plenary decides."""

    act = Act.NAME_PLENARY_CANDIDATES
    title = _("Name the candidates of the plenary")
    lead = _("From among those elected to the body that meets, as the committee in office proposed and the superior agreed.")
    press = _("Record the decision and name them")
    said = _("The candidates are named.")

    people = forms.MultipleChoiceField(label=_("Candidates"), widget=forms.CheckboxSelectMultiple)
    body = forms.ChoiceField(
        label=_("Which body proposed them"), choices=[(body.value, BODIES[body]) for body in PROPOSING], initial=PROPOSING[0]
    )

    rows = ("people", "body", *MinutesFields.minutes_rows)

    def prepare(self) -> None:
        contest: Contest = self.subject
        figures = {"post": POSTS[contest.post], "seats": contest.seats}
        vars(self).update(title=gettext("Name the candidates: %(post)s") % figures)
        self.seated = seated_people(contest)
        people = self.fields["people"]
        people.choices = [(str(entry.pk), entry.name) for entry in self.seated]  # type: ignore[attr-defined]
        people.help_text = gettext("%(seats)s to be elected; at least so many names.") % figures

    def perform(self) -> Any:
        typed = self.cleaned_data
        minutes = self.minutes(body=typed["body"], matter="plenary_candidates")
        chosen = [entry for entry in self.seated if str(entry.pk) in typed["people"]]
        return slate.name_plenary_candidates(self.subject, chosen, minutes, actor=self.actor)
