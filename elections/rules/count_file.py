"""A whole count in one JSON file, recounted from nothing: read strictly, decided by the same rules as every meeting.

Whoever checks a count gives the ballots as they lie on the table and compares the answer with the report.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from elections.rules.ballots import ABSTENTION, VOID, BallotKind, BallotStyle, Contest, Mark, mark_issues
from elections.rules.issues import Issue, RuleViolation, refuse_if
from elections.rules.outcomes import ContestOutcome, decide
from elections.rules.reconciliation import attendance_issues
from elections.rules.rule_set import FIELDS, PRESETS, RuleSet, preset
from elections.rules.tally import ContestTotals, tally

FIGURES = ("due", "present", "issued", "returned")
MARK_KEYS = ("for", "against", "write_in")
OVERRIDES = FIELDS.keys() - {"name"}
DEFAULT_PRESET = "regulation-2020"
SHOWN_AT_MOST = 40
NOT_IN_A_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CountFile:
    """`marks` holds for each contest one mark for each ballot, in the order of the file."""

    rules: RuleSet
    due: int
    present: int
    voters: int
    issued: int
    returned: int
    contests: tuple[Contest, ...]
    marks: Mapping[str, list[Mark]]


def recount(raw: bytes) -> dict[str, Any]:
    """The answer to one file, as plain values in the order in which they are printed. RuleViolation for a faulty file."""
    count = read_count_file(raw)
    need_against = count.rules.write_in_needs_against
    totals = [tally(contest, count.marks[contest.code], need_against=need_against) for contest in count.contests]
    outcome = decide(
        totals,
        present=count.present,
        due=count.due,
        issued=count.issued,
        voters=count.voters,
        returned=count.returned,
        rules=count.rules,
    )
    return {
        "meeting_valid": outcome.meeting_valid,
        "ballot_valid": outcome.ballot_valid,
        "contests": [_answer(counted, decided) for counted, decided in zip(totals, outcome.contests, strict=True)],
    }


def _answer(totals: ContestTotals, outcome: ContestOutcome) -> dict[str, Any]:
    return {
        "code": outcome.code,
        "seats": outcome.seats,
        "valid": totals.valid,
        "void": totals.void,
        "tally": {
            name: {"for": found.in_favour, "against": found.against, "abstain": found.abstain} for name, found in totals.names.items()
        },
        "write_ins": dict(totals.write_ins),
        "write_ins_refused": totals.write_ins_refused,
        "elected": list(outcome.elected),
        "already_elected": list(outcome.already_elected),
        "tied": list(outcome.tied),
        "seats_left": outcome.seats_left,
        "next": outcome.next.value,
    }


def read_count_file(raw: bytes) -> CountFile:
    try:
        return _count_file(_parse(raw))
    except RecursionError:
        _refuse("count_too_deep")


def _parse(raw: bytes) -> object:
    """A byte order mark, as some editors put it, is passed over; anything else that JSON does not allow is refused."""
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_no_such_number)
    except UnicodeDecodeError as error:
        _refuse("count_not_utf8", byte=error.start + 1)
    except json.JSONDecodeError as error:
        _refuse("count_not_json", line=error.lineno, column=error.colno)
    except ValueError:  # the interpreter reads no number of more than some thousand digits
        _refuse("count_number_too_long")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse("count_key_twice", key=_show(_first_double([key for key, _ in pairs])))
    return found


def _no_such_number(text: str) -> NoReturn:
    _refuse("count_not_a_number", found=text)


def _count_file(document: object) -> CountFile:
    top = _object(document, (), required=("rules", *FIGURES, "contests", "ballots"), optional=("voters",))
    figures = {name: _whole(top[name], (name,)) for name in FIGURES}
    voters = _whole(top["voters"], ("voters",)) if "voters" in top else figures["issued"]
    due, present, issued, returned = (figures[name] for name in FIGURES)
    refuse_if(attendance_issues(due=due, present=present, issued=issued, voters=voters))
    rules = _rules(top["rules"])
    contests = _contests(top["contests"])
    ballots = _list(top["ballots"], ("ballots",))
    if returned != len(ballots):
        _refuse("count_returned_not_ballots", returned=returned, ballots=len(ballots))
    return CountFile(rules, due, present, voters, issued, returned, contests, _marks(ballots, contests))


def _rules(value: object) -> RuleSet:
    chosen = dict(_object(value, ("rules",), required=(), optional=("preset", *OVERRIDES)))
    name = chosen.pop("preset", DEFAULT_PRESET)
    if not isinstance(name, str) or name not in PRESETS:
        _refuse("count_preset_unknown", found=_show(name), known=", ".join(PRESETS))
    return preset(name).override(**chosen)


def _contests(value: object) -> tuple[Contest, ...]:
    contests = tuple(_contest(each, ("contests", number)) for number, each in enumerate(_list(value, ("contests",)), 1))
    if not contests:
        _refuse("count_no_contest")
    codes = [contest.code for contest in contests]
    if len(set(codes)) < len(codes):
        _refuse("count_code_twice", code=_first_double(codes))
    return contests


def _contest(value: object, place: Place) -> Contest:
    found = _object(value, place, required=("code", "seats"), optional=("candidates", "style", "kind"))
    style = BallotStyle(_choice(found.get("style", "list"), tuple(BallotStyle), (*place, "style")))
    kind = BallotKind(_choice(found.get("kind", "first"), tuple(BallotKind), (*place, "kind")))
    if "candidates" not in found and style is not BallotStyle.BLANK:
        _refuse("count_key_missing", place, key="candidates")
    candidates = _names(found.get("candidates", []), (*place, "candidates"))
    if len(set(candidates)) < len(candidates):
        _refuse("count_candidate_twice", (*place, "candidates"), name=_first_double(candidates))
    if candidates and style is BallotStyle.BLANK:
        _refuse("count_blank_with_candidates", place, candidates=len(candidates))
    seats = _whole(found["seats"], (*place, "seats"))
    if seats < 1:
        _refuse("count_no_seats", place)
    return Contest(_name(found["code"], (*place, "code")), seats, candidates, style, kind)


def _marks(ballots: list[Any], contests: tuple[Contest, ...]) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {contest.code: [] for contest in contests}
    for number, ballot in enumerate(ballots, 1):
        found = _ballot(ballot, number, contests)
        for contest, mark in zip(contests, found, strict=True):
            refuse_if(mark_issues(contest, mark, number))
            marks[contest.code].append(mark)
    return marks


def _ballot(value: object, number: int, contests: tuple[Contest, ...]) -> list[Mark]:
    place = ("ballots", number)
    if _is_void(value, place):
        return [VOID] * len(contests)
    found = _object(value, place, required=(), optional={each.code for each in contests}, unknown="count_contest_unknown")
    return [_mark(found[each.code], (*place, each.code)) if each.code in found else ABSTENTION for each in contests]


def _mark(value: object, place: Place) -> Mark:
    if _is_void(value, place):
        return VOID
    found = _object(value, place, required=(), optional=MARK_KEYS)
    in_favour, against, write_ins = (_names(found[key], (*place, key)) if key in found else () for key in MARK_KEYS)
    return Mark(in_favour, against, write_ins)


def _is_void(value: object, place: Place) -> bool:
    """`{"void": true}` and nothing else. An object under "void" is a contest of that name."""
    if not isinstance(value, dict) or "void" not in value or isinstance(value["void"], dict):
        return False
    if value["void"] is not True or len(value) > 1:
        _refuse("count_void_not_alone", place)
    return True


def _object(
    value: object, place: Place, *, required: Collection[str], optional: Collection[str], unknown: str = "count_key_unknown"
) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse("count_not_an_object", place, found=_show(value))
    for key in value:
        if key not in required and key not in optional:
            _refuse(unknown, place, key=_show(key))
    for key in required:
        if key not in value:
            _refuse("count_key_missing", place, key=key)
    return value


def _list(value: object, place: Place) -> list[Any]:
    if not isinstance(value, list):
        _refuse("count_not_a_list", place, found=_show(value))
    return value


def _whole(value: object, place: Place) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        _refuse("count_not_whole", place, found=_show(value))
    return value


def _choice(value: object, known: tuple[str, ...], place: Place) -> str:
    if not isinstance(value, str) or value not in known:
        _refuse("count_choice_unknown", place, found=_show(value), known=", ".join(known))
    return value


def _names(value: object, place: Place) -> tuple[str, ...]:
    return tuple([_name(each, place) for each in _list(value, place)])


def _name(value: object, place: Place) -> str:
    """A name with a space before or after it would pass for another person."""
    if not isinstance(value, str) or not value or value != value.strip() or NOT_IN_A_NAME.search(value):
        _refuse("count_not_a_name", place, found=_show(value))
    return value


def _first_double(names: Sequence[str]) -> str:
    return next(name for name in names if names.count(name) > 1)


def _refuse(code: str, place: Place = (), /, **figures: object) -> NoReturn:
    raise RuleViolation([Issue(code, {"place": " › ".join(map(str, place)) or "{}", **figures})])


def _show(value: object) -> str:
    """What stands in the file, short enough for a sentence and safe for any screen."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = json.dumps(value[:SHOWN_AT_MOST] if isinstance(value, str) else value, ensure_ascii=False)
    return text[: SHOWN_AT_MOST + 2].encode("utf-8", "backslashreplace").decode()
