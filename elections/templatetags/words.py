"""Words for codes, days and figures on screens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from elections import labels
from elections.messages import sentence
from elections.rules.issues import Issue

register = template.Library()


@register.filter
def label(code: object, table: str) -> object:
    """`{{ election.phase|label:"PHASES" }}`: the reader's word for a code; a code without one shows itself."""
    return getattr(labels, table).get(code, code)


@register.filter
def entered(value: object, field: str) -> object:
    """What is entered in a field of a ledger, in the reader's words."""
    return "—" if value in (None, "") else labels.word(field, value)


@register.filter
def of(found: Mapping[int, Sequence[Any]] | str, key: int) -> Sequence[Any]:
    """`{{ corrected.publicity|of:item.pk }}`; of a ledger in which nothing was corrected, nothing."""
    return found.get(key, ()) if isinstance(found, Mapping) else ()


@register.filter
def labelled(codes: Iterable[object], table: str) -> str:
    """Several words in one line."""
    return gettext(", ").join(str(label(code, table)) for code in codes)


@register.filter
def in_words(issue: Issue) -> str:
    return sentence(issue)


@register.filter
def days(number: int, unit: str = "day") -> str:
    """Days that still count, today included."""
    if number <= 1:
        return gettext("last day")
    if unit == "working_day":
        return ngettext("%(days)s working day left", "%(days)s working days left", number) % {"days": number}
    return ngettext("%(days)s day left", "%(days)s days left", number) % {"days": number}


@register.filter
def until(at: datetime) -> str:
    """When something ends; midnight is said as the end of the day before."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        day = timezone.localtime(at - timedelta(minutes=1))
        return f"{day:%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


@register.filter
def figures(pairs: Sequence[tuple[str, Any]]) -> str:
    """The figures of an act that have a word; opaque ids, hashes and codes without a word stay in the export."""
    worded = [(name, labels.word(name, value)) for name, value in pairs if name in labels.FIGURES]
    return gettext(", ").join(f"{labels.FIGURES[name]} {value}" for name, value in worded if isinstance(value, int | Promise))


@register.filter
def strokes(votes: int) -> str:
    """正 as it is written on the board: five strokes each, the last one as far as it has come."""
    return "正" * (votes // 5) + ("", "一", "丅", "下", "止")[votes % 5]


@register.filter
def in_cell(field: BoundField, row: object) -> SafeString:
    """A field of a grid, named by its column and its row."""
    name = gettext("%(column)s, row %(row)s") % {"column": field.label, "row": row}
    return field.as_widget(attrs={"aria-label": name, "id": f"id_{field.html_name}"})


@register.filter
def has(found: Iterable[object], code: object) -> bool:
    return code in found


@register.filter
def names_of(lines: Iterable[Any]) -> str:
    """The people of some lines, each of which has a nominee."""
    return gettext(", ").join(line.nominee.entry.name for line in lines)


@register.filter
def in_line(field: BoundField, name: str) -> SafeString:
    """A field in somebody's line, named by the person and the column."""
    return field.as_widget(attrs={"aria-label": f"{name} {field.label}", "id": f"id_{field.html_name}"})


@register.filter
def spaced(code: str) -> str:
    """A 校验码 in groups of four, as it is read aloud."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


@register.filter
def minutes(seconds: int) -> str:
    """How long somebody spoke, as on a clock: 5:07."""
    return f"{seconds // 60}:{seconds % 60:02d}"
