"""Whole cycles through the services, with real papers: every preset from preparation to the sealed archive."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from elections.documents.results import ResultReport
from elections.models import Candidate, Document, Election, Job, MilestoneRecord, Reply, Request
from elections.queries.readiness import reached_milestones
from elections.rules.acts import Milestone
from elections.rules.audit_chain import verify, verify_file
from elections.rules.phases import Phase
from elections.services.jobs import run_job
from nominations.rehearsal.figures import election_figures, hundredths
from nominations.rehearsal.office import open_office
from nominations.rehearsal.run import plans_for, play_line, write_down
from nominations.rehearsal.script import script


class PapersAtOnce:
    """Prints in the test's own process, so that what was rendered is seen in its transaction."""

    def hand_out(self) -> None:
        """Nothing runs beside the script here."""

    def wait(self) -> None:
        for job_id in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
            run_job(job_id)


def rehearse(preset: str, folder: Path, *, members: int) -> Election:
    office = open_office(plans_for(preset, 1, members, 141), preset=preset, code="yanlian", name="文晖街道")
    papers = PapersAtOnce()
    for line in script(office.communities[0].election.rules):
        play_line(office, line, papers, lambda said: None)
    papers.wait()
    election = Election.objects.get()
    write_down(election, folder)
    return election


@pytest.mark.django_db
# The browser's whole story walks street-community in the suite.
@pytest.mark.parametrize("preset", [pytest.param("street-community", marks=pytest.mark.trial), "regulation-2020", "village"])
def test_a_cycle_runs_to_the_sealed_archive(preset, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    election = rehearse(preset, tmp_path / "out", members=100 if preset == "village" else 60)
    assert (election.phase, election.sealed_at is not None) == (Phase.CLOSED, True)
    asked = {need for need in Milestone if need not in _switched_off(preset)}
    assert asked <= reached_milestones(election) | {Milestone.WORK_DIVIDED}
    assert verify_file(str(tmp_path / "out" / "audit.jsonl")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "out" / "archive.zip") as archive:
        assert archive.testzip() is None
        assert len([name for name in archive.namelist() if name.endswith(".pdf")]) >= 6
    assert list((tmp_path / "out" / "documents").glob("*result_report_form.pdf"))
    assert list((tmp_path / "out" / "documents").glob("*summary_table.pdf"))
    the_report_tells_how_the_candidates_came_about(election)
    the_letters_are_numbered_one_after_another(election)
    if preset == "village":  # a cycle takes long, so both questions are asked of one
        the_second_summary_is_reproduced(election)
        every_changed_line_of_the_record_is_found((tmp_path / "out" / "audit.jsonl").read_bytes())


def the_report_tells_how_the_candidates_came_about(election: Election) -> None:
    report = ResultReport.from_json(Document.objects.get(election=election, kind="result_report").snapshot)
    nominated = MilestoneRecord.objects.standing().get(election=election, kind=Milestone.OPEN_NOMINATION_CLOSED).facts
    took_part = f"{nominated['members_took_part']}名党员和{nominated['residents_took_part']}名群众参与推荐"
    assert f"{took_part}，产生推荐人选{len(nominated['nominees'])}名" in report.process[0]
    assert any("定向推荐" in sentence for sentence in report.process) == election.rules.directed_recommendation
    assert any("差额票决" in sentence for sentence in report.process) == election.rules.committee_ballot
    candidates = Candidate.objects.standing().filter(contest__election=election, contest__code="committee").count()
    assert f"委员候选人{candidates}名" in report.process[-1]


def the_letters_are_numbered_one_after_another(election: Election) -> None:
    """As an office numbers them: each with its mark and year, no number twice."""
    asked = list(Request.objects.filter(election=election).order_by("pk").values_list("number", flat=True))
    mark = asked[0].split("〔")[0]
    assert mark in ("流西委", "东沙总支")
    assert asked == [f"{mark}〔2026〕{place}号" for place in range(1, len(asked) + 1)]
    replies = list(Reply.objects.filter(request__election=election).order_by("pk").values_list("number", flat=True))
    assert replies == [f"文委〔2026〕{place}号" for place in range(12, 12 + len(asked))]


@pytest.mark.django_db
def test_the_street_gives_no_number_twice(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    office = open_office(plans_for("street-community", 2, 200, 141), preset="street-community", code="yanlian", name="文晖街道")
    for line in script(office.communities[0].election.rules)[:2]:
        play_line(office, line, PapersAtOnce(), lambda said: None)
    answered = list(Reply.objects.order_by("pk").values_list("number", flat=True))
    assert len(answered) >= 4
    assert answered == [f"文委〔2026〕{place}号" for place in range(12, 12 + len(answered))]
    assert len(set(Request.objects.values_list("number", flat=True))) == len(answered)


def the_second_summary_is_reproduced(election: Election) -> None:
    figures = election_figures(election)
    assert (figures["due"], figures["present"], figures["turnout"]) == (100, 84, "84.00%")
    assert (figures["secretaries"], figures["deputies"], figures["committee"]) == (1, 1, 5)
    posts = {code: Candidate.objects.filter(contest__election=election, contest__code=code).count() for code in ("secretary", "deputy")}
    assert posts == {"secretary": 1, "deputy": 2}
    facts = MilestoneRecord.objects.standing().get(election=election, kind=Milestone.RESULT_CERTIFIED).facts
    rounds = facts["meetings"][0]["rounds"]
    assert [[contest["code"] for contest in found["contests"]] for found in rounds] == [["secretary"], ["deputy"], ["committee"]]
    loser = {row["name"] for row in rounds[1]["contests"][0]["names"]} - {p["name"] for p in facts["elected"] if p["post"] == "deputy"}
    standing = {row["name"] for row in rounds[2]["contests"][0]["names"]}
    assert loser <= standing and len(standing) == 4


def every_changed_line_of_the_record_is_found(content: bytes) -> None:
    lines = content.splitlines(keepends=True)
    head = json.loads(lines[0])["head"]
    assert verify(content, head).exit_code == 0
    for place in range(1, len(lines) - 1, 7):
        dropped = b"".join(lines[:place] + lines[place + 1 :])
        swapped = b"".join([*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]])
        repeated = b"".join([*lines[: place + 1], lines[place], *lines[place + 1 :]])
        assert [verify(changed).exit_code for changed in (dropped, swapped, repeated)] == [1, 1, 1]
    short = lines[:-1]
    last = short[-1].split(b" ", 1)[0].decode()
    short[0] = (
        short[0].replace(head.encode(), last.encode()).replace(f'"count": {len(lines) - 1}'.encode(), f'"count": {len(lines) - 2}'.encode())
    )
    assert verify(b"".join(short)).exit_code == 0, "a cut tail with its header mended fits in itself"
    assert verify(b"".join(short), head).exit_code == 1, "and is found by the head printed elsewhere"


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "rehearse", "--preset", "village", "--out", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "不是空的" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_mean_is_rounded_halves_up():
    assert [hundredths(2220, 51), hundredths(1, 8), hundredths(369, 8)] == ["43.53", "0.13", "46.13"]


def _switched_off(preset: str) -> set[Milestone]:
    if preset != "village":
        return set()
    return {Milestone.DIRECTED_COUNT_CERTIFIED, Milestone.COMMITTEE_BALLOT_CERTIFIED, Milestone.RESERVE_APPROVED}
