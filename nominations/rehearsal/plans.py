"""What each rehearsal sets out to reproduce: the figures of the two summaries the product was asked from.

文晖街道: eight communities, 1,555 electors of whom 1,428 took part in the nomination (85 % and more in each), 398 residents,
14 secretaries and deputies, 51 committee members (33 social workers, 8 of building branches, 6 police, 4 of units; ten
graduates among them), 21 discipline committee members, mean turnout 92 %, best 95 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Speciality(StrEnum):
    NONE = "none"
    DELEGATES = "delegates"
    MEMBERS_AWAY = "members_away"
    FETCHING = "fetching"
    NUMBER_BALLOT = "number_ballot"
    BLOCKS = "blocks"
    TRANSFER_IN = "transfer_in"
    CROSS_APPOINTMENT = "cross_appointment"
    VILLAGE = "village"


class Category(StrEnum):
    SOCIAL_WORKER = "social_worker"
    BUILDING_BRANCH = "building_branch"
    POLICE = "police"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody whom the rehearsal's ballots elect. `age` and `education` are those that the figures need."""

    post: str
    category: Category
    age: int
    college: bool = True
    graduate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPlan:
    code: str
    name: str
    mark: str  # 发文机关代字
    title: str
    speciality: Speciality
    electors: int
    residents: int
    members_took_part: int
    residents_took_part: int
    turnout: Fraction
    delegates: int = 0
    winners: tuple[Winner, ...] = field(default=())
    discipline: int = 0

    def seats(self, post: str) -> int:
        return sum(winner.post == post for winner in self.winners)


@dataclass(frozen=True, slots=True)
class _Outline:
    code: str
    name: str
    mark: str
    speciality: Speciality
    weight: int  # electors of the 1,555
    participation: int  # who took part of these
    residents: int  # of the 600
    residents_took_part: int  # of the 398
    turnout: str
    deputies: int
    committee: str  # s social worker, b building branch, p police, u unit; the leaders are social workers and come first
    discipline: int


OUTLINES = (
    _Outline("liushuixiyuan", "流水西苑社区", "流西委", Speciality.DELEGATES, 230, 212, 85, 58, "95/100", 1, "ssssbpu", 3),
    _Outline("hepingyuan", "和平苑社区", "和平委", Speciality.MEMBERS_AWAY, 196, 176, 75, 49, "90/100", 1, "ssssbpu", 3),
    _Outline("liushuidongyuan", "流水东苑社区", "流东委", Speciality.FETCHING, 205, 187, 78, 52, "92/100", 1, "ssssbp", 3),
    _Outline("jingduyuan", "京都苑社区", "京都委", Speciality.NUMBER_BALLOT, 188, 174, 72, 48, "93/100", 1, "ssssbp", 3),
    _Outline("datieguan", "打铁关社区", "打铁委", Speciality.BLOCKS, 214, 198, 82, 55, "92/100", 1, "ssssbpu", 3),
    _Outline("xiandaicheng", "现代城社区", "现代委", Speciality.BLOCKS, 180, 167, 70, 46, "91/100", 1, "ssssbp", 3),
    _Outline("sanlijiayuan", "三里家园社区", "三里委", Speciality.TRANSFER_IN, 176, 161, 69, 45, "91/100", 0, "ssssbu", 3),
    _Outline("shengli", "胜利社区", "胜利委", Speciality.CROSS_APPOINTMENT, 166, 153, 69, 45, "92/100", 0, "sssssb", 0),
)
SECRETARY_AGES = (45, 47, 44, 48, 46, 43, 49, 47)  # 369: a mean of 46.1
DEPUTY_AGES = (35, 37, 36, 34, 38, 38)  # 218: a mean of 36.3
COMMITTEE_AGE_SUM = 2220  # of 51: a mean of 43.53
NOT_COLLEGE = 3
GRADUATES = 10
CATEGORIES = {"s": Category.SOCIAL_WORKER, "b": Category.BUILDING_BRANCH, "p": Category.POLICE, "u": Category.UNIT}


def street_plan(communities: int, members: int, residents: int) -> tuple[CommunityPlan, ...]:
    """As many communities as asked for, each in the proportion of the summary; 8, 1555 and 600 give its own figures."""
    outlines = [_outline(number) for number in range(communities)]
    electors = share(members, [item.weight for item in outlines])
    took_part = _shared_rate(electors, [item.participation for item in outlines], [item.weight for item in outlines])
    people = share(residents, [item.residents for item in outlines])
    people_took_part = _shared_rate(people, [item.residents_took_part for item in outlines], [item.residents for item in outlines])
    winners = _winners(outlines)
    return tuple(
        CommunityPlan(
            code=item.code,
            name=item.name,
            mark=item.mark,
            title="committee",
            speciality=item.speciality,
            electors=electors[number],
            residents=people[number],
            members_took_part=took_part[number],
            residents_took_part=people_took_part[number],
            turnout=Fraction(item.turnout),
            delegates=electors[number] * 100 // 230 if item.speciality is Speciality.DELEGATES else 0,
            winners=winners[number],
            discipline=item.discipline,
        )
        for number, item in enumerate(outlines)
    )


def village_plan(members: int, residents: int) -> tuple[CommunityPlan, ...]:
    """B: one secretary for one place, two deputies for one, three and the loser for three; 84 % at the meeting."""
    winners = (
        Winner("secretary", Category.SOCIAL_WORKER, 48),
        Winner("deputy", Category.SOCIAL_WORKER, 42),
        *(Winner("committee", Category.SOCIAL_WORKER, age) for age in (44, 51, 39)),
    )
    plan = CommunityPlan(
        code="village",
        name="东沙村",
        mark="东沙总支",
        title="general_branch",
        speciality=Speciality.VILLAGE,
        electors=members,
        residents=residents,
        members_took_part=-(-members * 9 // 10),
        residents_took_part=residents * 3 // 5,
        turnout=Fraction("84/100"),
        winners=winners,
    )
    return (plan,)


def share(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts after the weights (largest remainders)."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [int(part) for part in exact]
    for place in sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _shared_rate(totals: Sequence[int], part: Sequence[int], whole: Sequence[int]) -> list[int]:
    return [-(-total * some // of) for total, some, of in zip(totals, part, whole, strict=True)]


def _outline(number: int) -> _Outline:
    """Beyond the eight, a ninth community is like the first one without its speciality."""
    if number < len(OUTLINES):
        return OUTLINES[number]
    like = OUTLINES[number % len(OUTLINES)]
    return _Outline(
        f"community{number + 1}",
        f"第{number + 1}社区",
        f"第{number + 1}社委",
        Speciality.NONE,
        like.weight,
        like.participation,
        like.residents,
        like.residents_took_part,
        "92/100",
        like.deputies,
        like.committee,
        like.discipline,
    )


def _winners(outlines: Sequence[_Outline]) -> list[tuple[Winner, ...]]:
    found: list[list[Winner]] = []
    for number, item in enumerate(outlines):
        leaders = [Winner("secretary", Category.SOCIAL_WORKER, SECRETARY_AGES[number % 8])]
        leaders += [Winner("deputy", Category.SOCIAL_WORKER, DEPUTY_AGES[number % 6])] * item.deputies
        rest = [Winner("committee", CATEGORIES[letter], 44) for letter in item.committee[len(leaders) :]]
        found.append(leaders + rest)
    _spread(found)
    return [tuple(row) for row in found]


def _spread(found: list[list[Winner]]) -> None:
    """Ages, education and graduates over the committee members that are not leaders, so that the street's figures come out."""
    others = [(row, place) for row, winners in enumerate(found) for place, winner in enumerate(winners) if winner.post == "committee"]
    ages = _ages_of(len(others), sum(len(row) for row in found))
    graduates = [place for place in others if found[place[0]][place[1]].category is Category.SOCIAL_WORKER][:GRADUATES]
    for number, (row, place) in enumerate(others):
        is_graduate = (row, place) in graduates
        before = found[row][place]
        is_college = is_graduate or number < len(others) - NOT_COLLEGE
        found[row][place] = Winner(before.post, before.category, ages[number], is_college, is_graduate)


def _ages_of(others: int, everybody: int) -> list[int]:
    """Ages around the mean whose sum, with the leaders', is that of the summary in proportion."""
    leaders = 369 + 218 if (others, everybody) == (37, 51) else round(Fraction(369 + 218, 14) * (everybody - others))
    total = round(Fraction(COMMITTEE_AGE_SUM, 51) * everybody) - leaders
    steps = [(-9, -4, 0, 5, 8)[number % 5] for number in range(others)]
    base, over = divmod(total - sum(steps), others)
    return [base + step + (1 if number < over else 0) for number, step in enumerate(steps)]
