"""Every code has its word, in both languages."""

from collections.abc import Iterable, Mapping

import pytest
from django.utils import translation

from elections import labels
from elections.documents.kind import Audience
from elections.messages import sentence
from elections.models import Contact, Contest, Document, Election, Objection, PublicityItem, Reply, Request, RollEntry, Ruling
from elections.permissions import Role
from elections.queries.duties import BROUGHT_ABOUT_BY
from elections.queries.notices import Condition
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.phases import Phase
from elections.rules.rule_set import FIELDS, PRESETS
from nominations.models import NomineeList
from nominations.rules.endorsement import Channel
from nominations.rules.nominee_steps import NomineeStep

TABLES: Mapping[str, Iterable[str]] = {
    "PHASES": Phase,
    "SHORT_PHASES": Phase,
    "MILESTONES": Milestone,
    "ACTS": Act,
    "ROLES": Role,
    "REQUEST_KINDS": Request.Kind.values,
    "REQUEST_STATES": Request.State.values,
    "REPLY_KINDS": Reply.Kind.values,
    "DOCUMENT_STATES": Document.State.values,
    "AUDIENCES": Audience.__args__,  # type: ignore[attr-defined]
    "POSTS": Contest.Post.values,
    "FORMS": Election.Form.values,
    "SEX": RollEntry.Sex.values,
    "EDUCATION": RollEntry.Education.values,
    "CHANNELS": Channel,
    "NOMINEE_STEPS": NomineeStep,
    "LISTS": NomineeList.Kind.values,
    "PRESETS": {*PRESETS, "own"},  # own: a rule set that was changed after its preset
    "PUBLICITY_KINDS": PublicityItem.Kind.values,
    "CONTACT_MANNERS": Contact.Manner.values,
    "WISHES": Contact.Wish.values,
    "OBJECTION_CHANNELS": Objection.Channel.values,
    "FINDINGS": Ruling.Finding.values,
    "NOTICE_CONDITIONS": Condition.__args__,  # type: ignore[attr-defined]
    "ANNOUNCEMENT_CONDITIONS": Condition.__args__,  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("name", TABLES)
def test_each_code_has_a_word_and_no_word_is_left_over(name: str) -> None:
    assert set(getattr(labels, name)) == set(TABLES[name])


def test_each_field_of_the_rule_set_has_a_word() -> None:
    assert set(labels.RULE_FIELDS) >= set(FIELDS)


@pytest.mark.parametrize("name", [*TABLES, "RULE_FIELDS", "FIGURES", "MATTERS", "NOTICE_ROUNDS", "NOTICE_SUBJECTS", "ISSUERS", "UNITS"])
def test_each_word_has_its_chinese(name: str) -> None:
    with translation.override("zh-hans"):
        words = {code: str(word) for code, word in getattr(labels, name).items()}
    assert {code: word for code, word in words.items() if not any("\u4e00" <= sign <= "\u9fff" for sign in word)} == {}


def test_a_sentence_names_codes_in_words() -> None:
    with translation.override("zh-hans"):
        assert sentence(Issue("milestone_missing", {"milestone": "roll_closed"})) == "尚未办理：选举人名册定稿。"


def test_each_milestone_has_an_act_that_brings_it_about() -> None:
    assert set(BROUGHT_ABOUT_BY) == set(Milestone)
