from datetime import timedelta

import pytest
from django.db.models import QuerySet

from elections.models import AuditEvent, Notice, Posting, StoredFile
from elections.permissions import Role
from elections.queries.notices import notice_states, postings_without_proof
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.postings import record_posting
from tests.factories.notices import first_notice
from tests.factories.office import Office, another_community, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def notice(office: Office) -> Notice:
    return first_notice(office)


def photograph(office: Office, notice: Notice, **fields: object) -> StoredFile:
    values = {"election": office.election, "sha256": "0" * 64, "size": 1, "media_type": "image/jpeg", "name": "照片.jpg"}
    return StoredFile.objects.create(**(values | {"office": office.street, "stored_at": notice.posted_at} | fields))


def recorded() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(verb="record_posting")


def test_a_place_is_recorded_once_and_its_photograph_may_follow(office: Office, notice: Notice) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    posting = record_posting(notice, actor=clerk, place="3幢宣传栏")
    assert record_posting(notice, actor=clerk, place=" 3幢宣传栏 ") == posting
    assert list(postings_without_proof(office.election)) == [posting]

    record_posting(notice, actor=clerk, place="3幢宣传栏", photo=photograph(office, notice))
    record_posting(notice, actor=clerk, place="社区门口", photo=photograph(office, notice))

    assert recorded().count() == 3
    [state] = notice_states(office.election, notice.posted_at)
    assert (len(state.postings), state.proven, state.condition) == (2, 2, "open")
    assert not postings_without_proof(office.election).exists()


def test_refusals_name_what_is_wrong(office: Office, notice: Notice) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    foreign = photograph(office, notice, election=another_community(office))
    early = notice.posted_at - timedelta(minutes=1)
    with pytest.raises(RuleViolation) as refused:
        record_posting(notice, actor=clerk, place=" ", photo=foreign, posted_at=early)

    assert [issue.code for issue in refused.value.issues] == ["posting_without_place", "posting_before_notice", "file_elsewhere"]
    assert not Posting.objects.exists()
    assert not recorded().exists()
