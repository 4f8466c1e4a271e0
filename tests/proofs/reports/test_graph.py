"""The graph says what rests on what: take a theorem away, and exactly these become undecided.

Here for a few, by deciding them again; test_sources.py does it for all modules and theorems.
"""

import json
from xml.etree import ElementTree

import pytest

from proofs import checker
from proofs.evidence.claim import Claim, Outcome
from proofs.evidence.run import decide_claim
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.evidence.verdict import Verdict
from proofs.reports.graph import RESTS, STYLES, USES, Graph, Node, build, dot_lines, graph_json
from proofs.reports.graph_svg import layers, svg_lines
from proofs.status import Scope, Status
from tests.kawaguchi import PAPER
from tests.recording import Decided

CHEAP = (
    "lemma-4.1", "lemma-4.2", "fact-a11", "appendix-a2", "appendix-a2-solutions", "fact-a17",
    "fact-a20", "fact-a21", "fact-a22", "appendix-a7", "fact-a27", "appendix-d",
)  # fmt: skip


def decided_again(settings: Settings) -> list[Verdict]:
    return [decide_claim(PAPER, PAPER.find(name), settings) for name in CHEAP]


@pytest.fixture(scope="module")
def graph(decided: Decided) -> Graph:
    return build(PAPER, [decided(PAPER.find(name)) for name in CHEAP])


@pytest.mark.parametrize("theorem", ["lemma-4.2", "fact-a17", "appendix-a2:vec", "lemma-4.1"])
def test_without_a_theorem_exactly_its_dependants_are_undecided(
    theorem: str, graph: Graph, quick_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = StatedTheorem.found.fget

    def without(stated: StatedTheorem):
        if stated.name == theorem:
            raise checker.Rejected("taken away")
        return true(stated)

    monkeypatch.setattr(StatedTheorem, "found", property(without))
    verdicts = decided_again(quick_settings)
    undecided = {v.claim.id for v in verdicts if v.status is Status.UNDECIDED}
    assert undecided == graph.dependants(f"theorem {theorem}")
    assert undecided


def test_a_node_looks_as_its_evidence_says(graph: Graph) -> None:
    kinds = {node.name: node.kind for node in graph.nodes}
    assert kinds["lemma-4.1"] == "proved for all sizes"
    assert kinds["appendix-d"] == "proved at architectures"
    assert kinds["theorem lemma-4.2"] == "theorem of the kernel"
    assert kinds["assumed 1"] == "assumed"
    misprints = {node.name: node.misprints for node in graph.nodes}
    assert "E9" in misprints["appendix-d"]
    assert {edge.kind for edge in graph.edges} == {RESTS, USES}
    assert {node.kind for node in graph.nodes} <= STYLES.keys()


def test_an_undecided_and_a_refuted_claim_are_drawn_so(quick_settings: Settings) -> None:
    claim = Claim("test", "a title", "D", 1, "1 = 1", ("one",), lambda _settings: iter(()))
    for outcome, kind in ((Outcome.OPEN, "undecided"), (Outcome.FAILS, "refuted")):
        from proofs.evidence.claim import Evidence

        verdict = Verdict.of(claim, (Evidence("one", outcome, Scope.POINTS, "somewhere"),))
        assert build(PAPER, [verdict]).nodes[0].kind == kind


def test_every_edge_goes_down_and_the_picture_is_well_formed(graph: Graph) -> None:
    rows = layers(graph)
    level = {name: i for i, row in enumerate(rows) for name in row}
    assert level.keys() == {node.name for node in graph.nodes}
    for edge in graph.edges:
        assert level[edge.source] > level[edge.target]
    picture = "\n".join(svg_lines(graph))
    assert picture == "\n".join(svg_lines(graph))
    root = ElementTree.fromstring(picture)
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == 1 + len(graph.nodes) + len(STYLES)
    assert "href" not in picture.replace("xmlns", "")


def test_the_uses_of_the_whole_catalogue_have_no_circle() -> None:
    from proofs.reports.graph import Edge

    nodes = tuple(Node(claim.id, claim.title, "undecided") for claim in PAPER.claims)
    edges = tuple(Edge(c.id, used, USES) for c in PAPER.claims for used in c.uses)
    layers(Graph(nodes, edges))
    with pytest.raises(ValueError, match="depends on itself"):
        layers(Graph(nodes[:1], (Edge(nodes[0].name, nodes[0].name, USES),)))


def test_dot_and_json_say_the_same(graph: Graph) -> None:
    text = "\n".join(dot_lines(graph))
    content = json.loads(json.dumps(graph_json(graph)))
    assert text.count("->") == len(content["edges"]) == len(graph.edges)
    for node in content["nodes"]:
        assert f'"{node["name"]}" [label=' in text
