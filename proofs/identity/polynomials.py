"""Statements at sizes that are integers, as identities of polynomials in the entries.

The conclusion's polynomials vanish identically, or are combinations of those of the hypotheses
with polynomial coefficients. The coefficients are found by linear algebra up to a degree; what is
found is multiplied out by each engine, and believed where nothing is left. It proves the statement
at these sizes, for all real entries; what is not found is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations_with_replacement
from math import comb
from typing import Any

from symbolic.algebra.rings import ENGINES
from symbolic.statements.formula_nodes import conjuncts
from symbolic.statements.polynomial_values import NotPolynomialError, PolynomialValues, fits
from symbolic.statements.syntax import Relation, Statement

MAX_UNKNOWNS, MAX_ROWS, MORE = 400, 2_000, 2
"""Bounds of the linear system for the coefficients, and degrees above the least that are tried."""

Exponents = tuple[int, ...]
Terms = dict[Exponents, Fraction]
Cofactors = list[tuple[int, Terms]]
"""Numbers of hypotheses, each with the polynomial that it is multiplied by."""


@dataclass(frozen=True)
class AtSizes:
    """How a statement was proved at its sizes: by which engines, with how many of what."""

    engines: tuple[str, ...]
    entries: int
    polynomials: int
    combined: int

    def __str__(self) -> str:
        by = f", {self.combined} of them by the hypotheses" if self.combined else ""
        engines = " and ".join(self.engines)
        return f"{self.polynomials} polynomials in {self.entries} entries vanish{by}; {engines}"


def proved_at_sizes(statement: Statement) -> AtSizes | None:
    """The statement as identities of polynomials, if it is that and they hold."""
    goals = conjuncts(statement.conclusion)
    engines = [engine for engine in ("flint", "sympy") if fits(statement, engine)]
    if "flint" not in engines or not statement.letters:
        return None
    try:
        return _proved(statement, goals, engines)
    except NotPolynomialError:
        return None


def _proved(statement: Statement, goals: Sequence[Any], engines: Sequence[str]) -> AtSizes | None:
    found: list[Cofactors] | None = None
    wanted: list[Any] = []
    values: Any = None
    for engine in engines:
        values = PolynomialValues(statement, engine)
        wanted = [p for goal in goals for p in values.equations(goal)]
        given = list(_hypotheses(statement, values))
        if found is None:
            found = _cofactors(wanted, given, values.ring)
        if found is None or not _vanish(wanted, given, found, values.ring):
            return None
    combined = sum(bool(cofactors) for cofactors in found or ())
    shown = tuple(engine for engine in ENGINES if engine in engines)
    return AtSizes(shown, len(values.ring.names), len(wanted), combined)


def _hypotheses(statement: Statement, values: PolynomialValues) -> Iterator[Any]:
    """The polynomials of the hypotheses that are equations; the others are not used."""
    for formula in statement.hypotheses:
        if isinstance(formula, Relation):
            try:
                yield from (p for p in values.equations(formula) if p)
            except NotPolynomialError:
                continue


def _vanish(
    wanted: Sequence[Any], given: Sequence[Any], found: Sequence[Cofactors], ring: Any
) -> bool:
    """Whether nothing is left of the polynomials, multiplied out in the ring of one engine."""
    for p, cofactors in zip(wanted, found, strict=True):
        scale, rest = _element(cofactors, given, ring)
        if scale * p - rest:
            return False
    return True


def _element(cofactors: Cofactors, given: Sequence[Any], ring: Any) -> tuple[Any, Any]:
    """A positive integer and that multiple of the combination, in the ring."""
    denominators = [c.denominator for _, terms in cofactors for c in terms.values()]
    scale = reduce(lambda x, y: x * y, set(denominators), 1)
    total = ring.zero
    for n, terms in cofactors:
        for exponents, c in terms.items():
            monomial = ring.convert(int(c * scale))
            for name, power in zip(ring.names, exponents, strict=True):
                for _ in range(power):
                    monomial = monomial * ring.generators[name]
            total = total + monomial * given[n]
    return ring.convert(scale), total


def _cofactors(wanted: Sequence[Any], given: Sequence[Any], ring: Any) -> list[Cofactors] | None:
    """For each polynomial what the hypotheses are multiplied by; nothing where none is found."""
    known = [ring.terms(f) for f in given]
    found: list[Cofactors] = []
    for p in wanted:
        terms = ring.terms(p)
        one = [] if not terms else _combination(terms, known, len(ring.names))
        if one is None:
            return None
        found.append(one)
    return found


def _combination(wanted: Terms, known: Sequence[Terms], symbols: int) -> Cofactors | None:
    """The polynomial as a combination of the others, coefficients of a bounded degree."""
    degree = max(map(sum, wanted))
    for more in range(MORE + 1):
        places = [
            (n, monomial)
            for n, terms in enumerate(known)
            for k in range(degree + more - max(map(sum, terms)) + 1)
            if comb(symbols + k, k) <= MAX_UNKNOWNS
            for monomial in _monomials(symbols, k)
        ]
        if not places or len(places) > MAX_UNKNOWNS:
            return None
        solution = _solved(wanted, known, places)
        if solution is not None:
            by_hypothesis: dict[int, Terms] = {}
            for (n, monomial), c in zip(places, solution, strict=True):
                if c:
                    by_hypothesis.setdefault(n, {})[monomial] = c
            return list(by_hypothesis.items())
    return None


def _monomials(symbols: int, degree: int) -> Iterator[Exponents]:
    for chosen in combinations_with_replacement(range(symbols), degree):
        yield tuple(chosen.count(i) for i in range(symbols))


def _solved(
    wanted: Terms, known: Sequence[Terms], places: Sequence[tuple[int, Exponents]]
) -> list[Fraction] | None:
    """Coefficients of the multiples that sum up to the polynomial, by exact elimination."""
    from flint import fmpq, fmpq_mat

    columns = []
    for n, monomial in places:
        product = {
            tuple(a + b for a, b in zip(e, monomial, strict=True)): c for e, c in known[n].items()
        }
        columns.append(product)
    rows = sorted({e for column in columns for e in column} | set(wanted))
    if len(rows) > MAX_ROWS:
        return None
    entries = [[column.get(e, Fraction(0)) for column in (*columns, wanted)] for e in rows]
    flat = [fmpq(x.numerator, x.denominator) for row in entries for x in row]
    reduced, rank = fmpq_mat(len(rows), len(places) + 1, flat).rref()
    found = [Fraction(0)] * len(places)
    for i in range(rank):
        pivot = next(j for j in range(len(places) + 1) if reduced[i, j])
        if pivot == len(places):
            return None
        value = reduced[i, len(places)]
        found[pivot] = Fraction(int(value.p), int(value.q))
    return found
