"""初步人选: proposed with minutes, asked of the superior, approved."""

from elections.permissions import Role
from nominations.models import NomineeList
from nominations.queries.proposals import post_choices
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.people import names_wanted
from tests.e2e.story.requests import approve, submit

REQUEST = "关于候选人初步人选的请示"


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/lists/"


def propose_and_approve_preliminary(story: Story) -> None:
    """Where the names are approved before they are vetted; elsewhere the vetting comes between the two."""
    propose_preliminary(story)
    approve_preliminary(story)


def propose_preliminary(story: Story) -> None:
    """An empty list is refused with what was typed kept; then as many names for each post as the margins want, and the reason."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("提出初步人选")
    tick(clerk, story, only=False)
    write_minutes(clerk)
    clerk.press("提出此名单")
    assert clerk.field("会议地点").input_value() == "社区会议室"
    tick(clerk, story, only=True)
    clerk.page.get_by_text("各职位人选足够。").wait_for()
    clerk.fill("原因", "兼顾班子结构").press("提出此名单").says("名单已提出。")
    assert NomineeList.objects.standing().get(election=story.election, kind="preliminary").names.exists()


def approve_preliminary(story: Story) -> None:
    title = f"{REQUEST}（{story.election.community.name}）"
    submit(story, "初步人选", title)
    approve(story, title, "文委〔2026〕20号")
    approver = story.by(Role.STREET_APPROVER).go(place(story))
    approver.press("批准初步人选").says("初步人选已批准。").says("已批准")


def tick(clerk: Desk, story: Story, *, only: bool) -> None:
    """Those who seek the post, as many as wanted, or nobody at all."""
    for post in post_choices(story.election):
        group = clerk.page.locator(f"input[name='names-{post.contest.code}']")
        wanted = {str(choice.nominee.pk) for choice in post.choices if choice.seeks}
        chosen = set(sorted(wanted)[: names_wanted(post.contest)]) if only else set()
        for place in range(group.count()):
            box = group.nth(place)
            box.set_checked(box.get_attribute("value") in chosen)


def write_minutes(clerk: Desk) -> None:
    clerk.fill("会议地点", "社区会议室").fill("主持人", "张建国").fill("应到", "7").fill("实到", "7").fill("赞成", "7")
    clerk.fill("决议内容", "根据推荐情况提出初步人选。")
