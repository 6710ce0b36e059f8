"""Runs the script for every community and writes down what came out."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from elections.models import AuditChain, Document, Election, Job
from elections.queries.clock import office_now
from elections.rules.audit_chain import verify
from elections.services import files
from elections.services.records import lines_of
from elections.services.sweep import sweep

from .figures import election_figures, street_figures
from .office import RehearsalOffice, open_office
from .papers import PaperOffice, paper_office
from .plans import CommunityPlan, street_plan, village_plan
from .reporting import summarise
from .script import Line, play, script

Say = Callable[[str], object]


def run_rehearsal(preset: str, folder: Path, *, communities: int, members: int, residents: int, say: Say) -> None:
    """Every election from preparation to the sealed archive; the last line said is JSON with the figures."""
    plans = plans_for(preset, communities, members, residents)
    office = open_office(plans, preset=preset, code="yanlian", name="东沙镇" if preset == "village" else "文晖街道")
    with paper_office() as papers:
        for line in script(office.communities[0].election.rules):
            play_line(office, line, papers, say)
        summarise(office)
        papers.wait()
    elections = list(Election.objects.of_office(office.street).select_related("community", "chain", "cycle"))
    for election in elections:
        write_down(election, folder / election.code)
    copy_documents(Document.objects.filter(office=office.street, election=None), folder / "street")
    figures = [election_figures(election) for election in elections]
    say(json.dumps({"elections": figures, "street": street_figures(elections)}, ensure_ascii=False))


def plans_for(preset: str, communities: int, members: int, residents: int) -> tuple[CommunityPlan, ...]:
    if preset == "village":
        return village_plan(members, residents)
    return street_plan(communities, members, residents)


def play_line(office: RehearsalOffice, line: Line, papers: PaperOffice, say: Say) -> None:
    """One line for every community on the same day."""
    begin(office, line.at, line, papers)
    if line.street is not None:
        line.street(office)
    for at in office.communities:
        play(office, at, line)
    papers.hand_out()
    say(f"{line.at:%Y-%m-%d %H:%M} {line.phase.value}: {line.run.__name__}")


def begin(office: RehearsalOffice, when: datetime, line: Line, papers: PaperOffice) -> None:
    """The clock stands at `when`; on a new day what has become due is recorded; the papers are printed where the line needs them."""
    if line.needs_papers:
        papers.wait()
    if timezone.localdate(office_now(office.street)) < timezone.localdate(when):
        office.move_to(when)
        sweep()
    office.move_to(when)


def copy_documents(documents: QuerySet[Document], folder: Path) -> None:
    (folder / "documents").mkdir(parents=True)
    for number, document in enumerate(documents.select_related("pdf"), start=1):
        if document.pdf is None:
            raise RuntimeError(f"{document.kind} {document.title} was not printed")
        shutil.copyfile(files.path_of(document.pdf.sha256), folder / "documents" / f"{number:03d}-{document.kind}.pdf")


def write_down(election: Election, folder: Path) -> None:
    """documents/, archive.zip and audit.jsonl, which has to verify before anybody is told that it is there."""
    copy_documents(Document.objects.filter(election=election), folder)
    archive = Job.objects.filter(election=election, kind="build_archive", state=Job.State.DONE).latest("pk")
    shutil.copyfile(files.path_of(str(archive.result["sha256"])), folder / "archive.zip")
    content = b"".join(lines_of(AuditChain.objects.get(election=election)))
    verdict = verify(content)
    if verdict.exit_code:
        raise RuntimeError(str(verdict))
    (folder / "audit.jsonl").write_bytes(content)
