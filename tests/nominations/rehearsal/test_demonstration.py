from django.utils import translation

from elections.rules.phases import Phase
from nominations.management.commands.demo import progress
from nominations.rehearsal.script import moment


def test_the_window_of_the_start_speaks_chinese_whatever_the_machine_speaks() -> None:
    with translation.override("en"):
        said = [progress(moment(5, 21, 9, 30), "流水西苑社区", phase) for phase in (Phase.PREPARATION, Phase.OPEN_NOMINATION)]
    assert said == ["2026-05-21 09:30 流水西苑社区 筹备", "2026-05-21 09:30 流水西苑社区 海推(公开推荐)"]
