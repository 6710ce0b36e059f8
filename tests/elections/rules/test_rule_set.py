import json
from datetime import time
from fractions import Fraction

import pytest

from elections.rules.issues import Issue, RuleViolation
from elections.rules.rule_set import (
    FIELDS,
    PRESETS,
    CompositionTarget,
    NoticeTerm,
    RuleSet,
    bound_issues,
    preset,
    read_fraction,
    read_rule_set,
    share_typed,
    unusual_issues,
)

DEFAULT, STREET, VILLAGE = preset("regulation-2020"), preset("street-community"), preset("village")


def refusal(**values: object) -> list[Issue]:
    with pytest.raises(RuleViolation) as raised:
        DEFAULT.override(**values)
    return list(raised.value.issues)


class TestSharesAsOfficesWriteThem:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("80%", "4/5"),
            ("８０％", "4/5"),
            (" 80 % ", "4/5"),
            ("0.8", "4/5"),
            (".8", "4/5"),
            ("０．８５", "17/20"),
            ("4/5", "4/5"),
            ("４／５", "4/5"),
            ("16/20", "4/5"),
            ("85%", "17/20"),
            ("33.3%", "333/1000"),
            ("¾", "3/4"),
            ("1", "1/1"),
            ("100%", "1/1"),
        ],
    )
    def test_each_form_is_exactly_its_fraction(self, typed: str, kept: str) -> None:
        assert share_typed(typed) == kept
        assert DEFAULT.override(quorum=share_typed(typed)).quorum == kept

    @pytest.mark.parametrize("typed", ["", "80", "百分之八十", "很多", "1e-1", "٤/٥", "-80%", "4/5%", "33.33%"])
    def test_anything_else_is_refused_with_the_forms_named(self, typed: str) -> None:
        with pytest.raises(RuleViolation) as raised:
            share_typed(typed)
        assert raised.value.issues == (Issue("rule_share_malformed", {"value": typed}),)

    @pytest.mark.parametrize("typed", ["0", "0%", "0.0", "0/5", "4/0", "5/4", "120%", "1.2"])
    def test_nothing_and_more_than_the_whole_are_no_shares(self, typed: str) -> None:
        with pytest.raises(RuleViolation):
            share_typed(typed)


def test_a_notice_that_something_waits_for_is_seldom_shorter_than_three_days() -> None:
    assert [issue for rules in PRESETS.values() for issue in unusual_issues(rules)] == []
    rules = STREET.override(notice_1={"length": 1, "unit": "day"}, notice_2={"length": 2, "unit": "working_day"}, notice_3=None)
    assert list(unusual_issues(rules)) == [
        Issue("rule_notice_short", {"round": 1, "length": 1, "usual": 3}),
        Issue("rule_notice_short", {"round": 2, "length": 2, "usual": 3}),
    ]


class TestPresets:
    """The table of the design, figure by figure."""

    def test_a_preset_is_known_by_its_name(self):
        assert {name: rules.name for name, rules in PRESETS.items()} == {name: name for name in PRESETS}
        with pytest.raises(KeyError):
            preset("another")

    def test_regulation(self):
        assert DEFAULT.directed_recommendation
        assert DEFAULT.committee_ballot
        assert DEFAULT.secretary_elected_by == "plenary"
        assert [DEFAULT.notice(number) for number in (1, 2, 3)] == [NoticeTerm(5, "working_day")] * 3
        assert (DEFAULT.joint_nomination, DEFAULT.joint_nomination_unit) == (10, "person")
        assert (DEFAULT.leader_margin, DEFAULT.ballot, DEFAULT.cascade) == ("plan", "list", False)
        assert (DEFAULT.first_day_until, DEFAULT.closes_at) == (time(9, 0), time(17, 30))

    def test_street_community(self):
        assert STREET.secretary_elected_by == "members"
        assert [STREET.notice(number) for number in (1, 2, 3)] == [NoticeTerm(5, "day")] * 3
        assert (STREET.leader_margin, STREET.ballot, STREET.cascade) == ("one_more", "number", False)

    def test_village(self):
        assert not VILLAGE.directed_recommendation
        assert not VILLAGE.committee_ballot
        assert VILLAGE.notice_1 is not None
        assert not VILLAGE.notice_1.waits
        assert (VILLAGE.notice_2, VILLAGE.notice_3, VILLAGE.notice_2_opens) == (NoticeTerm(7, "day"), None, "vetted")
        assert (VILLAGE.joint_nomination, VILLAGE.joint_nomination_unit) == (10, "household")
        assert (VILLAGE.cascade, VILLAGE.ballot) == (True, "sequential")
        assert [(target.kind, target.at_least) for target in VILLAGE.composition] == [("age_at_most_45", 2), ("college", 2), ("women", 1)]

    @pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
    def test_what_the_law_fixes_is_the_same_everywhere(self, rules):
        assert (rules.quorum, rules.majority_of, rules.margin, rules.write_in_needs_against) == ("4/5", "present", "1/5", True)
        assert list(bound_issues(rules)) == []


class TestStored:
    @pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
    def test_a_set_comes_back_from_plain_json_as_it_was(self, rules):
        assert rules.to_json() == json.loads(json.dumps(rules.to_json()))
        assert read_rule_set(json.loads(json.dumps(rules.to_json()))) == rules

    def test_a_stored_set_that_lacks_a_field_is_refused_and_never_filled_from_the_program(self):
        plain = DEFAULT.to_json()
        del plain["quorum"], plain["margin"]
        with pytest.raises(RuleViolation) as raised:
            read_rule_set(plain)
        assert list(raised.value.issues) == [Issue("rule_missing", {"field": "margin"}), Issue("rule_missing", {"field": "quorum"})]

    def test_every_field_says_how_it_is_read(self):
        assert FIELDS.keys() == DEFAULT.to_json().keys()


class TestOverride:
    def test_some_fields_change_and_the_rest_stays(self):
        changed = DEFAULT.override(notice_1={"length": 3, "unit": "day"}, closes_at="18:00")
        assert changed.notice_1 == NoticeTerm(3, "day")
        assert changed.closes_at == time(18, 0)
        assert changed.override(notice_1=DEFAULT.notice_1, closes_at=time(17, 30)) == DEFAULT

    def test_every_unknown_and_every_malformed_field_is_named_at_once(self):
        assert refusal(qourum="4/5", quorum="5/4", cascade=1) == [
            Issue("rule_unknown", {"field": "qourum"}),
            Issue("rule_malformed", {"field": "quorum", "value": "5/4"}),
            Issue("rule_malformed", {"field": "cascade", "value": "1"}),
        ]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", 3),
            ("directed_recommendation", "yes"),
            ("secretary_elected_by", "street"),
            ("secretary_elected_by", ["members"]),
            ("notice_1", 5),
            ("notice_1", {"length": 5}),
            ("notice_1", {"length": 0, "unit": "day"}),
            ("notice_1", {"length": True, "unit": "day"}),
            ("notice_1", {"length": 1001, "unit": "day"}),
            ("notice_1", {"length": 5, "unit": "week"}),
            ("notice_1", {"length": 5, "unit": "day", "waits": "no"}),
            ("notice_1", {"length": 5, "unit": "day", "opens": 1}),
            ("first_day_until", "9:00"),
            ("first_day_until", "24:00"),
            ("first_day_until", "０9:00"),
            ("joint_nomination", 0),
            ("joint_nomination", 10.0),
            ("margin", 0.2),
            ("margin", "20%"),
            ("quorum", "0/5"),
            ("quorum", "4/5\n"),
            ("quorum", "４/5"),
            ("majority_of", "voters"),
            ("composition", "women"),
            ("composition", [{"kind": "women"}]),
            ("composition", [{"kind": "men", "at_least": 1}]),
            ("composition", [{"kind": "women", "at_least": 0}]),
            ("composition", [1]),
            ("capacity_order", []),
            ("capacity_order", "member"),
            ("capacity_order", ["member", ""]),
        ],
    )
    def test_a_value_of_a_wrong_form_is_refused(self, field, value):
        assert refusal(**{field: value}) == [Issue("rule_malformed", {"field": field, "value": str(value)})]

    def test_typed_values_are_taken_as_they_are(self):
        target = CompositionTarget("women", 1)
        changed = DEFAULT.override(notice_3=None, notice_2=NoticeTerm(3, "day"), composition=[target, {"kind": "college", "at_least": 2}])
        assert changed.composition == (target, CompositionTarget("college", 2))
        assert (changed.notice(2), changed.notice(3)) == (NoticeTerm(3, "day"), None)


class TestBounds:
    @pytest.mark.parametrize(
        ("values", "issue"),
        [
            ({"quorum": "3/4"}, Issue("rule_below_quorum", {"value": "3/4", "bound": "4/5"})),
            ({"margin": "1/6"}, Issue("rule_below_margin", {"value": "1/6", "bound": "1/5"})),
            ({"majority_of": "due"}, Issue("rule_other_majority", {"value": "due"})),
            ({"write_in_needs_against": False}, Issue("rule_write_in_free", {})),
            ({"cascade": True}, Issue("rule_cascade_indirect", {})),
            ({"ballot": "number"}, Issue("rule_ballot_indirect", {"value": "number"})),
            ({"committee_ballot": False}, Issue("rule_notice_without_ballot", {})),
        ],
    )
    def test_what_the_law_does_not_leave_to_the_place(self, values, issue):
        assert list(bound_issues(DEFAULT.override(**values))) == [issue]

    @pytest.mark.parametrize("values", [{"quorum": "5/6"}, {"margin": "1/4"}, {"committee_ballot": False, "notice_3": None}])
    def test_an_office_may_be_stricter_or_go_without(self, values):
        assert list(bound_issues(DEFAULT.override(**values))) == []

    @pytest.mark.parametrize("ballot", ["list", "number"])
    def test_who_may_still_lose_as_a_deputy_is_on_no_paper_with_the_committee(self, ballot):
        rules = RuleSet(name="own", secretary_elected_by="members", cascade=True, ballot=ballot)
        assert list(bound_issues(rules)) == [Issue("rule_cascade_on_one_paper", {"value": ballot})]

    def test_leaders_elected_directly_may_cascade_in_sequence(self):
        rules = RuleSet(name="own", secretary_elected_by="members", cascade=True, ballot="sequential")
        assert list(bound_issues(rules)) == []


def test_a_share_is_an_exact_fraction():
    assert read_fraction("4/5") == Fraction(4, 5)
