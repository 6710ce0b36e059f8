"""海推: whether nominations are being taken, who took part, and where names are missing."""

from datetime import datetime
from typing import Literal, cast

from elections.models import Contest, Election, RollEntry
from elections.queries.notices import standing_announcement
from elections.queries.results import from_committee
from elections.rules.issues import Issue
from elections.rules.slate import ListedContest
from nominations.models import Endorser, NominationRound, Nominee
from nominations.rules.lists import list_issues
from nominations.rules.participation import Participation

from .nominees import available_nominees, labels, sought_contests


def open_round(election: Election) -> NominationRound | None:
    """The round that nobody has closed yet; whether its time has come is another question."""
    return NominationRound.objects.filter(election=election, closed_at=None).first()


def rounds_of(election: Election) -> list[NominationRound]:
    return list(NominationRound.objects.filter(election=election).select_related("opened_by", "closed_by", "remedy"))


def takes_nominations(found: NominationRound, at: datetime) -> bool:
    return found.opens_at <= at < found.closes_at


def members_who_may_recommend(election: Election) -> int:
    return RollEntry.objects.filter(election=election, may_recommend=True).standing().members().count()


def participation(election: Election, members: int, residents: int) -> Participation:
    return Participation(members, members_who_may_recommend(election), residents, election.rules.participation_target)


def last_closed_round(election: Election) -> NominationRound | None:
    """Its figures count everybody who took part in all rounds."""
    return NominationRound.objects.filter(election=election).exclude(closed_at=None).last()


def last_participation(election: Election) -> Participation | None:
    """As it stands since the last close; None before it."""
    closed = last_closed_round(election)
    return closed_participation(closed) if closed else None


def closed_participation(closed: NominationRound) -> Participation:
    members, of, residents = cast(tuple[int, int, int], (closed.members_took_part, closed.members_of, closed.residents_took_part))
    return Participation(members, of, residents, closed.election.rules.participation_target)


def endorsers_on_sheets(election: Election) -> tuple[int, int]:
    """Different members and different residents (or households) on the sheets that stand."""
    lines = Endorser.objects.filter(nomination__election=election, nomination__struck_at=None)
    members = lines.filter(entry__isnull=False).values("entry").distinct().count()
    residents = lines.filter(entry=None).values("key").distinct().count()
    return members, residents


def listed_contests(election: Election, names: dict[str, list[Nominee]]) -> list[ListedContest]:
    """Every contest of the election with the names given for it."""
    words = labels(nominee for listed in names.values() for nominee in listed)
    return [
        ListedContest(
            code=contest.code,
            post=contest.post,
            stage=contest.stage,
            seats=contest.seats,
            names_at_least=contest.names_at_least,
            names=tuple(words[nominee.pk] for nominee in names.get(contest.code, [])),
        )
        for contest in Contest.objects.filter(election=election)
    ]


def shortages(election: Election) -> tuple[Issue, ...]:
    """What the nominations so far could not make a preliminary list of: shown long before the list is proposed."""
    sought = sought_contests(election)
    available = available_nominees(election)
    names = {
        contest.code: [nominee for nominee in available if contest.pk in sought.get(nominee.pk, ())]
        for contest in Contest.objects.filter(election=election)
    }
    return list_issues(listed_contests(election, names), election.rules, "preliminary", leaders_from_committee=from_committee(election))


def announced_until(election: Election) -> datetime | None:
    """The end of nominations that the announcement in force promises."""
    announcement = standing_announcement(election)
    return announcement.closes_at if announcement else None


Course = Literal["none", "waits", "takes", "over", "closed"]


def outlook(election: Election, now: datetime) -> Course:
    """Where the open nomination stands: no round yet, one that waits for its hour, takes sheets, is over, or was closed."""
    rounds = rounds_of(election)
    if not rounds:
        return "none"
    last = rounds[-1]
    if last.closed_at is not None:
        return "closed"
    if now < last.opens_at:
        return "waits"
    return "takes" if takes_nominations(last, now) else "over"
