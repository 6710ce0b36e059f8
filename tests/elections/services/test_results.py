import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from elections.documents.registry import KINDS
from elections.documents.render import render_html, render_pdf
from elections.documents.snapshot import Snapshot
from elections.models import (
    AuditEvent,
    Decision,
    Document,
    Elected,
    Election,
    Job,
    Meeting,
    MeetingSession,
    MilestoneRecord,
    Reply,
    Request,
    ResultReport,
    RollEntry,
)
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.decisions import matters_by_hand
from elections.queries.inbox import result_to_approve, waiting_requests
from elections.queries.public import published_result
from elections.queries.readiness import reached_milestones
from elections.queries.results import settled_meetings
from elections.rules.acts import Milestone
from elections.rules.audit_chain import verify
from elections.rules.contests import Posts
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod
from elections.rules.phases import Phase
from elections.rules.stroke_order import sort_key
from elections.services.announcement_papers import usual_announcement
from elections.services.archive import build_archive
from elections.services.closing import HandoverNote, record_division_of_work, record_handover, seal_archive
from elections.services.decisions import Minutes, record_decision
from elections.services.documents import release_document
from elections.services.elections import advance_phase, reopen_phase
from elections.services.hall_papers import check_in_list, host_script, meeting_head
from elections.services.jobs import run_job
from elections.services.meetings import MeetingCall, change_meeting_date, convene_meeting
from elections.services.outcomes import decide_outcome, record_declined
from elections.services.record_papers import meeting_minutes
from elections.services.report_papers import Letter, announcement_of, form_of, report_of, summary_row
from elections.services.reports import file_report, receive_approval
from elections.services.requests import reply_to_request, return_request
from elections.services.results import PASSING, certify_result, publish_result
from elections.services.rounds import open_round, void_round
from elections.services.sessions import adjourn_session, close_session, open_session
from elections.services.slate import name_plenary_candidates
from tests.elections.documents.printed import text_of
from tests.factories.hall import Hall, a_scan, codes, hall, open_hall, whole_meeting
from tests.factories.office import reach_milestone

pytestmark = pytest.mark.django_db
LETTER = Letter(number="京都苑党委〔2026〕3号", signatory="张三", filled_by="李四", telephone="0571-85000000")


def minutes(at: Hall, votes: int, matter: str = "division_of_work") -> Minutes:
    return Minutes(
        body="new_committee", matter=matter, place="会议室", chair="张三", due=votes, present=votes, votes_for=votes, resolution="通过"
    )


def certified(at: Hall) -> MilestoneRecord:
    whole_meeting(at)
    return certify_result(at.election, actor=at[Role.HOST])


def test_the_certified_facts_hold_every_figure_and_person() -> None:
    at = hall()
    facts = certified(at).facts
    meeting = facts["meetings"][0]
    first = meeting["rounds"][0]
    assert first["figures"] | {"total": 20} == {
        "total": 20,
        "full": 20,
        "probationary": 0,
        "with_vote": 20,
        "excluded": 0,
        "due": 20,
        "present": 20,
        "needed": 16,
        "quorum": "4/5",
        "target": "17/20",
    }
    assert first["ballots"]["issued"] == first["ballots"]["returned"] == 20
    assert [contest["code"] for contest in first["contests"]] == ["secretary", "deputy", "committee"]
    assert [(person["post"], person["votes"]) for person in facts["elected"]] == [
        ("secretary", 19),
        ("deputy", 18),
        ("committee", 17),
        ("committee", 16),
        ("committee", 15),
    ]
    assert facts["elected"][0].keys() >= {"name", "sex", "born_on", "education", "joined_on", "present_post", "tags", "category", "age"}
    assert meeting["officials"]["chief_scrutineer"] and meeting["officials"]["teller"]


def test_the_papers_tell_of_the_first_ballot_that_counts() -> None:
    """The first is voided before anybody has a paper, the second finds more papers in the box than voters."""
    at = open_hall()
    posts = ("secretary", "deputy", "committee")
    misprinted = open_round(at.session, posts, actor=at[Role.HOST], printed=20)
    void_round(misprinted, actor=at[Role.HOST], reason="选票印制有误")
    overfull = at.round(*posts)
    at.close(overfull, returned=21)
    decide_outcome(overfull, actor=at[Role.HOST])
    votes = {code: dict.fromkeys(at.names(code)[: 3 if code == "committee" else 1], 18) for code in posts}
    at.vote(*posts, votes=votes)
    close_session(at.session, actor=at[Role.HOST])
    facts = certify_result(at.election, actor=at[Role.HOST]).facts
    day = date(2026, 4, 20)
    form, report = form_of(at.election, facts, LETTER, day), report_of(at.election, facts, LETTER, day)
    announced = announcement_of(at.election, facts, day)
    for paper in (form, report, announced):
        assert (paper.figures.due, paper.figures.present) == (20, 20)
    for paper in (form, report):
        assert (paper.ballots.issued, paper.ballots.returned, paper.ballots.valid) == (20, 20, True)
        assert [contest.elected != () for contest in paper.contests] == [True, True, True]
        assert paper.remark == "党员大会第一轮投票作废，已重新投票。党员大会第二轮投票选举无效，已重新投票。"
    row = summary_row(at.election, facts)
    assert (row.due, row.present) == (20, 20)


def test_each_vote_on_a_post_is_told_from_the_others() -> None:
    """A tie, a tie again in the run-off, a second run-off; the leaders were unopposed, the committee was not."""
    at = hall()
    at.open(method=ElectionMethod(ballot=at.election.rules.ballot, show_votes=True))
    committee = at.names("committee")
    leaders = {code: {at.names(code)[0]: 19} for code in ("secretary", "deputy")}
    at.vote("secretary", "deputy", "committee", votes={**leaders, "committee": dict(zip(committee, (18, 17, 12, 12), strict=True))})
    at.vote("committee", votes={"committee": {committee[2]: 10, committee[3]: 10}})
    at.vote("committee", votes={"committee": {committee[2]: 11, committee[3]: 9}})
    close_session(at.session, actor=at[Role.HOST])
    facts = certify_result(at.election, actor=at[Role.HOST]).facts
    day = date(2026, 4, 20)
    announced = re.sub(r"\s", "", text_of(render_pdf(KINDS["result_announcement"], announcement_of(at.election, facts, day))))
    for label, votes in (("委员", 12), ("委员（再次投票）", 10), ("委员（第二次再次投票）", 11)):
        assert f"{label}{committee[2]}{votes}" in announced
    report, form = report_of(at.election, facts, LETTER, day), form_of(at.election, facts, LETTER, day)
    assert report.method == form.method == "无记名投票，书记、副书记等额选举，委员差额选举，书记、副书记由党员大会直接选举产生"
    printed = re.sub(r"<[^>]+>|\s", "", render_html(KINDS["result_report"], report))
    tied = f"{committee[2]}、{committee[3]}得票相等，再次投票。"
    assert f"{committee[0]}、{committee[1]}当选。{tied}" in printed
    assert f"无人当选。{tied}" in printed
    assert "（五）委员（第二次再次投票）。" in printed


def test_the_papers_of_a_delegates_meeting_call_it_by_its_name() -> None:
    at = hall()
    Meeting.objects.filter(pk=at.meeting.pk).update(kind="delegates", title="中共京都苑社区委员会换届选举党员代表大会")
    Election.objects.filter(pk=at.election.pk).update(form="delegates")
    RollEntry.objects.filter(election=at.election).update(capacities=["member", "meeting_delegate"])
    at.meeting.refresh_from_db()
    certified(at)
    facts = MilestoneRecord.objects.standing().get(kind=Milestone.RESULT_CERTIFIED).facts
    minutes_paper = meeting_minutes(Decision.objects.filter(election=at.election, matter="election_method").get())
    papers: dict[str, Snapshot] = {
        "result_report_form": form_of(at.election, facts, LETTER, date(2026, 4, 20)),
        "result_report": report_of(at.election, facts, LETTER, date(2026, 4, 20)),
        "result_announcement": announcement_of(at.election, facts, date(2026, 4, 20)),
        "meeting_minutes": minutes_paper,
        "host_script": host_script(at.meeting),
    }
    for kind, paper in papers.items():
        printed = re.sub(r"\s", "", text_of(render_pdf(KINDS[kind], paper)))
        assert "党员代表大会" in printed, kind
        assert "党员大会" not in printed, kind
    assert minutes_paper.title == "京都苑社区党员代表大会记录"
    assert {step.split("大会")[0] for step in usual_announcement(at.election).steps if "大会" in step} == {"党员代表"}


def test_the_day_of_a_meeting_that_has_elected_everybody_stays() -> None:
    at = open_hall()
    later = at.meeting.starts_at + timedelta(days=1)
    votes = {code: dict.fromkeys(at.names(code)[: 3 if code == "committee" else 1], 18) for code in ("secretary", "deputy")}
    at.vote("secretary", "deputy", votes=votes)
    close_session(at.session, actor=at[Role.HOST])
    assert settled_meetings(at.election) == set(), "the committee is elected another day"
    change_meeting_date(at.meeting, actor=at.secretary, starts_at=later, reason="另行选举")
    MeetingSession.objects.update(closed_at=None)
    at.vote("committee", votes={"committee": dict.fromkeys(at.names("committee")[:3], 18)})
    close_session(at.session, actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        change_meeting_date(at.meeting, actor=at.secretary, starts_at=later + timedelta(days=1), reason="改期")
    assert codes(refused) == ["meeting_over"]


def test_the_elected_stand_by_strokes_whatever_their_votes() -> None:
    at = open_hall()
    names = at.names("committee")[:3]
    assert names == sorted(names, key=sort_key)
    votes = {name: 12 + place for place, name in enumerate(names)}
    leaders = {code: {at.names(code)[0]: 18} for code in ("secretary", "deputy")}
    at.vote("secretary", "deputy", "committee", votes={**leaders, "committee": votes})
    close_session(at.session, actor=at[Role.HOST])
    facts = certify_result(at.election, actor=at[Role.HOST]).facts
    announced = announcement_of(at.election, facts, date(2026, 4, 20))
    assert [row.person.name for row in announced.elected if row.post == "委员"] == names
    advance_phase(at.election, actor=at[Role.COMMUNITY_CLERK], to=Phase.REPORTING)
    publish_result(at.election, actor=at[Role.COMMUNITY_CLERK])
    assert list(published_result(at.election)[-1].names) == names


def test_after_a_failed_quorum_the_papers_carry_the_day_of_the_election() -> None:
    at = hall()
    failed = open_session(at.meeting, actor=at[Role.HOST])
    first = at.meeting.starts_at
    assert timezone.localdate(meeting_head(at.meeting).held_at) == timezone.localdate(first)
    later = first + timedelta(days=7)
    adjourn_session(failed, actor=at[Role.HOST], reason="到会人数不足", resumes_at=later)
    at.meeting.refresh_from_db()
    assert check_in_list(at.meeting).meeting.held_at == later
    at.office.pass_time(days=7, hours=1)
    whole_meeting(at)
    assert timezone.localdate(meeting_head(at.meeting).held_at) == timezone.localdate(later)
    facts = certify_result(at.election, actor=at[Role.HOST]).facts
    report = report_of(at.election, facts, LETTER, timezone.localdate(later))
    assert timezone.localdate(report.meeting.held_at) == timezone.localdate(later)
    assert facts["day"] == timezone.localdate(later).isoformat()


def test_the_result_is_certified_once_and_only_when_every_contest_is_settled() -> None:
    at = open_hall()
    session = at.session
    with pytest.raises(RuleViolation) as refused:
        certify_result(at.election, actor=at[Role.HOST])
    assert codes(refused) == ["contest_not_settled"] * 3 + ["session_sits"]
    close_session(session, actor=at[Role.HOST])


def test_certified_again_it_returns_what_stands() -> None:
    at = hall()
    first = certified(at)
    before = at.events()
    assert certify_result(at.election, actor=at[Role.HOST]) == first
    assert at.events() == before


def test_a_decline_takes_the_certified_result_back() -> None:
    at = hall()
    certified(at)
    record_declined(Elected.objects.filter(contest__code="committee")[0], actor=at[Role.HOST], reason="本人不愿任职")
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.RESULT_CERTIFIED).exists()
    with pytest.raises(RuleViolation) as refused:
        certify_result(at.election, actor=at[Role.HOST])
    assert codes(refused) == ["contest_not_settled"]


def test_the_three_papers_are_filed_returned_filed_again_and_approved() -> None:
    at = hall()
    certified(at)
    clerk = at[Role.COMMUNITY_CLERK]
    advance_phase(at.election, actor=clerk, to=Phase.REPORTING)
    publish_result(at.election, actor=clerk)
    with pytest.raises(RuleViolation) as refused:
        file_report(at.election, Letter(number="", signatory="张三", filled_by="李四", telephone="1"), actor=clerk)
    assert codes(refused) == ["report_without_number"]
    first = file_report(at.election, LETTER, actor=clerk)
    assert [first.form.kind, first.report.kind, first.summary.kind] == ["result_report_form", "result_report", "summary_table"]
    assert file_report(at.election, LETTER, actor=clerk) == first
    return_request(first.request, actor=at[Role.STREET_APPROVER], text="请补充缺席原因")
    second = file_report(at.election, LETTER, actor=clerk)
    assert second != first
    with pytest.raises(RuleViolation) as refused:
        receive_approval(at.election, actor=at[Role.STREET_APPROVER], number="文晖街道〔2026〕9号")
    assert codes(refused) == ["approval_missing"]
    assert not Reply.objects.filter(request=second.request).exists()
    done = receive_approval(at.election, actor=at[Role.STREET_APPROVER], number="文晖街道〔2026〕9号", scan=a_scan(at.office))
    assert [person["post"] for person in done.facts["approved"]] == ["secretary", "deputy"]
    assert len(done.facts["filed"]) == 3
    assert Request.objects.get(pk=second.request_id).state == "approved"
    advance_phase(at.election, actor=clerk, to=Phase.CLOSED)


def test_an_approval_that_was_entered_from_paper_is_given_no_second_time() -> None:
    at = hall(slate={"committee": 5})
    reach_milestone(at.election, Milestone.APPROVAL_RECEIVED, at[Role.STREET_APPROVER])
    Election.objects.filter(pk=at.election.pk).update(phase=Phase.REPORTING)
    with pytest.raises(RuleViolation) as refused:
        receive_approval(at.election, actor=at[Role.STREET_APPROVER], number="文晖街道〔2026〕9号", scan=a_scan(at.office))
    assert set(codes(refused)) == {"recorded_otherwise"}


def test_a_result_that_is_taken_back_is_announced_and_reported_anew() -> None:
    at = hall(slate={"committee": 5})
    certified(at)
    clerk, approver = at[Role.COMMUNITY_CLERK], at[Role.STREET_APPROVER]
    first = reported(at)
    receive_approval(at.election, actor=approver, number="文晖街道〔2026〕9号", scan=a_scan(at.office))
    announced = Document.objects.get(kind="result_announcement")
    reopen_phase(at.election, actor=approver, to=Phase.MEETING, reason="当选人不愿任职")
    leaving = Elected.objects.filter(contest__code="committee").first()
    assert leaving is not None and leaving.name in announced.snapshot
    record_declined(leaving, actor=at[Role.HOST], reason="本人不愿任职")
    event = json.loads(AuditEvent.objects.filter(verb="record_declined").get().raw)
    assert event["figures"]["taken_back"] == ["approval_received", "report_filed", "result_certified", "result_published"]
    assert not reached_milestones(at.election) & {kind for kind in Milestone if kind in event["figures"]["taken_back"]}
    assert published_result(at.election) == []
    announced.refresh_from_db()
    with pytest.raises(RuleViolation) as refused:
        release_document(announced, actor=clerk, filed=False)
    assert codes(refused) == ["result_taken_back"]
    with pytest.raises(RuleViolation) as refused:
        receive_approval(at.election, actor=approver, number="文晖街道〔2026〕9号", scan=a_scan(at.office))
    assert codes(refused) == ["act_out_of_phase"]

    names = at.names("committee")
    session = at.open()
    at.vote("committee", votes={"committee": {names[3]: 18}})
    close_session(session, actor=at[Role.HOST])
    certify_result(at.election, actor=at[Role.HOST])
    second = reported(at)
    assert second != first
    anew = Document.objects.get(kind="result_announcement", superseded_by=None)
    announced.refresh_from_db()
    assert announced.superseded_by == anew
    assert leaving.name not in anew.snapshot and names[3] in anew.snapshot
    for paper in ("form", "report", "summary"):
        assert Document.objects.get(pk=getattr(first, f"{paper}_id")).superseded_by == getattr(second, paper)
    assert Request.objects.get(pk=first.request_id).state == "approved"
    assert result_to_approve(at.election) is None  # the old approval was of the old result
    with pytest.raises(RuleViolation) as refused:
        receive_approval(at.election, actor=approver)
    assert codes(refused) == ["reply_without_number"]
    receive_approval(at.election, actor=approver, number="文晖街道〔2026〕11号", scan=a_scan(at.office))
    advance_phase(at.election, actor=clerk, to=Phase.CLOSED)


def reported(at: Hall) -> ResultReport:
    clerk = at[Role.COMMUNITY_CLERK]
    advance_phase(at.election, actor=clerk, to=Phase.REPORTING)
    publish_result(at.election, actor=clerk)
    return file_report(at.election, LETTER, actor=clerk)


def test_a_report_that_waits_is_withdrawn_with_its_result() -> None:
    at = hall()
    certified(at)
    waiting = reported(at).request
    reopen_phase(at.election, actor=at[Role.STREET_APPROVER], to=Phase.MEETING, reason="当选人不愿任职")
    record_declined(Elected.objects.filter(contest__code="committee")[0], actor=at[Role.HOST], reason="本人不愿任职")
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
    assert not waiting_requests([at.election])
    with pytest.raises(RuleViolation) as refused:
        reply_to_request(waiting, actor=at[Role.STREET_APPROVER], number="9号")
    assert codes(refused) == ["request_answered"]


def test_a_result_that_was_only_entered_as_done_prints_nothing() -> None:
    at = hall()
    MilestoneRecord.objects.create(
        election=at.election,
        kind=Milestone.RESULT_CERTIFIED,
        fact_at=at.election.opened_at,
        entered_at=at.election.opened_at,
        actor=at.secretary,
        offline=True,
    )
    Election.objects.filter(pk=at.election.pk).update(phase=Phase.REPORTING)
    with pytest.raises(RuleViolation) as refused:
        publish_result(at.election, actor=at.secretary)
    assert codes(refused) == ["result_without_facts"]


def closed(at: Hall) -> None:
    certified(at)
    Election.objects.filter(pk=at.election.pk).update(phase=Phase.CLOSED)


def test_everybody_on_the_new_committee_has_a_share_of_the_work() -> None:
    at = hall()
    closed(at)
    people = [found.entry for found in Elected.objects.select_related("entry")]
    with pytest.raises(RuleViolation) as refused:
        record_division_of_work(at.election, {people[0]: "全面工作"}, minutes(at, 5), actor=at.secretary)
    assert codes(refused) == ["work_share_missing"] * 4
    shares = dict.fromkeys(people, "分管工作")
    record_division_of_work(at.election, shares, minutes(at, 5), actor=at.secretary)
    before = at.events()
    record_division_of_work(at.election, shares, minutes(at, 5), actor=at.secretary)
    assert at.events() == before


def seal(at: Hall) -> MilestoneRecord:
    shares = {found.entry: "分管工作" for found in Elected.objects.select_related("entry")}
    record_division_of_work(at.election, shares, minutes(at, 5), actor=at.secretary)
    note = HandoverNote(handed_by="上届书记", received_by="新任书记", witnessed_by="街道组织委员", items="印章、台账")
    record_handover(at.election, note, actor=at.secretary)
    return seal_archive(at.election, actor=at.secretary)


def test_the_archive_is_sealed_once_the_work_is_divided_and_handed_over() -> None:
    at = hall()
    closed(at)
    with pytest.raises(RuleViolation) as refused:
        seal_archive(at.election, actor=at.secretary)
    assert codes(refused) == ["milestone_missing", "handover_not_recorded"]
    seal(at)
    assert at.election.sealed_at is not None
    with pytest.raises(RuleViolation) as refused:
        record_handover(at.election, HandoverNote(handed_by="a", received_by="b", witnessed_by="c", items="d"), actor=at.secretary)
    assert codes(refused) == ["archive_already_sealed"]


def test_the_archive_verifies_and_is_the_same_bytes_built_twice(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    at = hall()
    closed(at)
    seal(at)
    job = run_job(Job.objects.get(kind="build_archive").pk)
    assert job is not None and job.state == Job.State.DONE
    path = build_archive(at.election)
    assert path.name == job.result["sha256"]
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        names = archive.namelist()
        assert verify(archive.read("audit.jsonl")).code == "intact"
        digests = json.loads(archive.read("目录.json"))
    assert {"会议记录.json", "办理节点.json", "audit.jsonl", "目录.json"} <= set(names)
    assert digests.keys() == set(names) - {"目录.json"}
    assert any(name.endswith("归档目录.pdf") for name in names)
    assert not Document.objects.filter(pdf=None).exists()


def test_where_the_plenary_elects_the_leaders_the_result_waits_for_it_and_for_the_discipline_committee() -> None:
    at = hall(preset="regulation-2020", members=30, posts=Posts(size=5, deputies=1, discipline=3))
    session = at.open()
    committee, discipline = at.names("committee"), at.names("discipline")
    at.vote("committee", votes={"committee": dict(zip(committee, (29, 28, 27, 26, 25), strict=False))})
    at.vote("discipline", votes={"discipline": dict(zip(discipline, (29, 28, 27), strict=False))})
    close_session(session, actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        certify_result(at.election, actor=at[Role.HOST])
    assert codes(refused) == ["contest_not_settled"] * 3
    plenary = hold(at, "plenary", "committee", {"secretary": 1, "deputy": 1})
    assert matters_by_hand(at.election) == []
    hold(at, "discipline_plenary", "discipline", {"discipline_secretary": 1})
    assert matters_by_hand(at.election) == [PASSING]
    for lost in ({}, {"body": "community_committee"}, {"votes_for": 0, "votes_against": 5}):
        if lost:
            record_decision(at.election, replace(minutes(at, 5, PASSING), **lost), actor=at.secretary)
        with pytest.raises(RuleViolation) as refused:
            certify_result(at.election, actor=at[Role.HOST])
        assert codes(refused) == ["discipline_secretary_not_passed"], lost
    record_decision(at.election, minutes(at, 5, PASSING), actor=at.secretary)
    assert matters_by_hand(at.election) == []
    facts = certify_result(at.election, actor=at[Role.HOST]).facts
    assert [meeting["kind"] for meeting in facts["meetings"]] == ["members", "plenary", "discipline_plenary"]
    assert facts["meetings"][1]["rounds"][0]["figures"]["due"] == 5
    assert plenary.kind == "plenary"
    assert {person["post"] for person in facts["elected"]} == {"secretary", "deputy", "committee", "discipline", "discipline_secretary"}
    form = form_of(at.election, facts, LETTER, date(2026, 4, 20))
    report = report_of(at.election, facts, LETTER, date(2026, 4, 20))
    assert (len(report.elected), report.people) == (7, 5)
    assert (len(form.elected), form.people) == (11, 8)
    printed = re.sub(r"\s", "", text_of(render_pdf(KINDS["result_report"], report)))
    assert "新一届委员会共5名（委员以姓氏笔画为序）" in printed
    assert f"纪委书记：{report.discipline[0].person.name}" in printed
    assert "当选人基本情况（8名，其中3名任两个职务）" in re.sub(r"\s", "", text_of(render_pdf(KINDS["result_report_form"], form)))


def hold(at: Hall, kind: str, body: str, posts: dict[str, int]) -> MeetingCall:
    """A plenary of those elected: they name their candidates, vote, close."""
    members = [found.entry for found in Elected.objects.standing().filter(contest__code=body).order_by("pk")]
    call = MeetingCall(kind=kind, title="第一次全体会议", starts_at=election_now(at.election), place="会议室", chair=members[-1].name)
    meeting = convene_meeting(at.election, call, actor=at.secretary)
    for place, code in enumerate(posts):
        name_plenary_candidates(at.contest(code), [members[place]], minutes(at, len(members), "plenary_candidates"), actor=at.secretary)
    sitting = Hall(at.office, meeting, members)
    session = sitting.open()
    votes = {code: {members[place].name: len(members)} for place, code in enumerate(posts)}
    sitting.vote(*posts, votes=votes)
    close_session(session, actor=at[Role.HOST])
    return call
