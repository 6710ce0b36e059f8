"""Joins what the two apps declare: elections never imports nominations."""

from collections.abc import Mapping

from elections.documents.kind import Kind, table
from elections.documents.registry import KINDS as ELECTION_KINDS
from nominations.documents.registry import KINDS as NOMINATION_KINDS

DOCUMENT_KINDS: Mapping[str, Kind] = table(*ELECTION_KINDS.values(), *NOMINATION_KINDS.values())
