"""The electronic ballot: the same names, the same marks and the same rules as on paper."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import POSTS
from elections.models import BallotRound
from elections.queries.counts import paper_contests
from elections.rules.ballots import BallotKind, BallotStyle, Contest, Mark

FOR, AGAINST, ABSTAIN = "for", "against", ""
MARKS = [(FOR, _("In favour")), (AGAINST, _("Against")), (ABSTAIN, _("Abstain"))]
CHOSEN = [(FOR, _("Choose")), (ABSTAIN, _("Do not choose"))]


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code on your slip"), max_length=40, strip=True)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    field: BoundField

    @property
    def chosen(self) -> str | Promise:
        value = self.field.value() or ""
        return next((word for mark, word in self.field.field.choices if mark == value), "")  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Part:
    """One contest of the ballot."""

    contest: Contest
    lines: tuple[Line, ...]
    written: tuple[BoundField, ...]

    @property
    def names_written(self) -> list[str]:
        return [str(field.value()) for field in self.written if field.value()]


class VotingForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, round: BallotRound, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        self.fields["code"].initial = code
        self.contests = paper_contests(round)
        for place, contest in enumerate(self.contests.values()):
            self._add_fields(place, contest)

    def parts(self) -> list[Part]:
        return [self._part(place, contest) for place, contest in enumerate(self.contests.values())]

    def marks(self) -> dict[str, Mark]:
        return {contest.code: self._mark(place, contest) for place, contest in enumerate(self.contests.values())}

    def _add_fields(self, place: int, contest: Contest) -> None:
        choices = CHOSEN if contest.style is BallotStyle.NUMBER else MARKS
        for row, name in enumerate(contest.candidates):
            self.fields[f"n_{place}_{row}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, widget=forms.RadioSelect, initial=ABSTAIN
            )
        if contest.kind is BallotKind.RUNOFF:
            return
        for line in range(contest.seats):
            label = gettext("%(post)s: somebody else, line %(line)s") % {"post": POSTS.get(contest.code, contest.code), "line": line + 1}
            self.fields[f"w_{place}_{line}"] = forms.CharField(label=label, max_length=60, required=False)

    def _part(self, place: int, contest: Contest) -> Part:
        lines = tuple(Line(name, self[f"n_{place}_{row}"]) for row, name in enumerate(contest.candidates))
        return Part(contest, lines, tuple(self[name] for name in self._written(place)))

    def _mark(self, place: int, contest: Contest) -> Mark:
        typed = self.cleaned_data
        said = {name: typed.get(f"n_{place}_{row}", "") for row, name in enumerate(contest.candidates)}
        return Mark(
            in_favour=tuple(name for name, mark in said.items() if mark == FOR),
            against=tuple(name for name, mark in said.items() if mark == AGAINST),
            write_ins=tuple(typed[name] for name in self._written(place) if typed.get(name)),
        )

    def _written(self, place: int) -> list[str]:
        return [name for name in self.fields if name.startswith(f"w_{place}_")]
