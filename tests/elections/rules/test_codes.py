import pytest

from elections.rules.codes import code_issues, sign_in_name
from elections.rules.issues import Issue


@pytest.mark.parametrize("code", ["wenhui", "wenhui-jingdu-2026", "2026", "a" * 32])
def test_a_plain_code(code):
    assert list(code_issues(code)) == []


@pytest.mark.parametrize(
    "code", ["", "文晖", "Wenhui", "wen hui", "wen_hui", "-wenhui", "wen--hui", "wenhui-", "../etc", "a" * 33, "wenhui\n"]
)
def test_anything_else_is_refused(code):
    assert list(code_issues(code)) == [Issue("code_malformed", {"code": code, "most": 32})]


@pytest.mark.parametrize("typed", ["zhouli", "Zhouli", "ＺＨＯＵＬＩ", " ZHOULI\t"])
def test_a_user_name_is_kept_in_one_way(typed: str) -> None:
    assert sign_in_name(typed) == "zhouli"
