"""The meeting: check-in, quorum, method, officials, speeches, ballots, two tellers, outcome, plenaries."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from elections.models import BallotRound, Contest, Elected, Meeting, MeetingSession, Official, Request, RollEntry, Speech
from elections.permissions import Role
from elections.queries.counts import paper_contests, tally_ballots
from elections.queries.meetings import consented_exclusions, due_electors, due_now
from elections.queries.results import contest_state
from elections.rules.ballots import ABSTENTION, VOID, Mark
from elections.rules.ballots import Contest as PaperContest
from elections.rules.method import ElectionMethod
from elections.services import ballots, check_in, counts, documents, meetings, officials, outcomes, results, rounds, sessions, slate
from elections.services.ballot_papers import next_ballots
from elections.services.decisions import Minutes, record_decision
from elections.services.papers import papers_of_kind, prepare_paper
from elections.services.sessions import HandVote

from .before import ask
from .office import CommunityOffice, RehearsalOffice
from .plans import Speciality

BATCH = 50
SPARE = 5
SPEECH_SECONDS = 300
OFFICIALS = (Official.Role.CHIEF_SCRUTINEER, Official.Role.SCRUTINEER, Official.Role.TELLER, Official.Role.TELLER, Official.Role.CALLER)


def convene(office: RehearsalOffice, at: CommunityOffice, starts_at: datetime) -> None:
    kind = Meeting.Kind.MEMBERS
    if at.plan.speciality is Speciality.DELEGATES:
        ask(office, at, Request.Kind.DELEGATES_MEETING, f"关于{at.plan.name}召开党员代表大会的请示")
        kind = Meeting.Kind.DELEGATES
    words = "党员代表大会" if kind == Meeting.Kind.DELEGATES else "党员大会"
    title = f"中共文晖街道{at.plan.name}委员会换届选举{words}"
    call = meetings.MeetingCall(
        kind=kind,
        title=title,
        starts_at=starts_at,
        place=f"{at.plan.name}文化家园礼堂",
        chair=_chair(at),
        dispersed=kind == Meeting.Kind.DELEGATES,
    )
    meetings.convene_meeting(at.election, call, actor=at.clerk)


def prepare(office: RehearsalOffice, at: CommunityOffice) -> None:
    """预备会议, training in filling in the ballot, rehearsal of the staff, packs; officials proposed; the proof approved."""
    for kind, attended in (("preparatory", at.plan.electors * 4 // 5), ("ballot_training", 60), ("rehearsal", 12), ("packs", 6)):
        meetings.record_preparatory_meeting(at.election, kind, actor=at.clerk, place="社区会议室", attended=attended)
    meeting = main_meeting(at)
    people = [entry for entry in _coming(meeting, at) if entry.name not in _standing_names(at)]
    roles = {entry: role.value for entry, role in zip(people, OFFICIALS, strict=False)}
    officials.propose_officials(meeting, roles, actor=at.clerk)
    papers = [
        documents.draft_document(at.election, paper.kind, paper.snapshot, actor=at.clerk, title=paper.snapshot.title)
        for paper in next_ballots(meeting)
    ]
    _print(at, "agenda", "host_script", "check_in_list")
    ballots.approve_ballot_proof(at.election, actor=office.by(Role.STREET_OFFICER), documents=papers)


def main_meeting(at: CommunityOffice) -> Meeting:
    return Meeting.objects.get(election=at.election, kind__in=[Meeting.Kind.MEMBERS, Meeting.Kind.DELEGATES])


def hold(office: RehearsalOffice, at: CommunityOffice) -> None:
    """The whole of 选举大会, then the plenaries that the rule set and the plan ask for, and the certified result."""
    meeting = main_meeting(at)
    session = _open(office, at, meeting)
    _speak(office, at, session)
    for codes in _papers(at, Contest.Stage.MEETING):
        _vote(office, at, session, codes)
    sessions.record_speech(session, Speech.Kind.STATEMENT, actor=office.by(Role.HOST), speaker="新当选书记", seconds=240)
    sessions.close_session(session, actor=office.by(Role.HOST))
    for stage, kind in (
        (Contest.Stage.PLENARY, Meeting.Kind.PLENARY),
        (Contest.Stage.DISCIPLINE_PLENARY, Meeting.Kind.DISCIPLINE_PLENARY),
    ):
        if Contest.objects.filter(election=at.election, stage=stage).exists():
            _hold_plenary(office, at, stage, kind)
    if Contest.objects.filter(election=at.election, stage=Contest.Stage.DISCIPLINE_PLENARY).exists():
        _pass_discipline_secretary(at)
    _print(at, "election_method", "officials_list", "attendance_report", "ballots_report", "count_report", "elected_report")
    results.certify_result(at.election, actor=office.by(Role.HOST))


def _print(at: CommunityOffice, *kinds: str) -> None:
    for kind in kinds:
        for offer in papers_of_kind(at.election, kind):
            prepare_paper(at.election, offer.kind, offer.key, actor=at.clerk)


def _open(office: RehearsalOffice, at: CommunityOffice, meeting: Meeting) -> MeetingSession:
    host = office.by(Role.HOST)
    session = sessions.open_session(meeting, actor=host)
    coming = _coming(meeting, at)
    for group in _queues(coming, at):
        check_in.check_in(session, group, actor=office.by(Role.CHECK_IN_CLERK))
    if session.due_fixed is None:
        sessions.vote_on_exclusions(session, consented_exclusions(at.election), HandVote(len(coming)), actor=host)
    sessions.declare_quorum(session, actor=host)
    ballot = "list" if meeting.is_plenary else at.election.rules.ballot
    sessions.adopt_method(session, ElectionMethod(ballot=ballot, show_votes=True), HandVote(len(coming)), actor=host)
    approved = officials.approve_officials(session, HandVote(len(coming)), actor=host)
    at.pin = next(iter(approved.pins.values()))
    return MeetingSession.objects.get(pk=session.pk)


def _coming(meeting: Meeting, at: CommunityOffice) -> list[RollEntry]:
    """Who comes: the planned share of those due, candidates and officials among them, and nobody who is to be left out."""
    left_out = [exclusion.entry_id for exclusion in consented_exclusions(at.election)]
    due = list(due_electors(meeting).exclude(pk__in=left_out).select_related("branch"))
    if meeting.is_plenary:
        return due
    number = round(at.plan.turnout * len(due))
    return due[:number]


def _queues(coming: Sequence[RollEntry], at: CommunityOffice) -> Iterator[list[RollEntry]]:
    """清点人数 by blocks of the social workers, or at the desk in tens."""
    if at.plan.speciality is Speciality.BLOCKS:
        blocks: dict[int | None, list[RollEntry]] = {}
        for entry in coming:
            blocks.setdefault(entry.branch_id, []).append(entry)
        yield from blocks.values()
        return
    for first in range(0, len(coming), 10):
        yield list(coming[first : first + 10])


def _speak(office: RehearsalOffice, at: CommunityOffice, session: MeetingSession) -> None:
    host = office.by(Role.HOST)
    sessions.record_speech(session, Speech.Kind.OUTGOING_REPORT, actor=host, speaker=_chair(at), seconds=1200)
    sessions.record_speech(session, Speech.Kind.HOW_NOMINATED, actor=host, speaker=_chair(at), seconds=400)
    entries = RollEntry.objects.filter(election=at.election, candidacies__isnull=False).distinct()
    for entry in entries:
        sessions.record_speech(session, Speech.Kind.SPEECH, actor=host, speaker=entry.name, entry=entry, seconds=SPEECH_SECONDS)


def _papers(at: CommunityOffice, stage: str) -> list[list[str]]:
    """One paper for secretary, deputies and committee, or one after another; the discipline committee has its own."""
    codes = list(Contest.objects.filter(election=at.election, stage=stage).values_list("code", flat=True))
    if at.election.rules.ballot == "sequential" or stage != Contest.Stage.MEETING:
        return [[code] for code in codes]
    own = [code for code in codes if code == Contest.Post.DISCIPLINE]
    return [group for group in ([code for code in codes if code not in own], own) if group]


def _vote(office: RehearsalOffice, at: CommunityOffice, session: MeetingSession, codes: Sequence[str]) -> None:
    host, desk = office.by(Role.HOST), office.by(Role.BALLOT_DESK)
    here = list(RollEntry.objects.filter(pk__in=session.check_ins.here().values("entry")))
    printed = due_now(session) + SPARE
    round = rounds.open_round(session, codes, actor=host, printed=printed)
    for first in range(0, len(here), 20):
        rounds.issue_ballot(round, here[first : first + 20], actor=desk)
    spoiled = 0 if session.meeting.is_plenary else 1
    if spoiled:
        rounds.replace_ballot(round, here[-1], actor=desk)
    box = rounds.BoxCount(spoiled=spoiled, left_over=printed - len(here) - spoiled, voters=len(here), returned=len(here))
    round = rounds.close_round(round, box, actor=host)
    _count(office, at, round, _marked(at, round, len(here)))
    outcomes.decide_outcome(round, actor=host)
    for code in codes:
        if contest_state(Contest.objects.get(election=at.election, code=code)).seats_left:
            raise RuntimeError(f"the rehearsal of {at.plan.code} left seats of {code} open")


def _count(office: RehearsalOffice, at: CommunityOffice, round: BallotRound, marked: Sequence[dict[str, Mark]]) -> None:
    """Two tellers type each batch; in the first one the second misreads a ballot, which the scrutineer settles."""
    first, second = office.by(Role.TELLER), office.by(Role.TELLER, 1)
    for batch, start in enumerate(range(0, len(marked), BATCH), start=1):
        part = marked[start : start + BATCH]
        right = tally_ballots(round, part)
        misread = tally_ballots(round, [*part[:-1], dict.fromkeys(part[-1], ABSTENTION)])
        counts.enter_tally(round, batch, actor=first, ballots=len(part), totals=right)
        differs = batch == 1 and misread != right and not round.session.meeting.is_plenary
        counts.enter_tally(round, batch, actor=second, ballots=len(part), totals=misread if differs else right)
        if differs:
            counts.settle_tally(
                round, batch, actor=office.by(Role.SCRUTINEER), ballots=len(part), totals=right, reason="第二人漏看一张票，重新唱票核对。"
            )
    counts.attest_count(round, actor=office.by(Role.SCRUTINEER), pin=at.pin)


def _marked(at: CommunityOffice, round: BallotRound, ballots_cast: int) -> list[dict[str, Mark]]:
    """One ballot after another: most name those whom the rehearsal elects, some others, a few are void."""
    chance = random.Random(f"{at.plan.code}/{round.number}/{round.session.meeting.kind}")  # noqa: S311 - invented ballots
    contests = paper_contests(round)
    wanted = {code: _wanted(at, round, contest) for code, contest in contests.items()}
    return [
        {code: _mark(chance, contest, wanted[code], plain=round.session.meeting.is_plenary) for code, contest in contests.items()}
        for _ in range(ballots_cast)
    ]


def _wanted(at: CommunityOffice, round: BallotRound, contest: PaperContest) -> list[str]:
    """Those to be elected, the surest first."""
    if round.session.meeting.is_plenary:
        return list(contest.candidates[: contest.seats])
    order = at.cast.standing[contest.code][: at.cast.elected[contest.code]]
    return [name for name in order if name in contest.candidates][: contest.seats]


def _mark(chance: random.Random, contest: PaperContest, wanted: Sequence[str], *, plain: bool) -> Mark:
    roll = chance.random()
    if plain:
        return Mark(in_favour=tuple(wanted))
    if roll < 0.01:
        return VOID
    if roll < 0.03:
        return ABSTENTION
    chosen = [name for name in wanted if chance.random() < 0.94]
    others = [name for name in contest.candidates if name not in wanted]
    for name in others:
        if len(chosen) < contest.seats and chance.random() < 0.35:
            chosen.append(name)
    against = tuple(name for name in contest.candidates if name not in chosen and chance.random() < 0.5)
    return Mark(in_favour=tuple(chosen), against=against)


def _hold_plenary(office: RehearsalOffice, at: CommunityOffice, stage: str, kind: str) -> None:
    """全体会议: secretary and deputies one by one, each from among those elected to the body."""
    body = "纪律检查委员会" if kind == Meeting.Kind.DISCIPLINE_PLENARY else "委员会"
    main = main_meeting(at)
    title = f"中共文晖街道{at.plan.name}{body}第一次全体会议"
    call = meetings.MeetingCall(kind=kind, title=title, starts_at=main.starts_at, place="社区会议室", chair=_chair(at))
    meeting = meetings.convene_meeting(at.election, call, actor=at.clerk)
    seated = _seated(at, stage)
    free = list(seated)
    for contest in Contest.objects.filter(election=at.election, stage=stage):
        _name(at, contest, free[: contest.seats])
        free = free[contest.seats :]
    roles = {entry: role.value for entry, role in zip(free, (OFFICIALS[0], OFFICIALS[2], OFFICIALS[4]), strict=False)}
    officials.propose_officials(meeting, roles, actor=at.clerk)
    session = _open(office, at, meeting)
    for codes in _papers(at, stage):
        _vote(office, at, session, codes)
    sessions.close_session(session, actor=office.by(Role.HOST))


def _seated(at: CommunityOffice, stage: str) -> list[RollEntry]:
    post = Contest.Post.COMMITTEE if stage == Contest.Stage.PLENARY else Contest.Post.DISCIPLINE
    found = Elected.objects.standing().filter(contest__election=at.election, contest__post=post).select_related("entry")
    order = {name: place for place, name in enumerate(at.cast.standing[post])}
    return sorted((row.entry for row in found), key=lambda entry: order[entry.name])


def _name(at: CommunityOffice, contest: Contest, entries: Sequence[RollEntry]) -> None:
    minutes = _minutes(at, "community_committee", "提出书记、副书记候选人", "经上级同意，提出候选人。")
    slate.name_plenary_candidates(contest, entries, minutes, actor=at.clerk)


def _pass_discipline_secretary(at: CommunityOffice) -> None:
    record_decision(at.election, _minutes(at, "new_committee", results.PASSING, "通过纪委书记选举结果。"), actor=at.clerk)


def _minutes(at: CommunityOffice, body: str, matter: str, resolution: str) -> Minutes:
    number = len(at.plan.winners)
    return Minutes(
        body=body,
        matter=matter,
        place="社区会议室",
        chair=_chair(at),
        due=number,
        present=number,
        votes_for=number,
        resolution=resolution,
    )


def _chair(at: CommunityOffice) -> str:
    return at.secretary.display_name.split()[-1]


def _standing_names(at: CommunityOffice) -> set[str]:
    return {name for names in at.cast.standing.values() for name in names}
