"""候选人名单: what a list must be before anybody on it may be called a candidate."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from elections.rules import sources
from elections.rules.cascade import expected_after_cascade, planned_margin_issues
from elections.rules.contests import LEADERS
from elections.rules.issues import Issue
from elections.rules.margin import margin_issues
from elections.rules.rule_set import RuleSet
from elections.rules.stroke_order import sorted_by_strokes

SOURCE = sources.BALLOT_ORDER


@dataclass(frozen=True, slots=True)
class ListedContest:
    """One contest's list in the order of the ballot; a name stands for one person."""

    code: str
    post: str
    stage: str
    seats: int
    names_at_least: int
    names: tuple[str, ...]


def list_issues(contests: Sequence[ListedContest], rules: RuleSet, *, leaders_from_committee: bool, order_reason: str) -> Iterator[Issue]:
    for contest in contests:
        yield from _name_issues(contest)
        yield from _order_issues(contest, order_reason)
    yield from _number_issues({contest.post: contest for contest in contests}, rules, leaders_from_committee)


def _name_issues(contest: ListedContest) -> Iterator[Issue]:
    for name, times in Counter(contest.names).items():
        if times > 1:
            yield Issue("candidate_twice", {"contest": contest.code, "name": name})


def _order_issues(contest: ListedContest, order_reason: str) -> Iterator[Issue]:
    """委员候选人以姓氏笔画为序; 书记、副书记按照上级党组织批准的顺序. A name with a character of unknown strokes is placed by hand."""
    if contest.post not in ("committee", "discipline") or order_reason.strip():
        return
    expected = sorted_by_strokes(contest.names)
    for place, (found, due) in enumerate(zip(contest.names, expected, strict=True), start=1):
        if found != due:
            yield Issue("slate_not_in_stroke_order", {"contest": contest.code, "place": place, "found": found, "due": due})
            return


def _number_issues(lists: Mapping[str, ListedContest], rules: RuleSet, leaders_from_committee: bool) -> Iterator[Issue]:
    for post, listed in lists.items():
        if post in ("committee", "discipline"):
            yield from _body_issues(listed, lists, rules, leaders_from_committee)
        elif listed.stage == "meeting":
            yield from _plan_issues(listed, len(listed.names))
        if leaders_from_committee and post in LEADERS:
            outside = [name for name in listed.names if name not in lists["committee"].names]
            yield from (Issue("leader_not_on_committee_list", {"post": post, "name": name}) for name in outside)


def _plan_issues(listed: ListedContest, names: int) -> Iterator[Issue]:
    if names < listed.names_at_least:
        yield Issue("too_few_names_for_post", {"post": listed.post, "seats": listed.seats, "names": names, "needed": listed.names_at_least})


def _body_issues(
    listed: ListedContest, lists: Mapping[str, ListedContest], rules: RuleSet, leaders_from_committee: bool
) -> Iterator[Issue]:
    """差额 after the cascade, and less those who will take a leader's seat although they stand here too; then what the plan asks for."""
    leaders = [lists[post] for post in LEADERS if post in lists and listed.post == "committee" and not leaders_from_committee]
    others = [_who_would_stand(leader, listed, rules) for leader in leaders]
    coming = [name for names in others for name in names]
    leaving = sum(min(leader.seats, len(names)) for leader, names in zip(leaders, others, strict=True))
    standing = expected_after_cascade(listed.names, coming, leaving)
    if coming:
        found = planned_margin_issues(listed.seats, rules.margin, committee=listed.names, deputies=coming, deputy_seats=leaving)
    else:
        found = margin_issues(listed.seats, standing, rules.margin, listed.post)
    yield from found or _plan_issues(listed, standing)


def _who_would_stand(leader: ListedContest, listed: ListedContest, rules: RuleSet) -> Sequence[str]:
    """Those of a leader's list who stand, or would stand, for the committee too."""
    if rules.cascade and leader.post == "deputy":
        return leader.names
    return [name for name in leader.names if name in listed.names]
