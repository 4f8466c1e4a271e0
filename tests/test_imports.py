"""Imports run one way.

| claim | evidence |
|---|---|
| no two modules need each other | every import as it is written, also those inside functions |
| the rooms of `symbolic` import only those before them | `ROOMS`, in order |
| `symbolic` <- `numeric_crosscheck` <- `proofs` | `FOLDERS`, in order |
| a circle would be found | three modules made up here |
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("symbolic", "numeric_crosscheck", "proofs")
ROOMS = ("symbolic.algebra", "symbolic.words", "symbolic.networks", "symbolic.statements")
SHARED = {"symbolic.errors", "symbolic.lazy"}


def module_files() -> dict[str, Path]:
    """Every module of the project with its file."""
    found = {}
    for file in (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def named(tree: ast.AST, *, lazily: bool) -> Iterator[tuple[str, str]]:
    """What is imported anywhere in a module: what is named there, and the module it is taken from.

    A package says in strings where its names are that are imported only when they are asked for.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.module) for alias in node.names)
        elif lazily and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.value


def imports() -> dict[str, set[str]]:
    """The modules of the project that each of them imports."""
    files = module_files()
    graph: dict[str, set[str]] = {}
    for module, file in files.items():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found = {
            whole if whole in files else home
            for whole, home in named(tree, lazily=file.name == "__init__.py")
        }
        graph[module] = (found & files.keys()) - {module}
    return graph


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """A circle of modules, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_no_two_modules_need_each_other() -> None:
    assert circle(imports()) == []


def test_rooms_import_those_before_them() -> None:
    for module, found in imports().items():
        if room(module) in ROOMS:
            allowed = {*ROOMS[: ROOMS.index(room(module)) + 1], *SHARED}
            assert {room(other) for other in found} <= allowed, module


def test_folders_import_those_before_them() -> None:
    for module, found in imports().items():
        at = FOLDERS.index(module.split(".", maxsplit=1)[0])
        assert {other.split(".")[0] for other in found} <= {*FOLDERS[: at + 1]}, module


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}
