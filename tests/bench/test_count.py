"""Ballots counted per second by the product's own rules, beside a bare loop that only adds up the votes in favour."""

import random

import pytest

from elections.rules.ballots import Contest, Mark
from elections.rules.outcomes import decide
from elections.rules.rule_set import preset
from elections.rules.tally import tally

from .measuring import say, seconds

pytestmark = pytest.mark.bench

BALLOTS = 100_000
NAMES = ("丁薛", "马兴", "王毅", "尹力", "石峰", "刘中", "李希")
SEATS = 5


def marks() -> list[Mark]:
    chance = random.Random(2026)
    made = []
    for _ in range(BALLOTS):
        names = chance.sample(NAMES, len(NAMES))
        chosen = chance.randint(0, SEATS)
        written_in = ("戊己",) if chosen < SEATS and chance.random() < 0.05 else ()
        made.append(Mark(in_favour=tuple(names[:chosen]), against=tuple(names[chosen : chosen + 1]), write_ins=written_in))
    return made


def test_ballots_per_second() -> None:
    ballots, contest, rules = marks(), Contest("committee", SEATS, NAMES), preset("regulation-2020")

    def by_the_rules() -> dict[str, int]:
        totals = tally(contest, ballots, need_against=True)
        decide([totals], present=BALLOTS, due=BALLOTS, issued=BALLOTS, voters=BALLOTS, returned=BALLOTS, rules=rules)
        return {name: totals.names[name].in_favour for name in NAMES}

    def bare_loop() -> dict[str, int]:
        votes = dict.fromkeys(NAMES, 0)
        for ballot in ballots:
            for name in ballot.in_favour:
                votes[name] += 1
        return votes

    assert by_the_rules() == bare_loop()
    ours, bare = seconds(by_the_rules, 5)[0], seconds(bare_loop, 5)[0]
    say("Ballots counted", ballots=BALLOTS, per_second=BALLOTS / ours, bare_loop_per_second=BALLOTS / bare, times_as_long=ours / bare)
