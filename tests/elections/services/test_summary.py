import json
import re
from dataclasses import replace

import pytest

from elections.documents.archive import CycleSummary, Speciality
from elections.documents.registry import KINDS
from elections.documents.render import render_pdf
from elections.documents.summary import SummaryTable
from elections.models import AuditEvent, Document, Election, Job, MilestoneRecord, PublicityItem
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase, milestones_until
from elections.services.elections import annul_election
from elections.services.jobs import run_job
from elections.services.results import certify_result
from elections.services.summary import SummaryWording, file_summary
from tests.elections.documents.printed import text_of
from tests.factories.hall import hall, whole_meeting
from tests.factories.office import another_community, reach_milestone
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

WORDING = SummaryWording(
    filled_by="马建国",
    checked_by="王磊",
    telephone="0571-85370000",
    specialities=(Speciality(community="京都苑社区", text="采用一张选票一次选举。"),),
    experience=("发扬民主是关键。",),
    problems=("年轻党员较少。",),
)


NOMINATED = {"members_took_part": 17, "residents_took_part": 40, "by_channel": {"organisation": 3, "joint": 4, "self": 1}}


@pytest.fixture
def certified(settings, tmp_path):
    """One election whose result is certified: 20 members, all of them present."""
    settings.MEDIA_ROOT = tmp_path
    at = hall()
    whole_meeting(at)
    certify_result(at.election, actor=at[Role.HOST])
    return at


def told(at) -> tuple[SummaryTable, CycleSummary]:
    filed = file_summary(at.election.cycle, WORDING, actor=at[Role.STREET_OFFICER])
    return SummaryTable.from_json(filed.table.snapshot), CycleSummary.from_json(filed.summary.snapshot)


def test_the_papers_tell_what_the_milestones_say(certified):
    MilestoneRecord.objects.filter(kind=Milestone.OPEN_NOMINATION_CLOSED).update(facts=NOMINATED)
    table, summary = told(certified)
    (row,) = table.rows
    assert (row.community, row.due, row.present, row.turnout) == ("京都苑社区", 20, 20, "100.00%")
    assert (row.members_took_part, row.residents_took_part) == (17, 40)
    assert (row.nominated_by_organisation, row.nominated_jointly, row.nominated_by_oneself) == (3, 4, 1)
    assert (len(row.secretaries), len(row.deputies), len(row.committee)) == (1, 1, 3)
    assert summary.rows == table.rows
    assert (summary.title, summary.organisation, summary.signer) == (
        "2026年社区党组织换届工作总结",
        "文晖街道",
        table.organisation,
    )
    assert (table.filled_by, table.checked_by) == ("马建国", "王磊")


def test_shares_are_of_the_whole_committee_and_sum(certified):
    table, _summary = told(certified)
    composition = table.composition
    assert composition.committee == 5 == sum(row.count for row in composition.categories)
    for name, count, share in composition.shares:
        assert share == f"{20 * count}.00%", name


def test_the_mean_age_of_deputies_is_that_of_the_full_time_ones(certified):
    record = MilestoneRecord.objects.standing().get(kind=Milestone.RESULT_CERTIFIED)
    (deputy,) = [person for person in record.facts["elected"] if person["post"] == "deputy"]
    police = deputy | {"entry": 0, "name": "兼职民警", "part_time": True, "age": deputy["age"] + 20}
    MilestoneRecord.objects.filter(pk=record.pk).update(facts=record.facts | {"elected": [*record.facts["elected"], police]})
    table, _summary = told(certified)
    assert table.composition.ages_deputies == (deputy["age"],)
    assert len(table.rows[0].deputies) == 2


def test_both_are_papers_of_the_street_with_the_offices_head(certified):
    filed = file_summary(certified.election.cycle, WORDING, actor=certified[Role.STREET_OFFICER])
    for document, kind in ((filed.table, "summary_table"), (filed.summary, "cycle_summary")):
        assert (document.election, document.kind, document.audience) == (None, kind, "community_office")
    event = AuditEvent.objects.get(verb="file_summary")
    assert (event.chain.election, json.loads(event.raw)["figures"]["elections"]) == (None, 1)


def test_both_are_rendered(certified):
    filed = file_summary(certified.election.cycle, WORDING, actor=certified[Role.STREET_OFFICER])
    for document in (filed.table, filed.summary):
        job = Job.objects.get(params={"document": document.pk})
        assert run_job(job.pk).state == "done"


def test_the_same_again_is_nothing_and_other_words_take_its_place(certified):
    officer, cycle = certified[Role.STREET_OFFICER], certified.election.cycle
    first = file_summary(cycle, WORDING, actor=officer)
    assert file_summary(cycle, WORDING, actor=officer) == first
    assert AuditEvent.objects.filter(verb="file_summary").count() == 1
    second = file_summary(cycle, replace(WORDING, problems=()), actor=officer)
    first.summary.refresh_from_db()
    assert first.summary.superseded_by == second.summary
    assert Document.objects.filter(kind="cycle_summary", superseded_by=None).count() == 1


def test_it_waits_for_every_result_but_not_for_an_annulled_election(certified):
    other = another_community(certified.office)
    officer, cycle = certified[Role.STREET_OFFICER], certified.election.cycle
    with refused(("summary_before_result", {"community": "和平苑社区"})):
        file_summary(cycle, WORDING, actor=officer)
    annul_election(other, actor=certified[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")
    assert file_summary(cycle, WORDING, actor=officer).table.pk


def test_every_kind_of_publicity_is_told_with_its_quantity(certified):
    kinds = PublicityItem.Kind.values
    for quantity, kind in enumerate(kinds, start=2):
        PublicityItem.objects.create(
            election=certified.election,
            kind=kind,
            quantity=quantity,
            done_at=certified.election.opened_at,
            recorded_at=certified.election.opened_at,
            recorded_by=certified[Role.COMMUNITY_CLERK],
        )
    _table, summary = told(certified)
    said = "，".join(summary.mobilisation.phrases)
    assert [int(figure) for figure in re.findall(r"\d+", said) if int(figure) > 1] == list(range(2, 2 + len(kinds)))


def test_a_community_entered_late_stands_in_the_table_without_figures(certified):
    """Held on paper, and entered so before that was refused: its result milestone has no facts."""
    other = another_community(certified.office)
    for kind in milestones_until(Phase.CLOSED, other.rules):
        reach_milestone(other, kind, certified[Role.STREET_OFFICER])
    Election.objects.filter(pk=other.pk).update(phase=Phase.CLOSED)
    table, summary = told(certified)
    assert [(row.community, row.recorded, row.members) for row in table.rows] == [("和平苑社区", False, 0), ("京都苑社区", True, 20)]
    assert (table.total.due, table.composition.committee, table.mean_turnout) == (20, 5, "100.00%")
    for kind, paper in (("summary_table", table), ("cycle_summary", summary)):
        assert "已线下办理，结果见" in re.sub(r"\s", "", text_of(render_pdf(KINDS[kind], paper)))


def test_refusals(certified):
    cycle = certified.election.cycle
    foreign = replace(WORDING, specialities=(Speciality(community="别处社区", text="x"),), filled_by="", telephone=" ")
    with refused(
        ("report_without_filled_by", {}),
        ("report_without_telephone", {}),
        ("organisation_elsewhere", {"name": "别处社区"}),
    ):
        file_summary(cycle, foreign, actor=certified[Role.STREET_OFFICER])
    with refused(("role_missing", {"act": "file_summary"})):
        file_summary(cycle, WORDING, actor=certified[Role.COMMUNITY_SECRETARY])
    Election.objects.filter(pk=certified.election.pk).update(annulled_at=certified.election.opened_at)
    with refused(("organisation_elsewhere", {"name": "京都苑社区"}), ("summary_without_elections", {})):
        file_summary(cycle, WORDING, actor=certified[Role.STREET_OFFICER])
    assert not Document.objects.filter(kind="cycle_summary").exists()
