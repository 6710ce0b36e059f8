import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone

from elections.documents.notices import Announcement
from elections.models import AuditEvent, Document, Election, MilestoneRecord, Notice
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.announcements import AnnouncementText, LetterText, announce_election, prepare_open_letters
from elections.services.contests import set_posts
from tests.factories.notices import REPORTING, move_to
from tests.factories.office import SHANGHAI, Office, add_members, office_with_election

pytestmark = pytest.mark.django_db

TEXT = AnnouncementText(
    scope="全体党员和居民", conditions=("正式党员", "大专以上学历"), channels=("党组织推荐", "党员十人以上联名推荐", "个人自荐")
)
LETTER = LetterText(conditions=TEXT.conditions, channels=TEXT.channels)
UNTIL = date(2026, 3, 10)


@pytest.fixture
def office() -> Office:
    office = office_with_election(phase=Phase.MOBILISATION)
    move_to(office, Phase.PREPARATION)
    posts = Posts(size=5, includes_leaders=True, deputies=1)
    set_posts(office.election, posts, actor=office[Role.COMMUNITY_SECRETARY])
    move_to(office, Phase.MOBILISATION)
    return office


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def announced(election: Election) -> MilestoneRecord:
    return MilestoneRecord.objects.standing().get(election=election, kind=Milestone.ELECTION_ANNOUNCED)


def test_the_announcement_names_posts_conditions_and_the_last_day(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    notice = announce_election(office.election, TEXT, actor=clerk, nominate_until=UNTIL, reporting=REPORTING)

    assert (notice.round, notice.waits, notice.length, notice.closes_at) == (0, False, 9, datetime(2026, 3, 10, 17, 30, tzinfo=SHANGHAI))
    assert announce_election(office.election, TEXT, actor=clerk, nominate_until=UNTIL, reporting=REPORTING) == notice
    facts = announced(office.election).facts
    assert facts["nominate_until"] == "2026-03-10"
    assert [(post["post"], post["seats"]) for post in facts["posts"]] == [("secretary", 1), ("deputy", 1), ("committee", 3)]
    assert notice.document is not None
    paper = json.loads(notice.document.snapshot)
    assert Announcement.from_json(notice.document.snapshot).period.words == "2026年3月2日至2026年3月10日17:30止，共9天"
    assert (paper["seats_total"], paper["conditions"]) == (5, ["正式党员", "大专以上学历"])
    assert AuditEvent.objects.filter(verb="announce_election").count() == 1


def test_more_time_is_announced_again_with_a_reason(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    first = announce_election(office.election, TEXT, actor=clerk, nominate_until=UNTIL, reporting=REPORTING)
    move_to(office, Phase.OPEN_NOMINATION)
    later = date(2026, 3, 15)
    with pytest.raises(RuleViolation) as refused:
        announce_election(office.election, TEXT, actor=clerk, nominate_until=later, reporting=REPORTING)
    assert codes(refused) == ["announced_already"]

    second = announce_election(office.election, TEXT, actor=clerk, nominate_until=later, reporting=REPORTING, reason="推荐人选不足")
    first.refresh_from_db()
    assert first.superseded_by == second
    assert announced(office.election).facts["nominate_until"] == "2026-03-15"
    assert list(Notice.objects.standing()) == [second]


def test_a_last_day_whose_office_hours_are_over_is_refused(office: Office) -> None:
    office.pass_time(hours=10)
    today = timezone.localdate(election_now(office.election))
    with pytest.raises(RuleViolation) as refused:
        announce_election(office.election, TEXT, actor=office[Role.COMMUNITY_CLERK], nominate_until=today, reporting=REPORTING)
    assert codes(refused) == ["announcement_ends_before_it_begins"]


def test_what_an_announcement_lacks_is_named(office: Office) -> None:
    bare = office_with_election(phase=Phase.MOBILISATION, code="bare")
    empty = replace(TEXT, scope=" ", conditions=(), channels=())
    with pytest.raises(RuleViolation) as refused:
        announce_election(bare.election, empty, actor=bare[Role.COMMUNITY_CLERK], nominate_until=date(2026, 3, 1))
    assert codes(refused) == [
        "posts_not_set", "announcement_without_scope", "announcement_without_conditions", "announcement_without_channels",
        "announcement_ends_before_it_begins", "notice_without_telephone", "notice_without_address",
    ]  # fmt: skip
    assert not Notice.objects.exists()


def test_every_member_has_a_letter(office: Office) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    add_members(office.election, 3, branch_name="第二支部")
    add_members(office.election, 2, branch_name="第一支部")
    add_members(office.election, 1, membership="none", joined_on=None, full_member_on=None)
    announce_election(office.election, TEXT, actor=clerk, nominate_until=UNTIL, reporting=REPORTING)

    batch = prepare_open_letters(office.election, LETTER, actor=clerk, reporting=REPORTING)

    letters = json.loads(batch.snapshot)
    assert [addressee["branch"] for addressee in letters["addressees"]] == ["第一支部"] * 2 + ["第二支部"] * 3
    assert letters["nominate_until"] == "2026-03-10"
    assert prepare_open_letters(office.election, LETTER, actor=clerk, reporting=REPORTING) == batch
    assert Document.objects.filter(kind="open_letter").count() == 1


def test_letters_need_members_and_a_whole_invitation(office: Office) -> None:
    text = LetterText(conditions=(), channels=(), meeting_place="大礼堂")
    with pytest.raises(RuleViolation) as refused:
        prepare_open_letters(office.election, text, actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING)
    assert codes(refused) == [
        "announcement_without_conditions", "announcement_without_channels", "roll_without_electors", "letter_time_and_place",
    ]  # fmt: skip
