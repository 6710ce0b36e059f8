"""Papers that lie ready in the hall: agenda, host script, check-in list, officials, tally sheets. From what is recorded to a snapshot."""

from collections.abc import Sequence
from typing import cast

from django.utils import timezone

from elections.documents import parts
from elections.documents.ballots import BallotContest, NumberBallot
from elections.documents.counts import TallyNames, TallySheet
from elections.documents.meetings import Agenda, CheckInList, CheckInRow, HostScript, MethodPaper, OfficialsList, Speaker
from elections.documents.meetings import Official as OfficialLine
from elections.documents.words import DUTIES, POSTS, SEX
from elections.models import (
    Appointment,
    Candidate,
    Contest,
    Decision,
    Election,
    Exclusion,
    LeaderDuty,
    Meeting,
    MeetingSession,
    Official,
    RollEntry,
)
from elections.models.meetings import OfficialQuerySet
from elections.models.roll import RollEntryQuerySet
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.meetings import approved_officials, consented_exclusions, due_now, electors
from elections.queries.papers import planned_method
from elections.queries.speeches import as_drawn
from elections.rules.margin import margin_in_percent

from .ballot_papers import BallotPaper
from .result_parts import basis_of, body_of, organisation_of, outgoing_of, superior_of

BLANK = "＿＿＿＿"
FREE_LINES = 3
PLENARY_ITEMS = (
    "清点到会人数，宣布会议是否有效",
    "通过选举办法",
    "通过总监票人、监票人、计票人名单",
    "宣布候选人名单",
    "分发选票，无记名投票",
    "收回并清点选票，宣布选举是否有效，公开唱票、计票",
    "总监票人报告得票情况，主持人宣布当选名单",
    "当选同志表态发言",
)
MEMBERS_ITEMS = (
    "清点到会人数，宣布会议是否有效",
    "奏唱《中华人民共和国国歌》",
    "{outgoing}向大会作工作报告",
    "通过选举办法",
    "宣读上级党组织批复，报告候选人产生情况",
    "候选人竞职演讲，回答提问",
    "通过总监票人、监票人、计票人名单",
    "检查、密封票箱，分发选票，说明填写方法",
    "无记名投票",
    "收回并清点选票，宣布选举是否有效",
    "公开唱票、计票",
    "总监票人报告得票情况，主持人宣布当选名单",
    "新当选的委员代表表态发言",
    "上级党组织领导讲话",
    "奏《国际歌》，宣布大会结束",
)


def meeting_head(meeting: Meeting, session: MeetingSession | None = None) -> parts.Meeting:
    """As a paper names the meeting, with the time of the sitting: the given one, else the newest, else the one it is called for."""
    sitting = session or _newest_sitting(meeting)
    held_at = sitting.held_on if sitting else meeting.starts_at
    kind = cast("parts.MeetingKind", meeting.kind)
    return parts.Meeting(title=meeting.title, held_at=timezone.localtime(held_at), place=meeting.place, chair=meeting.chair, kind=kind)


def agenda(meeting: Meeting) -> Agenda:
    """The usual order of a members' meeting, or a plenary's. Where a plenary elects the secretary, nobody speaks as one."""
    items: tuple[str, ...] = ()
    if meeting.is_plenary:
        items = PLENARY_ITEMS
    elif meeting.election.rules.secretary_elected_by == "plenary":
        items = tuple(item.format(outgoing=outgoing_of(meeting.election)) for item in MEMBERS_ITEMS)
    return Agenda(
        title=f"{meeting.title}议程",
        meeting=meeting_head(meeting),
        signer=body_of(meeting),
        items=items,
        outgoing=outgoing_of(meeting.election),
    )


def election_method(meeting: Meeting) -> MethodPaper:
    """As adopted; before that, as the rule set has it."""
    election, rules, adopted = meeting.election, meeting.election.rules, meeting.method_decision
    method = meeting.adopted_method or planned_method(meeting)
    return MethodPaper(
        title=f"{meeting.title}选举办法" + ("" if adopted else "（草案）"),
        meeting=meeting_head(meeting),
        organisation=body_of(meeting),
        basis=basis_of(election),
        contests=_contests(meeting),
        voters="委员" if meeting.is_plenary else "代表" if meeting.kind == Meeting.Kind.DELEGATES else "党员",
        quorum=rules.quorum,
        ballot=method.ballot,
        further_candidates=method.further_candidates,
        further_margin=method.further_margin,
        show_votes=method.show_votes,
        margin=margin_in_percent(rules.margin),
        of_due=rules.majority_of == "due",
        needs_against=rules.write_in_needs_against,
        cascade=rules.cascade and not meeting.is_plenary,
        leaders_later=rules.secretary_elected_by == "plenary" and not meeting.is_plenary,
        signer=body_of(meeting),
        signed_on=timezone.localdate(adopted.held_at) if adopted else None,
        vote=_vote(adopted),
    )


def host_script(meeting: Meeting) -> HostScript:
    """Of the members' (or delegates') meeting. What is known only in the hall stays blank: 应到会 until the exclusions are voted."""
    election = meeting.election
    duties = _names_by_duty(meeting)
    session = meeting.sessions.exclude(due_fixed=None).order_by("number").last()
    with_vote, due = electors(meeting).count(), due_now(session) if session else None
    return HostScript(
        title=f"{meeting.title}主持词",
        meeting=meeting_head(meeting),
        organisation=organisation_of(election),
        superior=superior_of(election),
        contests=_contests(meeting),
        chief_scrutineer="、".join(duties[Official.Role.CHIEF_SCRUTINEER]) or BLANK,
        scrutineers=duties[Official.Role.SCRUTINEER] or (BLANK,),
        tellers=duties[Official.Role.TELLER] or (BLANK,),
        speakers=_speakers(meeting),
        outgoing_secretary=secretary_of(election) or BLANK,
        reply=reply_of(election) or f"{superior_of(election)}批复",
        total=RollEntry.objects.filter(election=election).members().count(),
        with_vote=with_vote,
        due=due or 0,
        excluded=with_vote - due if due else len(consented_exclusions(election)),
        number_ballot=(meeting.adopted_method or planned_method(meeting)).ballot == "number",
        leader=_leader(election),
        outgoing=outgoing_of(election),
        presides=outgoing_of(election) if election.community.preparatory else "",
    )


def check_in_list(meeting: Meeting, group: str | None = None, *, large: bool = False) -> CheckInList:
    """签到册 of everybody, or of one branch or block. Members without a vote sign too; their ballots cell stays empty."""
    voting = set(electors(meeting).values_list("pk", flat=True))
    excluded = set(Exclusion.objects.filter(entry__in=voting, state=Exclusion.State.APPROVED).values_list("entry_id", flat=True))
    people = [entry for entry in _expected(meeting) if group is None or _group_of(entry) == group]
    rows = tuple(
        CheckInRow(
            number=entry.number,
            name=entry.name,
            sex=SEX[entry.sex],
            branch=_group_of(entry),
            right=entry.pk in voting,
            remark="可不计入" if entry.pk in excluded else "接送" if entry.needs_fetching else "",
        )
        for entry in people
    )
    return CheckInList(title=f"{meeting.title}签到册", meeting=meeting_head(meeting), rows=rows, group=group or "", large=large)


def groups_of(meeting: Meeting) -> list[str]:
    """Branches as the community lists them, then blocks in the order of the roll; one alone needs no list of its own."""
    people = sorted(_expected(meeting), key=lambda entry: (entry.branch is None, entry.branch_id or 0))
    found = list(dict.fromkeys(_group_of(entry) for entry in people))
    return found if len(found) > 1 else []


def officials_list(meeting: Meeting) -> OfficialsList:
    """As proposed; with the vote once the meeting has adopted it."""
    adopted = meeting.officials_decision
    duties = list(DUTIES)
    people = sorted(_officials(meeting), key=lambda official: (duties.index(official.role), official.pk))
    return OfficialsList(
        title="总监票人、监票人、计票人名单",
        meeting=meeting_head(meeting),
        officials=tuple(
            OfficialLine(duty=DUTIES[official.role], name=official.entry.name, branch=_group_of(official.entry)) for official in people
        ),
        signer=body_of(meeting),
        signed_on=timezone.localdate(adopted.held_at) if adopted else None,
        vote=_vote(adopted),
    )


def tally_sheet(meeting: Meeting, paper: BallotPaper, *, batch: str = "第　　批") -> TallySheet:
    """The empty 正 sheet for a ballot paper, its names in the paper's order."""
    snapshot = paper.snapshot
    if isinstance(snapshot, NumberBallot):
        contests = tuple(
            TallyNames(post=post.post, seats=post.seats, names=tuple(candidate.name for candidate in post.candidates))
            for post in snapshot.posts
        )
        others = snapshot.write_ins
    else:
        contests = tuple(TallyNames(post=item.post, seats=item.seats, names=item.candidates) for item in snapshot.contests)
        others = snapshot.kind != "runoff"
    title = snapshot.title.replace("选票", "计票表")
    return TallySheet(title=title, meeting=meeting_head(meeting), batch=batch, contests=contests, free_lines=FREE_LINES if others else 0)


def officials_part(meeting: Meeting) -> parts.Officials:
    """Who served, once the meeting has adopted them."""
    found = _by_duty(approved_officials(meeting))
    return parts.Officials(
        chief_scrutineer="、".join(found[Official.Role.CHIEF_SCRUTINEER]),
        scrutineers=found[Official.Role.SCRUTINEER],
        tellers=found[Official.Role.TELLER],
        callers=found[Official.Role.CALLER],
    )


def reply_of(election: Election) -> str:
    """The reply that allowed the election, with its number; empty while none is on record."""
    basis = basis_of(election)
    return basis if basis != superior_of(election) else ""


def secretary_of(election: Election) -> str:
    """Who holds the secretary's role in the community now; a display name may begin with the office held."""
    held = Appointment.objects.in_force(election_now(election)).filter(organisation=election.community, role=Role.COMMUNITY_SECRETARY)
    found = held.select_related("account").order_by("pk").last()
    return found.account.display_name.split()[-1] if found else ""


def _newest_sitting(meeting: Meeting) -> MeetingSession | None:
    """None once the meeting is called for a later day: what is printed now is for that day."""
    newest = meeting.sessions.order_by("number").last()
    if newest is None or newest.sits:
        return newest
    return None if timezone.localdate(meeting.starts_at) > timezone.localdate(newest.held_on) else newest


def _vote(adopted: Decision | None) -> parts.Vote | None:
    return parts.Vote(votes_for=adopted.votes_for, against=adopted.votes_against, abstained=adopted.abstained) if adopted else None


def _expected(meeting: Meeting) -> RollEntryQuerySet:
    """At a members' meeting everybody of the Party, probationary members too; elsewhere those who vote."""
    people = electors(meeting)
    if meeting.kind == Meeting.Kind.MEMBERS:
        people = RollEntry.objects.filter(election=meeting.election).members()
    return people.select_related("branch").order_by("number")


def _group_of(entry: RollEntry) -> str:
    return entry.branch.name if entry.branch else entry.branch_name


def _officials(meeting: Meeting) -> OfficialQuerySet:
    return Official.objects.serving().filter(meeting=meeting).select_related("entry__branch")


def _names_by_duty(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    return _by_duty(_officials(meeting))


def _by_duty(officials: OfficialQuerySet) -> dict[str, tuple[str, ...]]:
    people = list(officials)
    return {duty: tuple(official.entry.name for official in people if official.role == duty) for duty in DUTIES}


def _contests(meeting: Meeting) -> tuple[BallotContest, ...]:
    names: dict[int, tuple[str, ...]] = {}
    for candidate in _candidates(meeting):
        names[candidate.contest_id] = (*names.get(candidate.contest_id, ()), candidate.entry.name)
    contests = Contest.objects.filter(election=meeting.election, stage=meeting.stage)
    return tuple(BallotContest(post=POSTS[item.post], seats=item.seats, candidates=names.get(item.pk, ())) for item in contests)


def _speakers(meeting: Meeting) -> tuple[Speaker, ...]:
    """Each candidate once, as drawn by lot or in the order of the ballot, for the first post on it. How long they have is written in
    by hand."""
    found: dict[int, Speaker] = {}
    for candidate in _candidates(meeting):
        found.setdefault(candidate.entry_id, Speaker(name=candidate.entry.name, post=POSTS[candidate.contest.post], minutes=0))
    return tuple(found[pk] for pk in as_drawn(meeting, found))


def _candidates(meeting: Meeting) -> Sequence[Candidate]:
    free = Candidate.objects.free().filter(contest__election=meeting.election, contest__stage=meeting.stage)
    return list(free.select_related("contest", "entry"))


def _leader(election: Election) -> str:
    duty = LeaderDuty.objects.standing().filter(election=election).last()
    return duty.name if duty else ""
