"""The product's count against the second one, and what must hold whatever the ballots say."""

import json
import random
from collections import Counter
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from elections.rules.count_file import recount
from tests.elections.reference_count import BY_STROKES, reference_count

ELECTIONS = 10_000


def as_file(election):
    return json.dumps(election, ensure_ascii=False).encode()


def some(generator, names, at_most):
    return generator.sample(names, generator.randint(0, min(at_most, len(names))))


def random_contest(generator, code):
    style = generator.choice(["list", "list", "number", "blank"])
    contest = {
        "code": code,
        "seats": generator.randint(1, 3),
        "style": style,
        "kind": generator.choice(["first", "first", "further", "runoff"]),
    }
    return contest | {"candidates": [] if style == "blank" else some(generator, BY_STROKES, 5)}


def random_mark(generator, contest):
    if generator.random() < 0.05:
        return {"void": True}
    candidates = contest["candidates"]
    in_favour = some(generator, candidates, contest["seats"] + (generator.random() < 0.1))
    mark = {"for": in_favour, "against": some(generator, [name for name in candidates if name not in in_favour], 2)}
    if contest["kind"] != "runoff" and generator.random() < 0.4:
        mark["write_in"] = some(generator, [name for name in BY_STROKES if name not in candidates], 2)
    return {key: names for key, names in mark.items() if names or generator.random() < 0.5}


def random_ballot(generator, contests):
    if generator.random() < 0.03:
        return {"void": True}
    return {contest["code"]: random_mark(generator, contest) for contest in contests if generator.random() < 0.9}


def random_election(generator):
    due = generator.randint(0, 9)
    present = generator.randint(due * 4 // 5, due)
    issued = present - (generator.random() < 0.2 and present > 0)
    contests = [random_contest(generator, code) for code in ("secretary", "deputy", "committee")[: generator.randint(1, 3)]]
    ballots = [random_ballot(generator, contests) for _ in range(max(0, issued - generator.choice([0, 0, 0, 1, -1])))]
    rules = {"preset": generator.choice(["regulation-2020", "street-community", "village"])}
    rules |= generator.choice([{}, {}, {"majority_of": "due"}, {"write_in_needs_against": False}, {"quorum": "9/10"}])
    voters = {"voters": issued - (generator.random() < 0.3 and issued > 0)} if generator.random() < 0.5 else {}
    head = {"rules": rules, "due": due, "present": present, "issued": issued, "returned": len(ballots)}
    return head | voters | {"contests": contests, "ballots": ballots}


def test_a_second_count_written_apart_agrees():
    generator = random.Random(20260916)
    seen = Counter()
    for _ in range(ELECTIONS):
        election = random_election(generator)
        answer = recount(as_file(election))
        assert answer == reference_count(election), json.dumps(election, ensure_ascii=False)
        seen.update(contest["next"] for contest in answer["contests"])
        seen["already_elected"] += any(contest["already_elected"] for contest in answer["contests"])
        seen["refused"] += any(contest["write_ins_refused"] for contest in answer["contests"])
    told_apart = {"none", "runoff", "further_election", "pending", "meeting_invalid", "repeat_ballot", "already_elected", "refused"}
    assert min(seen[what] for what in told_apart) > ELECTIONS // 100, seen


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_the_order_of_ballots_and_of_candidates_changes_nothing(seed):
    generator = random.Random(seed)
    election = random_election(generator)
    shuffled = deepcopy(election)
    generator.shuffle(shuffled["ballots"])
    for contest in shuffled["contests"]:
        generator.shuffle(contest["candidates"])
    first, second = recount(as_file(election)), recount(as_file(shuffled))
    for contest in second["contests"]:
        contest["already_elected"].sort()
    for contest in first["contests"]:
        contest["already_elected"].sort()
    assert first == second


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_one_more_vote_never_unseats(seed):
    election = random_election(random.Random(seed))
    answer = recount(as_file(election))
    for contest, found in zip(election["contests"], answer["contests"], strict=True):
        for name in found["elected"]:
            more = with_one_more_vote(election, contest, name)
            if more:
                again = {each["code"]: each["elected"] for each in recount(as_file(more))["contests"]}
                assert name in again[contest["code"]]


def with_one_more_vote(election, contest, name):
    """One elector who did not favour this candidate, and had a choice left, does so now; None where nobody could."""
    for number, ballot in enumerate(election["ballots"]):
        mark = ballot.get(contest["code"], {})
        chosen = mark.get("for", []) + mark.get("write_in", [])
        free = name in contest["candidates"] and name not in chosen and len(chosen) < contest["seats"]
        if free and "void" not in mark and "void" not in ballot and not mark.get("write_in"):
            more = deepcopy(election)
            against = [other for other in mark.get("against", []) if other != name]
            more["ballots"][number][contest["code"]] = mark | {"for": [*chosen, name], "against": against}
            return more
    return None
