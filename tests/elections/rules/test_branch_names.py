import pytest

from elections.rules.branch_names import branch_meant

LONG = ("流水东苑社区第一党支部", "流水东苑社区第二党支部", "流水东苑社区第十一党支部")


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("第一党支部", ("第一党支部", "流水东苑社区第一党支部"), "第一党支部"),
        ("第一党支部", LONG, "流水东苑社区第一党支部"),
        ("第一支部", LONG, "流水东苑社区第一党支部"),
        (" 第 一党支部", LONG, "流水东苑社区第一党支部"),
        ("中共流水东苑社区第二党支部", ("第一党支部", "第二党支部"), "第二党支部"),
        ("第１党支部", ("第1党支部",), "第1党支部"),
        ("党支部", LONG, None),
        ("离退休党支部", LONG, None),
        ("第一党支部", ("东区第一党支部", "西区第一党支部"), None),
        ("", LONG[:1], None),
        ("第一党支部", (), None),
    ],
)
def test_a_branch_goes_by_its_name_in_the_office(written: str, known: tuple[str, ...], meant: str | None) -> None:
    assert branch_meant(written, known) == meant
