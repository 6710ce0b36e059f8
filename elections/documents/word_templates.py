"""An office's own Word template: filled with the facts of a document, tried before it is kept, and a first one to begin with.

The only importer of docxtpl, which is loaded where it is used: few processes ever fill one in.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from elections.rules.issues import Issue

from .kind import Kind
from .snapshot import Snapshot
from .word_fields import ROW_NUMBER, Field, fields_of, in_words, sample

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LARGEST = 60 * 1024 * 1024  # unpacked
ITEM = "项"  # what a list's row is called in a first template


class TemplateFault(ValueError):
    """A template that cannot be filled in, and what to say of it."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue)
        self.issue = issue


def fill(template: bytes, snapshot: Snapshot) -> bytes:
    """The template with the facts of the snapshot, to be edited on."""
    filled, _missing = _render(template, in_words(snapshot))
    return filled


def unknown_fields(template: bytes, kind: Kind) -> list[str]:
    """What the template asks for and papers of this kind do not have, in the order in which it stands there.

    Raises TemplateFault where it is no Word file or its brackets do not close.
    """
    _filled, missing = _render(template, sample(kind.snapshot))
    return missing


def first_template(kind: Kind) -> bytes:
    """A plain file with every field of the kind in its place: to be taken, arranged and sent back."""
    from docx import Document

    made = Document()
    made.add_heading("{{标题}}", level=1)
    for field in fields_of(kind.snapshot):
        if field.name != "title":
            _write(made, field, field.word, depth=2)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def _write(made: "WordDocument", field: Field, path: str, depth: int) -> None:
    if field.many and field.record is not None:
        made.add_heading(field.word, level=min(depth, 4))
        _write_table(made, field, path)
    elif field.many:
        made.add_paragraph(f"{field.word}：")
        made.add_paragraph(f"{{%p for {ITEM} in {path} %}}")
        made.add_paragraph(f"{{{{{ITEM}}}}}")
        made.add_paragraph("{%p endfor %}")
    elif field.record is not None:
        made.add_heading(field.word, level=min(depth, 4))
        for inner in fields_of(field.record):
            _write(made, inner, f"{path}.{inner.word}", depth + 1)
    else:
        made.add_paragraph(f"{field.word}：{{{{{path}}}}}")


def _write_table(made: "WordDocument", field: Field, path: str) -> None:
    """One row for each item; what an item holds in lists of its own stands in one cell."""
    assert field.record is not None
    columns = [(ROW_NUMBER, f"{{{{{ITEM}.{ROW_NUMBER}}}}}"), *_columns(field.record, ITEM)]
    table = made.add_table(rows=4, cols=len(columns), style="Table Grid")
    for place, (word, written) in enumerate(columns):
        table.cell(0, place).text = word
        table.cell(2, place).text = written
    table.cell(1, 0).text = f"{{%tr for {ITEM} in {path} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"


def _columns(record: type, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    for field in fields_of(record):
        inner = f"{path}.{field.word}"
        if field.many and field.record is not None:
            each = f"{ITEM}{depth + 1}"
            parts = " ".join(written for _word, written in _columns(field.record, each, depth + 1))
            yield field.word, f"{{% for {each} in {inner} %}}{parts}；{{% endfor %}}"
        elif field.many:
            yield field.word, f"{{{{{inner}|join('、')}}}}"
        elif field.record is not None:
            yield from _columns(field.record, inner, depth)
        else:
            yield field.word, f"{{{{{inner}}}}}"


def _render(template: bytes, facts: dict[str, Any]) -> tuple[bytes, list[str]]:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, TemplateSyntaxError, Undefined
    from jinja2.sandbox import SandboxedEnvironment, SecurityError

    missing: dict[str, None] = {}

    class Missing(Undefined):
        """Noted and left empty, so that all that is missing is said at once; what is asked of it is missing with it."""

        def __str__(self) -> str:
            missing.setdefault(str(self._undefined_name))
            return ""

        def __iter__(self) -> Iterator[Any]:
            str(self)
            return iter(())

        def __bool__(self) -> bool:
            str(self)
            return False

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            str(self)
            return self

    _look_into(template)
    try:
        made = DocxTemplate(io.BytesIO(template))
        made.render(facts, jinja_env=SandboxedEnvironment(undefined=Missing), autoescape=True)
        packed = io.BytesIO()
        made.save(packed)
    except SecurityError as refused:
        raise TemplateFault(Issue("word_template_unsafe", {})) from refused
    except TemplateSyntaxError as wrong:
        raise TemplateFault(Issue("word_template_broken", {"said": str(wrong.message)})) from wrong
    except (TemplateError, TypeError) as wrong:
        raise TemplateFault(Issue("word_template_broken", {"said": str(wrong)})) from wrong
    except (PackageNotFoundError, KeyError, ValueError, ParseError) as wrong:
        raise TemplateFault(Issue("word_template_unreadable", {})) from wrong
    return packed.getvalue(), list(missing)


def _look_into(template: bytes) -> None:
    """Before anything is unpacked: a Word file of a size that a paper has."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            is_word = "word/document.xml" in packed.namelist()
    except zipfile.BadZipFile as wrong:
        raise TemplateFault(Issue("word_template_unreadable", {})) from wrong
    if not is_word or size > LARGEST:
        raise TemplateFault(Issue("word_template_unreadable", {}))
