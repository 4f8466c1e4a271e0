"""What the lemmas about ranks say of given matrices, gathered from cheap to expensive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

from proofs.identity.ranks.block_facts import block_facts, pivot_parts, rows_and_columns
from proofs.identity.ranks.fact import Fact
from proofs.identity.ranks.inequalities import frobenius, nested, sums, sylvester
from proofs.identity.ranks.nodes import ONE, Nodes, subwords
from proofs.identity.ranks.pair_facts import (
    complements,
    disjoint,
    exchanged,
    identity_shares,
    kernels,
    of_idempotents,
    of_three,
    side_by_side,
)
from proofs.identity.ranks.plain_facts import comparisons, given, signs, traces
from proofs.identity.ranks.reduction_facts import gap_parts, gaps
from proofs.identity.rewriting.words import Poly
from proofs.kernel.rules import Theorem

MAX_NODES = 14


def gathered(here: Nodes, effort: int, use: Callable[[Sequence[Fact]], Theorem]) -> Theorem:
    """What follows from the facts that the effort allows."""
    if not here.nodes:
        return use(list(given(here)))
    here.settle()
    more = _helpful(here) if effort > 1 else []
    return here.with_nodes(more, lambda: use(list(_facts(here, effort))))


def _helpful(here: Nodes) -> list[tuple[Poly, tuple[Any, Any]]]:
    """Other matrices that may help: parts of words, terms of sums, products of pairs."""
    found: dict[str, tuple[Poly, tuple[Any, Any]]] = {}
    for node in here.nodes:
        words = [w for w in node.poly if w]
        for word in words:
            texts = [word] if len(node.poly) > 1 else []
            for text in [*texts, *subwords(word)]:
                poly = here.rules.reduced({text: ONE})[0]
                found.setdefault(text, (poly, here.sizes_of(text)))
    room = max(0, MAX_NODES - len(here.nodes))
    products = [*of_idempotents(here), *pivot_parts(here), *of_three(here)]
    products += [*gap_parts(here), *_products(here)]
    chosen = sorted(found.values(), key=lambda item: (len(repr(item[0])), repr(item[0])))
    new: dict[Any, tuple[Poly, tuple[Any, Any]]] = {}
    for poly, shape in [*products, *chosen]:
        if poly and here.find(poly, shape) is None:
            new.setdefault((frozenset(poly.items()), shape), (poly, shape))
    return list(new.values())[:room]


def _products(here: Nodes) -> list[tuple[Poly, tuple[Any, Any]]]:
    """``A B`` for pairs of which multiples add up to I, and for all pairs of a few."""
    found = []
    few = len(here.nodes) < 4
    for one, other in permutations(here.nodes, 2):
        fits = few and one.shape[1] == other.shape[0]
        if fits or identity_shares(here, one, other) is not None:
            poly = here.times(one.poly, other.poly)
            found.append((poly, (one.shape[0], other.shape[1])))
    return found


def _facts(here: Nodes, effort: int) -> Iterator[Fact]:
    """The facts that the effort allows, in the order in which they are wanted."""
    here.with_identities()
    yield from given(here)
    yield from traces(here)
    yield from comparisons(here)
    yield from signs(here)
    if effort > 1:
        yield from sums(here)
        yield from nested(here)
        yield from sylvester(here)
        yield from frobenius(here)
        yield from complements(here)
        yield from exchanged(here)
        yield from kernels(here)
        yield from disjoint(here)
        yield from side_by_side(here)
        yield from block_facts(here)
        yield from rows_and_columns(here)
        yield from gaps(here)
