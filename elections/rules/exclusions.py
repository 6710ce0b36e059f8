"""可不计入应到会人数: the closed list of cases in which an elector may be left out of the number due.

Source: the explanation of the Organisation Department of the Central Committee (not the regulation itself). Each case needs the
superior's consent and the vote of the members' meeting; whoever fits no category counts as due although they cannot come.
An excluded member who comes all the same is counted back (`roll_figures.attendance`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from elections.rules.issues import Issue


class ExclusionCategory(StrEnum):
    UNABLE_TO_EXPRESS = "unable_to_express"  # 患有精神病或因其他疾病导致不能表达本人意志
    ABROAD_SELF_FUNDED = "abroad_self_funded"  # 自费出国半年以上
    SERVING_SENTENCE = "serving_sentence"  # 虽未受到留党察看以上党纪处分,但正在服刑
    BEDRIDDEN = "bedridden"  # 年老体弱卧床不起和长期生病生活不能自理
    NOT_TRANSFERRED = "not_transferred"  # 外出半年以上,按规定应转走正式组织关系而没有转走
    RETIRED_ELSEWHERE = "retired_elsewhere"  # 已回原籍长期居住的离退休党员,没有转出组织关系


MONTHS_AWAY: Mapping[ExclusionCategory, int] = {ExclusionCategory.ABROAD_SELF_FUNDED: 6, ExclusionCategory.NOT_TRANSFERRED: 6}


def exclusion_issues(name: str, category: str, has_vote: bool, since: date | None, day: date) -> Iterator[Issue]:
    """Whether the case may be proposed for the meeting on `day`; `since` is needed where the category asks for half a year."""
    if category not in list(ExclusionCategory):
        yield Issue("exclusion_category_unknown", {"name": name, "category": category})
        return
    if not has_vote:
        yield Issue("exclusion_without_vote", {"name": name})
    months = MONTHS_AWAY.get(ExclusionCategory(category))
    if months is not None and (since is None or months_between(since, day) < months):
        yield Issue("exclusion_too_short", {"name": name, "months": months, "since": since.isoformat() if since else "—"})


def months_between(first: date, last: date) -> int:
    """Full months."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def decision_issues(name: str, consent: str, adopted: bool) -> Iterator[Issue]:
    """What the case still lacks: `consent` is the number of the superior's reply, `adopted` the vote of the members' meeting."""
    if not consent:
        yield Issue("exclusion_without_consent", {"name": name})
    if not adopted:
        yield Issue("exclusion_not_adopted", {"name": name})
