import io
from typing import Any

import pdfplumber
import pytest

from elections.documents.notices import Notice as NoticePaper
from elections.documents.pasting import notice_text
from elections.documents.render import render_pdf
from elections.models import Document
from elections.permissions import Role
from elections.queries.readiness import reached_milestones
from elections.rules.contests import Posts
from elections.rules.phases import Phase, notice_rounds
from elections.services.announcements import AnnouncementText, LetterText, announce_election, prepare_open_letters
from elections.services.contests import set_posts
from elections.services.documents import draft_document, kinds
from elections.services.notice_papers import notice_poster
from elections.services.notices import correct_notice, issue_notice
from tests.factories.notices import REPORTING, first_notice, listed, move_to
from tests.factories.office import Office, add_members, office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


def printed(document: Document) -> str:
    kind = kinds()[document.kind]
    with pdfplumber.open(io.BytesIO(render_pdf(kind, kind.snapshot.from_json(document.snapshot)))) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace("\n", "")


def test_the_printed_notice_says_who_until_when_and_where_to_go(office: Office) -> None:
    notice = first_notice(office)
    assert notice.document is not None
    text = printed(notice.document)

    assert "京都苑社区党委换届选举海推结果公示" in text
    assert "2026年3月3日至2026年3月7日17:30止，共5天" in text  # posted after nine on the second
    assert "0571-85370001" in text
    assert notice.document.head[:16] in text
    poster = draft_document(office.election, "notice_poster", notice_poster(notice), actor=office[Role.COMMUNITY_CLERK], title=notice.title)
    assert "京都苑社区" in printed(poster)


def test_the_text_for_a_chat_group_shows_what_the_notice_shows(office: Office, settings: Any) -> None:
    settings.PUBLIC_URL = "https://xuanju.example/"
    notice = first_notice(office)
    assert notice.document is not None
    text = notice_text(NoticePaper.from_json(notice.document.snapshot))

    assert all(row["name"] in text for row in notice.people)
    assert "至2026年3月7日17:30止" in text
    assert f"https://xuanju.example/e/{office.election.code}/notices/{notice.pk}/" in text
    assert f"校验码：{notice.document.head[:16]}" in text


def test_a_correction_names_what_stood_there_and_what_stands_now(office: Office) -> None:
    notice = first_notice(office)
    entries = [row["entry"] for row in notice.people][:2]
    people = [person for person in listed(list(office.election.roll.all())) if person.entry.pk in entries]
    correct_notice(notice, people, actor=office[Role.COMMUNITY_CLERK], reason="一名人选退出", material=True)
    text = printed(Document.objects.get(kind="correction"))

    assert "一名人选退出" in text
    assert notice.people[2]["name"] in text


def test_the_announcement_and_the_letters_are_printed() -> None:
    office = office_with_election()
    clerk, election = office[Role.COMMUNITY_CLERK], office.election
    set_posts(election, Posts(size=5, includes_leaders=True, deputies=1), actor=office[Role.COMMUNITY_SECRETARY])
    members = add_members(election, 2)
    move_to(office, Phase.MOBILISATION)
    text = AnnouncementText(scope="全体党员和居民", conditions=("正式党员",), channels=("党组织推荐", "个人自荐"))
    notice = announce_election(election, text, actor=clerk, nominate_until=members[0].added_at.date(), reporting=REPORTING)
    letters = prepare_open_letters(
        election, LetterText(conditions=text.conditions, channels=text.channels), actor=clerk, reporting=REPORTING
    )

    assert notice.document is not None
    assert "京都苑社区党委换届选举公推直选公告" in printed(notice.document)
    assert all(f"尊敬的{member.name}同志" in printed(letters) for member in members)


def test_a_poster_leads_to_its_own_notice(office: Office, settings: Any) -> None:
    notice = first_notice(office)
    assert notice_poster(notice).public_url == ""
    settings.PUBLIC_URL = "https://xuanju.example"
    assert notice_poster(notice).public_url == f"https://xuanju.example/e/{office.election.code}/notices/{notice.pk}/"


def test_the_first_notice_numbers_everybody_by_strokes_and_proposes_nobody_for_a_post(office: Office) -> None:
    entries = add_members(office.election, 3)
    for entry, name in zip(entries, ("姜嘉华", "万家林", "史淑芳"), strict=True):
        entry.name = name
        entry.save()
    reach_milestone(office.election, notice_rounds(office.election.rules)[0].after, office[Role.COMMUNITY_CLERK])
    people = [*listed(entries[:1], "secretary"), *listed(entries[1:2], "committee"), *listed(entries[2:], "deputy")]
    notice = issue_notice(office.election, 1, people, actor=office[Role.COMMUNITY_CLERK], reporting=REPORTING)
    assert [row["name"] for row in notice.people] == ["万家林", "史淑芳", "姜嘉华"]
    assert notice.document is not None
    paper = NoticePaper.from_json(notice.document.snapshot)
    assert paper.ordered == "以姓氏笔画为序"
    text = notice_text(paper)
    assert "3．姜嘉华（" in text and "，推荐职位：书记" in text and "拟任" not in text


@pytest.mark.parametrize(("preset", "vetted"), [("village", True), ("street-community", False)])
def test_the_second_notice_says_whether_it_follows_the_check(preset: str, vetted: bool) -> None:
    office = office_with_election(preset=preset, phase=Phase.VETTING)
    people = listed(add_members(office.election, 2), "secretary")
    after = notice_rounds(office.election.rules)[1].after
    if after not in reached_milestones(office.election):
        reach_milestone(office.election, after, office[Role.STREET_OFFICER])
    notice = issue_notice(office.election, 2, people, actor=office[Role.STREET_OFFICER], reporting=REPORTING)
    assert notice.document is not None
    paper = NoticePaper.from_json(notice.document.snapshot)
    assert paper.vetted is vetted
    assert paper.ordered == "书记、副书记按批准的顺序，其他以姓氏笔画为序"
