import pytest

from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from nominations.models import Deliberation, Visit
from nominations.services.deliberations import record_deliberation
from nominations.services.pledges import record_visit
from nominations.services.rounds import close_open_nomination
from tests.factories.nominations import TO_VETTED, a_list, a_round, nominate
from tests.factories.office import add_contest, add_members, office_with_election, reach_milestone
from tests.factories.signed_in import browser_of


def page(browser, where):
    answer = browser.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


@pytest.mark.django_db
def test_participation_is_put_right_where_it_stands():
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    add_members(office.election, 20)
    a_round(office)
    office.pass_time(days=6)
    browser, there = browser_of(office[Role.COMMUNITY_CLERK]), f"/desk/e/{office.election.code}/nomination/"
    assert browser.get(f"{there}participation/correct/").status_code == 404
    close_open_nomination(office.election, actor=office[Role.COMMUNITY_CLERK], members_took_part=17, residents_took_part=7)
    assert f"{there}participation/correct/" in page(browser, there)
    assert 'value="17"' in page(browser, f"{there}participation/correct/")
    refused = browser.post(f"{there}participation/correct/", {"members": "21", "residents": "7", "reason": "核对"}).content.decode()
    assert 'value="21"' in refused and "核对" in refused
    browser.post(f"{there}participation/correct/", {"members": "18", "residents": "7", "reason": "核对签名表"})
    shown = page(browser, there)
    assert "<s>17</s> → 18" in shown and "核对签名表" in shown


@pytest.mark.django_db
def test_visits_and_deliberations_are_put_right_where_they_stand():
    office = office_with_election(phase=Phase.CANDIDACY)
    contest = add_contest(office.election, seats=3)
    reach_milestone(office.election, Milestone.RESERVE_APPROVED, office[Role.STREET_APPROVER])
    a_list(office, "reserve", {contest: nominate(office, add_members(office.election, 20)[:4], contest, TO_VETTED)})
    clerk = office[Role.COMMUNITY_CLERK]
    visit = record_visit(office.election, actor=clerk, place="3幢", households=9)
    held = record_deliberation(office.election, actor=clerk, attended=12)
    browser, there = browser_of(clerk), f"/desk/e/{office.election.code}/candidacy/"
    for path, typed, shown in (
        (f"visits/{visit.pk}/correct/", {"place": "3幢", "households": "6"}, "<s>9</s> → 6"),
        (f"deliberations/{held.pk}/correct/", {"attended": "14", "opinions": "同意"}, "<s>12</s> → 14"),
    ):
        assert there + path in page(browser, there)
        assert page(browser, there + path)
        browser.post(there + path, typed | {"reason": "核对记录"})
        assert shown in page(browser, there)
    assert (Visit.objects.get().households, Deliberation.objects.get().attended) == (6, 14)
