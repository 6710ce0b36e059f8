"""Nominees and lists by rows, as scenery; what a test is about goes through the services."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from elections.models import Account, AuditEvent, Contest, Notice, Objection, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.decisions import Minutes
from nominations.models import ListedName, Nomination, NominationRound, Nominee, NomineeList, NomineeStep, SlipCount
from nominations.queries.slips import contests_on
from nominations.rules.slips import BatchFigures, chosen

from .office import Office

TO_CONSENT = ("nominated", "consented")
TO_LIST = (*TO_CONSENT, "proposed", "preliminary")
TO_VETTED = (*TO_LIST, "vetting_passed")


def verbs(office: Office) -> list[str]:
    return list(AuditEvent.objects.filter(chain__election=office.election).values_list("verb", flat=True))


def a_round(office: Office, *, closed: bool = False, days: int = 5) -> NominationRound:
    """Open from now on."""
    now = election_now(office.election)
    return NominationRound.objects.create(
        election=office.election,
        number=NominationRound.objects.filter(election=office.election).count() + 1,
        opens_at=now,
        closes_at=now + timedelta(days=days),
        opened_at=now,
        opened_by=office[Role.COMMUNITY_CLERK],
        **_close(office, now) if closed else {},
    )


def _close(office: Office, now: datetime) -> dict[str, object]:
    return {"closed_at": now, "closed_by": office[Role.COMMUNITY_CLERK], "members_took_part": 0, "members_of": 0, "residents_took_part": 0}


def nominate(office: Office, entries: Sequence[RollEntry], contest: Contest, steps: Sequence[str] = TO_CONSENT) -> list[Nominee]:
    found = NominationRound.objects.filter(election=office.election).first() or a_round(office, closed=True)
    return [_nominee(office, entry, contest, found, steps) for entry in entries]


def _nominee(office: Office, entry: RollEntry, contest: Contest, found: NominationRound, steps: Sequence[str]) -> Nominee:
    now, clerk = election_now(office.election), office[Role.COMMUNITY_CLERK]
    nominee, is_new = Nominee.objects.get_or_create(entry=entry, defaults={"election": office.election, "since": now})
    for step in steps if is_new else ():
        add_step(nominee, step, now, clerk)
    Nomination.objects.create(
        election=office.election,
        round=found,
        nominee=nominee,
        contest=contest,
        channel="self",
        received_at=now,
        registered_at=now,
        registered_by=clerk,
    )
    return nominee


def add_step(nominee: Nominee, step: str, at: datetime, by: Account, contest: Contest | None = None) -> NomineeStep:
    return NomineeStep.objects.create(nominee=nominee, step=step, contest=contest, fact_at=at, entered_at=at, by=by)


def a_list(office: Office, kind: str, names: Mapping[Contest, Sequence[Nominee]], *, approved: bool = True) -> NomineeList:
    now, by = election_now(office.election), office[Role.STREET_APPROVER]
    made = NomineeList.objects.create(
        election=office.election,
        kind=kind,
        version=1,
        proposed_at=now,
        proposed_by=office[Role.COMMUNITY_CLERK],
        approved_at=now if approved else None,
        approved_by=by if approved else None,
    )
    for contest, nominees in names.items():
        for order, nominee in enumerate(nominees, 1):
            ListedName.objects.create(list=made, contest=contest, nominee=nominee, order=order)
    return made


def minutes(**fields: object) -> Minutes:
    values = {
        "body": "community_committee",
        "matter": "初步人选",
        "place": "社区会议室",
        "chair": "张三",
        "due": 5,
        "present": 5,
        "votes_for": 5,
        "resolution": "同意",
    }
    return Minutes(**values | fields)  # type: ignore[arg-type]


def slips(count: SlipCount, votes: Mapping[str, Mapping[str, int]], *, issued: int, returned: int | None = None) -> BatchFigures:
    """A batch without void slips; `votes` by contest code and name."""
    back = issued if returned is None else returned
    return BatchFigures(
        issued, back, tuple(chosen(contest, valid=back, void=0, votes=votes.get(contest.code, {})) for contest in contests_on(count))
    )


def hold(office: Office, nominee: Nominee) -> Objection:
    """An open objection about the person."""
    now, by = election_now(office.election), office[Role.OBJECTION_HANDLER]
    notice = Notice.objects.standing().filter(election=office.election, round=1).first() or a_notice(office, 1)
    return Objection.objects.create(notice=notice, entry=nominee.entry, channel="letter", matter="反映", received_at=now, received_by=by)


def a_notice(office: Office, number: int) -> Notice:
    """Open for five days from now."""
    now = election_now(office.election)
    return Notice.objects.create(
        election=office.election,
        round=number,
        issuer="community" if number == 1 else "street",
        title="公示",
        length=5,
        unit="day",
        posted_at=now,
        opens_at=now,
        closes_at=now + timedelta(days=5),
        issued_by=office[Role.STREET_OFFICER],
        issued_at=now,
    )
