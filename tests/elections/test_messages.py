import types
from pathlib import Path

import pytest
from django.utils import translation

from elections import messages
from elections.messages import sentence, sentences_of, table
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
