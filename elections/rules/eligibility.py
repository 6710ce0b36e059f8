"""Who may vote, stand, recommend and endorse on a given day.

《中国共产党基层组织选举工作条例》第五条: full members vote and stand. Members under 留党察看 and probationary members do neither;
who is held (留置) or arrested by law has the rights of a member suspended. Standing is a right of its own: a part-time committee member
whose membership is elsewhere (police, units) may stand by the superior's recorded reply without being an elector here.
Recommending and endorsing are no voting: residents and probationary members take part in them too (in the directed recommendation
only with a capacity in its composed electorate).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from elections.rules.composition import age_on
from elections.rules.issues import Issue

Membership = Literal["full", "probationary", "none"]


class Right(StrEnum):
    VOTE = "vote"
    STAND = "stand"
    RECOMMEND = "recommend"
    ENDORSE = "endorse"


class SuspensionReason(StrEnum):
    PARTY_PROBATION = "party_probation"  # 留党察看
    DETAINED = "detained"  # 留置
    ARRESTED = "arrested"  # 逮捕


class Status(StrEnum):
    FULL = "full"
    PROBATIONARY = "probationary"
    PARTY_PROBATION = "party_probation"
    DETAINED = "detained"
    ARRESTED = "arrested"
    ELSEWHERE = "elsewhere"
    NO_MEMBER = "no_member"


ASIDE_FROM_VOTING = frozenset({Right.RECOMMEND, Right.ENDORSE})
# A member under 留党察看 keeps neither of the two others: nobody should be carried into office by such a signature.
RIGHTS: Mapping[Status, frozenset[Right]] = {
    Status.FULL: frozenset(Right),
    Status.PROBATIONARY: ASIDE_FROM_VOTING,
    Status.PARTY_PROBATION: frozenset(),
    Status.DETAINED: frozenset(),
    Status.ARRESTED: frozenset(),
    Status.ELSEWHERE: ASIDE_FROM_VOTING,
    Status.NO_MEMBER: ASIDE_FROM_VOTING,
}


@dataclass(frozen=True, slots=True)
class Suspension:
    """`ends` is the first day on which it no longer holds; None while no end is known."""

    reason: SuspensionReason
    starts: date
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the roll records of a person. `reply` is the number of the superior's reply that lets a part-time member stand."""

    membership: Membership = "full"
    full_member_on: date | None = None
    part_time: bool = False
    reply: str = ""
    suspensions: tuple[Suspension, ...] = ()


def is_full_member_on(standing: Standing, day: date) -> bool:
    """转正 has a date; where none is recorded, the membership as it stands."""
    if standing.membership == "none":
        return False
    return standing.membership == "full" if standing.full_member_on is None else standing.full_member_on <= day


def status_on(standing: Standing, day: date) -> Status:
    suspended = [suspension.reason for suspension in standing.suspensions if suspension.holds_on(day)]
    if suspended:
        return Status(suspended[0].value)
    if standing.part_time:
        return Status.ELSEWHERE
    if standing.membership == "none":
        return Status.NO_MEMBER
    return Status.FULL if is_full_member_on(standing, day) else Status.PROBATIONARY


def rights_on(standing: Standing, day: date) -> frozenset[Right]:
    status = status_on(standing, day)
    by_reply = {Right.STAND} if status is Status.ELSEWHERE and standing.reply and is_full_member_on(standing, day) else set()
    return RIGHTS[status] | by_reply


def right_issues(right: Right, name: str, standing: Standing, day: date) -> Iterator[Issue]:
    """Why this person may not use this right on this day."""
    if right not in rights_on(standing, day):
        yield Issue(f"no_right_{status_on(standing, day)}", {"name": name, "date": day.isoformat()})


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the plan asks of every nominee; None where it asks nothing. Party standing counts from the day of full membership."""

    age_at_least: int | None = None
    age_at_most: int | None = None
    party_years: int | None = None


def requirement_issues(requirements: Requirements, born_on: date, full_member_on: date | None, day: date) -> Iterator[Issue]:
    age = age_on(born_on, day)
    if requirements.age_at_most is not None and age > requirements.age_at_most:
        yield Issue("nominee_too_old", {"age": age, "bound": requirements.age_at_most})
    if requirements.age_at_least is not None and age < requirements.age_at_least:
        yield Issue("nominee_too_young", {"age": age, "bound": requirements.age_at_least})
    if requirements.party_years is not None:
        years = years_on(full_member_on, day)
        if years < requirements.party_years:
            yield Issue("nominee_too_new", {"years": years, "bound": requirements.party_years})


def years_on(since: date | None, day: date) -> int:
    """Full years passed, as 党龄; 0 before the beginning and where no date is known."""
    return 0 if since is None else max(0, age_on(since, day))


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the negative list (负面清单). `years` run on after the matter has ended; 0 where it bars only while it lasts."""

    code: str
    years: int = 0


# A list as plans of recent cycles print it; a cycle may shorten it or add codes of its own.
NEGATIVE_LIST: tuple[Bar, ...] = (
    Bar("criminal_sentence", years=5),
    Bar("organised_crime", years=5),
    Bar("under_investigation"),
    Bar("sanction_in_force"),
    Bar("incited_mass_incident"),
    Bar("hid_accounts_or_took_assets"),
    Bar("refuses_pledge"),
    Bar("bought_votes"),
    Bar("away_or_incapable"),
)


def bar_issues(findings: Mapping[str, date | None], day: date, bars: Collection[Bar] = NEGATIVE_LIST) -> Iterator[Issue]:
    """`findings`: what the joint check reported, each with the day it ended or None while it lasts."""
    by_code = {bar.code: bar for bar in bars}
    for code, ended_on in findings.items():
        bar = by_code.get(code)
        if bar is None:
            yield Issue("bar_unknown", {"code": code})
        elif ended_on is None or ended_on > day:
            yield Issue("barred", {"code": code})
        elif age_on(ended_on, day) < bar.years:
            yield Issue("barred_for_years", {"code": code, "ended": ended_on.isoformat(), "years": bar.years})
