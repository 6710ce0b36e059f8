"""Every kind of document of nominations, of the same shape as those of elections."""

from collections.abc import Mapping

from elections.documents.kind import Kind, table

from . import forms, pledges, slips

KINDS: Mapping[str, Kind] = table(*slips.KINDS, *forms.KINDS, *pledges.KINDS)
