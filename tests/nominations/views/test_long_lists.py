"""Every list of nominations, and what nominations shows on the pages of an election, costs the same for one row as for fifty."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count

import pytest

from elections.models import Contest, Decision, Organisation, Reply, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.phases import Phase
from nominations.models import (
    Concern,
    ConcernChoice,
    Deliberation,
    ListedName,
    NominationRound,
    Nominee,
    NomineeList,
    Pledge,
    PledgePoint,
    ShortageRemedy,
    SlipBatch,
    SlipCount,
    SlipEntry,
    SpeechComment,
    SpeechTraining,
    Visit,
)
from tests.asked import Page, asks_as_often, pages_of
from tests.factories.hall import a_scan
from tests.factories.nominations import TO_VETTED, a_list, a_round, nominate, slips
from tests.factories.office import Office, add_contest, add_members, office_with_election
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

Add = Callable[[Office], object]
NUMBERS: Iterator[int] = count(1)


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.CANDIDACY)


def a_contest(office: Office) -> Contest:
    return office.election.contests.first() or add_contest(office.election)


def reserve(office: Office) -> NomineeList:
    found = NomineeList.objects.filter(kind="reserve").first()
    return found or a_list(office, "reserve", {a_contest(office): []})


# --- rows, as scenery -------------------------------------------------------------------------------------------------


def a_nominee(office: Office) -> Nominee:
    """Vetted and on the reserve list, with sheets by three ways."""
    contest = a_contest(office)
    [made] = nominate(office, add_members(office.election, 1, branch_name="第一党支部"), contest, TO_VETTED)
    for channel in ("organisation", "joint"):
        sheet = made.nominations.earliest("pk")
        sheet.pk, sheet.channel, sheet.organisation = None, channel, "第一党支部" if channel == "organisation" else ""
        sheet.save()
    ListedName.objects.create(list=reserve(office), contest=contest, nominee=made, order=next(NUMBERS))
    return made


def on_the_list(office: Office) -> Nominee:
    return Nominee.objects.filter(election=office.election).first() or a_nominee(office)


def a_concern_taken_up(office: Office) -> None:
    """By somebody whose pledge is still to be signed."""
    a_concern(office)
    at, by = election_now(office.election), office[Role.COMMUNITY_CLERK]
    ConcernChoice.objects.create(concern=Concern.objects.latest("pk"), nominee=a_nominee(office), chosen_at=at, entered_by=by)


def a_pledge(office: Office) -> None:
    """A nominee with a visit, a concern, and a pledge that is public."""
    nominee, at, by = a_nominee(office), election_now(office.election), office[Role.COMMUNITY_CLERK]
    visit = Visit.objects.create(
        election=office.election, nominee=nominee, place="一幢", households=3, visited_at=at, entered_at=at, entered_by=by
    )
    heard = Concern.objects.create(election=office.election, visit=visit, kind="livelihood", text="电梯", entered_at=at, entered_by=by)
    ConcernChoice.objects.create(concern=heard, nominee=nominee, chosen_at=at, entered_by=by)
    made = Pledge.objects.create(nominee=nominee, sheet=a_scan(office), signed_at=at, entered_at=at, entered_by=by, published_at=at)
    PledgePoint.objects.create(pledge=made, number=1, concern=heard, text="加装电梯")


def a_concern(office: Office) -> None:
    at, by, number = election_now(office.election), office[Role.COMMUNITY_CLERK], next(NUMBERS)
    on_the_list(office)
    visit = Visit.objects.create(election=office.election, place=f"第{number}幢", households=3, visited_at=at, entered_at=at, entered_by=by)
    Concern.objects.create(election=office.election, visit=visit, kind="livelihood", text=f"第{number}件", entered_at=at, entered_by=by)


def a_training(office: Office) -> None:
    at, number = election_now(office.election), next(NUMBERS)
    made = SpeechTraining.objects.create(
        election=office.election, kind="training", trainer=f"老师{number}", place="会议室", held_at=at, entered_at=at,
        entered_by=office[Role.COMMUNITY_CLERK],
    )  # fmt: skip
    SpeechComment.objects.create(training=made, nominee=on_the_list(office), text="声音响亮")


def a_deliberation(office: Office) -> None:
    at, number = election_now(office.election), next(NUMBERS)
    on_the_list(office)
    branch = Organisation.objects.create(
        parent=office.community, kind="branch", code=f"b{number}", name=f"第{number}党支部", title="branch", created_at=at
    )
    Deliberation.objects.create(
        list=reserve(office), branch=branch, attended=9, opinions="同意", sheet=a_scan(office), held_at=at, entered_at=at,
        entered_by=office[Role.COMMUNITY_CLERK],
    )  # fmt: skip


def a_closed_round(office: Office) -> None:
    made = a_round(office, closed=True)
    NominationRound.objects.filter(pk=made.pk).update(opens_at=made.opens_at - timedelta(days=made.number))


def a_remedy(office: Office) -> None:
    at, by = election_now(office.election), office[Role.STREET_APPROVER]
    asked = Request.objects.create(
        office=office.street, election=office.election, kind="too_few_nominees", state="approved", title="请示", submitted_at=at,
        entered_at=at, submitted_by=by,
    )  # fmt: skip
    Reply.objects.create(request=asked, kind="approved", number=f"{next(NUMBERS)}号", replied_at=at, replied_by=by, scan=a_scan(office))
    ShortageRemedy.objects.create(election=office.election, kind="extension", request=asked, decided_at=at, decided_by=by)


def an_earlier_list(office: Office) -> None:
    at = election_now(office.election)
    version = NomineeList.objects.filter(kind="preliminary").count() + 2
    listed = a_list(office, "preliminary", {a_contest(office): []})
    NomineeList.objects.filter(pk=listed.pk).update(version=version, reason=f"第{version}版", superseded_at=at)


def a_certified_count(office: Office, kind: str) -> None:
    at, number = election_now(office.election), next(NUMBERS)
    contest, by = a_contest(office), office[Role.STREET_OFFICER]
    nominee = on_the_list(office)
    name = nominee.entry.name
    frozen = [{"nominee": nominee.pk, "entry": nominee.entry_id, "name": name}]
    found = {
        "valid": 9, "void": 0, "places": 1, "seats": 1, "votes": {name: 9}, "marks": {name: [9, 0, 0]},
        "by_category": {"member": {name: 9}},
        "chosen": [name], "tied": [], "left": 0, "next": "",
    }  # fmt: skip
    decision = Decision.objects.create(
        office=office.street, election=office.election, body="street_committee", matter="票决", held_at=at, place="会议室", chair="张三",
        due=9, present=9, votes_for=9, resolution="同意", entered_at=at, entered_by=by,
    )  # fmt: skip
    made = SlipCount.objects.create(
        election=office.election, kind=kind, number=number, due=9, present=9, held_at=at, opened_at=at, opened_by=by, decision=decision,
        contests=[{"code": contest.code, "post": contest.post, "seats": 1, "kind": "first", "candidates": frozen}],
        people={"member": 9}, certified_at=at, certified_by=by,
        result={
            "issued": 9, "returned": 9, "due": 9, "present": 9, "contests": {contest.code: found},
            "categories": {"member": ["member"]}, "slips": {"member": {"issued": 9, "returned": 9}},
        },
    )  # fmt: skip
    batch = SlipBatch.objects.create(count=made, category="member", place="")
    figures = slips(made, {contest.code: {name: 9}}, issued=9).to_json()
    for turn, role in (("first", Role.STREET_OFFICER), ("second", Role.STREET_APPROVER)):
        SlipEntry.objects.create(batch=batch, turn=turn, figures=figures, entered_at=at, entered_by=office[role])


def a_recommendation(office: Office) -> None:
    a_certified_count(office, "recommendation")


def a_committee_ballot(office: Office) -> None:
    a_certified_count(office, "committee")


# --- pages ------------------------------------------------------------------------------------------------------------

PAPERS, CANDIDACY, LISTS, NOMINATION = (f"/desk/e/{{code}}/{place}/" for place in ("papers", "candidacy", "lists", "nomination"))
PAGES: Mapping[Add, Sequence[tuple[Role | None, str]]] = {
    a_pledge: (
        (Role.COMMUNITY_CLERK, "/desk/e/{code}/"),
        (Role.STREET_OFFICER, "/desk/e/{code}/"),
        (Role.OBSERVER, "/desk/e/{code}/record/"),
        (None, "/e/{code}/"),
        (Role.COMMUNITY_CLERK, PAPERS),
        (Role.STREET_OFFICER, PAPERS),
        (Role.COMMUNITY_CLERK, CANDIDACY),
    ),
    a_concern_taken_up: ((Role.COMMUNITY_CLERK, PAPERS),),
    a_nominee: ((Role.COMMUNITY_CLERK, NOMINATION), (Role.COMMUNITY_CLERK, LISTS)),
    a_closed_round: ((Role.COMMUNITY_CLERK, NOMINATION),),
    a_remedy: ((Role.COMMUNITY_CLERK, NOMINATION),),
    an_earlier_list: ((Role.COMMUNITY_CLERK, LISTS),),
    a_recommendation: ((Role.STREET_OFFICER, "/desk/e/{code}/recommendation/"),),
    a_committee_ballot: ((Role.STREET_OFFICER, "/desk/e/{code}/committee-ballot/"),),
    a_concern: ((Role.COMMUNITY_CLERK, CANDIDACY),),
    a_training: ((Role.COMMUNITY_CLERK, CANDIDACY),),
    a_deliberation: ((Role.COMMUNITY_CLERK, CANDIDACY),),
}


@pytest.mark.parametrize("add", PAGES, ids=lambda add: add.__name__)
def test_many_rows(add: Add, office: Office, as_role: SignedIn) -> None:
    asks_as_often(lambda many: [add(office) for _row in range(many)], *pages_of(as_role, PAGES[add], code=office.election.code))


def test_many_concerns_to_choose_among_and_to_pledge(office: Office, as_role: SignedIn) -> None:
    nominee = a_nominee(office)

    def add(many: int) -> None:
        for _concern in range(many):
            a_concern(office)
        for concern in Concern.objects.filter(choices=None):
            at, by = election_now(office.election), office[Role.COMMUNITY_CLERK]
            ConcernChoice.objects.create(concern=concern, nominee=nominee, chosen_at=at, entered_by=by)

    clerk, here = as_role(Role.COMMUNITY_CLERK), f"/desk/e/{office.election.code}/candidacy/{nominee.pk}/"
    asks_as_often(add, *(Page(clerk, f"{here}{act}/") for act in ("concerns", "pledge")))


def test_many_names_to_propose(db: None) -> None:
    office = office_with_election(phase=Phase.VETTING)
    browser = browser_of(office[Role.COMMUNITY_CLERK])
    add = lambda many: nominate(office, add_members(office.election, many), a_contest(office))  # noqa: E731
    asks_as_often(add, Page(browser, f"/desk/e/{office.election.code}/lists/preliminary/"))
