"""Each thing that the count can find fault with is said with its figures, in both languages."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from elections.messages import sentence
from elections.rules.ballots import BallotKind, BallotStyle, Contest, Mark, mark_issues, read_numbers
from elections.rules.cascade import planned_margin_issues
from elections.rules.composition import Profile, composition_issues
from elections.rules.margin import margin_issues, post_issues
from elections.rules.outcomes import ContestOutcome, Next, fewer_seats_issues
from elections.rules.quorum import quorum_finding, target_finding
from elections.rules.reconciliation import PaperCount, paper_issues, totals_issues
from elections.rules.rule_set import preset
from elections.rules.tally import ContestTotals, NameTotals
from elections.sentences.counts import SENTENCES

COMMITTEE = Contest("委员", 2, ("甲", "丁"))
RUNOFF = replace(COMMITTEE, kind=BallotKind.RUNOFF)
POST = replace(COMMITTEE, style=BallotStyle.NUMBER)
TOTALS = ContestTotals(COMMITTEE, 80, 4, {"甲": NameTotals(50, 10, 20), "丁": NameTotals(40, 30, 10)})
PAPER = PaperCount(due=100, present=90, printed=105, issued=89, spoiled=1, left_over=15, voters=88)
SHORT = ContestOutcome("委员", 3, ("甲", "丁"), (), (), 1, Next.FURTHER_ELECTION)


def findings():
    for quorum in ("4/5", "2/3"):
        yield quorum_finding(90, 100, quorum)
        yield quorum_finding(40, 100, quorum)
    yield from (target_finding(present, 100, "17/20") for present in (90, 40))
    yield from margin_issues(5, 5, "1/5")
    yield from post_issues("副书记", 1, 1, "one_more")
    yield from planned_margin_issues(3, "1/5", committee=["甲"], deputies=["乙", "丙"], deputy_seats=1)
    yield from planned_margin_issues(3, "1/5", committee=["甲"], deputies=["甲"], deputy_seats=1)
    yield from planned_margin_issues(3, "1/5", committee=["甲"], deputies=["甲", "乙"], deputy_seats=1)
    yield from composition_issues(preset("village").composition, [Profile(age=60, college=False, woman=False)])
    for mark in (Mark(("甲", "甲")), Mark(("戊",)), Mark((), (), ("甲",)), Mark((), ("甲",), ("戊",))):
        yield from mark_issues(RUNOFF, mark, 7)
    yield from read_numbers(POST, {1: ("委员", "甲"), 2: ("书记", "乙")}, ["1", "甲", "2", "9"]).remarks
    yield from papers_and_totals()
    yield from fewer_seats()


def papers_and_totals():
    for change in ({"printed": 104}, {"present": 101}, {"issued": 91}, {"voters": 90}, {"voters": -1}):
        yield from paper_issues(replace(PAPER, **change))
    yield from totals_issues(replace(TOTALS, void=-1, write_ins={"戊": -3}), 84)
    yield from totals_issues(replace(TOTALS, valid=40, names={"甲": NameTotals(50, 0, -10), "丁": NameTotals(1, 39, 0)}), 44)
    wrong = {"甲": NameTotals(50, 10, 19), "庚": NameTotals(0, 0, 80)}
    yield from totals_issues(replace(TOTALS, names=wrong, write_ins={"丁": 1, "戊": 170}), 85)


def fewer_seats():
    yield from fewer_seats_issues(replace(SHORT, next=Next.RUNOFF), "committee", present=90, agreeing=90)
    yield from fewer_seats_issues(SHORT, "secretary", present=90, agreeing=10)
    yield from fewer_seats_issues(replace(SHORT, seats_left=2), "committee", present=90, agreeing=91)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_finding_can_be_said(language):
    found = list(findings())
    with translation.override(language):
        for issue in found:
            said = sentence(issue)
            figures = {str(value) for value in issue.params.values() if isinstance(value, int)}
            assert figures & set(re.findall(r"-?\d+", said)) or not figures, said
    assert {issue.code for issue in found} == {code for code in SENTENCES if not code.startswith("count_")}


def test_the_line_of_the_quorum_as_a_member_reads_it():
    with translation.override("en"):
        assert sentence(quorum_finding(101, 120, "4/5")) == "101 present reach four fifths (96) of the 120 due: the meeting is valid."
