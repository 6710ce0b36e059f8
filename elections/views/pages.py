"""A long list on several pages, whatever it lists."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

ON_A_PAGE = 50


def one_page(request: HttpRequest, rows: Sequence[Any]) -> dict[str, Any]:
    """The page that is asked for, how many rows there are in all, and the choice without the page, for the links of the pager."""
    asked = request.GET.copy()
    asked.pop("page", None)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "total": len(rows), "query": asked.urlencode()}
