"""Snapshot → HTML → PDF. The same snapshot gives the same bytes (SOURCE_DATE_EPOCH is set by the settings)."""

import re
from functools import cache
from pathlib import Path

from django.template import Context, Engine

from .joining import join_pdfs
from .kind import Kind
from .snapshot import Snapshot

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
LINE_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2014-\u9fff\uff00-\uffef])[ ]*\n\s*(?=[\u2014-\u9fff\uff00-\uffef])")


class UnknownFact(str):
    """Stands where Django would print nothing for a variable that is not there: a paper with a hole in it is a fault of ours."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise LookupError(f"the template asks for {name}, which the snapshot does not have")


@cache
def engine() -> Engine:
    """Apart from the screens' engine: always Chinese, always escaped, only the documents' templates."""
    return Engine(
        dirs=[str(TEMPLATES)],
        autoescape=True,
        builtins=["elections.documents.chinese"],
        string_if_invalid=UnknownFact("%s"),
    )


def render_html(kind: Kind, snapshot: Snapshot) -> str:
    if type(snapshot) is not kind.snapshot:
        raise TypeError(f"{kind.code} is made of {kind.snapshot.__name__}, not of {type(snapshot).__name__}")
    context = Context({"kind": kind, "it": snapshot}, use_l10n=False, use_tz=False)
    return LINE_BREAK_IN_CHINESE.sub("", engine().get_template(kind.template).render(context))


def render_pdf(kind: Kind, snapshot: Snapshot) -> bytes:
    from .pdf import html_to_pdf  # with WeasyPrint behind it

    return join_pdfs([html_to_pdf(render_html(kind, part)) for part in snapshot.in_parts()])
