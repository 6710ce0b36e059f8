"""An office's own Word template: what its fields are called, what is filled in, and what is refused."""

import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest

from elections.documents.fact_words import CODES, WORDS
from elections.documents.kind import Kind
from elections.documents.word_fields import Field, fields_of, in_words
from elections.documents.word_templates import LARGEST, TemplateFault, fill, first_template, unknown_fields
from elections.services.documents import kinds
from tests.elections.documents import samples
from tests.nominations.documents import nomination_samples

from .word_files import text_of, word_file

TEMPLATED = [kind for kind in kinds().values() if not kind.in_numbers]
SAMPLES = samples.SAMPLES | nomination_samples.SAMPLES
AGENDA = kinds()["agenda"]


def every_field(record: type, seen: set[type]) -> list[tuple[type, Field]]:
    if record in seen:
        return []
    seen.add(record)
    own = [(record, field) for field in fields_of(record)]
    return own + [inner for _record, field in own if field.record for inner in every_field(field.record, seen)]


def test_every_fact_has_its_own_word_and_no_word_is_for_nothing() -> None:
    seen: set[type] = set()
    found = [pair for kind in TEMPLATED for pair in every_field(kind.snapshot, seen)]
    for record in seen:
        words = Counter(field.word for field in fields_of(record))
        assert words.most_common(1)[0][1] == 1, f"{record.__name__}: {words.most_common(1)}"
    used = {f"{record.__name__}.{field.name}" for record, field in found}
    names = {field.name for record, field in found if f"{record.__name__}.{field.name}" not in WORDS}
    assert WORDS.keys() == (used & WORDS.keys()) | names


@pytest.mark.parametrize("kind", TEMPLATED, ids=lambda kind: kind.code)
def test_the_template_to_begin_with_has_every_field_and_is_filled_with_every_fact(kind: Kind) -> None:
    template = first_template(kind)
    assert unknown_fields(template, kind) == []
    snapshot = SAMPLES[kind.code]()
    text = text_of(fill(template, snapshot))
    assert "{" not in text
    assert snapshot.title in text
    for fact in facts_of(in_words(snapshot)):
        assert fact in text, fact


def facts_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [fact for part in value.values() for fact in facts_of(part)]
    if isinstance(value, list):
        return [fact for part in value for fact in facts_of(part)]
    return [str(value)]


def test_fields_in_pieces_names_with_brackets_and_dates_are_filled_in() -> None:
    template = word_file(
        ["标题：{{标", "题}}"], "{{会议.会议时间}}，{{会议.会议类别}}", "{%p for 项 in 议程 %}", "{{loop.index}}. {{项}}", "{%p endfor %}"
    )
    agenda = replace(samples.agenda(), title="党员大会<议程>&说明", items=("奏唱国歌", "宣布\n选举结果"))
    text = text_of(fill(template, agenda))
    assert text.splitlines() == ["标题：党员大会<议程>&说明", "2026年4月18日9:00，党员大会", "1. 奏唱国歌", "2. 宣布", "选举结果"]


def test_a_yes_or_no_can_be_asked() -> None:
    template = word_file("{% if 含竞职演讲 %}有演说{% else %}无演说{% endif %}")
    assert text_of(fill(template, replace(samples.agenda(), with_speeches=True))) == "有演说"
    assert text_of(fill(template, replace(samples.agenda(), with_speeches=False))) == "无演说"


def test_every_field_that_does_not_exist_is_named_once() -> None:
    template = word_file(
        "{{标题}} {{会场}} {{会议.桌号}} {{会场}}", "{% for 人 in 贵宾 %}{{人.姓名}}{% endfor %}", "{% if 下雨 %}伞{% endif %}"
    )
    assert unknown_fields(template, AGENDA) == ["会场", "桌号", "贵宾", "下雨"]


def test_codes_are_written_as_official_paper_writes_them() -> None:
    assert in_words(samples.notice())["期间"]["单位"] == CODES["working_day"]
    assert in_words(samples.notice())["尚待表决"] in ("是", "")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "word_template_unreadable"),
        (b"", "word_template_unreadable"),
        (word_file("{{标题}"), "word_template_broken"),
        (word_file("{% for 项 in 议程 %}{{项}}"), "word_template_broken"),
        (word_file("{{标题|没有这个}}"), "word_template_broken"),
        (word_file("{{1/'a'}}"), "word_template_broken"),
        (word_file("{{ 标题.__class__.__mro__()  }}"), "word_template_unsafe"),
    ],
)
def test_what_is_no_template_is_refused_with_what_is_wrong(content: bytes, code: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        unknown_fields(content, AGENDA)
    assert fault.value.issue.code == code


def packed(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, written in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), written)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [packed(xl__workbook_xml=b"<x/>"), packed(word__document_xml=b"<x/>"), packed(word__document_xml=b" " * (LARGEST + 1))],
    ids=["a workbook", "no parts", "too large"],
)
def test_a_packed_file_that_is_no_word_file_is_refused_before_it_is_read(content: bytes) -> None:
    with pytest.raises(TemplateFault) as fault:
        unknown_fields(content, AGENDA)
    assert fault.value.issue.code == "word_template_unreadable"
