"""唱票: one ballot as it is called, typed on one line with the number pad.

`3 7` is 赞成 for the numbers 3 and 7, `-5` is 不赞成 for 5, whoever is not named is abstained on. `B张三` writes 张三 in for the second
post on the paper, `B*` makes that post void (该项无效), `*` the whole ballot, `0` is a ballot without any mark.
"""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from elections.rules.ballots import VOID, Contest, Mark, mark_issues
from elections.rules.issues import Issue

WORDS = re.compile(r"[\s,，、;；]+")
NUMBER = re.compile(r"(-?)(\d{1,4})")
LETTERS = string.ascii_uppercase
FULL_WIDTH = str.maketrans("０１２３４５６７８９－＊×－", "0123456789-**-")

Numbers = Mapping[int, tuple[str, str]]  # as printed: number -> (contest, name)


@dataclass(frozen=True, slots=True)
class CalledBallot:
    """Contest code -> mark; a contest that is not there is abstained on."""

    marks: Mapping[str, Mark]
    issues: tuple[Issue, ...] = ()


def lines_of(text: str) -> list[str]:
    """One ballot a line; empty lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_called(contests: Sequence[Contest], numbers: Numbers, line: str, ballot: int) -> CalledBallot:
    """`ballot` is its place in the batch, from 1, for the sentences."""
    reading = _Reading(dict(zip(LETTERS, contests, strict=False)), numbers, ballot)
    for word in WORDS.split(line.translate(FULL_WIDTH).strip()):
        reading.take(word)
    marks = {code: reading.mark(code) for code in reading.touched}
    faults = [*reading.faults]
    for contest in contests:
        if contest.code in marks:
            faults += mark_issues(contest, marks[contest.code], ballot)
    return CalledBallot({} if faults else marks, tuple(faults))


class _Reading:
    """What has been read of a line so far."""

    def __init__(self, letters: Mapping[str, Contest], numbers: Numbers, ballot: int) -> None:
        self.letters, self.numbers, self.ballot = letters, numbers, ballot
        self.said: list[tuple[str, str, str]] = []  # contest, what, name
        self.faults: list[Issue] = []

    @property
    def touched(self) -> list[str]:
        return list(dict.fromkeys(code for code, _what, _name in self.said))

    def mark(self, code: str) -> Mark:
        if any(each == (code, "void", "") for each in self.said):
            return VOID
        return Mark(in_favour=self._names(code, "for"), against=self._names(code, "against"), write_ins=self._names(code, "write_in"))

    def take(self, word: str) -> None:
        number = NUMBER.fullmatch(word)
        if word == "*":
            self.said += [(contest.code, "void", "") for contest in self.letters.values()]
        elif number:
            self._take_number(number[1], int(number[2]), word)
        elif word:
            self._take_letter(word)

    def _take_number(self, sign: str, number: int, word: str) -> None:
        if number == 0 and not sign:
            return
        code, name = self.numbers.get(number, ("", ""))
        if code:
            self.said.append((code, "against" if sign else "for", name))
        else:
            self.faults.append(Issue("called_number_unknown", {"ballot": self.ballot, "word": word}))

    def _take_letter(self, word: str) -> None:
        contest, name = self.letters.get(word[0].upper()), word[1:]
        if contest is None or not name:
            self.faults.append(Issue("called_word_unknown", {"ballot": self.ballot, "word": word}))
        elif name == "*":
            self.said.append((contest.code, "void", ""))
        else:
            self.said.append((contest.code, "write_in", name))

    def _names(self, code: str, what: str) -> tuple[str, ...]:
        return tuple(name for each, how, name in self.said if (each, how) == (code, what))


def read_batch(contests: Sequence[Contest], numbers: Numbers, text: str) -> tuple[list[Mapping[str, Mark]], tuple[Issue, ...]]:
    """Every ballot of a batch, and what cannot be read in it."""
    read = [read_called(contests, numbers, line, place) for place, line in enumerate(lines_of(text), start=1)]
    return [ballot.marks for ballot in read], tuple(_faults(read))


def _faults(read: Sequence[CalledBallot]) -> Iterator[Issue]:
    for ballot in read:
        yield from ballot.issues
