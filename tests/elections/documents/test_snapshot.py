import json
from dataclasses import FrozenInstanceError, dataclass

import pytest

from elections.documents.parts import Person
from elections.documents.snapshot import Snapshot, SnapshotError, to_plain
from tests.elections.documents import samples


@pytest.mark.parametrize("code", samples.SAMPLES)
def test_a_snapshot_survives_its_store(code: str) -> None:
    made = samples.SAMPLES[code]()
    stored = made.to_json()
    assert type(made).from_json(stored) == made
    assert type(made).from_json(stored).to_json() == stored


def test_the_same_facts_are_the_same_text_in_any_order() -> None:
    text = samples.notice().to_json()
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert "丁玥" in text


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        samples.notice().title = "另一个"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"extra": 1}, "extra"),
        ({"round": 4}, "none of"),
        ({"title": 5}, "not str"),
        ({"waits": 1}, "not bool"),
        ({"people": "丁玥"}, "not list"),
        ({"period": "五天"}, "cannot be"),
    ],
)
def test_a_foreign_store_is_refused(change: dict[str, object], said: str) -> None:
    plain = json.loads(samples.notice().to_json()) | change
    with pytest.raises(SnapshotError, match=said):
        type(samples.notice()).from_json(json.dumps(plain))


def test_a_missing_fact_is_refused() -> None:
    plain = json.loads(samples.notice().to_json())
    del plain["period"]
    with pytest.raises(SnapshotError, match="period"):
        type(samples.notice()).from_json(json.dumps(plain))


def test_an_older_store_lacks_only_what_has_a_default() -> None:
    plain = json.loads(samples.notice().to_json())
    del plain["vetted"]
    assert type(samples.notice()).from_json(json.dumps(plain)) == samples.notice()


def test_what_no_json_can_hold_is_refused() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Odd(Snapshot):
        share: float = 0.5

    with pytest.raises(TypeError, match="float"):
        Odd().to_json()


def test_every_text_is_looked_at_for_missing_glyphs() -> None:
    texts = samples.notice().texts().split("\n")
    assert {"丁玥", "以姓氏笔画为序", "310014"} <= set(texts)


def test_parts_become_plain_values() -> None:
    assert to_plain(Person(name="丁玥"))["name"] == "丁玥"
