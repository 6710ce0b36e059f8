"""From the open nomination to the certified slate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from elections.models import Contest, MilestoneRecord, Notice, Organisation, RollEntry
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.services import documents, notices, postings
from elections.services.decisions import Minutes
from nominations.models import Nominee, NomineeList, SlipCount, SpeechTraining
from nominations.queries.lists import finalists, people_on, standing_list
from nominations.queries.slips import contests_on
from nominations.rules.endorsement import Address, Channel, Endorser
from nominations.rules.pledges import ConcernKind, Point
from nominations.rules.slips import BatchFigures, chosen
from nominations.services import committee_ballot, deliberations, lists, nominees, pledges, recommendation, rounds, speeches, vetting
from nominations.services.nominations import Sheet, register_nomination
from nominations.services.notice_people import notice_people
from nominations.services.slate import hand_over_slate

from .before import a_scan, ask
from .office import CommunityOffice, RehearsalOffice

PLACES = ("社区宣传栏", "党务公开栏", "各楼道公告栏")
COMMITTEE = 9  # of the street
DEPARTMENTS = (("组织科", "conditions"), ("派出所", "criminal_record"), ("纪工委", "discipline_in_effect"))
CONCERNS = (
    (ConcernKind.LIVELIHOOD, "老旧小区加装电梯推进慢"),
    (ConcernKind.PARTY_BUILDING, "楼道支部活动场地不足"),
    (ConcernKind.ABILITY, "物业与业主的矛盾希望社区多协调"),
)


def open_round(office: RehearsalOffice, at: CommunityOffice, opens_at: datetime, closes_at: datetime) -> None:
    rounds.open_nomination_round(at.election, actor=at.clerk, opens_at=opens_at, closes_at=closes_at)


def take_nominations(office: RehearsalOffice, at: CommunityOffice) -> None:
    """Everybody by an organisation, jointly or alone, in turn; the secretary's first name also by ten members jointly."""
    entries = {entry.name: entry for entry in RollEntry.objects.filter(election=at.election)}
    endorsers = iter(_endorsers(at, entries))
    for contest in Contest.objects.filter(election=at.election, stage=Contest.Stage.MEETING):
        for place, name in enumerate(at.cast.standing[contest.code]):
            channel = (Channel.ORGANISATION, Channel.JOINT, Channel.SELF)[place % 3]
            backers = tuple(islice(endorsers, at.election.rules.joint_nomination)) if channel is Channel.JOINT else ()
            organisation = "第1党支部" if channel is Channel.ORGANISATION else ""
            sheet = Sheet(entry=entries[name], contest=contest, channel=channel, organisation=organisation, endorsers=backers)
            register_nomination(at.election, sheet, actor=at.clerk)
    for nominee in Nominee.objects.filter(election=at.election):
        nominees.record_consent(nominee, actor=at.clerk, accepts_other_post=True)


def close_round(office: RehearsalOffice, at: CommunityOffice) -> None:
    rounds.close_open_nomination(
        at.election, actor=at.clerk, members_took_part=at.plan.members_took_part, residents_took_part=at.plan.residents_took_part
    )


def post_notice(office: RehearsalOffice, at: CommunityOffice, number: int) -> Notice:
    """Issued by the community (round 1) or by the street, and hung in three places with their photographs."""
    people = notice_people(at.election, number).listed
    by = at.clerk if number == 1 else office.by(Role.STREET_OFFICER)
    notice = notices.issue_notice(at.election, number, people, actor=by)
    if notice.document is not None:
        documents.release_document(notice.document, actor=by, filed=False)
    photo = a_scan(at, f"notice {number}")
    for place in PLACES:
        postings.record_posting(notice, actor=at.clerk, place=place, photo=photo)
    return notice


def recommend(office: RehearsalOffice, at: CommunityOffice) -> None:
    """Slips by category, typed by two people; the people of the first summary's winners are recommended by most."""
    count = recommendation.open_directed_round(at.election, actor=at.clerk)
    for category, number in count.people.items():
        _two_entries(office, at, count, category, at.plan.members_took_part if category == "member" else number)
    recommendation.certify_directed_count(count, actor=at.clerk)


def propose(office: RehearsalOffice, at: CommunityOffice) -> None:
    """初步人选 by the outgoing committee, and the trust vote on them by members and residents apart."""
    minutes = Minutes(
        body="community_committee",
        matter="研究初步人选",
        place="社区会议室",
        chair=at.secretary.display_name.split()[-1],
        due=7,
        present=7,
        votes_for=7,
        resolution="根据推荐情况提出初步人选。",
    )
    lists.propose_preliminary(at.election, _names(at), actor=at.clerk, minutes=minutes, reason="兼顾班子结构")
    if at.election.rules.directed_recommendation:
        trust = recommendation.open_trust_vote(at.election, actor=at.clerk)
        for category in ("member", "resident"):
            number = at.plan.members_took_part if category == "member" else at.plan.residents_took_part
            _two_entries(office, at, trust, category, number)
        recommendation.certify_trust_vote(trust, actor=at.clerk)


def approve_preliminary(office: RehearsalOffice, at: CommunityOffice) -> None:
    ask(office, at, "preliminary", f"关于{at.plan.name}党组织委员会候选人初步人选的请示")
    lists.approve_preliminary(at.election, actor=office.by(Role.STREET_APPROVER))


def vet(office: RehearsalOffice, at: CommunityOffice) -> None:
    for nominee in people_on(standing_list(at.election, NomineeList.Kind.PRELIMINARY)):
        for department, item in DEPARTMENTS:
            vetting.record_vetting(nominee, actor=office.by(Role.VETTING_DEPARTMENT), department=department, item=item, passed=True)
        vetting.record_inspection(
            nominee, actor=office.by(Role.STREET_OFFICER), team="第一考察组", suitable=True, talked_with=12, material="德才兼备，群众公认。"
        )
    vetting.certify_vetting(at.election, actor=office.by(Role.STREET_OFFICER))


def hold_committee_ballot(office: RehearsalOffice, at: CommunityOffice) -> None:
    """党工委差额票决: all nine are there; whoever the rehearsal elects passes, and enough others for the meeting's margin."""
    officer, other = office.by(Role.STREET_OFFICER), office.by(Role.STREET_OFFICER, 1)
    count = committee_ballot.open_committee_ballot(at.election, actor=officer, due=COMMITTEE, present=COMMITTEE)
    figures = _committee_figures(at, count)
    for actor in (officer, other):
        committee_ballot.enter_committee_tally(count, actor=actor, figures=figures)
    minutes = Minutes(
        body="street_committee",
        matter="差额票决候选人预备人选",
        place="街道三楼会议室",
        chair="陆建国",
        due=COMMITTEE,
        present=COMMITTEE,
        votes_for=COMMITTEE,
        manner="secret_ballot",
        resolution="票决确定候选人预备人选。",
    )
    committee_ballot.certify_committee_ballot(count, actor=officer, minutes=minutes)


def approve_reserve(office: RehearsalOffice, at: CommunityOffice) -> None:
    ask(office, at, "reserve", f"关于{at.plan.name}党组织委员会候选人预备人选的请示")
    lists.approve_reserve(at.election, actor=office.by(Role.STREET_APPROVER))


def visit_and_pledge(office: RehearsalOffice, at: CommunityOffice) -> None:
    """服务民生大走访; what people need becomes the pledges and the speeches."""
    visit = pledges.record_visit(at.election, actor=at.clerk, place="一至六幢", households=36)
    concerns = [pledges.record_concern(at.election, actor=at.clerk, kind=kind, text=text, visit=visit) for kind, text in CONCERNS]
    people = finalists(at.election)
    paper = a_scan(at, "pledges")
    for place, nominee in enumerate(people):
        concern = concerns[place % len(concerns)]
        pledges.choose_concern(concern, nominee, actor=at.clerk)
        points = (Point(f"任期内推动解决：{concern.text}", concern.pk), Point("每月接待居民一次，公开办理结果"))
        pledges.sign_pledge(nominee, actor=at.clerk, points=points, sheet=paper)
    speeches.record_speech_training(
        at.election,
        actor=at.clerk,
        kind=SpeechTraining.Kind.MOCK_SPEECH,
        trainer="市委党校 老师",
        place="街道报告厅",
        comments=dict.fromkeys(people, "目标具体，注意时间。"),
    )
    pledges.publish_pledges(at.election, actor=at.clerk)


def deliberate(office: RehearsalOffice, at: CommunityOffice) -> None:
    branches = list(Organisation.objects.filter(parent=at.organisation))
    for branch in branches:
        deliberations.record_deliberation(
            at.election, actor=at.clerk, branch=branch, attended=at.plan.electors // len(branches), opinions="一致同意。"
        )


def hand_over(office: RehearsalOffice, at: CommunityOffice) -> None:
    hand_over_slate(at.election, actor=at.clerk, reason="兼顾班子结构")


def has_reached(at: CommunityOffice, kind: Milestone) -> bool:
    return MilestoneRecord.objects.standing().filter(election=at.election, kind=kind).exists()


def _endorsers(at: CommunityOffice, entries: Mapping[str, RollEntry]) -> Iterable[Endorser]:
    """Members who do not stand themselves; in a village households."""
    if at.election.rules.joint_nomination_unit == "household":
        for number in range(1, 400):
            yield Endorser(name=at.crowd.person().name, address=Address(f"{number}号", "1", "1"))
        return
    standing = {name for names in at.cast.standing.values() for name in names}
    while True:
        for entry in entries.values():
            if entry.name not in standing and entry.membership == "full" and not entry.part_time:
                yield Endorser(name=entry.name, entry=entry.pk)


def _names(at: CommunityOffice) -> Mapping[str, Sequence[Nominee]]:
    by_name = {nominee.entry.name: nominee for nominee in Nominee.objects.filter(election=at.election).with_steps()}
    contests = Contest.objects.filter(election=at.election, stage=Contest.Stage.MEETING)
    return {contest.code: [by_name[name] for name in at.cast.standing[contest.code]] for contest in contests}


def _two_entries(office: RehearsalOffice, at: CommunityOffice, count: SlipCount, category: str, number: int) -> None:
    returned = number - number // 20
    contests = []
    for contest in contests_on(count):
        places = {name: place for place, name in enumerate(at.cast.standing.get(contest.code, contest.candidates))}
        votes = {name: _support(returned, places[name], contest.seats) for name in contest.candidates}
        contests.append(chosen(contest, valid=returned, void=0, votes=votes))
    figures = BatchFigures(number, returned, tuple(contests))
    for actor in (at.clerk, office.by(Role.STREET_OFFICER)):
        recommendation.enter_recommendation_tally(count, actor=actor, category=category, place="1", figures=figures)


def _support(returned: int, place: int, seats: int) -> int:
    """Votes of somebody in this place: winners near all, the others few enough that nobody names more than there are seats."""
    return max(0, returned * (96 - place) // 100) if place < seats else returned * 3 // 100


def _committee_figures(at: CommunityOffice, count: SlipCount) -> BatchFigures:
    """Each of the nine chooses as many as there are places: those in the first places get all nine votes."""
    contests = []
    for contest in contests_on(count):
        order = {name: place for place, name in enumerate(at.cast.standing[contest.code])}
        votes = {name: COMMITTEE if order[name] < contest.seats else 0 for name in contest.candidates}
        contests.append(chosen(contest, valid=COMMITTEE, void=0, votes=votes))
    return BatchFigures(COMMITTEE, COMMITTEE, tuple(contests))
