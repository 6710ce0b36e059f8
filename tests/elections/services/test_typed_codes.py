import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.services.typed_codes import ALPHABET, SMALL, as_meant, new_code
from tests.factories.typed import full_width


@given(st.text(ALPHABET, min_size=1, max_size=16), st.sampled_from([" ", "-", "－", "　", ""]), st.integers(1, 5))
def test_however_it_is_typed_it_is_the_same_code(code: str, between: str, group: int) -> None:
    grouped = between.join(code[start : start + group] for start in range(0, len(code), group))
    for typed in (grouped, grouped.lower(), full_width(grouped), full_width(grouped.lower()), f" {grouped}\n"):
        assert as_meant(typed) == code


@given(st.text())
def test_whatever_is_typed_is_read(typed: str) -> None:
    read = as_meant(typed)
    assert read.isascii() and read == as_meant(read)


@pytest.mark.parametrize("alphabet", [ALPHABET, SMALL])
def test_a_code_has_nothing_that_is_misread(alphabet: str) -> None:
    code = new_code(400, alphabet)
    assert len(code) == 400 and set(code) == set(alphabet)
    assert not set(code) & set("01OIoil")
