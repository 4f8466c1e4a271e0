"""A.6 for all sizes: ``C G B^T = [U_I, 0] G_2`` with an invertible G_2 of size d_H."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import at_most, both, equal, for_some, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1, H2, H3, H4
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.networks.complements import Complement, embedded
from proofs.library.ranks import count, counted
from proofs.papers.kawaguchi2016.instances.notation import framed_columns
from proofs.papers.kawaguchi2016.theorems.appendix_a6 import INVERSES, steps_with
from symbolic.words.terms import Term, identity, tr, zero


@theorem("appendix-a6:completed", instances=framed_columns)
def completed_frame() -> Theorem:
    """``C G B^T = T J^T H`` for an invertible H, the paper's G_2, where ``C G C^T = T T^T``.

    J is the first p columns of the identity of size d_H and K the others, so that [T, 0] = T J^T.
    """
    s = steps_with("p q", G=INVERSES["G"], T="d_y p", J="d_h p", K="d_h q")
    proof, (T, J, K), one = s.proof, s.proof.letters("T J K"), identity("d_h")
    fixes = projection_fixes(proof, s.C, s.G, s.of_gram())
    onto, unit, of_J, of_K, apart, whole = map(proof.assume, [
        equal(s.P, T @ T.T), equal(T.T @ T, identity("p")), equal(J.T @ J, identity("p")),
        equal(K.T @ K, identity("q")), equal(J.T @ K, zero("p", "q")),
        equal(J @ J.T + K @ K.T, one),
    ])  # fmt: skip
    rows, back = T.T @ s.M, s.W.T @ T
    # T^T M W^T T = T^T P T = I
    by = T.T @ H0 @ T + T.T @ T @ H1 + H1
    inverse = proof.combine(equal(rows @ back, identity("p")), by, onto, unit)
    rest = Complement(proof, back, rows, inverse)

    sizes = equal(count("p") + count("q"), count("d_h"))
    same = proof.combine(sizes, tr(H0) - tr(H1) - tr(H2), whole, of_J, of_K)
    goal = at_most(count("q"), count(rest.size))
    bound = proof.order(goal, (rest.counted, same), [], H0 - H1)
    few = proof.use(counted(proof), ["q", rest.size], bound)
    up, down, pair = embedded(proof, rest.size, "q", few, "R S")
    H, other = J @ rows + K @ down @ rest.second, back @ J.T + rest.first @ up @ K.T
    by = J @ H0 @ J.T + J @ H1 @ up @ K.T + K @ down @ H2 @ J.T + K @ down @ H3 @ up @ K.T
    by = by + K @ H4 @ K.T + Term("$5")
    known = inverse, rest.above, rest.below, rest.inner, pair, whole
    right = proof.combine(equal(H @ other, one), by, *known)
    square = proof.both(right, proof.sizes(size_at_most("d_h", "d_h")))
    left = proof.apply(proof.axiom("two_sided", "d_h", "d_h", H, other), square)
    # M = P M = T T^T M
    by = H0 @ s.M - H1 @ s.G @ s.B.T - T @ H2 @ rows - T @ H3 @ down @ rest.second
    form = proof.combine(equal(s.M, T @ J.T @ H), by, onto, fixes, of_J, apart)
    X, Y = Term("H0"), Term("I0")
    body = both(equal(s.M, T @ J.T @ X), equal(X @ Y, one), equal(Y @ X, one))
    goal = for_some("H0", ("d_h", "d_h"), for_some("I0", ("d_h", "d_h"), body))
    return proof.close(proof.exhibit_all(goal, [H, other], proof.both(form, right, left)))
