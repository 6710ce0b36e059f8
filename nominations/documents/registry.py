"""Every kind of document of the nominations."""

from collections.abc import Mapping

from elections.documents.kind import Kind, table

KINDS: Mapping[str, Kind] = table()
