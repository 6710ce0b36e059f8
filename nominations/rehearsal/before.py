"""Preparation and mobilisation: plan and reply, roll, leading group, publicity, announcement, meeting."""

from elections.models import RollEntry, StoredFile
from elections.permissions import Role
from elections.rules.contests import Posts
from elections.services import contests, files, organisations, requests, roll, roll_import
from elections.services.exclusions import propose_exclusion

from .casting import EXCLUDED, cast_community, roll_file
from .office import CommunityOffice, RehearsalOffice
from .plans import Speciality
from .scans import scan

BRANCH_SIZE = 50


def a_scan(at: CommunityOffice, label: str) -> StoredFile:
    return files.store_file(at.election, actor=at.clerk, name=f"{label}.jpg", content=scan(f"{at.plan.code} {label}"))


def ask(office: RehearsalOffice, at: CommunityOffice, kind: str, title: str, number: str) -> None:
    """报送 and 批复 with number and scan."""
    request = requests.submit_request(at.election, kind, actor=at.clerk, title=title, text="当否,请批示。", number=f"{at.plan.code}-{kind}")
    paper = files.store_file(
        at.election, actor=office.by(Role.STREET_OFFICER), name=f"{kind}.jpg", content=scan(f"{at.plan.code} reply {kind}")
    )
    requests.reply_to_request(request, actor=office.by(Role.STREET_APPROVER), number=number, text="经研究,同意。", scan=paper)


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
    ask(office, at, "plan", f"关于{plan.name}党组织换届选举有关事项的请示", "文委〔2026〕12号")
    contests.adopt_plan(at.election, actor=at.clerk)


def draw_up_roll(office: RehearsalOffice, at: CommunityOffice) -> None:
    """Branches, the imported roll, exclusions with the superior's consent; the roll is closed with its figures."""
    names = [f"第{number}党支部" for number in range(1, max(2, -(-at.plan.electors // BRANCH_SIZE)) + 1)]
    for number, name in enumerate(names, start=1):
        organisations.create_organisation(
            office.street, actor=office.administrator, parent=at.organisation, code=f"b{number}", name=name, title="branch"
        )
    at.cast = cast_community(at.plan, at.crowd, leaders_stand=at.election.rules.secretary_elected_by == "members")
    if any(part.part_time for part in at.cast.parts):
        ask(office, at, "capacity_to_stand", f"关于{at.plan.name}兼职委员人选的请示", "文委〔2026〕13号")
    roll_import.import_roll(at.election, roll_file(at.cast, names), actor=at.clerk)
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
    ask(office, at, "exclusions", f"关于{at.plan.name}部分党员不计入应到会人数的请示", "文委〔2026〕14号")


def mobilise(office: RehearsalOffice, at: CommunityOffice) -> None:
    from elections.rules.acts import Milestone
    from elections.services.milestones import record_milestone

    for kind in (Milestone.ELECTION_ANNOUNCED, Milestone.MOBILISATION_MEETING_HELD):
        record_milestone(at.election, kind, actor=at.clerk, evidence=a_scan(at, kind.value))
