from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elections.models import Candidate, Contest, Document, Election, Meeting, MilestoneRecord, Official, PreparatoryMeeting, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.meetings import MeetingCall, convene_meeting
from tests.factories.hall import approve
from tests.factories.office import NO_KEY, Office, add_contest, add_members, office_with_election, reach_milestone

from .conftest import SignedIn


@pytest.fixture
def office(db: None) -> Office:
    found = office_with_election(phase=Phase.CANDIDACY)
    reach_milestone(found.election, Milestone.SLATE_CERTIFIED, found[Role.COMMUNITY_CLERK])
    return found


@pytest.fixture
def contest(office: Office) -> Contest:
    return add_contest(office.election, seats=3)


@pytest.fixture
def members(office: Office) -> list[RollEntry]:
    return add_members(office.election, 12)


@pytest.fixture
def candidates(office: Office, contest: Contest, members: list[RollEntry]) -> list[Candidate]:
    return stand(office, contest, members[:4])


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role(Role.COMMUNITY_CLERK)


def stand(office: Office, contest: Contest, entries: list[RollEntry]) -> list[Candidate]:
    at = office.election.opened_at
    first = Candidate.objects.filter(contest=contest).count()
    return [
        Candidate.objects.create(contest=contest, entry=entry, order=first + place, number=first + place, certified_at=at)
        for place, entry in enumerate(entries, 1)
    ]


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/meeting/{rest}"


def a_day(office: Office, days: int) -> str:
    return f"{timezone.localdate(election_now(office.election)) + timedelta(days=days):%Y-%m-%d}T09:00"


def call(office: Office, days: int = 30) -> dict[str, str]:
    return {"kind": "members", "name": "换届选举党员大会", "starts_at": a_day(office, days), "place": "礼堂", "chair": "张建国"}


def convened(office: Office) -> Meeting:
    at = election_now(office.election) + timedelta(days=30)
    made = MeetingCall(title="换届选举党员大会", starts_at=at, place="礼堂", chair="张建国")
    return convene_meeting(office.election, made, actor=office[Role.COMMUNITY_CLERK])


def people(rows: list[tuple[str, str]]) -> dict[str, str]:
    cells = {f"row-{number}-role": role for number, (role, _person) in enumerate(rows)}
    cells |= {f"row-{number}-person": person for number, (_role, person) in enumerate(rows)}
    return {"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": "0", **cells}


def test_who_may_read_it_and_who_may_not(office: Office, as_role: SignedIn) -> None:
    for role, status in ((Role.COMMUNITY_CLERK, 200), (Role.GUIDANCE_OFFICER, 200), (Role.OBSERVER, 403), (Role.TELLER, 403)):
        assert as_role(role).get(url(office)).status_code == status
    assert as_role(Role.STREET_APPROVER).get(url(office, "convene/")).status_code == 403
    assert as_role(Role.COMMUNITY_CLERK).get(url(office, "proof/approve/")).status_code == 403


def test_another_office_is_not_there(office: Office, clerk: Client) -> None:
    other = office_with_election(code="other", phase=Phase.CANDIDACY)
    assert clerk.get(url(other)).status_code == 404
    assert clerk.post(url(other, "convene/"), call(other)).status_code == 404


def test_a_meeting_is_convened_and_its_date_changed(office: Office, clerk: Client) -> None:
    assert "中共文晖街道京都苑社区委员会换届选举党员大会" in clerk.get(url(office, "convene/")).content.decode()
    page = clerk.post(url(office, "convene/"), call(office, days=-1)).content.decode()
    assert "礼堂" in page
    assert Meeting.objects.count() == 0
    clerk.post(url(office, "convene/"), call(office))
    meeting = Meeting.objects.get()
    typed = {"starts_at": a_day(office, 31), "place": "新礼堂", "reason": ""}
    assert "新礼堂" in clerk.post(url(office, f"{meeting.pk}/date/"), typed).content.decode()
    clerk.post(url(office, f"{meeting.pk}/date/"), typed | {"reason": "场地"})
    meeting.refresh_from_db()
    assert meeting.place == "新礼堂"
    assert "场地" in clerk.get(url(office)).content.decode()
    assert "召集会议</a>" not in clerk.get(url(office)).content.decode()


def test_delegates_need_the_superiors_reply_and_many_or_dispersed_members(office: Office, clerk: Client, members: list[RollEntry]) -> None:
    typed = call(office) | {"kind": "delegates"}
    page = clerk.post(url(office, "convene/"), typed).content.decode()
    assert "批复" in page
    assert f"党员{len(members)}人，不足500人且驻地不分散" in page
    assert Meeting.objects.count() == 0
    approve(office, "delegates_meeting")
    said = clerk.post(url(office, "convene/"), typed | {"dispersed": "on"}, follow=True).content.decode()
    assert Meeting.objects.get().kind == "delegates"
    assert "代表0人，一般为100至200人" in said
    assert "所辖党组织驻地分散" not in clerk.get(url(office, "convene/")).content.decode()


def test_a_candidate_is_held_and_released_by_the_street(office: Office, candidates: list[Candidate], as_role: SignedIn) -> None:
    officer, held = as_role(Role.STREET_OFFICER), candidates[0]
    assert as_role(Role.COMMUNITY_CLERK).get(url(office, f"candidates/{held.pk}/hold/")).status_code == 403
    officer.post(url(office, f"candidates/{held.pk}/hold/"), {"reason": "有反映"})
    held.refresh_from_db()
    assert held.held_reason == "held"
    assert "恢复" in officer.get(url(office)).content.decode()
    officer.post(url(office, f"candidates/{held.pk}/release/"), {"reason": "已查清"})
    held.refresh_from_db()
    assert held.held_at is None
    assert officer.get(url(office, f"candidates/{NO_KEY}/hold/")).status_code == 404


def test_officials_are_electors_and_no_candidates(
    office: Office, candidates: list[Candidate], members: list[RollEntry], clerk: Client
) -> None:
    meeting = convened(office)
    address = url(office, f"{meeting.pk}/officials/")
    chief = ("chief_scrutineer", members[5].name)
    page = clerk.post(
        address, people([("chief_scrutineer", candidates[0].entry.name), ("teller", str(members[6].number))])
    ).content.decode()
    assert "或者是候选人" in page
    assert candidates[0].entry.name in page
    assert "至少" in clerk.post(address, people([chief])).content.decode()
    assert "重复提名" in clerk.post(address, people([chief, ("teller", members[5].name)])).content.decode()
    assert "请选择" in clerk.post(address, people([chief, ("", members[6].name)])).content.decode()
    assert "请至少提名" in clerk.post(address, people([("", "")])).content.decode()
    assert Official.objects.count() == 0
    spaced = ("chief_scrutineer", " ".join(members[5].name))
    clerk.post(address, people([spaced, ("teller", f"{members[6].number} {members[6].name}")]))
    assert {official.entry_id for official in Official.objects.all()} == {members[5].pk, members[6].pk}
    assert {official.role for official in Official.objects.all()} == {"chief_scrutineer", "teller"}
    assert members[5].name in clerk.get(address).content.decode()


def test_preparations_are_recorded(office: Office, clerk: Client) -> None:
    clerk.post(url(office, "preparations/new/"), {"kind": "rehearsal", "place": "会议室", "attended": "12", "matters": "走位"})
    assert PreparatoryMeeting.objects.get().attended == 12
    assert "走位" in clerk.get(url(office)).content.decode()


def test_the_proof_is_made_and_approved(office: Office, candidates: list[Candidate], clerk: Client, as_role: SignedIn) -> None:
    convened(office)
    assert "清样未制作" in clerk.get(url(office)).content.decode()
    officer = as_role(Role.STREET_OFFICER)
    officer.post(url(office, "proof/approve/"), {})
    assert not proved()
    clerk.post(url(office, "proof/draft/"))
    assert Document.objects.filter(kind="number_ballot").count() == 1
    assert "清样已制作" in clerk.get(url(office)).content.decode()
    officer.post(url(office, "proof/approve/"), {})
    assert proved()
    assert "按审定的清样印制" in clerk.get(url(office)).content.decode()


def proved() -> bool:
    return MilestoneRecord.objects.standing().filter(kind=Milestone.BALLOT_PROOF_APPROVED).exists()


def test_in_another_phase_it_says_why_not(office: Office, clerk: Client) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.VETTING)
    assert clerk.post(url(office, "convene/"), call(office)).status_code == 409
    assert clerk.get(url(office, "preparations/new/")).status_code == 409
    assert Meeting.objects.count() == 0


def test_the_number_of_queries_does_not_grow(office: Office, contest: Contest, clerk: Client) -> None:
    meeting, counts, standing = convened(office), [], 0
    for wanted in (1, 3, 50):
        stand(office, contest, add_members(office.election, wanted - standing))
        for entry in add_members(office.election, wanted - standing):
            Official.objects.create(meeting=meeting, entry=entry, role="teller", proposed_at=office.election.opened_at)
        standing = wanted
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(url(office)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
