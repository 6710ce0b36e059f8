"""张贴: where a notice hangs, with its proof."""

from collections.abc import Iterator
from datetime import datetime

from elections.models import Account, Notice, Posting, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.notices import in_words

from .acting import ElectionAct, election_act
from .files import foreign_issues


def record_posting(
    notice: Notice,
    *,
    actor: Account,
    place: str,
    posted_at: datetime | None = None,
    photo: StoredFile | None = None,
    late_reason: str = "",
) -> Posting:
    """Where it hangs, with the photograph; the photograph of a place that is recorded already may be added."""
    with election_act(Act.RECORD_POSTING, notice.election, actor, fact_at=posted_at, late_reason=late_reason) as act:
        act.refuse(_posting_issues(act, notice, place, photo))
        before = Posting.objects.select_for_update().filter(notice=notice, place=place.strip()).first()
        if before is not None and (photo is None or before.photo_id is not None):
            act.repeats(before, photo=photo, posted_at=posted_at)
            return before
        posting = before or Posting(notice=notice, place=place.strip(), posted_at=act.fact_at, recorded_at=act.now, recorded_by=act.officer)
        posting.photo = photo
        posting.save()
        act.record(posting, round=notice.round, photo=photo.sha256 if photo else None, detail={"place": posting.place})
        return posting


def _posting_issues(act: ElectionAct, notice: Notice, place: str, photo: StoredFile | None) -> Iterator[Issue]:
    if not place.strip():
        yield Issue("posting_without_place", {})
    if act.fact_at < notice.posted_at:
        yield Issue("posting_before_notice", {"posted": in_words(act.fact_at), "issued": in_words(notice.posted_at)})
    yield from foreign_issues(act, photo)
