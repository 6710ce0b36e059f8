from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from elections.models import AuditChain, Organisation
from elections.permissions import Role
from elections.queries.clock import election_now, latest, office_now
from elections.services.decisions import record_decision
from elections.services.sign_ins import record_sign_out
from tests.elections.services.test_decisions import MINUTES
from tests.factories.office import START, another_community, office_with_election

pytestmark = pytest.mark.django_db


def test_the_servers_clock_and_the_rehearsals_offset():
    office = office_with_election()
    assert timedelta(0) <= office_now(office.street) - START < timedelta(minutes=1)
    office.pass_time(days=2)
    assert timedelta(days=2) <= office_now(office.street) - START < timedelta(days=2, minutes=1)
    real = Organisation(clock_offset=timedelta(0))
    assert abs(latest(real, []) - timezone.now()) < timedelta(seconds=5)


def test_a_clock_set_back_stands_still_at_the_newest_event():
    office = office_with_election()
    record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    newest = AuditChain.objects.get(election=office.election).last_at
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        assert election_now(office.election) == newest
        decision = record_decision(office.election, replace(MINUTES, chair="马建国"), actor=office[Role.COMMUNITY_CLERK])
        assert decision.held_at == newest


def test_an_event_of_the_office_holds_for_every_election_and_one_of_an_election_for_itself():
    office = office_with_election()
    other = another_community(office)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    assert election_now(office.election) - election_now(other) > timedelta(days=4)
    assert office_now(office.street) < election_now(office.election)
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        record_sign_out(office[Role.HOST])
    assert election_now(office.election) == election_now(other) == office_now(office.street)


def test_one_street_does_not_move_anothers_clock():
    office, foreign = office_with_election(), office_with_election(code="chaohui")
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        record_sign_out(office[Role.HOST])
    assert office_now(office.street) - office_now(foreign.street) > timedelta(days=8)
