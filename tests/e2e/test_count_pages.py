"""The pages of the count as the eye has them: nothing lies over anything else, and a field stands beside its label."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from elections.permissions import Role
from tests.e2e.conftest import Visit, sign_in
from tests.factories.hall import Hall, hall

Open = Callable[..., Page]


@pytest.fixture
def at(transactional_db: None) -> Hall:
    made = hall()
    made.open()
    return made


@pytest.fixture
def count_page(at: Hall, visit: Visit) -> Open:
    """A page of the first batch of a round whose box was opened, for its teller."""
    closed = at.close(at.round("secretary", "deputy", "committee"))

    def open_page(more: str = "", size: str = "desk") -> Page:
        page = visit("/", size=size)
        sign_in(page, at.office, Role.TELLER)
        page.goto(f"/desk/e/{at.election.code}/hall/rounds/{closed.pk}/count/1/{more}")
        return page

    return open_page


def overlap(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not beside and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_numbers_of_the_names_stand_beside_what_is_typed_as_it_is_called(count_page: Open, size: str) -> None:
    page = count_page("called/", size)
    called = page.get_by_label("选票（每行一张）")
    assert not overlap(page.get_by_role("region", name="录入方法"), called)
    called.fill("1")
    called.press("Enter")
    running = page.locator("#running section")
    running.wait_for()
    assert not overlap(running, page.get_by_role("region", name="录入方法"))
    assert not overlap(running, called)


def test_what_cannot_be_read_is_told_once(count_page: Open) -> None:
    page = count_page("called/")
    page.get_by_label("选票（每行一张）").fill("99\n1\n")
    page.get_by_role("button", name="提交本摞").click()
    page.locator("#running").get_by_text("已唱选票").wait_for()
    assert page.get_by_text("选票上没有“99”号").count() == 1
    page.get_by_label("选票（每行一张）").fill("98\n1\n")
    page.get_by_label("选票（每行一张）").press("Enter")
    page.locator("#running").get_by_text("选票上没有“98”号").wait_for()


def test_valid_and_void_stand_on_one_line_each_beside_its_field(count_page: Open) -> None:
    page = count_page()
    line = page.get_by_role("group", name="副书记").locator(".count-line").first
    tops = line.locator("label, input").evaluate_all("all => all.map(e => e.getBoundingClientRect().top + e.offsetHeight / 2)")
    assert len(tops) == 4
    assert max(tops) - min(tops) < 8


def test_full_width_digits_are_added_up_as_the_server_reads_them(count_page: Open) -> None:
    page = count_page()
    page.get_by_label("本摞选票张数").fill("２０")
    group = page.get_by_role("group", name="副书记")
    group.get_by_label("有效票").fill("１９")
    group.get_by_label("该项无效").fill("1")
    sums = group.locator(".count-line").first.locator(".count-sum")
    assert sums.text_content() == "= 20 ✓"
    group.get_by_label("有效票").fill("十九")
    assert sums.text_content() == ""
