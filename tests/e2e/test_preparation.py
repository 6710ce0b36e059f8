from datetime import timedelta

import pytest

from elections.models import Contest, Exclusion, MilestoneRecord, RollEntry
from elections.permissions import Role
from elections.queries.plan import fitting_days
from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.preparation import MEMBERS, import_the_roll, plan, roll, roll_lines, send, walk_preparation

POSTS = {
    "street-community": {"secretary": 1, "deputy": 1, "committee": 3},
    "village": {"secretary": 1, "deputy": 1, "committee": 3},
    "regulation-2020": {"committee": 5, "secretary": 1, "deputy": 1},
}


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_the_preparation_from_the_first_number_to_the_closed_roll(story: Story, preset: str) -> None:
    story_at(story, Phase.PREPARATION, preset)
    walk_preparation(story)
    assert story.election.phase == Phase.MOBILISATION
    assert dict(Contest.objects.filter(election=story.election).values_list("post", "seats")) == POSTS[preset]
    facts = MilestoneRecord.objects.standing().get(election=story.election, kind="roll_closed").facts
    assert (facts["total"], facts["with_vote"], facts["due"]) == (MEMBERS + 1, MEMBERS, MEMBERS - 1)
    assert Exclusion.objects.get(entry__election=story.election).state == "consented"


def test_an_import_is_undone_and_the_day_is_chosen(story: Story) -> None:
    story_at(story, Phase.PREPARATION)
    import_the_roll(story)
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"{roll(story)}import/").says("花名册.xlsx").follow("撤销导入", exact=False)
    clerk.fill("原因", "文件用错").press("撤销导入").says("导入已撤销").says("已撤销")
    assert not RollEntry.objects.filter(election=story.election).standing().exists()
    send(clerk, roll_lines(story)).press("整个文件记入名册").says("新增")
    clerk.go(plan(story)).page.get_by_role("link", name="确定大会日期").first.click()
    day = fitting_days(story.election, story.now)[0]
    clerk.settle().says(day.isoformat()).fill("大会日期", (story.now.date() + timedelta(days=2)).isoformat()).press("确定这一天")
    clerk.fill("大会日期", day.isoformat()).press("确定这一天").says("选举大会定于").says("休息日")


def test_the_approver_reads_the_roll_without_telephones_and_the_observer_not_at_all(story: Story) -> None:
    story_at(story, Phase.MOBILISATION)
    approver = story.by(Role.STREET_APPROVER).go(roll(story)).says("五项人数")
    approver.follow("按支部打印")
    assert "1380000" not in approver.page.content()
    story.by(Role.OBSERVER).go(roll(story)).says("没有办理权限")
