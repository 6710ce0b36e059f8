"""Every number and switch that differs by place, with its legal bound and its source; three presets.

A cycle carries one rule set. `override` checks the form of a value, `bound_issues` holds the whole against the law:
an independent recount may ask "what if", an office may not run an election on it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import time
from fractions import Fraction
from typing import Any, Literal, Self

from . import sources
from .issues import Issue, RuleViolation
from .sources import Source

Unit = Literal["working_day", "day"]
UNITS = ("working_day", "day")


@dataclass(frozen=True, slots=True)
class NoticeTerm:
    """Length of one notice round; `waits` is False for an announcement that gates nothing."""

    length: int
    unit: Unit
    waits: bool = True


@dataclass(frozen=True, slots=True)
class CompositionTarget:
    """A figure the plan asks of the elected committee: at least `at_least` of `kind`."""

    kind: Literal["age_at_most_45", "college", "women"]
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    name: str
    directed_recommendation: bool = True
    committee_ballot: bool = True
    secretary_elected_by: Literal["plenary", "members"] = "plenary"
    notice_1: NoticeTerm | None = NoticeTerm(5, "working_day")
    notice_2: NoticeTerm | None = NoticeTerm(5, "working_day")
    notice_3: NoticeTerm | None = NoticeTerm(5, "working_day")
    notice_2_opens: Literal["preliminary", "vetted"] = "preliminary"
    first_day_until: time = time(9, 0)
    closes_at: time = time(17, 30)
    joint_nomination: int = 10
    joint_nomination_unit: Literal["person", "household"] = "person"
    margin: str = "1/5"
    leader_margin: Literal["plan", "one_more"] = "plan"
    cascade: bool = False
    ballot: Literal["list", "number", "sequential"] = "list"
    composition: tuple[CompositionTarget, ...] = ()
    quorum: str = "4/5"
    majority_of: Literal["present", "due"] = "present"
    write_in_needs_against: bool = True
    participation_target: str = "17/20"
    capacity_order: tuple[str, ...] = field(
        default=("member", "social_worker", "resident_representative", "building_head", "delegate", "unit_representative")
    )

    def override(self, **values: object) -> Self:
        """The same set with some fields changed. Unknown fields and values of a wrong form raise RuleViolation."""
        issues = [*_unknown(values), *(issue for name, value in values.items() if name in FIELDS for issue in _malformed(name, value))]
        if issues:
            raise RuleViolation(issues)
        return replace(self, **{name: FIELDS[name].read(value) for name, value in values.items()})

    def to_json(self) -> dict[str, Any]:
        """Plain values, as stored with a cycle; `read_rule_set` takes them back."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    def notice(self, number: int) -> NoticeTerm | None:
        return {1: self.notice_1, 2: self.notice_2, 3: self.notice_3}[number]


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return list(value) if isinstance(value, tuple) else value


def read_fraction(text: str) -> Fraction:
    """ "4/5" as a fraction. The form was checked when the rule set was made."""
    above, below = text.split("/")
    return Fraction(int(above), int(below))


SHARES = re.compile(r"(?P<per_cent>\d{1,3}(?:\.\d)?)%|[01]?\.\d{1,3}|1|\d{1,4}/[1-9]\d{0,3}", re.ASCII)


def share_typed(text: str) -> str:
    """A share as offices write it (80%, ８０％, 0.8, 4/5), exactly, as the rule set keeps it: "4/5"."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2044", "/")
    written = SHARES.fullmatch("".join(plain.split()))
    if written is None:
        raise RuleViolation([Issue("rule_share_malformed", {"value": text})])
    figure = Fraction(written["per_cent"]) / 100 if written["per_cent"] else Fraction(written[0])
    share = f"{figure.numerator}/{figure.denominator}"
    if not _is_share(share):
        raise RuleViolation([Issue("rule_share_malformed", {"value": text})])
    return share


# --- how each field is read and what the law says of it ---------------------------------------------------------


Check = Callable[[object], bool]


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class FieldRule:
    """`well_formed` judges a plain value, `read` makes the typed one of it."""

    source: Source
    well_formed: Check
    read: Callable[[Any], Any] = _as_it_is


def _one_of(*choices: str) -> Check:
    return lambda value: isinstance(value, str) and value in choices


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000


def _is_share(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"[1-9][0-9]{0,3}/[1-9][0-9]{0,3}", value, re.ASCII):
        return False
    return read_fraction(value) <= 1


def _is_time(value: object) -> bool:
    return isinstance(value, time) or (isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII) is not None)


def _read_time(value: Any) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


def _is_term(value: object) -> bool:
    if value is None or isinstance(value, NoticeTerm):
        return True
    if not isinstance(value, Mapping) or not {"length", "unit"} <= value.keys() <= {"length", "unit", "waits"}:
        return False
    return _is_count(value["length"]) and value["unit"] in UNITS and _is_bool(value.get("waits", True))


def _read_term(value: Any) -> NoticeTerm | None:
    return value if value is None or isinstance(value, NoticeTerm) else NoticeTerm(**value)


TARGETS = ("age_at_most_45", "college", "women")


def _is_target(value: object) -> bool:
    if isinstance(value, CompositionTarget):
        return True
    return isinstance(value, Mapping) and value.keys() == {"kind", "at_least"} and value["kind"] in TARGETS and _is_count(value["at_least"])


def _are_targets(value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_target(target) for target in value)


def _read_targets(value: Any) -> tuple[CompositionTarget, ...]:
    return tuple(target if isinstance(target, CompositionTarget) else CompositionTarget(**target) for target in value)


def _are_names(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(name, str) and name for name in value)


FIELDS: Mapping[str, FieldRule] = {
    "name": FieldRule(sources.PLAN, lambda value: isinstance(value, str) and bool(value)),
    "directed_recommendation": FieldRule(sources.PLAN, _is_bool),
    "committee_ballot": FieldRule(sources.PLAN, _is_bool),
    "secretary_elected_by": FieldRule(sources.LEADERS, _one_of("plenary", "members")),
    "notice_1": FieldRule(sources.NOTICE_LENGTH, _is_term, _read_term),
    "notice_2": FieldRule(sources.NOTICE_LENGTH, _is_term, _read_term),
    "notice_3": FieldRule(sources.NOTICE_LENGTH, _is_term, _read_term),
    "notice_2_opens": FieldRule(sources.PLAN, _one_of("preliminary", "vetted")),
    "first_day_until": FieldRule(sources.PLAN, _is_time, _read_time),
    "closes_at": FieldRule(sources.PLAN, _is_time, _read_time),
    "joint_nomination": FieldRule(sources.PLAN, _is_count),
    "joint_nomination_unit": FieldRule(sources.PLAN, _one_of("person", "household")),
    "margin": FieldRule(sources.MARGIN, _is_share),
    "leader_margin": FieldRule(sources.PLAN, _one_of("plan", "one_more")),
    "cascade": FieldRule(sources.VILLAGE_PLAN, _is_bool),
    "ballot": FieldRule(sources.ELECTION_METHOD, _one_of("list", "number", "sequential")),
    "composition": FieldRule(sources.PLAN, _are_targets, _read_targets),
    "quorum": FieldRule(sources.QUORUM, _is_share),
    "majority_of": FieldRule(sources.MAJORITY, _one_of("present", "due")),
    "write_in_needs_against": FieldRule(sources.MARKS, _is_bool),
    "participation_target": FieldRule(sources.PLAN, _is_share),
    "capacity_order": FieldRule(sources.PLAN, _are_names, tuple),
}


def _unknown(values: Mapping[str, object]) -> Iterator[Issue]:
    for name in sorted(values.keys() - FIELDS.keys()):
        yield Issue("rule_unknown", {"field": name})


def _malformed(name: str, value: object) -> Iterator[Issue]:
    if not FIELDS[name].well_formed(value):
        yield Issue("rule_malformed", {"field": name, "value": str(value)})


def read_rule_set(plain: Mapping[str, object]) -> RuleSet:
    """The rule set stored with a cycle. Every field must be there: a stored set never changes its meaning with the program."""
    missing = FIELDS.keys() - plain.keys()
    if missing:
        raise RuleViolation([Issue("rule_missing", {"field": name}) for name in sorted(missing)])
    return RuleSet(name=str(plain["name"])).override(**plain)


def bound_issues(rules: RuleSet) -> Iterator[Issue]:
    """What the law does not leave to the place: an office may be stricter, never looser."""
    if read_fraction(rules.quorum) < Fraction(4, 5):
        yield Issue("rule_below_quorum", {"value": rules.quorum, "bound": "4/5"})
    if read_fraction(rules.margin) < Fraction(1, 5):
        yield Issue("rule_below_margin", {"value": rules.margin, "bound": "1/5"})
    if rules.majority_of != "present":
        yield Issue("rule_other_majority", {"value": rules.majority_of})
    if not rules.write_in_needs_against:
        yield Issue("rule_write_in_free", {})
    if rules.cascade and rules.secretary_elected_by != "members":
        yield Issue("rule_cascade_indirect", {})
    elif rules.cascade and rules.ballot != "sequential":
        yield Issue("rule_cascade_on_one_paper", {"value": rules.ballot})
    if rules.ballot != "list" and rules.secretary_elected_by != "members":
        yield Issue("rule_ballot_indirect", {"value": rules.ballot})
    if rules.notice_3 is not None and not rules.committee_ballot:
        yield Issue("rule_notice_without_ballot", {})


SHORTEST_USUAL_NOTICE = 3  # days: no plan that was seen has a shorter notice that anything waits for


def unusual_issues(rules: RuleSet) -> Iterator[Issue]:
    """What no law forbids and nobody does: asked about, in case a figure was mistyped."""
    for number in (1, 2, 3):
        term = rules.notice(number)
        if term is not None and term.waits and term.length < SHORTEST_USUAL_NOTICE:
            yield Issue("rule_notice_short", {"round": number, "length": term.length, "usual": SHORTEST_USUAL_NOTICE})


# --- presets ----------------------------------------------------------------------------------------------------

PRESETS: Mapping[str, RuleSet] = {
    "regulation-2020": RuleSet(name="regulation-2020"),
    "street-community": RuleSet(
        name="street-community",
        secretary_elected_by="members",
        notice_1=NoticeTerm(5, "day"),
        notice_2=NoticeTerm(5, "day"),
        notice_3=NoticeTerm(5, "day"),
        leader_margin="one_more",
        ballot="number",
    ),
    "village": RuleSet(
        name="village",
        directed_recommendation=False,
        committee_ballot=False,
        secretary_elected_by="members",
        notice_1=NoticeTerm(1, "day", waits=False),
        notice_2=NoticeTerm(7, "day"),
        notice_3=None,
        notice_2_opens="vetted",
        joint_nomination_unit="household",
        cascade=True,
        ballot="sequential",
        composition=(CompositionTarget("age_at_most_45", 2), CompositionTarget("college", 2), CompositionTarget("women", 1)),
    ),
}


def preset(name: str) -> RuleSet:
    """A preset by its code name; KeyError for another name."""
    return PRESETS[name]
