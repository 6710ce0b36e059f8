"""From the certified facts to the papers of the result: words for codes, nothing that is not in the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elections.documents import results as papers
from elections.documents.chinese import mean
from elections.documents.parts import Letterhead
from elections.documents.summary import CategoryCount, Composition, SummaryRow, SummaryTable
from elections.documents.words import election_name
from elections.models import Election
from elections.rules import categories
from elections.rules.acts import Milestone

from .report_process import process_of
from .result_parts import (
    COLLEGE,
    COMMITTEE_POSTS,
    Facts,
    ballots_part,
    basis_of,
    committee_people,
    composition_words,
    contest_parts,
    counted_rounds,
    elected_part,
    figures_part,
    first_ballots,
    has_figures,
    meeting_part,
    meeting_words,
    method_words,
    milestone_facts,
    officials_part,
    organisation_of,
    repeated_words,
    superior_of,
)

CATEGORY_WORDS = {
    categories.SOCIAL_WORKER: "社区工作者",
    categories.BUILDING_BRANCH: "楼道支部（业委会主任、副主任）党员",
    categories.POLICE: "社区民警",
    categories.UNIT: "辖区单位人员",
    categories.OTHER: "其他",
}
TAGS = {"graduate_social_worker": "大学生社工", "cross_appointment": "交叉任职"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the report's head needs beside the facts: 发文字号, 签发人, who filled it in."""

    number: str
    signatory: str
    filled_by: str
    telephone: str


def announcement_of(election: Election, facts: Facts, on: date) -> papers.ResultAnnouncement:
    main = facts["meetings"][0]
    return papers.ResultAnnouncement(
        title=f"{election_name(election.community.name, election.community.title)}结果公告",
        organisation=organisation_of(election),
        meeting=meeting_part(main),
        figures=figures_part(main),
        elected=elected_part(facts, COMMITTEE_POSTS),
        discipline=elected_part(facts, ("discipline_secretary", "discipline")),
        signer=organisation_of(election),
        signed_on=on,
        contests=contest_parts(counted_rounds(main)) if main["method"].get("show_votes") else (),
        awaiting_approval=True,
    )


def form_of(election: Election, facts: Facts, letter: Letter, on: date) -> papers.ResultReportForm:
    main = facts["meetings"][0]
    return papers.ResultReportForm(
        title=f"{election.community.name}{meeting_words(election)}换届选举结果报告表",
        organisation=organisation_of(election),
        superior=superior_of(election),
        basis=basis_of(election),
        meeting=meeting_part(main),
        method=method_words(election, first_ballots(main)),
        figures=figures_part(main),
        ballots=ballots_part(main),
        contests=contest_parts([round for meeting in facts["meetings"] for round in counted_rounds(meeting)]),
        elected=elected_part(facts, (*COMMITTEE_POSTS, "discipline_secretary", "discipline")),
        officials=officials_part(main),
        filled_by=letter.filled_by,
        telephone=letter.telephone,
        filled_on=on,
        remark=repeated_words(facts),
    )


def report_of(election: Election, facts: Facts, letter: Letter, on: date) -> papers.ResultReport:
    main, *plenaries = facts["meetings"]
    title = f"关于{organisation_of(election)}选举结果的报告"
    return papers.ResultReport(
        title=title,
        letterhead=Letterhead(
            mark=f"{organisation_of(election)}文件",
            number=letter.number,
            addressee=superior_of(election),
            signer=organisation_of(election),
            signed_on=on,
            signatory=letter.signatory,
            contact=f"联系人：{letter.filled_by}，联系电话：{letter.telephone}",
            attachments=(f"{meeting_words(election)}换届选举结果报告表", "公推直选情况汇总表"),
        ),
        organisation=organisation_of(election),
        basis=basis_of(election),
        meeting=meeting_part(main),
        method=method_words(election, first_ballots(main)),
        figures=figures_part(main),
        ballots=ballots_part(main),
        contests=contest_parts(counted_rounds(main)),
        elected=elected_part(facts, COMMITTEE_POSTS),
        plenaries=tuple(_plenary(meeting) for meeting in plenaries),
        discipline=elected_part(facts, ("discipline_secretary", "discipline")),
        composition=composition_words(facts),
        remark=repeated_words(facts),
        process=process_of(election),
    )


def summary_of(election: Election, facts: Facts, letter: Letter, on: date) -> SummaryTable:
    return SummaryTable(
        title=f"{election.cycle.name}公推直选情况汇总表",
        organisation=organisation_of(election),
        rows=(summary_row(election, facts),),
        composition=composition_of([facts]),
        filled_on=on,
        filled_by=letter.filled_by,
        telephone=letter.telephone,
    )


def summary_row(election: Election, facts: Facts) -> SummaryRow:
    """One community's line; also for the table of the whole street. What nominations knows comes from its milestones' facts.

    A result that was entered as 已线下办理 has no facts: the community stands in the table without figures.
    """
    if not has_figures(facts):
        return SummaryRow(community=election.community.name)
    main = figures_part(facts["meetings"][0])
    seats = {contest["post"]: contest["seats"] for contest in facts["contests"]}
    nominated = milestone_facts(election, Milestone.OPEN_NOMINATION_CLOSED)
    channels = nominated.get("by_channel", {})
    committee = committee_people(facts)
    return SummaryRow(
        community=election.community.name,
        seats_secretary=seats.get("secretary", 0),
        seats_deputy=seats.get("deputy", 0),
        seats_committee=seats.get("committee", 0),
        members=main.total,
        due=main.due,
        present=main.present,
        members_took_part=nominated.get("members_took_part", 0),
        residents_took_part=nominated.get("residents_took_part", 0),
        nominated_by_organisation=channels.get("organisation", 0),
        nominated_jointly=channels.get("joint", 0),
        nominated_by_oneself=channels.get("self", 0),
        preliminary=milestone_facts(election, Milestone.PRELIMINARY_APPROVED).get("people", 0),
        reserve=milestone_facts(election, Milestone.RESERVE_APPROVED).get("people", 0),
        secretaries=elected_part(facts, ("secretary",)),
        deputies=elected_part(facts, ("deputy",)),
        committee=elected_part(facts, ("committee",)),
        discipline=sum(person["post"] == "discipline" for person in facts["elected"]),
        mean_age=mean(tuple(person["age"] for person in committee)),
        college=sum(person["education"] in COLLEGE for person in committee),
        women=sum(person["sex"] == "female" for person in committee),
    )


def composition_of(results: Sequence[Facts]) -> Composition:
    """Of one community or of all: categories sum to the whole, tags overlap and stand apart."""
    people = [person for facts in results for person in committee_people(facts)]
    leaders = [person for facts in results for person in facts["elected"]]
    secretaries = [person for person in leaders if person["post"] == "secretary"]
    counts = {code: sum(person["category"] == code for person in people) for code in CATEGORY_WORDS}
    return Composition(
        committee=len(people),
        ages_secretaries=tuple(person["age"] for person in secretaries),
        ages_deputies=tuple(person["age"] for person in leaders if person["post"] == "deputy" and not person["part_time"]),
        ages_committee=tuple(person["age"] for person in people),
        college=sum(person["education"] in COLLEGE for person in people),
        women=sum(person["sex"] == "female" for person in people),
        reelected=sum(bool(person["reelected"]) for person in people),
        categories=tuple(CategoryCount(name=CATEGORY_WORDS[code], count=number) for code, number in counts.items() if number),
        tags=tuple(
            CategoryCount(name=name, count=sum(code in person["tags"] for person in people))
            for code, name in TAGS.items()
            if any(code in person["tags"] for person in people)
        ),
        college_secretaries=sum(person["education"] in COLLEGE for person in secretaries),
    )


def _plenary(meeting: Facts) -> papers.PlenaryResult:
    figures = figures_part(meeting)
    return papers.PlenaryResult(
        meeting=meeting_part(meeting), due=figures.due, present=figures.present, contests=contest_parts(counted_rounds(meeting))
    )
