"""公推直选公告 and 《致社区党员的一封信》: what every member is told before nominations open."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime

from django.utils import timezone

from elections.documents.mobilisation import OpenLetter
from elections.documents.parts import Reporting
from elections.models import Account, Document, Election, Notice, PostsPlan, RollEntry
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.notices import in_words

from . import documents, milestones
from .acting import ElectionAct, election_act
from .announcement_papers import AnnouncementText as AnnouncementText
from .announcement_papers import LetterText as LetterText
from .announcement_papers import announced_facts, announcement_paper, contests_of, letters_paper, new_announcement
from .notice_papers import reporting_issues, usual_reporting


def announce_election(
    election: Election,
    text: AnnouncementText,
    *,
    actor: Account,
    nominate_until: date,
    posted_at: datetime | None = None,
    late_reason: str = "",
    reporting: Reporting | None = None,
    reason: str = "",
) -> Notice:
    """Posts, conditions, scope, how to apply; nominations are taken up to and including `nominate_until`.

    Announcing again (too few nominees: the time is extended) needs a reason and takes the place of the first announcement.
    """
    with election_act(Act.ANNOUNCE_ELECTION, election, actor, fact_at=posted_at, late_reason=late_reason) as act:
        before = Notice.objects.standing().filter(election=act.election, round=0).first()
        reporting = reporting or usual_reporting(act.election, "community")
        notice = new_announcement(act.election, text, reporting, nominate_until=nominate_until, posted_at=act.fact_at)
        if before is not None and before.closes_at == notice.closes_at and announced_facts(act.election).get("text") == _plain(text):
            act.repeats()
            return before
        act.refuse([*_announcement_issues(act, text, notice, before, reason), *reporting_issues(reporting)])
        notice.correction_reason = reason
        _post(act, notice, text, reporting, before)
        posts = contests_of(act.election)
        facts = {
            "notice": notice.pk,
            "posted_at": notice.posted_at.isoformat(),
            "nominate_until": nominate_until.isoformat(),
            "posts": [{"post": item.post, "seats": item.seats, "names_at_least": item.names_at_least} for item in posts],
            "text": _plain(text),
        }
        milestones.reach(act, Milestone.ELECTION_ANNOUNCED, facts=facts)
        act.record(notice, until=nominate_until.isoformat(), replaces=before.pk if before else None, detail={"reason": reason})
        return notice


def prepare_open_letters(
    election: Election, text: LetterText, *, actor: Account, title: str = "致社区党员的一封信", reporting: Reporting | None = None
) -> Document:
    """One letter for each member of the roll, printed as a batch by branch. The same letters again are the same batch."""
    with election_act(Act.PREPARE_OPEN_LETTERS, election, actor) as act:
        reporting = reporting or usual_reporting(act.election, "community")
        act.refuse([*_letter_issues(act, text), *reporting_issues(reporting)])
        snapshot = letters_paper(act.election, text, title, reporting, timezone.localdate(act.now))
        before = Document.objects.filter(election=act.election, kind="open_letter", superseded_by=None).last()
        if (
            before is not None
            and replace(OpenLetter.from_json(before.snapshot), head="", rehearsal=False, signed_on=snapshot.signed_on) == snapshot
        ):
            act.repeats()
            return before
        document = documents.attach(act, "open_letter", snapshot, title=title)
        act.record(document, letters=len(snapshot.addressees), snapshot=document.snapshot_sha256)
        return document


def _post(act: ElectionAct, notice: Notice, text: AnnouncementText, reporting: Reporting, before: Notice | None) -> None:
    if before is not None:
        Notice.objects.filter(pk=before.pk).update(superseded_at=act.now)
    notice.issued_by, notice.issued_at = act.officer, act.now
    notice.save()
    notice.document = documents.attach(act, "announcement", announcement_paper(act.election, notice, text, reporting), title=notice.title)
    notice.save(update_fields=["document"])
    if before is not None:
        Notice.objects.filter(pk=before.pk).update(superseded_by=notice)
        Document.objects.filter(pk=before.document_id or 0).update(superseded_by=notice.document)


def _plain(text: AnnouncementText) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(text).items()}


def _announcement_issues(act: ElectionAct, text: AnnouncementText, notice: Notice, before: Notice | None, reason: str) -> Iterator[Issue]:
    yield from _posts_issues(act)
    if not text.scope.strip():
        yield Issue("announcement_without_scope", {})
    if not text.conditions:
        yield Issue("announcement_without_conditions", {})
    if not text.channels:
        yield Issue("announcement_without_channels", {})
    if notice.closes_at <= notice.posted_at:
        yield Issue("announcement_ends_before_it_begins", {"until": in_words(notice.closes_at), "posted": in_words(notice.posted_at)})
    if before is not None and not reason.strip():
        yield Issue("announced_already", {"posted": in_words(before.posted_at)})


def _letter_issues(act: ElectionAct, text: LetterText) -> Iterator[Issue]:
    yield from _posts_issues(act)
    if not text.conditions:
        yield Issue("announcement_without_conditions", {})
    if not text.channels:
        yield Issue("announcement_without_channels", {})
    if not RollEntry.objects.filter(election=act.election).members().exists():
        yield Issue("roll_without_electors", {"total": 0})
    if (text.meeting_at is None) != (not text.meeting_place.strip()):
        yield Issue("letter_time_and_place", {})


def _posts_issues(act: ElectionAct) -> Iterator[Issue]:
    if not PostsPlan.objects.filter(election=act.election).exists() or not contests_of(act.election):
        yield Issue("posts_not_set", {})
