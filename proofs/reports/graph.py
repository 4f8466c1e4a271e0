"""What rests on what: the claims of the catalogue, the theorems and what is assumed, as a graph.

Three kinds of edges: a verdict RESTS ON a theorem of the kernel or an assumed theorem; so may the
repair of a misprint; and a printed proof USES another claim. What a node looks like is computed
from its evidence alone. Each node also names the proof modules that its evidence is made in, so
that the graph answers what falls when one of them is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proofs.evidence.claim import Evidence, Printed
from proofs.evidence.paper import Paper
from proofs.evidence.sources import sources, sources_of_claim, sources_of_theorem
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.status import Scope, Status

THEOREM = "theorem of the kernel"
RESTS, MENDS, USES = "rests on", "repair rests on", "uses in print"
LINES = {RESTS: "", MENDS: "dotted", USES: "dashed"}
STYLES = {
    "proved for all sizes": ("box", "#cdeccd"),
    "proved at architectures": ("box", "#cfe2f7"),
    "proved at points": ("ellipse", "#fbf0c4"),
    THEOREM: ("hexagon", "#e7f7e7"),
    "assumed": ("diamond", "#e4e4e4"),
    "conjecture": ("ellipse", "#efe0f5"),
    "undecided": ("ellipse", "#ffffff"),
    "refuted": ("octagon", "#f3b7b7"),
}
"""Shape and colour of each kind of node; misprints in it add a red border."""


@dataclass(frozen=True)
class Node:
    """A claim, an erratum, a theorem or an assumption, with the kind that its evidence gives it.

    `modules` are the proof modules that make its evidence, and `theorems` those of the kernel
    among it, which have modules of their own.
    """

    name: str
    label: str
    kind: str
    misprints: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    theorems: tuple[str, ...] = ()

    @property
    def has_misprints(self) -> bool:
        """Whether something of it is refuted as printed."""
        return bool(self.misprints)


@dataclass(frozen=True)
class Edge:
    """The source rests on the target, or uses it in print."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True)
class Graph:
    """Nodes in the order of the paper, then theorems, then assumptions.

    The `errata` are not drawn: each is shown at the node of its claim.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    errata: tuple[Node, ...] = ()

    def dependants(self, name: str) -> set[str]:
        """The claims whose verdict rests on a theorem or an assumption."""
        return {e.source for e in self.edges if e.target == name and e.kind == RESTS}

    def made_in(self, module: str) -> set[str]:
        """The claims and errata with evidence from a proof module, or from a theorem out of it."""
        ground = (THEOREM, "assumed")
        out_of_it = {n.label for n in self.nodes if n.kind == THEOREM and module in n.modules}
        decided = (*(n for n in self.nodes if n.kind not in ground), *self.errata)
        return {n.name for n in decided if module in n.modules or out_of_it & set(n.theorems)}


def theorems_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The theorems of the kernel among the evidence."""
    return tuple(dict.fromkeys(item.theorem for item in evidence if item.theorem))


def build(paper: Paper, verdicts: Sequence[Verdict]) -> Graph:
    """The graph of the decided claims; edges to claims that were not decided are left out."""
    nodes = [_claim_node(verdict) for verdict in verdicts]
    errata = [_erratum_node(v) for verdict in verdicts for v in verdict.variants]
    present = {node.name for node in nodes}
    edges: list[Edge] = []
    theorems: dict[str, Node] = {}
    assumed: dict[str, Node] = {}
    for verdict in verdicts:
        name = verdict.claim.id
        own = theorems_of(verdict.evidence)
        mending = theorems_of(e for v in verdict.variants for e in v.repair)
        for theorem in (*own, *(t for t in mending if t not in own)):
            key = f"theorem {theorem}"
            made_in = sources_of_theorem(paper.theorems[theorem])
            theorems[key] = Node(key, theorem, THEOREM, modules=made_in)
            edges.append(Edge(name, key, RESTS if theorem in own else MENDS))
        for text in verdict.assumes:
            key = f"assumed {len(assumed) + 1}"
            known = next((k for k, node in assumed.items() if node.label == text), key)
            assumed[known] = Node(known, text, "assumed")
            edges.append(Edge(name, known, RESTS))
        edges += [Edge(name, used, USES) for used in verdict.claim.uses if used in present]
    drawn = (*nodes, *theorems.values(), *assumed.values())
    return Graph(drawn, tuple(edges), tuple(errata))


def _claim_node(verdict: Verdict) -> Node:
    claim = verdict.claim
    kinds = {
        Scope.ALL_SIZES: "proved for all sizes",
        Scope.ARCHITECTURE: "proved at architectures",
        Scope.POINTS: "proved at points",
    }
    kind = str(verdict.status)
    if verdict.status is Status.PROVED and verdict.scope is not None:
        kind = kinds[verdict.scope]
    if verdict.observed:
        kind = "conjecture"
    wrong = (v.variant.erratum for v in verdict.variants if v.status is Printed.REFUTED)
    own = theorems_of(verdict.evidence)
    return Node(claim.id, claim.title, kind, tuple(wrong), sources_of_claim(claim), own)


def _erratum_node(verdict: VariantVerdict) -> Node:
    variant = verdict.variant
    made_in = sorted({*sources(variant.refute), *sources(variant.repair)})
    own = theorems_of(verdict.repair)
    return Node(variant.erratum, variant.where, str(verdict.status), (), tuple(made_in), own)


def dot_lines(graph: Graph) -> Iterator[str]:
    """The graph in the DOT language."""
    yield "digraph proofs {"
    yield "  rankdir=BT; node [style=filled, fontname=Helvetica];"
    for node in graph.nodes:
        shape, colour = STYLES[node.kind]
        border = ', color="#c00000", penwidth=2' if node.has_misprints else ""
        rested_on = node.kind in ("assumed", THEOREM)
        label = _quoted(node.label if rested_on else node.name)
        yield (
            f"  {_quoted(node.name)} [label={label}, shape={shape},"
            f' fillcolor="{colour}"{border}, tooltip={_quoted(tooltip(node))}];'
        )
    for edge in graph.edges:
        style = f" [style={LINES[edge.kind]}]" if LINES[edge.kind] else ""
        yield f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{style};"
    yield "}"


def tooltip(node: Node) -> str:
    """Title, kind, misprints and proof modules of a node."""
    wrong = f"; refuted as printed: {', '.join(node.misprints)}" if node.misprints else ""
    short = (name.removeprefix("proofs.") for name in node.modules)
    made = f"; written in {', '.join(short)}" if node.modules else ""
    return f"{node.label}: {node.kind}{wrong}{made}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def graph_json(graph: Graph) -> dict[str, Any]:
    """Nodes and edges as they are drawn, and the errata."""
    return {
        "nodes": [_node_json(node) for node in graph.nodes],
        "edges": [{"source": e.source, "target": e.target, "kind": e.kind} for e in graph.edges],
        "errata": [_node_json(node) for node in graph.errata],
    }


def _node_json(node: Node) -> dict[str, Any]:
    return {
        "name": node.name,
        "label": node.label,
        "kind": node.kind,
        "misprints": list(node.misprints),
        "modules": list(node.modules),
        "theorems": list(node.theorems),
    }
