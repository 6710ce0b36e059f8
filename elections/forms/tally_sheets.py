"""The sheet of a batch as it is typed: contest by contest, name by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML
from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import POSTS
from elections.queries.counts import BatchAtHand, BatchState, paper_contests, printed_numbers
from elections.rules.ballots import BallotKind, BallotStyle, Contest
from elections.rules.tally import ContestTotals, NameTotals

from .acts import ActForm

TEMPLATE = "elections/counts/sheets.html"
FREE_LINES, BLANK_LINES = 4, 16  # for names written in; a paper without candidates needs more
MARKS = {"for": _("In favour"), "against": _("Against"), "abstain": _("Abstaining")}
NAMED_ONLY = {"for": _("In favour")}


class FigureField(forms.IntegerField):
    """A figure of a sheet: digits typed one after another; no wheel and no arrow changes it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "num figure"}
        super().__init__(min_value=0, max_value=100_000, widget=forms.TextInput(attrs=attrs), **kwargs)


@dataclass(frozen=True, slots=True)
class NameRow:
    name: str
    number: int
    marks: Sequence[BoundField]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One contest of a batch as it is typed. `columns`: where numbers are written into posts nobody is refused, so only 赞成 is counted."""

    contest: Contest
    valid: BoundField
    void: BoundField
    columns: Sequence[str | Promise]
    rows: Sequence[NameRow]
    written: Sequence[tuple[BoundField, BoundField]]
    refused: BoundField | None

    @property
    def has_written(self) -> bool:
        """Something was typed there: the lines stay open."""
        return (
            not self.contest.candidates
            or any(name.value() or votes.value() for name, votes in self.written)
            or bool(self.refused and self.refused.value())
        )


class TotalsForm(ActForm):
    """`subject`: the batch at hand. A figure that is left empty is nought; the ballots, the valid and the void ones are always typed."""

    ballots = FigureField(label=_("Ballots in this batch"))

    def prepare(self) -> None:
        at: BatchAtHand = self.subject
        self.contests = paper_contests(at.round)
        self.numbers = {name: number for number, (_code, name) in printed_numbers(at.round).items()}
        for place, contest in enumerate(self.contests.values()):
            self._add_fields(place, contest)

    @property
    def helper(self) -> FormHelper:
        made = super().helper
        tail = made.layout.fields.pop()
        names = [name for name in made.layout.fields if isinstance(name, str) and not name.startswith("c_")]
        made.layout.fields[:] = [*names[:2], HTML(f'{{% include "{TEMPLATE}" %}}'), *names[2:], tail]
        return made

    @property
    def sheets(self) -> list[Sheet]:
        return [self._sheet(place, contest) for place, contest in enumerate(self.contests.values())]

    def totals(self) -> dict[str, ContestTotals]:
        return {contest.code: self._totals(place, contest) for place, contest in enumerate(self.contests.values())}

    def _add_fields(self, place: int, contest: Contest) -> None:
        post = POSTS.get(contest.code, contest.code)
        where = {"post": post}
        self._add(f"c_{place}_valid", gettext("%(post)s: valid") % where, required=True)
        self._add(f"c_{place}_void", gettext("%(post)s: void") % where, required=True)
        for row, name in enumerate(contest.candidates):
            for mark, word in _columns(contest).items():
                self._add(f"c_{place}_{mark}_{row}", f"{name} {word}")
        if contest.kind is BallotKind.RUNOFF:
            return
        for line in range(_free_lines(contest)):
            label = gettext("%(post)s: name written in, line %(line)s") % {**where, "line": line + 1}
            self.fields[f"c_{place}_name_{line}"] = forms.CharField(label=label, max_length=60, required=False)
            self._add(f"c_{place}_votes_{line}", gettext("%(post)s: votes, line %(line)s") % {**where, "line": line + 1})
        if contest.candidates:
            self._add(f"c_{place}_refused", gettext("%(post)s: write-ins that do not count") % where)

    def _add(self, name: str, label: str, *, required: bool = False) -> None:
        self.fields[name] = FigureField(label=label, required=required)

    def _sheet(self, place: int, contest: Contest) -> Sheet:
        columns = _columns(contest)
        rows = [
            NameRow(name, self.numbers.get(name, 0), [self[f"c_{place}_{mark}_{row}"] for mark in columns])
            for row, name in enumerate(contest.candidates)
        ]
        lines = [line for line in range(_free_lines(contest)) if f"c_{place}_name_{line}" in self.fields]
        return Sheet(
            contest=contest,
            valid=self[f"c_{place}_valid"],
            void=self[f"c_{place}_void"],
            columns=list(columns.values()),
            rows=rows,
            written=[(self[f"c_{place}_name_{line}"], self[f"c_{place}_votes_{line}"]) for line in lines],
            refused=self[f"c_{place}_refused"] if f"c_{place}_refused" in self.fields else None,
        )

    def _totals(self, place: int, contest: Contest) -> ContestTotals:
        typed = self.cleaned_data
        valid = typed[f"c_{place}_valid"]
        names = {}
        for row, name in enumerate(contest.candidates):
            marks = [typed.get(f"c_{place}_{mark}_{row}") or 0 for mark in MARKS]
            abstained = marks[2] if len(_columns(contest)) > 1 else valid - marks[0]
            names[name] = NameTotals(marks[0], marks[1], abstained)
        written: dict[str, int] = {}
        for line in range(_free_lines(contest)):
            name = (typed.get(f"c_{place}_name_{line}") or "").strip()
            if name:
                written[name] = written.get(name, 0) + (typed.get(f"c_{place}_votes_{line}") or 0)
        return ContestTotals(contest, valid, typed[f"c_{place}_void"], names, written, typed.get(f"c_{place}_refused") or 0)


def _columns(contest: Contest) -> Mapping[str, str | Promise]:
    return NAMED_ONLY if contest.style is BallotStyle.NUMBER else MARKS


def _free_lines(contest: Contest) -> int:
    return FREE_LINES if contest.candidates else BLANK_LINES


def agreed(state: BatchState, contests: Mapping[str, Contest]) -> dict[str, Any]:
    """Figures that both have typed alike; where they differ the field is empty."""
    first, second = (_plain(entry.ballots, entry.totals, contests) for entry in state.entries)
    return {name: value for name, value in first.items() if second.get(name) == value}


def _plain(ballots: int, totals: Mapping[str, Any], contests: Mapping[str, Contest]) -> dict[str, Any]:
    found: dict[str, Any] = {"ballots": ballots}
    for place, contest in enumerate(contests.values()):
        said = totals[contest.code]
        found |= {
            f"c_{place}_valid": said["valid"],
            f"c_{place}_void": said["void"],
            f"c_{place}_refused": said["write_ins_refused"] or None,
        }
        for row, name in enumerate(contest.candidates):
            each = said["names"][name]
            figures = {"for": each["in_favour"], "against": each["against"], "abstain": each["abstain"]}
            found |= {f"c_{place}_{mark}_{row}": value for mark, value in figures.items()}
        for line, (name, votes) in enumerate(sorted(said["write_ins"].items())):
            found |= {f"c_{place}_name_{line}": name, f"c_{place}_votes_{line}": votes}
    return found
