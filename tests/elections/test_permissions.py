"""The one table of who may do what, read as a stranger would."""

import pytest

from elections.models import Account
from elections.permissions import BARRED_BY_CONFLICT, HALL_ROLES, PERMISSIONS, STREET_ROLES, Role, roles_for
from elections.rules.acts import Act

KEYS = {Act.CREATE_ACCOUNT, Act.CLOSE_ACCOUNT, Act.RESET_SIGN_IN}
ADMINISTRATORS = {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}


def acts_of(role: Role) -> set[Act]:
    return {act for act in Act if role in roles_for(act)}


def test_every_act_stands_in_the_table_once():
    assert list(PERMISSIONS) != []
    assert PERMISSIONS.keys() == set(Act)


def test_no_line_overwrites_another():
    """A dictionary takes the last of two lines without a word, so the source is read."""
    import ast
    from pathlib import Path

    import elections.permissions as table

    tree = ast.parse(Path(table.__file__).read_text())
    (value,) = [node.value for node in tree.body if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "PERMISSIONS"]
    named = [node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Act"]
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.GUIDANCE_OFFICER])
def test_every_role_has_something_to_do(role):
    common = acts_of(Role.CALLER)
    assert acts_of(role) - common or role is Role.CALLER


def test_who_counts_enters_and_settles_alone():
    """A signed result sheet may be confirmed by two operators of the community; figures are entered and settled by the hall alone."""
    assert roles_for(Act.ENTER_TALLY) == {Role.TELLER}
    assert roles_for(Act.SETTLE_TALLY) == {Role.SCRUTINEER}
    common = acts_of(Role.CALLER) | {Act.STORE_FILE}  # the photograph of the signed sheet
    assert acts_of(Role.TELLER) - common <= {Act.ENTER_TALLY, Act.ATTEST_COUNT}
    assert acts_of(Role.SCRUTINEER) - common == {Act.SETTLE_TALLY, Act.ATTEST_COUNT}


def test_the_three_administrators_are_apart_and_touch_no_election():
    """三员分立: who runs the system neither gives out keys nor reads the record, and none of them does the office's work."""
    for act in KEYS:
        assert roles_for(act) == {Role.SECURITY_ADMINISTRATOR}
    assert Act.ERASE_DETAIL in acts_of(Role.AUDIT_ADMINISTRATOR)
    work = acts_of(Role.COMMUNITY_CLERK) | acts_of(Role.STREET_APPROVER)
    for role in ADMINISTRATORS:
        shared = acts_of(role) & work - acts_of(Role.CALLER)
        assert shared <= {Act.EXPORT_RECORD, Act.OPEN_CONFIDENTIAL_FILE}


def test_who_approves_does_not_ask():
    assert not acts_of(Role.STREET_APPROVER) & {Act.SUBMIT_REQUEST, Act.PROPOSE_PRELIMINARY, Act.FILE_REPORT, Act.ADVANCE_PHASE}
    assert Act.REPLY_TO_REQUEST not in acts_of(Role.STREET_OFFICER) | acts_of(Role.COMMUNITY_SECRETARY)


def test_an_observer_changes_nothing():
    assert acts_of(Role.OBSERVER) - acts_of(Role.CALLER) <= {Act.EXPORT_RECORD, Act.OPEN_CONFIDENTIAL_FILE}


def test_the_clerk_can_stand_in_for_the_secretary_everywhere():
    assert acts_of(Role.COMMUNITY_CLERK) >= acts_of(Role.COMMUNITY_SECRETARY)


def test_what_a_nominee_loses_somebody_else_may_still_do():
    for act in BARRED_BY_CONFLICT:
        assert roles_for(act) - {Role.COMMUNITY_SECRETARY}, act


def test_a_ballot_is_cast_by_nobody_who_is_known():
    assert roles_for(Act.CAST_BALLOT) == frozenset()


def test_hall_roles_are_held_in_a_community():
    assert not HALL_ROLES & STREET_ROLES
    longest = max(len(role) for role in Role)
    assert longest <= Account._meta.get_field("appointments").related_model._meta.get_field("role").max_length
