"""长图: a notice as one long picture for a telephone, drawn with the packaged fonts. Nothing that the posted paper does not show."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from .chinese import day
from .notices import Announcement, Notice
from .parts import Reporting
from .pasting import facts_of, posts_line

FONTS = Path(__file__).parent / "fonts"
FACES = ("FandolHei-Regular.woff2", "LXGWWenKai-Light.woff2")  # the second has the rare characters
WIDTH, MARGIN = 900, 64
RED, INK, QUIET, LINE, PAPER = "#b3121d", "#1b2430", "#4c5867", "#dcd8cf", "#ffffff"
NEVER_FIRST = "，。、；：！？）》」』”’…—．)"
NEVER_LAST = "（《「『“‘("
TITLE, HEADING, NAME, TEXT, SMALL = 46, 34, 38, 32, 27

Font = ImageFont.FreeTypeFont


@dataclass(slots=True)
class Sheet:
    """What is drawn, from top to bottom; its height is known when everything is on it."""

    height: int = 56
    drawn: list[tuple[int, int, str, int, str]] = field(default_factory=list)  # x, y, text, size, colour
    rules: list[int] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)

    def write(self, text: str, size: int = TEXT, colour: str = INK, *, align: str = "left", gap: int = 12) -> None:
        for line in broken(text, size, WIDTH - 2 * MARGIN):
            free = WIDTH - 2 * MARGIN - width_of(line, size)
            self.drawn.append((MARGIN + {"left": 0, "middle": free // 2, "right": free}[align], self.height, line, size, colour))
            self.height += size * 3 // 2
        self.height += gap

    def rule(self) -> None:
        self.rules.append(self.height)
        self.height += 22

    def code(self, address: str) -> None:
        self.codes.append((self.height, address))
        self.height += 260

    def png(self) -> bytes:
        image = Image.new("RGB", (WIDTH, self.height + 48), PAPER)
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, WIDTH, 12), fill=RED)
        for y in self.rules:
            pen.line((MARGIN, y, WIDTH - MARGIN, y), fill=LINE, width=2)
        for x, y, text, size, colour in self.drawn:
            for char in text:
                pen.text((x, y), char, font=_font_of(char, size), fill=colour)
                x += width_of(char, size)
        for y, address in self.codes:
            image.paste(_code(address), (MARGIN, y))
        target = io.BytesIO()
        image.quantize(32).save(target, "PNG", optimize=True)
        return target.getvalue()


def notice_picture(notice: Notice) -> bytes:
    sheet = _begun(notice.title, notice.signer, rehearsal=notice.rehearsal)
    sheet.write(f"{notice.named_as}{len(notice.people)}名{f'（{notice.ordered}）' if notice.ordered else ''}", HEADING, RED)
    for person in notice.people:
        sheet.rule()
        sheet.write(person.name, NAME, gap=0)
        sheet.write(facts_of(person), SMALL, QUIET, gap=0)
        if post := notice.post_of(person):
            sheet.write(post, SMALL, INK, gap=8)
    sheet.rule()
    sheet.write(f"{notice.verb}时间", HEADING, RED)
    sheet.write(f"{notice.period.words}。")
    _reports(sheet, notice.reporting)
    _ended(sheet, notice, notice.public_url)
    return sheet.png()


def announcement_picture(announcement: Announcement) -> bytes:
    sheet = _begun(announcement.title, announcement.signer, rehearsal=announcement.rehearsal)
    told = {
        "职位和名额": [posts_line(announcement)],
        "推荐范围": [announcement.scope],
        "任职条件": announcement.conditions,
        "推荐方式": announcement.channels,
        "报名和推荐时间": [f"{announcement.period.words}。"],
    }
    for heading, lines in told.items():
        sheet.write(heading, HEADING, RED)
        for number, line in enumerate(lines, start=1):
            sheet.write(f"{number}．{line}" if len(lines) > 1 else line, gap=4)
        sheet.height += 16
    _reports(sheet, announcement.reporting)
    _ended(sheet, announcement, "")
    return sheet.png()


def broken(text: str, size: int, width: int) -> Iterator[str]:
    """Lines that fit; figures and Latin words stay whole, no line begins or ends with the wrong sign."""
    line = ""
    for part in _parts(text):
        if line and width_of(line + part, size) > width and part not in NEVER_FIRST:
            kept = line.rstrip(NEVER_LAST)
            yield kept
            line = line[len(kept) :]
        line += part
    if line:
        yield line


@cache
def width_of(text: str, size: int) -> int:
    if len(text) == 1:
        return round(_font_of(text, size).getlength(text))
    return sum(width_of(char, size) for char in text)


def _parts(text: str) -> Iterator[str]:
    word = ""
    for char in text:
        if char.isascii() and not char.isspace() and len(word) < 24:
            word += char
            continue
        if word:
            yield word
        word = char if char.isascii() and not char.isspace() else ""
        if not word:
            yield char
    if word:
        yield word


def _begun(title: str, signer: str, *, rehearsal: bool) -> Sheet:
    sheet = Sheet()
    if rehearsal:
        sheet.write("演练：不是真实选举，姓名均为虚构", SMALL, QUIET, align="middle")
    sheet.write(title, TITLE, align="middle")
    sheet.write(signer, SMALL, QUIET, align="middle", gap=28)
    return sheet


def _reports(sheet: Sheet, reporting: Reporting) -> None:
    sheet.write("受理方式", HEADING, RED)
    sheet.write(f"受理部门：{reporting.office}", gap=0)
    sheet.write(f"联系电话：{reporting.telephone}", gap=0)
    sheet.write(f"来信来访地址：{reporting.address}{f'（邮编{reporting.postcode}）' if reporting.postcode else ''}", gap=0)
    sheet.write(f"受理时间：{reporting.hours}", gap=24)


def _ended(sheet: Sheet, paper: Notice | Announcement, address: str) -> None:
    if address:
        sheet.code(address)
        sheet.write("扫码查看公示", SMALL, QUIET)
    sheet.write(paper.signer, align="right", gap=0)
    sheet.write(day(paper.signed_on), align="right", gap=20)
    if paper.head:
        sheet.write(f"校验码：{paper.head}", SMALL, QUIET)


def _code(address: str) -> Image.Image:
    target = io.BytesIO()
    segno.make(address, error="m").save(target, kind="png", scale=8, border=0)
    return Image.open(target).convert("RGB").resize((240, 240), Image.Resampling.NEAREST)


@cache
def _font(face: str, size: int) -> Font:
    return ImageFont.truetype(str(FONTS / face), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _font_of(char: str, size: int) -> Font:
    """The first face that has the character: what a face lacks, it draws as one and the same box."""
    first = _font(FACES[0], size)
    return _font(FACES[1], size) if not char.isspace() and _drawn(first, char) == _drawn(first, "\uffff") else first


def _drawn(font: Font, char: str) -> bytes:
    return bytes(font.getmask(char))
