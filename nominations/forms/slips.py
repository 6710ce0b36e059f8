"""Figures of a batch of slips as a form: how many were handed out and came back, and the votes of each name."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, LayoutObject
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, TextField, WholeNumberField, Word
from elections.labels import POSTS
from elections.rules.ballots import Contest
from elections.rules.roll_columns import plain_name
from elections.rules.tally import ContestTotals, NameTotals
from nominations.models import SlipCount
from nominations.queries.slips import contests_on, is_typed_twice_by
from nominations.rules.slips import BatchFigures

TEMPLATE = "nominations/slips/figures.html"


class WrittenInField(forms.CharField):
    """“张三 2、李四 1”: names on the free lines with the slips that carry them. “张 三 ２” is 张三 with two."""

    pair = re.compile(r"([^\d,、;:\n]+?)\s*:?\s*(\d+)")
    between = " ,、;\n\r\t"
    longest_spaced = 3  # 张 三 and 欧阳 锋 are one name; 张三 李四 are two, of which the first lacks its number

    def __init__(self, post: str) -> None:
        spoken = gettext("%(post)s: written in") % {"post": post}
        widget = forms.TextInput(attrs={"aria-label": spoken, "placeholder": "张三 2、李四 1", "class": "form-control"})
        super().__init__(label=_("Written in"), required=False, max_length=400, widget=widget)

    def clean(self, value: Any) -> dict[str, int]:
        typed = unicodedata.normalize("NFKC", str(super().clean(value)))
        found = [(name.strip(self.between), int(number)) for name, number in self.pair.findall(typed)]
        if self.pair.sub("", typed).strip(self.between) or not all(self._is_one(name) for name, _number in found):
            raise forms.ValidationError(gettext("Write each name with its number of slips: 张三 2、李四 1."))
        votes: dict[str, int] = {}
        for name, number in found:
            if plain_name(name) in votes:
                raise forms.ValidationError(gettext("%(name)s is written twice: add up the slips.") % {"name": plain_name(name)})
            votes[plain_name(name)] = number
        return votes

    def _is_one(self, name: str) -> bool:
        plain = plain_name(name)
        return bool(plain) and (len(name.split()) == 1 or plain.isascii() or len(plain) <= self.longest_spaced)


@dataclass(frozen=True, slots=True)
class NameFields:
    name: str
    in_favour: BoundField
    against: BoundField | None


@dataclass(frozen=True, slots=True)
class ContestFields:
    """What is typed for one post of the slip."""

    title: str
    seats: int
    valid: BoundField
    void: BoundField
    names: Sequence[NameFields]
    written_in: BoundField | None


class SetAsideForm(ActForm):
    """`subject`: a batch that counts. What two people have typed is set aside by a third."""

    reason = TextField(label=_("Reason"), lines=2, max_length=400)

    def prepare(self) -> None:
        self.is_barred = is_typed_twice_by(self.subject, self.actor)


class SlipFiguresForm(ActForm):
    """`slip_count()` says which slips are typed. Whoever is neither for nor against somebody on a valid slip abstains."""

    with_against = False
    with_written_in = False  # free lines on the slip
    for_word: Word = _("In favour")
    against_word: Word = _("Against")

    issued = WholeNumberField(label=_("Slips handed out"))
    returned = WholeNumberField(label=_("Slips returned"))

    rows: ClassVar[Sequence[LayoutObject | str]] = ("issued", "returned")

    def slip_count(self) -> SlipCount:
        raise NotImplementedError

    def prepare(self) -> None:
        self.contests = contests_on(self.slip_count())
        self.posts = {found["code"]: found["post"] for found in self.slip_count().contests}
        for contest in self.contests:
            self._add(contest, "valid", _("Valid slips"))
            self._add(contest, "void", _("Void slips"), initial=0)
            for place, name in enumerate(contest.candidates):
                self._add(contest, str(place), name, self.for_word)
                if self.with_against:
                    self._add(contest, f"{place}-against", name, self.against_word, required=False)
            if self.with_written_in:
                self.fields[f"{contest.code}-written-in"] = WrittenInField(self.title_of(contest))

    def title_of(self, contest: Contest) -> str:
        return str(POSTS[self.posts[contest.code]])

    def _add(self, contest: Contest, key: str, label: Any, word: Word = "", **options: Any) -> None:
        """A cell, named by post, row and column to whoever cannot see them."""
        field = WholeNumberField(label=label, **options)
        spoken = " ".join(str(part) for part in (self.title_of(contest), label, word) if part)
        field.widget.attrs.update({"aria-label": spoken, "class": "form-control num"})
        self.fields[f"{contest.code}-{key}"] = field

    @property
    def helper(self) -> FormHelper:
        made = super().helper
        made.layout.insert(len(made.layout) - 1, HTML(f'{{% include "{TEMPLATE}" %}}'))
        return made

    @property
    def contest_fields(self) -> list[ContestFields]:
        return [
            ContestFields(
                self.title_of(contest),
                contest.seats,
                self[f"{contest.code}-valid"],
                self[f"{contest.code}-void"],
                [self._name_fields(contest, place, name) for place, name in enumerate(contest.candidates)],
                self[f"{contest.code}-written-in"] if self.with_written_in else None,
            )
            for contest in self.contests
        ]

    def figures(self) -> BatchFigures:
        """As typed; the rules say whether they can be right."""
        typed = self.cleaned_data
        return BatchFigures(typed["issued"], typed["returned"], tuple(self._totals(contest) for contest in self.contests))

    def _name_fields(self, contest: Contest, place: int, name: str) -> NameFields:
        against = self[f"{contest.code}-{place}-against"] if self.with_against else None
        return NameFields(name, self[f"{contest.code}-{place}"], against)

    def _totals(self, contest: Contest) -> ContestTotals:
        typed = self.cleaned_data
        valid = typed[f"{contest.code}-valid"]
        names = {}
        for place, name in enumerate(contest.candidates):
            for_it, against = typed[f"{contest.code}-{place}"], typed.get(f"{contest.code}-{place}-against") or 0
            names[name] = NameTotals(for_it, against, valid - for_it - against)
        return ContestTotals(contest, valid, typed[f"{contest.code}-void"], names, typed.get(f"{contest.code}-written-in") or {})


def cells_of(contests: Sequence[Contest], figures: Mapping[str, Any]) -> dict[str, int | str]:
    """Stored figures by the names of the form's fields."""
    cells: dict[str, int | str] = {"issued": figures["issued"], "returned": figures["returned"]}
    for contest in contests:
        found = figures["contests"][contest.code]
        cells |= {f"{contest.code}-valid": found["valid"], f"{contest.code}-void": found["void"]}
        cells[f"{contest.code}-written-in"] = written_in(found["write_ins"])
        for place, name in enumerate(contest.candidates):
            in_favour, against, _abstain = found["names"][name]
            cells |= {f"{contest.code}-{place}": in_favour, f"{contest.code}-{place}-against": against}
    return cells


def written_in(votes: Mapping[str, int]) -> str:
    return "、".join(f"{name} {number}" for name, number in votes.items())
