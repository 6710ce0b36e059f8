"""一轮投票: which contests are on the paper and who stands there, ballots issued one to each, the round closed with its figures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from elections.models import (
    Account,
    Attestation,
    BallotIssue,
    BallotRound,
    CountBatch,
    MeetingSession,
    Outcome,
    RollEntry,
    RoundCandidate,
    RoundContest,
)
from elections.queries.meetings import due_now, present_entries
from elections.queries.papers import PaperContest, opening_issues, paper_of
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.outcomes import Next
from elections.rules.quorum import quorum_issues
from elections.rules.reconciliation import PaperCount, attendance_issues, paper_issues, part_issues

from .acting import ElectionAct, election_act
from .ballot_box import count_electronic, destroy, take_in
from .sessions import lock_session, sitting_issues

Medium = Literal["paper", "electronic", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxCount:
    """What the desk and the opened box show, papers only: electronic ballots are counted by the program.

    `spoiled` are papers exchanged or misprinted, `voters` who put a paper into the box, `written_for` how many had it filled in by another.
    """

    spoiled: int = 0
    left_over: int = 0
    voters: int = 0
    returned: int = 0
    written_for: int = 0


def open_round(
    session: MeetingSession,
    contests: Sequence[str],
    *,
    actor: Account,
    printed: int,
    medium: Medium = "paper",
    names: Mapping[str, Sequence[RollEntry]] | None = None,
) -> BallotRound:
    """Whether it is a first ballot, a run-off (再次投票) or a further election (另行选举) follows from how each contest stands.

    `names`: contest code -> who stands in a further election where the method says that names are proposed anew.
    A round of the same contests that is open already is returned.
    """
    with election_act(Act.OPEN_ROUND, session.meeting.election, actor) as act:
        session = lock_session(session)
        running = BallotRound.objects.filter(session=session, closed_at=None).first()
        if running is not None and set(running.contests.values_list("contest__code", flat=True)) == set(contests):
            act.repeats(running, printed=printed, medium=medium)
            return running
        act.refuse(opening_issues(session, contests, medium, printed, running))
        paper = paper_of(session, contests, names or {}, act.now)
        act.refuse(paper.issues)
        opened = _open(act, session, medium, printed)
        _print(opened, paper.contests)
        kinds = [f"{item.contest.code}:{item.kind}:{item.seats}:{len(item.entries)}" for item in paper.contests]
        act.record(opened, number=opened.number, medium=medium, printed=printed, contests=kinds)
        return opened


def issue_ballot(round: BallotRound, entries: Collection[RollEntry], *, actor: Account) -> int:
    """发票: one to each who is here. How many were given out just now; who has one already is passed over.

    实到会 and 应到会 of the round are those of its last issue, everybody with a ballot in hand included, gone or not.
    """
    with election_act(Act.ISSUE_BALLOT, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        act.refuse(_open_issues(round))
        here = present_entries(round.session)
        given = set(BallotIssue.objects.filter(round=round).values_list("entry_id", flat=True))
        new = [entry for entry in dict.fromkeys(entries) if entry.pk not in given]
        if not new:
            act.repeats()
            return 0
        act.refuse(Issue("not_checked_in", {"name": entry.name}) for entry in new if entry.pk not in here)
        round.present, round.due = len(here | given), due_now(round.session)
        act.refuse(attendance_issues(due=round.due, present=round.present, issued=len(given) + len(new), voters=0))
        act.refuse(quorum_issues(round.present, round.due, act.election.rules.quorum))
        act.refuse(_stock_issues(round, len(given) + len(new)))
        BallotIssue.objects.bulk_create(BallotIssue(round=round, entry=entry, at=act.now, by=act.officer) for entry in new)
        round.save(update_fields=["present", "due"])
        act.record(round, count=len(new), issued=len(given) + len(new), present=round.present, due=round.due)
        return len(new)


def replace_ballot(round: BallotRound, entry: RollEntry, *, actor: Account) -> BallotRound:
    """更换: a spoiled paper comes back and another is handed out; the number issued stays."""
    with election_act(Act.REPLACE_BALLOT, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        act.refuse(_open_issues(round))
        issued = BallotIssue.objects.filter(round=round).count()
        if not BallotIssue.objects.filter(round=round, entry=entry).exists():
            act.refuse([Issue("no_ballot_issued", {"name": entry.name})])
        round.replaced += 1
        act.refuse(_stock_issues(round, issued))
        round.save(update_fields=["replaced"])
        act.record(round, replaced=round.replaced, issued=issued)
        return round


def close_round(round: BallotRound, box: BoxCount, *, actor: Account) -> BallotRound:
    """The box is opened and its papers are counted once; electronic ballots are taken in and shuffled. What was marked stays out of it."""
    with election_act(Act.CLOSE_ROUND, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        if round.closed_at is not None:
            act.repeats(asdict(_box_of(round)), **asdict(box))
            return round
        cast = take_in(act, round)
        _write_figures(round, box, cast.stored)
        act.refuse(_figure_issues(round, box, cast.stored))
        round.closed_at, round.ballots_sha256 = act.now, cast.sha256
        round.save()
        count_electronic(round)
        act.record(
            round,
            printed=round.printed,
            issued=round.issued,
            spoiled=round.spoiled,
            left_over=round.left_over,
            voters=round.voters,
            returned=round.returned,
            written_for=round.written_for,
            codes=cast.consumed,
            ballots=cast.stored,
            ballots_sha256=cast.sha256,
        )
        return round


def corrected_box_issues(round: BallotRound) -> Iterator[Issue]:
    """`round` with the figures of its box as they would stand. What is counted or decided on the old ones is not changed under it."""
    if round.closed_at is None:
        yield Issue("round_still_open", {})
        return
    if round.has_codes:
        yield Issue("box_with_electronic_ballots", {"number": round.number})
        return
    if round.voided_at is not None or Outcome.objects.standing().filter(round_contest__round=round).exists():
        yield Issue("box_behind_outcome", {"number": round.number})
    elif Attestation.objects.standing().filter(round=round, attested_at__isnull=False).exists():
        yield Issue("box_behind_signature", {"number": round.number})
    yield from _figure_issues(round, _box_of(round), 0)
    counted = sum(CountBatch.objects.standing().filter(round=round, electronic=False).values_list("ballots", flat=True))
    if counted > (round.returned or 0):
        yield Issue("batches_over_returned", {"counted": counted, "returned": round.returned})


def void_round(round: BallotRound, *, actor: Account, reason: str) -> BallotRound:
    """作废本轮: papers misprinted, the ballot disturbed, too few electronic ballots to stay secret. Nothing of it is counted, electronic
    ballots and codes are destroyed unread, and the same contests are voted on anew."""
    with election_act(Act.VOID_ROUND, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        if round.voided_at is not None:
            act.repeats(round, void_reason=reason)
            return round
        act.refuse([Issue("round_over", {"number": round.number})] if round.closed_at else [])
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        destroyed = destroy(act, round)
        issued = BallotIssue.objects.filter(round=round).count()
        papers = min(issued + round.replaced, round.printed)
        round.issued, round.papers_issued, round.voters, round.returned, round.papers_returned = issued, 0, 0, 0, 0
        round.spoiled, round.left_over = papers, round.printed - papers
        round.closed_at = round.voided_at = act.now
        round.void_reason = reason
        round.save()
        _repeat(act, round)
        act.record(round, number=round.number, printed=round.printed, issued=issued, ballots=destroyed, detail={"reason": reason})
        return round


def _box_of(round: BallotRound) -> BoxCount:
    """As it was typed: how many voted and what came back count the electronic ballots too."""
    electronic = (round.returned or 0) - (round.papers_returned or 0) if round.has_codes else 0
    return BoxCount(
        spoiled=round.spoiled or 0,
        left_over=round.left_over or 0,
        voters=(round.voters or 0) - electronic,
        returned=(round.returned or 0) - electronic,
        written_for=round.written_for,
    )


def _repeat(act: ElectionAct, round: BallotRound) -> None:
    for row in RoundContest.objects.filter(round=round):
        Outcome.objects.create(
            round_contest=row,
            seats=row.seats,
            seats_left=row.seats,
            next=Next.REPEAT_BALLOT,
            meeting_valid=True,
            ballot_valid=False,
            decided_at=act.now,
            decided_by=act.officer,
        )


def lock_round(round: BallotRound) -> BallotRound:
    """Anew, under its own lock: casting a ballot takes the same one."""
    locked = BallotRound.objects.select_for_update(of=("self",)).get(pk=round.pk)
    locked.session = lock_session(locked.session)
    return locked


def _open(act: ElectionAct, session: MeetingSession, medium: Medium, printed: int) -> BallotRound:
    return BallotRound.objects.create(
        session=session,
        number=BallotRound.objects.filter(session__meeting=session.meeting).count() + 1,
        medium=medium,
        printed=0 if medium == "electronic" else printed,
        opened_at=act.now,
        opened_by=act.officer,
    )


def _print(opened: BallotRound, contests: Sequence[PaperContest]) -> None:
    for order, item in enumerate(contests, start=1):
        row = RoundContest.objects.create(
            round=opened, contest=item.contest, kind=item.kind, style=item.style, seats=item.seats, order=order
        )
        for place, (entry, number) in enumerate(item.entries, start=1):
            RoundCandidate.objects.create(round_contest=row, entry=entry, name=entry.name, number=number, order=place)


def _open_issues(round: BallotRound) -> list[Issue]:
    return [Issue("round_over", {"number": round.number})] if round.closed_at else list(sitting_issues(round.session))


def _stock_issues(round: BallotRound, issued: int) -> list[Issue]:
    """Papers, and slips with codes: nobody hands out more than there are."""
    stock = round.printed + round.codes_prepared
    handed = issued + round.replaced
    return [Issue("ballots_exhausted", {"handed": handed, "stock": stock})] if handed > stock else []


def _write_figures(round: BallotRound, box: BoxCount, stored: int) -> None:
    """`issued` is net of replaced papers. What was not issued on paper was a slip with a code."""
    issued = BallotIssue.objects.filter(round=round).count()
    papers = {"paper": issued, "electronic": 0, "both": round.printed - box.spoiled - box.left_over}
    round.issued, round.papers_issued = issued, max(0, papers[round.medium])
    round.spoiled, round.left_over, round.written_for = box.spoiled, box.left_over, box.written_for
    round.papers_returned, round.voters, round.returned = box.returned, box.voters + stored, box.returned + stored


def _figure_issues(round: BallotRound, box: BoxCount, stored: int) -> list[Issue]:
    issued, papers = round.issued or 0, round.papers_issued or 0
    due, present = round.due or 0, round.present or 0
    if not issued:
        return [Issue("no_ballots_issued", {})]
    desk = PaperCount(
        due=due,
        present=present,
        printed=round.printed,
        issued=papers,
        spoiled=box.spoiled,
        left_over=box.left_over,
        voters=box.voters,
    )
    found = list(paper_issues(desk))
    if box.spoiled < round.replaced:
        found.append(Issue("spoiled_below_replaced", {"spoiled": box.spoiled, "replaced": round.replaced}))
    if box.written_for > box.voters:
        found.append(Issue("written_for_over_voters", {"written_for": box.written_for, "voters": box.voters}))
    if stored > issued - papers:
        found.append(Issue("ballots_over_slips", {"ballots": stored, "slips": issued - papers, "papers": papers, "issued": issued}))
    found += part_issues(papers=box.returned, electronic=stored)
    return found or list(attendance_issues(due=due, present=present, issued=issued, voters=box.voters + stored))
