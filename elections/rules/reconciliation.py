"""票数核对: figures that must agree before anything is decided, each refusal with both of them.

More ballots returned than issued or than voters is no slip of the pen: it makes the ballot void and it is repeated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.tally import ContestTotals, NameTotals

SOURCE = sources.BALLOT_VALIDITY


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCount:
    """发票处: `issued` is net of papers that were replaced; those are `spoiled`."""

    due: int
    present: int
    printed: int
    issued: int
    spoiled: int
    left_over: int
    voters: int


def paper_issues(count: PaperCount) -> tuple[Issue, ...]:
    figures = {field.name: getattr(count, field.name) for field in fields(count)}
    negative = tuple(_negative(figures))
    return negative or tuple(_paper_faults(count))


def _paper_faults(count: PaperCount) -> Iterator[Issue]:
    accounted = count.issued + count.spoiled + count.left_over
    if count.printed != accounted:
        yield Issue(
            "papers_do_not_add_up",
            {
                "printed": count.printed,
                "accounted": accounted,
                "issued": count.issued,
                "spoiled": count.spoiled,
                "left_over": count.left_over,
            },
        )
    yield from attendance_issues(due=count.due, present=count.present, issued=count.issued, voters=count.voters)


def attendance_issues(*, due: int, present: int, issued: int, voters: int) -> Iterator[Issue]:
    """issued ≤ present ≤ due; voters ≤ issued."""
    if present > due:
        yield Issue("present_more_than_due", {"present": present, "due": due})
    if issued > present:
        yield Issue("issued_over_present", {"issued": issued, "present": present})
    if voters > issued:
        yield Issue("voters_over_issued", {"voters": voters, "issued": issued})


def is_ballot_valid(*, returned: int, issued: int, voters: int) -> bool:
    """收回的选票等于或者少于投票人数,选举有效. Local methods compare with the ballots issued; both must hold."""
    return returned <= issued and returned <= voters


SMALLEST_PART = 10


def part_issues(*, papers: int, electronic: int) -> Iterator[Issue]:
    """Paper and electronic ballots of one round are counted apart, the papers before everybody: whoever knows one of the two figures and
    the sum knows the other, and of a few ballots that says how those few have marked them."""
    if papers and electronic and min(papers, electronic) < SMALLEST_PART:
        yield Issue("ballot_part_too_small", {"papers": papers, "electronic": electronic, "least": SMALLEST_PART})


def mixed_issues(present: int) -> Iterator[Issue]:
    """Both parts can only be large enough where so many are here."""
    if present < 2 * SMALLEST_PART:
        yield Issue("mixed_round_too_small", {"present": present, "needed": 2 * SMALLEST_PART, "least": SMALLEST_PART})


def totals_issues(totals: ContestTotals, returned: int) -> tuple[Issue, ...]:
    """One contest as typed from a sheet, whole or one batch of it, against the ballots in it."""
    negative = tuple(_negative_totals(totals))
    over = tuple(_over_valid(totals))
    return negative or (*_valid_and_void(totals, returned), *_name_faults(totals), *(over or _choice_faults(totals)))


def _negative_totals(totals: ContestTotals) -> Iterator[Issue]:
    code = totals.contest.code
    for figure in ("valid", "void", "write_ins_refused"):
        if getattr(totals, figure) < 0:
            yield Issue("total_negative", {"contest": code, "figure": figure, "value": getattr(totals, figure)})
    for name, found in totals.names.items():
        for figure, value in _figures(found).items():
            if value < 0 and not (figure == "abstain" and _has_too_many(found, totals.valid)):
                yield Issue("votes_negative", {"contest": code, "name": name, "figure": figure, "value": value})
    for name, value in totals.write_ins.items():
        if value < 0:
            yield Issue("votes_negative", {"contest": code, "name": name, "figure": "write_in", "value": value})


def _has_too_many(found: NameTotals, valid: int) -> bool:
    """Who abstained is what is left of the valid ballots. Nobody typed the figure below zero; the others are too many together."""
    return found.in_favour + found.against > valid and _marks(found) == valid


def _over_valid(totals: ContestTotals) -> Iterator[Issue]:
    """Once for a post: where the valid ballots are mistyped, it is so for every name."""
    over = {name: found.in_favour + found.against for name, found in totals.names.items() if _has_too_many(found, totals.valid)}
    if over:
        names = "、".join(f"{name} {marks}" for name, marks in over.items())
        yield Issue("marks_over_valid", {"contest": totals.contest.code, "valid": totals.valid, "names": names, "most": max(over.values())})


def _valid_and_void(totals: ContestTotals, returned: int) -> Iterator[Issue]:
    if totals.valid + totals.void != returned:
        figures = {"contest": totals.contest.code, "returned": returned, "valid": totals.valid, "void": totals.void}
        yield Issue("returned_not_valid_and_void", {**figures, "sum": totals.valid + totals.void})


def _name_faults(totals: ContestTotals) -> Iterator[Issue]:
    code = totals.contest.code
    for name in totals.contest.candidates:
        if name not in totals.names:
            yield Issue("totals_name_missing", {"contest": code, "name": name})
    for name, found in totals.names.items():
        if name not in totals.contest.candidates:
            yield Issue("totals_not_a_candidate", {"contest": code, "name": name})
        elif _marks(found) != totals.valid:
            yield Issue("marks_not_valid", {"contest": code, "name": name, "valid": totals.valid, "sum": _marks(found)} | _figures(found))


def _choice_faults(totals: ContestTotals) -> Iterator[Issue]:
    """No valid ballot chooses more names than seats, so neither do all of them together."""
    code, seats = totals.contest.code, totals.contest.seats
    for name in totals.write_ins:
        if name in totals.contest.candidates:
            yield Issue("totals_candidate_written_in", {"contest": code, "name": name})
    for name, votes in totals.write_ins.items():
        if votes > totals.valid:
            yield Issue("write_ins_over_valid", {"contest": code, "name": name, "votes": votes, "valid": totals.valid})
    chosen = sum(totals.votes().values()) + totals.write_ins_refused
    if chosen > seats * totals.valid:
        figures = {"contest": code, "chosen": chosen, "valid": totals.valid, "seats": seats, "possible": seats * totals.valid}
        yield Issue("choices_over_seats", figures)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two tellers differ. `name` is empty for a figure of the contest as a whole."""

    figure: str
    name: str
    first: int
    second: int


def differences(first: ContestTotals, second: ContestTotals) -> tuple[Difference, ...]:
    """The same batch typed twice: every figure that is not the same in both, for the scrutineer with the paper in hand."""
    return tuple(difference for difference in _compared(first, second) if difference.first != difference.second)


def _compared(first: ContestTotals, second: ContestTotals) -> Iterator[Difference]:
    for figure in ("valid", "void", "write_ins_refused"):
        yield Difference(figure, "", getattr(first, figure), getattr(second, figure))
    nothing = NameTotals()
    for name in {**first.names, **second.names}:
        one, other = first.names.get(name, nothing), second.names.get(name, nothing)
        for figure, value in _figures(one).items():
            yield Difference(figure, name, value, getattr(other, figure))
    for name in {**first.write_ins, **second.write_ins}:
        yield Difference("write_in", name, first.write_ins.get(name, 0), second.write_ins.get(name, 0))


def _negative(figures: Mapping[str, int]) -> Iterator[Issue]:
    return (Issue("figure_negative", {"figure": name, "value": value}) for name, value in figures.items() if value < 0)


def _marks(totals: NameTotals) -> int:
    return totals.in_favour + totals.against + totals.abstain


def _figures(totals: NameTotals) -> dict[str, int]:
    return {"in_favour": totals.in_favour, "against": totals.against, "abstain": totals.abstain}
