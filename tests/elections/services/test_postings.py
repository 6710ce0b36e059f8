import json
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from elections.models import AuditEvent, Document, Notice, Posting, StoredFile
from elections.permissions import Role
from elections.queries.notices import notice_states
from elections.queries.postings import announced_result, places_known, result_postings
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.elections import advance_phase
from elections.services.postings import record_posting
from elections.services.results import certify_result, publish_result
from tests.factories.hall import hall, whole_meeting
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
    [state] = notice_states(office.election, notice.posted_at)
    assert (state.postings, state.proven) == ([posting], 0)

    record_posting(notice, actor=clerk, place="3幢宣传栏", photo=photograph(office, notice))
    record_posting(notice, actor=clerk, place="社区门口", photo=photograph(office, notice))

    assert recorded().count() == 3
    [state] = notice_states(office.election, notice.posted_at)
    assert (len(state.postings), state.proven, state.condition) == (2, 2, "open")


def test_refusals_name_what_is_wrong(office: Office, notice: Notice) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    foreign = photograph(office, notice, election=another_community(office))
    early = notice.posted_at - timedelta(minutes=1)
    with pytest.raises(RuleViolation) as refused:
        record_posting(notice, actor=clerk, place=" ", photo=foreign, posted_at=early)

    assert [issue.code for issue in refused.value.issues] == ["posting_without_place", "posting_before_notice", "file_elsewhere"]
    assert not Posting.objects.exists()
    assert not recorded().exists()


def test_the_announced_result_hangs_in_places_too() -> None:
    at = hall()
    whole_meeting(at)
    certify_result(at.election, actor=at[Role.HOST])
    clerk = at[Role.COMMUNITY_CLERK]
    advance_phase(at.election, actor=clerk, to=Phase.REPORTING)
    published = publish_result(at.election, actor=clerk)
    paper = announced_result(at.election)
    assert paper is not None and result_postings(at.election) == []
    posting = record_posting(paper, actor=clerk, place="社区宣传栏")
    assert record_posting(paper, actor=clerk, place="社区宣传栏") == posting
    assert result_postings(at.election) == [posting]
    assert places_known(at.election) == ["社区宣传栏"]
    assert json.loads(recorded().get().raw)["figures"]["document"] == paper.pk

    with pytest.raises(RuleViolation) as refused:
        record_posting(paper, actor=clerk, place="3幢", posted_at=published.fact_at - timedelta(minutes=1))
    assert [issue.code for issue in refused.value.issues] == ["posting_before_notice"]


def test_a_paper_that_is_no_announcement_hangs_nowhere(office: Office, notice: Notice) -> None:
    paper = Document.objects.create(
        office=office.street,
        election=office.election,
        kind="official_letter",
        title="函",
        audience="public",
        snapshot="{}",
        snapshot_sha256="0" * 64,
        head="0" * 64,
        drafted_at=notice.posted_at,
    )
    for wanting in (paper, Document(office=office.street, title="函")):
        with pytest.raises(RuleViolation) as refused:
            record_posting(wanting, actor=office[Role.COMMUNITY_CLERK], place="社区宣传栏")
        assert [issue.code for issue in refused.value.issues] == ["posting_of_no_announcement"]
    assert not Posting.objects.exists()
