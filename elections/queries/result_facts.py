"""The result as it is certified: every figure and every person that a report will ever show, as plain values."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from elections.models import BallotRound, Contest, Elected, Election, Meeting, Official, Outcome, SeatReduction
from elections.queries.counts import round_totals
from elections.queries.meetings import approved_officials, round_figures
from elections.queries.slate import facts_of, plan_of, profiles_of
from elections.rules.categories import category_of
from elections.rules.composition import age_on, composition_issues
from elections.rules.stroke_order import sort_key
from elections.rules.tally import ContestTotals

Facts = dict[str, Any]


def result_facts(election: Election, now: date) -> Facts:
    held = sorted(Meeting.objects.filter(election=election), key=lambda meeting: (meeting.is_plenary, meeting.pk))
    meetings = [_meeting_facts(meeting) for meeting in held]
    day = timezone.localdate(datetime.fromisoformat(meetings[0]["held_at"])) if meetings else now
    elected = [elected_facts(found, day) for found in elected_people(election)]
    return {
        "day": day.isoformat(),
        "meetings": meetings,
        "contests": list(Contest.objects.filter(election=election).values("code", "post", "stage", "seats", "order")),
        "elected": elected,
        "declined": [elected_facts(found, day) for found in _declined(election)],
        "given_up": {row.contest.code: row.seats for row in _reductions(election)},
        "targets_missed": _targets_missed(election, day),
    }


def elected_facts(found: Elected, day: date) -> Facts:
    return {
        **facts_of(found.entry),
        "contest": found.contest.code,
        "post": found.contest.post,
        "votes": found.votes,
        "present": found.present,
        "age": age_on(found.entry.born_on, day),
        "category": category_of(found.entry.capacities, found.entry.tags),
        "reelected": "re_elected" in found.entry.tags,
    }


def elected_people(election: Election) -> list[Elected]:
    """By post, and within it by the strokes of the surname: who had more votes is said only where votes are."""
    found = Elected.objects.standing().filter(contest__election=election).select_related("contest__election__cycle", "entry__branch")
    return sorted(found, key=lambda person: (person.contest.order, sort_key(person.name)))


def _declined(election: Election) -> list[Elected]:
    found = Elected.objects.filter(contest__election=election, declined_at__isnull=False)
    return list(found.select_related("contest__election__cycle", "entry__branch").order_by("pk"))


def _reductions(election: Election) -> list[SeatReduction]:
    return list(SeatReduction.objects.filter(contest__election=election).select_related("contest"))


def _targets_missed(election: Election, day: date) -> list[Facts]:
    """班子结构: a ballot cannot guarantee it, so it is said and not refused."""
    plan = plan_of(election)
    targets = plan.posts.composition if plan and plan.composition else election.rules.composition
    posts = [Contest.Post.SECRETARY, Contest.Post.DEPUTY, Contest.Post.COMMITTEE]
    people = {found.entry_id: found.entry for found in elected_people(election) if found.contest.post in posts}
    missed = composition_issues(targets, profiles_of(people.values(), day))
    return [{"code": issue.code, **issue.params} for issue in missed]


def _meeting_facts(meeting: Meeting) -> Facts:
    """Held on the day on which it elected: sittings before that one had no quorum, or their ballots do not count."""
    found = BallotRound.objects.filter(session__meeting=meeting, closed_at__isnull=False).order_by("number")
    rounds = {round: round_facts(round) for round in found.select_related("session__meeting__election__cycle")}
    held_at = next((round.session.held_on for round, facts in rounds.items() if facts["valid"]), meeting.starts_at)
    return {
        "kind": meeting.kind,
        "title": meeting.title,
        "held_at": held_at.isoformat(),
        "place": meeting.place,
        "chair": meeting.chair,
        "method": meeting.method,
        "sessions": meeting.sessions.count(),
        "officials": _official_facts(meeting),
        "rounds": list(rounds.values()),
    }


def _official_facts(meeting: Meeting) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {role: [] for role in Official.Role.values}
    for official in approved_officials(meeting):
        found[official.role].append(official.entry.name)
    return found


def round_facts(round: BallotRound) -> Facts:
    hall = round_figures(round)
    totals = round_totals(round)
    outcomes = Outcome.objects.standing().filter(round_contest__round=round).select_related("round_contest__contest")
    return {
        "number": round.number,
        "on": timezone.localtime(round.session.moment(round.opened_at)).isoformat(timespec="minutes"),
        "medium": round.medium,
        "voided": round.voided_at is not None,
        "figures": {name: getattr(hall, name) for name in hall.__dataclass_fields__},
        "ballots": {
            name: getattr(round, name) for name in ("printed", "issued", "spoiled", "left_over", "voters", "returned", "written_for")
        },
        "valid": all(outcome.ballot_valid for outcome in outcomes),
        "contests": [contest_facts(outcome, totals[outcome.round_contest.contest.code]) for outcome in outcomes],
    }


def contest_facts(outcome: Outcome, totals: ContestTotals) -> Facts:
    row = outcome.round_contest
    won = set(outcome.elected.values_list("name", flat=True))
    names = [
        {"name": name, "for": each.in_favour, "against": each.against, "abstain": each.abstain, "elected": name in won}
        for name, each in totals.names.items()
    ]
    return {
        "code": row.contest.code,
        "post": row.contest.post,
        "kind": row.kind,
        "seats": outcome.seats,
        "valid": totals.valid,
        "void": totals.void,
        "names": names,
        "write_ins": [{"name": name, "votes": votes, "elected": name in won} for name, votes in totals.write_ins.items()],
        "write_ins_refused": totals.write_ins_refused,
        "elected": list(outcome.elected.order_by("place").values_list("name", flat=True)),
        "tied": outcome.tied,
        "seats_left": outcome.seats_left,
        "next": outcome.next,
    }
