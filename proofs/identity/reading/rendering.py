"""A user's statement as what a certificate says: names, hypotheses, a conclusion.

This module alone decides what a certificate means; the search for a proof does not touch it, and
`proofs.identity.verify` compares every certificate with it. The reading:

- a size is a name, a positive integer, or a new name q for a sum of sizes, of which tr(I_q) is the
  sum; that sizes are positive is said where the conclusion has a !=, <, >, not, or, exists, or
  compares a rank with a number, or a Kronecker product is said to be invertible; where sizes are
  multiplied the matrix is a Kronecker product, a vec or a commutation matrix and keeps its factors
  apart. The kernel allows the size zero, which only proves more;
- ``inv(M)`` is a letter N with M N = I and N M = I; ``pinv(M)`` a letter with the four equations of
  Penrose; ``ginv(M)`` a letter G with M G M = M; one letter for one canonical argument. The letters
  are arbitrary, so that the statement is proved for every choice of them;
- for M a Kronecker product ``inv(M) == X`` and ``pinv(M) == X`` are the equations that define X,
  and ``Y == inv(M)*Z`` is M Y = Z; that M is invertible is not assumed then, which proves more;
  elsewhere ``pinv(kron(A, B))`` is the Kronecker product of the pseudoinverses, and
  ``inv(kron(A, B))`` for square A and B that of the inverses (it is invertible only if they are);
- ``rank(M)`` is the number tr(I_r), for a size r through which M, without a rational factor that is
  not 0, has a full-rank factorization;
- a size in a formula is the number tr(I_n); a 1 x 1 matrix is a number;
- ``hcat(A, B)`` is A J^T + B K^T, and vcat is J A + K B (of Kronecker products with J kron I and
  K kron I), with letters J and K for the injections
  of the two blocks: J^T J = I, K^T K = I, J^T K = 0 and J J^T + K K^T = I;
- ``range(M) in range(N)``: M = N X for some X. ``symmetric(M)``: M^T = M. ``psd(M)``: also
  0 <= u^T M u for all u. ``pd(M)``: also 0 < u^T M u or u = 0. ``orthogonal(M)``: M^T M = I.
  ``invertible(M)``: M N = I and N M = I for some N. ``full_column_rank(M)``: L M = I for some L,
  and ``full_row_rank(M)``: M R = I for some R (for a column u of a Kronecker product: u = vec(U));
- ``full_column_rank(M)`` for a Kronecker product M: M u = 0 implies u = 0, which is the same of
  matrices over a field (and ``full_row_rank``: of the transpose; ``invertible``: of both);
- ``A iff B``: A implies B and B implies A; ``not A``: A implies a contradiction; `or`, `implies`,
  ``for all`` and `exists` are those of the kernel; ``1/s`` is a letter t with s t = 1;
- D(n) and vech: see `proofs.identity.reading.vech`. What is read there is proved with an
  assumption, which goes with the verdict.

What has no such reading is `Unrendered`: letters whose sizes are products, what depends on the
coordinates of vech, and det, which is no combination of words and traces whose length does not
grow with the size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from math import prod

from proofs.identity.reading.bounds import MAX_LETTERS, require_small
from proofs.identity.reading.names import Names
from proofs.identity.reading.relations import Relations
from proofs.identity.reading.terms import Terms
from proofs.identity.reading.unrendered import Unrendered
from proofs.identity.reading.vech import (
    ASSUMPTION,
    require_no_basis,
    uses_coordinates,
)
from proofs.kernel.formulas import Formula, key, size_at_most
from symbolic.errors import ToolkitError
from symbolic.statements import syntax
from symbolic.statements.sizes import Size
from symbolic.statements.syntax import (
    Commutation,
    Compare,
    Equal,
    Exists,
    Identity,
    Iff,
    Node,
    Not,
    Number,
    Or,
    Quantified,
    Rank,
    SizeValue,
    Statement,
    Zero,
    walk,
)
from symbolic.words.sizes import Sort
from symbolic.words.terms import Scope, Term

MAX_ORDERS = 64


@dataclass(frozen=True)
class Rendering:
    """Names with their sorts in the order of declaration, hypotheses, and the conclusion."""

    names: dict[str, Sort]
    hypotheses: tuple[Formula, ...]
    conclusion: Formula
    roles: dict[str, tuple[str, Term]] = field(default_factory=dict)
    """For a letter that is no letter of the user's: what it is, and of what matrix."""

    sums: dict[str, Size] = field(default_factory=dict)
    """For a name of a sum of sizes: the sum."""

    assumptions: tuple[str, ...] = ()
    """What the reading assumes, in words; none for most statements."""


def render(statement: Statement) -> Rendering:
    """What a certificate of the statement says; raises `Unrendered` where it cannot be said.

    A size m*n of an identity or a zero can be read as m*n or as n*m; whichever fits is meant.
    """
    if uses_coordinates(statement):
        require_no_basis(statement)
    nodes = [node for formula in statement.formulas for node in walk(formula)]
    nodes += [n for relation in statement.implied for n in walk(relation)]
    count = max(len(nodes), sum(map(_written_out, statement.formulas)))
    if count > MAX_LETTERS:
        raise Unrendered(f"it has {count:,} terms, at most {MAX_LETTERS:,} are tried")
    open_ = dict.fromkeys(
        size
        for node in nodes
        for size in _sizes(node)
        if len(size.terms) == 1 and size.terms[0][1] == 1 and len(set(size.terms[0][0])) > 1
    )
    ways = [list(permutations(size.terms[0][0])) for size in open_]
    if prod(map(len, ways)) > MAX_ORDERS:
        raise Unrendered("too many ways to read the products of sizes")
    problem: ToolkitError = Unrendered("it has no reading")
    for orders in product(*ways):
        try:
            return _read(statement, dict(zip(open_, orders, strict=True)))
        except ToolkitError as error:
            problem = error
    raise Unrendered(str(problem))


def _written_out(formula: syntax.Formula) -> int:
    """How many nodes a formula has, both sides of each iff being written twice."""
    count = 1
    for part in formula.parts:
        count += _written_out(part) if isinstance(part, syntax.Formula) else len(list(walk(part)))
    return 2 * count if isinstance(formula, Iff) else count


def _sizes(node: object) -> Sequence[Size]:
    match node:
        case Identity(size):
            return (size,)
        case Zero(rows, columns) | Commutation(rows, columns):
            return (rows, columns)
    return ()


def _wants_positive(node: Node) -> bool:
    """Whether it may be true for the sole reason that no size is 0."""
    match node:
        case Equal(_, _, negated):
            return negated
        case Compare(_, "!=" | "<" | ">", _):
            return True
        case Compare(left, _, right):
            inside = [*walk(left), *walk(right)]
            count = any(isinstance(part, Rank | SizeValue) for part in inside)
            return count and any(isinstance(part, Number) and part.value for part in inside)
    return isinstance(node, Not | Or | Exists)


def _read(statement: Statement, orders: dict[Size, tuple[str, ...]]) -> Rendering:
    """The statement read with one order for each product of sizes.

    Sizes and letters first, then everything that is said of them.
    """
    declared = Names(orders)
    terms = Terms(declared)
    formula = Relations(terms).formula
    for name in statement.sizes:
        declared.names[declared.call(name)] = "size"
    nodes = [node for given in statement.formulas for node in walk(given)]
    bound = [node.letter for node in nodes if isinstance(node, Quantified)]
    for letter in (*statement.letters, *bound):
        declared.call(letter.name)
    for letter in statement.letters:
        rows, cols = map(declared.leg, letter.shape)
        declared.names[declared.call(letter.name)] = (rows, cols)
    given = list(map(formula, statement.hypotheses))
    for implied in statement.implied:
        if isinstance(implied, Compare):
            terms.reciprocal(implied.left)
        elif not terms.is_large(implied.of):
            terms.inverse(implied.of)
    conclusion = formula(statement.conclusion)
    said = declared.are_positive or any(map(_wants_positive, walk(statement.conclusion)))
    positive = [size_at_most(1, declared.call(name)) for name in statement.sizes if said]
    every = [*declared.hypotheses, *given, *positive]
    require_small((*every, conclusion))
    names = Scope(declared.names)
    key(conclusion, names)  # every size is checked here
    # Hypotheses that say the same in other words are listed once.
    hypotheses = tuple({key(h, names): h for h in reversed(every)}.values())[::-1]
    sums = {name: size for size, name in declared.sums.items()}
    assumptions = (ASSUMPTION,) if uses_coordinates(statement) else ()
    return Rendering(declared.names, hypotheses, conclusion, declared.roles, sums, assumptions)
