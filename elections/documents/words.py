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
SHORT_BODIES: Mapping[str, str] = {
    "working_committee": "党工委",
    "town_committee": "党委",
    "committee": "党委",
    "general_branch": "党总支",
    "branch": "党支部",
}
NOTICE_TITLES: Mapping[int, str] = {
    0: "公推直选公告",
    1: "海推结果公示",
    2: "候选人初步人选考察公示",
    3: "候选人预备人选公示",
}


def party_name(name: str, title: str, street: str = "") -> str:
    """中共文晖街道京都苑社区委员会; `street` stands before the name of a community."""
    return f"中共{street}{name}{BODIES[title]}"


def election_name(name: str, title: str) -> str:
    """京都苑社区党委换届公推直选, as the text of a notice names the election."""
    return f"{name}{SHORT_BODIES[title]}换届公推直选"


def notice_title(number: int, name: str, title: str) -> str:
    return f"{name}{SHORT_BODIES[title]}换届选举{NOTICE_TITLES[number]}"
