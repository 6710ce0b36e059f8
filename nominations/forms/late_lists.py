from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, ScanField, TextField, WholeNumberField
from elections.forms.grids import GridForm, Row
from elections.forms.layouts import suggestions
from elections.labels import LISTS, POSTS
from elections.models import RollEntry
from elections.rules.acts import Act
from elections.rules.roll_columns import is_called
from nominations.models import Nominee, NomineeList
from nominations.queries import late_lists as queries
from nominations.queries.lists import ListedPost
from nominations.services.late_lists import enter_list_late
from nominations.services.lists import approve_reserve


class ApproveReserveForm(ActForm):
    """The superior's reply puts the reserve list into force; it may order secretary and deputies."""

    act = Act.APPROVE_RESERVE
    title = _("Approve the reserve candidates")
    lead = _("On the superior's reply. Secretary and deputies stand in the order of the reply, committee members by strokes.")
    press = _("Approve the reserve candidates")
    said = _("The reserve candidates are approved.")

    def prepare(self) -> None:
        state = queries.reserve_state(self.election)
        self.posts = queries.leaders_to_order(state) if state else []
        for post in self.posts:
            for place, nominee in enumerate(queries.who_counts(post), 1):
                label = gettext("%(post)s, place of %(name)s") % {"post": POSTS[post.post], "name": nominee.entry.name}
                key = f"{post.code}-{nominee.pk}"
                self.fields[key] = WholeNumberField(label=label, min_value=1, initial=place, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for post in self.posts:
            places = [place for place, _nominee in self._places(post, cleaned)]
            if any(places) and sorted(places) != list(range(1, len(places) + 1)):
                sentence = gettext("%(post)s: number the names from 1 on, each number once.")
                self.add_error(None, sentence % {"post": POSTS[post.post]})
        return cleaned

    def perform(self) -> object:
        order = {
            post.code: [nominee for _place, nominee in sorted(self._places(post, self.cleaned_data), key=lambda pair: pair[0])]
            for post in self.posts
            if any(place for place, _nominee in self._places(post, self.cleaned_data))
        }
        return approve_reserve(self.election, actor=self.actor, order=order)

    def _places(self, post: ListedPost, typed: dict[str, Any]) -> list[tuple[int, Nominee]]:
        return [(typed.get(f"{post.code}-{nominee.pk}") or 0, nominee) for nominee in queries.who_counts(post)]


class LateNameRow(Row):
    post = forms.ChoiceField(label=_("Post"), required=False)
    person = forms.CharField(
        label=_("Name or number on the roll"), required=False, max_length=80, widget=forms.TextInput(attrs={"list": "people"})
    )

    def __init__(self, *args: Any, posts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", "—"), *posts]  # type: ignore[attr-defined]


class EnterListLateForm(GridForm):
    """已线下办理: a list that was approved on paper before the election came into the program."""

    act = Act.ENTER_LIST_LATE
    title = _("Enter a list from paper")
    lead = _("For an election that was entered at a later step. The paper is the evidence; names stand in the order of the paper.")
    press = _("Enter the list")
    said = _("The list is entered.")
    row_class = LateNameRow

    kind = forms.ChoiceField(label=_("Which list"))
    reason = TextField(label=_("Why it is entered from paper"), lines=2)
    scan = ScanField(label=_("Scan of the approved list"))

    rows = ("kind", "reason", "scan", suggestions("people", "named"))

    def prepare(self) -> None:
        self.contests = queries.contests_of_meeting(self.election)
        self.people = queries.people_who_may_stand(self.election)
        self.named = [f"{entry.number} {entry.name}" for entry in self.people]
        self.fields["kind"].choices = [(kind, LISTS[kind]) for kind in queries.kinds_on_paper(self.election)]  # type: ignore[attr-defined]
        super().prepare()

    def row_kwargs(self) -> dict[str, Any]:
        return {"posts": [(code, POSTS[contest.post]) for code, contest in self.contests.items()]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.names: dict[str, list[RollEntry]] = {}
        for number, form in enumerate(self.grid.forms, 1):
            typed = getattr(form, "cleaned_data", {})
            if typed.get("person"):
                self._take(number, typed["person"].strip(), typed.get("post") or "")
        if not self.errors and not self.names:
            self.add_error(None, gettext("Type the names of the list."))
        return cleaned

    def perform(self) -> NomineeList:
        typed = self.cleaned_data
        scan = self.keep("scan")
        if scan is None:
            raise RuntimeError("the form asks for the scan")
        return enter_list_late(self.election, typed["kind"], self.names, actor=self.actor, reason=typed["reason"], scan=scan)

    def _take(self, number: int, text: str, post: str) -> None:
        found = [entry for entry in self.people if is_called(text, entry.name, entry.number)]
        where = {"row": number, "text": text}
        if len(found) != 1:
            several = gettext("Row %(row)s: several people on the roll are called %(text)s. Write the number on the roll.")
            nobody = gettext("Row %(row)s: %(text)s is not on the roll, or may not stand.")
            self.add_error(None, (several if found else nobody) % where)
        elif not post:
            self.add_error(None, gettext("Row %(row)s: say for which post %(text)s stands.") % where)
        else:
            self.names.setdefault(post, []).append(found[0])
