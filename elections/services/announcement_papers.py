"""公推直选公告 and 《致社区党员的一封信》 before they are made: their texts, drafted from the plan and the rules, and their papers."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from elections.documents.mobilisation import Addressee, OpenLetter
from elections.documents.notices import AnnouncedPost, Announcement
from elections.documents.parts import Reporting
from elections.documents.words import POSTS, election_name
from elections.models import Contest, Election, MilestoneRecord, Notice, PostsPlan, RollEntry
from elections.rules.acts import Milestone
from elections.rules.contests import committee_size
from elections.rules.notices import SHANGHAI
from elections.rules.phases import Phase, steps

from .letter_papers import composition_lines
from .notice_papers import period_of, signer_of, usual_title
from .result_parts import meeting_words

CONDITIONS = (
    "拥护中国共产党的领导，政治素质好，遵纪守法，作风正派",
    "热心社区工作，有较强的组织协调能力和群众工作能力，群众公认",
    "一般具有大专以上学历，身体健康，能够履行职责",
)
STEPS = {
    Phase.OPEN_NOMINATION: "公开推荐",
    Phase.DIRECTED_RECOMMENDATION: "定向推荐",
    Phase.VETTING: "资格联审和考察",
    Phase.COMMITTEE_BALLOT: "党工委差额票决",
    Phase.CANDIDACY: "公开承诺",
    Phase.MEETING: "{meeting}直接选举",
    Phase.REPORTING: "报批",
}
BASIS = "根据《中国共产党基层组织选举工作条例》和上级党组织批准的换届方案，"
MATERIALS = ("推荐表或者自荐表", "本人身份证和党员身份证明")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementText:
    """The plan's own sentences, as they are printed."""

    scope: str
    conditions: tuple[str, ...]
    channels: tuple[str, ...]
    basis: str = ""
    not_eligible: tuple[str, ...] = ()
    composition: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    conditions: tuple[str, ...]
    channels: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    meeting_at: datetime | None = None
    meeting_place: str = ""


def contests_of(election: Election) -> list[Contest]:
    return list(Contest.objects.filter(election=election).exclude(stage=Contest.Stage.DISCIPLINE_PLENARY))


def posts_of(election: Election) -> tuple[AnnouncedPost, ...]:
    return tuple(AnnouncedPost(post=POSTS[item.post], seats=item.seats, names_wanted=item.names_at_least) for item in contests_of(election))


def seats_total_of(election: Election) -> int:
    return committee_size(PostsPlan.objects.get(election=election).posts)


def announced_facts(election: Election) -> dict[str, Any]:
    found = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.ELECTION_ANNOUNCED).first()
    return found.facts if found else {}


def announcement_paper(election: Election, notice: Notice, text: AnnouncementText, reporting: Reporting) -> Announcement:
    return Announcement(
        title=notice.title,
        organisation=signer_of(election, "community"),
        basis=text.basis,
        posts=posts_of(election),
        seats_total=seats_total_of(election),
        scope=text.scope,
        conditions=text.conditions,
        not_eligible=text.not_eligible,
        composition=text.composition,
        channels=text.channels,
        steps=text.steps,
        materials=text.materials,
        period=period_of(notice),
        reporting=reporting,
        signer=signer_of(election, "community"),
        signed_on=timezone.localdate(notice.posted_at),
    )


def letters_paper(election: Election, text: LetterText, title: str, reporting: Reporting, signed_on: date) -> OpenLetter:
    members = RollEntry.objects.filter(election=election).members().order_by("branch_name", "number")
    announced = announced_facts(election).get("nominate_until")
    return OpenLetter(
        title=title,
        organisation=signer_of(election, "community"),
        election=election_name(election.community.name, election.community.title),
        addressees=tuple(Addressee(name=name, branch=branch) for name, branch in members.values_list("name", "branch_name")),
        posts=posts_of(election),
        seats_total=seats_total_of(election),
        conditions=text.conditions,
        channels=text.channels,
        reporting=reporting,
        signer=signer_of(election, "community"),
        signed_on=signed_on,
        nominate_until=date.fromisoformat(announced) if announced else None,
        meeting_at=text.meeting_at,
        meeting_place=text.meeting_place,
        paragraphs=text.paragraphs,
    )


def usual_announcement(election: Election) -> AnnouncementText:
    """The first draft; what was announced before, where it is announced again."""
    before = announced_facts(election).get("text")
    if before:
        said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in before.items()}
        return AnnouncementText(**said)
    name = election.community.name
    return AnnouncementText(
        basis=f"{BASIS}现将{election_name(name, election.community.title)}有关事项公告如下。",
        scope=f"{name}全体正式党员，以及经上级党组织同意的兼职委员人选。",
        conditions=CONDITIONS,
        channels=usual_channels(election),
        composition=tuple(line.rstrip("。") for line in composition_lines(election)),
        steps=tuple(STEPS[step.phase].format(meeting=meeting_words(election)) for step in steps(election.rules) if step.phase in STEPS),
        materials=MATERIALS,
    )


def usual_letter(election: Election) -> LetterText:
    """Says what the announcement says."""
    text = usual_announcement(election)
    return LetterText(conditions=text.conditions, channels=text.channels)


def usual_channels(election: Election) -> tuple[str, ...]:
    rules = election.rules
    people = "户以上居民（村民）" if rules.joint_nomination_unit == "household" else "名以上党员（群众）"
    return ("党组织推荐", f"{rules.joint_nomination}{people}联名推荐", "党员个人自荐")


def new_announcement(
    election: Election, text: AnnouncementText, reporting: Reporting, *, nominate_until: date, posted_at: datetime
) -> Notice:
    """Not saved; nominations are taken on the last day as long as the office works."""
    closes_at = datetime.combine(nominate_until, election.rules.closes_at, SHANGHAI)
    return Notice(
        election=election,
        round=0,
        issuer="community",
        title=usual_title(election, 0),
        text=text.basis,
        length=(nominate_until - timezone.localdate(posted_at)).days + 1,
        unit="day",
        waits=False,
        posted_at=posted_at,
        opens_at=posted_at,
        closes_at=closes_at,
        report_to=asdict(reporting),
    )
