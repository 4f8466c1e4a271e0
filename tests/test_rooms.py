"""The rooms of the house: imports run one way, in no circle, and no file is long.

| claim | evidence |
|---|---|
| packages, and rooms in a package, import those below only | every import, wherever it stands |
| modules do not import each other in a circle | the strongly connected parts of the graph |
| no file is long | the lines of every file, those of the tests too |
| nothing but a paper knows a paper | no import of `proofs.papers` from outside of it |
| the checker stands alone | it imports nothing of the project |
| these tests see what is wrong | made-up graphs with a wrong import, with a circle |
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

Graph = Mapping[str, set[str]]
"""The modules of the project that each module imports."""

PACKAGES = ("symbolic", "numeric_crosscheck", "proofs")
"""Each may import those before it."""

SYMBOLIC = (("errors", "lazy"), ("algebra",), ("words",), ("networks",), ("statements",))
PROOFS = (
    ("checker",), ("status",), ("files",), ("kernel",), ("library",), ("scripts",), ("identity",),
    ("evidence",), ("points",), ("papers",), ("rocq",), ("reports",), ("teaching",), ("commands",),
)  # fmt: skip
ROOMS = {"symbolic": SYMBOLIC, "proofs": PROOFS}
"""The rooms of a package in order: each may import itself and those before it."""

FACES = {"symbolic", "proofs", "proofs.words", "proofs.networks", "proofs.__main__"}
"""What users import or run: they name what is in the rooms, and no room of theirs imports them."""

LINES = 300
LONG = {"proofs/checker.py": "the judge is one file, to be read from top to bottom"}
"""Longer files, with the reason why each is one file."""

# The graph.


def files_of(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """The module in a file: a package for its `__init__.py`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, text: str, modules: set[str], *, lazily: bool = False) -> set[str]:
    """The modules that the text of a module imports, wherever the statement stands.

    A package that imports `lazily` has the modules of its public names in strings.
    """
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: a relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in modules else str(node.module))
        elif lazily and isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {node.value} - {name}
    return found & modules


def graph_of_the_project() -> Graph:
    """Of all modules but what `proofs new` copies, which is written as users write."""
    paths = {name_of(path): path for path in files_of(*PACKAGES) if "template" not in path.parts}
    return {
        name: imports(
            name, path.read_text("utf-8"), paths.keys(), lazily=path.name == "__init__.py"
        )
        for name, path in paths.items()
    }


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of_the_project()


# What is wrong in a graph.


def height(module: str) -> int:
    """The place of a module in the order of its package; faces are above all rooms."""
    package, *inside = module.split(".")
    if package not in ROOMS:
        return 0
    if module in FACES:
        return len(ROOMS[package])
    return next(n for n, room in enumerate(ROOMS[package]) if inside[0] in room)


def is_wrong(importer: str, imported: str) -> bool:
    if importer == "proofs.checker" or (in_papers(imported) and not in_papers(importer)):
        return True
    above, below = (PACKAGES.index(name.split(".")[0]) for name in (importer, imported))
    if above != below:
        return below > above
    if importer in FACES:
        return False
    return height(imported) > height(importer)


def in_papers(module: str) -> bool:
    return module == "proofs.papers" or module.startswith("proofs.papers.")


def wrong(graph: Graph) -> set[str]:
    """The imports that are upward, as ``importer -> imported``."""
    edges = ((name, other) for name, found in graph.items() for other in found)
    return {f"{name} -> {other}" for name, other in edges if is_wrong(name, other)}


def circles(graph: Graph) -> set[str]:
    """The strongly connected parts of more than one module, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = set()

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == index[name]:
            part = stack[stack.index(name) :]
            del stack[-len(part) :]
            if len(part) > 1 or name in graph[name]:
                found.add(" ".join(sorted(part)))

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return found


def long_files(paths: Iterable[Path]) -> set[str]:
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    return {path.as_posix() for path, text in texts.items() if len(text.splitlines()) > LINES}


# The tests.


def test_every_module_is_in_a_room(graph: Graph) -> None:
    assert len(graph) > 300
    for name in graph:
        assert height(name) >= 0
    for package, rooms in ROOMS.items():
        named = {name.split(".")[1] for name in graph if name.startswith(f"{package}.")}
        top = {face.partition(".")[2] for face in FACES}
        assert named <= {name for room in rooms for name in room} | top


def test_imports_run_one_way(graph: Graph) -> None:
    assert wrong(graph) == set()


def test_no_modules_import_each_other_in_a_circle(graph: Graph) -> None:
    assert circles(graph) == set()


def test_the_checker_imports_nothing_of_the_project(graph: Graph) -> None:
    assert graph["proofs.checker"] == set()


def test_nothing_outside_of_papers_imports_a_paper(graph: Graph) -> None:
    outside = {name: found for name, found in graph.items() if not in_papers(name)}
    assert not [name for name, found in outside.items() if any(map(in_papers, found))]


def test_no_file_is_long() -> None:
    prefix = f"{ROOT.as_posix()}/"
    found = {name.removeprefix(prefix) for name in long_files(files_of(*PACKAGES, "tests"))}
    assert found == LONG.keys()


# The tests of these tests.

SOUND: Graph = {
    "symbolic.errors": set(),
    "symbolic.words.terms": {"symbolic.errors"},
    "symbolic.networks.network": {"symbolic.words.terms", "symbolic.errors"},
    "numeric_crosscheck.ladder": {"symbolic.networks.network"},
    "proofs.checker": set(),
    "proofs.kernel.rules": {"symbolic.words.terms"},
    "proofs.evidence.paper": {"proofs.kernel.rules", "numeric_crosscheck.ladder"},
    "proofs.papers.one.catalogue": {"proofs.evidence.paper"},
    "proofs.commands.main": {"proofs.evidence.paper"},
    "proofs": {"proofs.evidence.paper"},
}
WRONG = (
    ("symbolic.errors", "symbolic.words.terms"),
    ("symbolic.words.terms", "symbolic.networks.network"),
    ("symbolic.words.terms", "proofs.kernel.rules"),
    ("symbolic.words.terms", "numeric_crosscheck.ladder"),
    ("numeric_crosscheck.ladder", "proofs.checker"),
    ("proofs.checker", "symbolic.errors"),
    ("proofs.kernel.rules", "proofs.evidence.paper"),
    ("proofs.kernel.rules", "proofs"),
    ("proofs.commands.main", "proofs.papers.one.catalogue"),
    ("proofs", "proofs.papers.one.catalogue"),
)


def test_a_sound_graph_is_sound() -> None:
    assert (wrong(SOUND), circles(SOUND)) == (set(), set())


@pytest.mark.parametrize(("importer", "imported"), WRONG)
def test_a_wrong_import_is_noticed(importer: str, imported: str) -> None:
    changed = {**SOUND, importer: SOUND[importer] | {imported}}
    assert wrong(changed) == {f"{importer} -> {imported}"}


def test_a_circle_is_noticed() -> None:
    one, two, three, four = (f"proofs.kernel.{name}" for name in ("a", "b", "c", "d"))
    chain = {one: {two}, two: {three}, three: set(), four: {one, three}}
    assert circles({**SOUND, **chain}) == set()
    assert circles({**SOUND, **chain, three: {one}}) == {f"{one} {two} {three}"}
    assert circles({**SOUND, **chain, three: {three}}) == {three}
    two_circles = {**chain, three: {two}, one: {four, two}}
    assert circles(two_circles) == {f"{one} {four}", f"{two} {three}"}


def test_a_long_file_is_noticed(tmp_path: Path) -> None:
    for lines in (LINES, LINES + 1):
        (tmp_path / f"{lines}.py").write_text("x = 1\n" * lines)
    assert long_files(tmp_path.iterdir()) == {(tmp_path / f"{LINES + 1}.py").as_posix()}


def test_imports_are_seen_wherever_they_stand() -> None:
    text = """
from typing import TYPE_CHECKING
import symbolic.errors
from symbolic.words import terms
if TYPE_CHECKING:
    from symbolic.words.terms import Term
    from symbolic.networks.network import Architecture
def function():
    from proofs.kernel import rules as kernel_rules
    class Inner:
        import proofs.checker
"""
    seen = imports("a", text, set(SOUND))
    assert seen == {"symbolic.errors", "symbolic.words.terms", "symbolic.networks.network",
                    "proofs.kernel.rules", "proofs.checker"}  # fmt: skip
    table = 'get = lazily(__name__, {"Term": "symbolic.words.terms"})'
    assert imports("symbolic", table, set(SOUND)) == set()
    assert imports("symbolic", table, set(SOUND), lazily=True) == {"symbolic.words.terms"}
    with pytest.raises(AssertionError, match="a relative import"):
        imports("a", "from . import b", set())
