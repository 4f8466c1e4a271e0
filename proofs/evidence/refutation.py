"""How a printed statement is refuted: a search, the smallest failure, and its recomputation.

A search goes through networks from small to large. Where all hypotheses of a statement hold
and its conclusion is ill-typed or false, that is a failure. A false one is shrunk, entry by
entry, and then decided again from scratch in plain fractions before it is shown.

Of a gap nothing false is shown: ``unsupported`` is a network where all holds that is stated, and
neither the conclusion nor what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from proofs.evidence.claim import Counterexample, Finding, Rows
from proofs.evidence.evaluation import EXACT, PLAIN, Evaluator
from proofs.evidence.expression import Assertion, Expression, relations
from proofs.evidence.identities import plain_rows
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.linalg import negative_direction
from symbolic.algebra.matrix import Matrix
from symbolic.errors import ShapeError
from symbolic.networks.network import LinearNetwork

Given = dict[str, Matrix]
Extend = Callable[[LinearNetwork], Given | None]
"""Further matrices that the statement speaks of, or nothing where there are none."""

Build = Callable[[LinearNetwork, Given], Iterable[Assertion]]
"""The statements about one network, for every index."""

LARGEST_SHOWN = 4

UNSUPPORTED = "unsupported"
"""The kind of finding that shows a gap: all holds that is stated, and not what is missing."""


def matrices(network: LinearNetwork) -> Given:
    """X, Y, W_1, .. of a network by name."""
    weights = {f"W_{k}": weight for k, weight in enumerate(network.W, 1)}
    return {"X": network.X, "Y": network.Y} | weights


def nothing_more(_network: LinearNetwork) -> Given:
    """For statements about a network alone."""
    return {}


def extended(network: LinearNetwork, extend: Extend) -> Given | None:
    """What is given beside a network; raises `ValueError` if it takes the place of its matrices."""
    more = extend(network)
    if taken := sorted(matrices(network).keys() & (more or {}).keys()):
        raise ValueError(f"{taken[0]} is a matrix of the network and cannot be given anew")
    return more


def refute(
    build: Build,
    networks: Iterable[LinearNetwork],
    extend: Extend = nothing_more,
    kinds: Sequence[str] = ("false",),
) -> Iterator[Finding]:
    """The first failure of each kind among the networks, where there is one."""
    wanted = set(kinds)
    for network in networks:
        for finding in failures(build, network, extend, tuple(wanted)):
            if finding.kind in wanted:
                wanted.remove(finding.kind)
                yield finding
        if not wanted:
            return


def failures(
    build: Build, network: LinearNetwork, extend: Extend, kinds: Sequence[str]
) -> Iterator[Finding]:
    """The failures of the wanted kinds at one network, a false one shrunk."""
    more = extended(network, extend)
    if more is None:
        return
    for statement in build(network, more):
        kind, detail = fails(statement, Evaluator(matrices(network) | more, EXACT))
        if kind == "false" and statement.missing and UNSUPPORTED in kinds:
            kind = UNSUPPORTED
        if kind not in kinds:
            continue
        if kind == "ill-typed":
            yield _ill_typed(statement, network, more, detail)
        else:
            smallest = shrunk(build, statement.at, network, extend)
            yield _false(build, statement.at, smallest, extend, kind)


def fails(statement: Assertion, values: Evaluator) -> tuple[str, str]:
    """``ill-typed`` or ``false``, or nothing where a hypothesis fails or the conclusion holds.

    Nothing either where all that is missing in print is there.
    """
    if not all(values.holds(formula) for formula in statement.hypotheses):
        return "", ""
    if statement.missing and all(values.holds(formula) for formula in statement.missing):
        return "", ""
    try:
        return ("" if values.holds(statement.conclusion) else "false"), ""
    except ShapeError as error:
        return "ill-typed", str(error)


def _where(network: LinearNetwork, at: str) -> str:
    return f"{network.architecture}{', ' if at else ''}{at}"


def _ill_typed(statement: Assertion, network: LinearNetwork, more: Given, detail: str) -> Finding:
    sizes = {name: m.shape for name, m in (matrices(network) | more).items()}
    where = _where(network, statement.at)
    return Finding("ill-typed", where, f"{statement.conclusion}: {detail}", None, statement, sizes)


def _false(build: Build, at: str, network: LinearNetwork, extend: Extend, kind: str) -> Finding:
    more = extended(network, extend) or {}
    given = matrices(network) | more
    values, where = Evaluator(given, EXACT), _where(network, at)
    false = (s for s in build(network, more) if s.at == at and fails(s, values)[0] == "false")
    statement = next(false, None)
    if statement is None:
        raise ValueError(f"{where}: asked a second time, the function states something else")
    example = recomputed(statement, given, where)
    return Finding(kind, where, f"it is false that {statement.conclusion}", example, statement)


def recomputed(statement: Assertion, given: Given, where: str) -> Counterexample:
    """The counterexample with its values, all of it decided again in plain fractions."""
    values = Evaluator(given, PLAIN)
    if fails(statement, values)[0] != "false":
        raise AssertionError(f"{where}: {statement.conclusion} is not false when recomputed")
    shown: dict[str, Rows] = {}
    for relation in relations(statement.conclusion):
        for term in relation.args:
            if isinstance(term, Expression) and term.op not in ("zeros", "I", "number"):
                shown |= _shown(relation, term, values)
    used = {name for name in given if name in _letters(statement)}
    rows = {name: plain_rows(m) for name, m in given.items() if name in used}
    return Counterexample(where, rows, shown)


def _shown(relation: Expression, term: Expression, values: Evaluator) -> dict[str, Rows]:
    """The value of a term; of a large matrix that is not psd, a direction that shows it."""
    value = values.term(term)
    if relation.op == "psd" and value.shape[0] > LARGEST_SHOWN:
        exact = Evaluator(values.given, EXACT).term(term)
        direction = negative_direction(exact)
        if direction is not None:
            v = direction.map(to_fraction, value.ring)
            return {"v": plain_rows(v.T), f"v^T ({term}) v": plain_rows(v.T @ value @ v)}
    return {str(term): plain_rows(value)}


def _letters(statement: Assertion) -> set[str]:
    found: set[str] = set()
    stack: list[object] = [*statement.hypotheses, *statement.missing, statement.conclusion]
    while stack:
        e = stack.pop()
        if isinstance(e, Expression):
            stack.extend(e.args)
            if e.op == "letter":
                found.add(str(e.args[0]))
    return found


# Shrinking.


def shrunk(build: Build, at: str, network: LinearNetwork, extend: Extend) -> LinearNetwork:
    """The network with entries made simpler as long as the statement `at` stays false."""

    def still_false(candidate: LinearNetwork) -> bool:
        more = extended(candidate, extend)
        if more is None:
            return False
        values = Evaluator(matrices(candidate) | more, EXACT)
        return any(fails(s, values)[0] == "false" for s in build(candidate, more) if s.at == at)

    best = network
    while (smaller := next(filter(still_false, _simpler(best)), None)) is not None:
        best = smaller
    return best


def _simpler(network: LinearNetwork) -> Iterator[LinearNetwork]:
    """The networks with one weight replaced by a simpler number; the data stay what they are."""
    for number, part in enumerate(network.W):
        for i, row in enumerate(part.rows):
            for j, entry in enumerate(row):
                for value in _simpler_numbers(to_fraction(entry)):
                    rows = [list(r) for r in part.rows]
                    rows[i][j] = part.ring.convert(value)
                    changed = Matrix(part.ring, rows, part.shape)
                    weights = (*network.W[:number], changed, *network.W[number + 1 :])
                    yield LinearNetwork(network.X, network.Y, weights)


def _simpler_numbers(value: Fraction) -> list[int]:
    if value in (0, 1):
        return [0] if value else []
    return [0, 1] if value == -1 else [0, 1, -1]
