"""A notice that stands, made through its service."""

from collections.abc import Sequence

from elections.documents.parts import Reporting
from elections.models import Election, Notice, RollEntry
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.notice_papers import Listed
from elections.services.notices import issue_notice

from .office import Office, add_members, reach_milestone

REPORTING = Reporting(office="社区党委", telephone="0571-85370001", address="文晖路1号", hours="上午8:30—12:00", postcode="310014")


def listed(entries: Sequence[RollEntry], post: str = "committee") -> list[Listed]:
    return [Listed(entry=entry, posts=(post,)) for entry in entries]


def first_notice(office: Office, people: int = 3) -> Notice:
    """Notice 1 of an office in open nomination, posted now by the community's clerk."""
    clerk = office[Role.COMMUNITY_CLERK]
    entries = add_members(office.election, people)
    reach_milestone(office.election, Milestone.OPEN_NOMINATION_CLOSED, clerk)
    return issue_notice(office.election, 1, listed(entries), actor=clerk, reporting=REPORTING)


def move_to(office: Office, phase: Phase, *reached: Milestone) -> None:
    """Scenery: the election is in a later phase now."""
    for milestone in reached:
        reach_milestone(office.election, milestone, office[Role.STREET_OFFICER])
    Election.objects.filter(pk=office.election.pk).update(phase=phase)
