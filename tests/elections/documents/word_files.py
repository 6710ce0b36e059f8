"""Word files as an office would write them, and what stands in one."""

import io
from collections.abc import Sequence

from docx import Document


def word_file(*lines: str | Sequence[str]) -> bytes:
    """One paragraph for each line; a line in pieces is what an editor leaves where somebody has changed half a word."""
    made = Document()
    for line in lines:
        paragraph = made.add_paragraph()
        for piece in [line] if isinstance(line, str) else line:
            paragraph.add_run(piece)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def text_of(content: bytes) -> str:
    """Paragraphs, then the cells of the tables."""
    read = Document(io.BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])
