from datetime import timedelta

import pytest

from elections.models import Account, Appointment, ConflictOfInterest, Election
from elections.permissions import BARRED_BY_CONFLICT, STREET_ROLES, Role, roles_for
from elections.queries.clock import election_now
from elections.queries.rights import (
    AFTER_SEALING,
    election_issues,
    has_conflict,
    office_issues,
    roles_in_election,
    roles_in_office,
    who_may,
)
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.phases import Phase
from tests.factories.notices import first_notice
from tests.factories.office import another_community, give_role, make_account, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election()


def issues(account: Account | None, act: Act, election: Election) -> list[Issue]:
    return list(election_issues(account, act, election, election_now(election)))


class TestRoles:
    def test_a_street_role_reaches_every_election_a_community_role_its_own(self, office):
        other, now = another_community(office), election_now(office.election)
        assert roles_in_election(office[Role.STREET_OFFICER], other, now) == {Role.STREET_OFFICER}
        assert roles_in_election(office[Role.COMMUNITY_CLERK], office.election, now) == {Role.COMMUNITY_CLERK}
        assert roles_in_election(office[Role.COMMUNITY_CLERK], other, now) == frozenset()

    def test_a_role_for_one_election_counts_in_that_one_only(self, office):
        account = make_account(office.street, "xin")
        give_role(account, Role.TELLER, office.community, office.election)
        now = election_now(office.election)
        assert roles_in_election(account, office.election, now) == {Role.TELLER}
        cycle = office.election.cycle
        cycle.pk, cycle.code = None, "2031"
        cycle.save()
        later = Election.objects.create(cycle=cycle, community=office.community, code="later", opened_at=now)
        assert roles_in_election(account, later, now) == frozenset()

    def test_a_community_role_is_none_of_the_street(self, office):
        now = election_now(office.election)
        assert roles_in_office(office[Role.COMMUNITY_SECRETARY], office.street, now) == frozenset()
        assert roles_in_office(office[Role.STREET_APPROVER], office.street, now) == {Role.STREET_APPROVER}

    def test_a_role_begins_and_ends_to_the_moment(self, office):
        account, now = make_account(office.street, "xin"), election_now(office.election)
        Appointment.objects.create(
            account=account, role=Role.OBSERVER, organisation=office.community, begins_at=now, ends_at=now + timedelta(hours=1)
        )
        held = [roles_in_election(account, office.election, now + timedelta(minutes=after)) for after in (-1, 0, 59, 60)]
        assert held == [frozenset(), {Role.OBSERVER}, {Role.OBSERVER}, frozenset()]

    def test_who_may_do_an_act_is_known_with_whether_it_is_the_streets(self, office):
        now, act = election_now(office.election), Act.SETTLE_RECOMMENDATION_TALLY
        both, closed = make_account(office.street, "liang"), make_account(office.street, "zou")
        foreign = office_with_election(code="chaohui")
        for account, role, place in (
            (both, Role.STREET_OFFICER, office.street),
            (both, Role.COMMUNITY_CLERK, office.community),
            (closed, Role.COMMUNITY_CLERK, office.community),
            (foreign[Role.HOST], Role.STREET_OFFICER, office.street),
        ):
            give_role(account, role, place)
        Account.objects.filter(pk=closed.pk).update(closed_at=now)
        clerk, secretary, officer = (office[role] for role in (Role.COMMUNITY_CLERK, Role.COMMUNITY_SECRETARY, Role.STREET_OFFICER))
        assert who_may(act, office.election, now) == {clerk: False, secretary: False, officer: True, both: False}
        assert clerk not in who_may(act, another_community(office), now)
        ConflictOfInterest.objects.create(account=clerk, election=office.election, since=now)
        assert who_may(act, office.election, now).keys() == {secretary, officer, both}
        assert clerk in who_may(Act.DRAFT_DOCUMENT, office.election, now)

    def test_an_account_of_another_street_has_no_role_even_with_an_appointment(self, office):
        foreign = office_with_election(code="chaohui")
        give_role(foreign[Role.HOST], Role.STREET_OFFICER, office.street)
        assert roles_in_election(foreign[Role.HOST], office.election, election_now(office.election)) == frozenset()


class TestConflict:
    def test_from_consent_to_withdrawal(self, office):
        account, now = office[Role.COMMUNITY_SECRETARY], election_now(office.election)
        ConflictOfInterest.objects.create(account=account, election=office.election, since=now, until=now + timedelta(hours=1))
        assert [has_conflict(account, office.election, now + timedelta(minutes=after)) for after in (-1, 0, 59, 60)] == [
            False,
            True,
            True,
            False,
        ]

    def test_it_takes_exactly_what_touches_the_own_candidacy(self, office):
        """In an election that is sealed, so that no phase stands in the way, nothing else is asked."""
        account, election = office[Role.COMMUNITY_SECRETARY], office.election
        ConflictOfInterest.objects.create(account=account, election=election, since=election_now(election))
        barred = {act for act in Act if Issue("conflict_of_interest", {"act": act.value}) in issues(account, act, election)}
        granted = {act for act in Act if Role.COMMUNITY_SECRETARY in roles_for(act)}
        assert barred == BARRED_BY_CONFLICT & granted

    def test_it_counts_in_that_election_only(self, office):
        account, other = office[Role.STREET_OFFICER], another_community(office)
        ConflictOfInterest.objects.create(account=account, election=office.election, since=election_now(office.election))
        assert not has_conflict(account, other, election_now(other))


class TestElectionIssues:
    def test_the_first_reason_that_concerns_the_account_and_the_one_that_concerns_the_election(self, office):
        assert issues(office[Role.OBSERVER], Act.CERTIFY_RESULT, office.election) == [
            Issue("role_missing", {"act": "certify_result"}),
            Issue("act_out_of_phase", {"act": "certify_result", "phase": "preparation"}),
        ]

    def test_where_only_time_is_missing_the_earliest_moment_stands_beside_the_phase(self):
        office = office_with_election(phase=Phase.OPEN_NOMINATION)
        out_of_phase = Issue("act_out_of_phase", {"act": "open_directed_round", "phase": "open_nomination"})
        assert issues(office[Role.COMMUNITY_CLERK], Act.OPEN_DIRECTED_ROUND, office.election) == [out_of_phase]
        first_notice(office)
        assert issues(office[Role.COMMUNITY_CLERK], Act.OPEN_DIRECTED_ROUND, office.election) == [
            out_of_phase,
            Issue("step_earliest", {"phase": "directed_recommendation", "from": "2026-03-07 17:30"}),
        ]
        assert issues(office[Role.OBSERVER], Act.OPEN_DIRECTED_ROUND, office.election) == [
            Issue("role_missing", {"act": "open_directed_round"}),
            out_of_phase,
        ]

    def test_a_closed_account_and_a_foreign_one(self, office):
        foreign = office_with_election(code="chaohui")
        closed = office[Role.STREET_OFFICER]
        closed.closed_at = election_now(office.election)
        for account in (closed, foreign[Role.STREET_OFFICER]):
            assert issues(account, Act.RECORD_DECISION, office.election) == [Issue("account_not_of_office", {})]

    @pytest.mark.parametrize(("field", "code"), [("annulled_at", "election_annulled"), ("sealed_at", "archive_already_sealed")])
    def test_what_may_still_be_done_with_an_election_that_is_over(self, office, field, code):
        election, now = office.election, election_now(office.election)
        setattr(election, field, now)
        left = AFTER_SEALING | ({Act.ANNUL_ELECTION} if field == "sealed_at" else set())
        for act in Act:
            found = [issue for issue in issues(None, act, election) if issue.code != "role_missing"]
            assert found == ([] if act in left else [Issue(code, {"on": "2026-03-02"})]), act

    def test_the_machine_does_what_nobody_may_and_nothing_else(self, office):
        election = office.election
        election.phase = Phase.OPEN_NOMINATION
        assert issues(None, Act.RECORD_NOTICE_CLOSED, election) == []
        assert issues(None, Act.RECORD_DECISION, election) == [Issue("role_missing", {"act": "record_decision"})]


class TestOfficeIssues:
    def ask(self, account, act, office):
        return list(office_issues(account, act, office.street, election_now(office.election)))

    def test_street_roles_only(self, office):
        assert self.ask(office[Role.SYSTEM_ADMINISTRATOR], Act.CREATE_ORGANISATION, office) == []
        for role in STREET_ROLES - {Role.SYSTEM_ADMINISTRATOR}:
            assert self.ask(office[role], Act.CREATE_ORGANISATION, office) == [Issue("role_missing", {"act": "create_organisation"})]

    def test_what_everybody_may_needs_no_role_but_an_open_account(self, office):
        account = make_account(office.street, "xin")
        assert self.ask(account, Act.CHANGE_PASSWORD, office) == []
        account.closed_at = election_now(office.election)
        assert self.ask(account, Act.CHANGE_PASSWORD, office) == [Issue("account_not_of_office", {})]

    def test_the_machine(self, office):
        assert self.ask(None, Act.RECORD_SIGN_IN, office) == []
        assert self.ask(None, Act.APPOINT, office) == [Issue("role_missing", {"act": "appoint"})]
