"""Every kind of document of an election. `nominations.documents.registry` has its own; `election_admin.registry` joins the two."""

from collections.abc import Mapping

from . import archive, ballots, counts, decisions, meetings, mobilisation, notices, requests, results, roll, summary
from .kind import Kind, table

MODULES = (roll, mobilisation, requests, notices, ballots, meetings, decisions, counts, results, summary, archive)

KINDS: Mapping[str, Kind] = table(*(kind for module in MODULES for kind in module.KINDS))
