"""What the product says, read from the source: the codes of issues with their figures, the sentences, the templates and who uses them."""

import ast
import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from tests.source import ROOT, Module, called, calls, literals, modules, tracked

TEMPLATES = ROOT / "templates"
DOCUMENTS = TEMPLATES / "documents"
PLACE = re.compile(r"%\((\w+)\)[sd]")
# Every parameter of the function that makes an issue of a code it is given.
MAKERS = {"Issue", "_refuse"}


@dataclass(frozen=True)
class UsedCode:
    """`figures` are the names that the issue carries, None where they are not written out."""

    code: str
    at: str
    figures: frozenset[str] | None


def used_codes() -> Iterator[UsedCode]:
    """Each code that some issue carries, with its figures where they stand beside it. A family is told as a pattern, `no_right_*`."""
    for module in modules():
        if module.floor in {"sentences", "labels"}:
            continue
        for call in [node for node in module.nodes if isinstance(node, ast.Call) and called(node) in MAKERS]:
            if call.args:
                figures = _figures(call)
                yield from (UsedCode(code, module.at(call), figures) for code in _codes(module, call, call.args[0]))


def _codes(module: Module, call: ast.Call, given: ast.expr) -> set[str]:
    if isinstance(given, ast.Constant):
        return {str(given.value)}
    if isinstance(given, ast.IfExp):
        return _codes(module, call, given.body) | _codes(module, call, given.orelse)
    if isinstance(given, ast.JoinedStr):
        return {"".join(part.value if isinstance(part, ast.Constant) else "*" for part in given.values)}
    if isinstance(given, ast.Name):
        return _codes_of_name(module, call, given.id)
    if isinstance(given, ast.Attribute):
        return {code for other in modules() for code in _keyword_codes(other, given.attr)}
    raise AssertionError(f"{module.at(call)}: cannot tell which code this is")


def _codes_of_name(module: Module, call: ast.Call, name: str) -> set[str]:
    """A local name with its assignments, or a parameter with what the callers in the module give."""
    function = next(found for found in module.functions if any(node is call for node in ast.walk(found)))
    assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name]
    codes = {code for node in assigned for code in _codes(module, call, node.value)}
    for node in ast.walk(function):
        if isinstance(node, ast.AugAssign) and ast.unparse(node.target) == name:
            codes |= {code + ending for code in codes for ending in literals(node.value)}
    parameters = [argument.arg for argument in function.args.args]
    if name in parameters:
        place = parameters.index(name)
        given = [other.args[place] for other in calls(module.tree, function.name) if len(other.args) > place]
        codes |= {code for value in given if not isinstance(value, ast.Name) for code in _codes(module, call, value)}
    return codes


def _keyword_codes(module: Module, keyword: str) -> set[str]:
    """`Column(..., fault="identity_form")` and the default in its class, for `Issue(column.fault)`."""
    given = {
        argument.value.value
        for call in module.nodes
        if isinstance(call, ast.Call)
        for argument in call.keywords
        if argument.arg == keyword and isinstance(argument.value, ast.Constant)
    }
    defaults = {
        node.value.value
        for node in module.nodes
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == keyword and isinstance(node.value, ast.Constant)
    }
    return {str(code) for code in given | defaults if code}


def _figures(call: ast.Call) -> frozenset[str] | None:
    if called(call) != "Issue":
        return None
    given = call.args[1] if len(call.args) > 1 else next((word.value for word in call.keywords if word.arg == "params"), None)
    if given is None:
        return frozenset()
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    return None


def other_literals() -> set[str]:
    """Texts of rules, queries, services and views outside the sentences: a code that is put together stands among them."""
    return {
        text
        for module in modules()
        if module.floor not in {"sentences", "labels"} and not module.floor.endswith("_labels")
        for text in literals(module.tree)
    }


def places(sentence: str) -> set[str]:
    return set(PLACE.findall(sentence))


@cache
def catalogue_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue_builder", ROOT / "locale" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def chinese() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in sorted((ROOT / "locale" / "parts").glob("*.json")):
        found.update(json.loads(path.read_text()))
    return found


# --- templates ----------------------------------------------------------------------------------------------------


def template_files() -> set[str]:
    return {str(path.relative_to(TEMPLATES)) for path in tracked("templates/*") if path.suffix in {".html", ".css", ".txt", ".svg"}}


def template_uses() -> Iterator[tuple[str, str]]:
    """Each name that the code or another template asks for, in full, with its place. Documents have an engine of their own."""
    for module in modules():
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w/.-]+\.html", node.value):
                base = "documents/" if module.floor == "documents" else ""
                yield base + node.value, module.at(node)
    for name in template_files():
        text = (TEMPLATES / name).read_text()
        base = "documents/" if name.startswith("documents/") else ""
        for found in re.finditer(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", text):
            line = text.count("\n", 0, found.start()) + 1
            yield base + found.group(1), f"templates/{name}:{line}"


def screen_templates() -> list[Path]:
    return [TEMPLATES / name for name in sorted(template_files()) if not name.startswith("documents/")]


def places_of(path: Path, pattern: str) -> Iterator[str]:
    text = path.read_text()
    for found in re.finditer(pattern, text, re.IGNORECASE):
        yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}: {found.group()[:80]}"
