import json
from datetime import timedelta

import pytest

from elections.models import AuditEvent, LateEntry, Reply, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.files import store_file
from elections.services.requests import approved_request, attach_reply_scan, reply_to_request, return_request, submit_request
from tests.factories.office import another_community, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

PLAN = Request.Kind.PLAN


@pytest.fixture
def office():
    return office_with_election()


def submit(office, **values):
    return submit_request(office.election, PLAN, actor=office[Role.COMMUNITY_CLERK], title="关于换届方案的请示", **values)


def scan_of(office, election=None):
    return store_file(election or office.election, actor=office[Role.STREET_OFFICER], name="批复.pdf", content=b"%PDF-1.7")


def approve(office, request, **values):
    return reply_to_request(request, actor=office[Role.STREET_APPROVER], number="文委〔2026〕3号", **values)


class TestSubmitting:
    def test_a_request_waits_for_its_answer_and_is_sent_once(self, office):
        request = submit(office, text="现将方案报上。", number="京委〔2026〕1号")
        assert (request.state, request.submitted_by) == ("submitted", office[Role.COMMUNITY_CLERK])
        assert submit(office) == request
        with refused(("request_otherwise", {"field": "number", "recorded": "京委〔2026〕1号", "typed": "京委〔2026〕2号"})):
            submit(office, number="京委〔2026〕2号")
        event = AuditEvent.objects.get(verb="submit_request")
        assert json.loads(event.detail.text)["number"] == "京委〔2026〕1号"
        assert event.raw.isascii()

    def test_without_a_title_or_by_who_may_not(self, office):
        with refused(("request_without_title", {})):
            submit_request(office.election, PLAN, actor=office[Role.COMMUNITY_CLERK], title=" ")
        with refused(("role_missing", {"act": "submit_request"})):
            submit_request(office.election, PLAN, actor=office[Role.OBSERVER], title="请示")

    def test_returned_it_is_sent_anew(self, office):
        request = submit(office)
        return_request(request, actor=office[Role.STREET_APPROVER], text="职数与上届不符,请核对。")
        again = submit(office)
        assert again != request
        request.refresh_from_db()
        assert (request.state, again.state) == ("returned", "submitted")

    def test_sent_on_an_earlier_day_and_entered_now(self, office):
        office.pass_time(days=3)
        earlier = election_now(office.election) - timedelta(days=1)
        request = submit(office, submitted_at=earlier, late_reason="先报纸质件")
        assert request.submitted_at == earlier
        assert LateEntry.objects.get().act == "submit_request"


class TestAnswers:
    def test_an_approval_without_its_scan_is_an_opinion(self, office):
        request = submit(office)
        reply = approve(office, request)
        request.refresh_from_db()
        assert (request.state, reply.is_opinion_only) == ("approved", True)
        assert approved_request(office.street, office.election, PLAN) is None
        attached = attach_reply_scan(reply, actor=office[Role.STREET_OFFICER], scan=scan_of(office))
        assert not attached.is_opinion_only
        assert approved_request(office.street, office.election, PLAN) == request

    def test_the_scan_is_attached_once(self, office):
        reply = approve(office, submit(office))
        first = scan_of(office)
        second = store_file(office.election, actor=office[Role.STREET_OFFICER], name="另一份.pdf", content=b"%PDF-1.6")
        attach_reply_scan(reply, actor=office[Role.STREET_OFFICER], scan=first)
        assert attach_reply_scan(reply, actor=office[Role.STREET_OFFICER], scan=first).scan == first
        with refused(("recorded_otherwise", {"field": "scan", "recorded": first.name, "typed": "另一份.pdf"})):
            attach_reply_scan(reply, actor=office[Role.STREET_OFFICER], scan=second)
        assert AuditEvent.objects.filter(verb="attach_reply_scan").count() == 1

    def test_the_same_answer_again_returns_it_another_one_is_refused(self, office):
        request = submit(office)
        reply = approve(office, request)
        assert approve(office, Request.objects.get(pk=request.pk)) == reply
        assert Reply.objects.count() == AuditEvent.objects.filter(verb="reply_to_request").count() == 1
        with refused(("request_answered", {"state": "approved"})):
            return_request(request, actor=office[Role.STREET_APPROVER], text="请核对")
        with refused(("request_answered", {"state": "approved"})):
            reply_to_request(request, actor=office[Role.STREET_APPROVER], number="文街组〔2026〕99号")

    def test_an_approval_has_a_number_a_filing_needs_none(self, office):
        request = submit(office)
        with refused(("reply_without_number", {})):
            reply_to_request(request, actor=office[Role.STREET_APPROVER], number=" ")
        with refused(("approval_not_on_file", {"kind": request.kind})):
            reply_to_request(request, actor=office[Role.STREET_APPROVER], number="", filed_only=True)
        Request.objects.update(kind=Request.Kind.RESULT)
        filed = reply_to_request(Request.objects.get(), actor=office[Role.STREET_APPROVER], number="", filed_only=True)
        assert filed.kind == "filed"

    def test_a_return_says_what_to_mend(self, office):
        with refused(("reason_missing", {})):
            return_request(submit(office), actor=office[Role.STREET_APPROVER], text=" ")

    @pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.COMMUNITY_SECRETARY])
    def test_only_the_approver_answers(self, office, role):
        with refused(("role_missing", {"act": "reply_to_request"})):
            reply_to_request(submit(office), actor=office[role], number="1号")

    def test_a_paper_of_another_election_is_no_reply_to_this_one(self, office):
        request, foreign = submit(office), scan_of(office, another_community(office))
        with refused(("file_elsewhere", {"name": "批复.pdf"})):
            approve(office, request, scan=foreign)
        reply = approve(office, request)
        with refused(("file_elsewhere", {"name": "批复.pdf"})):
            attach_reply_scan(reply, actor=office[Role.STREET_OFFICER], scan=foreign)
        assert Reply.objects.get().scan is None

    def test_a_reply_carries_its_own_date_but_never_one_before_the_request(self, office):
        request = submit(office)
        office.pass_time(days=3)
        now = election_now(office.election)
        with pytest.raises(Exception, match="reply_before_request") as raised:
            approve(office, request, replied_at=request.submitted_at - timedelta(days=1), late_reason="材料晚到")
        assert raised.value.issues[0].params == {"reply": "2026-03-01 09:00", "request": "2026-03-02 09:00"}
        reply = approve(office, request, replied_at=now - timedelta(days=1), late_reason="材料晚到")
        assert reply.replied_at == now - timedelta(days=1)
        assert LateEntry.objects.get().reason == "材料晚到"


def test_the_newest_approval_of_a_kind_in_this_election_counts(office):
    other = another_community(office)
    first = submit(office)
    approve(office, first, scan=scan_of(office))
    second = submit(office)
    assert approved_request(office.street, office.election, PLAN) == first
    approve(office, second, scan=scan_of(office))
    assert approved_request(office.street, office.election, PLAN) == second
    assert approved_request(office.street, other, PLAN) is None
