import pytest

from elections.models import Contest
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.notice_people import people_for, people_on_correction
from elections.services.notices import interrupt_notice, issue_notice
from elections.services.objections import Report, receive_objection
from nominations.models import Nominee
from nominations.queries.lists import names_on, standing_list
from tests.factories.course import played

# In one process, so that the way there is played once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("notice-people")]


def test_the_first_notice_names_everybody_nominated_each_once_with_the_posts_and_the_ways() -> None:
    at = played(notice=1).at
    found = people_for(at.election, 1)

    assert {person.entry.name for person in found.listed} == {nominee.entry.name for nominee in Nominee.objects.all()}
    assert len(found.listed) == Nominee.objects.count()
    assert {post for person in found.listed for post in person.posts} == set(Contest.objects.values_list("post", flat=True)) - {
        "discipline_secretary"
    }
    assert {person.channels for person in found.listed} >= {"组织推荐", "联名推荐", "个人自荐"}
    assert found.left_out == ()


def test_a_held_nominee_stays_on_the_notice_that_is_posted_anew() -> None:
    course = played(notice=1)
    office, at = course.office, course.at
    first = issue_notice(at.election, 1, people_for(at.election, 1).listed, actor=at.clerk)
    entry = people_for(at.election, 1).listed[0].entry
    receive_objection(first, Report(channel="letter", matter="长期外出", entry=entry), actor=office.by(Role.OBJECTION_HANDLER))

    assert entry in [person.entry for person in people_on_correction(first, material=True).listed]
    interrupt_notice(first, actor=at.clerk, reason="被风吹落")
    again = people_for(at.election, 1)
    assert entry in [person.entry for person in again.listed]
    assert issue_notice(at.election, 1, again.listed, actor=at.clerk).people == first.people


def test_a_held_nominee_is_left_out_of_the_next_notice() -> None:
    course = played(phase=Phase.VETTING)
    office, at = course.office, course.at
    entry = people_for(at.election, 2).listed[0].entry
    first = at.election.notices.get(round=1)
    receive_objection(first, Report(channel="letter", matter="长期外出", entry=entry), actor=office.by(Role.OBJECTION_HANDLER))

    found = people_for(at.election, 2)
    assert [person.entry for person in found.left_out] == [entry]
    assert entry not in [person.entry for person in found.listed]


def test_later_notices_follow_the_order_of_their_lists() -> None:
    at = played(phase=Phase.VETTING).at
    listed = names_on(standing_list(at.election, "preliminary"))
    order = list(dict.fromkeys(nominee.entry.name for names in listed.values() for nominee in names))
    assert [person.entry.name for person in people_for(at.election, 2).listed] == order
    assert people_for(at.election, 3).everybody == ()
