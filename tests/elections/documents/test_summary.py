import re
from dataclasses import replace

from elections.documents.archive import MobilisationFigures
from elections.documents.registry import KINDS
from elections.documents.render import render_pdf
from tests.elections.documents import samples
from tests.elections.documents.printed import pages_of, text_of


def test_the_table_adds_up_and_corrects_the_percentages() -> None:
    table = samples.summary_table()
    paper = render_pdf(KINDS["summary_table"], table)
    text = re.sub(r"\s", "", text_of(paper))
    assert pages_of(paper) == 1
    assert table.total.due == 1555
    assert table.leaders == 16
    for due in ("64.71%", "15.69%", "11.76%", "7.84%", "94.12%", "19.61%"):
        assert due in text


def test_the_three_turnouts_are_apart() -> None:
    table = samples.summary_table()
    assert table.mean_turnout == "92.03%"
    assert table.pooled_turnout == "91.96%"
    assert table.best_turnout == "94.00%（京都苑）"


def test_a_street_where_nobody_has_met_yet() -> None:
    rows = tuple(replace(row, due=0, present=0) for row in samples.summary_table().rows)
    table = replace(samples.summary_table(), rows=rows)
    assert table.mean_turnout == table.best_turnout == table.pooled_turnout == "—"
    assert replace(table, rows=()).total.due == 0


def test_the_cycle_summary_tells_the_same_figures() -> None:
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["cycle_summary"], samples.cycle_summary())))
    for due in ("社区工作者33名，占64.71%", "业务培训会23次", "平均92.03%，合并计算91.96%，最高94.00%", "1459名党员和400名群众"):
        assert due in text


def test_what_was_not_done_is_not_told() -> None:
    plain = replace(samples.cycle_summary(), mobilisation=MobilisationFigures())
    text = text_of(render_pdf(KINDS["cycle_summary"], plain))
    assert "横幅" not in text
    assert "知晓率" not in text
    assert "全覆盖" not in text


def test_the_word_went_as_far_as_the_ledgers_say() -> None:
    figures = MobilisationFigures(columns=4, screens=2, chat_groups=6, broadcasts=3, others=1, members=20, reached=13, awareness="65.00%")
    paper = replace(samples.cycle_summary(), mobilisation=figures)
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["cycle_summary"], paper)))
    told = "利用宣传栏4个，电子屏2块，QQ群、微信群6个，广播3次，其他形式宣传1项，逐一联系党员20名，联系到13名，知晓率65.00%。"
    assert told in text
    assert "全覆盖" not in text
