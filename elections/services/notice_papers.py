"""From a notice as recorded to the papers that are posted: words for codes, nothing that a notice may not show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from elections.documents import notices as papers
from elections.documents.parts import Period, Person, Reporting
from elections.documents.words import EDUCATION, POSTS, SEX, election_name, notice_title, party_name
from elections.models import Contest, Election, Notice, Organisation, RollEntry
from elections.queries.calendar import office_calendar
from elections.rules.issues import Issue
from elections.rules.notices import SHANGHAI, NoticeTerms, counted_days
from elections.rules.stroke_order import sort_key

POST_ORDER = tuple(post.value for post in Contest.Post)
APPROVED_ORDER_FROM = 2  # before the superior's reply no order of secretary and deputies is approved
HOURS = "公示期间上午8:30—12:00，下午14:00—17:30"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One person of a notice. `posts` are codes; `channels` (how recommended) and `note` are printed as they are."""

    entry: RollEntry
    posts: tuple[str, ...]
    channels: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a notice says beside its list. An empty title takes the usual one."""

    title: str = ""
    basis: str = ""
    decided_by: str = ""
    decided_on: date | None = None


def in_notice_order(people: Iterable[Listed], number: int) -> list[Listed]:
    """Secretary and deputies in the approved order, which is the order given; everybody else by surname strokes.

    Of the first notice nothing is approved yet: its one numbered list is by strokes, whatever anybody was recommended for.
    """

    def key(placed: tuple[int, Listed]) -> tuple[object, ...]:
        place, person = placed
        by_strokes = sort_key(person.entry.name)
        if number < APPROVED_ORDER_FROM:
            return by_strokes, place
        post = person.posts[0]
        return POST_ORDER.index(post), place if post in (Contest.Post.SECRETARY, Contest.Post.DEPUTY) else 0, by_strokes

    return [person for _place, person in sorted(enumerate(people), key=key)]


def frozen(people: Sequence[Listed]) -> list[dict[str, Any]]:
    """What a notice may show of each person (domain: never contact, health, discipline), with the entry it stands for."""
    return [
        {
            "entry": person.entry.pk,
            "name": person.entry.name,
            "sex": person.entry.sex,
            "ethnicity": person.entry.ethnicity,
            "birth": f"{person.entry.born_on:%Y-%m}",
            "education": person.entry.education,
            "joined": f"{person.entry.joined_on:%Y-%m}" if person.entry.joined_on else "",
            "present_post": person.entry.post,
            "posts": list(person.posts),
            "channels": person.channels,
            "note": person.note,
        }
        for person in people
    ]


def issuing_organisation(election: Election, issuer: str) -> Organisation:
    return election.office if issuer == "street" else election.community


def usual_reporting(election: Election, issuer: str) -> Reporting:
    """Where objections go when nothing else is said: the issuer's own office."""
    organisation = issuing_organisation(election, issuer)
    return Reporting(
        office=organisation.name,
        telephone=organisation.telephone,
        address=organisation.address,
        postcode=organisation.postcode,
        hours=HOURS,
    )


def reporting_issues(reporting: Reporting) -> Iterator[Issue]:
    for field in ("office", "telephone", "address", "hours"):
        if not getattr(reporting, field).strip():
            yield Issue(f"notice_without_{field}", {})


def usual_title(election: Election, number: int) -> str:
    return notice_title(number, election.community.name, election.community.title)


def signer_of(election: Election, issuer: str) -> str:
    organisation = issuing_organisation(election, issuer)
    street = "" if organisation == election.office else election.office.name
    return party_name(organisation.name, organisation.title, street)


def notice_paper(notice: Notice, wording: Wording) -> papers.Notice:
    election, signer = notice.election, signer_of(notice.election, notice.issuer)
    return papers.Notice(
        title=notice.title,
        round=_round(notice.round),
        issuer=signer,
        election=election_name(election.community.name, election.community.title),
        basis=wording.basis,
        people=tuple(_person(row) for row in notice.people),
        period=period_of(notice),
        reporting=Reporting(**notice.report_to),
        signer=signer,
        signed_on=timezone.localdate(notice.posted_at),
        ordered=_order_in_words(notice),
        decided_by=wording.decided_by,
        decided_on=wording.decided_on,
        waits=notice.waits,
        vetted=notice.round == 2 and election.rules.notice_2_opens == "vetted",
        public_url=public_address(notice),
    )


def wording_of(notice: Notice) -> Wording:
    """What it says beside its list, as posted."""
    if notice.document is None:
        return Wording(title=notice.title, basis=notice.text)
    said = papers.Notice.from_json(notice.document.snapshot)
    return Wording(title=notice.title, basis=said.basis, decided_by=said.decided_by, decided_on=said.decided_on)


def notice_poster(notice: Notice) -> papers.NoticePoster:
    """The large sheet says what the notice says, word for word, and leads to the notice's own page."""
    if notice.document is None:
        raise ValueError(f"notice {notice.pk} has no paper")
    said = papers.Notice.from_json(notice.document.snapshot)
    facts = {part.name: getattr(said, part.name) for part in fields(said)}
    return papers.NoticePoster(**facts | {"head": "", "public_url": public_address(notice)})


def public_address(notice: Notice) -> str:
    """Where everybody can read this notice; empty where the office has no public address, and before it is issued."""
    if not settings.PUBLIC_URL or notice.pk is None:
        return ""
    return settings.PUBLIC_URL.rstrip("/") + reverse("elections:public_notice", args=[notice.election.code, notice.pk])


def correction_paper(before: Notice, after: Notice) -> papers.Correction:
    return papers.Correction(
        title=f"关于《{before.title}》的更正",
        corrected_title=before.title,
        corrected_on=timezone.localdate(before.posted_at),
        reason=after.correction_reason,
        changes=tuple(changes(before, after)),
        signer=signer_of(after.election, after.issuer),
        signed_on=timezone.localdate(after.issued_at),
        period=period_of(after) if after.restarts else None,
        corrected_head=before.document.head[:16] if before.document else "",
    )


def changes(before: Notice, after: Notice) -> Iterator[papers.Change]:
    """What stands otherwise in the later one, place by place."""
    old, new = _lines(before), _lines(after)
    for place in [*old, *(place for place in new if place not in old)]:
        if old.get(place) != new.get(place):
            yield papers.Change(place=place, before=old.get(place, "—"), after=new.get(place, "—"))


def period_of(notice: Notice) -> Period:
    """As it is printed: a notice is open from its posting, but its days are those that count."""
    unit: Literal["working_day", "day"] = "working_day" if notice.unit == "working_day" else "day"
    rules = notice.election.rules
    opens_at = notice.opens_at
    if notice.round:
        terms = NoticeTerms(notice.length, unit, rules.first_day_until, rules.closes_at)
        first = counted_days(terms, notice.opens_at, office_calendar(notice.election.office))[0]
        opens_at = max(opens_at, datetime.combine(first, time(0), SHANGHAI))
    return Period(opens_at=opens_at, closes_at=notice.closes_at, length=notice.length, unit=unit)


def _round(number: int) -> Literal[1, 2, 3]:
    return 1 if number == 1 else 2 if number == 2 else 3


def _order_in_words(notice: Notice) -> str:
    leaders = any(row["posts"][0] in (Contest.Post.SECRETARY, Contest.Post.DEPUTY) for row in notice.people)
    if leaders and notice.round >= APPROVED_ORDER_FROM:
        return "书记、副书记按批准的顺序，其他以姓氏笔画为序"
    return "以姓氏笔画为序"


def _person(row: Mapping[str, Any]) -> Person:
    return Person(
        name=row["name"],
        sex=SEX[row["sex"]],
        ethnicity=row["ethnicity"],
        birth=row["birth"],
        education=EDUCATION[row["education"]],
        joined=row["joined"],
        present_post=row["present_post"],
        proposed_post="、".join(POSTS[post] for post in row["posts"]),
        channels=row["channels"],
        note=row["note"],
    )


def _lines(notice: Notice) -> dict[str, str]:
    """A notice as the lines that a correction compares."""
    reporting = Reporting(**notice.report_to)
    lines = {"标题": notice.title, "公示时间": period_of(notice).words, "受理部门": reporting.office}
    lines |= {"联系电话": reporting.telephone, "来信来访地址": reporting.address, "受理时间": reporting.hours}
    for row in notice.people:
        person = _person(row)
        shown = (person.sex, person.ethnicity, person.birth, person.education, person.joined, person.present_post, person.proposed_post)
        lines[f"公示对象{person.name}"] = "，".join(part for part in (*shown, person.channels, person.note) if part)
    return lines
