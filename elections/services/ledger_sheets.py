"""台账 as tables for the archive: heading and lines, without telephone or address and without anything of a ballot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from elections.documents.words import GATHERINGS, LEVELS, PUBLICITY
from elections.models import CheckIn, Election, Posting, PublicityItem, Training
from elections.queries.contacts import member_contacts

from .contact_lists import contact_lines
from .spreadsheets import workbook

Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """`lines` without the heading; nothing recorded, no ledger."""

    title: str
    heading: Line
    lines: Callable[[Election], Iterable[Line]]


def ledger_workbooks(election: Election) -> Iterator[tuple[str, bytes]]:
    """Of both apps, joined by the project."""
    found: Sequence[LedgerSheet] = import_string(settings.LEDGERS)
    for ledger in found:
        lines = list(ledger.lines(election))
        if lines:
            yield ledger.title, workbook(ledger.title, [ledger.heading, *lines])


def on_day(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"


def _publicity(election: Election) -> Iterator[Line]:
    for item in PublicityItem.objects.filter(election=election):
        reached = "" if item.reached is None else item.reached
        yield PUBLICITY[item.kind], item.quantity, item.place, on_day(item.done_at), reached, _proven(item.evidence_id)


def _trainings(election: Election) -> Iterator[Line]:
    """The community's own, and those of the street, which are for all. What is held after the sealing belongs to no archive."""
    held_for = Training.objects.filter(Q(community=election.community) | Q(community=None), cycle=election.cycle)
    for held in held_for.filter(recorded_at__lte=election.sealed_at) if election.sealed_at else held_for:
        yield GATHERINGS[held.kind], LEVELS[held.level], held.topic, on_day(held.held_at), held.attended, _proven(held.evidence_id)


def _contacts(election: Election) -> Iterable[Line]:
    _heading, *lines = contact_lines((member for member in member_contacts(election) if member.attempts), reachable=False)
    return lines


def _postings(election: Election) -> Iterator[Line]:
    ours = Posting.objects.filter(Q(notice__election=election) | Q(document__election=election))
    for hung in ours.select_related("notice", "document").order_by("posted_at", "pk"):
        paper = hung.notice or hung.document
        yield paper.title if paper else "", hung.place, on_day(hung.posted_at), _proven(hung.photo_id)


def _attendance(election: Election) -> Iterator[Line]:
    """In the order of the roll and without the hour: who was there, not who came when."""
    came = CheckIn.objects.came().filter(session__meeting__election=election).select_related("session__meeting", "entry")
    last = {(check_in.session_id, check_in.entry_id): check_in for check_in in came.order_by("session", "entry__number", "pk")}
    for check_in in last.values():
        session, entry = check_in.session, check_in.entry
        remark = "中途离开" if check_in.left_at else ""
        yield session.meeting.title, session.number, on_day(session.held_on), entry.number, entry.name, entry.branch_name, remark


def _proven(evidence: int | None) -> str:
    return "有" if evidence else ""


LEDGERS: Sequence[LedgerSheet] = (
    LedgerSheet("宣传台账", ("形式", "数量", "地点", "日期", "覆盖人数", "佐证"), _publicity),
    LedgerSheet("培训台账", ("类别", "层级", "内容", "日期", "人数", "佐证"), _trainings),
    LedgerSheet("联系台账", contact_lines([], reachable=False)[0], _contacts),
    LedgerSheet("张贴台账", ("文书", "地点", "日期", "照片"), _postings),
    LedgerSheet("签到台账", ("会议", "第几次会议", "日期", "序号", "姓名", "所在支部", "备注"), _attendance),
)
