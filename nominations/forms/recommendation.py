"""定向推荐 and 信任投票: opened, each batch typed by two people, settled by a third, confirmed."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from crispy_forms.layout import LayoutObject
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections import labels
from elections.forms.acts import ActForm, LateEntryForm, TextField, Word
from elections.models import Account
from elections.queries.rights import who_may
from elections.rules.acts import Act
from elections.rules.ballots import Contest
from nominations.models import SlipBatch, SlipCount, SlipEntry
from nominations.queries.recommendation import last_count, slips_by_category
from nominations.queries.remedies import Kind, unused_remedy
from nominations.queries.rounds import shortages
from nominations.queries.slips import differences_of, waiting_for
from nominations.services import recommendation as services

from .slips import SetAsideForm, SlipFiguresForm, cells_of

TRUST = SlipCount.Kind.TRUST
ANOTHER = "another"


class OpenDirectedForm(LateEntryForm):
    act = Act.OPEN_DIRECTED_ROUND
    title = _("Open the directed recommendation")
    lead = _("The slip is fixed as the names stand now: whoever has consented and about whom no matter is open.")
    press = _("Open the directed recommendation")
    said = _("The slip and the electorate are fixed. Print the slips, then two people type each batch.")

    def prepare(self) -> None:
        self.fields["fact_at"].label = gettext("When the recommendation was held")
        self.electorate = slips_by_category(self.election)
        self.shortages = shortages(self.election)

    def perform(self) -> SlipCount:
        remedy = unused_remedy(self.election, Kind.SECOND_ROUND) if last_count(self.election) else None
        return services.open_directed_round(self.election, actor=self.actor, remedy=remedy, **self.late("held_at"))


class OpenTrustForm(LateEntryForm):
    act = Act.OPEN_TRUST_VOTE
    title = _("Open the trust vote")
    lead = _("On the preliminary nominees that are proposed; before that on everybody who stands. Members and residents are counted apart.")
    press = _("Open the trust vote")
    said = _("The trust vote is open. Print its slips, then two people type each batch.")

    def prepare(self) -> None:
        self.fields["fact_at"].label = gettext("When the vote was held")

    def perform(self) -> SlipCount:
        return services.open_trust_vote(self.election, actor=self.actor, **self.late("held_at"))


class CountedSlipsForm(SlipFiguresForm):
    """Recommendation slips choose names and have free lines; trust slips say yes or no to everybody."""

    def prepare(self) -> None:
        is_trust = self.slip_count().kind == TRUST
        self.with_against, self.with_written_in = is_trust, not is_trust
        self.for_word: Word = gettext("Trusted") if is_trust else gettext("Recommended")
        self.against_word: Word = gettext("Not trusted")
        super().prepare()

    def title_of(self, contest: Contest) -> str:
        return gettext("All nominees") if self.slip_count().kind == TRUST else super().title_of(contest)


class EnterSlipsForm(CountedSlipsForm):
    """`subject`: the count. A batch that somebody else has typed before is thereby typed a second time."""

    act = Act.ENTER_RECOMMENDATION_TALLY
    title = _("Type a batch of slips")
    lead = _("The slips of one category from one place, counted together. A second person types the same batch, unaware of these figures.")
    press = _("Enter the figures")
    said = _("The figures are entered.")

    category = forms.ChoiceField(label=_("Category"))
    place = forms.CharField(label=_("Place or box"), max_length=60, help_text=_("The second person chooses the batch by this name."))
    which = forms.ChoiceField(label=_("Typed for the first or the second time"), required=False)

    rows: ClassVar[Sequence[LayoutObject | str]] = ("category", "place", "issued", "returned")

    def slip_count(self) -> SlipCount:
        found: SlipCount = self.subject
        return found

    def prepare(self) -> None:
        super().prepare()
        categories = [(category, labels.CATEGORIES[category]) for category in self.subject.people]
        self.fields["category"].choices = categories  # type: ignore[attr-defined]
        self.waiting = {str(batch.pk): batch for batch in waiting_for(self.subject, self.actor)}
        offered = [(key, title_of(batch)) for key, batch in self.waiting.items()]
        self.fields["which"].choices = [("", "——"), *offered, (ANOTHER, gettext("Another batch, for the first time"))]  # type: ignore[attr-defined]
        if self.waiting:
            self.rows = ("category", "place", "which", "issued", "returned")  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        batch = self.waiting.get(cleaned.get("which") or "")
        if batch is not None and batch.category != cleaned.get("category"):
            other = {"category": labels.CATEGORIES[batch.category]}
            self.add_error("which", gettext("That batch is of another category: %(category)s.") % other)
        return cleaned

    def perform(self) -> SlipEntry:
        typed = self.cleaned_data
        batch = self.waiting.get(typed["which"])
        if batch is not None:
            return self.enter(self.subject, batch.category, batch.place, again=batch)
        place = " ".join(unicodedata.normalize("NFKC", typed["place"]).split())
        return self.enter(self.subject, typed["category"], place, another=typed["which"] == ANOTHER)

    def enter(self, count: SlipCount, category: str, place: str, *, again: SlipBatch | None = None, another: bool = False) -> SlipEntry:
        said = {"again": again, "another": another}
        return services.enter_recommendation_tally(
            count,
            actor=self.actor,
            category=category,
            place=place,
            figures=self.figures(),
            **said,  # type: ignore[arg-type]
        )

    def done_text(self, result: Any) -> str:
        if result.turn == SlipEntry.Turn.FIRST:
            return gettext("Your figures are entered. Now a second person types them.")
        if differences_of(result.batch):
            said = gettext("The two entries differ. A third person settles them with the slips in hand: %(people)s.")
            return said % {"people": third_people(who_may(Act.SETTLE_RECOMMENDATION_TALLY, self.election, self.now), result.batch)}
        return gettext("Both entries agree.")


class EnterBatchForm(EnterSlipsForm):
    """`subject`: a batch that somebody else has typed once."""

    title = _("Type a batch a second time")
    lead = _("From the slips, without asking the first person: what differs is settled by a third.")
    rows = ("issued", "returned")

    def slip_count(self) -> SlipCount:
        found: SlipCount = self.subject.count
        return found

    def prepare(self) -> None:
        del self.fields["category"], self.fields["place"], self.fields["which"]
        self.waiting = {}  # which batch it is was said by coming here
        CountedSlipsForm.prepare(self)
        self.title = title_of(self.subject)  # type: ignore[misc, assignment]

    def perform(self) -> SlipEntry:
        return self.enter(self.subject.count, self.subject.category, self.subject.place, again=self.subject)


class SettleSlipsForm(CountedSlipsForm):
    """`subject`: a batch whose two entries differ. Nothing of them shows to whoever typed one of them."""

    act = Act.SETTLE_RECOMMENDATION_TALLY
    title = _("Settle the differences of a batch")
    lead = _("By a third person with the slips in hand. A batch of another category or place is not settled but set aside.")
    press = _("Settle the count")
    said = _("The batch is settled.")

    remark = TextField(label=_("Remark"), lines=2, required=False)

    rows = ("issued", "returned", "remark")

    def slip_count(self) -> SlipCount:
        found: SlipCount = self.subject.count
        return found

    def prepare(self) -> None:
        super().prepare()
        self.is_third = all(entry.entered_by_id != self.actor.pk for entry in self.subject.entries.all())
        self.third_people = third_people(who_may(self.act, self.election, self.now), self.subject)
        self.differences = list(self._differences()) if self.is_third else []
        if self.differences:
            self._begin_with_what_agrees()

    def perform(self) -> SlipEntry:
        remark = self.cleaned_data["remark"]
        return services.settle_recommendation_tally(self.subject, actor=self.actor, figures=self.figures(), remark=remark)

    def _differences(self) -> Iterator[tuple[str, int, int]]:
        """Each figure in words; who abstained follows from the others."""
        words = {**labels.SLIP_FIGURES, "in_favour": self.for_word, "against": self.against_word}
        titles = {contest.code: self.title_of(contest) for contest in self.contests}
        for found in differences_of(self.subject):
            figure = found.difference
            if figure.figure != "abstain":
                parts = (titles.get(found.contest, ""), figure.name, str(words.get(figure.figure, figure.figure)))
                yield " ".join(part for part in parts if part), figure.first, figure.second

    def _begin_with_what_agrees(self) -> None:
        first, second = (cells_of(self.contests, entry.figures) for entry in list(self.subject.entries.all())[:2])
        for name, value in first.items():
            self.initial.setdefault(name, value if second[name] == value else "")


class SetSlipsAsideForm(SetAsideForm):
    act = Act.SET_SLIPS_ASIDE
    title = _("Set a batch aside")
    lead = _("For slips that were typed under a wrong category or place. Afterwards they are typed anew, again by two people.")
    consequence = _("What was typed of this batch stays on record and is not counted.")
    press = _("Set the batch aside")
    said = _("The batch is set aside. Type its slips anew under the right category and place.")

    def perform(self) -> SlipBatch:
        return services.set_slips_aside(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])


class CertifyDirectedForm(ActForm):
    """`subject`: the count."""

    act = Act.CERTIFY_DIRECTED_COUNT
    title = _("Confirm the count of the directed recommendation")
    lead = _("Every batch is typed twice alike or settled. Nothing can be typed afterwards; the figures are the street's alone.")
    press = _("Confirm the count")
    said = _("The count is confirmed. The preliminary nominees are proposed on it next.")

    def perform(self) -> object:
        return services.certify_directed_count(self.subject, actor=self.actor)


class CertifyTrustForm(CertifyDirectedForm):
    act = Act.CERTIFY_TRUST_VOTE
    title = _("Confirm the count of the trust vote")
    said = _("The trust vote is confirmed.")

    def perform(self) -> object:
        return services.certify_trust_vote(self.subject, actor=self.actor)


def third_people(may: Mapping[Account, bool], batch: SlipBatch) -> str:
    """Who of `may` (`who_may`) has typed nothing of the batch. A community with two accounts has nobody left but the street's."""
    typists = {entry.entered_by_id for entry in batch.entries.all()}
    street = gettext("%(name)s (street)")
    found = [street % {"name": who} if of_street else str(who) for who, of_street in may.items() if who.pk not in typists]
    return "、".join(found) or gettext("nobody yet, the street appoints somebody")


def title_of(batch: SlipBatch) -> str:
    return gettext("Type a second time: %(category)s, %(place)s") % {
        "category": labels.CATEGORIES[batch.category],
        "place": batch.place or gettext("no place named"),
    }
