"""A real row for each address that names one: by the beginning of its route, a row of that kind that belongs to an election."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from elections import models as office
from elections.models import Election
from nominations import models as nominating

Rows = Callable[[Election], QuerySet[Any]]


def of_election(model: type[Model], way: str = "election") -> Rows:
    return lambda election: model._default_manager.filter(**{way: election})


def of_community(model: type[Model], way: str) -> Rows:
    return lambda election: model._default_manager.filter(**{way: election.community_id})


# The longest beginning that fits counts.
ROWS: Mapping[str, Rows] = {
    "account/sign-ins/": of_community(office.SignIn, "account__appointments__organisation"),
    "desk/office/organisations/": of_community(office.Organisation, "pk"),
    "desk/office/accounts/": of_community(office.Account, "appointments__organisation"),
    "desk/office/appointments/": of_community(office.Appointment, "organisation"),
    "desk/office/cycles/": of_election(office.Cycle, "elections"),
    "desk/office/trainings/": of_election(office.Training, "cycle__elections"),
    "desk/office/papers/": lambda election: office.Document.objects.filter(office=election.cycle.office_id, election=None),
    "documents/": of_election(office.Document),
    "papers/": of_election(office.Document),
    "print-runs/": lambda election: office.Job.objects.filter(election=election, kind="print_run"),
    "requests/": of_election(office.Request),
    "late-entries/": of_election(office.LateEntry),
    "roll/": lambda election: office.RollEntry.objects.filter(election=election).order_by("number"),
    "roll/import/": of_election(office.ImportedRoll),
    "roll/exclusions/": of_election(office.Exclusion, "entry__election"),
    "mobilisation/publicity/": of_election(office.PublicityItem),
    "mobilisation/attempts/": of_election(office.Contact, "entry__election"),
    "mobilisation/contacts/": of_election(office.RollEntry),
    "plan/presences/": of_election(office.LeaderPresence, "duty__election"),
    "notices/": of_election(office.Notice),
    "notices/places/": of_election(office.Posting, "notice__election"),
    "notices/reports/": of_election(office.Objection, "notice__election"),
    "meeting/": of_election(office.Meeting),
    "meeting/preparations/": of_election(office.PreparatoryMeeting),
    "meeting/candidates/": of_election(office.Candidate, "contest__election"),
    "hall/meetings/": of_election(office.Meeting),
    "hall/sessions/": of_election(office.MeetingSession, "meeting__election"),
    "hall/officials/": of_election(office.Official, "meeting__election"),
    "hall/check-in/": of_election(office.RollEntry),
    "hall/rounds/": of_election(office.BallotRound, "session__meeting__election"),
    "hall/elected/": of_election(office.Elected, "contest__election"),
    "decisions/": of_election(office.Decision),
    "files/": of_election(office.StoredFile),
    "course/milestones/": of_election(office.MilestoneRecord),
    "nomination/sheets/": of_election(nominating.Nomination),
    "nomination/nominees/": of_election(nominating.Nominee),
    "recommendation/counts/": of_election(nominating.SlipCount),
    "recommendation/batches/": of_election(nominating.SlipBatch, "count__election"),
    "candidacy/": lambda election: nominating.Nominee.objects.filter(
        election=election, entry__in=office.Candidate.objects.filter(contest__election=election).values("entry")
    ),
    "candidacy/visits/": of_election(nominating.Visit),
    "candidacy/deliberations/": lambda election: office.Organisation.objects.filter(parent=election.community_id),
    "candidacy/deliberations/<int:pk>/correct/": of_election(nominating.Deliberation, "list__election"),
}
# Words and numbers of an address that are no row's id.
WORDS: dict[str, str] = {
    "preset": "street-community",
    "kind": "plan",
    "contest": "committee",
    "phase": "mobilisation",
    "number": "1",
    "batch": "1",
}
WORD_TEMPLATES = "desk/office/word/"  # of an agenda
PARAMETER = re.compile(r"<(?:int|slug|str):(?P<name>\w+)>")


def path_of(route: str, election: Election) -> str | None:
    """The address with everything filled in; None where there is no row of its kind."""
    path = route.replace("<slug:code>", election.code)
    names = PARAMETER.findall(path)
    values = WORDS | ({"kind": "agenda"} if route.startswith(WORD_TEMPLATES) else {})
    if "pk" in names:
        row = rows_of(route)(election).first()
        if row is None:
            return None
        values["pk"] = str(row.pk)
    if "entry" in names:
        values["entry"] = str(office.RollEntry.objects.filter(election=election).values_list("pk", flat=True)[0])
    return "/" + PARAMETER.sub(lambda found: values[found["name"]], path)


def rows_of(route: str) -> Rows:
    inner = route.split("<slug:code>/", 1)[-1]
    return ROWS[max((beginning for beginning in ROWS if inner.startswith(beginning)), key=len)]


def names_a_row(route: str) -> bool:
    return bool({"pk", "entry"} & set(PARAMETER.findall(route)))
