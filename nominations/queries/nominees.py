"""Who is nominated, who still stands, who may be on the next list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from elections.models import Account, Appointment, Contest, Election
from elections.queries.notices import held_entries
from elections.rules.stroke_order import sort_key
from nominations.models import ListedName, Nomination, Nominee, NomineeList, NomineeStep
from nominations.rules.nominee_steps import has_consented, is_in


def standing_nominees(election: Election) -> list[Nominee]:
    """Neither withdrawn, struck, failed nor taken off the roll; in stroke order. Those who are held are among them."""
    found = Nominee.objects.filter(election=election).with_steps()
    return in_stroke_order(nominee for nominee in found if stands(nominee))


def stands(nominee: Nominee) -> bool:
    return is_in(nominee.steps_taken) and nominee.entry.disqualified_at is None and nominee.entry.removed_at is None


def available_nominees(election: Election) -> list[Nominee]:
    """Who may be on the next list: stands, has consented, and no objection is open."""
    held = held_entries(election)
    return [nominee for nominee in standing_nominees(election) if has_consented(nominee.steps_taken) and nominee.entry_id not in held]


def in_stroke_order(nominees: Iterable[Nominee]) -> list[Nominee]:
    return sorted(nominees, key=lambda nominee: (sort_key(nominee.entry.name), nominee.entry.number))


def labels(nominees: Iterable[Nominee]) -> dict[int, str]:
    """Names as they stand on a slip, by nominee: two people of one name carry their number on the roll."""
    nominees = list({nominee.pk: nominee for nominee in nominees}.values())
    times = Counter(nominee.entry.name for nominee in nominees)
    return {
        nominee.pk: nominee.entry.name if times[nominee.entry.name] == 1 else f"{nominee.entry.name}（{nominee.entry.number}）"
        for nominee in nominees
    }


def accepts_other_post(nominee: Nominee) -> bool:
    """Said with the last consent (服从调整)."""
    said = [step.accepts_other_post for step in nominee.steps.all() if step.step == "consented"]
    return bool(said) and said[-1]


def sought_contests(election: Election) -> dict[int, set[int]]:
    """Nominee -> contests for which a nomination stands, or the list of an open nomination that was over on paper names them."""
    sought: dict[int, set[int]] = {}
    sheets = Nomination.objects.standing().filter(election=election).values_list("nominee", "contest")
    for nominee, contest in [*sheets, *_nominated_on_paper(election).values_list("nominee", "contest")]:
        sought.setdefault(nominee, set()).add(contest)
    return sought


def _nominated_on_paper(election: Election) -> QuerySet[ListedName]:
    return ListedName.objects.filter(list__in=NomineeList.objects.standing().filter(election=election, kind=NomineeList.Kind.NOMINATED))


def channels_of(election: Election) -> dict[int, list[str]]:
    """Nominee -> channels, each once, in the order in which they came."""
    found: dict[int, list[str]] = {}
    for nominee, channel in Nomination.objects.standing().filter(election=election).values_list("nominee", "channel"):
        if channel not in found.setdefault(nominee, []):
            found[nominee].append(channel)
    return found


def nominees_for(contest: Contest) -> list[Nominee]:
    """Available nominees whom a standing nomination proposes for this post."""
    sought = sought_contests(contest.election)
    return [nominee for nominee in available_nominees(contest.election) if contest.pk in sought.get(nominee.pk, ())]


@dataclass(frozen=True, slots=True)
class NomineeLine:
    """A nominee in a list: posts, channels and organisations of the sheets that stand, when the newest of them came, and what is open."""

    nominee: Nominee
    posts: Sequence[str]
    channels: Sequence[str]
    organisations: Sequence[str]
    newest_sheet: datetime | None
    stands: bool
    consented: bool
    held: bool

    @property
    def step(self) -> NomineeStep | None:
        """The newest."""
        taken = list(self.nominee.steps.all())
        return taken[-1] if taken else None


def nominee_lines(election: Election) -> list[NomineeLine]:
    """Everybody ever nominated in stroke order, those who stand first."""
    people = Nominee.objects.filter(election=election).with_steps()
    held = held_entries(election)
    sheets: dict[int, list[Nomination]] = {}
    for sheet in Nomination.objects.standing().filter(election=election).select_related("contest").order_by("contest__order", "pk"):
        sheets.setdefault(sheet.nominee_id, []).append(sheet)
    on_paper: dict[int, list[str]] = {}
    for nominee, post in _nominated_on_paper(election).values_list("nominee", "contest__post"):
        on_paper.setdefault(nominee, []).append(post)
    lines = [
        _line(nominee, sheets.get(nominee.pk, []), on_paper.get(nominee.pk, []), nominee.entry_id in held)
        for nominee in in_stroke_order(people)
    ]
    return sorted(lines, key=lambda line: not line.stands)


def _line(nominee: Nominee, sheets: Sequence[Nomination], on_paper: Sequence[str], held: bool) -> NomineeLine:
    return NomineeLine(
        nominee=nominee,
        posts=tuple(dict.fromkeys([*(sheet.contest.post for sheet in sheets), *on_paper])),
        channels=tuple(dict.fromkeys(sheet.channel for sheet in sheets)),
        organisations=tuple(dict.fromkeys(sheet.organisation for sheet in sheets if sheet.organisation)),
        newest_sheet=max((sheet.received_at for sheet in sheets), default=None),
        stands=stands(nominee),
        consented=has_consented(nominee.steps_taken),
        held=held,
    )


def nominee(election: Election, pk: int) -> Nominee | None:
    return (
        Nominee.objects.filter(election=election, pk=pk).with_steps().select_related("entry__account", "entry__branch", "election").first()
    )


def accounts_at_work(election: Election, now: datetime) -> list[Account]:
    """Who works on this election: at the community or at the street."""
    held = Appointment.objects.in_force(now).filter(organisation__in=[election.community_id, election.cycle.office_id])
    return list(Account.objects.filter(pk__in=held.values("account"), closed_at=None).order_by("display_name"))


def accounts_named(accounts: Iterable[Account], name: str) -> list[Account]:
    """Whose account carries this name: perhaps the same person."""
    return [account for account in accounts if name in account.display_name]
