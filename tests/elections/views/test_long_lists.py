"""Every list of the office and of an election costs the same for one row as for fifty."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from elections.models import (
    Appointment,
    CalendarYear,
    Candidate,
    Decision,
    Document,
    Election,
    Exclusion,
    ImportedRoll,
    Job,
    LateEntry,
    MilestoneRecord,
    Notice,
    Objection,
    Posting,
    Reply,
    Request,
    RollRevision,
    Ruling,
    SignIn,
    StoredFile,
    Training,
)
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.cycles import open_cycle
from elections.services.decisions import record_decision
from tests.asked import Page, asks_as_often, pages_of
from tests.factories.hall import a_scan
from tests.factories.nominations import a_notice, minutes
from tests.factories.office import (
    Office,
    add_contest,
    add_members,
    another_community,
    give_role,
    make_account,
    office_with_election,
    reach_milestone,
)
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

Add = Callable[[Office, int], object]
NUMBERS: Iterator[int] = count(1)


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.VETTING)


def each(make: Add, office: Office) -> Callable[[int], None]:
    """So many rows, each with a number of its own."""

    def add(many: int) -> None:
        for _row in range(many):
            make(office, next(NUMBERS))

    return add


# --- rows, as scenery -------------------------------------------------------------------------------------------------


def a_request(office: Office, number: int, election: Election | None = None, state: str = "submitted") -> Request:
    at = election_now(office.election)
    return Request.objects.create(
        office=office.street, election=election or office.election, kind="rule_change", state=state, title=f"请示{number}",
        submitted_at=at, entered_at=at, submitted_by=office[Role.COMMUNITY_CLERK], document=a_document(office, number),
    )  # fmt: skip


def an_answered_request(office: Office, number: int) -> None:
    asked = a_request(office, number, state="approved")
    Reply.objects.create(
        request=asked, kind="approved", number=f"{number}号", replied_at=asked.submitted_at, replied_by=office[Role.STREET_APPROVER],
        scan=a_scan(office),
    )  # fmt: skip


def a_document(office: Office, number: int, **fields: object) -> Document:
    values = {"kind": "official_letter", "audience": "public", "state": "posted", "pdf": a_scan(office), "stamped_copy": a_scan(office)}
    return Document.objects.create(
        office=office.street, election=office.election, title=f"文书{number}", snapshot="{}", snapshot_sha256="0" * 64, head="0" * 64,
        drafted_at=election_now(office.election), drafted_by=office[Role.COMMUNITY_CLERK], **values | fields,
    )  # fmt: skip


def a_corrected_notice(office: Office, number: int) -> Notice:
    """One more that stands in the history of the first round, with a photograph and an objection that is ruled on."""
    at = election_now(office.election)
    Notice.objects.filter(election=office.election, superseded_at=None).update(superseded_at=at)
    made = a_notice(office, 1)
    Posting.objects.create(
        notice=made, place=f"第{number}处", posted_at=at, photo=a_scan(office), recorded_at=at, recorded_by=office[Role.COMMUNITY_CLERK]
    )
    handler = office[Role.OBJECTION_HANDLER]
    [entry] = add_members(office.election, 1)
    objection = Objection.objects.create(notice=made, entry=entry, channel="letter", matter="反映", received_at=at, received_by=handler)
    Ruling.objects.create(objection=objection, finding="untrue", affects_candidacy=False, text="不属实", ruled_at=at, ruled_by=handler)
    return made


def a_passed_notice(office: Office, number: int) -> None:
    made = a_corrected_notice(office, number)
    Notice.objects.filter(pk=made.pk).update(document=a_document(office, number))


def an_act(office: Office, number: int) -> None:
    record_decision(office.election, replace(minutes(), matter=f"事项{number}"), actor=office[Role.COMMUNITY_CLERK])


def a_decision(office: Office, number: int) -> None:
    at = election_now(office.election)
    Decision.objects.create(
        office=office.street, election=office.election, body="community_committee", matter=f"事项{number}", held_at=at, place="会议室",
        chair="张三", due=5, present=5, votes_for=5, resolution="同意", entered_at=at, entered_by=office[Role.COMMUNITY_CLERK],
        scan=a_scan(office),
    )  # fmt: skip


def a_sitting(office: Office, number: int) -> None:
    """Of a place of its own, so that it has minutes of its own."""
    a_decision(office, number)
    Decision.objects.filter(matter=f"事项{number}").update(place=f"第{number}会议室")


def a_candidate(office: Office, number: int) -> None:
    contest = office.election.contests.first() or add_contest(office.election)
    reach_if_missing(office, Milestone.SLATE_CERTIFIED)
    [entry] = add_members(office.election, 1)
    Candidate.objects.create(contest=contest, entry=entry, order=number, number=number, certified_at=office.election.opened_at)


def reach_if_missing(office: Office, kind: Milestone) -> None:
    if not MilestoneRecord.objects.filter(election=office.election, kind=kind).exists():
        reach_milestone(office.election, kind, office[Role.STREET_OFFICER])


def a_late_entry(office: Office, number: int, election: Election | None = None) -> None:
    at = election_now(office.election)
    LateEntry.objects.create(
        election=election or office.election, act="record_visit", subject="visit:1", fact_at=at - timedelta(days=1), entered_at=at,
        entered_by=office[Role.COMMUNITY_CLERK], reason=f"停电{number}",
    )  # fmt: skip


def an_exclusion(office: Office, number: int) -> None:
    [entry] = add_members(office.election, 1, branch_name="第一党支部")
    Exclusion.objects.create(
        entry=entry, category="bedridden", proposed_at=office.election.opened_at, proposed_by=office[Role.COMMUNITY_CLERK]
    )


def a_revision(office: Office, number: int) -> None:
    [entry] = add_members(office.election, 1)
    RollRevision.objects.create(
        election=office.election, entry=entry, kind="changed", before={"post": ""}, after={"post": "楼长"}, reason=f"第{number}次",
        at=office.election.opened_at, by=office[Role.COMMUNITY_CLERK],
    )  # fmt: skip


def an_import(office: Office, number: int) -> None:
    ImportedRoll.objects.create(
        election=office.election, name=f"{number}.xlsx", sha256="0" * 64, new_rows=1, changed_rows=0, at=office.election.opened_at,
        by=office[Role.COMMUNITY_CLERK],
    )  # fmt: skip


def a_community(office: Office, number: int) -> None:
    """With an election, a notice that runs, an objection, a request, a late entry, helpers and an account."""
    made = another_community(office, f"c{number}", f"第{number}社区")
    theirs = Office(office.street, made.community, made, office.accounts)
    notice = a_notice(theirs, 1)
    handler, at = office[Role.OBJECTION_HANDLER], notice.opens_at
    Objection.objects.create(notice=notice, channel="letter", matter="程序", received_at=at, received_by=handler)
    a_request(office, number, made)
    a_late_entry(office, number, made)
    account = make_account(office.street, f"guide-{number}")
    for role in (Role.GUIDANCE_OFFICER, Role.OBSERVER):
        give_role(account, role, made.community)
    give_role(office[Role.OBSERVER], Role.OBSERVER, made.community)
    give_role(office[Role.GUIDANCE_OFFICER], Role.GUIDANCE_OFFICER, made.community)
    give_role(office[Role.COMMUNITY_CLERK], Role.COMMUNITY_CLERK, made.community)


def an_account(office: Office, number: int) -> None:
    account = make_account(office.street, f"xin-{number}")
    give_role(account, Role.TELLER, office.community, office.election)
    give_role(account, Role.OBSERVER, office.community)


def an_appointment(office: Office, number: int) -> None:
    made = give_role(office[Role.OBSERVER], Role.TELLER, office.community, office.election)
    Appointment.objects.filter(pk=made.pk).update(ends_at=made.begins_at if number % 2 else None, appointed_by=office[Role.STREET_OFFICER])


def a_cycle(office: Office, number: int) -> None:
    open_cycle(office.street, actor=office[Role.STREET_OFFICER], code=f"c{number}", name=f"第{number}届", rules=office.election.rules)


def a_training(office: Office, number: int) -> None:
    at = election_now(office.election)
    Training.objects.create(
        cycle=office.election.cycle, community=office.community, kind="training", level="community", topic=f"培训{number}", held_at=at,
        attended=3, evidence=a_scan(office), recorded_at=at, recorded_by=office[Role.STREET_OFFICER],
    )  # fmt: skip


def a_year(office: Office, number: int) -> None:
    year = 2030 + CalendarYear.objects.count()
    CalendarYear.objects.create(
        office=office.street, year=year, holidays=[], workdays=[], loaded_at=office.election.opened_at,
        loaded_by=office[Role.SYSTEM_ADMINISTRATOR],
    )  # fmt: skip


def a_branch(office: Office, number: int) -> None:
    at = office.election.opened_at
    office.street.__class__.objects.create(
        parent=office.community, kind="branch", code=f"b{number}", name=f"第{number}党支部", title="branch", created_at=at
    )


def a_print_run(office: Office, number: int) -> None:
    paper = a_document(office, number, kind="open_letter", audience="members")
    Job.objects.create(
        office=office.street, election=office.election, kind="print_run", params={"document": paper.pk, "copies": 3},
        queued_by=office[Role.COMMUNITY_CLERK], queued_at=office.election.opened_at,
    )  # fmt: skip


# --- pages ------------------------------------------------------------------------------------------------------------

ELECTION, ACTS, RECORD, PUBLIC = "/desk/e/{code}/", "/desk/e/{code}/acts/", "/desk/e/{code}/record/", "/e/{code}/"
PAPERS, DECISIONS, NOTICES = "/desk/e/{code}/papers/", "/desk/e/{code}/decisions/", "/desk/e/{code}/notices/"
ROLL, COURSE, CYCLE = "/desk/e/{code}/roll/", "/desk/e/{code}/course/", "/desk/office/cycles/{cycle}/"
PAGES: Mapping[Add, Sequence[tuple[Role | None, str]]] = {
    a_community: (
        (Role.STREET_OFFICER, "/desk/board/"),
        (Role.COMMUNITY_CLERK, "/desk/board/"),
        (Role.GUIDANCE_OFFICER, "/desk/board/"),
        (Role.STREET_OFFICER, "/desk/timetable/"),
        (Role.STREET_APPROVER, "/desk/requests/"),
        (Role.AUDIT_ADMINISTRATOR, "/desk/records/"),
        (Role.OBSERVER, "/desk/records/"),
        (Role.SYSTEM_ADMINISTRATOR, "/desk/office/organisations/"),
        (Role.STREET_OFFICER, CYCLE),
        (Role.SECURITY_ADMINISTRATOR, "/desk/office/accounts/"),
        (Role.COMMUNITY_CLERK, "/desk/duties/"),
        (None, "/"),
    ),
    a_branch: ((Role.SYSTEM_ADMINISTRATOR, "/desk/office/organisations/"),),
    a_year: ((Role.SYSTEM_ADMINISTRATOR, "/desk/office/calendar/"),),
    an_account: ((Role.SECURITY_ADMINISTRATOR, "/desk/office/accounts/"),),
    an_appointment: ((Role.SECURITY_ADMINISTRATOR, "/desk/office/accounts/{observer}/"),),
    a_cycle: ((Role.STREET_OFFICER, "/desk/office/cycles/"),),
    a_training: ((Role.STREET_OFFICER, CYCLE),),
    a_passed_notice: (
        (Role.COMMUNITY_CLERK, ELECTION),
        (Role.STREET_OFFICER, ELECTION),
        (Role.OBSERVER, RECORD),
        (Role.COMMUNITY_CLERK, NOTICES),
        (Role.OBJECTION_HANDLER, NOTICES),
    ),
    a_document: (
        (Role.COMMUNITY_CLERK, ELECTION),
        (Role.STREET_OFFICER, ELECTION),
        (Role.OBSERVER, RECORD),
        (Role.OBSERVER, PUBLIC),
        (Role.COMMUNITY_CLERK, "/desk/e/{code}/documents/"),
    ),
    a_request: ((Role.COMMUNITY_CLERK, ELECTION), (Role.STREET_APPROVER, "/desk/requests/")),
    an_answered_request: (
        (Role.COMMUNITY_CLERK, ELECTION),
        (Role.STREET_OFFICER, ELECTION),
        (Role.COMMUNITY_CLERK, DECISIONS),
        (Role.COMMUNITY_CLERK, PAPERS),
    ),
    a_candidate: ((Role.COMMUNITY_CLERK, ELECTION), (Role.OBSERVER, PUBLIC), (Role.COMMUNITY_CLERK, "/desk/e/{code}/meeting/")),
    an_act: ((Role.OBSERVER, RECORD), (Role.STREET_OFFICER, ACTS), (Role.OBSERVER, "/e/{code}/record/")),
    a_decision: ((Role.COMMUNITY_CLERK, DECISIONS),),
    a_sitting: ((Role.COMMUNITY_CLERK, PAPERS),),
    a_print_run: ((Role.COMMUNITY_CLERK, PAPERS),),
    a_late_entry: ((Role.STREET_APPROVER, COURSE), (Role.STREET_APPROVER, "/desk/requests/")),
    an_exclusion: ((Role.COMMUNITY_CLERK, f"{ROLL}exclusions/"), (Role.COMMUNITY_CLERK, ROLL)),
    a_revision: ((Role.COMMUNITY_CLERK, ROLL),),
}


@pytest.mark.parametrize("add", PAGES, ids=lambda add: add.__name__)
def test_many_rows(add: Add, office: Office, as_role: SignedIn) -> None:
    ids = {"cycle": office.election.cycle_id, "observer": office[Role.OBSERVER].pk, "code": office.election.code}
    asks_as_often(each(add, office), *pages_of(as_role, PAGES[add], **ids))


def test_many_imports_before_the_roll_is_closed(db: None) -> None:
    office = office_with_election()
    browser = browser_of(office[Role.COMMUNITY_CLERK])
    asks_as_often(each(an_import, office), Page(browser, f"/desk/e/{office.election.code}/roll/import/"))


def test_many_revisions_of_one_person(office: Office, as_role: SignedIn) -> None:
    [entry] = add_members(office.election, 1)

    def add(many: int) -> None:
        each(a_revision, office)(many)
        RollRevision.objects.update(entry=entry)

    asks_as_often(add, Page(as_role(Role.COMMUNITY_CLERK), f"/desk/e/{office.election.code}/roll/{entry.pk}/"))


def test_many_answers_to_one_request(office: Office, as_role: SignedIn) -> None:
    """Its page shows the newest."""
    asked = a_request(office, 0, state="returned")

    def add(many: int) -> None:
        each(an_answered_request, office)(many)
        Reply.objects.update(request=asked)

    where = f"/desk/e/{office.election.code}/requests/{asked.pk}/"
    asks_as_often(add, Page(as_role(Role.STREET_APPROVER), where, shown=False))


def test_many_files(office: Office, as_role: SignedIn) -> None:
    """Where the files of an election are listed: among its documents."""

    def add(many: int) -> None:
        for _file in range(many):
            made = a_scan(office)
            StoredFile.objects.filter(pk=made.pk).update(name=f"{next(NUMBERS)}.png", stored_by=office[Role.COMMUNITY_CLERK])

    asks_as_often(add, Page(as_role(Role.COMMUNITY_CLERK), f"/desk/e/{office.election.code}/documents/"))


def test_many_sign_ins(office: Office, as_role: SignedIn) -> None:
    def add(many: int) -> None:
        for _sign_in in range(many):
            other = browser_of(office[Role.OBSERVER])
            key, began_at = other.session.session_key, office.election.opened_at
            SignIn.objects.create(account=office[Role.OBSERVER], session_key=key, browser="Chrome 120", began_at=began_at)

    asks_as_often(add, Page(as_role(Role.OBSERVER), "/account/"))
