"""请示 and 批复: a request and its reply as red-headed letters, each matter with the figures that stand behind it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields

from django.utils import timezone

from elections.documents import requests as papers
from elections.documents.notices import AnnouncedPost
from elections.documents.parts import Letterhead, Person
from elections.documents.snapshot import read_plain
from elections.documents.words import COMPOSITION, EDUCATION, EXCLUSIONS, POSTS, SEX
from elections.models import Contest, Election, Exclusion, PostsPlan, Reply, Request, RollEntry
from elections.queries.roll import figures_of
from elections.rules.acts import Milestone
from elections.rules.contests import committee_size
from elections.rules.rule_set import RuleSet
from elections.rules.stroke_order import sort_key

from .hall_papers import reply_of, secretary_of
from .result_parts import Facts, meeting_words, method_words, milestone_facts, organisation_of, outgoing_of, superior_of

MATTERS: dict[str, papers.RequestMatter] = {
    Request.Kind.PLAN: "plan",
    Request.Kind.EXCLUSIONS: "exclusions",
    Request.Kind.CAPACITY_TO_STAND: "part_time",
    Request.Kind.PRELIMINARY: "preliminary",
    Request.Kind.RESERVE: "reserve",
    Request.Kind.RESULT: "result",
}
WITH_BASIS = ("preliminary", "reserve", "result")
CLOSING = "当否"  # the letter says it itself


def request_letter(request: Request, people: Sequence[Person] = ()) -> papers.RequestLetter:
    """请示. `people` where the matter is a list of nominees, which only nominations knows."""
    asked, matter = asked_of(request), matter_of(request.kind)
    said = {field.name: getattr(asked, field.name) for field in fields(papers.SaidOfElection)}
    return papers.RequestLetter(
        title=request.title,
        letterhead=_letterhead_up(request, asked.signatory),
        organisation=organisation_of(request.election),
        matter=matter,
        people=tuple(people) or _people(request, matter),
        paragraphs=_paragraphs(request.text),
        **said,
    )


def asked_now(election: Election, kind: str) -> papers.Asked:
    """What a request of this kind says of the election as it stands: kept with the request when it is sent."""
    matter = matter_of(kind)
    return papers.Asked(
        posts=_posts(election) if matter == "plan" else (),
        seats_total=_seats_total(election),
        exclusions=_exclusions(election) if matter == "exclusions" else (),
        with_vote=figures_of(election).with_vote,
        method=method_words(election, _planned_ballots(election)),
        term_ends=election.term_ends_on,
        meeting_on=election.meeting_on,
        meeting_kind=meeting_words(election),
        composition=composition_lines(election) if matter == "plan" else (),
        basis=reply_of(election) if matter in WITH_BASIS else "",
        proposer=outgoing_of(election),
        way=way_to(matter, election.rules),
        signatory=secretary_of(election),
    )


def asked_of(request: Request) -> papers.Asked:
    """A request from before these facts were kept says what stands now."""
    kept: papers.Asked = read_plain(papers.Asked, request.asked) if request.asked else asked_now(request.election, request.kind)
    return kept


def way_to(matter: papers.RequestMatter, rules: RuleSet) -> str:
    """What the names on a list have gone through, by the steps of the rule set."""
    vetted = "资格联审、组织考察"
    if matter == "preliminary":
        gone = ["公开推荐"]
        gone += ["定向推荐"] if rules.directed_recommendation else []
        gone += [vetted] if rules.notice_2_opens == "vetted" else []
    elif matter == "reserve":
        gone = [vetted, "差额票决"] if rules.committee_ballot else [vetted]
    else:
        gone = []
    return "、".join(gone)


def reply_letter(reply: Reply, people: Sequence[Person] = ()) -> papers.Reply:
    """批复 to an approved request; what was said beside it follows as a paragraph."""
    request = reply.request
    election, matter, asked = request.election, matter_of(request.kind), asked_of(request)
    return papers.Reply(
        title=reply_title(reply),
        letterhead=Letterhead(
            mark=f"{superior_of(election)}文件",
            number=reply.number,
            addressee=organisation_of(election),
            signer=superior_of(election),
            signed_on=timezone.localdate(reply.replied_at),
        ),
        matter=matter,
        organisation=organisation_of(election),
        request_title=request.title,
        request_number=request.number,
        posts=asked.posts,
        seats_total=asked.seats_total,
        people=tuple(people) or _people(request, matter),
        excluded=sum(line.count for line in asked.exclusions),
        method=asked.method,
        meeting_kind=asked.meeting_kind,
        paragraphs=_paragraphs(reply.text),
    )


def reply_title(reply: Reply) -> str:
    """关于……的请示 is answered by 关于同意……的批复."""
    about = reply.request.title.removeprefix("关于").removesuffix("的请示").removesuffix("请示").removesuffix("的报告")
    return f"关于同意{about}的批复"


def matter_of(kind: str) -> papers.RequestMatter:
    return MATTERS.get(kind, "other")


def person_part(entry: RollEntry, proposed_post: str = "") -> Person:
    """What a list may show of somebody on the roll."""
    return Person(
        name=entry.name,
        sex=SEX[entry.sex],
        ethnicity=entry.ethnicity,
        birth=f"{entry.born_on:%Y-%m}",
        education=EDUCATION[entry.education],
        joined=f"{entry.joined_on:%Y-%m}" if entry.joined_on else "",
        present_post=entry.post,
        proposed_post=proposed_post,
        branch=entry.branch.name if entry.branch else entry.branch_name,
    )


def _letterhead_up(request: Request, signatory: str) -> Letterhead:
    """A letter upward names who signs it out and whom to ask."""
    election = request.election
    telephone = election.community.telephone
    typed_by = request.submitted_by.display_name.split()[-1]
    return Letterhead(
        mark=f"{organisation_of(election)}文件",
        number=request.number,
        addressee=superior_of(election),
        signer=organisation_of(election),
        signed_on=timezone.localdate(request.submitted_at),
        signatory=signatory,
        contact=f"联系人：{typed_by}" + (f"，电话：{telephone}" if telephone else ""),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith(CLOSING))


def _posts(election: Election) -> tuple[AnnouncedPost, ...]:
    contests = Contest.objects.filter(election=election).exclude(stage=Contest.Stage.DISCIPLINE_PLENARY)
    return tuple(AnnouncedPost(post=POSTS[item.post], seats=item.seats, names_wanted=item.names_at_least) for item in contests)


def _planned_ballots(election: Election) -> list[tuple[str, int, int]]:
    """Of the members' meeting, as the plan has them: post, seats, names on the ballot."""
    contests = Contest.objects.filter(election=election, stage=Contest.Stage.MEETING)
    return list(contests.values_list("post", "seats", "names_at_least"))


def _seats_total(election: Election) -> int:
    plan = PostsPlan.objects.filter(election=election).first()
    return committee_size(plan.posts) if plan else 0


def composition_lines(election: Election) -> tuple[str, ...]:
    """What the plan asks of the elected committee, in words."""
    plan = PostsPlan.objects.filter(election=election).first()
    targets = plan.posts.composition if plan and plan.composition else election.rules.composition
    words = "，".join(f"{COMPOSITION[target.kind]}不少于{target.at_least}名" for target in targets)
    return (f"{words}。",) if words else ()


def _exclusions(election: Election) -> tuple[papers.ExclusionLine, ...]:
    """Who is proposed and not taken back, by category; no name stands here."""
    found = Exclusion.objects.filter(entry__election=election, entry__removed_at=None).exclude(state=Exclusion.State.WITHDRAWN)
    counts = Counter(found.values_list("category", flat=True))
    return tuple(papers.ExclusionLine(category=words, count=counts[code]) for code, words in EXCLUSIONS.items() if counts[code])


def _people(request: Request, matter: papers.RequestMatter) -> tuple[Person, ...]:
    election = request.election
    if matter == "part_time":
        entries = RollEntry.objects.filter(election=election, part_time=True).standing().select_related("branch")
        if request.people is not None:
            entries = entries.filter(pk__in=request.people)
        return tuple(person_part(entry, "兼职委员") for entry in sorted(entries, key=lambda entry: sort_key(entry.name)))
    if matter == "result":
        return tuple(_elected(row) for row in sorted(_certified(election), key=_by_post_and_strokes))
    return ()


def _certified(election: Election) -> list[Facts]:
    found: list[Facts] = milestone_facts(election, Milestone.RESULT_CERTIFIED).get("elected", [])
    return found


def _by_post_and_strokes(row: Facts) -> tuple[object, ...]:
    return list(POSTS).index(row["post"]), sort_key(row["name"])


def _elected(row: Facts) -> Person:
    return Person(name=row["name"], sex=SEX[row["sex"]], proposed_post=POSTS[row["post"]])
