"""海推: when nominations are taken, and what they came to."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from elections.models import Account, Document, Election, MilestoneRecord
from elections.queries.clock import election_now
from elections.queries.slate import facts_of
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act, is_earlier_day
from nominations.models import Nomination, NominationRound, Nominee, ShortageRemedy
from nominations.queries.lists import people_for_notice
from nominations.queries.rounds import announced_until, endorsers_on_sheets, last_closed_round, open_round, participation
from nominations.rules.endorsement import Channel
from nominations.rules.participation import Participation, participation_issues

from .remedies import lock_remedy, remedy_issues

ANNOUNCEMENT = "announcement"


def open_nomination_round(
    election: Election,
    *,
    actor: Account,
    opens_at: datetime,
    closes_at: datetime,
    remedy: ShortageRemedy | None = None,
    late_reason: str = "",
) -> NominationRound:
    """The first round follows the announcement; a further one needs the superior's reply and a new announcement.

    One that began on an earlier day, or is over already, is entered late: what was received then can be registered, nothing else.
    """
    begun = _begun(election, opens_at, closes_at)
    with election_act(Act.OPEN_NOMINATION_ROUND, election, actor, fact_at=begun, late_reason=late_reason) as act:
        standing = open_round(act.election)
        if standing is not None and (standing.opens_at, standing.closes_at) == (opens_at, closes_at):
            act.repeats()
            return standing
        remedy = lock_remedy(remedy)
        act.refuse(_opening_issues(act, standing, opens_at, closes_at, remedy))
        if closes_at <= act.now:
            act.backdates()
        made = NominationRound.objects.create(
            election=act.election,
            number=NominationRound.objects.filter(election=act.election).count() + 1,
            remedy=remedy,
            opens_at=opens_at,
            closes_at=closes_at,
            opened_at=act.now,
            opened_by=act.officer,
        )
        milestones.revoke(act, Milestone.OPEN_NOMINATION_CLOSED)
        act.record(made, number=made.number, opens_at=_stamp(opens_at), closes_at=_stamp(closes_at), remedy=remedy.pk if remedy else None)
        return made


def close_open_nomination(
    election: Election,
    *,
    actor: Account,
    members_took_part: int,
    residents_took_part: int,
    closed_at: datetime | None = None,
    late_reason: str = "",
) -> MilestoneRecord:
    """The result of the open nomination. Both numbers are those of everybody who took part so far, in every round and channel."""
    with election_act(Act.CLOSE_OPEN_NOMINATION, election, actor, fact_at=closed_at, late_reason=late_reason) as act:
        found = open_round(act.election)
        if found is None:
            return _already_closed(act, members_took_part, residents_took_part)
        figures = participation(act.election, members_took_part, residents_took_part)
        act.refuse(_closing_issues(act, found, figures))
        found.members_took_part, found.members_of, found.residents_took_part = figures.members, figures.members_of, figures.residents
        found.closed_at, found.closed_by = act.fact_at, act.officer
        found.save(update_fields=["members_took_part", "members_of", "residents_took_part", "closed_at", "closed_by"])
        reached = milestones.reach(act, Milestone.OPEN_NOMINATION_CLOSED, facts=_facts(act, figures))
        act.record(
            reached,
            round=found.number,
            nominees=len(reached.facts["nominees"]),
            members=figures.members,
            of=figures.members_of,
            residents=figures.residents,
        )
        return reached


def _begun(election: Election, opens_at: datetime, closes_at: datetime) -> datetime | None:
    """When it began, where that is another day than today or it is over; otherwise it begins with the act."""
    now = election_now(election)
    is_past = opens_at < now and (is_earlier_day(opens_at, now) or closes_at <= now)
    return opens_at if is_past else None


def _already_closed(act: ElectionAct, members: int, residents: int) -> MilestoneRecord:
    reached = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.OPEN_NOMINATION_CLOSED).first()
    closed = last_closed_round(act.election)
    if reached is None or closed is None:
        raise RuleViolation([Issue("no_round_open", {})])
    act.repeats(closed, members_took_part=members, residents_took_part=residents)
    return reached


def _opening_issues(
    act: ElectionAct, standing: NominationRound | None, opens_at: datetime, closes_at: datetime, remedy: ShortageRemedy | None
) -> Iterator[Issue]:
    if opens_at >= closes_at:
        yield Issue("round_times_out_of_order", {"opens": minute(opens_at), "closes": minute(closes_at)})
    announced = announced_until(act.election)
    figures = {"closes": minute(closes_at), "announced": minute(announced) if announced else ""}
    if announced is not None and figures["closes"] < figures["announced"]:
        yield Issue("round_ends_before_announced", figures)
    elif announced is not None and figures["closes"] > figures["announced"] and remedy is None:
        yield Issue("round_ends_after_announced", figures)
    if standing is not None:
        yield Issue("round_not_closed_yet", {"number": standing.number, "closes": minute(standing.closes_at)})
    elif NominationRound.objects.filter(election=act.election).exists():
        yield from remedy_issues(act, remedy, ShortageRemedy.Kind.EXTENSION)
        if remedy is not None and not _announced_since(act, remedy.decided_at):
            yield Issue("new_announcement_missing", {"since": minute(remedy.decided_at)})


def _announced_since(act: ElectionAct, at: datetime) -> bool:
    """A new 公告, written and posted after the superior's reply was recorded."""
    papers = Document.objects.filter(election=act.election, kind=ANNOUNCEMENT, superseded_by=None, drafted_at__gte=at)
    if papers.filter(state=Document.State.POSTED).exists():
        return True
    again = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.ELECTION_ANNOUNCED)
    return again.filter(entered_at__gte=at).exists()


def _closing_issues(act: ElectionAct, found: NominationRound, figures: Participation) -> Iterator[Issue]:
    if act.fact_at < found.closes_at:
        yield Issue("nominations_still_open", {"closes": minute(found.closes_at), "now": minute(act.fact_at)})
    members, residents = endorsers_on_sheets(act.election)
    yield from participation_issues(figures, members_on_sheets=members, residents_on_sheets=residents)


def _facts(act: ElectionAct, figures: Participation) -> dict[str, object]:
    """Everything that later reports say of the open nomination."""
    people = people_for_notice(act.election, None)
    entries = {nominee.entry_id: nominee.entry for nominee in Nominee.objects.filter(election=act.election).select_related("entry__branch")}
    by_channel = {channel.value: sum(channel.value in person.channels for person in people) for channel in Channel}
    return {
        "rounds": NominationRound.objects.filter(election=act.election).count(),
        **participation_facts(figures),
        "nominations": Nomination.objects.standing().filter(election=act.election).count(),
        "by_channel": by_channel,
        "nominees": [facts_of(entries[person.entry]) | person.to_json() for person in people],
    }


def participation_facts(figures: Participation) -> dict[str, object]:
    return {
        "members_took_part": figures.members,
        "members_of": figures.members_of,
        "members_rate": str(figures.rate),
        "residents_took_part": figures.residents,
    }


def minute(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
