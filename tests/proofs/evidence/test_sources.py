"""Take the evidence of one proof module away, and exactly what the graph says falls.

The graph reads off the code what can be called (`proofs.evidence.sources`); the tests compare it
with what a run of every claim, every printed variant and every theorem really calls.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pkgutil import walk_packages
from time import perf_counter

import pytest

from proofs.evidence import all_sizes
from proofs.evidence.claim import Claim, Evidence, Outcome, Variant
from proofs.evidence.settings import Settings
from proofs.evidence.sources import LIBRARY, sources, sources_of_theorem
from proofs.evidence.stated import StatedTheorem
from proofs.evidence.verdict import Verdict
from proofs.identity.strategies import prove
from proofs.library import definite, pseudoinverses
from proofs.library.networks import products
from proofs.papers.kawaguchi2016.claims import lemma_4_1, section_3
from proofs.reports.graph import RESTS, Graph, build
from proofs.status import Status
from tests.kawaguchi import PAPER
from tests.kawaguchi import THEOREMS as STATED
from tests.recording import (
    CLAIMS,
    THEOREMS,
    Decided,
    Gone,
    calls,
    modules,
    taken_away,
    theorem_calls,
)

NAMING = (
    "appendix_a2", "appendix_a4_facts", "appendix_a6_facts", "appendix_a7", "lemma_4_1",
)  # fmt: skip
NO_EVIDENCE = {
    THEOREMS + "notes": "words on the form of statements",
    CLAIMS + "sentences": "names theorems",
    **{THEOREMS + name: "names what the library proves" for name in NAMING},
}
"""The proof modules on which no verdict rests."""

FOR_STATEMENTS = set(sources(prove))
"""The modules that `proofs identity` uses: verdicts on claims may rest on them, or may not."""
EVERY = [*modules(CLAIMS), *modules(THEOREMS), *modules(LIBRARY)]


class Recorded:
    """What the run of everything called: modules by claim, erratum and theorem."""

    def __init__(self, decided: Decided) -> None:
        self.verdicts = [decided(claim) for claim in PAPER.claims]
        self.entered = decided.entered
        self.proving: dict[str, set[str]] = {}
        self.seconds: dict[str, float] = {}
        heard: set[str] = set()
        with theorem_calls(heard.add) as anew:
            for name, theorem in STATED.items():
                heard.clear()
                start = perf_counter()
                anew(theorem).prove()
                self.seconds[name] = perf_counter() - start
                self.proving[name] = set(heard)


@pytest.fixture(scope="module")
def recorded(decided: Decided) -> Recorded:
    return Recorded(decided)


@pytest.fixture(scope="module")
def graph(recorded: Recorded) -> Graph:
    return build(PAPER, recorded.verdicts)


def test_every_module_is_heard_of(recorded: Recorded) -> None:
    heard = set().union(*recorded.entered.values(), *recorded.proving.values())
    assert heard | NO_EVIDENCE.keys() | FOR_STATEMENTS == set(EVERY)
    assert not heard & NO_EVIDENCE.keys()


@pytest.mark.parametrize("name", NO_EVIDENCE)
def test_where_no_evidence_is_made_there_are_no_functions(name: str) -> None:
    found = vars(import_module(name)).values()
    assert not [item for item in found if getattr(item, "__module__", "") == name]


def test_the_graph_names_the_modules_that_are_entered(recorded: Recorded, graph: Graph) -> None:
    for node in (*graph.nodes, *graph.errata):
        if node.name in recorded.entered:
            assert set(node.modules) == recorded.entered[node.name], node.name
        elif node.kind != "assumed":
            assert set(node.modules) == recorded.proving[node.label], node.name
    claims = {claim.id for claim in PAPER.claims}
    errata = {variant.erratum for claim in PAPER.claims for variant in claim.variants}
    assert claims | errata == recorded.entered.keys()


@pytest.mark.parametrize("module", EVERY)
def test_without_a_module_exactly_its_dependants_are_undecided(
    module: str, recorded: Recorded, graph: Graph
) -> None:
    """The verdicts again, from evidence that comes out open where the run entered the module."""
    gone = {name for name, entered in recorded.proving.items() if module in entered}
    undecided: set[str] = set()
    for verdict in recorded.verdicts:
        lost = without(verdict.evidence, gone, own=module in recorded.entered[verdict.claim.id])
        again = Verdict.of(verdict.claim, lost)
        if again.status is Status.UNDECIDED and not again.observed:
            undecided.add(verdict.claim.id)
        for variant in verdict.variants:
            name = variant.variant.erratum
            own = module in recorded.entered[name]
            rest = replace(
                variant,
                findings=() if own else variant.findings,
                repair=without(variant.repair, gone, own=own),
            )
            if Status.UNDECIDED in (rest.status, rest.repair_status):
                undecided.add(name)
    assert undecided == graph.made_in(module)
    assert bool(undecided) == (module not in NO_EVIDENCE) or module in FOR_STATEMENTS


def without(found: tuple[Evidence, ...], gone: set[str], *, own: bool) -> tuple[Evidence, ...]:
    """The evidence, open where it is one of the theorems that are gone, or no theorem's."""
    return tuple(
        replace(item, outcome=Outcome.OPEN)
        if item.theorem in gone or (own and not item.theorem)
        else item
        for item in found
    )


def test_without_a_theorem_exactly_its_dependants_are_undecided(
    recorded: Recorded, graph: Graph
) -> None:
    for theorem in STATED:
        again = [
            Verdict.of(v.claim, without(v.evidence, {theorem}, own=False))
            for v in recorded.verdicts
        ]
        undecided = {v.claim.id for v in again if v.status is Status.UNDECIDED and not v.observed}
        assert undecided == graph.dependants(f"theorem {theorem}"), theorem
    assert {e.target for e in graph.edges if e.kind == RESTS} >= {
        f"theorem {theorem.name}" for claim in PAPER.claims for _, theorem in claim.theorems
    }


# The same for real, at the cheapest that the graph says falls, and that it says does not.


@pytest.mark.parametrize("module", [*modules(THEOREMS), *modules(LIBRARY)])
def test_a_theorem_is_not_proved_without_a_module_of_its_proof(
    module: str, recorded: Recorded
) -> None:
    cheap = [STATED[name] for name in sorted(STATED, key=recorded.seconds.__getitem__)]
    falls = next((theorem for theorem in cheap if module in sources_of_theorem(theorem)), None)
    stays = next(theorem for theorem in cheap if module not in sources_of_theorem(theorem))
    with theorem_calls(taken_away(module)) as anew:
        if falls is not None:
            assert all_sizes._replayed("", anew(falls)).outcome is Outcome.OPEN
        assert all_sizes._replayed("", anew(stays)).outcome is Outcome.HOLDS


@pytest.mark.parametrize("module", [m for m in modules(CLAIMS) if m not in NO_EVIDENCE])
def test_a_claim_or_erratum_is_not_decided_without_its_module(
    module: str, recorded: Recorded, graph: Graph, decided: Decided
) -> None:
    made_in = {n.name: n.modules for n in (*graph.nodes, *graph.errata)}
    cheap = sorted(units(recorded.verdicts), key=lambda unit: unit[0])
    falls = next(unit for unit in cheap if module in made_in[unit[1]])
    stays = next(unit for unit in cheap if module not in made_in[unit[1]])
    for (_, _, decide), gone in ((falls, True), (stays, False)):
        with calls(taken_away(module)):
            if gone:
                with pytest.raises(Gone):
                    list(decide(decided.settings))
            else:
                assert list(decide(decided.settings))


def units(
    verdicts: list[Verdict],
) -> Iterator[tuple[float, str, Callable[[Settings], Iterator[object]]]]:
    """Every claim and every printed variant, with the seconds that its claim took."""
    for verdict in verdicts:
        yield verdict.seconds, verdict.claim.id, partial(own, verdict.claim)
        for variant in verdict.variants:
            yield verdict.seconds, variant.variant.erratum, partial(both, variant.variant)


def own(claim: Claim, settings: Settings) -> Iterator[object]:
    for check in claim.checks:
        yield from check.decide(settings)
    yield from claim.decide(settings)


def both(variant: Variant, settings: Settings) -> Iterator[object]:
    yield from variant.refute(settings)
    yield from variant.repair(settings)


def test_sources_see_what_a_closure_a_default_a_table_and_a_class_hold() -> None:
    class Holder:
        def method(self) -> object:
            return section_3.relu_gates

    def inside() -> Callable[[], object]:
        table = {"a": [products.layer]}

        def function(decide: object = lemma_4_1.CLAIM.decide) -> object:
            return table, decide, Holder()

        for item in (function, Holder, Holder.method):
            item.__module__ = "proofs.test"
        return function

    found = set(sources(inside()))
    assert found >= {f"{CLAIMS}lemma_4_1", f"{CLAIMS}section_3", products.__name__}
    assert "proofs.library.definite" not in found


def test_sources_see_through_a_lemma_that_is_proved_once() -> None:
    """The wrapper is written in another module; what counts is where the lemma is."""
    lemma = next(item for item in vars(definite).values() if hasattr(item, "__wrapped__"))
    assert lemma.__code__.co_filename != definite.__file__
    found = sources(lemma)
    assert found == sources(lemma.__wrapped__)
    assert definite.__name__ in found


def test_a_theorem_that_a_proof_calls_is_a_part_of_it_and_of_no_claim() -> None:
    """And what draws its instances is no part of the proof."""

    def instances() -> object:
        return pseudoinverses.with_pinv

    stated = StatedTheorem("first", definite.null_vectors, instances)

    def second() -> object:
        return stated()

    for function in (instances, second):
        function.__module__ = "proofs.test"
    assert sources(second) == ()
    assert sources_of_theorem(StatedTheorem("second", second)) == sources_of_theorem(stated)
    assert definite.__name__ in sources_of_theorem(stated)
    assert pseudoinverses.__name__ in sources(instances)
    assert pseudoinverses.__name__ not in sources_of_theorem(stated)


@pytest.mark.parametrize("prefix", [CLAIMS, THEOREMS, LIBRARY])
def test_no_package_has_functions_of_its_own(prefix: str) -> None:
    """So that the modules inside it are all that can be taken away."""
    packages = [
        item.name
        for item in walk_packages(import_module(prefix.rstrip(".")).__path__, prefix)
        if item.ispkg
    ]
    for name in (prefix.rstrip("."), *packages):
        own = [item for item in vars(import_module(name)).values() if callable(item)]
        assert own == []
