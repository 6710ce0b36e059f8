from elections.rules.acts import Act, Milestone
from elections.rules.phases import NOTICE_ROUNDS, STEPS


def test_a_code_is_the_name_in_small_letters():
    for word in (*Act, *Milestone):
        assert word.value == word.name.lower()


def test_a_verb_and_a_milestone_fit_their_columns():
    assert max(len(act) for act in Act) <= 40
    assert max(len(kind) for kind in Milestone) <= 32


def test_no_milestone_stands_idle():
    """Each one is waited for by a step or a notice, or closes what no step follows."""
    waited = {need for step in STEPS for need in step.needs} | {need for step in STEPS for _switch, need in step.needs_if}
    waited |= {item.after for item in NOTICE_ROUNDS}
    assert set(Milestone) - waited == {Milestone.WORK_DIVIDED, Milestone.ARCHIVE_SEALED}
