"""The rehearsal sets out to reproduce the figures of the first summary."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.rehearsal.people import Crowd
from nominations.rehearsal.plans import Speciality, share, street_plan, village_plan


def test_the_eight_communities_have_the_summarys_figures():
    plans = street_plan(8, 1555, 600)
    winners = [winner for plan in plans for winner in plan.winners]
    assert sum(plan.electors for plan in plans) == 1555
    assert sum(plan.members_took_part for plan in plans) == 1428
    assert all(plan.members_took_part * 100 >= plan.electors * 85 for plan in plans)
    assert sum(plan.residents_took_part for plan in plans) == 398
    assert Counter(winner.category.value for winner in winners) == {"social_worker": 33, "building_branch": 8, "police": 6, "unit": 4}
    assert sum(winner.post != "committee" for winner in winners) == 14
    assert sum(plan.discipline for plan in plans) == 21
    assert sum(winner.age for winner in winners) == 2220
    assert (sum(winner.college for winner in winners), sum(winner.graduate for winner in winners)) == (48, 10)
    assert sum(plan.turnout for plan in plans) / 8 * 100 == 92
    assert max(plan.turnout for plan in plans) * 100 == 95


def test_each_named_community_has_its_speciality():
    found = {plan.name: plan.speciality for plan in street_plan(8, 1555, 600)}
    assert found == {
        "流水西苑社区": Speciality.DELEGATES,
        "和平苑社区": Speciality.MEMBERS_AWAY,
        "流水东苑社区": Speciality.FETCHING,
        "京都苑社区": Speciality.NUMBER_BALLOT,
        "打铁关社区": Speciality.BLOCKS,
        "现代城社区": Speciality.BLOCKS,
        "三里家园社区": Speciality.TRANSFER_IN,
        "胜利社区": Speciality.CROSS_APPOINTMENT,
    }


def test_the_village_has_five_seats():
    (plan,) = village_plan(100, 141)
    assert [plan.seats(post) for post in ("secretary", "deputy", "committee")] == [1, 1, 3]
    assert plan.turnout * 100 == 84


@pytest.mark.parametrize("communities", [1, 3, 8, 11, 20])
def test_any_number_of_communities_keeps_the_totals_and_the_85_percent(communities):
    plans = street_plan(communities, 60 * communities, 40 * communities)
    assert sum(plan.electors for plan in plans) == 60 * communities
    assert len({plan.code for plan in plans}) == communities
    assert all(plan.members_took_part * 100 >= plan.electors * 85 for plan in plans)


@given(st.integers(0, 5000), st.lists(st.integers(1, 300), min_size=1, max_size=12))
def test_shares_add_up_and_none_is_off_by_a_whole_one(total, weights):
    parts = share(total, weights)
    assert sum(parts) == total
    assert all(abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True))


def test_the_same_seed_gives_the_same_people_and_no_name_twice():
    first, second = Crowd("a"), Crowd("a")
    people = [first.person() for _ in range(400)]
    assert people == [second.person() for _ in range(400)]
    assert len({person.name for person in people}) == 400
