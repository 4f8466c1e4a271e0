"""How much a product of matrices moves when its factors move a little.

Norms are those of Frobenius, squared: ``||A||^2 = tr(A^T A)``. Each function proves a closed
formula inside a given derivation.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
    at_most,
    both,
    for_all,
    for_some,
    implies,
    less,
)
from proofs.kernel.rules import Theorem
from proofs.library import scalars
from proofs.library.derivation import Derivation
from proofs.library.form_traces import schwarz
from proofs.library.projections import squared
from proofs.library.ranks import once, sizes
from symbolic.words.terms import Term, identity


@once
def submultiplicative(proof: Derivation) -> Theorem:
    """``||A B||^2 <= ||A||^2 ||B||^2``, column by column: ``|A u|^2 <= ||A||^2 |u|^2``."""
    m, n, p = sizes(proof, "m n p")
    A, B, u = proof.matrices(A=(m, n), B=(n, p), u=(n, 1))
    a, s, c = squared(A), u.T @ u, u.T @ A.T @ A @ u
    # c^2 <= c s a, by Cauchy and Schwarz for A u u^T and A.
    bound = proof.use(schwarz(proof), [m, n, A @ u @ u.T, A])
    choice = proof.axiom("sign", s @ a - c)
    done, negative = proof.alternatives(choice)
    squares = proof.nonnegative_square(u), proof.nonnegative_square(A)
    parts = [(1, [3]), (1, [0, 0]), (1, [1, 2, 0])]
    absurd = proof.order(FALSE, (negative, *squares, bound), parts)
    goal = at_most(NONE, u.T @ (a @ identity(n) - A.T @ A) @ u)
    first = proof.order(goal, [done], [(1, [0])])
    form = proof.from_both(choice, first, proof.absurd(goal, absurd))
    columns = proof.axiom("columns", n, p, a @ identity(n) - A.T @ A, B)
    known = proof.apply(columns, proof.generalize(form, u))
    goal = at_most(squared(A @ B), a @ squared(B))
    return proof.conclude([m, n, p, A, B], [], proof.order(goal, [known], [(1, [0])]))


def small_square(
    proof: Derivation, e: Term, bound: Term, above: Theorem
) -> tuple[Term, list[Theorem]]:
    """A number g = t^2 with ``0 < g``, ``g <= 1`` and ``g bound <= e``; `bound` is `above` 0."""
    small = scalars.small_step(proof)
    positive = proof.assume(less(NONE, e))
    (t,), found = proof.obtain(proof.use(small, [e, bound], positive, above), "t")
    sign, unit, close = proof.parts(found)
    g = t @ t
    some = proof.order(less(NONE, g), [sign], [(1, [0, 0])])
    one = proof.order(at_most(g, ONE), (sign, unit), [(1, [0, 1]), (1, [1])])
    return g, [some, one, proof.order(at_most(g @ bound, e), [close], [(1, [0])])]


@once
def product_moves_little(proof: Derivation) -> Theorem:
    """For A, B and e > 0: ``||C D - A B||^2 <= e`` for all C, D within some g > 0 of A and B."""
    m, n, p = sizes(proof, "m n p")
    A, B, C, D = proof.matrices(A=(m, n), B=(n, p), C=(m, n), D=(n, p))
    (e,) = proof.scalars("e")
    multiplied = submultiplicative(proof)
    norms = proof.nonnegative_square(A), proof.nonnegative_square(B)
    bound = 3 * (squared(A) + squared(B) + ONE)
    above = proof.order(at_most(NONE, bound), norms, [(3, [0]), (3, [1]), (3, [])])
    g, (some, unit, close) = small_square(proof, e, bound, above)
    x, y = C - A, D - B
    hypotheses = [at_most(squared(x), g), at_most(squared(y), g)]
    first, second = map(proof.assume, hypotheses)
    terms = [(x, B), (A, y), (x, y)]
    each = [proof.use(multiplied, [m, n, p, left, right]) for left, right in terms]
    # ||u + v + w||^2 <= 3 (||u||^2 + ||v||^2 + ||w||^2)
    u, v, w = (left @ right for left, right in terms)
    apart = [proof.nonnegative_square(z) for z in (u - v, v - w, u - w)]
    square = proof.nonnegative_square(y)
    known = (*each, *apart, first, second, *norms, square, unit, some, close)
    parts = [(3, [0]), (3, [1]), (3, [2]), (1, [3]), (1, [4]), (1, [5])]
    # sq x (sq B) <= g sq B, sq A sq y <= sq A g, sq x sq y <= g sq y <= g g <= g
    parts += [(3, [6, 9]), (3, [8, 7]), (3, [6, 10]), (3, [7, 12]), (3, [12, 11]), (1, [13])]
    shown = proof.order(at_most(squared(C @ D - A @ B), e), known, parts)
    everywhere = proof.conclude([C, D], hypotheses, shown)
    C0, D0, g0 = Term("C0"), Term("D0"), Term("g0")
    body = implies(at_most(squared(D0 - B), g0), at_most(squared(C0 @ D0 - A @ B), e))
    body = implies(at_most(squared(C0 - A), g0), body)
    body = both(less(NONE, g0), for_all("C0", (m, n), for_all("D0", (n, p), body)))
    shown = proof.exhibit(for_some("g0", (1, 1), body), g, proof.both(some, everywhere))
    return proof.conclude([m, n, p, A, B, e], [less(NONE, e)], shown)


@once
def smaller(proof: Derivation) -> Theorem:
    """For 0 < a and 0 < b some h with 0 < h, h <= a and h <= b."""
    a, b, h = proof.scalars("a b h")
    hypotheses = [less(NONE, a), less(NONE, b)]
    above_a, above_b = map(proof.assume, hypotheses)
    body = both(less(NONE, h), at_most(h, a), at_most(h, b))
    goal = for_some(h.tree, (1, 1), body)
    choice = proof.axiom("sign", b - a)
    low, high = proof.alternatives(choice)
    same_a, same_b = (proof.order(at_most(x, x), [], []) for x in (a, b))
    under = proof.order(at_most(a, b), [low], [(1, [0])])
    first = proof.exhibit(goal, a, proof.both(above_a, same_a, under))
    over = proof.order(at_most(b, a), [high], [(1, [0])])
    second = proof.exhibit(goal, b, proof.both(above_b, over, same_b))
    return proof.conclude([a, b], hypotheses, proof.from_both(choice, first, second))
