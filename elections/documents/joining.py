"""Joining and repeating finished pages, so that a thousand equal ballots cost one."""

import io
from collections.abc import Sequence
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject


def join_pdfs(parts: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all, in order; fonts that are the same in several parts are kept once."""
    if len(parts) == 1:
        return parts[0]
    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part), import_outline=False)
    writer.compress_identical_objects()
    return _written(writer)


def repeat_pdf(pdf: bytes, copies: int) -> bytes:
    """The same pages `copies` times. Each copy is only a page entry that points to the one drawing."""
    if copies < 1:
        raise ValueError(f"{copies} copies")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    tree = cast("DictionaryObject", writer.root_object["/Pages"].get_object())
    originals = [page.indirect_reference for page in writer.pages]
    pages = ArrayObject(originals)
    for _copy in range(copies - 1):
        pages.extend(_same_page(writer, original) for original in originals)
    tree[NameObject("/Kids")] = pages
    tree[NameObject("/Count")] = NumberObject(len(pages))
    return _written(writer)


def _same_page(writer: PdfWriter, original: IndirectObject | None) -> IndirectObject:
    page = DictionaryObject(cast("DictionaryObject", writer.get_object(cast("IndirectObject", original))))
    return writer._add_object(page)


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
