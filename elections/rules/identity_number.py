"""公民身份号码 (GB 11643-1999): eighteen characters that hold the day of birth, the sex and a check digit."""

import re
from collections.abc import Iterator
from datetime import date

from elections.rules.issues import Issue

FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
BORN = slice(6, 14)
SEX_DIGIT = 16


def identity_issues(number: str) -> Iterator[Issue]:
    """The number itself is the officer's own input; nothing that is stored repeats it."""
    if not FORM.fullmatch(number):
        yield Issue("identity_form", {"value": number})
    elif birth_of(number) is None:
        yield Issue("identity_birth_day", {"value": number})
    elif check_digit(number) != number[-1]:
        yield Issue("identity_check_digit", {"value": number, "expected": check_digit(number)})


def check_digit(number: str) -> str:
    return CHECK_DIGITS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False)) % 11]


def birth_of(number: str) -> date | None:
    """None where the eight digits are no day."""
    digits = number[BORN]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    return "male" if int(number[SEX_DIGIT]) % 2 else "female"


def contradiction_issues(number: str, born: date | str | None, sex: str) -> Iterator[Issue]:
    """A valid number against what stands beside it on the roll, a day or a month ("1970-05"); what is not stated contradicts nothing."""
    told = str(birth_of(number))
    if born is not None and not told.startswith(str(born)):
        yield Issue("identity_other_birth", {"value": number, "born": str(born), "told": told})
    if sex and sex_of(number) != sex:
        yield Issue("identity_other_sex", {"value": number})
