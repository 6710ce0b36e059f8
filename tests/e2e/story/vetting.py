"""资格联审 and 考察 in the browser; in a village the list is proposed at the start of this step and approved at its end."""

from datetime import timedelta

from elections.models import Notice
from elections.permissions import Role
from elections.rules.phases import Phase
from nominations.queries.vetting import people_to_vet
from nominations.rehearsal.scans import scan
from nominations.rules.nominee_steps import is_vetted_first
from tests.e2e.story.desk import Story
from tests.e2e.story.lists import approve_preliminary, propose_preliminary
from tests.e2e.story.notices import issue
from tests.e2e.story.steps import advance, be_in

DEPARTMENTS = (("组织科", "公告规定的资格条件"), ("派出所", "刑事处罚"), ("纪工委", "党纪政纪处分影响期"))


def walk_vetting(story: Story) -> None:
    """The notice is open while people are vetted, except where it follows the vetting."""
    be_in(story, Phase.VETTING)
    vetted_first = is_vetted_first(story.election.rules)
    if vetted_first:
        propose_preliminary(story)
    else:
        issue(story, 2)
    record_findings(story)
    record_inspections(story)
    certify(story)
    if vetted_first:
        approve_preliminary(story)
        issue(story, 2)
    wait_for_notice(story, 2)
    advance(story)


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/vetting/"


def record_findings(story: Story) -> None:
    """One department after another; the first forgets the reason of somebody and is told so, nothing typed is lost."""
    desk = story.by(Role.VETTING_DEPARTMENT).go(place(story)).says("待联审")
    somebody = people_to_vet(story.election)[0].entry.name
    for number, (department, item) in enumerate(DEPARTMENTS):
        desk.follow("登记联审意见").fill("部门", department)
        desk.field("公告规定的资格条件").uncheck()
        desk.tick(item).tick("下表未填结论的人选均合格")
        desk.attach("部门联审意见扫描件", "联审.jpg", scan(f"{story.code} {number}"))
        if number == 0:
            desk.choose(f"{somebody} 结论", "不合格").press("登记意见").says("审查不合格，请填写理由")
            assert desk.field("部门").input_value() == department
            desk.choose(f"{somebody} 结论", "—").attach("部门联审意见扫描件", "联审.jpg", scan(f"{story.code} {number}"))
        desk.press("登记意见").says("的联审意见").says(department)


def record_inspections(story: Story) -> None:
    officer = story.by(Role.STREET_OFFICER).go(place(story)).follow("登记考察情况").fill("考察组", "第一考察组")
    for nominee in people_to_vet(story.election):
        name = nominee.entry.name
        officer.choose(f"{name} 结论", "合适").fill(f"{name} 谈话人数", "12").fill(f"{name} 考察材料摘要或不合适的原因", "群众公认。")
    officer.press("登记考察情况").says("考察情况已登记。").says("第一考察组")


def certify(story: Story) -> None:
    officer = story.by(Role.STREET_OFFICER).go(place(story)).follow("完成联审考察")
    officer.says("通过").press("完成联审考察").says("联审考察已完成。")


def wait_for_notice(story: Story, number: int) -> None:
    """Nothing to wait for where the rule set has no such notice."""
    notice = Notice.objects.standing().filter(election=story.election, round=number).first()
    if notice is not None and notice.closes_at > story.now:
        story.wait_until(notice.closes_at + timedelta(minutes=1))
