"""The papers that elections offer, by kind, in the order of an election. Each function yields those that have their facts by now."""

from collections.abc import Iterator, Mapping
from functools import partial

from elections.models import BallotRound, Election, Meeting, MeetingSession, Notice, Official, Reply, Request
from elections.queries.counts import counted_rounds

from . import count_papers, hall_papers, letter_papers, record_papers
from .ballot_papers import BallotPaper, BallotSheet, ballots_of_rounds, next_ballots, round_ballots, round_title
from .notice_papers import notice_poster
from .papers import Offer, Offers

OF_NOMINATIONS = (Request.Kind.PRELIMINARY, Request.Kind.RESERVE)  # only nominations knows who is meant


def request_letters(election: Election) -> Iterator[Offer]:
    for request in Request.objects.filter(election=election).exclude(kind__in=OF_NOMINATIONS):
        yield Offer("request_letter", str(request.pk), request.title, partial(letter_papers.request_letter, request))


def replies(election: Election) -> Iterator[Offer]:
    found = Reply.objects.filter(request__election=election, kind=Reply.Kind.APPROVED).exclude(request__kind__in=OF_NOMINATIONS)
    for reply in found.select_related("request__election"):
        title = letter_papers.reply_title(reply)
        yield Offer("reply", str(reply.pk), title, partial(letter_papers.reply_letter, reply))


def roll_notices(election: Election) -> Iterator[Offer]:
    closed = record_papers.closed_roll(election)
    if closed is not None:
        yield Offer("roll_notice", str(closed.pk), "选举人名册公布", partial(record_papers.roll_notice, election, closed))


def minutes(election: Election) -> Iterator[Offer]:
    """One paper for each sitting: its first decision names it."""
    for decision in record_papers.first_of_sittings(election):
        title = record_papers.minutes_title(decision)
        yield Offer("meeting_minutes", str(decision.pk), title, partial(record_papers.meeting_minutes, decision))


def posters(election: Election) -> Iterator[Offer]:
    found = Notice.objects.standing().filter(election=election, round__gte=1, document__isnull=False)
    for notice in found.select_related("election", "document"):
        yield Offer("notice_poster", str(notice.pk), f"{notice.title}（张贴大样）", partial(notice_poster, notice))


def agendas(election: Election) -> Iterator[Offer]:
    for meeting in _meetings(election):
        yield Offer("agenda", str(meeting.pk), f"{meeting.title}议程", partial(hall_papers.agenda, meeting))


def election_methods(election: Election) -> Iterator[Offer]:
    for meeting in _meetings(election):
        yield Offer("election_method", str(meeting.pk), f"{meeting.title}选举办法", partial(hall_papers.election_method, meeting))


def host_scripts(election: Election) -> Iterator[Offer]:
    for meeting in _meetings(election):
        if not meeting.is_plenary:
            yield Offer("host_script", str(meeting.pk), f"{meeting.title}主持词", partial(hall_papers.host_script, meeting))


def check_in_lists(election: Election) -> Iterator[Offer]:
    """The whole, and where there are several, one for each branch or block; each in large print too, for elders."""
    for meeting in _meetings(election):
        groups: list[tuple[str, str | None]] = [(str(meeting.pk), None)]
        groups += [(f"{meeting.pk}-{number}", group) for number, group in enumerate(hall_papers.groups_of(meeting), start=1)]
        for key, group in groups:
            of = "" if group is None else f"（{group or '其他'}）"
            for large, mark, size in ((False, "", ""), (True, "-large", "（大字）")):
                make = partial(hall_papers.check_in_list, meeting, group, large=large)
                yield Offer("check_in_list", f"{key}{mark}", f"{meeting.title}签到册{of}{size}", make)


def officials_lists(election: Election) -> Iterator[Offer]:
    for meeting in _meetings(election):
        if Official.objects.filter(meeting=meeting).exists():
            title = f"{meeting.title}监票人、计票人名单"
            yield Offer("officials_list", str(meeting.pk), title, partial(hall_papers.officials_list, meeting))


def ballots(election: Election) -> Iterator[Offer]:
    """Of any kind: those that come next, and those of a round that is open."""
    for key, _, paper in _ballot_papers(election):
        yield Offer(paper.kind, key, paper.snapshot.title, partial(_as_made, paper))


def tally_sheets(election: Election) -> Iterator[Offer]:
    for key, meeting, paper in _ballot_papers(election):
        title = paper.snapshot.title.replace("选票", "计票表")
        yield Offer("tally_sheet", key, title, partial(hall_papers.tally_sheet, meeting, paper))


def attendance_reports(election: Election) -> Iterator[Offer]:
    sittings = MeetingSession.objects.filter(meeting__election=election, quorum_declared_at__isnull=False)
    for session in sittings.select_related("meeting__election__cycle"):
        title = f"{session.meeting.title}到会人数报告单" + (f"（第{session.number}次会议）" if session.number > 1 else "")
        yield Offer("attendance_report", str(session.pk), title, partial(count_papers.attendance_report, session))


def ballots_reports(election: Election) -> Iterator[Offer]:
    for round, papers in _rounds(election):
        if round.has_papers:
            title = round_title(round, papers, "选票分发收回报告单")
            yield Offer("ballots_report", str(round.pk), title, partial(count_papers.ballots_report, round))


def count_reports(election: Election) -> Iterator[Offer]:
    rounds = _rounds(election)
    counted = counted_rounds([round for round, _papers in rounds])
    for round, papers in rounds:
        if round.pk in counted:
            title = round_title(round, papers, "计票结果报告单")
            yield Offer("count_report", str(round.pk), title, partial(count_papers.count_report, round))


def elected_reports(election: Election) -> Iterator[Offer]:
    rounds = _rounds(election)
    decided = count_papers.decided_rounds([round for round, _papers in rounds])
    for round, papers in rounds:
        if round.pk in decided:
            title = round_title(round, papers, "当选结果报告单")
            yield Offer("elected_report", str(round.pk), title, partial(count_papers.elected_report, round))


PAPERS: Mapping[str, Offers] = {
    "request_letter": request_letters,
    "reply": replies,
    "roll_notice": roll_notices,
    "meeting_minutes": minutes,
    "notice_poster": posters,
    "agenda": agendas,
    "election_method": election_methods,
    "host_script": host_scripts,
    "check_in_list": check_in_lists,
    "officials_list": officials_lists,
    "list_ballot": ballots,
    "number_ballot": ballots,
    "blank_ballot": ballots,
    "tally_sheet": tally_sheets,
    "attendance_report": attendance_reports,
    "ballots_report": ballots_reports,
    "count_report": count_reports,
    "elected_report": elected_reports,
}


def _meetings(election: Election) -> list[Meeting]:
    return list(Meeting.objects.filter(election=election).select_related("election__cycle__office", "election__community"))


def _rounds(election: Election) -> list[tuple[BallotRound, list[BallotPaper]]]:
    """Closed ones, in the order in which they were held, each with its papers."""
    found = BallotRound.objects.filter(session__meeting__election=election, closed_at__isnull=False)
    meeting = "session__meeting__election"
    rounds = list(found.select_related(f"{meeting}__cycle__office", f"{meeting}__community").order_by("pk"))
    papers = ballots_of_rounds(rounds)
    return [(round, papers[round.pk]) for round in rounds]


def _ballot_papers(election: Election) -> Iterator[tuple[str, Meeting, BallotPaper]]:
    for meeting in _meetings(election):
        running = BallotRound.objects.filter(session__meeting=meeting, closed_at=None).first()
        papers = round_ballots(running) if running else next_ballots(meeting)
        for paper in papers:
            yield f"{meeting.pk}-{running.pk if running else 'next'}-{'-'.join(paper.codes)}", meeting, paper


def _as_made(paper: BallotPaper) -> BallotSheet:
    return paper.snapshot
