import pytest

from elections.models import AuditDetail, AuditEvent, Candidate, MilestoneRecord, Notice, Objection, RollEntry, Ruling
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.notices import held_entries, procedural_issues
from elections.queries.readiness import issues_before
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.ballots import approve_ballot_proof
from elections.services.notices import correct_notice
from elections.services.objections import Handling, Report, receive_objection, rule_on_objection
from elections.services.slate import release_candidate
from tests.factories.hall import Hall, a_scan, hall
from tests.factories.notices import first_notice, listed
from tests.factories.office import Office, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def notice(office: Office) -> Notice:
    return first_notice(office)


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def about(notice: Notice, place: int = 0) -> RollEntry:
    return RollEntry.objects.get(pk=notice.people[place]["entry"])


def test_no_record_names_who_reports(office: Office, notice: Notice) -> None:
    report = Report(channel="visit", matter="工作中态度粗暴", entry=about(notice), reporter="赵举报", reporter_contact="13900002222")
    objection = receive_objection(notice, report, actor=office[Role.OBJECTION_HANDLER])

    assert (objection.reporter, objection.anonymous) == ("赵举报", False)
    kept = "".join([*AuditEvent.objects.values_list("raw", flat=True), *AuditDetail.objects.values_list("text", flat=True)])
    for secret in ("赵举报", "13900002222", "态度粗暴"):
        assert secret not in kept


def test_only_the_objection_handler_receives_and_rules(office: Office, notice: Notice) -> None:
    report = Report(channel="letter", matter="程序不合规定")
    for role in set(Role) - {Role.OBJECTION_HANDLER}:
        with pytest.raises(RuleViolation) as refused:
            receive_objection(notice, report, actor=office[role])
        assert codes(refused) == ["role_missing"]
    objection = receive_objection(notice, report, actor=office[Role.OBJECTION_HANDLER])
    with pytest.raises(RuleViolation) as refused:
        rule_on_objection(objection, Handling(finding="not_true", affects=False, text="查无实据"), actor=office[Role.STREET_OFFICER])
    assert codes(refused) == ["role_missing"]


def test_the_same_letter_is_entered_once(office: Office, notice: Notice) -> None:
    handler = office[Role.OBJECTION_HANDLER]
    report = Report(channel="letter", matter="长期外出", entry=about(notice))
    first = receive_objection(notice, report, actor=handler)

    assert receive_objection(notice, report, actor=handler) == first
    assert first.anonymous
    assert AuditEvent.objects.filter(verb="receive_objection").count() == 1


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (Report(channel="dream", matter="…"), ["objection_channel_unknown"]),
        (Report(channel="letter", matter="  "), ["objection_without_matter"]),
        (Report(channel="letter", matter="…", reporter_contact="139"), ["objection_contact_without_name"]),
    ],
)
def test_what_is_no_objection_is_refused(office: Office, notice: Notice, report: Report, found: list[str]) -> None:
    with pytest.raises(RuleViolation) as refused:
        receive_objection(notice, report, actor=office[Role.OBJECTION_HANDLER])
    assert codes(refused) == found
    assert not Objection.objects.exists()


def test_it_is_about_somebody_on_the_list(office: Office, notice: Notice) -> None:
    other = RollEntry.objects.create(
        election=office.election, number=99, name="路人", sex="male", born_on="1980-01-01", membership="none", added_at=notice.posted_at
    )
    with pytest.raises(RuleViolation) as refused:
        receive_objection(notice, Report(channel="letter", matter="…", entry=other), actor=office[Role.OBJECTION_HANDLER])
    assert codes(refused) == ["objection_person_not_listed"]


def test_a_person_is_held_until_the_ruling_and_out_when_it_is_upheld(office: Office, notice: Notice) -> None:
    handler = office[Role.OBJECTION_HANDLER]
    first, second = about(notice, 0), about(notice, 1)
    untrue = receive_objection(notice, Report(channel="letter", matter="一", entry=first), actor=handler)
    true = receive_objection(notice, Report(channel="telephone", matter="二", entry=second), actor=handler)
    assert held_entries(office.election) == {first.pk, second.pk}

    rule_on_objection(untrue, Handling(finding="not_true", affects=False, text="经查不属实"), actor=handler)
    rule_on_objection(true, Handling(finding="partly_true", affects=True, text="影响任职"), actor=handler)

    assert held_entries(office.election) == {second.pk}
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.disqualified_at is None
    assert second.disqualified_at is not None


def test_a_ruling_is_made_once(office: Office, notice: Notice) -> None:
    handler = office[Role.OBJECTION_HANDLER]
    objection = receive_objection(notice, Report(channel="letter", matter="一", entry=about(notice)), actor=handler)
    ruling = rule_on_objection(objection, Handling(finding="true", affects=False, text="属实但不影响"), actor=handler)

    assert rule_on_objection(objection, Handling(finding="true", affects=False, text="属实但不影响"), actor=handler) == ruling
    with pytest.raises(RuleViolation) as refused:
        rule_on_objection(objection, Handling(finding="true", affects=False, text="再说一次"), actor=handler)
    assert codes(refused) == ["recorded_otherwise"]
    with pytest.raises(RuleViolation) as refused:
        rule_on_objection(objection, Handling(finding="not_true", affects=False, text="改变主意"), actor=handler)
    assert codes(refused) == ["objection_ruled"]
    assert AuditEvent.objects.filter(verb="rule_on_objection").count() == 1


@pytest.mark.parametrize(
    ("handling", "found"),
    [
        (Handling(finding="perhaps", affects=False, text="…"), ["ruling_finding_unknown"]),
        (Handling(finding="not_true", affects=True, text="…"), ["ruling_contradicts_itself"]),
        (Handling(finding="true", affects=True, text=""), ["ruling_without_text"]),
    ],
)
def test_a_ruling_that_says_nothing_is_refused(office: Office, notice: Notice, handling: Handling, found: list[str]) -> None:
    handler = office[Role.OBJECTION_HANDLER]
    objection = receive_objection(notice, Report(channel="letter", matter="一", entry=about(notice)), actor=handler)
    with pytest.raises(RuleViolation) as refused:
        rule_on_objection(objection, handling, actor=handler)
    assert codes(refused) == found
    assert not Ruling.objects.exists()


def test_an_objection_to_the_procedure_holds_the_next_step(office: Office, notice: Notice) -> None:
    handler, clerk, election = office[Role.OBJECTION_HANDLER], office[Role.COMMUNITY_CLERK], office.election
    objection = receive_objection(notice, Report(channel="letter", matter="张贴地点不合规定"), actor=handler)
    office.pass_time(days=6)

    waiting = list(issues_before(election, Phase.DIRECTED_RECOMMENDATION, election_now(election)))
    assert [(issue.code, issue.params) for issue in waiting] == [("procedural_objection_open", {"round": 1, "count": 1})]

    for later in (Phase.VETTING, Phase.MEETING, Phase.REPORTING):  # however late it came, no step is entered over it
        assert "procedural_objection_open" in [issue.code for issue in issues_before(election, later, election_now(election))]

    rule_on_objection(objection, Handling(finding="true", affects=True, text="重新公示"), actor=handler)
    assert [issue.code for issue in procedural_issues(election)] == ["procedural_objection_upheld"]
    assert held_entries(election) == set()

    people = listed([about(notice, place) for place in range(3)])
    corrected = correct_notice(notice, people, actor=clerk, reason="地点", material=False)
    assert [issue.code for issue in procedural_issues(election)] == ["procedural_objection_upheld"]
    correct_notice(corrected, people, actor=clerk, reason="重新公示", material=True)
    assert list(procedural_issues(election)) == []
    waiting = list(issues_before(election, Phase.DIRECTED_RECOMMENDATION, election_now(election)))
    assert [issue.code for issue in waiting] == ["notice_runs"]


def test_a_nominee_with_an_account_handles_nothing(office: Office, notice: Notice) -> None:
    handler = office[Role.OBJECTION_HANDLER]
    handler.conflicts.create(election=office.election, since=notice.posted_at)
    with pytest.raises(RuleViolation) as refused:
        receive_objection(notice, Report(channel="letter", matter="…"), actor=handler)
    assert codes(refused) == ["conflict_of_interest"]


def named_on_notice(at: Hall) -> tuple[Notice, Candidate]:
    """A notice of the third round about somebody on the certified slate, with the ballot proof approved."""
    candidate = Candidate.objects.free().filter(contest__code="committee").select_related("entry")[0]
    opened = at.election.opened_at
    notice = Notice.objects.create(
        election=at.election,
        round=3,
        issuer="street",
        title="公示",
        length=5,
        unit="day",
        people=[{"entry": candidate.entry_id, "name": candidate.entry.name}],
        posted_at=opened,
        opens_at=opened,
        closes_at=election_now(at.election),
        issued_by=at[Role.STREET_OFFICER],
        issued_at=opened,
    )
    return notice, candidate


def proof_stands() -> bool:
    return MilestoneRecord.objects.standing().filter(kind=Milestone.BALLOT_PROOF_APPROVED).exists()


def prove(at: Hall) -> None:
    approve_ballot_proof(at.election, actor=at[Role.STREET_OFFICER], scan=a_scan(at.office))


def test_an_upheld_objection_takes_a_candidate_off_the_ballots_for_good() -> None:
    at = hall()
    notice, candidate = named_on_notice(at)
    objection = receive_objection(notice, Report(channel="letter", matter="一", entry=candidate.entry), actor=at[Role.OBJECTION_HANDLER])
    prove(at)

    rule_on_objection(objection, Handling(finding="true", affects=True, text="影响任职"), actor=at[Role.OBJECTION_HANDLER])

    candidate.refresh_from_db()
    assert candidate.held_reason == "disqualified"
    assert candidate.entry.name not in at.names("committee")
    assert not proof_stands()
    with pytest.raises(RuleViolation) as refused:
        release_candidate(candidate, actor=at[Role.STREET_OFFICER], reason="已核实")
    assert "candidate_withdrawn" in codes(refused)


def test_the_paper_is_proved_anew_when_somebody_on_it_is_held_and_when_the_matter_is_settled() -> None:
    at = hall()
    notice, candidate = named_on_notice(at)
    assert proof_stands()
    objection = receive_objection(notice, Report(channel="letter", matter="一", entry=candidate.entry), actor=at[Role.OBJECTION_HANDLER])
    assert not proof_stands()
    assert candidate.entry.name in at.names("committee")  # nobody reads on the slate what was reported

    prove(at)
    rule_on_objection(objection, Handling(finding="not_true", affects=False, text="不属实"), actor=at[Role.OBJECTION_HANDLER])
    assert not proof_stands()
