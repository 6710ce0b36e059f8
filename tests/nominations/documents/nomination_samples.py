"""One filled snapshot of every kind that nominations own."""

from datetime import date

from elections.documents.parts import Person
from nominations.documents import forms, pledges, slips

HEAD = "9f86d081884c7d65"
COMMUNITY = "中共文晖街道流水西苑社区委员会"
NOMINEE = Person(
    name="丁玥",
    sex="女",
    ethnicity="汉族",
    birth="1985-06",
    education="大学",
    joined="2008-11",
    present_post="流水西苑社区党委委员、居委会副主任",
    proposed_post="书记",
    branch="第一党支部",
)
PARTICULARS = forms.Particulars(
    native_place="浙江杭州",
    works_since="2007-08",
    health="健康",
    telephone="0571—85370000",
    resume=("2003.09—2007.07　浙江工业大学社会工作专业学习", "2007.08至今　流水西苑社区工作者、居委会副主任"),
    family=("配偶　沈旻　工程师",),
    awards="2019年区优秀社区工作者",
    accepts_other_post="服从",
)
POSTS = (
    slips.SlipPost(post="书记", seats=1, nominees=("丁玥", "马喆"), blanks=1),
    slips.SlipPost(post="副书记", seats=1, nominees=("王堃", "毛赟", "尹镕基"), blanks=1),
    slips.SlipPost(post="委员", seats=5, nominees=("石龑", "叶翀", "田旻", "冯珺", "朱昇", "刘祎", "孙犇"), blanks=2),
)
FACTS = {
    "head": HEAD,
    "title": "流水西苑社区党委公推直选候选人推荐表",
    "organisation": COMMUNITY,
    "election": "流水西苑社区党委换届公推直选",
    "nominee": NOMINEE,
    "particulars": PARTICULARS,
    "reason": "熟悉社区工作，善于做群众工作，有较强的组织协调能力。",
    "signed_on": date(2026, 3, 5),
}
SLIP = {"organisation": COMMUNITY, "held_on": date(2026, 3, 20), "posts": POSTS}


def nomination_form_self() -> forms.SelfNominationForm:
    return forms.SelfNominationForm(**FACTS)


def nomination_form_organisation() -> forms.OrganisationNominationForm:
    return forms.OrganisationNominationForm(
        **FACTS, recommended_by="流水西苑社区第一党支部", decision="经支部党员大会讨论，应到32名，实到30名，赞成29票，同意推荐。"
    )


def nomination_form_joint(endorsements: int = 9) -> forms.JointNominationForm:
    row = forms.Endorsement(name="欧阳珺", identity="居民", address="3幢2单元501室", telephone="13800000000")
    return forms.JointNominationForm(**FACTS, needed=10, endorsements=(row,) * endorsements)


def recommendation_slip() -> slips.RecommendationSlip:
    return slips.RecommendationSlip(title="流水西苑社区党委候选人初步人选定向推荐票", category="居民代表", **SLIP)


def trust_slip() -> slips.TrustSlip:
    return slips.TrustSlip(title="流水西苑社区党委候选人初步人选信任投票票", category="党员", **SLIP)


def committee_ballot() -> slips.CommitteeBallot:
    posts = tuple(slips.SlipPost(post=post.post, seats=post.seats, nominees=post.nominees) for post in POSTS)
    return slips.CommitteeBallot(
        title="中共文晖街道工作委员会差额票决票", organisation="中共文晖街道工作委员会", held_on=date(2026, 3, 28), posts=posts
    )


def pledge() -> pledges.Pledge:
    return pledges.Pledge(
        head=HEAD,
        title="竞职承诺书",
        organisation=COMMUNITY,
        name="丁玥",
        post="书记",
        promises=(
            pledges.Promise(text="推动老旧小区加装电梯，年内完成12个单元。", concern="老年人上下楼不便", by="2026年12月底"),
            pledges.Promise(text="开设社区食堂，每天供应午餐。", concern="独居老人吃饭难", by="2026年9月底"),
            pledges.Promise(text="每月召开一次党员议事会，公开社区事务。"),
        ),
        telephone="0571—85370001",
        signed_on=date(2026, 4, 2),
    )


SAMPLES = {
    made.__name__: made
    for made in (
        nomination_form_self, nomination_form_organisation, nomination_form_joint,
        recommendation_slip, trust_slip, committee_ballot, pledge,
    )
}  # fmt: skip
