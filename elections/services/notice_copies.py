"""What is taken from a posted notice: text for a chat group, the long picture, the poster. Each says what the notice says."""

import threading
from dataclasses import replace
from functools import lru_cache

from elections.documents.notices import Announcement, NoticePoster
from elections.documents.notices import Notice as Paper
from elections.documents.pasting import announcement_text, notice_text
from elections.documents.pictures import announcement_picture, notice_picture
from elections.models import Document, Notice

from .notice_papers import notice_poster, public_address

_one_at_a_time = threading.Lock()  # the fonts are shared between threads


def paper_of(notice: Notice) -> Paper | Announcement | None:
    """As posted, with the address where everybody can read it today."""
    if notice.document is None:
        return None
    if notice.round == 0:
        return Announcement.from_json(notice.document.snapshot)
    return replace(Paper.from_json(notice.document.snapshot), public_url=public_address(notice))


def text_to_paste(notice: Notice) -> str:
    paper = paper_of(notice)
    if paper is None:
        return ""
    return announcement_text(paper) if isinstance(paper, Announcement) else notice_text(paper)


def long_picture(notice: Notice) -> bytes:
    """Drawn once for the same words: whoever passes it on asks for it again and again."""
    if notice.document is None:
        raise ValueError(f"notice {notice.pk} has no paper")
    with _one_at_a_time:
        return _picture(notice.round, notice.document.snapshot, public_address(notice))


@lru_cache(maxsize=32)
def _picture(number: int, snapshot: str, address: str) -> bytes:
    if number == 0:
        return announcement_picture(Announcement.from_json(snapshot))
    return notice_picture(replace(Paper.from_json(snapshot), public_url=address))


def poster_of(notice: Notice) -> Document | None:
    """The newest poster of this notice; a poster of the notice before its correction is another."""
    if notice.document is None or notice.round == 0:
        return None
    wanted = replace(notice_poster(notice), rehearsal=False)
    made = Document.objects.filter(election=notice.election, kind="notice_poster", superseded_by=None).select_related("pdf").order_by("-pk")
    return next((document for document in made if _as_wanted(document) == wanted), None)


def correction_of(notice: Notice) -> Document | None:
    """The paper that says what changed, made by the act that made this notice."""
    if not notice.correction_reason or notice.round == 0:
        return None
    made = Document.objects.filter(election=notice.election, kind="correction", drafted_at=notice.issued_at)
    return made.select_related("pdf").last()


def _as_wanted(document: Document) -> NoticePoster:
    return replace(NoticePoster.from_json(document.snapshot), head="", rehearsal=False)
