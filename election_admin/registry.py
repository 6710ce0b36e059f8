"""Joins what the two apps declare: elections never imports nominations."""

from collections.abc import Mapping, Sequence

from elections.documents.kind import Kind, table
from elections.documents.registry import KINDS as ELECTION_KINDS
from elections.panels import Panel
from elections.places import PLACES as ELECTION_PLACES
from elections.places import Place, join_places
from elections.queries.readiness import Asked
from elections.services.ledger_sheets import LEDGERS as ELECTION_LEDGERS
from elections.services.ledger_sheets import LedgerSheet
from elections.services.paper_offers import PAPERS as ELECTION_PAPERS
from elections.services.papers import Offers, join_papers
from nominations.documents.registry import KINDS as NOMINATION_KINDS
from nominations.panels import PANELS as NOMINATION_PANELS
from nominations.places import PLACES as NOMINATION_PLACES
from nominations.queries.readiness import empty_post_issues
from nominations.services.ledger_sheets import LEDGERS as NOMINATION_LEDGERS
from nominations.services.papers import PAPERS as NOMINATION_PAPERS

DOCUMENT_KINDS: Mapping[str, Kind] = table(*ELECTION_KINDS.values(), *NOMINATION_KINDS.values())
LEDGERS: Sequence[LedgerSheet] = (*ELECTION_LEDGERS, *NOMINATION_LEDGERS)
PANELS: Sequence[Panel] = NOMINATION_PANELS
PAPERS: Mapping[str, Sequence[Offers]] = join_papers(ELECTION_PAPERS, NOMINATION_PAPERS)
PLACES: Sequence[Place] = join_places(ELECTION_PLACES, NOMINATION_PLACES)
ASKED_BEFORE_STEPS: Sequence[Asked] = (empty_post_issues,)
