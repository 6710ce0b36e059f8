import types
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
import pytest
from babel.messages.extract import extract
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from elections import messages
from elections.messages import sentence, sentences_of, table
from elections.models import Account
from elections.rules.issues import Issue


def test_a_sentence_names_the_figures_in_the_readers_language():
    issue = Issue("present_over_due", {"present": 8, "due": 7})
    with translation.override("en"):
        assert sentence(issue) == "8 present are more than the 7 due."
    with translation.override("zh-hans"):
        said = sentence(issue)
    assert "8" in said and "7" in said
    assert not said.isascii()


def test_a_code_among_the_figures_becomes_a_word():
    with translation.override("en"):
        assert sentence(Issue("milestone_missing", {"milestone": "roll_closed"})) == "Not done yet: Roll of electors closed."
        assert sentence(Issue("act_out_of_phase", {"act": "close_roll", "phase": "meeting"})).endswith("in the phase “Election meeting”.")


def test_two_milestones_in_the_wrong_order_are_both_called_by_their_names():
    figures = {"milestone": "election_announced", "date": "2026-10-17", "earlier": "plan_approved", "earlier_date": "2026-11-27"}
    with translation.override("zh-hans"):
        said = sentence(Issue("milestone_out_of_order", figures))
    assert "plan_approved" not in said and "获批" in said and "办理情况与更正" in said


def test_what_is_on_record_and_what_was_typed_speak_the_words_of_their_field():
    with translation.override("en"):
        said = sentence(Issue("entry_otherwise", {"field": "kind", "recorded": "banner", "typed": "letter"}))
        assert said.startswith("What: “Banners” is on record, “Open letters” was typed.")
        ticked = sentence(Issue("recorded_otherwise", {"field": "accepts_other_post", "recorded": True, "typed": False}))
        assert ticked.startswith("Accepts another post: “yes” is on record, “no” was typed.")


DJANGOS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2)}
ALIKE = {"IPv4", "IPv6"}  # in every language


def of_django(part: str) -> Iterator[tuple[str, str]]:
    """What a file of Django says, each with its Chinese."""
    source = BytesIO((Path(django.__file__).parent / part).read_bytes())
    for _line, found, _notes, context in extract("python", source, DJANGOS):
        english = found[0] if isinstance(found, tuple) else found
        if english in ALIKE or not any(character.isalpha() for character in english):
            continue
        if isinstance(found, tuple):
            yield english, translation.ngettext(*found, 1)
        else:
            yield english, translation.pgettext(context, found) if context else translation.gettext(found)


@pytest.mark.parametrize("part", ["forms/fields.py", "forms/models.py", "forms/formsets.py", "core/validators.py"])
def test_what_django_says_of_a_field_is_chinese(part: str) -> None:
    with translation.override("zh-hans"):
        said = list(of_django(part))
    assert said
    assert [english for english, chinese in said if english == chinese] == []


@pytest.mark.parametrize("password", ["short", "12345678901234", "password1234", "zhouli2026yuan"])
def test_what_is_wrong_with_a_password_is_said_in_chinese(password: str) -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        validate_password(password, Account(username="zhouli2026", display_name="周丽"))
    assert not [said for said in refused.value.messages if said.isascii()]


def test_a_short_password_says_how_long_it_has_to_be() -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError, match="密码太短：至少要有12个字符。"):
        validate_password("Kurz-7-Qx")


def test_several_issues_keep_their_order():
    with translation.override("en"):
        assert sentences_of([Issue("file_empty"), Issue("reason_missing")]) == ["The file is empty.", "Give a reason."]


def test_a_code_without_a_sentence_is_a_fault_of_ours():
    with pytest.raises(KeyError, match="no_such_code"):
        sentence(Issue("no_such_code"))


@pytest.fixture
def doubled(tmp_path: Path, monkeypatch):
    """One more package of sentences, which claims a code that stands elsewhere."""
    (tmp_path / "twice.py").write_text('SENTENCES = {"own_code": "x", "file_empty": "Nothing in it."}')
    package = types.ModuleType("doubled_sentences")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(__import__("sys").modules, "doubled_sentences", package)
    before = list(messages.SENTENCE_PACKAGES)
    messages.add_sentences(package)
    yield
    messages.SENTENCE_PACKAGES[:] = before
    messages._table.clear()


def test_a_code_that_two_files_claim_is_told_at_every_question(doubled):
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"two sentences for.*file_empty"):
            table()
