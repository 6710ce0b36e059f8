"""报告单: what is read out in the hall. The figures of the sitting and of the round, each as it was fixed."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date

from django.utils import timezone

from elections.documents import counts as papers
from elections.documents import parts
from elections.documents.words import POSTS
from elections.models import BallotRound, Elected, MeetingSession, Outcome, RoundContest, TallySheet
from elections.queries.counts import batch_states, counted_rounds, paper_totals, round_totals
from elections.queries.meetings import HallFigures, declared_figures, round_figures
from elections.queries.result_facts import contest_facts, elected_facts
from elections.rules.ballots import BallotKind
from elections.rules.majority import majority_base, majority_needed
from elections.rules.reconciliation import is_ballot_valid
from elections.rules.tally import ContestTotals

from .ballot_papers import round_ballots
from .hall_papers import meeting_head, officials_part
from .result_parts import contest_parts, elected_part

KEPT = 3  # unused papers kept in the archive; the corners of the rest are cut off
MAJORITY_OF = {"present": "实到会有选举权人数", "due": "应到会人数"}


def attendance_report(
    session: MeetingSession, *, absent_on_business: int = 0, absent_ill: int = 0, guests: int = 0
) -> papers.AttendanceReport:
    """到会人数报告单 on the figures of the declaration. Why somebody is absent is not recorded; who is not given here is 其他."""
    figures = figures_part(declared_figures(session))
    return papers.AttendanceReport(
        title="到会人数报告单",
        meeting=meeting_head(session.meeting, session),
        figures=figures,
        officials=officials_part(session.meeting),
        reported_on=_day(session),
        absent_on_business=absent_on_business,
        absent_ill=absent_ill,
        absent_otherwise=max(0, figures.absent - absent_on_business - absent_ill),
        guests=guests,
    )


def ballots_report(round: BallotRound) -> papers.BallotsReport:
    """选票分发收回报告单, of the papers alone. Validity stands on it once it is counted, post by post where a paper has several."""
    by_post = _validity(round)
    valid, void = (by_post[0].valid or 0, by_post[0].void or 0) if len(by_post) == 1 else (0, 0)
    return papers.BallotsReport(
        title="选票分发、收回报告单",
        meeting=meeting_head(round.session.meeting, round.session),
        paper="；".join(paper.snapshot.title for paper in round_ballots(round)),
        figures=figures_part(round_figures(round)),
        ballots=_papers_alone(round),
        officials=officials_part(round.session.meeting),
        reported_on=_day(round.session),
        valid=valid,
        void=void,
        by_post=by_post if len(by_post) > 1 else (),
        written_for=round.written_for,
        kept_left_over=min(KEPT, round.left_over or 0),
    )


def count_report(round: BallotRound) -> papers.CountReport:
    """计票结果报告单, once every batch stands: what the chief scrutineer signs. After the decision it also says who is elected."""
    return papers.CountReport(
        title="计票结果报告单",
        meeting=meeting_head(round.session.meeting, round.session),
        figures=figures_part(round_figures(round)),
        ballots=_ballots(round),
        contests=_contests(round),
        officials=officials_part(round.session.meeting),
        reported_on=_day(round.session),
        entries=_entries(round),
    )


def elected_report(round: BallotRound) -> papers.ElectedReport:
    """当选结果报告单 of one round, with what comes next where seats are open. A run-off asks for no majority."""
    rules = round.session.meeting.election.rules
    runoff_only = not round.contests.exclude(kind=BallotKind.RUNOFF).exists()
    base = majority_base(rules, present=round.present or 0, due=round.due or 0)
    return papers.ElectedReport(
        title="当选结果报告单",
        meeting=meeting_head(round.session.meeting, round.session),
        figures=figures_part(round_figures(round)),
        contests=_contests(round),
        elected=_elected(round),
        chair=round.session.meeting.chair,
        reported_on=_day(round.session),
        majority=0 if runoff_only else majority_needed(base),
        majority_of=MAJORITY_OF[rules.majority_of],
    )


def is_counted(round: BallotRound) -> bool:
    return round.pk in counted_rounds([round])


def decided_rounds(rounds: Collection[BallotRound]) -> frozenset[int]:
    found = Outcome.objects.standing().filter(round_contest__round__in=rounds)
    return frozenset(found.values_list("round_contest__round", flat=True))


def figures_part(figures: HallFigures) -> parts.Figures:
    return parts.Figures(**asdict(figures))


def _day(session: MeetingSession) -> date:
    return timezone.localdate(session.held_on)


def _validity(round: BallotRound) -> tuple[papers.PostValidity, ...]:
    """Nothing of a void round is valid or void."""
    if round.voided_at is not None:
        return ()
    totals = paper_totals(round) if is_counted(round) else {}
    rows = round.contests.select_related("contest").order_by("order")
    found = ((POSTS[row.contest.post], totals.get(row.contest.code)) for row in rows)
    return tuple(
        papers.PostValidity(post=post, valid=total.valid, void=total.void) if total else papers.PostValidity(post=post)
        for post, total in found
    )


def _ballots(round: BallotRound) -> parts.BallotFigures:
    issued, voters, returned = round.issued or 0, round.voters or 0, round.returned or 0
    return parts.BallotFigures(
        printed=round.printed,
        issued=issued,
        spoiled=round.spoiled or 0,
        left_over=round.left_over or 0,
        voters=voters,
        returned=returned,
        valid=is_ballot_valid(returned=returned, issued=issued, voters=voters),
        voided=round.voided_at is not None,
    )


def _papers_alone(round: BallotRound) -> parts.BallotFigures:
    """Without the electronic ballots, so that printed = issued + replaced + left over."""
    electronic = (round.returned or 0) - (round.papers_returned or 0)
    voters = (round.voters or 0) - electronic
    return replace(_ballots(round), issued=round.papers_issued or 0, returned=round.papers_returned or 0, voters=voters)


def _contests(round: BallotRound) -> tuple[parts.ContestResult, ...]:
    """Decided contests with who is elected; before the decision their votes alone."""
    totals = round_totals(round)
    outcomes = Outcome.objects.standing().filter(round_contest__round=round).select_related("round_contest__contest")
    decided = {outcome.round_contest.contest.code: outcome for outcome in outcomes}
    rows = round.contests.select_related("contest").order_by("order")
    return tuple(
        _decided(decided[row.contest.code], totals[row.contest.code], _turn(row))
        if row.contest.code in decided
        else _counted(totals[row.contest.code], row.contest.post, _turn(row))
        for row in rows
    )


def _decided(outcome: Outcome, totals: ContestTotals, turn: int) -> parts.ContestResult:
    (contest,) = contest_parts([{"contests": [contest_facts(outcome, totals)]}])
    return replace(contest, turn=turn)


def _turn(row: RoundContest) -> int:
    """After how many votes of the same kind on the same post that count."""
    before = Outcome.objects.standing().filter(round_contest__contest=row.contest, round_contest__kind=row.kind, ballot_valid=True)
    return before.filter(round_contest__round__lt=row.round_id).count() + 1


def _counted(totals: ContestTotals, post: str, turn: int) -> parts.ContestResult:
    contest = totals.contest
    rows = (
        parts.NameResult(name=name, votes_for=each.in_favour, against=each.against, abstained=each.abstain)
        for name, each in totals.names.items()
    )
    return parts.ContestResult(
        code=contest.code,
        post=POSTS[post],
        seats=contest.seats,
        rows=tuple(rows),
        valid=totals.valid,
        void=totals.void,
        elected=(),
        kind=contest.kind.value,
        write_ins=tuple(parts.WriteIn(name=name, votes=votes) for name, votes in totals.write_ins.items()),
        write_ins_refused=totals.write_ins_refused,
        turn=turn,
    )


def _entries(round: BallotRound) -> str:
    """How the two entries of each batch came together."""
    places = [state.final.place for state in batch_states(round) if state.final is not None]
    typed = [place for place in places if place != TallySheet.Place.COMPUTED]
    settled = typed.count(TallySheet.Place.SETTLED)
    agreed = f"其中{settled}批录入不一致，由监票人当场核对选票后确定" if settled else "录入一致"
    said = [f"共{len(typed)}批，每批由两名计票人分别录入，{agreed}。"] if typed else []
    return "".join(said + (["电子选票由系统计票。"] if len(typed) < len(places) else []))


def _elected(round: BallotRound) -> tuple[parts.Elected, ...]:
    found = Elected.objects.standing().filter(outcome__round_contest__round=round, outcome__superseded_at=None)
    people = found.select_related("contest__election__cycle", "entry__branch").order_by("contest__order", "place")
    facts = [elected_facts(person, _day(round.session)) for person in people]
    return elected_part({"elected": facts}, tuple(dict.fromkeys(str(fact["post"]) for fact in facts)))
