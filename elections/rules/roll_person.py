"""One person of a roll as the office states them, and what cannot be so."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from elections.rules.composition import age_on
from elections.rules.eligibility import Standing, Suspension, SuspensionReason
from elections.rules.issues import Issue

OF_AGE = 18
MEETING_DELEGATE = "meeting_delegate"  # of a delegates' meeting; no category of the directed recommendation
EDUCATIONS = ("", "primary", "junior", "senior", "college", "bachelor", "master", "doctor")
# Han characters of every plane, and the dot between the parts of a long name; a note in brackets may tell two people of one name apart.
NAME = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff〇·]{2,30}([（(][^（）()]{1,12}[）)])?")
# As many characters as a line of the roll holds.
LONGEST = {"ethnicity": 20, "branch_name": 60, "post": 80, "telephone": 40, "address": 120}

Member = Literal["full", "probationary", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPerson:
    """`suspended_until` is the first day on which the suspension no longer holds; None while no end is known."""

    name: str
    sex: str
    born_on: date
    membership: Member
    ethnicity: str = "汉族"
    education: str = ""
    joined_on: date | None = None
    full_member_on: date | None = None
    branch_name: str = ""
    post: str = ""
    telephone: str = ""
    address: str = ""
    capacities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    part_time: bool = False
    suspension: str = ""
    suspended_from: date | None = None
    suspended_until: date | None = None
    away: bool = False
    needs_fetching: bool = False


def standing_of(person: RollPerson, reply: str = "") -> Standing:
    """As the rules of eligibility ask for it. `reply` is the number of the superior's reply that lets part-time members stand."""
    suspensions: tuple[Suspension, ...] = ()
    if person.suspension:
        suspensions = (Suspension(SuspensionReason(person.suspension), person.suspended_from or date.min, person.suspended_until),)
    return Standing(
        membership=person.membership,
        full_member_on=person.full_member_on,
        part_time=person.part_time,
        reply=reply,
        suspensions=suspensions,
    )


def person_issues(person: RollPerson, today: date, capacities: Collection[str]) -> Iterator[Issue]:
    """Everything at once; `capacities` are those of the cycle's rule set, beside which only a delegate of the meeting is known."""
    yield from _identity_issues(person, today)
    yield from _membership_issues(person, today)
    yield from _suspension_issues(person)
    for field, most in LONGEST.items():
        if len(getattr(person, field)) > most:
            yield Issue("roll_text_too_long", {"name": person.name, "value": getattr(person, field), "most": most})
    for capacity in person.capacities:
        if capacity not in capacities and capacity != MEETING_DELEGATE:
            yield Issue("roll_capacity_unknown", {"name": person.name, "value": capacity})


def _identity_issues(person: RollPerson, today: date) -> Iterator[Issue]:
    if not NAME.fullmatch(person.name):
        yield Issue("roll_name_invalid", {"value": person.name})
    if person.sex not in ("male", "female"):
        yield Issue("roll_sex_unknown", {"name": person.name, "value": person.sex})
    if person.education not in EDUCATIONS:
        yield Issue("roll_education_unknown", {"name": person.name, "value": person.education})
    if age_on(person.born_on, today) < OF_AGE:
        yield Issue("roll_too_young", {"name": person.name, "born": person.born_on.isoformat(), "bound": OF_AGE})


def _membership_issues(person: RollPerson, today: date) -> Iterator[Issue]:
    joined, full = person.joined_on, person.full_member_on
    if person.membership == "none":
        if joined is not None or full is not None or person.part_time or person.suspension:
            yield Issue("roll_no_member_with_membership", {"name": person.name})
        return
    if joined is not None and not person.born_on < joined <= today:
        yield Issue("roll_joined_out_of_order", {"name": person.name, "joined": joined.isoformat(), "born": person.born_on.isoformat()})
    if full is None:
        return
    if person.membership == "probationary":
        yield Issue("roll_probationary_with_date", {"name": person.name, "full": full.isoformat()})
    elif full > today or (joined is not None and full < joined) or full <= person.born_on:
        figures = {"name": person.name, "full": full.isoformat(), "joined": joined.isoformat() if joined else "—"}
        yield Issue("roll_full_out_of_order", figures)


def _suspension_issues(person: RollPerson) -> Iterator[Issue]:
    starts, ends = person.suspended_from, person.suspended_until
    if person.suspension and person.suspension not in list(SuspensionReason):
        yield Issue("roll_suspension_unknown", {"name": person.name, "value": person.suspension})
    if not person.suspension and (starts or ends):
        yield Issue("roll_suspension_without_reason", {"name": person.name})
    if starts and ends and ends <= starts:
        yield Issue("roll_suspension_out_of_order", {"name": person.name, "starts": starts.isoformat(), "ends": ends.isoformat()})
