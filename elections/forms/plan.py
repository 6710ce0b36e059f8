"""The plan: posts and seats, putting it in force on the superior's reply, and the day of the meeting."""

from collections.abc import Iterable
from typing import Any, Literal

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.queries.plan import wished_days
from elections.queries.slate import plan_of
from elections.rules.acts import Act
from elections.rules.contests import Posts
from elections.rules.margin import margin_in_percent
from elections.rules.rule_set import CompositionTarget
from elections.services import contests as services
from elections.services.mobilisation import choose_meeting_date

from .acts import ActForm, DayField, TextField, WholeNumberField

TargetKind = Literal["age_at_most_45", "college", "women"]
TARGETS: tuple[TargetKind, ...] = ("age_at_most_45", "college", "women")
POSTS = ("secretary", "deputy", "committee", "discipline")


def part(legend: Any, *rows: Any) -> Fieldset:
    return Fieldset(legend, *rows, css_class="form-part")


class PostsForm(ActForm):
    """`Posts` as the rules take it; a names field left empty asks for no more than the law."""

    act = Act.SET_POSTS
    title = _("Set posts and seats")
    lead = _("As the plan says that goes to the superior. The contests of this election follow from it.")
    press = _("Set posts and seats")
    said = _("Posts and seats are set. Report the plan to the superior next.")

    size = WholeNumberField(label=_("Seats of the plan"), min_value=1, max_value=99)
    includes_leaders = forms.TypedChoiceField(
        label=_("This number"),
        coerce=lambda value: value == "1",
        choices=[("1", _("includes secretary and deputies: 5 = 1 + 1 + 3")), ("0", _("counts the other members only: 3 beside 1 + 1"))],
        widget=forms.RadioSelect,
        initial="1",
    )
    deputies = WholeNumberField(label=_("Deputy secretaries among them"), max_value=9, initial=1)
    discipline = WholeNumberField(label=_("Discipline committee, where approved"), max_value=99, initial=0, required=False)
    leaders_from_committee = forms.BooleanField(
        label=_("The members elect the committee first and the leaders from among it"), required=False
    )
    names_secretary = WholeNumberField(label=_("Names for secretary"), min_value=1, required=False)
    names_deputy = WholeNumberField(label=_("Names for deputy secretary"), min_value=1, required=False)
    names_committee = WholeNumberField(label=_("Names for committee members"), min_value=1, required=False)
    names_discipline = WholeNumberField(label=_("Names for the discipline committee"), min_value=1, required=False)
    age_at_most_45 = WholeNumberField(label=_("45 or younger"), required=False)
    college = WholeNumberField(label=_("With college education"), required=False)
    women = WholeNumberField(label=_("Women"), required=False)
    reason = TextField(label=_("Why the adopted plan changes"), lines=2, required=False)

    def prepare(self) -> None:
        rules, plan = self.election.rules, plan_of(self.election)
        if rules.secretary_elected_by != "members" or rules.ballot != "sequential":
            del self.fields["leaders_from_committee"]
        if plan is None or plan.adopted_at is None:
            del self.fields["reason"]
        self.fields["names_committee"].help_text = _("Empty: as many as the rule asks, %(margin)s more than seats.") % {
            "margin": margin_in_percent(rules.margin)
        }
        self.fields["names_deputy"].help_text = _("Empty: as many as seats. Equal or more, as the plan says.")
        known = known_posts(plan.posts) if plan else known_targets(rules.composition)
        for name, value in known.items():
            self.initial.setdefault(name, value)

    @property
    def rows(self) -> list[Any]:  # type: ignore[override]
        first = ["size", "includes_leaders", Row(Column("deputies"), Column("discipline"))]
        names = (Row(Column("names_secretary"), Column("names_deputy")), Row(Column("names_committee"), Column("names_discipline")))
        return [
            *first,
            *(name for name in ("leaders_from_committee",) if name in self.fields),
            part(_("Names on the ballot at least"), *names),
            part(_("Composition asked for"), Row(*map(Column, TARGETS))),
            *(part(_("Change of an adopted plan"), name) for name in ("reason",) if name in self.fields),
        ]

    def posts(self) -> Posts:
        typed = self.cleaned_data
        return Posts(
            size=typed["size"],
            includes_leaders=typed["includes_leaders"],
            deputies=typed["deputies"],
            discipline=typed["discipline"] or 0,
            leaders_from_committee=typed.get("leaders_from_committee", False),
            names={post: typed[f"names_{post}"] for post in POSTS if typed[f"names_{post}"]},
            composition=tuple(CompositionTarget(kind, typed[kind]) for kind in TARGETS if typed[kind]),
        )

    def perform(self) -> object:
        return services.set_posts(self.election, self.posts(), actor=self.actor, reason=self.cleaned_data.get("reason", ""))


def known_posts(posts: Posts) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "size": posts.size,
        "includes_leaders": "1" if posts.includes_leaders else "0",
        "deputies": posts.deputies,
        "discipline": posts.discipline,
        "leaders_from_committee": posts.leaders_from_committee,
    }
    return plain | {f"names_{post}": names for post, names in posts.names.items()} | known_targets(posts.composition)


def known_targets(targets: Iterable[CompositionTarget]) -> dict[str, Any]:
    return {target.kind: target.at_least for target in targets}


class AdoptPlanForm(ActForm):
    act = Act.ADOPT_PLAN
    title = _("Put the plan in force")
    lead = _("On the superior's reply with its number and scan. Posts, seats and way of electing are then in force.")
    press = _("Put the plan in force")
    said = _("The plan is in force.")

    def perform(self) -> object:
        return services.adopt_plan(self.election, actor=self.actor)


class MeetingDateForm(ActForm):
    act = Act.CHOOSE_MEETING_DATE
    title = _("Choose the day of the election meeting")
    lead = _("A rest day, as most members wish. The notices before it must have ended.")
    press = _("Choose this day")

    day = DayField(label=_("Day of the meeting"))
    reason = TextField(label=_("Why on a working day"), lines=2, required=False)

    def prepare(self) -> None:
        self.initial.setdefault("day", self.election.meeting_on)
        wished = wished_days(self.election)
        figures = {wish: wished[wish] for wish in ("rest_day", "working_day", "any")}
        self.fields["day"].help_text = _("Members' wishes: rest day %(rest_day)s, working day %(working_day)s, any day %(any)s.") % figures

    def perform(self) -> Any:
        return choose_meeting_date(self.election, self.cleaned_data["day"], actor=self.actor, reason=self.cleaned_data["reason"])

    def done_text(self, result: Any) -> str:
        return gettext("The election meeting is on %(day)s.") % {"day": self.cleaned_data["day"].isoformat()}
