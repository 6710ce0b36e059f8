"""选票: the proof, the codes of electronic slips, and casting.

Nothing here links a person to a ballot: a code belongs to nobody, and casting writes no time, no session and no event.
"""

import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from elections.models import (
    Account,
    Ballot,
    BallotCode,
    BallotRound,
    Document,
    Election,
    MilestoneRecord,
    RoundContest,
    StoredFile,
)
from elections.queries.counts import paper_contest, paper_contests
from elections.queries.readiness import reached_milestones
from elections.rules.acts import Act, Milestone
from elections.rules.ballots import Mark, is_void, mark_issues, write_ins_stand
from elections.rules.issues import Issue, refuse_if

from . import milestones
from .acting import election_act
from .ballot_papers import proof_issues
from .typed_codes import ALPHABET, as_meant, new_code

CODE_LENGTH = 12
SEAL_LENGTH = 4
KEY_BITS = 62
LONGEST_NAME = 60


def approve_ballot_proof(
    election: Election, *, actor: Account, documents: Collection[Document] = (), scan: StoredFile | None = None
) -> MilestoneRecord:
    """选票清样: what will be printed is what the slate says, paper by paper where they were made here, by signature on a scan.

    A slate that changes afterwards needs its proof approved again.
    """
    with election_act(Act.APPROVE_BALLOT_PROOF, election, actor) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.BALLOT_PROOF_APPROVED).first()
        if standing is not None:
            act.repeats()
            return standing
        if Milestone.SLATE_CERTIFIED not in reached_milestones(act.election):
            act.refuse([Issue("milestone_missing", {"milestone": Milestone.SLATE_CERTIFIED.value})])
        act.refuse([] if documents or scan else [Issue("ballot_proof_missing", {})])
        act.refuse(proof_issues(act.election, documents) if documents else [])
        seen: dict[str, object] = {"documents": [document.snapshot_sha256 for document in documents]}
        reached = milestones.reach(act, Milestone.BALLOT_PROOF_APPROVED, facts=seen, evidence=scan)
        act.record(reached, documents=[document.pk for document in documents], scan=scan.sha256 if scan else None)
        return reached


def prepare_ballot_codes(round: BallotRound, count: int, *, actor: Account) -> list[str]:
    """Codes for so many slips, in the clear this once, for printing. The slips are shuffled; nobody knows who draws which."""
    with election_act(Act.PREPARE_BALLOT_CODES, round.session.meeting.election, actor) as act:
        round = BallotRound.objects.select_for_update().get(pk=round.pk)
        act.refuse(_code_issues(round, count))
        codes = [sealed(new_code(CODE_LENGTH), round) for _ in range(count)]
        digests = sorted(_digest(code) for code in codes)
        BallotCode.objects.bulk_create(BallotCode(digest=digest, round=round) for digest in digests)
        round.codes_prepared += count
        round.traces_removed = False
        round.save(update_fields=["codes_prepared", "traces_removed"])
        act.record(round, count=count, prepared=round.codes_prepared)
        return codes


def round_of_code(code: str) -> BallotRound | None:
    """The open round for which this code has not been used yet. The code is the bearer: nobody is signed in."""
    found = BallotCode.objects.filter(digest=_digest(code), round__closed_at=None).select_related("round").first()
    return found.round if found else None


def is_received(code: str) -> bool:
    """Whether the ballot with this code lies in a box that is not open yet: the code bears the round's seal, and as long as the round is
    open, its row goes only by casting. Nothing is kept for it: the code tells it itself."""
    typed = as_meant(code)
    voting = BallotRound.objects.filter(closed_at=None).exclude(medium=BallotRound.Medium.PAPER)
    return any(constant_time_compare(sealed(typed[:CODE_LENGTH], round), typed) for round in voting) and round_of_code(code) is None


def sealed(code: str, round: BallotRound) -> str:
    """The code with four characters that only this office can add, for this round."""
    seal = salted_hmac("elections.ballot-code-seal", f"{round.pk}:{code}", algorithm="sha256").digest()
    return code + "".join(ALPHABET[byte % len(ALPHABET)] for byte in seal[:SEAL_LENGTH])


def cast_ballot(code: str, marks: Mapping[str, Mark]) -> None:
    """The code row goes and the ballot comes, in one transaction, with no time, no session and no event.

    The one act that records nothing: `close_round` says how many codes were used and how many ballots lie in the box.
    """
    with transaction.atomic():
        round = round_of_code(code)
        if round is None:
            refuse_if([Issue("ballot_code_unknown", {})])
            return
        round = BallotRound.objects.select_for_update().get(pk=round.pk)
        refuse_if([Issue("round_over", {"number": round.number})] if round.closed_at else [])
        refuse_if(_mark_issues(round, marks))
        used, _ = BallotCode.objects.filter(digest=_digest(code), round=round).delete()
        refuse_if([] if used else [Issue("ballot_code_unknown", {})])
        Ballot.objects.create(key=new_key(), round=round, marks=_canonical(marks))


def ballot_issues(round: BallotRound, marks: Mapping[str, Mark]) -> list[Issue]:
    """What would be refused in this ballot, so that it can be put right before it is cast. An abstention is no fault."""
    need_against = round.session.meeting.election.rules.write_in_needs_against
    found = list(_mark_issues(round, marks))
    if found:
        return found
    contests = paper_contests(round)
    lost = [code for code, mark in marks.items() if mark.write_ins and not write_ins_stand(contests[code], mark, need_against=need_against)]
    return [Issue("ballot_write_in_needs_against", {"contest": code}) for code in lost]


def read_marks(text: str) -> dict[str, Mark]:
    """A stored ballot as the rules know it."""
    return {
        code: Mark(in_favour=tuple(said["for"]), against=tuple(said["against"]), write_ins=tuple(said["write_in"]))
        for code, said in json.loads(text).items()
    }


def _canonical(marks: Mapping[str, Mark]) -> str:
    """Names sorted: the order in which somebody tapped is no part of a ballot."""
    said = {
        code: {"for": sorted(mark.in_favour), "against": sorted(mark.against), "write_in": sorted(mark.write_ins)}
        for code, mark in marks.items()
        if mark.in_favour or mark.against or mark.write_ins
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _code_issues(round: BallotRound, count: int) -> Iterator[Issue]:
    if round.closed_at is not None:
        yield Issue("round_over", {"number": round.number})
    if not round.has_codes:
        yield Issue("round_on_paper", {"number": round.number})
    if count < 1:
        yield Issue("figure_negative", {"figure": "count", "value": count})


def _mark_issues(round: BallotRound, marks: Mapping[str, Mark]) -> Iterator[Issue]:
    contests = {row.contest.code: row for row in RoundContest.objects.filter(round=round).select_related("contest")}
    yield from (Issue("slate_contest_unknown", {"contest": code}) for code in marks if code not in contests)
    for code in marks.keys() & contests.keys():
        yield from _contest_mark_issues(contests[code], marks[code])


def _contest_mark_issues(row: RoundContest, mark: Mark) -> Iterator[Issue]:
    contest = paper_contest(row)
    yield from mark_issues(contest, mark, 1)
    chosen: Sequence[str] = mark.in_favour + mark.write_ins
    if is_void(contest, mark):
        yield Issue("ballot_too_many_chosen", {"contest": contest.code, "chosen": len(chosen), "seats": contest.seats})
    for name in mark.write_ins:
        if not name.strip() or len(name) > LONGEST_NAME:
            yield Issue("ballot_write_in_unreadable", {"contest": contest.code, "longest": LONGEST_NAME})


def _digest(code: str) -> str:
    return salted_hmac("elections.ballot-code", as_meant(code), algorithm="sha256").hexdigest()


def new_key() -> int:
    return secrets.randbits(KEY_BITS)
