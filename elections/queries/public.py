"""What everybody may read without an account: notices in force, candidates, the result, the head of the record."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from elections.models import AuditChain, Candidate, Contest, Document, Election, MilestoneRecord, Notice
from elections.rules.acts import Milestone
from elections.rules.calendar import Calendar
from elections.rules.notices import days_left

from .board import BoardRow, board_rows
from .calendar import office_calendar
from .clock import election_now
from .documents import gone_out
from .notices import terms_of
from .readiness import reached_milestones
from .result_facts import elected_people


@dataclass(frozen=True, slots=True)
class RunningNotice:
    notice: Notice
    days_left: int


@dataclass(frozen=True, slots=True)
class CommunityCard:
    """One community on the first page."""

    row: BoardRow
    running: Sequence[RunningNotice]


@dataclass(frozen=True, slots=True)
class ContestNames:
    """A contest with its candidates, or with who was elected."""

    contest: Contest
    names: Sequence[str]


def public_elections() -> list[Election]:
    """Every election of every office, newest cycle first."""
    found = Election.objects.select_related("cycle__office", "community")
    return list(found.order_by("-cycle__opened_at", "-cycle__pk", "community__code", "-pk"))


def public_election(code: str) -> Election | None:
    return Election.objects.select_related("cycle__office", "community").filter(code=code).first()


def opened_anew(election: Election) -> Election | None:
    """In the place of one that was annulled."""
    if election.annulled_at is None:
        return None
    return Election.objects.filter(cycle=election.cycle_id, community=election.community_id, annulled_at=None).first()


def community_cards(elections: Sequence[Election]) -> list[CommunityCard]:
    """The same number of queries however many communities there are."""
    rows = board_rows(elections)
    calendars = {office: office_calendar(office) for office in {election.office for election in elections}}
    return [CommunityCard(row, [_running(notice, row.now, calendars[row.election.office]) for notice in row.running]) for row in rows]


def running_notices(election: Election, now: datetime) -> list[RunningNotice]:
    found = Notice.objects.open_at(now).filter(election=election)
    calendar = office_calendar(election.office)
    return [_running(notice, now, calendar) for notice in found]


def past_notices(election: Election, now: datetime) -> list[Notice]:
    """Those that ran to their end; the names on them are shown no longer than the notice stood."""
    return list(Notice.objects.standing().filter(election=election, closes_at__lte=now))


def slate(election: Election) -> list[ContestNames]:
    """候选人 in ballot order; who is held or withdrew is not on the list."""
    free = Candidate.objects.free().filter(contest__election=election).select_related("contest", "entry")
    return _by_contest((candidate.contest, candidate.entry.name) for candidate in free)


def published_result(election: Election) -> list[ContestNames]:
    """当选人 by contest, once the result has been announced; the members' votes stay in the hall."""
    if Milestone.RESULT_PUBLISHED not in reached_milestones(election):
        return []
    return _by_contest((item.contest, item.name) for item in elected_people(election))


def approved_on(election: Election) -> date | None:
    """The day of the superior's reply to the result, once it is in force."""
    record = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.APPROVAL_RECEIVED).first()
    if record is None:
        return None
    replied = record.facts.get("reply", {}).get("on")
    return timezone.localdate(datetime.fromisoformat(replied) if replied else record.fact_at)


def published_votes(election: Election) -> list[dict[str, Any]]:
    """得票情况 of the members' meeting as certified: where the adopted method says so, and not before the announcement."""
    reached = MilestoneRecord.objects.standing().filter(election=election)
    facts = dict(reached.filter(kind__in=(Milestone.RESULT_PUBLISHED, Milestone.RESULT_CERTIFIED)).values_list("kind", "facts"))
    meetings = facts.get(Milestone.RESULT_CERTIFIED, {}).get("meetings")
    if Milestone.RESULT_PUBLISHED not in facts or not meetings or not meetings[0]["method"].get("show_votes"):
        return []
    return [contest for round in meetings[0]["rounds"] if round["valid"] for contest in round["contests"]]


def public_documents(election: Election) -> list[Document]:
    """For everybody and out of the house, with the PDF ready. Papers of a notice, which name people, no longer than it stands open; the
    announcement of the result no longer than the result is announced, for it can be taken back."""
    ready = Document.objects.filter(election=election, audience="public", superseded_by=None, pdf__isnull=False)
    found = ready.filter(gone_out(election)).select_related("pdf", "stamped_copy")
    open_rounds = set(
        Notice.objects.open_at(election_now(election)).filter(election=election, round__gte=1).values_list("round", flat=True)
    )
    if Milestone.RESULT_PUBLISHED not in reached_milestones(election):
        found = found.exclude(kind="result_announcement")
    return [document for document in found if _may_stay(document, open_rounds)]


def _may_stay(document: Document, open_rounds: Collection[int]) -> bool:
    if document.kind == "correction":
        return bool(open_rounds)
    return document.kind not in ("notice", "notice_poster") or json.loads(document.snapshot)["round"] in open_rounds


def heads(elections: Iterable[Election]) -> list[AuditChain]:
    chains = AuditChain.objects.filter(election__in=list(elections))
    return list(chains.select_related("election__community").order_by("election__community__code"))


def _running(notice: Notice, now: datetime, calendar: Calendar) -> RunningNotice:
    return RunningNotice(notice, days_left(terms_of(notice), notice.closes_at, now, calendar))


def _by_contest(pairs: Iterable[tuple[Contest, str]]) -> list[ContestNames]:
    found: dict[Contest, list[str]] = {}
    for contest, name in pairs:
        found.setdefault(contest, []).append(name)
    return [ContestNames(contest, names) for contest, names in found.items()]
