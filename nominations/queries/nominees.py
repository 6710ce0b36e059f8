"""Who is nominated, who still stands, who may be on the next list."""

from collections import Counter
from collections.abc import Iterable

from elections.models import Contest, Election
from elections.queries.notices import held_entries
from elections.rules.stroke_order import sort_key
from nominations.models import Nomination, Nominee
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
    """Nominee -> contests for which a nomination stands."""
    sought: dict[int, set[int]] = {}
    for nominee, contest in Nomination.objects.standing().filter(election=election).values_list("nominee", "contest"):
        sought.setdefault(nominee, set()).add(contest)
    return sought


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
