"""A notice as plain text, to be pasted into a chat group of residents; nothing that the posted paper does not show."""

from collections.abc import Iterator

from .chinese import day
from .notices import Notice
from .parts import Person


def notice_text(notice: Notice) -> str:
    return "\n".join(_lines(notice))


def _lines(notice: Notice) -> Iterator[str]:
    yield f"【{notice.title}】"
    yield f"{notice.named_as}{len(notice.people)}名{f'（{notice.ordered}）' if notice.ordered else ''}："
    for number, person in enumerate(notice.people, start=1):
        yield f"{number}．{_person(person)}"
    yield f"公示时间：{notice.period.words}。"
    yield f"受理部门：{notice.reporting.office}，电话：{notice.reporting.telephone}，地址：{notice.reporting.address}。"
    if notice.public_url:
        yield f"查看：{notice.public_url}"
    yield f"{notice.signer}　{day(notice.signed_on)}"
    if notice.head:
        yield f"校验码：{notice.head}"


def _person(person: Person) -> str:
    facts = (person.sex, person.ethnicity, person.birth and f"{person.birth.replace('-', '.')}生", person.education, person.present_post)
    shown = "，".join(fact for fact in facts if fact)
    return f"{person.name}（{shown}）{'，拟任' + person.proposed_post if person.proposed_post else ''}"
