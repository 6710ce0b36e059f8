from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.act_labels import BALLOT_STYLES
from elections.hall_labels import FURTHER_CANDIDATES
from elections.messages import sentence
from elections.models import Exclusion, Meeting, MeetingSession
from elections.queries.hall import quorum_in_words
from elections.queries.meetings import consented_exclusions, hall_figures, here_to_be_left_out
from elections.queries.rounds import present_count
from elections.rules.acts import Act
from elections.rules.method import ElectionMethod, ballots_allowed
from elections.services import sessions as services
from elections.services.sessions import HandVote

from .acts import ActForm, LateEntryForm, MomentField, TextField, WholeNumberField

HANDS = Div("votes_for", "against", "abstained", css_class="hands")


class VoteForm(ActForm):
    """Something that those present vote on with raised hands. `subject`: the session that sits."""

    votes_for = WholeNumberField(label=_("Hands for"))
    against = WholeNumberField(label=_("Hands against"), initial=0)
    abstained = WholeNumberField(label=_("No hand raised"), initial=0)

    rows = (HANDS,)

    def prepare(self) -> None:
        self.present = present_count(self.session)
        self.fields["votes_for"].initial = self.present
        self.fields["votes_for"].help_text = gettext("%(present)s are here; more than half of them must be for it.") % {
            "present": self.present
        }

    @property
    def session(self) -> MeetingSession:
        found: MeetingSession = self.subject
        return found

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        hands = sum(typed.get(name) or 0 for name in ("votes_for", "against", "abstained"))
        if hands > self.present:
            said = ngettext("%(hands)s hand for %(present)s people present.", "%(hands)s hands for %(present)s people present.", hands)
            self.add_error(None, said % {"hands": hands, "present": self.present})
        return typed

    @property
    def vote(self) -> HandVote:
        typed = self.cleaned_data
        return HandVote(typed["votes_for"], typed["against"], typed["abstained"])


class OpenSessionForm(LateEntryForm):
    """`subject`: the meeting."""

    act = Act.OPEN_SESSION
    title = _("Open the session")
    press = _("Open the session")
    said = _("The session is open. People can be checked in now.")

    def prepare(self) -> None:
        meeting: Meeting = self.subject
        self.lead = f"{meeting.title} · {meeting.place}"  # type: ignore[misc]

    def perform(self) -> object:
        return services.open_session(self.subject, actor=self.actor, **self.late())


class ExclusionVoteForm(VoteForm):
    act = Act.VOTE_ON_EXCLUSIONS
    title = _("Vote on who is not counted as due")
    lead = _("The superior has consented; the meeting votes. Whoever is taken out here counts as due and stays on the roll.")
    press = _("Record the vote")
    said = _("The vote is recorded; the number due is fixed.")

    accepted = forms.TypedMultipleChoiceField(
        label=_("Not counted as due"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    rows = ("accepted", HANDS)

    def prepare(self) -> None:
        super().prepare()
        self.waiting = consented_exclusions(self.election)
        self.here = {exclusion.pk for exclusion in here_to_be_left_out(self.session, self.waiting)}
        field = self.fields["accepted"]
        field.choices = [(exclusion.pk, self._line(exclusion)) for exclusion in self.waiting]  # type: ignore[attr-defined]
        field.initial = [exclusion.pk for exclusion in self.waiting]

    def _line(self, exclusion: Exclusion) -> str:
        if exclusion.pk not in self.here:
            return exclusion.entry.name
        return gettext("%(name)s: is in the hall and counts as due and as present, however the vote goes") % {"name": exclusion.entry.name}

    @property
    def left_out(self) -> list[Exclusion]:
        chosen = set(self.cleaned_data["accepted"])
        return [exclusion for exclusion in self.waiting if exclusion.pk in chosen]

    def perform(self) -> object:
        return services.vote_on_exclusions(self.session, self.left_out, self.vote, actor=self.actor)

    def done_text(self, result: MeetingSession) -> str:
        here = [exclusion.entry.name for exclusion in self.left_out if exclusion.pk in self.here]
        if not here:
            return super().done_text(result)
        figures = hall_figures(result)
        return gettext("The vote is recorded. %(names)s sits in the hall and is counted back: due %(due)s, present %(present)s.") % {
            "names": gettext(", ").join(here),
            "due": figures.due,
            "present": figures.present,
        }


class DeclareQuorumForm(ActForm):
    """`subject`: the session that sits. No field: the figures stand on the page."""

    act = Act.DECLARE_QUORUM
    title = _("Declare the quorum")
    press = _("Declare the quorum")
    said = _("The quorum is declared.")

    def prepare(self) -> None:
        self.lead = sentence(quorum_in_words(hall_figures(self.subject)))  # type: ignore[misc]

    def perform(self) -> object:
        return services.declare_quorum(self.subject, actor=self.actor)

    def done_text(self, result: MeetingSession) -> str:
        return sentence(quorum_in_words(hall_figures(result)))


class AdoptMethodForm(VoteForm):
    act = Act.ADOPT_METHOD
    title = _("Election method put to the vote")
    lead = _("As it was read out. It holds for every session of this meeting, and cannot be changed once a ballot was opened.")
    press = _("Record the vote")
    said = _("The election method is adopted.")

    ballot = forms.ChoiceField(label=_("Ballot paper"))
    further_candidates = forms.ChoiceField(
        label=_("Who stands in a further election"), choices=list(FURTHER_CANDIDATES.items()), widget=forms.RadioSelect
    )
    further_margin = forms.BooleanField(label=_("A further election needs more names than seats too"), required=False, initial=True)
    show_votes = forms.BooleanField(label=_("Announcement and public page show the votes, not only who is elected"), required=False)

    rows = ("ballot", "further_candidates", "further_margin", "show_votes", HANDS)

    def prepare(self) -> None:
        super().prepare()
        rules = self.election.rules
        styles = ballots_allowed(rules, plenary=self.session.meeting.is_plenary)
        self.fields["ballot"].choices = [(style, BALLOT_STYLES[style]) for style in styles]  # type: ignore[attr-defined]
        self.fields["ballot"].initial = rules.ballot if rules.ballot in styles else styles[0]
        self.fields["further_candidates"].initial = "unelected"

    def perform(self) -> object:
        typed = self.cleaned_data
        method = ElectionMethod(**{name: typed[name] for name in ("ballot", "further_candidates", "further_margin", "show_votes")})
        return services.adopt_method(self.session, method, self.vote, actor=self.actor)


class AdjournSessionForm(ActForm):
    act = Act.ADJOURN_SESSION
    title = _("Adjourn the session")
    lead = _("The quorum is not reached, or the meeting goes on another day. What was voted on holds.")
    consequence = _("This session is over. People are checked in again when the next one opens.")
    press = _("Adjourn")
    said = _("The session is adjourned.")

    reason = TextField(label=_("Reason"), lines=2)
    resumes_at = MomentField(
        label=_("Meeting goes on"), required=False, help_text=_("Left empty, the new date is set with the meeting later.")
    )

    def prepare(self) -> None:
        figures = hall_figures(self.subject)
        if not figures.is_quorate:
            self.fields["reason"].initial = sentence(quorum_in_words(figures))

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.adjourn_session(self.subject, actor=self.actor, reason=typed["reason"], resumes_at=typed["resumes_at"])


class CloseSessionForm(ActForm):
    act = Act.CLOSE_SESSION
    title = _("Close the session")
    consequence = _("Nobody is checked in and nothing is voted on any more in this session.")
    press = _("Close the session")
    said = _("The session is closed.")

    def perform(self) -> object:
        return services.close_session(self.subject, actor=self.actor)
