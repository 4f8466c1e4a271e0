"""The graph as a picture: layers from the bottom up, and as few crossings as a sweep finds.

A node stands one layer above the highest that it points to. Within a layer nodes are ordered
by the mean place of their neighbours, in sweeps down and up. No script, font or image is
loaded: the file stands by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from proofs.reports.graph import MENDS, RESTS, STYLES, THEOREM, USES, Graph, Node, tooltip

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 176, 34, 22, 74, 24
PER_ROW = 9
SWEEPS = 8
LABEL = 27
DASHES = {RESTS: "", MENDS: ' stroke-dasharray="1 3"', USES: ' stroke-dasharray="4 3"'}
GROUND = (THEOREM, "assumed")
"""What claims rest on: it stands below all of them."""


def layers(graph: Graph) -> list[list[str]]:
    """The names by layer, what everything rests on first; wide layers in several rows.

    Raises `ValueError` if a claim depends on itself.
    """
    targets: dict[str, list[str]] = {node.name: [] for node in graph.nodes}
    for edge in graph.edges:
        targets[edge.source].append(edge.target)
    ground = {node.name for node in graph.nodes if node.kind in GROUND}
    height: dict[str, int] = {}

    def find(name: str, path: tuple[str, ...]) -> int:
        if name in path:
            raise ValueError(f"{' -> '.join((*path, name))}: a claim depends on itself")
        if name not in height:
            below = (find(target, (*path, name)) for target in targets[name])
            height[name] = 1 + max(below, default=-1 if name in ground else 0)
        return height[name]

    for node in graph.nodes:
        find(node.name, ())
    found: list[list[str]] = [[] for _ in range(max(height.values(), default=-1) + 1)]
    for node in graph.nodes:
        found[height[node.name]].append(node.name)
    return _ordered([row for row in found if row], _neighbours(graph))


def _neighbours(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {node.name: [] for node in graph.nodes}
    for edge in graph.edges:
        found[edge.source].append(edge.target)
        found[edge.target].append(edge.source)
    return found


def _ordered(rows: list[list[str]], neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each layer ordered by the mean place of the neighbours, swept up and down."""
    place = {name: i / max(len(row), 1) for row in rows for i, name in enumerate(row)}

    def mean(name: str) -> float:
        near = [place[other] for other in neighbours[name]]
        return sum(near) / len(near) if near else place[name]

    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 else reversed(rows):
            row.sort(key=mean)
            place.update({name: i / max(len(row), 1) for i, name in enumerate(row)})
    return [row[i : i + PER_ROW] for row in rows for i in range(0, len(row), PER_ROW)]


def svg_lines(graph: Graph, address: Callable[[Node], str] = lambda _: "") -> Iterator[str]:
    """The picture with a legend; hovering over a node shows its title.

    A node for which there is an `address` is a link to it.
    """
    rows = layers(graph)
    widest = max(map(len, rows), default=1)
    width = MARGIN * 2 + widest * (WIDTH + GAP_X)
    height = MARGIN * 2 + (len(rows) + 1) * (HEIGHT + GAP_Y)
    place: dict[str, tuple[float, float]] = {}
    for level, row in enumerate(rows):
        left = (width - len(row) * (WIDTH + GAP_X) + GAP_X) / 2
        top = height - MARGIN - (level + 1) * (HEIGHT + GAP_Y) + GAP_Y
        place |= {name: (left + i * (WIDTH + GAP_X), top) for i, name in enumerate(row)}
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" font-family="sans-serif" font-size="11">'
    )
    yield "<title>What rests on what</title>"
    for edge in graph.edges:
        (x, y), (u, v) = place[edge.source], place[edge.target]
        x, u, y = x + WIDTH / 2, u + WIDTH / 2, y + HEIGHT
        bend = max((v - y) / 2, 12)
        dashes = DASHES[edge.kind]
        yield (
            f'<path d="M{x:.0f} {y:.0f} C{x:.0f} {y + bend:.0f} {u:.0f} {v - bend:.0f}'
            f' {u:.0f} {v:.0f}" fill="none" stroke="#8a8a8a"{dashes}/>'
        )
    for node in graph.nodes:
        link = escape(address(node))
        if link:
            yield f'<a href="{link}">'
        yield from _drawn(node, *place[node.name])
        if link:
            yield "</a>"
    yield from _legend()
    yield "</svg>"


def _drawn(node: Node, x: float, y: float) -> Iterator[str]:
    shape, colour = STYLES[node.kind]
    border = ("#c00000", 2) if node.has_misprints else ("#444444", 1)
    text = node.label if node.kind in GROUND else node.name
    short = text if len(text) <= LABEL else text[: LABEL - 1] + "\u2026"
    yield f"<g><title>{escape(tooltip(node))}</title>"
    yield _outline(shape, x, y, f'fill="{colour}" stroke="{border[0]}" stroke-width="{border[1]}"')
    yield (
        f'<text x="{x + WIDTH / 2:.0f}" y="{y + HEIGHT / 2 + 4:.0f}"'
        f' text-anchor="middle">{escape(short)}</text></g>'
    )


def _outline(shape: str, x: float, y: float, style: str) -> str:
    if shape == "box":
        return f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" {style}/>'
    if shape == "ellipse":
        centre = f'cx="{x + WIDTH / 2:.0f}" cy="{y + HEIGHT / 2:.0f}"'
        return f'<ellipse {centre} rx="{WIDTH / 2:.0f}" ry="{HEIGHT / 2:.0f}" {style}/>'
    cut = {"hexagon": 14, "octagon": 10, "diamond": 24}[shape]
    middle = () if shape == "octagon" else (HEIGHT / 2,)
    side = middle or (HEIGHT / 3, 2 * HEIGHT / 3)
    points = [(x + cut, y), (x + WIDTH - cut, y)]
    points += [(x + WIDTH, y + s) for s in side]
    points += [(x + WIDTH - cut, y + HEIGHT), (x + cut, y + HEIGHT)]
    points += [(x, y + s) for s in reversed(side)]
    return f'<polygon points="{" ".join(f"{a:.0f},{b:.0f}" for a, b in points)}" {style}/>'


def _legend() -> Iterator[str]:
    x = float(MARGIN)
    for kind in STYLES:
        yield from _drawn(Node(kind, kind, kind), x, MARGIN)
        x += WIDTH + GAP_X
    lines = ("full line: the verdict rests on it", "dotted: the repair of a misprint does",
             "dashed: the printed proof uses it",
             "red border: refuted as printed, and repaired")  # fmt: skip
    for number, text in enumerate(lines):
        yield f'<text x="{MARGIN}" y="{MARGIN + HEIGHT + 16 + 14 * number}">{text}</text>'
