"""Sections 2.1 and 4.1 for all sizes: the loss, Sigma, the rank of C and empty products."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import NONE, at_most, equal, has_rank, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks import layer_moves, products
from proofs.library.networks.derivatives import half_square
from proofs.library.networks.landscape import TOP, Landscape
from proofs.library.networks.products import layer, plus, product
from proofs.library.ranks import H0, through
from proofs.library.semidefinite import semidefinite
from proofs.papers.kawaguchi2016.instances.notation import any_network, any_products, regular_data
from symbolic.words.terms import identity, tr, vec


@theorem("notation:loss")
def loss() -> Theorem:
    """``2 L = vec(r)^T vec(r) = tr(r r^T)``, and the diagonal of r r^T has the squared errors.

    For any column s: ``s^T r r^T s = ||P x - y||^2`` with x = X s and y = Y s. With a unit vector,
    that is sample i; P = W_{H+1}..W_1.
    """
    proof = Derivation("d_y d_x m", P="d_y d_x", X="d_x m", Y="d_y m", s="m 1")
    P, X, Y, s = proof.letters("P X Y s")
    r = (P @ X - Y).T
    column = vec(r)
    whole = proof.by(equal(2 * half_square(P @ X - Y), column.T @ column))
    traced = proof.by(equal(column.T @ column, tr(r @ r.T)))
    error = P @ (X @ s) - Y @ s
    sample = proof.by(equal(s.T @ r @ r.T @ s, error.T @ error))
    return proof.both(whole, traced, proof.generalize(sample, s.tree))


@theorem("notation:sigma", instances=regular_data)
def sigma_is_semidefinite() -> Theorem:
    """``Sigma = Y X^T (X X^T)^{-1} X Y^T`` is symmetric and psd, where X X^T is invertible."""
    proof = Derivation("d_y d_x m", X="d_x m", Y="d_y m", N="d_x d_x", u="d_y 1")
    X, Y, N, u = proof.letters("X Y N u")
    right = proof.assume(equal(X @ X.T @ N, identity("d_x")))
    even = proof.combine(equal(N.T, N), H0.T @ N - N.T @ H0, right)
    sigma = Y @ X.T @ N @ X @ Y.T
    symmetric = proof.by(equal(sigma.T, sigma), even)
    square = proof.nonnegative_square(X.T @ N @ X @ Y.T @ u)
    shown = proof.same_bound(at_most(NONE, u.T @ sigma @ u), square, even, right)
    return proof.logic(semidefinite(sigma, "d_y"), symmetric, proof.generalize(shown, u.tree))


@theorem("notation:rank", instances=any_network)
def rank_of_upper_layers() -> Theorem:
    """``rank C <= d_y``, and ``rank C <= d_k`` for every hidden layer k."""
    net = Landscape()
    proof, W, (k, c) = net.proof, net.network("W"), net.sizes("k c")
    out, first, width = ("@", "d", TOP), ("@", "d", 1), ("@", "d", k)
    C, one = product(W, TOP, 1), identity(out)
    of_C, bounds = has_rank(C, (out, first), c), [size_at_most(1, k), size_at_most(k, "H")]
    rank, lemma = proof.assume(of_C), through(proof)
    top = proof.use(lemma, [out, first, out, c, C, one, C], proof.by(equal(C, one @ C)), rank)
    low, high = map(proof.assume, bounds)
    under = proof.sizes(size_at_most(k, TOP), high)
    split = proof.use(layer_moves.split(net), [W, 1, k, TOP], low, under)
    parts = product(W, TOP, k), product(W, k, 1)
    hidden = proof.use(lemma, [out, first, width, c, C, *parts], split, rank)
    none = proof.sizes(size_at_most(0, c))
    shown = proof.both(none, top, proof.conclude([k], bounds, hidden))
    return proof.conclude([c], [of_C], shown)


@theorem("notation:empty", instances=any_products)
def empty_products() -> Theorem:
    """``W[k:k] = I`` and ``W[H+1:k+1] W[k] = W[H+1:k]``; so the products fit for k <= H."""
    net = Landscape()
    proof, W, (k,) = net.proof, net.network("W"), net.sizes("k")
    inside = proof.assume(size_at_most(k, "H"))
    order = proof.sizes(size_at_most(k, k)), proof.sizes(size_at_most(plus(k, 1), TOP), inside)
    around = proof.use(layer_moves.around(net), [W, k, k, TOP], *order)
    empty = products.empty(proof, W, k)
    upper = product(W, TOP, plus(k, 1)) @ layer(W, k)
    longer = proof.by(equal(upper, product(W, TOP, k)), around, empty)
    low = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, TOP), inside)
    split = proof.use(layer_moves.split(net), [W, 0, k, TOP], *low)
    whole = product(W, TOP, k) @ product(W, k, k) @ product(W, k, 0)
    fits = proof.by(equal(whole, product(W, TOP, 0)), split, empty)
    return proof.conclude([k], [inside.conclusion], proof.both(empty, longer, fits))
