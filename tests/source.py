"""The source of the product, read as text: modules with their floors, imports, functions and calls, each with file and line."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("election_admin", "elections", "nominations")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def name(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def floor(self) -> str:
        """`rules` of `elections.rules.phases`; a file beside the floors is a floor of its own."""
        return ([*self.name.split("."), ""])[1]

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def public_functions(self) -> list[Function]:
        return [node for node in self.tree.body if isinstance(node, Function) and not node.name.startswith("_")]

    def at(self, node: ast.AST) -> str:
        return f"{self.place}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> Iterator[tuple[str, str]]:
        """Every name that is imported, in full, with its place; imports inside functions too."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, self.at(node)) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield from ((f"{base}.{alias.name}", self.at(node)) for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        package = parts if self.path.name == "__init__.py" else parts[:-1]
        return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def tracked(pattern: str) -> list[Path]:
    """Files of the working tree that belong to the product: known to git, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern]
    if not (ROOT / ".git").exists():
        return sorted(path for path in ROOT.glob(pattern.replace("/*", "/**/*")) if ".venv" not in path.parts)
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(path for path in {ROOT / line for line in listed} if path.exists())


@cache
def modules() -> tuple[Module, ...]:
    found = (Module(path) for package in PACKAGES for path in tracked(f"{package}/*.py"))
    return tuple(module for module in found if "migrations" not in module.path.parts)


def on_floor(*floors: str) -> list[Module]:
    return [module for module in modules() if module.floor in floors]


def calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    """Calls of `name`, as a plain name or as an attribute (`act.record`, `milestones.reach`)."""
    for found in ast.walk(node):
        if isinstance(found, ast.Call) and called(found) == name:
            yield found


def called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def enum_names(node: ast.AST, enum: str) -> list[tuple[str, ast.Attribute]]:
    """`Act.X` and the like, in order."""
    return [
        (found.attr, found)
        for found in ast.walk(node)
        if isinstance(found, ast.Attribute) and isinstance(found.value, ast.Name) and found.value.id == enum
    ]


def literals(node: ast.AST) -> set[str]:
    return {found.value for found in ast.walk(node) if isinstance(found, ast.Constant) and isinstance(found.value, str)}
