from collections.abc import Iterator

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections import labels
from elections.forms.acts import LateEntryForm, TextField
from elections.forms.decisions import MinutesFields
from elections.models import Decision, Election
from elections.permissions import STREET
from elections.queries.rights import roles_in_election
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from nominations.models import Nominee, NomineeList
from nominations.queries.nominees import available_nominees
from nominations.queries.proposals import PostChoices, outlook_of, post_choices
from nominations.services import lists as services

NAMES = "nominations/lists/names.html"
MATTER = "研究候选人初步人选"
PREFIX = "names-"


class ProposeForm(MinutesFields, LateEntryForm):
    """A list of names to tick for each post, in the order of the recommendation; its figures are the street's alone."""

    act = Act.PROPOSE_PRELIMINARY
    title = _("Propose the preliminary nominees")
    lead = _("Decided by the outgoing committee on the results. A new proposal takes the place of the one before and is approved anew.")
    press = _("Propose this list")
    said = _("The list is proposed. Hold the trust vote where it is due, and ask the superior for its approval.")

    reason = TextField(label=_("Reason"), required=False, lines=2)

    rows = ("reason", *MinutesFields.minutes_rows)

    def prepare(self) -> None:
        self.posts = post_choices(self.election)
        self.shows_votes = bool(roles_in_election(self.actor, self.election, self.now) & STREET)
        self.fields["fact_at"].label = gettext("When the committee met")
        self.fields["reason"].help_text = gettext("Needed where somebody with more recommendations is left out, or a target is missed.")
        for post in self.posts:
            choices = [(str(choice.nominee.pk), choice.nominee.entry.name) for choice in post.choices]
            name = PREFIX + post.contest.code
            self.fields[name] = forms.MultipleChoiceField(label=str(labels.POSTS[post.contest.post]), choices=choices, required=False)
            self.initial.setdefault(name, [str(choice.nominee.pk) for choice in post.choices if choice.listed])

    @property
    def helper(self) -> FormHelper:
        made = super().helper
        made.layout.insert(1, HTML(f'{{% include "{NAMES}" %}}'))
        return made

    @property
    def offered(self) -> Iterator[tuple[PostChoices, str, set[str]]]:
        """Each post with the name of its field and what is ticked."""
        for post in self.posts:
            name = PREFIX + post.contest.code
            yield post, name, {str(value) for value in self[name].value() or ()}

    @property
    def others_ticked(self) -> set[str]:
        """Fields in which somebody is ticked who does not seek the post."""
        return {name for post, name, ticked in self.offered if any(str(choice.nominee.pk) in ticked for choice in post.others)}

    @property
    def outlook(self) -> object:
        return outlook_of(self.election, self._named({name: ticked for _post, name, ticked in self.offered}), self.now)

    def perform(self) -> NomineeList:
        typed = self.cleaned_data
        ticked = {name: set(typed[name]) for name in self.fields if name.startswith(PREFIX)}
        minutes = self.minutes(body=Decision.Body.COMMUNITY_COMMITTEE, matter=MATTER)
        try:
            return services.propose_preliminary(
                self.election, self._named(ticked), actor=self.actor, minutes=minutes, reason=typed["reason"], **self.late("held_at")
            )
        except RuleViolation as refused:
            raise RuleViolation([self._as_shown(issue) for issue in refused.issues]) from refused

    def _named(self, ticked: dict[str, set[str]]) -> dict[str, list[Nominee]]:
        """In the order in which the names are offered."""
        return {
            post.contest.code: [choice.nominee for choice in post.choices if str(choice.nominee.pk) in ticked[PREFIX + post.contest.code]]
            for post in self.posts
        }

    def _as_shown(self, issue: Issue) -> Issue:
        """Who is not of the street learns that somebody was recommended by more, not by how many."""
        if issue.code != "more_recommended_left_out" or self.shows_votes:
            return issue
        return Issue("better_recommended_left_out", {name: issue.params[name] for name in ("name", "left_out")})


def named_in(election: Election, ticked: dict[str, list[str]]) -> dict[str, list[Nominee]]:
    """For a look before anything is sent: ticked keys by contest code; whoever may not be listed is left out."""
    people = {str(nominee.pk): nominee for nominee in available_nominees(election)}
    return {code: [people[key] for key in keys if key in people] for code, keys in ticked.items()}
