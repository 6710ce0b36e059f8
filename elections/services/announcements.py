"""公推直选公告 and 《致社区党员的一封信》: what every member is told before nominations open."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from elections.documents.mobilisation import Addressee, OpenLetter
from elections.documents.notices import AnnouncedPost, Announcement
from elections.documents.parts import Reporting
from elections.documents.words import POSTS, election_name
from elections.models import Account, Contest, Document, Election, MilestoneRecord, Notice, PostsPlan, RollEntry
from elections.rules.acts import Act, Milestone
from elections.rules.contests import committee_size
from elections.rules.issues import Issue
from elections.rules.notices import SHANGHAI, in_words

from . import documents, milestones
from .acting import ElectionAct, election_act
from .notice_papers import period_of, reporting_issues, signer_of, usual_reporting, usual_title


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementText:
    """The plan's own sentences, as they are printed."""

    scope: str
    conditions: tuple[str, ...]
    channels: tuple[str, ...]
    basis: str = ""
    not_eligible: tuple[str, ...] = ()
    composition: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    conditions: tuple[str, ...]
    channels: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    meeting_at: datetime | None = None
    meeting_place: str = ""


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
        closes_at = datetime.combine(nominate_until + timedelta(days=1), time(0), SHANGHAI)
        if before is not None and before.closes_at == closes_at and _facts(act).get("text") == _plain(text):
            act.repeats()
            return before
        reporting = reporting or usual_reporting(act.election, "community")
        act.refuse([*_announcement_issues(act, text, nominate_until, before, reason), *reporting_issues(reporting)])
        notice = _post(act, text, closes_at, reporting, before, reason)
        facts = {
            "notice": notice.pk,
            "posted_at": notice.posted_at.isoformat(),
            "nominate_until": nominate_until.isoformat(),
            "posts": [
                {"post": contest.post, "seats": contest.seats, "names_at_least": contest.names_at_least} for contest in _contests(act)
            ],
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
        snapshot = _letters(act, text, title, reporting)
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


def _post(
    act: ElectionAct, text: AnnouncementText, closes_at: datetime, reporting: Reporting, before: Notice | None, reason: str
) -> Notice:
    if before is not None:
        Notice.objects.filter(pk=before.pk).update(superseded_at=act.now)
    days = (closes_at.astimezone(SHANGHAI).date() - timezone.localdate(act.fact_at)).days
    notice = Notice.objects.create(
        election=act.election,
        round=0,
        issuer="community",
        title=usual_title(act.election, 0),
        text=text.basis,
        length=days,
        unit="day",
        waits=False,
        posted_at=act.fact_at,
        opens_at=act.fact_at,
        closes_at=closes_at,
        report_to=asdict(reporting),
        issued_by=act.officer,
        issued_at=act.now,
        correction_reason=reason,
    )
    notice.document = documents.attach(act, "announcement", _announcement(act, notice, text, reporting), title=notice.title)
    notice.save(update_fields=["document"])
    if before is not None:
        Notice.objects.filter(pk=before.pk).update(superseded_by=notice)
        Document.objects.filter(pk=before.document_id or 0).update(superseded_by=notice.document)
    return notice


def _announcement(act: ElectionAct, notice: Notice, text: AnnouncementText, reporting: Reporting) -> Announcement:
    return Announcement(
        title=notice.title,
        organisation=signer_of(act.election, "community"),
        basis=text.basis,
        posts=_posts(act),
        seats_total=_seats_total(act),
        scope=text.scope,
        conditions=text.conditions,
        not_eligible=text.not_eligible,
        composition=text.composition,
        channels=text.channels,
        steps=text.steps,
        materials=text.materials,
        period=period_of(notice),
        reporting=reporting,
        signer=signer_of(act.election, "community"),
        signed_on=timezone.localdate(notice.posted_at),
    )


def _letters(act: ElectionAct, text: LetterText, title: str, reporting: Reporting) -> OpenLetter:
    members = RollEntry.objects.filter(election=act.election).members().order_by("branch_name", "number")
    announced = _facts(act).get("nominate_until")
    return OpenLetter(
        title=title,
        organisation=signer_of(act.election, "community"),
        election=election_name(act.election.community.name, act.election.community.title),
        addressees=tuple(Addressee(name=name, branch=branch) for name, branch in members.values_list("name", "branch_name")),
        posts=_posts(act),
        seats_total=_seats_total(act),
        conditions=text.conditions,
        channels=text.channels,
        reporting=reporting,
        signer=signer_of(act.election, "community"),
        signed_on=timezone.localdate(act.now),
        nominate_until=date.fromisoformat(announced) if announced else None,
        meeting_at=text.meeting_at,
        meeting_place=text.meeting_place,
        paragraphs=text.paragraphs,
    )


def _contests(act: ElectionAct) -> list[Contest]:
    return list(Contest.objects.filter(election=act.election).exclude(stage=Contest.Stage.DISCIPLINE_PLENARY))


def _posts(act: ElectionAct) -> tuple[AnnouncedPost, ...]:
    return tuple(
        AnnouncedPost(post=POSTS[contest.post], seats=contest.seats, names_wanted=contest.names_at_least) for contest in _contests(act)
    )


def _seats_total(act: ElectionAct) -> int:
    return committee_size(PostsPlan.objects.get(election=act.election).posts)


def _facts(act: ElectionAct) -> dict[str, Any]:
    found = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.ELECTION_ANNOUNCED).first()
    return found.facts if found else {}


def _plain(text: AnnouncementText) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(text).items()}


def _announcement_issues(
    act: ElectionAct, text: AnnouncementText, nominate_until: date, before: Notice | None, reason: str
) -> Iterator[Issue]:
    yield from _posts_issues(act)
    if not text.scope.strip():
        yield Issue("announcement_without_scope", {})
    if not text.conditions:
        yield Issue("announcement_without_conditions", {})
    if not text.channels:
        yield Issue("announcement_without_channels", {})
    if nominate_until < timezone.localdate(act.fact_at):
        yield Issue("announcement_ends_before_it_begins", {"until": nominate_until.isoformat(), "posted": in_words(act.fact_at)})
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
    if not PostsPlan.objects.filter(election=act.election).exists() or not _contests(act):
        yield Issue("posts_not_set", {})
