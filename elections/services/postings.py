"""张贴: where a notice or the announced result hangs, with its proof."""

from collections.abc import Iterator
from datetime import datetime

from elections.models import Account, Document, Notice, Posting, StoredFile
from elections.queries.postings import hung_since
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from elections.rules.notices import in_words

from .acting import ElectionAct, election_act
from .files import foreign_issues


def record_posting(
    hung: Notice | Document,
    *,
    actor: Account,
    place: str,
    posted_at: datetime | None = None,
    photo: StoredFile | None = None,
    late_reason: str = "",
) -> Posting:
    """Where it hangs, with the photograph; the photograph of a place that is recorded already may be added."""
    election = hung.election
    if election is None:
        raise RuleViolation([Issue("posting_of_no_announcement", {})])
    with election_act(Act.RECORD_POSTING, election, actor, fact_at=posted_at, late_reason=late_reason) as act:
        act.refuse(_posting_issues(act, hung, place, photo))
        before = hung.postings.select_for_update().filter(place=place.strip()).first()
        if before is not None and (photo is None or before.photo_id is not None):
            act.repeats(before, photo=photo, posted_at=posted_at)
            return before
        posting = before or Posting(place=place.strip(), posted_at=act.fact_at, recorded_at=act.now, recorded_by=act.officer)
        posting.notice, posting.document = (hung, None) if isinstance(hung, Notice) else (None, hung)
        posting.photo = photo
        posting.save()
        of = {"round": hung.round} if isinstance(hung, Notice) else {"document": hung.pk}
        act.record(posting, **of, photo=photo.sha256 if photo else None, detail={"place": posting.place})
        return posting


def _posting_issues(act: ElectionAct, hung: Notice | Document, place: str, photo: StoredFile | None) -> Iterator[Issue]:
    if not place.strip():
        yield Issue("posting_without_place", {})
    since = hung_since(hung)
    if since is None:
        yield Issue("posting_of_no_announcement", {})
    elif act.fact_at < since:
        yield Issue("posting_before_notice", {"posted": in_words(act.fact_at), "issued": in_words(since)})
    yield from foreign_issues(act, photo)
