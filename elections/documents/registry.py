"""Every kind of document of an election. `nominations.documents.registry` has its own; `election_admin.registry` joins the two."""

from collections.abc import Mapping

from . import notices, results, summary
from .kind import Kind, table

KINDS: Mapping[str, Kind] = table(*results.KINDS, *summary.KINDS, *notices.KINDS)
