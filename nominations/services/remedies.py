"""Too few nominees: extension with a new announcement, a second round, the organisation recommends, fewer seats — each with a reply."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from elections.models import Account, Contest, Election, PostsPlan, Request
from elections.rules.acts import Act
from elections.rules.contests import least_names
from elections.rules.issues import Issue, RuleViolation
from elections.services.acting import ElectionAct, election_act
from elections.services.requests import approved_request
from nominations.models import ShortageRemedy

Kind = ShortageRemedy.Kind


def remedy_shortage(
    election: Election, *, actor: Account, kind: str, contest: Contest | None = None, seats: int | None = None
) -> ShortageRemedy:
    """What the superior's newest reply on the shortage allows: one remedy for each reply.

    Fewer seats need `contest` and `seats`, a recommendation may name a post.
    """
    with election_act(Act.REMEDY_SHORTAGE, election, actor) as act:
        request = approved_request(act.office, act.election, Request.Kind.TOO_FEW_NOMINEES)
        if request is None:
            raise RuleViolation([Issue("approval_missing", {"kind": Request.Kind.TOO_FEW_NOMINEES.value})])
        standing = ShortageRemedy.objects.filter(request=request).first()
        if standing is not None:
            same = (standing.kind, standing.contest, standing.seats) == (kind, contest, seats)
            act.refuse([] if same else [Issue("reply_used", {"remedy": standing.kind, "on": _day(standing.decided_at)})])
            act.repeats()
            return standing
        act.refuse(_form_issues(act, kind, contest, seats))
        if kind == Kind.FEWER_SEATS and contest is not None and seats is not None:
            _give_up_seats(act, contest, seats)
        made = ShortageRemedy.objects.create(
            election=act.election, kind=kind, request=request, contest=contest, seats=seats, decided_at=act.now, decided_by=act.officer
        )
        act.record(made, kind=kind, request=request.pk, contest=contest.code if contest else None, seats=seats)
        return made


def lock_remedy(remedy: ShortageRemedy | None) -> ShortageRemedy | None:
    return ShortageRemedy.objects.select_for_update().get(pk=remedy.pk) if remedy else None


def remedy_issues(act: ElectionAct, remedy: ShortageRemedy | None, kind: Kind) -> Iterator[Issue]:
    """Within another act that rests on a remedy: the right one, of this election, and not used up."""
    if remedy is None or remedy.election_id != act.election.pk or remedy.kind != kind:
        yield Issue("remedy_missing", {"remedy": kind.value})
    elif hasattr(remedy, "round") or hasattr(remedy, "slip_count"):
        yield Issue("remedy_used", {"remedy": kind.value, "on": _day(remedy.decided_at)})


def _form_issues(act: ElectionAct, kind: str, contest: Contest | None, seats: int | None) -> Iterator[Issue]:
    if kind not in Kind.values:
        yield Issue("remedy_unknown", {"remedy": kind})
    if contest is not None and contest.election_id != act.election.pk:
        yield Issue("contest_of_another_election", {"post": contest.code})
    elif kind == Kind.FEWER_SEATS:
        yield from _fewer_seats_issues(contest, seats)


def _fewer_seats_issues(contest: Contest | None, seats: int | None) -> Iterator[Issue]:
    if contest is None or seats is None:
        yield Issue("fewer_seats_without_figure", {})
    elif contest.post == Contest.Post.SECRETARY:
        yield Issue("fewer_seats_of_secretary", {})
    elif not 1 <= seats < contest.seats:
        yield Issue("fewer_seats_not_fewer", {"seats": contest.seats, "wanted": seats})


def _give_up_seats(act: ElectionAct, contest: Contest, seats: int) -> None:
    """The plan's 职数 follows, so that every later figure agrees with the contests."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    fewer = contest.seats - seats
    contest.seats, contest.names_at_least = seats, least_names(contest.post, seats, act.election.rules)
    contest.save(update_fields=["seats", "names_at_least"])
    plan = PostsPlan.objects.select_for_update().filter(election=act.election).first()
    if plan is not None:
        _follow(plan, contest.post, fewer)


def _follow(plan: PostsPlan, post: str, fewer: int) -> None:
    if post == Contest.Post.DISCIPLINE:
        plan.discipline -= fewer
    else:
        plan.deputies -= fewer if post == Contest.Post.DEPUTY else 0
        plan.size -= fewer if plan.includes_leaders or post == Contest.Post.COMMITTEE else 0
    plan.names = {code: names for code, names in plan.names.items() if code != post}
    plan.save(update_fields=["discipline", "deputies", "size", "names"])


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()
