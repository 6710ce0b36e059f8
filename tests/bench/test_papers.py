"""A thousand equal ballots beside a thousand pages rendered one by one, and one form on a warm machine."""

import io

import pytest
from pypdf import PdfReader

from elections.documents.registry import KINDS
from elections.documents.render import render_pdf
from tests.elections.documents import samples

from .measuring import in_fresh_process, p95, say, seconds

pytestmark = pytest.mark.bench

COPIES = 1000
MOST_SECONDS, MOST_MEGABYTES = 3.0, 300
MOST_SECONDS_OF_A_PAGE = 0.15

START = """
import json, re, resource, time
import django
django.setup()
from elections.documents.joining import join_pdfs, repeat_pdf
from elections.documents.registry import KINDS
from elections.documents.pdf import html_to_pdf
from elections.documents.render import render_html, render_pdf
from tests.elections.documents import samples
import io
from pypdf import PdfReader

kind, ballot = KINDS["list_ballot"], samples.list_ballot()
def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, began = memory(), time.perf_counter()
"""
END = """
taken, grown = time.perf_counter() - began, memory() - before
pages = len(PdfReader(io.BytesIO(pdf)).pages)
print(json.dumps({"seconds": taken, "megabytes": grown, "pages": pages, "bytes": len(pdf)}))
"""
REPEATED = f"pdf = repeat_pdf(render_pdf(kind, ballot), {COPIES})"
RENDERED = f"""
html = render_html(kind, ballot)
body = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)
page = '<div style="break-after: page">' + body.group(1) + "</div>"
hundred = html[: body.start(1)] + 99 * page + body.group(1) + html[body.end(1) :]
pdf = join_pdfs([html_to_pdf(hundred) for _ in range({COPIES} // 100)])
"""


def test_a_thousand_equal_ballots() -> None:
    repeated = in_fresh_process(START + REPEATED + END)
    rendered = in_fresh_process(START + RENDERED + END)
    for name, told in (("1,000 equal ballots, repeated", repeated), ("1,000 pages, rendered in parts of 100", rendered)):
        say(name, seconds=told["seconds"], megabytes=told["megabytes"], pages=told["pages"], bytes=told["bytes"])
    assert repeated["pages"] == rendered["pages"] == COPIES
    assert repeated["seconds"] <= MOST_SECONDS
    assert repeated["megabytes"] <= MOST_MEGABYTES


@pytest.mark.parametrize("code", ["count_report", "elected_report", "notice", "result_report_form"])
def test_a_form_on_a_warm_machine(code: str) -> None:
    snapshot = getattr(samples, code)()
    pages = len(PdfReader(io.BytesIO(render_pdf(KINDS[code], snapshot))).pages)
    taken = seconds(lambda: render_pdf(KINDS[code], snapshot), 15)
    say(f"{code} as PDF, warm", pages=pages, best=taken[0], median=taken[len(taken) // 2], p95=p95(taken))
    assert taken[0] <= MOST_SECONDS_OF_A_PAGE * pages
