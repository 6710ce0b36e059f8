import io
from dataclasses import replace

from PIL import Image

from elections.documents.pictures import announcement_picture, broken, notice_picture, width_of

from .samples import announcement, notice

NOTICE, ANNOUNCEMENT = notice(), announcement()


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_notice_becomes_one_long_picture_and_always_the_same() -> None:
    drawn = notice_picture(NOTICE)
    assert picture(drawn).format == "PNG"
    assert picture(drawn).width == 900
    assert drawn == notice_picture(NOTICE)


def test_each_person_makes_it_longer_and_so_does_the_code() -> None:
    heights = [
        picture(notice_picture(replace(NOTICE, people=NOTICE.people * times, public_url=address))).height
        for times, address in ((1, ""), (2, ""), (2, "https://xuanju.example/e/x/notices/1/"))
    ]
    assert heights[0] < heights[1] < heights[2]


def test_a_post_is_drawn_where_one_is_named() -> None:
    without = replace(NOTICE, people=tuple(replace(person, proposed_post="") for person in NOTICE.people))
    assert picture(notice_picture(without)).height < picture(notice_picture(NOTICE)).height


def test_an_announcement_becomes_a_picture() -> None:
    assert picture(announcement_picture(ANNOUNCEMENT)).height > 900


def test_lines_fit_and_no_figure_is_torn() -> None:
    text = "联系电话：0571-85370001，来信来访地址：杭州市下城区文晖路1号（邮编310014），受理时间：上午8:30至12:00。"
    lines = list(broken(text, 32, 300))
    assert "".join(lines) == text
    assert all(width_of(line, 32) <= 300 + 32 for line in lines)
    assert any("0571-85370001" in line for line in lines)
    assert not any(line[0] in "，。、）" for line in lines)
    assert not any(line[-1] == "（" for line in lines)


def test_rare_characters_are_drawn_not_boxed() -> None:
    assert width_of("玥", 32) > 0
    assert notice_picture(replace(NOTICE, signer="丁玥")) != notice_picture(replace(NOTICE, signer="丁囍"))
