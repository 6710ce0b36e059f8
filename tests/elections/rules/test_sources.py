import re

import pytest

from elections.rules import sources
from elections.rules.rule_set import FIELDS
from elections.rules.sources import Source

EVERY = {name: value for name, value in vars(sources).items() if isinstance(value, Source)}


def test_a_source_reads_as_it_is_quoted_to_members():
    assert str(sources.MARGIN) == "《中国共产党基层组织选举工作条例》第十三条"
    assert str(Source("党员大会通过的选举办法")) == "党员大会通过的选举办法"


@pytest.mark.parametrize("name", EVERY)
def test_a_source_is_a_text_and_an_article_is_written_as_one(name):
    source = EVERY[name]
    assert source.text.strip() == source.text != ""
    assert source.article is None or re.fullmatch("第[一二三四五六七八九十]+条", source.article)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_rule_set_names_a_source(name):
    assert FIELDS[name].source in EVERY.values()
