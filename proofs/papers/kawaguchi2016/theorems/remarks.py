"""Sentences of the text that are no numbered statement, for all sizes."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    NONE,
    ONE,
    at_most,
    either,
    equal,
    for_some,
    less,
    negation,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from proofs.library.networks import products
from proofs.library.networks.deficient import not_zero
from proofs.library.networks.directions import no_correlation
from proofs.library.networks.landscape import TOP, Landscape, layer_sort
from proofs.library.networks.products import layer, product
from proofs.library.networks.second_variation import variation
from proofs.library.projections import is_projection, squared
from proofs.papers.kawaguchi2016.instances.facts import projections_and_eigenvectors
from proofs.papers.kawaguchi2016.instances.zero_products import networks_with_zero_last
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import vanishes
from proofs.papers.kawaguchi2016.theorems.appendix_b3 import witnessed
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import (
    eigenvectors,
    equal_projections,
    largest,
)
from symbolic.words.terms import Term, identity, tr, zero

TWO = 2 * ONE


@theorem("remarks:indefinite", instances=networks_with_zero_last)
def indefinite_wherever_the_last_is_zero() -> Theorem:
    """The Hessian is indefinite wherever W_{H+1} = 0 and W_H..W_2 is not, whatever W_1 is.

    With W_{H+1} = 0 the form along V in W_1 and Z in W_{H+1} is
    ``||Z W_H..W_1 X||^2 - 2 tr(Y^T Z W_H..W_2 V X)``: V can be scaled by any number.
    """
    net = Landscape()
    proof, W, X, Y = net.proof, net.network("W"), Term("X"), Term("Y")
    deep = proof.assume(size_at_most(1, "H"))
    data = proof.assume(negation(no_correlation()))
    last = proof.assume(equal(layer(W, "H"), zero(*layer_sort("H"))))
    some = proof.assume(negation(vanishes(W, "H", 1)))
    above = proof.by(vanishes(W, TOP, 1), products.longer(proof, W, "H", 1, deep), last)
    low = proof.sizes(size_at_most(0, "H"))
    whole = proof.by(vanishes(W, TOP, 0), products.longer(proof, W, "H", 0, low), last)

    witness = not_zero(net)
    z, w, of_N = witnessed(proof, witness, product(W, "H", 1), some)
    u, v, of_data = witnessed(proof, witness, X @ Y.T, data)
    flat = proof.by(equal(u @ X @ Y.T @ v, ONE), of_data)
    Z, value = v @ z, variation(W, Term("V0"), Term("Z0"))
    image = Z @ product(W, "H", 0) @ X
    square, size = proof.nonnegative_square(image), squared(image)
    signs = []
    for V, total, sign, body in (
        ((size + ONE) @ w @ u, -1 * size - TWO, -1, less(value, NONE)),
        (-1 * (w @ u), size + TWO, 1, less(NONE, value)),
    ):
        here = proof.by(equal(variation(W, V, Z), total), above, whole, of_N, flat)
        goal = for_some("V0", layer_sort(0), for_some("Z0", layer_sort("H"), body))
        bound = opened(proof.theory, opened(proof.theory, goal, V.tree), Z.tree)
        shown = proof.order(bound, [square, here], [(1, [0]), (2, [])], sign * H1)
        signs.append(proof.exhibit_all(goal, [V, Z], shown))
    return proof.close(proof.both(*signs))


@theorem("remarks:different")
def different_multiples() -> Theorem:
    """``t W = s W`` only for t = s or W = 0: the rescaled minima are as many as the numbers."""
    proof = Derivation("n p", W="n p", s="1 1", t="1 1")
    W, s, t = proof.letters("W s t")
    given = proof.assume(equal(t @ W, s @ W))
    goal = either(equal(t, s), equal(W, zero("n", "p")))
    choice = proof.axiom("reciprocal", t - s)
    none, found = proof.alternatives(choice)
    same = proof.combine(equal(t, s), H0, none)
    (u,), inverse = proof.obtain(found, "u")
    nothing = proof.combine(equal(W, zero("n", "p")), u @ H0 - H1 @ W, given, inverse)
    sides = proof.either(goal, same), proof.either(goal, nothing)
    return proof.close(proof.from_both(choice, *sides))


@theorem("ky-fan", instances=projections_and_eigenvectors, form="eigenvalues told apart by numbers")
def ky_fan() -> Theorem:
    """``tr(P S)`` is largest, among the projections of rank q, for P = U U^T, and only there.

    U has eigenvectors of S as columns, ``S U = U M``; their eigenvalues are at least l, all others
    at most m < l.
    """
    proof = Derivation("n q", P="n n", S="n n", U="n q", M="q q", low="1 1", high="1 1")
    P, S, U, M, low, high = proof.letters("P S U M low high")
    Q = U @ U.T
    hypotheses = [
        equal(S.T, S), is_projection(P), equal(tr(P), tr(identity("q"))),
        eigenvectors(S, U, M, "q"), largest(S, U, M, (low, high), ("n", "q")),
    ]  # fmt: skip
    form, of_P, count, of_U, between = map(proof.assume, hypotheses)
    unit, invariant = proof.parts(of_U)
    traces = proof.by(equal(tr(Q), tr(identity("q"))), unit)
    traces = proof.combine(equal(tr(Q), tr(P)), H0 - H1, traces, count)
    row = proof.combine(equal(U.T @ S, M.T @ U.T), H0.T - U.T @ H1, invariant, form)
    by = Term("$0") @ M + U.T @ H1 - Term("$2") @ U - M.T @ H0
    symmetric = proof.combine(equal(M.T, M), by, unit, invariant, row)
    rules = (unit, invariant, form, row, symmetric, *proof.parts(of_P))
    bound, back = at_most(tr(P @ S), tr(Q @ S)), at_most(tr(Q @ S), tr(P @ S))
    same = equal_projections(
        proof, (P, S, U, low, high), rules, (traces, proof.assume(back), between)
    )
    only = proof.suppose(back, same)
    choice = proof.axiom("sign", tr(Q @ S) - tr(P @ S))
    large, small = proof.alternatives(choice)
    first = proof.order(bound, [large], [(1, [0])])
    lower = proof.order(back, [small], [(1, [0])])
    equal_ = proof.apply(only, lower)
    second = proof.order(bound, [equal_], [], -1 * tr(H0 @ S))
    return proof.both(proof.from_both(choice, first, second), only)
