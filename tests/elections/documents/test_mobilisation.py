from elections.documents.registry import KINDS
from elections.documents.render import render_pdf
from tests.elections.documents import samples
from tests.elections.documents.printed import pages_of, text_of


def test_each_member_gets_a_letter_of_one_page() -> None:
    letter = samples.open_letter(20)
    paper = render_pdf(KINDS["open_letter"], letter)
    assert pages_of(paper) == 20
    text = text_of(paper)
    assert all(f"尊敬的{addressee.name}同志" in text for addressee in letter.addressees)


def test_a_large_batch_is_made_in_parts_and_joined() -> None:
    letter = samples.open_letter(205)
    assert [len(part.addressees) for part in letter.in_parts()] == [100, 100, 5]
    smaller = samples.open_letter(101)
    paper = render_pdf(KINDS["open_letter"], smaller)
    assert pages_of(paper) == 101
    assert paper == render_pdf(KINDS["open_letter"], smaller)
