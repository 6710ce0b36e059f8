"""The screens work in a browser as old as Chromium 86 (a street office's Windows 7, WeChat's own): nothing newer without a fallback."""

import re
from pathlib import Path

import pytest

from tests.source import ROOT, tracked
from tests.wording import screen_templates

# What Chromium learned after version 86, with the version that did.
NEWER_CSS = {
    r":has\(": 105,
    r":is\(": 88,
    r":where\(": 88,
    r":not\([^()]*,": 88,
    r":modal\b|:popover-open\b|:user-(?:in)?valid\b": 105,
    r"(?<![\w-])inset(?:-block|-inline)?\s*:": 87,
    r"(?:margin|padding)-(?:inline|block)\s*:": 87,
    r"(?<![\w-])aspect-ratio\s*:": 88,
    r"(?<![\w-])accent-color\s*:": 93,
    r"(?<![\w-])(?:translate|rotate|scale)\s*:": 104,
    r"overflow(?:-[xy])?\s*:\s*clip": 90,
    r"scrollbar-gutter|scrollbar-width|scrollbar-color": 94,
    r"@container\b|container-(?:type|name)\s*:": 105,
    r"@layer\b": 99,
    r"@scope\b|@starting-style\b": 117,
    r"\bcolor-mix\(|\boklch\(|\boklab\(|\blab\(|\blch\(|\bhwb\(": 101,
    r"\b\d+(?:\.\d+)?[dsl]v[hwib]\b": 108,
    r"\bsubgrid\b": 117,
    r"text-wrap\s*:": 114,
    r"^\s*&": 112,
    r"font-(?:palette|variant-alternates|synthesis-weight)\s*:": 97,
    r"\bfield-sizing\s*:": 123,
}
NEWER_SCRIPT = {
    r"\.at\(-?\d": 92,
    r"\bstructuredClone\(": 98,
    r"\.findLast(?:Index)?\(": 97,
    r"\bObject\.(?:hasOwn|groupBy)\(": 93,
    r"\bcrypto\.randomUUID\(": 92,
    r"\.to(?:Sorted|Reversed|Spliced)\(|\.with\(": 110,
    r"\bAbortSignal\.(?:timeout|any)\(": 103,
    r"\bstatic\s*\{": 94,
    r"\.showPopover\(|\.showPicker\(": 99,
    r"\bCSS\.highlights\b|\bdocument\.startViewTransition\b": 105,
    r"\bnew Intl\.(?:Segmenter|DurationFormat)\b": 87,
    r"\bscheduler\.": 94,
}
NEWER_HTML = {r"<[^>]*\s(?:popover|inert)(?:[\s=>])": 102, r"<search[\s>]": 118, r"<selectlist|<selectedcontent": 119}
# Of the libraries: what they use beside a fallback of their own, or for what no page of ours has.
BESIDE_A_FALLBACK = {
    "static/vendor/bootstrap-5.3.9.min.css": {r"inset:": "labels that float over a text area"},
    "static/vendor/htmx-2.0.11.min.js": {r"document.startViewTransition": "asked for before it is used"},
}


def found(path: Path, table: dict[str, int]) -> list[str]:
    text = path.read_text()
    name = str(path.relative_to(ROOT))
    if path.suffix == ".css":
        text = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment.group().count("\n"), text, flags=re.DOTALL)
    excused = BESIDE_A_FALLBACK.get(name, {})
    return [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group().strip()!r} is of Chromium {version}"
        for pattern, version in table.items()
        for hit in re.finditer(pattern, text, re.MULTILINE)
        if not any(re.fullmatch(allowed, hit.group()) for allowed in excused)
    ]


@pytest.mark.parametrize(("suffix", "table"), [(".css", NEWER_CSS), (".js", NEWER_SCRIPT)])
def test_styles_and_scripts_are_no_newer_than_the_browser(suffix: str, table: dict[str, int]) -> None:
    files = [path for path in tracked("static/*") if path.suffix == suffix]
    assert files
    faults = [fault for path in files for fault in found(path, table)]
    assert faults == [], "\n".join(faults)


def test_pages_are_no_newer_than_the_browser() -> None:
    faults = [fault for path in screen_templates() for fault in found(path, NEWER_HTML)]
    assert faults == [], "\n".join(faults)


def test_no_label_floats() -> None:
    assert [str(path) for path in screen_templates() if "form-floating" in path.read_text()] == []


@pytest.mark.parametrize(
    ("name", "text", "table"),
    [
        ("x.css", "a:has(b) { color: red }", NEWER_CSS),
        ("x.css", ".a { inset: 0 }", NEWER_CSS),
        ("x.css", ".a { height: 100dvh }", NEWER_CSS),
        ("x.js", "rows.at(-1)", NEWER_SCRIPT),
        ("x.html", "<div inert>", NEWER_HTML),
    ],
)
def test_what_is_newer_is_found(name: str, text: str, table: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check sees: a check that finds nothing proves nothing."""
    monkeypatch.setattr("tests.test_browser_support.ROOT", tmp_path)
    (tmp_path / name).write_text(text)
    assert found(tmp_path / name, table)
