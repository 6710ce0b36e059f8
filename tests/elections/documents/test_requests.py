import re
from dataclasses import replace

import pytest

from elections.documents.notices import AnnouncedPost
from elections.documents.registry import KINDS
from elections.documents.render import render_html
from tests.elections.documents import samples


def words(html: str) -> str:
    return re.sub(r"<[^>]+>|\s", "", html)


@pytest.mark.parametrize(
    ("matter", "asks", "grants"),
    [
        ("plan", "委员候选人的差额不少于应选人数的百分之二十", "新一届委员会设委员7名，其中书记应选1名、候选人2名"),
        ("exclusions", "拟将下列8名党员不计入党员大会应到会人数", "同意8名党员不计入应到会人数，提交党员大会通过"),
        ("part_time", "不列入选举人名册，不计入应到会人数", "同意下列同志作为兼职委员候选人推荐人选"),
        ("preliminary", "候选人初步人选5名", "候选人初步人选，列为考察对象"),
        ("reserve", "候选人预备人选5名", "由党员酝酿后确定为候选人"),
        ("result", "书记、副书记请予批准，委员请予备案", "书记、副书记予以批准，委员予以备案"),
        ("other", "当否，请批示。", "此复。"),
    ],
)
def test_each_matter_is_asked_and_answered_in_its_own_words(matter: str, asks: str, grants: str) -> None:
    asked = words(render_html(KINDS["request_letter"], samples.request_letter(matter)))
    assert asks in asked
    assert asked.count("当否，请批示。") == 1
    answered = words(render_html(KINDS["reply"], samples.reply(matter)))
    assert grants in answered
    assert "《关于召开党员大会进行换届选举的请示》（文流委〔2026〕2号）收悉" in answered


def test_the_discipline_committee_is_a_body_beside_the_committee() -> None:
    """7 = 1 + 1 + 5; the discipline committee's 3 are none of them."""
    posts = (*samples.POSTS, AnnouncedPost(post="纪委委员", seats=3, names_wanted=4))
    assert sum(item.seats for item in samples.POSTS) == samples.reply().seats_total
    papers = {
        "reply": (samples.reply(), "候选人"),
        "request_letter": (samples.request_letter(), "候选人"),
        "announcement": (samples.announcement(), "提出候选人"),
    }
    for kind, (paper, named) in papers.items():
        said = words(render_html(KINDS[kind], replace(paper, posts=posts)))
        assert f"名。纪律检查委员会另设，纪委委员应选3名、{named}4名。" in said, kind
        assert "纪律检查委员会" not in words(render_html(KINDS[kind], paper)), kind


def test_leaders_who_come_out_of_the_committee_are_not_counted_twice() -> None:
    posts = (
        AnnouncedPost(post="委员", seats=7, names_wanted=9),
        AnnouncedPost(post="书记", seats=1),
        AnnouncedPost(post="副书记", seats=1),
    )
    said = words(render_html(KINDS["reply"], replace(samples.reply(), posts=posts)))
    assert "设委员7名，委员应选7名、候选人9名，书记应选1名，副书记应选1名，书记、副书记从委员中选举产生。" in said


def test_people_stand_by_post() -> None:
    asked = words(render_html(KINDS["request_letter"], samples.request_letter("preliminary")))
    assert "书记：丁玥（女）、马喆副书记：王堃委员：石龑、叶翀（女）" in asked


def test_who_is_left_out_is_a_number_and_a_category() -> None:
    letter = samples.request_letter("exclusions")
    assert letter.excluded == 8
    asked = words(render_html(KINDS["request_letter"], letter))
    assert "（一）年老体弱卧床不起和长期生病生活不能自理的，8名。" in asked


def test_a_reply_names_the_delegates_meeting() -> None:
    for matter in ("exclusions", "reserve"):
        paper = replace(samples.reply(matter), meeting_kind="党员代表大会")
        assert "提交党员代表大会" in words(render_html(KINDS["reply"], paper))
