"""A notice as plain text, to be pasted into a chat group of residents; nothing that the posted paper does not show."""

from collections.abc import Iterator

from .chinese import day, listed
from .notices import AnnouncedPost, Announcement, Notice
from .parts import Person, Reporting


def notice_text(notice: Notice) -> str:
    return "\n".join(_lines(notice))


def announcement_text(announcement: Announcement) -> str:
    return "\n".join(_announced(announcement))


def reporting_line(reporting: Reporting) -> str:
    return f"受理部门：{reporting.office}，电话：{reporting.telephone}，地址：{reporting.address}，{reporting.hours}。"


def facts_of(person: Person) -> str:
    facts = (person.sex, person.ethnicity, person.birth and f"{person.birth.replace('-', '.')}生", person.education, person.present_post)
    return "，".join(fact for fact in facts if fact)


def posts_line(announcement: Announcement) -> str:
    posts = "；".join(f"{post.post}应选{post.seats}名{_wanted(post)}" for post in announcement.posts)
    return f"新一届委员会设委员{announcement.seats_total}名。{posts}。"


def _wanted(post: AnnouncedPost) -> str:
    return f"，提出候选人{post.names_wanted}名" if post.names_wanted else ""


def _lines(notice: Notice) -> Iterator[str]:
    if notice.rehearsal:
        yield "【演练】本文不是真实选举，姓名均为虚构。"
    yield f"【{notice.title}】"
    yield f"{notice.named_as}{len(notice.people)}名{f'（{notice.ordered}）' if notice.ordered else ''}："
    for number, person in enumerate(notice.people, start=1):
        yield "，".join(part for part in (f"{number}．{person.name}（{facts_of(person)}）", notice.post_of(person)) if part)
    yield f"{notice.verb}时间：{notice.period.words}。"
    yield reporting_line(notice.reporting)
    if notice.public_url:
        yield f"查看：{notice.public_url}"
    yield f"{notice.signer}　{day(notice.signed_on)}"
    if notice.head:
        yield f"校验码：{notice.head}"


def _announced(announcement: Announcement) -> Iterator[str]:
    if announcement.rehearsal:
        yield "【演练】本文不是真实选举。"
    yield f"【{announcement.title}】"
    yield posts_line(announcement)
    yield f"推荐范围：{announcement.scope}"
    yield f"任职条件：{'；'.join(announcement.conditions)}。"
    yield f"推荐方式：{listed(announcement.channels)}。"
    yield f"报名和推荐时间：{announcement.period.words}。"
    yield reporting_line(announcement.reporting)
    yield f"{announcement.signer}　{day(announcement.signed_on)}"
    if announcement.head:
        yield f"校验码：{announcement.head}"
