"""会议记录 of whatever body met, and 选举人名册公布."""

from datetime import date, timedelta

from django.utils import timezone

from elections.documents.decisions import Matter, MeetingMinutes
from elections.documents.parts import Vote
from elections.documents.roll import RollBranch, RollNotice
from elections.documents.words import DECIDING_BODIES, DECISION_MATTERS, election_name
from elections.models import Decision, Election, MilestoneRecord, RollEntry
from elections.rules.acts import Milestone
from elections.rules.stroke_order import sort_key

from .notice_papers import usual_reporting
from .result_parts import meeting_words, organisation_of, superior_of

ROLL_OBJECTIONS = timedelta(days=5)  # no rule names a length; as long as the first notice of most presets
IN_WORDS = {
    Decision.Manner.SHOW_OF_HANDS: "举手表决",
    Decision.Manner.SECRET_BALLOT: "无记名投票表决",
    Decision.Manner.CONSENSUS: "一致同意",
}


def meeting_minutes(decision: Decision) -> MeetingMinutes:
    """Everything that the same body decided on that day in that place, one matter after another."""
    decisions = same_sitting(decision)
    last = decisions[-1]
    held, entered = timezone.localtime(decisions[0].held_at), timezone.localtime(last.entered_at)
    return MeetingMinutes(
        title=minutes_title(decision),
        body=_body_words(decision),
        held_at=held,
        place=decision.place,
        chair=decision.chair,
        recorder=last.entered_by.display_name.split()[-1],
        due=last.due,
        present=last.present,
        matters=tuple(_matter(each) for each in decisions),
        entered_at=entered if entered.date() != held.date() else None,
    )


def minutes_title(decision: Decision) -> str:
    if decision.body == Decision.Body.STREET_COMMITTEE:
        return f"{superior_of(decision.election)}会议记录"
    if decision.body == Decision.Body.COMMUNITY_COMMITTEE:
        return f"{organisation_of(decision.election)}会议记录"
    return f"{decision.election.community.name}{_body_words(decision)}记录"


def _body_words(decision: Decision) -> str:
    """Delegates decide in the members' place and are recorded under the same body."""
    if decision.body == Decision.Body.MEMBERS_MEETING:
        return meeting_words(decision.election)
    return DECIDING_BODIES[decision.body]


def first_of_sittings(election: Election) -> list[Decision]:
    """Of each body, day and place the first decision that stands."""
    found = Decision.objects.filter(election=election, superseded_by=None).select_related("election__cycle__office", "election__community")
    first: dict[tuple[str, str, date], Decision] = {}
    for decision in found.order_by("held_at", "pk"):
        first.setdefault((decision.body, decision.place, timezone.localdate(decision.held_at)), decision)
    return list(first.values())


def same_sitting(decision: Decision) -> list[Decision]:
    """Standing decisions of one body, day and place, in the order in which they were made."""
    found = Decision.objects.filter(election=decision.election, body=decision.body, place=decision.place, superseded_by=None)
    day = timezone.localdate(decision.held_at)
    same = [each for each in found.select_related("entered_by").order_by("held_at", "pk") if timezone.localdate(each.held_at) == day]
    return same or [decision]


def roll_notice(election: Election, closed: MilestoneRecord) -> RollNotice:
    """选举人名册公布 by branch, everybody with a vote; who is not counted as due is not told apart."""
    closed_on = timezone.localdate(closed.fact_at)
    signer = organisation_of(election)
    name = election_name(election.community.name, election.community.title)
    return RollNotice(
        title=f"{name}选举人名册公布",
        organisation=signer,
        election=name,
        closed_on=closed_on,
        branches=_branches(election),
        reporting=usual_reporting(election, "community"),
        objections_until=closed_on + ROLL_OBJECTIONS,
        signer=signer,
        signed_on=closed_on,
    )


def closed_roll(election: Election) -> MilestoneRecord | None:
    return MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.ROLL_CLOSED).first()


def _matter(decision: Decision) -> Matter:
    vote = Vote(votes_for=decision.votes_for, against=decision.votes_against, abstained=decision.abstained)
    said = (f"应到{decision.due}人，实到{decision.present}人，{IN_WORDS[Decision.Manner(decision.manner)]}。",)
    title = DECISION_MATTERS.get(decision.matter, decision.matter)
    return Matter(title=title, discussion=said, resolution=decision.resolution, vote=vote)


def _branches(election: Election) -> tuple[RollBranch, ...]:
    """Two people of one name carry their number on the roll."""
    people = list(RollEntry.objects.filter(election=election).electors().select_related("branch").order_by("number"))
    names = [entry.name for entry in people]
    branches: dict[str, list[RollEntry]] = {}
    for entry in people:
        branches.setdefault(entry.branch.name if entry.branch else entry.branch_name or "全体党员", []).append(entry)
    return tuple(
        RollBranch(
            name=branch,
            names=tuple(
                entry.name if names.count(entry.name) == 1 else f"{entry.name}（{entry.number}）"
                for entry in sorted(members, key=lambda entry: (sort_key(entry.name), entry.number))
            ),
        )
        for branch, members in branches.items()
    )
