"""Which picture the hall sees: it follows the meeting, unless the host has chosen another."""

from collections.abc import Sequence
from dataclasses import dataclass

from elections.rules.tally import ContestTotals

from .hall import Sitting
from .rounds import RoundState

OVER = ("adjourned", "closed")
STROKES = 5  # of 正
NARROW = 2  # boards with so few names stand two in a row


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A name with its votes: full 正, and the strokes of the last one."""

    name: str
    votes: int
    against: int | None
    written_in: bool = False

    @property
    def whole(self) -> range:
        return range(self.votes // STROKES)

    @property
    def rest(self) -> int:
        return self.votes % STROKES


@dataclass(frozen=True, slots=True)
class TallyBoard:
    """One contest of the round."""

    code: str
    valid: int
    void: int
    lines: tuple[TallyLine, ...]

    @property
    def is_wide(self) -> bool:
        """Takes a row of the wall for itself."""
        return len(self.lines) > NARROW


def shown_round(sitting: Sitting) -> RoundState | None:
    """The one that runs, else the last one that counts."""
    return sitting.rounds.running or next((state for state in reversed(sitting.rounds.rounds) if state.step == "decided"), None)


def slide_for(sitting: Sitting | None, chosen: str, *, somebody_speaks: bool) -> str:
    """welcome, heads, agenda, speech, candidates, voting, tally, outcome, adjourned or closed."""
    if sitting is None or sitting.session is None:
        return "welcome"
    state = shown_round(sitting)
    if chosen != "auto" and (chosen not in ("tally", "outcome") or state is not None):
        return chosen
    if somebody_speaks:
        return "speech"
    if state is not None and state.step != "decided":
        return "voting" if state.step == "voting" else "tally"
    return _between_rounds(sitting, state)


def _between_rounds(sitting: Sitting, state: RoundState | None) -> str:
    session = sitting.session
    if session is None:
        return "welcome"
    if session.adjourned_at is not None:
        return "adjourned"
    if not session.sits:
        return "outcome" if state is not None and sitting.rounds.is_settled else "closed"
    if session.quorum_declared_at is None:
        return "heads"
    if state is not None and state.round.session_id == session.pk:
        return "outcome"
    return "candidates" if sitting.meeting.officials_decision_id is not None else "agenda"


def board(code: str, totals: ContestTotals) -> TallyBoard:
    lines = [TallyLine(name, each.in_favour, each.against) for name, each in totals.names.items()]
    lines += [TallyLine(name, votes, None, written_in=True) for name, votes in totals.write_ins.items()]
    return TallyBoard(code, totals.valid, totals.void, tuple(lines))


def rows_of(boards: Sequence[TallyBoard]) -> int:
    """Lines on the wall, headings included, with the narrow boards two in a row."""
    wide = sum(len(board.lines) + 1 for board in boards if board.is_wide)
    narrow = [len(board.lines) + 1 for board in boards if not board.is_wide]
    return wide + sum(max(narrow[place : place + 2]) for place in range(0, len(narrow), 2))


def density(rows: int) -> str:
    """How large the type can be so that everything fits on the wall."""
    return "roomy" if rows <= 9 else "usual" if rows <= 12 else "dense"
