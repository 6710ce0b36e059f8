"""Preparation and mobilisation: plan and reply, roll, leading group, publicity, announcement, meeting."""

from datetime import date

from elections.models import Reply, Request, RollEntry, StoredFile
from elections.permissions import Role
from elections.queries.clock import office_now
from elections.rules.contests import Posts
from elections.services import announcements, contests, files, leading_groups, mobilisation, organisations, requests, roll, roll_import
from elections.services.decisions import Minutes
from elections.services.exclusions import propose_exclusion
from elections.services.leading_groups import GroupSeat

from .casting import EXCLUDED, cast_community, roll_file
from .office import START, CommunityOffice, RehearsalOffice
from .plans import Speciality
from .scans import scan

BRANCH_SIZE = 50
FIRST_REPLY = 12  # the street has written eleven letters this year before the election begins
MEETING_ON = date(2026, 5, 16)  # a Saturday
NOMINATE_UNTIL = date(2026, 3, 27)
VILLAGE_MEETING = 141  # people at the mobilisation meeting of the second summary
CONDITIONS = ("政治素质好，遵纪守法，作风正派", "热心社区工作，有较强的组织协调能力", "一般具有大专以上学历，身体健康")
CHANNELS = ("党组织推荐", "党员、群众联名推荐", "党员自荐")
STREET_GROUP = (
    GroupSeat(name="陆建国", post="街道党工委副书记", part="leader"),
    GroupSeat(name="周敏", post="组织科科长", part="deputy", section="organisation", heads_section=True),
    GroupSeat(name="林晓", post="组织科干事", part="member", section="publicity", heads_section=True),
    GroupSeat(name="夏静", post="党政办主任", part="member", section="logistics", heads_section=True),
)
GUIDANCE_GROUP = (GroupSeat(name="虞思佳", post="换届工作指导员", part="leader"), GroupSeat(name="骆雅琴", post="组织科干事"))


def a_scan(at: CommunityOffice, label: str) -> StoredFile:
    return files.store_file(at.election, actor=at.clerk, name=f"{label}.jpg", content=scan(f"{at.plan.code} {label}"))


def ask(office: RehearsalOffice, at: CommunityOffice, kind: str, title: str) -> None:
    """报送 and 批复 with their numbers and the scan."""
    request = requests.submit_request(at.election, kind, actor=at.clerk, title=title, text="当否，请批示。", number=next_letter(at))
    paper = files.store_file(
        at.election, actor=office.by(Role.STREET_OFFICER), name=f"{kind}.jpg", content=scan(f"{at.plan.code} reply {kind}")
    )
    number = next_reply(office)
    requests.reply_to_request(request, actor=office.by(Role.STREET_APPROVER), number=number, text="经研究，同意。", scan=paper)


def next_letter(at: CommunityOffice) -> str:
    """The community numbers its own letters of the year one after another."""
    return f"{at.plan.mark}〔{START.year}〕{Request.objects.filter(election=at.election).count() + 1}号"


def next_reply(office: RehearsalOffice) -> str:
    """The street's letters to all its communities share one row of numbers."""
    return f"文委〔{START.year}〕{FIRST_REPLY + Reply.objects.filter(request__office=office.street).count()}号"


def prepare_plan(office: RehearsalOffice, at: CommunityOffice) -> None:
    plan = at.plan
    posts = Posts(
        size=len(plan.winners),
        includes_leaders=True,
        deputies=plan.seats("deputy"),
        discipline=plan.discipline,
        names={"deputy": 2} if plan.speciality is Speciality.VILLAGE else {},
        composition=at.election.rules.composition,
    )
    contests.set_posts(at.election, posts, actor=at.clerk)
    ask(office, at, "plan", f"关于{plan.name}党组织换届选举有关事项的请示")
    contests.adopt_plan(at.election, actor=at.clerk)


def draw_up_roll(office: RehearsalOffice, at: CommunityOffice) -> None:
    """Branches, the imported roll, exclusions with the superior's consent; the roll is closed with its figures."""
    names = [f"第{number}党支部" for number in range(1, max(2, -(-at.plan.electors // BRANCH_SIZE)) + 1)]
    for number, name in enumerate(names, start=1):
        organisations.create_organisation(
            office.street, actor=office.administrator, parent=at.organisation, code=f"b{number}", name=name, title="branch"
        )
    at.cast = cast_community(at.plan, at.crowd, leaders_stand=at.election.rules.secretary_elected_by == "members")
    roll_import.import_roll(at.election, roll_file(at.cast, names), actor=at.clerk)
    if any(part.part_time for part in at.cast.parts):
        ask(office, at, "capacity_to_stand", f"关于{at.plan.name}兼职委员人选的请示")
    _exclude(office, at)
    roll.close_roll(at.election, actor=at.clerk)


def _exclude(office: RehearsalOffice, at: CommunityOffice) -> None:
    """Two bedridden members; in the village everybody is due, so that its 84 % are 84 % of all."""
    if at.plan.speciality is Speciality.VILLAGE:
        return
    standing = {name for names in at.cast.standing.values() for name in names}
    electors = RollEntry.objects.filter(election=at.election).electors().exclude(name__in=standing).order_by("-number")
    free = [entry for entry in electors if "meeting_delegate" not in entry.capacities]
    for entry in free[:EXCLUDED]:
        propose_exclusion(entry, "bedridden", actor=at.clerk)
    ask(office, at, "exclusions", f"关于{at.plan.name}部分党员不计入应到会人数的请示")


def set_up_street(office: RehearsalOffice) -> None:
    """Leading group, and the trainings, wrap-up meetings and exchange visits that the first summary counts: 23, 10 and 50 people."""
    officer, cycle = office.by(Role.STREET_OFFICER), office.communities[0].election.cycle
    leading_groups.set_leading_group(cycle, STREET_GROUP, actor=officer)
    now = office_now(office.street)
    trained = [("training", "street", "换届业务培训", 30)] * 23 + [("wrap_up", "street", "换届工作小结会", 20)] * 10
    for number, (kind, level, topic, attended) in enumerate([*trained, ("exchange", "street", "社区间交流观摩", 50)], start=1):
        gathering = mobilisation.Gathering(kind=kind, level=level, topic=f"{topic}({number})", held_at=now, attended=attended)
        mobilisation.record_training(cycle, gathering, actor=officer)


def mobilise(office: RehearsalOffice, at: CommunityOffice) -> None:
    """Guidance group and leader, publicity, contact with every member, the day, the announcement, the meeting, the open letters."""
    officer = office.by(Role.STREET_OFFICER)
    leading_groups.set_leading_group(at.election.cycle, GUIDANCE_GROUP, actor=at.clerk, election=at.election)
    duty = leading_groups.assign_leader(at.election, actor=officer, name="陆建国", post="街道党工委副书记")
    for occasion in ("planning", "mobilisation_meeting"):
        leading_groups.record_presence_of_leader(duty, occasion, actor=officer)
    for kind, quantity in (("letter", at.plan.electors), ("banner", 4), ("blackboard", 4), ("chat_group", 2)):
        mobilisation.record_publicity(at.election, kind, quantity, actor=at.clerk, place=at.plan.name)
    mobilisation.record_contact(at.election, _attempts(at), actor=at.clerk)
    mobilisation.choose_meeting_date(at.election, MEETING_ON + at.later_by, actor=at.clerk)
    _announce(at)
    _hold_mobilisation_meeting(at)


def _attempts(at: CommunityOffice) -> list[mobilisation.Attempt]:
    members = RollEntry.objects.filter(election=at.election).members()
    return [
        mobilisation.Attempt(
            entry=entry,
            manner="letter" if entry.away else "visit" if entry.needs_fetching else "telephone",
            reached=True,
            away=entry.away,
            needs_fetching=entry.needs_fetching,
            wish="rest_day" if entry.number % 5 else "any",
            by_name="社工",
        )
        for entry in members
    ]


def _announce(at: CommunityOffice) -> None:
    text = announcements.AnnouncementText(
        scope="本社区全体正式党员，以及经上级同意的兼职委员人选", conditions=CONDITIONS, channels=CHANNELS
    )
    announcements.announce_election(at.election, text, actor=at.clerk, nominate_until=NOMINATE_UNTIL + at.later_by)
    announcements.prepare_open_letters(at.election, announcements.LetterText(conditions=CONDITIONS, channels=CHANNELS), actor=at.clerk)


def _hold_mobilisation_meeting(at: CommunityOffice) -> None:
    village = at.plan.speciality is Speciality.VILLAGE
    present = at.plan.electors * 9 // 10
    minutes = Minutes(
        body="mobilisation_meeting",
        matter="职数、任职资格条件与推荐范围",
        place=f"{at.plan.name}文化家园礼堂",
        chair=at.secretary.display_name.split()[-1],
        due=at.plan.electors,
        present=present,
        votes_for=present,
        resolution="一致通过。",
    )
    attendance = mobilisation.Attendance(members=present, residents=max(0, VILLAGE_MEETING - present) if village else 20)
    mobilisation.record_mobilisation_meeting(
        at.election, minutes, attendance, actor=at.clerk, discussed="职数、人数、任职资格条件与推荐范围"
    )
