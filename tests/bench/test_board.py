"""The street's board with 8 and with 80 communities: pages per second, and a number of queries that does not grow."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elections.models import Election, LateEntry, Notice, Request
from elections.permissions import Role
from elections.rules.phases import Phase
from tests.factories.office import Office, another_community, office_with_election, set_phase
from tests.factories.signed_in import browser_of

from .measuring import p95, say, seconds

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

PAGES = 30


class Seen(NamedTuple):
    queries: int
    taken: list[float]


def busy_office(communities: int) -> Office:
    """Every community in another phase, with a notice running and a late entry waiting."""
    office = office_with_election(code=f"office-{communities}")
    elections = [office.election] + [another_community(office, f"c{number}", f"第{number}社区") for number in range(1, communities)]
    phases = list(Phase)[: len(Phase) - 1]
    for number, election in enumerate(elections):
        set_phase(election, phases[number % len(phases)], office[Role.STREET_OFFICER])
        _fill(election, office)
    return office


def _fill(election: Election, office: Office) -> None:
    clerk, now = office[Role.COMMUNITY_CLERK], election.opened_at
    Notice.objects.create(
        election=election,
        round=1,
        issuer="community",
        title="推荐结果公示",
        length=5,
        unit="days",
        posted_at=now,
        opens_at=now,
        closes_at=now + timedelta(days=400),
        issued_by=clerk,
        issued_at=now,
    )
    LateEntry.objects.create(
        election=election,
        act="record_decision",
        subject="elections.decision:1",
        fact_at=now,
        entered_at=now,
        entered_by=clerk,
        reason="补录",
    )
    Request.objects.create(
        office=office.street,
        election=election,
        kind="plan",
        title="关于选举方案的请示",
        submitted_at=now,
        entered_at=now,
        submitted_by=clerk,
    )


def look(office: Office) -> Seen:
    client = browser_of(office[Role.STREET_OFFICER])
    page = client.get("/desk/board/")
    assert page.status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/desk/board/")
    return Seen(len(captured), seconds(lambda: client.get("/desk/board/"), PAGES))


def test_the_board_with_8_and_with_80_communities() -> None:
    few, many = look(busy_office(8)), look(busy_office(80))
    for communities, seen in ((8, few), (80, many)):
        say(
            f"Street board, {communities} communities",
            pages_per_second=PAGES / sum(seen.taken),
            median=seen.taken[PAGES // 2],
            p95=p95(seen.taken),
            queries=seen.queries,
        )
    assert many.queries == few.queries
