"""Invented people for a rehearsal: the same for the same seed, with the rare characters that real rolls have."""

import random
from dataclasses import dataclass
from datetime import date

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
RARE_SURNAMES = ("单", "仇", "查", "解", "区", "欧阳", "诸葛", "司马", "禤", "逄")
GIVEN_FIRST = "建国志文晓小玉春秀海明永俊丽金德子天家宏立少国正伟世光兴庆新振景思嘉学荣婉雅静淑慧美月云若雨佳"
GIVEN_SECOND = "华明强平军英芳娟敏伟杰峰磊涛超勇艳辉玲桂兰霞燕红梅琴莲珍芬凤珠秋香波宁福生根祥发林民东"
RARE_GIVEN = "玥喆堃赟镕龑翀旻珺昇祎犇翾婳珮"
STREETS = ("流水苑", "和平里", "京都苑", "打铁关路", "现代家园", "三里亭", "胜利新村", "文晖路")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sex: str
    born_on: date
    education: str
    joined_on: date
    telephone: str
    address: str


class Crowd:
    """Draws people without two of the same name in one community."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented people, no secret
        self._names: set[str] = set()
        self._drawn = 0

    def person(self, *, year: int = 2026, age: int | None = None, education: str | None = None, sex: str | None = None) -> Person:
        """`age` is the age on any day after 31 January of `year`: birthdays lie in January."""
        self._drawn += 1
        chosen = self._random
        age = chosen.randint(24, 82) if age is None else age
        born = date(year - age, 1, chosen.randint(1, 28))
        joined = date(born.year + chosen.randint(19, max(19, min(age - 2, 40))), 7, 1)
        return Person(
            name=self._name(),
            sex=sex or ("female" if chosen.random() < 0.42 else "male"),
            born_on=born,
            education=education or chosen.choices(("junior", "senior", "college", "bachelor", "master"), (18, 30, 28, 21, 3))[0],
            joined_on=joined,
            telephone=f"1380000{self._drawn:04d}",
            address=self.address(),
        )

    def address(self) -> str:
        number = self._random.randint
        return f"{self._random.choice(STREETS)}{number(1, 40)}幢{number(1, 4)}单元{number(1, 18)}0{number(1, 4)}室"

    def pick(self, items: list[int], count: int) -> list[int]:
        return sorted(self._random.sample(items, count))

    def _name(self) -> str:
        while True:
            name = self._random.choice(RARE_SURNAMES) if self._random.random() < 0.03 else self._random.choice(SURNAMES)
            name += self._given()
            if name not in self._names:
                self._names.add(name)
                return name

    def _given(self) -> str:
        last = self._random.choice(RARE_GIVEN) if self._random.random() < 0.05 else self._random.choice(GIVEN_SECOND)
        return last if self._random.random() < 0.18 else self._random.choice(GIVEN_FIRST) + last
