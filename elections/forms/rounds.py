from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.counting_labels import MEDIA
from elections.labels import POSTS
from elections.models import MeetingSession, Request, RollEntry
from elections.queries.meetings import hall_figures
from elections.queries.papers import papers_due
from elections.queries.results import ContestState, contest_states
from elections.queries.rounds import cast_electronically, entries_called, handed_out, open_now
from elections.queries.slate import reply_number
from elections.rules.acts import Act
from elections.rules.outcomes import Next
from elections.rules.reconciliation import SMALLEST_PART, is_ballot_valid
from elections.services import rounds as services
from elections.services.ledgers import BOX
from elections.services.rounds import BoxCount, Medium

from .acts import ActForm, TextField, WholeNumberField
from .corrections import CorrectionForm, same
from .decisions import side_by_side

KINDS = {
    Next.RUNOFF.value: _("run-off"),
    Next.FURTHER_ELECTION.value: _("further election"),
    Next.REPEAT_BALLOT.value: _("the ballot is repeated"),
}


class OpenRoundForm(ActForm):
    """`subject`: the session that sits."""

    act = Act.OPEN_ROUND
    title = _("Open a ballot")
    lead = _(
        "Choose what stands on the paper. Whether it is a first ballot, a run-off or a further election follows from the votes before."
    )
    press = _("Open this ballot")
    said = _("The ballot is open; the ballot desk can hand out papers.")

    contests = forms.MultipleChoiceField(label=_("On this paper"), widget=forms.CheckboxSelectMultiple)
    medium = forms.ChoiceField(label=_("How people vote"), choices=list(MEDIA.items()), widget=forms.RadioSelect, required=False)
    printed = WholeNumberField(label=_("Ballots printed"), required=False, help_text=_("Count the stack that lies at the ballot desk."))

    def prepare(self) -> None:
        session: MeetingSession = self.subject
        states = contest_states(self.election, session.meeting.stage)
        due = papers_due(session.meeting, states)
        choices = self.fields["contests"]
        choices.choices = [(state.contest.code, _line(state)) for state in states if open_now(state)]  # type: ignore[attr-defined]
        choices.initial = due[0] if due else []
        self.present = hall_figures(session).present
        if not reply_number(self.election, Request.Kind.ELECTRONIC_BALLOT):
            del self.fields["medium"]
        else:
            self.fields["medium"].initial = "paper"
        method = session.meeting.adopted_method
        if method is not None and method.further_candidates == "new":
            for state in states:
                if state.next == Next.FURTHER_ELECTION:
                    self.fields[f"names_{state.contest.code}"] = _names_field(state)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        self.names: dict[str, list[RollEntry]] = {}
        for name in [name for name in self.fields if name.startswith("names_")]:
            self.names[name.removeprefix("names_")] = self._people(name, typed.get(name) or "")
        return typed

    def _people(self, field: str, text: str) -> list[RollEntry]:
        """A line is a name, or a number of the roll where several people bear the name."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        people = []
        for line, found in zip(lines, entries_called(self.election, lines), strict=True):
            if len(found) == 1:
                people.append(found[0])
            else:
                figures = {"line": line, "found": len(found)}
                text = gettext("“%(line)s”: the roll has %(found)s people of that name. Write the roll number instead.")
                self.add_error(field, text % figures)
        return people

    def perform(self) -> Any:
        typed = self.cleaned_data
        medium = cast(Medium, typed.get("medium") or "paper")
        named = {code: people for code, people in self.names.items() if people}
        printed = typed["printed"] or 0
        return services.open_round(self.subject, typed["contests"], actor=self.actor, printed=printed, medium=medium, names=named)


def _line(state: ContestState) -> str:
    figures = {"post": POSTS[state.contest.post], "seats": state.seats_left}
    kind = KINDS.get(state.next)
    if kind is None:
        return gettext("%(post)s: %(seats)s to be elected") % figures
    return gettext("%(post)s: %(seats)s to be elected, %(kind)s") % {**figures, "kind": kind}


def _names_field(state: ContestState) -> TextField:
    label = gettext("Names for “%(post)s”, one a line") % {"post": POSTS[state.contest.post]}
    return TextField(label=label, required=False, help_text=_("As the meeting has agreed; a name or a roll number on each line."))


class CountedAgainField(forms.MultipleChoiceField):
    """A tick for the very figures beside it: where others are typed it counts for nothing and is asked for anew."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return True


class BoxForm(ActForm):
    """Figures of the opened box. More papers than may be make the ballot void, so a slip of the pen is asked about first."""

    issued: int
    cast: int  # electronic ballots, which come on top of the papers

    counted_again = CountedAgainField(label=_("Counted again"), required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("returned") is None or typed.get("voters") is None:
            return typed
        figures = {"returned": typed["returned"] + self.cast, "issued": self.issued, "voters": typed["voters"] + self.cast}
        if not is_ballot_valid(**figures):
            self._ask(figures, typed.get("counted_again", []))
        return typed

    def _ask(self, figures: dict[str, int], ticked: list[str]) -> None:
        key = "-".join(str(figure) for figure in figures.values())
        line = gettext("Counted again: %(returned)s came back, %(issued)s were handed out, %(voters)s people voted. The ballot is void.")
        self.fields["counted_again"].choices = [(key, line % figures)]  # type: ignore[attr-defined]
        self.ask("counted_again")
        if key not in ticked:
            asked = gettext(
                "%(returned)s papers came back, but %(issued)s were handed out and %(voters)s people voted: more than may be. "
                "Count again and put the figure right; if it is so, tick it at the end of the form."
            )
            self.add_error(None, asked % figures)


class CloseRoundForm(BoxForm):
    """`subject`: the round."""

    act = Act.CLOSE_ROUND
    title = _("Open the box and close the ballot")
    lead = _("Count the papers before anything is called. The figures have to agree.")
    press = _("Close the ballot")
    said = _("The ballot is closed; the tellers can begin.")

    spoiled = WholeNumberField(label=_("Spoiled papers"), help_text=_("Exchanged at the desk or misprinted."))
    left_over = WholeNumberField(label=_("Papers left over"))
    voters = WholeNumberField(label=_("People who put a paper into the box"))
    returned = WholeNumberField(label=_("Papers in the box"))
    rows = (side_by_side("spoiled", "left_over"), side_by_side("voters", "returned"), "written_for")
    few = ""

    written_for = WholeNumberField(
        label=_("Filled in by another person"), initial=0, help_text=_("By somebody who is no candidate; only the number is kept.")
    )

    def prepare(self) -> None:
        self.issued, self.cast = handed_out(self.subject), cast_electronically(self.subject)
        if self.subject.medium == "both" and 0 < self.cast < SMALLEST_PART:
            few = gettext(
                "Only %(cast)s electronic ballots are cast. Beside papers, fewer than %(least)s would show how those few have voted."
            )
            self.few = few % {"cast": self.cast, "least": SMALLEST_PART}
        if not self.subject.has_papers:
            for name in ("spoiled", "left_over", "voters", "returned", "written_for"):
                del self.fields[name]
            vars(self).update(rows=())
            return
        self.fields["spoiled"].initial = self.subject.replaced

    def perform(self) -> Any:
        box = BoxCount(**{name: self.cleaned_data[name] for name in self.fields if name not in ("once", "counted_again")})
        return services.close_round(self.subject, box, actor=self.actor)

    def done_text(self, result: Any) -> str:
        if not is_ballot_valid(returned=result.returned, issued=result.issued, voters=result.voters):
            return gettext("The ballot is closed. More ballots came back than may be: it is void and has to be repeated.")
        return super().done_text(result)


class CorrectBoxForm(BoxForm, CorrectionForm):
    """`subject`: the round, before anything is decided on its figures."""

    act = Act.CLOSE_ROUND
    title = _("Correct the figures of the box")
    lead = _("Until the outcome is decided. What was typed before stays on record with the reason.")
    press = _("Correct the figures")
    said = _("The figures of the box are corrected; what stood before is kept.")
    ledger, recorded = BOX, CloseRoundForm
    columns = same("spoiled", "left_over", "voters", "returned", "written_for")

    def prepare(self) -> None:
        super().prepare()
        self.issued, self.cast = self.subject.issued or 0, 0


class VoidRoundForm(ActForm):
    """`subject`: the round."""

    act = Act.VOID_ROUND
    title = _("Declare this ballot void")
    lead = _("When papers were misprinted or the ballot was disturbed before the box is opened.")
    consequence = _("Nothing of this ballot is counted, electronic ballots are destroyed unread, and the same posts are voted on again.")
    press = _("Declare the ballot void")
    said = _("The ballot is void. The same posts can be voted on again.")

    reason = TextField(label=_("Reason"), lines=2)

    def perform(self) -> Any:
        return services.void_round(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])
