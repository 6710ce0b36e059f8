"""文书: which papers an officer can have made of an election now, each filled from what is recorded. Each app lists its own."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from elections.documents.snapshot import Snapshot
from elections.models import Account, Document, Election, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.documents import audiences
from elections.queries.rights import election_issues, roles_in_election
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation, refuse_if

from .documents import draft_document, kinds, says_the_same, supersede_document

LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper that can be made now. `key` tells it from the others of its kind in this election; `make` reads what is recorded."""

    kind: str
    key: str
    title: str
    make: Callable[[], Snapshot]


Offers = Callable[[Election], Iterator[Offer]]


def papers_to_print(election: Election, held: Collection[Role]) -> list[Offer]:
    """For somebody with these roles, kind by kind. Who offers papers of several kinds is asked once."""
    meant_for, sources = audiences(held), _sources()
    wanted = [kind for kind in sources if kinds()[kind].audience in meant_for]
    asked = {offers: list(offers(election)) for offers in {offers for kind in wanted for offers in sources[kind]}}
    return [offer for kind in wanted for offers in sources[kind] for offer in asked[offers] if offer.kind == kind]


def papers_of_kind(election: Election, kind: str) -> list[Offer]:
    return [offer for offers in _sources().get(kind, ()) for offer in offers(election) if offer.kind == kind]


def prepare_paper(election: Election, kind: str, key: str, *, actor: Account) -> Document:
    """The paper as a draft, its PDF in a job. Of the same facts it is made once."""
    now = election_now(election)
    refuse_if(election_issues(actor, Act.DRAFT_DOCUMENT, election, now))  # before anything is read for somebody who may not ask
    offer = next((offer for offer in papers_of_kind(election, kind) if offer.key == key), None)
    if offer is None:
        raise RuleViolation([Issue("paper_not_offered", {"title": kinds()[kind].title if kind in kinds() else kind})])
    meant_for = audiences(roles_in_election(actor, election, now))
    refuse_if([] if kinds()[kind].audience in meant_for else [Issue("paper_not_for_reader", {"title": offer.title})])
    return draft_document(election, kind, offer.make(), actor=actor, title=offer.title[:LONGEST_TITLE])


def asked_by(request: Request) -> Snapshot | None:
    """What the letter of a request says; None where it has none."""
    offers = papers_of_kind(request.election, "request_letter")
    offer = next((offer for offer in offers if offer.key == str(request.pk)), None)
    return offer.make() if offer else None


def offered_anew(document: Document) -> Offer | None:
    """The same paper as it would be made now, where it is still on offer and would say something else."""
    if document.election is None or document.superseded_by_id:
        return None
    offers = papers_of_kind(document.election, document.kind)
    offer = next((offer for offer in offers if offer.title[:LONGEST_TITLE] == document.title), None)
    return offer if offer and not says_the_same(document, offer.make()) else None


def correct_paper(document: Document, *, actor: Account, reason: str) -> Document:
    """The paper made anew from what is recorded now; the old one stays and says so."""
    assert document.election is not None
    refuse_if(election_issues(actor, Act.SUPERSEDE_DOCUMENT, document.election, election_now(document.election)))
    offer = offered_anew(document)
    if offer is None:
        raise RuleViolation([Issue("paper_unchanged", {"title": document.title})])
    return supersede_document(document, offer.make(), actor=actor, reason=reason)


def join_papers(*tables: Mapping[str, Offers]) -> Mapping[str, Sequence[Offers]]:
    """Kind -> who offers it: two apps may each know some papers of one kind."""
    joined: dict[str, list[Offers]] = {}
    for table in tables:
        for kind, offers in table.items():
            joined.setdefault(kind, []).append(offers)
    return joined


def _sources() -> Mapping[str, Sequence[Offers]]:
    found: Mapping[str, Sequence[Offers]] = import_string(settings.PAPERS)
    return found
