import pytest

from elections.rules.acts import Milestone
from elections.services.report_process import process_of
from tests.factories.office import office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


def test_each_step_with_figures_is_one_sentence_and_a_step_done_on_paper_is_none() -> None:
    office = office_with_election(preset="regulation-2020")
    by = next(iter(office.accounts.values()))
    election = office.election
    assert process_of(election) == ()
    reach_milestone(election, Milestone.VETTING_CERTIFIED, by)  # entered as 已线下办理: without facts
    channels = {"organisation": 3, "joint": 4, "self": 1}
    nominated = {"members_took_part": 17, "residents_took_part": 40, "by_channel": channels, "nominees": [{}] * 7}
    reach_milestone(election, Milestone.OPEN_NOMINATION_CLOSED, by, **nominated)
    reach_milestone(election, Milestone.PRELIMINARY_APPROVED, by, people=6, trust={"issued": 20}, reply={"number": "文晖街道〔2026〕5号"})
    reach_milestone(election, Milestone.COMMITTEE_BALLOT_CERTIFIED, by, people=5)
    reach_milestone(election, Milestone.RESERVE_APPROVED, by, people=5, reply={})
    reach_milestone(election, Milestone.CANDIDATES_DELIBERATED, by, branches=2, attended=18)
    contests = [{"post": "committee", "candidates": [{}] * 6}, {"post": "secretary", "candidates": []}]
    reach_milestone(election, Milestone.SLATE_CERTIFIED, by, contests=contests)
    assert process_of(election) == (
        "公开推荐中，17名党员和40名群众参与推荐，产生推荐人选7名，其中组织推荐3名、联名推荐4名、个人自荐1名（同一人可以由多种方式推荐）。",
        "在定向推荐和信任投票的基础上，上届委员会研究提出候选人初步人选6名，经中共文晖街道工作委员会审查同意（文晖街道〔2026〕5号）。",
        "经中共文晖街道工作委员会差额票决，产生候选人预备人选5名。",
        "候选人预备人选5名，经中共文晖街道工作委员会审查同意。",
        "2个党支部组织酝酿，18名党员参加。",
        "最后确定委员候选人6名。",
    )
