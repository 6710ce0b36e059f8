"""The Chinese words of official paper for what the office records as codes, and the full names of Party organisations."""

from collections.abc import Mapping

SEX: Mapping[str, str] = {"male": "男", "female": "女"}
CHANNELS: Mapping[str, str] = {"organisation": "组织推荐", "joint": "联名推荐", "self": "个人自荐"}
PUBLICITY: Mapping[str, str] = {
    "letter": "公开信",
    "banner": "横幅",
    "blackboard": "黑板报",
    "notice_column": "宣传栏",
    "screen": "电子屏",
    "chat_group": "QQ群、微信群",
    "broadcast": "广播",
    "other": "其他",
}
GATHERINGS: Mapping[str, str] = {"training": "业务培训会", "wrap_up": "小结会", "exchange": "交流观摩"}
LEVELS: Mapping[str, str] = {"street": "街道", "community": "社区", "branch": "支部"}
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
MEETINGS: Mapping[str, str] = {
    "members": "党员大会",
    "delegates": "党员代表大会",
    "plenary": "委员会第一次全体会议",
    "discipline_plenary": "纪律检查委员会第一次全体会议",
}
DECIDING_BODIES: Mapping[str, str] = {
    "street_committee": "街道党工委会议",
    "community_committee": "社区党组织委员会会议",
    "members_meeting": "党员大会",
    "branch_meeting": "支部党员大会",
    "mobilisation_meeting": "动员大会",
    "presidium": "主席团会议",
    "new_committee": "新一届委员会第一次全体会议",
    "new_discipline_committee": "新一届纪律检查委员会第一次全体会议",
}
DECISION_MATTERS: Mapping[str, str] = {
    "exclusions": "通过不计入应到会人数的党员名单",
    "election_method": "通过选举办法",
    "officials": "通过监票人、计票人、唱票人名单",
    "fewer_seats": "减少名额",
    "plenary_candidates": "提出全体会议候选人",
    "committee_ballot": "票决候选人预备人选",
    "discipline_secretary_passed": "通过纪委书记选举结果",
    "division_of_work": "新一届委员会分工",
}
# What a request is called, and its text as a first draft; the letter itself carries posts, names and figures beside it.
REQUEST_TITLES: Mapping[str, str] = {
    "plan": "关于{community}党组织换届选举有关事项的请示",
    "exclusions": "关于{community}部分党员不计入应到会人数的请示",
    "capacity_to_stand": "关于{community}兼职委员人选的请示",
    "delegates_meeting": "关于{community}召开党员代表大会的请示",
    "electronic_ballot": "关于{community}选举大会使用电子投票的请示",
    "too_few_nominees": "关于{community}推荐人选不足处理办法的请示",
    "preliminary": "关于{community}党组织委员会候选人初步人选的请示",
    "reserve": "关于{community}党组织委员会候选人预备人选的请示",
    "convene_meeting": "关于{community}召开换届选举大会的请示",
    "postponement": "关于{community}党组织延期换届选举的请示",
    "rule_change": "关于调整{community}换届选举有关规则的请示",
}
REQUEST_TEXTS: Mapping[str, str] = {
    "exclusions": "拟将{excluded}名党员不计入应到会人数，提请批准后由党员大会表决通过。",
    "capacity_to_stand": "拟提名{part_time}名组织关系不在本社区的党员为兼职委员人选。",
    "convene_meeting": "拟于{meeting_on}召开换届选举大会。",
    "postponement": "本届任期于{term_ends_on}届满。因＿＿＿＿，拟延期至＿＿年＿＿月＿＿日前完成换届选举。",
    "too_few_nominees": "公开推荐期间，符合条件的推荐人选不足。拟＿＿＿＿。",
}
REQUEST_CLOSING = "当否，请批示。"
DUTIES: Mapping[str, str] = {"chief_scrutineer": "总监票人", "scrutineer": "监票人", "teller": "计票人", "caller": "唱票人"}
EXCLUSIONS: Mapping[str, str] = {
    "unable_to_express": "患有精神病或者因其他疾病不能表达本人意志",
    "abroad_self_funded": "自费出国半年以上",
    "serving_sentence": "虽未受到留党察看以上党纪处分，但正在服刑",
    "bedridden": "年老体弱卧床不起和长期生病生活不能自理",
    "not_transferred": "外出半年以上，按规定应转走正式组织关系而没有转走",
    "retired_elsewhere": "已回原籍长期居住的离退休党员，没有转出组织关系",
}
COMPOSITION: Mapping[str, str] = {"age_at_most_45": "45周岁以下的", "college": "大专以上学历的", "women": "女性"}
CAPACITIES: Mapping[str, str] = {
    "member": "党员",
    "social_worker": "社区工作者",
    "resident_representative": "居民代表",
    "building_head": "楼宇自治会会长",
    "delegate": "两代表一委员",
    "unit_representative": "辖区单位代表",
    "meeting_delegate": "大会代表",
    "resident": "群众",
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
