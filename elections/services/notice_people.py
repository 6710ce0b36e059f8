"""Who is to stand on a notice. The lists belong to nominations, so the project says where to ask (settings.NOTICE_PEOPLE)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from elections.models import Election, Notice, RollEntry
from elections.queries.notices import entries_on, interrupted_notice

from .notice_papers import Listed


@dataclass(frozen=True, slots=True)
class NoticePeople:
    """Everybody on the list in its order; `held` are the entries about whom an objection is open."""

    everybody: tuple[Listed, ...] = ()
    held: frozenset[int] = frozenset()

    @property
    def listed(self) -> tuple[Listed, ...]:
        return tuple(person for person in self.everybody if person.entry.pk not in self.held)

    @property
    def left_out(self) -> tuple[Listed, ...]:
        return tuple(person for person in self.everybody if person.entry.pk in self.held)


People = Callable[[Election, int], NoticePeople]


def people_for(election: Election, number: int) -> NoticePeople:
    """For round `number`, as the lists stand now; on a notice that was taken down whoever stood on it stays."""
    return _with(_asked(election, number), interrupted_notice(election, number))


def people_on_correction(notice: Notice, *, material: bool) -> NoticePeople:
    """A slip of the pen leaves the list as it is, with the facts as the roll has them now; else it is the list of today."""
    if material:
        return _with(_asked(notice.election, notice.round), notice)
    entries = RollEntry.objects.in_bulk([row["entry"] for row in notice.people])
    return NoticePeople(
        tuple(
            Listed(entry=entries[row["entry"]], posts=tuple(row["posts"]), channels=row["channels"], note=row["note"])
            for row in notice.people
        )
    )


def _asked(election: Election, number: int) -> NoticePeople:
    found: People = import_string(settings.NOTICE_PEOPLE)
    return found(election, number)


def _with(people: NoticePeople, posted: Notice | None) -> NoticePeople:
    return NoticePeople(people.everybody, people.held - entries_on(posted))
