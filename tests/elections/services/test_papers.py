import json

import pytest

from election_admin.registry import DOCUMENT_KINDS, PAPERS
from elections.documents.render import render_pdf
from elections.models import AuditEvent, Document, Job
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.papers import papers_of_kind, papers_to_print, prepare_paper
from tests.elections.documents.printed import pages_of
from tests.factories.hall import Hall, approve, hall
from tests.factories.notices import first_notice
from tests.factories.office import office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db
BY_ANOTHER_ACT = {
    "announcement",
    "archive_index",
    "correction",
    "cycle_summary",
    "notice",
    "official_letter",
    "open_letter",
    "result_announcement",
    "result_report",
    "result_report_form",
    "summary_table",
}


def counted(at: Hall) -> None:
    """A round over with seats left, so that every paper of the hall has its facts."""
    approve(at.office, "plan")
    at.open()
    committee = at.names("committee")
    votes = {
        "secretary": {at.names("secretary")[0]: 19},
        "deputy": {at.names("deputy")[0]: 18},
        "committee": {committee[0]: 17, committee[1]: 16},
    }
    at.vote("secretary", "deputy", "committee", votes=votes)


def test_every_kind_is_offered_or_made_by_its_own_act() -> None:
    assert set(DOCUMENT_KINDS) - set(PAPERS) == BY_ANOTHER_ACT
    assert set(PAPERS) <= set(DOCUMENT_KINDS)


def test_each_paper_of_the_hall_is_what_its_kind_is_made_of_and_can_be_printed() -> None:
    at = hall()
    counted(at)
    offers = papers_to_print(at.election, [Role.STREET_OFFICER])
    assert {offer.kind for offer in offers} >= {
        "request_letter", "reply", "roll_notice", "meeting_minutes", "agenda", "election_method", "host_script", "check_in_list",
        "officials_list",
        "number_ballot", "tally_sheet", "attendance_report", "ballots_report", "count_report", "elected_report",
        "nomination_form_self", "nomination_form_organisation", "nomination_form_joint",
    }  # fmt: skip
    for offer in offers:
        snapshot = offer.make()
        assert type(snapshot) is DOCUMENT_KINDS[offer.kind].snapshot
        assert pages_of(render_pdf(DOCUMENT_KINDS[offer.kind], snapshot)) >= 1
    assert len({(offer.kind, offer.key) for offer in offers}) == len(offers)


def test_the_check_in_list_is_offered_in_large_print_too() -> None:
    at = hall()
    offers = {offer.title.removeprefix(at.meeting.title): offer for offer in papers_of_kind(at.election, "check_in_list")}
    assert set(offers) == {"签到册", "签到册（大字）"}
    usual, large = (
        prepare_paper(at.election, "check_in_list", offers[title].key, actor=at[Role.COMMUNITY_CLERK])
        for title in ("签到册", "签到册（大字）")
    )
    assert [json.loads(paper.snapshot)["large"] for paper in (usual, large)] == [False, True]


def test_a_paper_is_drafted_once_with_one_event() -> None:
    at = hall()
    (offer,) = papers_of_kind(at.election, "agenda")
    before = at.events()
    document = prepare_paper(at.election, "agenda", offer.key, actor=at[Role.COMMUNITY_CLERK])
    assert (document.kind, document.title, document.state) == ("agenda", "中共京都苑社区委员会换届选举党员大会议程", Document.State.DRAFT)
    assert json.loads(document.snapshot)["rehearsal"] is True
    assert prepare_paper(at.election, "agenda", offer.key, actor=at[Role.COMMUNITY_CLERK]) == document
    assert at.events() == before + 1
    assert AuditEvent.objects.order_by("-pk")[0].verb == "draft_document"
    assert Job.objects.filter(kind="render_document", params={"document": document.pk}).count() == 1


def test_what_is_not_there_and_who_may_not_ask_are_refused() -> None:
    at = hall()
    before = at.events()
    with refused(("paper_not_offered", {"title": "计票结果报告单"})):
        prepare_paper(at.election, "count_report", "1", actor=at[Role.COMMUNITY_CLERK])
    with refused(("paper_not_offered", {"title": "no_such_kind"})):
        prepare_paper(at.election, "no_such_kind", "1", actor=at[Role.COMMUNITY_CLERK])
    with refused(("role_missing", {"act": "draft_document"})):
        prepare_paper(at.election, "agenda", str(at.meeting.pk), actor=at[Role.TELLER])
    assert at.events() == before
    assert not Document.objects.exists()


def test_observers_are_offered_what_they_may_read() -> None:
    at = hall()
    counted(at)
    assert {offer.kind for offer in papers_to_print(at.election, [Role.OBSERVER])} == {
        "agenda", "election_method", "officials_list", "number_ballot", "attendance_report", "ballots_report",
        "count_report", "elected_report",
    }  # fmt: skip
    assert papers_to_print(at.election, [Role.TELLER]) == []


def test_a_notice_has_its_poster() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    notice = first_notice(office)
    (offer,) = papers_of_kind(office.election, "notice_poster")
    assert offer.key == str(notice.pk)
    poster = prepare_paper(office.election, "notice_poster", offer.key, actor=office[Role.COMMUNITY_CLERK])
    assert [person["name"] for person in json.loads(poster.snapshot)["people"]] == [row["name"] for row in notice.people]
