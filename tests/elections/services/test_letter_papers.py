from datetime import timedelta

import pytest

from elections.documents.registry import KINDS
from elections.documents.render import render_html
from elections.models import Contest, Election, Exclusion, Organisation, PostsPlan, Reply, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.letter_papers import reply_letter, request_letter
from elections.services.requests import reply_to_request, submit_request
from elections.services.results import certify_result
from tests.factories.hall import Hall, a_scan, hall, whole_meeting
from tests.factories.office import add_members

pytestmark = pytest.mark.django_db
TITLE = "关于京都苑社区党委换届选举有关事项的请示"


def asked(at: Hall, kind: str, text: str = "", number: str = "京都苑党委〔2026〕1号") -> Request:
    return submit_request(at.election, kind, actor=at[Role.COMMUNITY_CLERK], title=TITLE, text=text, number=number)


def answered(at: Hall, request: Request, text: str = "") -> Reply:
    return reply_to_request(request, actor=at[Role.STREET_APPROVER], number="文晖街道〔2026〕12号", text=text, scan=a_scan(at.office))


def test_the_plan_is_asked_for_with_its_posts_and_its_method() -> None:
    at = hall(preset="village")
    letter = request_letter(asked(at, "plan", "附件：工作方案。\n当否，请批示。"))
    assert (letter.matter, letter.seats_total) == ("plan", 5)
    assert [(post.post, post.seats) for post in letter.posts] == [("书记", 1), ("副书记", 1), ("委员", 3)]
    assert letter.composition == ("45周岁以下的不少于2名，大专以上学历的不少于2名，女性不少于1名。",)
    assert letter.method.endswith("书记、副书记由党员大会直接选举产生")
    assert letter.paragraphs == ("附件：工作方案。",)
    head = letter.letterhead
    assert (head.number, head.addressee, head.signer) == (
        "京都苑党委〔2026〕1号",
        "中共文晖街道工作委员会",
        "中共文晖街道京都苑社区委员会",
    )
    assert head.signatory == at.secretary.display_name
    assert head.contact == f"联系人：{at[Role.COMMUNITY_CLERK].display_name}"


def test_who_is_left_out_is_asked_for_by_category_and_number() -> None:
    at = hall()
    for entry, category, state in ((0, "bedridden", "proposed"), (1, "bedridden", "approved"), (2, "abroad_self_funded", "withdrawn")):
        Exclusion.objects.create(
            entry=at.members[entry],
            category=category,
            state=state,
            proposed_at=election_now(at.election),
            proposed_by=at[Role.COMMUNITY_CLERK],
        )
    request = asked(at, "exclusions")
    letter = request_letter(request)
    # What happens to the people afterwards changes nothing in what was asked.
    Exclusion.objects.filter(entry=at.members[0]).update(state="withdrawn")
    request.refresh_from_db()
    assert request_letter(request) == letter
    assert [(line.category, line.count) for line in letter.exclusions] == [("年老体弱卧床不起和长期生病生活不能自理", 2)]
    assert letter.with_vote == 20
    assert not any(entry.name in letter.to_json() for entry in at.members[:3])
    assert reply_letter(answered(at, request)).excluded == 2


def test_a_letter_printed_later_asks_for_what_was_asked_when_it_was_sent() -> None:
    at = hall(preset="village")
    request = asked(at, "plan")
    sent, day = request_letter(request), at.election.meeting_on
    assert (sent.meeting_on, sent.seats_total, sent.letterhead.signatory) == (day, 5, at.secretary.display_name)
    Election.objects.filter(pk=at.election.pk).update(meeting_on=day + timedelta(days=7), term_ends_on=None)
    PostsPlan.objects.filter(election=at.election).update(size=7)
    Contest.objects.filter(election=at.election, code="committee").update(seats=5, names_at_least=6)
    at.secretary.appointments.update(ends_at=election_now(at.election))
    request = Request.objects.get(pk=request.pk)
    assert request_letter(request) == sent
    answer = reply_letter(answered(at, request))
    assert (answer.posts, answer.seats_total, answer.method) == (sent.posts, 5, sent.method)


def test_a_request_from_before_its_facts_were_kept_says_what_stands() -> None:
    at = hall(preset="village")
    request = asked(at, "plan")
    sent = request_letter(request)
    Request.objects.filter(pk=request.pk).update(asked={})
    assert request_letter(Request.objects.get(pk=request.pk)) == sent


@pytest.mark.parametrize(
    ("preset", "preliminary", "reserve"),
    [
        ("street-community", "公开推荐、定向推荐", "资格联审、组织考察、差额票决"),
        ("village", "公开推荐、资格联审、组织考察", "资格联审、组织考察"),
    ],
)
def test_a_list_has_gone_through_the_steps_of_its_rule_set(preset: str, preliminary: str, reserve: str) -> None:
    at = hall(preset=preset)
    for kind, way in (("preliminary", preliminary), ("reserve", reserve)):
        letter = request_letter(asked(at, kind, number=f"京都苑党委〔2026〕{len(kind)}号"))
        html = render_html(KINDS["request_letter"], letter)
        assert f"经{way}，" in html
        assert ("定向推荐" in html, "差额票决" in html) == ("定向推荐" in way, "差额票决" in way)


def test_in_a_new_community_the_preparatory_group_proposes() -> None:
    at = hall()
    Organisation.objects.filter(pk=at.office.community.pk).update(preparatory=True)
    html = render_html(KINDS["request_letter"], request_letter(asked(at, "preliminary")))
    assert ("筹备组根据多数党员的意见研究" in html, "上届委员会" in html) == (True, False)


def test_the_reply_quotes_what_it_answers() -> None:
    at = hall()
    letter = reply_letter(answered(at, asked(at, "plan"), "望精心组织。"))
    assert letter.title == "关于同意京都苑社区党委换届选举有关事项的批复"
    assert (letter.request_title, letter.request_number) == (TITLE, "京都苑党委〔2026〕1号")
    assert (letter.letterhead.number, letter.letterhead.signer) == ("文晖街道〔2026〕12号", "中共文晖街道工作委员会")
    assert letter.letterhead.addressee == "中共文晖街道京都苑社区委员会"
    assert letter.paragraphs == ("望精心组织。",)
    assert [post.post for post in letter.posts] == ["书记", "副书记", "委员"]


def test_part_time_members_are_named() -> None:
    at = hall()
    (guest,) = add_members(at.election, 1, part_time=True, post="派出所民警")
    letter = request_letter(asked(at, "capacity_to_stand"))
    assert [(person.name, person.proposed_post) for person in letter.people] == [(guest.name, "兼职委员")]


def test_the_result_names_the_elected_by_post_the_committee_by_strokes() -> None:
    at = hall()
    whole_meeting(at)
    certify_result(at.election, actor=at[Role.HOST])
    letter = request_letter(asked(at, "result"))
    assert [person.proposed_post for person in letter.people] == ["书记", "副书记", "委员", "委员", "委员"]
    assert [person.name for person in letter.people[2:]] == at.names("committee")[:3]


def test_another_matter_has_its_own_words() -> None:
    at = hall()
    letter = request_letter(asked(at, "postponement", "因故延期一个月。", number=""))
    assert (letter.matter, letter.paragraphs, letter.letterhead.number) == ("other", ("因故延期一个月。",), "")
