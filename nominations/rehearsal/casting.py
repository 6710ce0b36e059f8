"""Who plays which part: the people of one community as the roll lists them, and who will stand for what."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from elections.rules.margin import candidates_needed

from .people import Crowd, Person
from .plans import Category, CommunityPlan, Speciality, Winner

YEAR = 2026
PROBATIONARY = 3
EXCLUDED = 2
HEADER = (
    "序号", "姓名", "性别", "民族", "出生日期", "学历", "入党时间", "转正时间", "所在支部", "党员状态", "现任职务", "联系电话", "住址",
    "身份", "标签", "兼职委员", "需接送", "流动情况",
)  # fmt: skip
EDUCATION = {"junior": "初中", "senior": "高中", "college": "大专", "bachelor": "本科", "master": "研究生"}
MARGIN = "1/5"


@dataclass(slots=True)
class Part:
    """One line of the roll."""

    person: Person
    membership: str = "正式"
    post: str = ""
    capacities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    part_time: bool = False
    away: bool = False
    needs_fetching: bool = False


@dataclass(slots=True)
class Cast:
    """`standing`: contest code -> names, those whom the rehearsal's ballots elect first, then those who lose."""

    parts: list[Part] = field(default_factory=list)
    standing: dict[str, list[str]] = field(default_factory=dict)
    elected: dict[str, int] = field(default_factory=dict)

    def add(self, part: Part) -> str:
        self.parts.append(part)
        return part.person.name


def cast_community(plan: CommunityPlan, crowd: Crowd, *, leaders_stand: bool) -> Cast:
    """`leaders_stand`: secretary and deputies are on the members' ballot; else they come out of the committee."""
    cast = Cast()
    names = {post: [cast.add(_winner(plan, crowd, winner)) for winner in plan.winners if winner.post == post] for post in _posts(plan)}
    if leaders_stand:
        cast.standing = names
    else:
        cast.standing = {"committee": [name for post in names.values() for name in post]}
    cast.standing |= {"discipline": [cast.add(_loser(crowd)) for _ in range(plan.discipline)]} if plan.discipline else {}
    for post, standing in cast.standing.items():
        cast.elected[post] = len(standing)
        standing += [cast.add(_loser(crowd)) for _ in range(_losers(plan, post, len(standing)))]
    _fill(cast, plan, crowd)
    return cast


def roll_file(cast: Cast, branches: list[str]) -> bytes:
    """党员花名册 as Chinese Excel saves it: GB18030, by the branches' names."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(_lines(cast.parts, branches))
    return text.getvalue().encode("gb18030")


def _posts(plan: CommunityPlan) -> tuple[str, ...]:
    return tuple(post for post in ("secretary", "deputy", "committee") if plan.seats(post))


def _losers(plan: CommunityPlan, post: str, seats: int) -> int:
    """One more than the meeting's margin needs, so that the street committee has somebody to vote out; B names as many as it printed."""
    if plan.speciality is Speciality.VILLAGE:
        return {"secretary": 0, "deputy": 1}.get(post, 0)
    return 1 if post in ("secretary", "deputy") else candidates_needed(seats, MARGIN) - seats + 1


def _winner(plan: CommunityPlan, crowd: Crowd, winner: Winner) -> Part:
    person = crowd.person(year=YEAR, age=winner.age, education="bachelor" if winner.graduate else "college" if winner.college else "senior")
    if winner.category is Category.POLICE:
        return Part(person, post="文晖派出所社区民警", tags=("社区民警",), part_time=True)
    if winner.category is Category.UNIT:
        return Part(person, post="辖区单位党支部书记", capacities=("单位代表",), part_time=True)
    if winner.category is Category.BUILDING_BRANCH:
        transfer = plan.speciality is Speciality.TRANSFER_IN
        return Part(person, post="物业公司经理、业委会副主任" if transfer else "小区业委会主任", tags=("业委会主任",))
    tags: tuple[str, ...] = ("大学生社工",) if winner.graduate else ()
    if plan.speciality is Speciality.CROSS_APPOINTMENT:
        tags += ("交叉任职",)
    return Part(person, post=f"{plan.name}社区工作者", capacities=("社区工作者",), tags=tags)


def _loser(crowd: Crowd) -> Part:
    return Part(crowd.person(year=YEAR, age=42, education="college"), post="居民小组长")


def _fill(cast: Cast, plan: CommunityPlan, crowd: Crowd) -> None:
    """The other members up to the planned number of electors, probationary members, and who only recommends."""
    electors = sum(not part.part_time for part in cast.parts)
    others = [Part(crowd.person(year=YEAR)) for _ in range(plan.electors - electors)]
    cast.parts += others
    if plan.speciality is Speciality.MEMBERS_AWAY:
        for place in crowd.pick(list(range(len(others))), len(others) // 8):
            others[place].away = True
    if plan.speciality is Speciality.FETCHING:
        for place in crowd.pick(list(range(len(others))), len(others) // 12):
            others[place].needs_fetching = True
    for place in crowd.pick(list(range(len(others))), plan.delegates - (electors if plan.delegates else 0)) if plan.delegates else []:
        others[place].capacities = ("大会代表",)
    if plan.delegates:
        for part in cast.parts:
            if not part.part_time and part not in others:
                part.capacities += ("大会代表",)
    cast.parts += [Part(crowd.person(year=YEAR, age=26, education="bachelor"), membership="预备") for _ in range(PROBATIONARY)]
    for capacity, count in (("社区工作者", 4), ("居民代表", 12), ("楼宇自治会长", 10), ("两代表一委员", 3), ("单位代表", 3)):
        cast.parts += [Part(crowd.person(year=YEAR), membership="群众", capacities=(capacity,)) for _ in range(count)]


def _lines(parts: Iterable[Part], branches: list[str]) -> Iterator[tuple[object, ...]]:
    for number, part in enumerate(parts, start=1):
        person = part.person
        member = part.membership != "群众"
        probationary = part.membership == "预备"
        joined = person.joined_on.replace(year=YEAR - 1, month=10) if probationary else person.joined_on
        full = "" if probationary or not member else joined.replace(year=joined.year + 1).isoformat()
        yield (
            number, person.name, "女" if person.sex == "female" else "男", "汉族", person.born_on.isoformat(), EDUCATION[person.education],
            joined.isoformat() if member else "", full, branches[number % len(branches)] if member and not part.part_time else "",
            part.membership, part.post, person.telephone, person.address, "、".join(part.capacities), "、".join(part.tags),
            "是" if part.part_time else "", "是" if part.needs_fetching else "", "流动" if part.away else "",
        )  # fmt: skip
