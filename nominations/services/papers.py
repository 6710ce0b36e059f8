"""推荐表, 推荐票, 票决票, 承诺书, and the letters about a list of nominees: from what nominations know to a snapshot."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from elections.documents.parts import Person
from elections.documents.requests import Reply as ReplyLetter
from elections.documents.requests import RequestLetter
from elections.documents.snapshot import Snapshot
from elections.documents.words import CAPACITIES, POSTS, SHORT_BODIES, election_name
from elections.models import Contest, Election, Reply, Request, RollEntry
from elections.services.letter_papers import person_part, reply_letter, reply_title, request_letter
from elections.services.papers import Offer, Offers
from elections.services.result_parts import organisation_of, superior_of
from nominations.documents import forms, slips
from nominations.documents.pledges import Pledge as PledgePaper
from nominations.documents.pledges import Promise
from nominations.models import ConcernChoice, Endorser, Nomination, Nominee, NomineeList, Pledge, SlipCount
from nominations.queries.lists import final_list, finalists, free_names_on, names_on, standing_list
from nominations.queries.nominees import accepts_other_post
from nominations.queries.pledges import standing_pledges
from nominations.rules.endorsement import Channel

FORMS: Mapping[Channel, str] = {Channel.SELF: "自荐报名表", Channel.ORGANISATION: "组织推荐表", Channel.JOINT: "联名推荐表"}
FORM_KINDS = {channel: f"nomination_form_{channel.value}" for channel in Channel}
UNITS = {"person": "人", "household": "户"}
LISTS = {Request.Kind.PRELIMINARY: NomineeList.Kind.PRELIMINARY, Request.Kind.RESERVE: NomineeList.Kind.RESERVE}
FREE_LINES = 2
TO_WRITE = "＿" * 24


def blank_form(election: Election, channel: Channel) -> forms.NominationForm:
    """To be filled in by hand."""
    return _form(election, channel, Person(name=""), forms.Particulars())


def nomination_form(nomination: Nomination) -> forms.NominationForm:
    """As registered; what the office does not keep (native place, résumé, family) is written in by hand."""
    entry = nomination.nominee.entry
    agreed = "服从" if accepts_other_post(nomination.nominee) else ""
    particulars = forms.Particulars(telephone=entry.telephone, accepts_other_post=agreed)
    person = person_part(entry, POSTS[nomination.contest.post])
    return _form(nomination.election, Channel(nomination.channel), person, particulars, nomination)


def recommendation_slip(count: SlipCount, category: str) -> slips.RecommendationSlip:
    """定向推荐票 for one category of the electorate: the names as they were frozen with the count, and free lines."""
    return slips.RecommendationSlip(
        title=f"{_body(count.election)}候选人初步人选定向推荐票",
        organisation=organisation_of(count.election),
        held_on=timezone.localdate(count.held_at),
        category=CAPACITIES[category],
        posts=tuple(_post(found, min(FREE_LINES, found["seats"])) for found in count.contests),
    )


def trust_slip(count: SlipCount, category: str) -> slips.TrustSlip:
    """信任投票票: everybody once, members and residents on papers of their own."""
    names = tuple(candidate["name"] for found in count.contests for candidate in found["candidates"])
    return slips.TrustSlip(
        title=f"{_body(count.election)}候选人初步人选信任投票票",
        organisation=organisation_of(count.election),
        held_on=timezone.localdate(count.held_at),
        category=CAPACITIES[category],
        posts=(slips.SlipPost(post="人选", seats=len(names), nominees=names),),
    )


def committee_ballot(count: SlipCount) -> slips.CommitteeBallot:
    """党工委差额票决票, or the one of a later ballot on what the first left open."""
    later = "" if all(found["kind"] == "first" for found in count.contests) else f"（第{count.number}次票决）"
    return slips.CommitteeBallot(
        title=f"{_body(count.election)}候选人预备人选差额票决票{later}",
        organisation=superior_of(count.election),
        held_on=timezone.localdate(count.held_at),
        posts=tuple(_post(found, 0) for found in count.contests),
    )


def pledge_paper(pledge: Pledge) -> PledgePaper:
    """As signed: numbered points, each with the concern that it answers."""
    promises = [Promise(text=point.text, concern=point.concern.text if point.concern else "") for point in pledge.points.all()]
    return _pledge(pledge.nominee, promises, timezone.localdate(pledge.signed_at))


def pledge_to_sign(nominee: Nominee) -> PledgePaper:
    """Before it is signed: a line to write on for each concern that the nominee has taken up."""
    chosen = nominee.chosen_concerns.select_related("concern").order_by("pk")
    return _pledge(nominee, [Promise(text=TO_WRITE, concern=choice.concern.text) for choice in chosen], None)


def people_of_request(request: Request) -> tuple[Person, ...]:
    """Who stands on the list that a request is about, each once with every post; leaders in the list's order, then by strokes."""
    names = names_on(_list_of(request))
    posts: dict[int, list[str]] = {}
    people: dict[int, RollEntry] = {}
    for contest in _contests(request.election):
        for nominee in names.get(contest.code, ()):
            people[nominee.entry_id] = nominee.entry
            posts.setdefault(nominee.entry_id, []).append(POSTS[contest.post])
    return tuple(person_part(entry, "、".join(posts[pk])) for pk, entry in people.items())


def _list_of(request: Request) -> NomineeList | None:
    """What the superior approved on it, else the list that stood when it was sent; one that was proposed later is not what was asked."""
    lists = NomineeList.objects.filter(election=request.election, kind=LISTS[Request.Kind(request.kind)])
    sent = lists.filter(proposed_at__lte=request.entered_at).order_by("version")
    return lists.filter(request=request).last() or sent.last() or standing_list(request.election, LISTS[Request.Kind(request.kind)])


def forms_of(channel: Channel, election: Election) -> Iterator[Offer]:
    kind, title = FORM_KINDS[channel], f"{_body(election)}{FORMS[channel]}"
    yield Offer(kind, "blank", f"{title}（空白）", partial(blank_form, election, channel))
    found = Nomination.objects.standing().filter(election=election, channel=channel.value)
    for nomination in found.select_related("nominee__entry__branch", "contest", "election"):
        named = f"{title}（{nomination.nominee.entry.name}，{POSTS[nomination.contest.post]}）"
        yield Offer(kind, str(nomination.pk), named, partial(nomination_form, nomination))


def recommendation_slips(election: Election) -> Iterator[Offer]:
    """One print run for each category that receives slips."""
    for count in _open_counts(election, SlipCount.Kind.RECOMMENDATION):
        for category in [category for category, people in count.people.items() if people]:
            slip = recommendation_slip(count, category)
            yield Offer("recommendation_slip", f"{count.pk}-{category}", f"{slip.title}（{slip.category}）", partial(_made, slip))


def trust_slips(election: Election) -> Iterator[Offer]:
    for count in _open_counts(election, SlipCount.Kind.TRUST):
        for category in count.people:
            slip = trust_slip(count, category)
            yield Offer("trust_slip", f"{count.pk}-{category}", f"{slip.title}（{slip.category}）", partial(_made, slip))


def committee_ballots(election: Election) -> Iterator[Offer]:
    for count in _open_counts(election, SlipCount.Kind.COMMITTEE):
        ballot = committee_ballot(count)
        yield Offer("committee_ballot", str(count.pk), ballot.title, partial(_made, ballot))


def pledges(election: Election) -> Iterator[Offer]:
    """Of those on the list: the signed one, or the paper to sign once concerns were taken up."""
    people = finalists(election)
    signed = {pledge.nominee_id: pledge for pledge in standing_pledges(people)}
    taken_up = set(ConcernChoice.objects.filter(nominee__in=people).values_list("nominee", flat=True))
    for nominee in people:
        title = f"{nominee.entry.name}竞职承诺书"
        if nominee.pk in signed:
            yield Offer("pledge", str(nominee.pk), title, partial(pledge_paper, signed[nominee.pk]))
        elif nominee.pk in taken_up:
            yield Offer("pledge", str(nominee.pk), f"{title}（待签）", partial(pledge_to_sign, nominee))


def request_letters(election: Election) -> Iterator[Offer]:
    for request in Request.objects.filter(election=election, kind__in=LISTS).select_related("election", "submitted_by"):
        yield Offer("request_letter", str(request.pk), request.title, partial(_request_letter, request))


def replies(election: Election) -> Iterator[Offer]:
    found = Reply.objects.filter(request__election=election, request__kind__in=LISTS, kind=Reply.Kind.APPROVED)
    for reply in found.select_related("request__election"):
        yield Offer("reply", str(reply.pk), reply_title(reply), partial(_reply_letter, reply))


PAPERS: Mapping[str, Offers] = {
    **{FORM_KINDS[channel]: partial(forms_of, channel) for channel in Channel},
    "recommendation_slip": recommendation_slips,
    "trust_slip": trust_slips,
    "committee_ballot": committee_ballots,
    "pledge": pledges,
    "request_letter": request_letters,
    "reply": replies,
}


def _request_letter(request: Request) -> RequestLetter:
    return request_letter(request, people_of_request(request))


def _reply_letter(reply: Reply) -> ReplyLetter:
    return reply_letter(reply, people_of_request(reply.request))


def _made(paper: Snapshot) -> Snapshot:
    return paper


def _open_counts(election: Election, kind: SlipCount.Kind) -> list[SlipCount]:
    """Slips are printed until the count is certified."""
    return list(SlipCount.objects.filter(election=election, kind=kind, certified_at=None).select_related("election__community"))


def _form(
    election: Election, channel: Channel, person: Person, particulars: forms.Particulars, nomination: Nomination | None = None
) -> forms.NominationForm:
    facts: dict[str, Any] = {
        "title": f"{_body(election)}{FORMS[channel]}",
        "organisation": organisation_of(election),
        "election": election_name(election.community.name, election.community.title),
        "nominee": person,
        "particulars": particulars,
        "reason": nomination.reason if nomination else "",
        "signed_on": timezone.localdate(nomination.received_at) if nomination else None,
    }
    if channel is Channel.SELF:
        return forms.SelfNominationForm(**facts)
    if channel is Channel.ORGANISATION:
        return forms.OrganisationNominationForm(**facts, recommended_by=nomination.organisation if nomination else "")
    unit = election.rules.joint_nomination_unit
    lines = tuple(_endorsement(line, unit) for line in nomination.endorsers.select_related("entry")) if nomination else ()
    return forms.JointNominationForm(**facts, needed=election.rules.joint_nomination, unit=UNITS[unit], endorsements=lines)


def _endorsement(line: Endorser, unit: str) -> forms.Endorsement:
    """A member without an address on the sheet lives where the roll says."""
    identity = "户主" if unit == "household" else "党员" if line.entry else "居民"
    written = "".join((_with_word(line.building, "幢"), _with_word(line.unit, "单元"), _with_word(line.room, "室")))
    telephone, address = (line.entry.telephone, line.entry.address) if line.entry else ("", "")
    return forms.Endorsement(name=line.name, identity=identity, address=written or address, telephone=telephone)


def _with_word(place: str, word: str) -> str:
    return f"{place}{word}" if place[-1:].isdigit() else place


def _post(found: Mapping[str, Any], blanks: int) -> slips.SlipPost:
    names = tuple(candidate["name"] for candidate in found["candidates"])
    return slips.SlipPost(post=POSTS[found["post"]], seats=found["seats"], nominees=names, blanks=blanks)


def _pledge(nominee: Nominee, promises: Sequence[Promise], signed_on: date | None) -> PledgePaper:
    election = nominee.election
    names = free_names_on(final_list(election))
    posts = [POSTS[contest.post] for contest in _contests(election) if nominee in names.get(contest.code, ())]
    return PledgePaper(
        title="竞职承诺书",
        organisation=organisation_of(election),
        name=nominee.entry.name,
        post="、".join(posts),
        promises=tuple(promises),
        telephone=election.office.telephone,
        signed_on=signed_on,
    )


def _contests(election: Election) -> list[Contest]:
    """By post, from the secretary down, in whatever order they are decided."""
    return sorted(Contest.objects.filter(election=election), key=lambda contest: list(POSTS).index(contest.post))


def _body(election: Election) -> str:
    """京都苑社区党委, as a slip's title begins."""
    return f"{election.community.name}{SHORT_BODIES[election.community.title]}"
