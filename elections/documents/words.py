"""The Chinese words of official paper for what the office records as codes, and the full names of Party organisations."""

from collections.abc import Mapping

SEX: Mapping[str, str] = {"male": "男", "female": "女"}
EDUCATION: Mapping[str, str] = {
    "primary": "小学",
    "junior": "初中",
    "senior": "高中",
    "college": "大专",
    "bachelor": "大学",
    "master": "硕士研究生",
    "doctor": "博士研究生",
    "": "",
}
POSTS: Mapping[str, str] = {
    "secretary": "书记",
    "deputy": "副书记",
    "committee": "委员",
    "discipline": "纪委委员",
    "discipline_secretary": "纪委书记",
}
BODIES: Mapping[str, str] = {
    "working_committee": "工作委员会",
    "town_committee": "委员会",
    "committee": "委员会",
    "general_branch": "总支部委员会",
    "branch": "支部委员会",
}


def party_name(name: str, title: str, street: str = "") -> str:
    """中共文晖街道京都苑社区委员会; `street` stands before the name of a community."""
    return f"中共{street}{name}{BODIES[title]}"
