from elections.labels import DUTIES, OPEN_NOW
from elections.permissions import Role


def test_every_role_says_what_it_does_and_what_is_open_to_it() -> None:
    assert list(DUTIES) == list(OPEN_NOW) == [role.value for role in Role]
