from elections.permissions import Role

from .conftest import SignedIn


def test_the_parts_are_shown_to_staff_only(as_role: SignedIn) -> None:
    page = as_role(Role.STREET_OFFICER).get("/desk/components/").content.decode()
    assert "到会101人" in page
    assert as_role(Role.OBSERVER).get("/desk/components/").status_code == 403
    assert as_role(Role.COMMUNITY_CLERK).get("/desk/components/").status_code == 403
