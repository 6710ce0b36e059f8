"""工作领导小组, 社区指导小组 and the leaders who answer for a community (包干制, 三个必到)."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from elections.models import Account, Cycle, Election, GroupMember, LeaderDuty, LeaderPresence, LeadingGroup, MilestoneRecord
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue

from .acting import ActUnderWay, ElectionAct, election_act, office_act

Part, Section, Occasion = GroupMember.Part, GroupMember.Section, LeaderPresence.Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSeat:
    """`section` is "" for members of the group as a whole."""

    name: str
    post: str = ""
    part: str = Part.MEMBER
    section: str = ""
    heads_section: bool = False


def set_leading_group(cycle: Cycle, seats: Sequence[GroupSeat], *, actor: Account, election: Election | None = None) -> LeadingGroup:
    """The street's group, or with `election` the guidance group of one community. A new composition ends the one before."""
    with _frame(cycle, election, actor) as act:
        standing = LeadingGroup.objects.standing().filter(cycle=cycle, election=election).first()
        if standing is not None and _seats_of(standing) == list(seats):
            act.repeats()
            return standing
        act.refuse(_group_issues(seats))
        LeadingGroup.objects.standing().filter(cycle=cycle, election=election).update(ended_at=act.now)
        group = LeadingGroup.objects.create(cycle=cycle, election=election, set_at=act.now, set_by=act.officer)
        GroupMember.objects.bulk_create(
            GroupMember(
                group=group,
                name=seat.name,
                post=seat.post,
                part=seat.part,
                section=seat.section,
                heads_section=seat.heads_section,
                order=order,
            )
            for order, seat in enumerate(seats, start=1)
        )
        act.record(group, members=len(seats), detail={"names": [seat.name for seat in seats]})
        return group


def assign_leader(election: Election, *, actor: Account, name: str, post: str = "") -> LeaderDuty:
    """A leader of the street answers for this community; another one takes the duty over."""
    with election_act(Act.ASSIGN_LEADER, election, actor) as act:
        standing = LeaderDuty.objects.standing().filter(election=act.election).first()
        if standing is not None and (standing.name, standing.post) == (name, post):
            act.repeats()
            return standing
        act.refuse([] if name.strip() else [Issue("leader_without_name", {})])
        LeaderDuty.objects.standing().filter(election=act.election).update(ended_at=act.now)
        duty = LeaderDuty.objects.create(election=act.election, name=name, post=post, assigned_at=act.now, assigned_by=act.officer)
        act.record(duty, detail={"name": name, "post": post})
        return duty


def record_presence_of_leader(
    duty: LeaderDuty, occasion: str, *, actor: Account, attended_at: datetime | None = None, late_reason: str = ""
) -> LeaderPresence:
    """One of the three musts, once for each occasion."""
    with election_act(Act.RECORD_PRESENCE_OF_LEADER, duty.election, actor, fact_at=attended_at, late_reason=late_reason) as act:
        before = LeaderPresence.objects.filter(duty=duty, occasion=occasion).first()
        if before is not None:
            act.repeats(before, attended_at=attended_at)
            return before
        act.refuse(presence_issues(act, duty, occasion, act.fact_at))
        presence = LeaderPresence.objects.create(
            duty=duty, occasion=occasion, attended_at=act.fact_at, recorded_at=act.now, recorded_by=act.officer
        )
        act.record(presence, occasion=occasion, on=timezone.localdate(act.fact_at).isoformat())
        return presence


def _frame(cycle: Cycle, election: Election | None, actor: Account) -> AbstractContextManager[ActUnderWay]:
    """The street's group is a matter of the office, a community's one of its election."""
    if election is None:
        return office_act(Act.SET_LEADING_GROUP, cycle.office, actor)
    return election_act(Act.SET_LEADING_GROUP, election, actor)


def _seats_of(group: LeadingGroup) -> list[GroupSeat]:
    return [
        GroupSeat(name=member.name, post=member.post, part=member.part, section=member.section, heads_section=member.heads_section)
        for member in group.members.all()
    ]


def _group_issues(seats: Sequence[GroupSeat]) -> Iterator[Issue]:
    leaders = sum(seat.part == Part.LEADER for seat in seats)
    if leaders != 1:
        yield Issue("group_leaders", {"count": leaders})
    for seat in seats:
        if not seat.name.strip():
            yield Issue("leader_without_name", {})
        if seat.part not in Part.values or seat.section not in ("", *Section.values):
            yield Issue("group_part_unknown", {"name": seat.name, "part": f"{seat.part}/{seat.section}"})
    for section in Section.values:
        seated = [seat for seat in seats if seat.section == section]
        heads = sum(seat.heads_section for seat in seated)
        if seated and heads != 1:
            yield Issue("section_heads", {"section": section, "count": heads})


def presence_issues(act: ElectionAct, duty: LeaderDuty, occasion: str, attended_at: datetime) -> Iterator[Issue]:
    if occasion not in Occasion.values:
        yield Issue("occasion_unknown", {"occasion": occasion})
    if duty.ended_at is not None:
        yield Issue("leader_duty_ended", {"name": duty.name})
    held = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.MOBILISATION_MEETING_HELD).first()
    if held is not None and occasion == Occasion.MOBILISATION_MEETING:
        days = timezone.localdate(attended_at), timezone.localdate(held.fact_at)
        if days[0] != days[1]:
            yield Issue("presence_on_another_day", {"attended": days[0].isoformat(), "held": days[1].isoformat()})
