import json
from copy import deepcopy

import pytest

from elections.messages import sentence
from elections.rules.count_file import recount
from elections.rules.issues import RuleViolation

EXAMPLE = {
    "rules": {"preset": "regulation-2020"},
    "due": 5,
    "present": 4,
    "voters": 4,
    "issued": 4,
    "returned": 4,
    "contests": [
        {"code": "deputy", "seats": 1, "candidates": ["甲", "乙"]},
        {"code": "committee", "seats": 2, "candidates": ["乙", "丙", "丁"]},
    ],
    "ballots": [
        {"deputy": {"for": ["甲"]}, "committee": {"for": ["乙", "丙"]}},
        {"deputy": {"for": ["甲"], "against": ["乙"]}, "committee": {"for": ["乙", "丙"], "against": ["丁"]}},
        {"deputy": {"for": ["甲"]}, "committee": {"for": ["丙"], "against": ["乙", "丁"], "write_in": ["戊"]}},
        {"committee": {"for": ["乙", "丙", "丁"]}},
    ],
}
ANSWER = (
    '{"meeting_valid": true, "ballot_valid": true, "contests": ['
    '{"code": "deputy", "seats": 1, "valid": 4, "void": 0, "tally": {"甲": {"for": 3, "against": 0, "abstain": 1}, '
    '"乙": {"for": 0, "against": 1, "abstain": 3}}, "write_ins": {}, "write_ins_refused": 0, "elected": ["甲"], '
    '"already_elected": [], "tied": [], "seats_left": 0, "next": "none"}, '
    '{"code": "committee", "seats": 2, "valid": 3, "void": 1, "tally": {"乙": {"for": 2, "against": 1, "abstain": 0}, '
    '"丙": {"for": 3, "against": 0, "abstain": 0}, "丁": {"for": 0, "against": 2, "abstain": 1}}, "write_ins": {"戊": 1}, '
    '"write_ins_refused": 0, "elected": ["丙"], "already_elected": [], "tied": [], "seats_left": 1, "next": "further_election"}]}'
)


def raw(document):
    return json.dumps(document, ensure_ascii=False).encode()


def changed(*path_and_value):
    """The example with one value replaced; the last of the path may be a new key."""
    *path, last, value = path_and_value
    document = deepcopy(EXAMPLE)
    place = document
    for step in path:
        place = place[step]
    place[last] = value
    return document


def without(*path):
    document = deepcopy(EXAMPLE)
    place = document
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return document


def refusal(content):
    """The one reason for which this file is refused; its sentence can be said."""
    with pytest.raises(RuleViolation) as caught:
        recount(content)
    (issue,) = caught.value.issues
    assert "\n" not in sentence(issue)
    assert "%(" not in sentence(issue)
    return issue


def test_the_example_of_the_design():
    assert json.dumps(recount(raw(EXAMPLE)), ensure_ascii=False) == ANSWER


def test_counting_twice_is_the_same():
    assert recount(raw(EXAMPLE)) == recount(raw(EXAMPLE))


def test_voters_are_those_with_a_ballot_unless_said():
    assert recount(raw(without("voters"))) == recount(raw(EXAMPLE))
    assert recount(raw(changed("voters", 3)))["contests"][0]["next"] == "repeat_ballot"


def test_a_byte_order_mark_is_passed_over():
    assert recount(b"\xef\xbb\xbf" + raw(EXAMPLE)) == recount(raw(EXAMPLE))


def test_the_default_preset_and_overrides():
    assert recount(raw(changed("rules", {}))) == recount(raw(EXAMPLE))
    assert recount(raw(changed("rules", {"quorum": "9/10"})))["meeting_valid"] is False
    due = recount(raw(changed("rules", {"preset": "village", "majority_of": "due"})))
    assert [contest["elected"] for contest in due["contests"]] == [["甲"], ["丙"]]


def test_figures_beyond_any_machine_word():
    found = recount(raw(changed("due", 10**30)))
    assert (found["meeting_valid"], found["contests"][1]["seats_left"]) == (False, 2)


def test_void_ballots_and_void_parts():
    document = deepcopy(EXAMPLE)
    document["ballots"][0] = {"void": True}
    document["ballots"][1]["deputy"] = {"void": True}
    found = recount(raw(document))["contests"]
    assert [(contest["valid"], contest["void"]) for contest in found] == [(2, 2), (2, 2)]


def test_a_contest_may_be_called_void():
    document = changed("contests", [{"code": "void", "seats": 1, "candidates": ["甲"]}])
    document["ballots"] = [{"void": {"for": ["甲"]}}, {"void": True}, {"void": {"void": True}}, {}]
    found = recount(raw(document))["contests"][0]
    assert (found["valid"], found["void"], found["tally"]["甲"]["for"]) == (2, 2, 1)


def test_a_blank_ballot_has_only_write_ins():
    document = changed("contests", [{"code": "open", "seats": 2, "style": "blank"}])
    document["ballots"] = [{"open": {"write_in": ["甲", "乙"]}}, {"open": {"write_in": ["甲"]}}, {"open": {"write_in": ["甲"]}}, {}]
    found = recount(raw(document))["contests"][0]
    assert (found["tally"], found["write_ins"], found["elected"], found["seats_left"]) == ({}, {"甲": 3, "乙": 1}, ["甲"], 1)


NOT_WHOLE = [-1, 4.0, 4.5, "4", True, None, [], {}, float("nan"), float("inf")]
NOT_A_NAME = ["", " ", "甲 ", " 甲", "\u3000甲", "甲\n乙", "甲\ud800", "甲\u2028", "甲\x00", 1, None, True, ["甲"], {}]


@pytest.mark.parametrize("value", NOT_WHOLE)
@pytest.mark.parametrize("path", [("due",), ("present",), ("voters",), ("issued",), ("returned",), ("contests", 0, "seats")])
def test_only_whole_numbers_count(path, value):
    content = json.dumps(changed(*path, value)).encode()
    assert refusal(content).code in {"count_not_whole", "count_not_a_number"}


@pytest.mark.parametrize("value", NOT_A_NAME)
@pytest.mark.parametrize(
    "path",
    [
        ("contests", 0, "code"),
        ("contests", 1, "candidates", 0),
        ("ballots", 2, "committee", "write_in", 0),
        ("ballots", 0, "deputy", "for", 0),
    ],
)
def test_only_names_are_names(path, value):
    assert refusal(json.dumps(changed(*path, value)).encode()).code == "count_not_a_name"


@pytest.mark.parametrize(
    "path",
    [
        *[(key,) for key in ("rules", "due", "present", "issued", "returned", "contests", "ballots")],
        *[("contests", 0, key) for key in ("code", "seats", "candidates")],
    ],
)
def test_nothing_may_be_missing(path):
    issue = refusal(raw(without(*path)))
    assert (issue.code, issue.params["key"]) == ("count_key_missing", path[-1])


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ([], "count_not_an_object"),
        (None, "count_not_an_object"),
        (changed("extra", 1), "count_key_unknown"),
        (changed("rules", "extra", 1), "count_key_unknown"),
        (changed("rules", "self", 1), "count_key_unknown"),
        (changed("rules", "name", "x"), "count_key_unknown"),
        (changed("rules", []), "count_not_an_object"),
        (changed("rules", "preset", "regulation-1990"), "count_preset_unknown"),
        (changed("rules", "preset", ["regulation-2020"]), "count_preset_unknown"),
        (changed("rules", "preset", "\ud800"), "count_preset_unknown"),
        (changed("rules", "quorum", 0.8), "rule_malformed"),
        (changed("rules", "quorum", "0/5"), "rule_malformed"),
        (changed("rules", "quorum", "6/5"), "rule_malformed"),
        (changed("rules", "majority_of", "valid"), "rule_malformed"),
        (changed("rules", "write_in_needs_against", 1), "rule_malformed"),
        (changed("contests", {}), "count_not_a_list"),
        (changed("contests", []), "count_no_contest"),
        (changed("contests", 0, 1), "count_not_an_object"),
        (changed("contests", 0, "extra", 1), "count_key_unknown"),
        (changed("contests", 0, "seats", 0), "count_no_seats"),
        (changed("contests", 0, "code", "committee"), "count_code_twice"),
        (changed("contests", 0, "candidates", ["甲", "乙", "甲"]), "count_candidate_twice"),
        (changed("contests", 0, "candidates", "甲乙"), "count_not_a_list"),
        (changed("contests", 0, "style", "blank"), "count_blank_with_candidates"),
        (changed("contests", 0, "style", "wheel"), "count_choice_unknown"),
        (changed("contests", 0, "style", None), "count_choice_unknown"),
        (changed("contests", 0, "kind", "second"), "count_choice_unknown"),
        (changed("contests", 1, "kind", "runoff"), "ballot_write_in_runoff"),
        (changed("present", 6), "present_more_than_due"),
        (changed("issued", 5), "issued_over_present"),
        (changed("voters", 5), "voters_over_issued"),
        (changed("returned", 3), "count_returned_not_ballots"),
        (changed("ballots", {}), "count_not_a_list"),
        (changed("ballots", 0, []), "count_not_an_object"),
        (changed("ballots", 0, "secretary", {}), "count_contest_unknown"),
        (changed("ballots", 0, "for", ["甲"]), "count_contest_unknown"),
        (changed("ballots", 0, "void", {}), "count_contest_unknown"),
        (changed("ballots", 0, {"void": True, "deputy": {}}), "count_void_not_alone"),
        (changed("ballots", 0, {"void": False}), "count_void_not_alone"),
        (changed("ballots", 0, {"void": 1}), "count_void_not_alone"),
        (changed("ballots", 0, "deputy", ["甲"]), "count_not_an_object"),
        (changed("ballots", 0, "deputy", None), "count_not_an_object"),
        (changed("ballots", 0, "deputy", "abstain", ["乙"]), "count_key_unknown"),
        (changed("ballots", 0, "deputy", {"void": True, "for": []}), "count_void_not_alone"),
        (changed("ballots", 0, "deputy", "void", {}), "count_key_unknown"),
        (changed("ballots", 0, "deputy", "for", "甲"), "count_not_a_list"),
        (changed("ballots", 0, "deputy", "for", None), "count_not_a_list"),
        (changed("ballots", 0, "deputy", "for", ["甲", "甲"]), "ballot_name_twice"),
        (changed("ballots", 0, "deputy", {"for": ["甲"], "against": ["甲"]}), "ballot_name_twice"),
        (changed("ballots", 0, "deputy", {"write_in": ["戊", "戊"]}), "ballot_name_twice"),
        (changed("ballots", 0, "deputy", "for", ["丙"]), "ballot_not_a_candidate"),
        (changed("ballots", 0, "deputy", "against", ["丙"]), "ballot_not_a_candidate"),
        (changed("ballots", 0, "deputy", "write_in", ["乙"]), "ballot_candidate_written_in"),
    ],
)
def test_faults_are_refused(document, code):
    assert refusal(json.dumps(document).encode()).code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "count_not_json"),
        (b"   ", "count_not_json"),
        (b"{", "count_not_json"),
        (raw(EXAMPLE) + b"x", "count_not_json"),
        (raw(EXAMPLE) + raw(EXAMPLE), "count_not_json"),
        (raw(EXAMPLE)[:-1], "count_not_json"),
        (raw(EXAMPLE).replace(b"}, ", b"},, ", 1), "count_not_json"),
        (json.dumps(EXAMPLE, ensure_ascii=False).encode("gb18030"), "count_not_utf8"),
        (json.dumps(EXAMPLE).encode("utf-16"), "count_not_utf8"),
        (b"[" * 100_000, "count_too_deep"),
        (b'{"a":' * 100_000, "count_too_deep"),
        (raw(EXAMPLE).replace(b'"due": 5', b'"due": ' + b"5" * 5000), "count_number_too_long"),
        (raw(EXAMPLE).replace(b'"due": 5', b'"due": 5, "due": 5'), "count_key_twice"),
        (raw(EXAMPLE).replace(b'"deputy": {"for"', b'"deputy": {}, "deputy": {"for"', 1), "count_key_twice"),
        (raw(EXAMPLE).replace(b'"due": 5', b'"due": NaN'), "count_not_a_number"),
        (raw(EXAMPLE).replace(b'"due": 5', b'"due": -Infinity'), "count_not_a_number"),
        (raw(EXAMPLE).replace(b'"due": 5', b'"due": 1e999'), "count_not_whole"),
        (raw(EXAMPLE).replace(b'"due": 5', b'"due": 5.0'), "count_not_whole"),
    ],
)
def test_broken_and_foreign_files_are_refused(content, code):
    assert refusal(content).code == code


def test_any_depth_is_answered_in_words():
    """Deep enough to break whatever reads it last, not deep enough to break the first reader."""
    for depth in range(800, 1000, 10):
        for path in ("rules", "quorum"), ("ballots", 0, "deputy"), ("due",):
            content = raw(changed(*path, "@")).replace(b'"@"', b"[" * depth + b"]" * depth)
            with pytest.raises(RuleViolation):
                recount(content)


def test_what_is_shown_of_a_fault_is_short():
    issue = refusal(raw(changed("contests", 0, "kind", "长" * 1000)))
    assert len(str(issue.params["found"])) < 50
