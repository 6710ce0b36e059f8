"""Too few nominees: the superior's reply, what it was used for, and what is still open to be done on it."""

from django.db.models import QuerySet

from elections.models import Contest, Election, Reply, Request
from nominations.models import ShortageRemedy

Kind = ShortageRemedy.Kind


def remedies_of(election: Election) -> list[ShortageRemedy]:
    found = ShortageRemedy.objects.filter(election=election).select_related("contest", "request", "decided_by", "round", "slip_count")
    return list(found)


def unused_remedy(election: Election, kind: str) -> ShortageRemedy | None:
    """The newest one on which no round and no count rests yet."""
    return ShortageRemedy.objects.filter(election=election, kind=kind, round=None, slip_count=None).last()


def remedy_for(election: Election, contest: Contest) -> ShortageRemedy | None:
    """On which an organisation may still recommend for this post; one that names the post comes before a general one."""
    found = ShortageRemedy.objects.filter(election=election, kind=Kind.ORGANISATION_RECOMMENDS)
    return found.filter(contest=contest).last() or found.filter(contest=None).last()


def organisation_recommends(election: Election) -> bool:
    return ShortageRemedy.objects.filter(election=election, kind=Kind.ORGANISATION_RECOMMENDS).exists()


def shortage_reply(election: Election) -> Reply | None:
    """The newest that allows something, with its scan, and that no remedy rests on yet."""
    found = Reply.objects.filter(request__in=_unused_requests(election), scan__isnull=False)
    return found.filter(kind__in=[Reply.Kind.APPROVED, Reply.Kind.FILED]).last()


def shortage_request(election: Election) -> Request | None:
    """The newest that no remedy rests on, in whatever state."""
    return _unused_requests(election).last()


def _unused_requests(election: Election) -> QuerySet[Request]:
    used = ShortageRemedy.objects.filter(election=election).values("request")
    return Request.objects.filter(election=election, kind=Request.Kind.TOO_FEW_NOMINEES).exclude(pk__in=used)
