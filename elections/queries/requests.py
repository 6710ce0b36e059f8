"""报送: what an election may ask of its superior, whether it needs to where it stands, and what was asked before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Max, QuerySet
from django.utils import timezone

from elections.models import Document, Election, Exclusion, Meeting, PostsPlan, Request, RollEntry
from elections.rules.acts import Milestone
from elections.rules.phases import Phase

from .inbox import requests_of
from .readiness import reached_milestones

Kind, State = Request.Kind, Request.State
BY_REPORT = frozenset({Kind.RESULT})  # made by the act that files the report, with its papers


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of request. `before` is the last one of that kind; `fits` where the election goes on only with the reply."""

    kind: str
    fits: bool
    before: Request | None = None

    @property
    def is_waiting(self) -> bool:
        return self.before is not None and self.before.state == State.SUBMITTED

    @property
    def is_needed(self) -> bool:
        return self.fits or self.returned is not None

    @property
    def returned(self) -> Request | None:
        return self.before if self.before and self.before.state == State.RETURNED else None


@dataclass
class Asking:
    """What an election has asked so far, and the facts that tell what it still has to ask."""

    election: Election
    now: datetime
    asked: list[Request] = field(default_factory=list)

    @cached_property
    def reached(self) -> frozenset[Milestone]:
        return reached_milestones(self.election)

    @cached_property
    def posts_set_at(self) -> datetime | None:
        return PostsPlan.objects.filter(election=self.election).values_list("set_at", flat=True).first()

    @cached_property
    def excluded(self) -> int:
        return self._exclusions.count()

    @cached_property
    def excluded_at(self) -> datetime | None:
        newest: datetime | None = self._exclusions.aggregate(newest=Max("proposed_at"))["newest"]
        return newest

    @cached_property
    def part_time(self) -> set[int]:
        return set(RollEntry.objects.filter(election=self.election, part_time=True).standing().values_list("pk", flat=True))

    @property
    def _exclusions(self) -> QuerySet[Exclusion]:
        return Exclusion.objects.filter(entry__election=self.election, entry__removed_at=None, state=Exclusion.State.PROPOSED)

    def last(self, kind: str) -> Request | None:
        return next((request for request in reversed(self.asked) if request.kind == kind), None)

    def matter(self, kind: str) -> Matter:
        before = self.last(kind)
        return Matter(kind, self._fits(kind) and not self._is_asked(kind, before), before)

    def _is_asked(self, kind: str, before: Request | None) -> bool:
        """Waiting or approved, for what stands now: what was settled after the request is not covered by it."""
        if before is None or before.state == State.RETURNED:
            return False
        if kind == Kind.CAPACITY_TO_STAND and before.state != State.SUBMITTED and before.people is not None:
            return self.part_time <= set(before.people)
        if before.state == State.SUBMITTED or kind not in {Kind.PLAN, Kind.EXCLUSIONS}:
            return True
        settled_at = self.posts_set_at if kind == Kind.PLAN else self.excluded_at
        return settled_at is None or before.covers(settled_at)

    def _fits(self, kind: str) -> bool:
        """Whether the election, where it stands, goes on only with the reply."""
        reached, phase = self.reached, self.election.phase
        match kind:
            case Kind.PLAN:
                return phase == Phase.PREPARATION and Milestone.PLAN_APPROVED not in reached
            case Kind.EXCLUSIONS:
                return Milestone.ROLL_CLOSED not in reached and bool(self.excluded)
            case Kind.CAPACITY_TO_STAND:
                return Milestone.SLATE_CERTIFIED not in reached and bool(self.part_time)
            case Kind.PRELIMINARY:
                return phase in {Phase.DIRECTED_RECOMMENDATION, Phase.VETTING} and Milestone.PRELIMINARY_APPROVED not in reached
            case Kind.RESERVE:
                return Milestone.COMMITTEE_BALLOT_CERTIFIED in reached and Milestone.RESERVE_APPROVED not in reached
            case Kind.DELEGATES_MEETING:
                delegates = self.election.form == Election.Form.DELEGATES
                return delegates and not Meeting.objects.filter(election=self.election).exists()
            case Kind.POSTPONEMENT:
                ends = self.election.term_ends_on
                return ends is not None and Milestone.RESULT_CERTIFIED not in reached and timezone.localdate(self.now) > ends
        return False


def asking(election: Election, now: datetime) -> Asking:
    return Asking(election, now, list(requests_of([election]).order_by("pk")))


def matters(found: Asking) -> list[Matter]:
    """Every kind that is asked for by itself; what is needed now stands first."""
    made = [found.matter(kind) for kind in Kind if kind not in BY_REPORT]
    return sorted(made, key=lambda matter: not matter.is_needed)


def request_of(election: Election, pk: int) -> Request | None:
    return requests_of([election]).filter(pk=pk).first()


def is_newest(request: Request) -> bool:
    """Of its kind in its election: only the last one that was returned is asked anew."""
    return not Request.objects.filter(election=request.election, kind=request.kind, pk__gt=request.pk).exists()


def letters_of(request: Request, documents: Iterable[Document]) -> list[Document]:
    """The 请示 and the 批复 that were made of it, among the documents that a reader may open."""
    about = request.title.removeprefix("关于").removesuffix("的请示")
    made = [item for item in documents if item.drafted_at >= request.entered_at and not item.superseded_by_id]
    letters = [item for item in made if item.kind == "request_letter" and item.title == request.title]
    return letters + [item for item in made if item.kind == "reply" and about in item.title]
