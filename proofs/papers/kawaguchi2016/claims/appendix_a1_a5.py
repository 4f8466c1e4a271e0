"""Appendices A.1, A.2 and A.5: the chain rule, equation (2), and ranks from ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.equation import Equation, layers
from proofs.evidence.expression import Assertion, both, negation, number, rank, vanishes
from proofs.evidence.identities import decide_equation, decide_identity
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks, critical_points, unit_data
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.appendix_b1_deficient import (
    SOLUTION_PART,
    solutions,
    with_some_matrix,
)
from proofs.papers.kawaguchi2016.claims.at_critical_points import TRUSTS, VARIATION
from proofs.papers.kawaguchi2016.theorems.appendix_a1_a4_c1 import (
    chain_rule,
    derivative_of_square,
    residual_vector,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a5_b1 import (
    ranks_from_ranges,
    ranks_without_ranges,
)
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import zero_product
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from symbolic.algebra.kronecker import vec
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import generic_matrices
from symbolic.networks.derivatives import jacobian
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
POINTS = ("1,1,1:1", "2,1,2:2", "1,2,1:1", "1,1,1,1:1", "2,1,2,2:2", "1,1,2,1:1", "1,2,2,1:1")


def points() -> Iterable[LinearNetwork]:
    """Critical points, X = I."""
    return critical_points(POINTS)


# A.1

OUTER_PART = "D_{vec(r)} (vec(r)^T vec(r))/2 = vec(r)^T"
RESIDUAL_PART = "vec(r) = vec(X^T W_1^T .. W_{H+1}^T) - vec(Y^T)"
CHAIN_PART = "D_{vec(W_k^T)} L = (D_{vec(r)} L)(D_{vec(W_k^T)} vec(r))"

CHAIN = Equation(
    lambda calculus, k: calculus.gradient(k).T,
    lambda calculus, k: vec(calculus.network.r).T @ jacobian(calculus, lambda n: n.r, k),
    layers,
)


def _decide_chain(settings: Settings) -> Iterator[Evidence]:
    for size in (1, 2, 4):
        r = generic_matrices({"r": (size, 1)}, "sympy")["r"]
        square, generators = (r.T @ r)[0, 0], list(r.entries())
        derivatives = ([square.diff(symbol) for symbol in generators],)
        yield decide_identity(OUTER_PART, f"{size} entries", Matrix(r.ring, derivatives), r.T * 2)
    for architecture in settings.architectures:
        n = LinearNetwork.symbolic(architecture)
        product = n.X.T
        for W in n.W:
            product = product @ W.T
        yield decide_identity(RESIDUAL_PART, str(architecture), vec(n.r), vec(product) - vec(n.Y.T))
    yield from decide_equation(CHAIN_PART, CHAIN, settings, engines=("flint",))


CHAIN_CLAIM = Claim(
    id="appendix-a1",
    title="The lines of the proof of Lemma 4.1",
    section="A.1",
    line=259,
    statement="\n".join((OUTER_PART, RESIDUAL_PART, CHAIN_PART)),
    parts=(OUTER_PART, RESIDUAL_PART, CHAIN_PART),
    decide=_decide_chain,
    uses=("fact-a11",),
    proof="Identities of polynomials in all entries; the first is for twice the loss.",
    theorems=(
        (OUTER_PART, derivative_of_square),
        (RESIDUAL_PART, residual_vector),
        (CHAIN_PART, chain_rule),
    ),
    latex=(
        r"\mathcal{D}_{\mathrm{vec}(W_k^T)} \bar{\mathcal{L}} = \mathrm{vec}(r)^T"
        r" \mathcal{D}_{\mathrm{vec}(W_k^T)} \mathrm{vec}(r)"
    ),
)

# A.2


def _decide_solutions(_settings: Settings) -> Iterator[Evidence]:
    yield from decide_lines({SOLUTION_PART: solutions}, points(), with_some_matrix)


SOLUTIONS_CLAIM = Claim(
    id="appendix-a2-solutions",
    title="Equation (2): all solutions for W_1",
    section="A.2",
    line=273,
    statement=SOLUTION_PART,
    parts=(SOLUTION_PART,),
    decide=_decide_solutions,
    hypotheses=("X X^T invertible", "G is any {1}-inverse of C^T C"),
    uses=("appendix-a2", "fact-a17"),
    proof="Both directions are evaluated, with a {1}-inverse that is not symmetric.",
    trusts=TRUSTS,
    theorems=((SOLUTION_PART, lemma_4_2),),
    latex=(r"W_1 = (C^T C)^- C^T Y X^T (X X^T)^{-1} + (I - (C^T C)^- C^T C) L \iff X r C = 0"),
)

# A.5

RANK_PART = "R(B_k^T) in R(C^T C): rank(W_{H+1}..W_k) >= rank B_k; then rank C = rank B_k"
WEAKER_PART = "the rank condition can hold where the range condition fails"


def _ranked(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        included = t.B(k).T.within(t.C.T @ t.C)
        more, same = rank(t.B(k)).at_most(rank(t.A(k - 1))), rank(t.C).equals(rank(t.B(k)))
        found.append(Assertion((included,), both(more, same), f"k = {k}"))
    return found


def _only_rank(n: LinearNetwork, _: Given) -> Lines:
    """Where the ranges are not included and X r A_k != 0, the ranks can still be in order."""
    t = Letters(n.architecture)
    found: Lines = []
    for k in range(2, t.top + 1):
        included = t.B(k).T.within(t.C.T @ t.C)
        zero = vanishes(t.X @ t.r @ t.A(k), t.width(0), t.width(k))
        more = rank(t.B(k)).at_most(rank(t.A(k - 1)))
        given = (t.critical, negation(included), negation(zero), more)
        found.append(Assertion(given, rank(t.C).less(rank(t.B(k))), f"k = {k}"))
    return found


def _decide_ranks(_settings: Settings) -> Iterator[Evidence]:
    yield from decide_lines({RANK_PART: _ranked}, points())
    every = all_networks(("1,1,2,1:1",), (0, 1), unit_data)
    yield from decide_lines({WEAKER_PART: _only_rank}, every)


RANKS_CLAIM = Claim(
    id="appendix-a5",
    title="The steps of the proof of Corollary 4.5",
    section="A.5",
    line=347,
    statement="For k in {2, .., H+1}:\n" + "\n".join((RANK_PART, WEAKER_PART)),
    parts=(RANK_PART, WEAKER_PART),
    decide=_decide_ranks,
    uses=("lemma-4.4",),
    proof=(
        "Evaluated at critical points; the second line at those where the ranks are in order"
        " although neither alternative of Lemma 4.4 holds."
    ),
    trusts=TRUSTS,
    theorems=((RANK_PART, ranks_from_ranges), (WEAKER_PART, ranks_without_ranges)),
    latex=(
        r"\mathcal{R}(B_k^T) \subseteq \mathcal{R}(C^T C) \Rightarrow"
        r" \mathrm{rank}(W_{H+1} \cdots W_k) \ge \mathrm{rank}\, B_k"
    ),
)

# Beyond: C = 0.

ZERO_PART = "C = 0, critical, rank X Y^T = d_y: the Hessian is psd if and only if it is zero"


def _zero_product(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    total = n.architecture.parameters
    zero = vanishes(t.hessian, total, total)
    full = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    given = (t.critical, full, vanishes(t.C, t.width(t.top), t.width(1)))
    return [
        Assertion((*given, t.semidefinite), zero, "psd"),
        Assertion((*given, negation(zero)), negation(t.semidefinite), "not zero"),
    ]


def _decide_zero(_settings: Settings) -> Iterator[Evidence]:
    texts = ("1,1,1:1", "1,1,1,1:1", "2,1,1,2:2", "1,1,1,1,1:1", "1,1,2,1:1", "2,2,2,2:2")
    yield from decide_lines({ZERO_PART: _zero_product}, critical_points(texts))


ZERO_CLAIM = Claim(
    id="zero-product",
    title="W_{H+1}..W_2 = 0: psd means zero",
    section="4.2",
    line=171,
    role="next to",
    statement=ZERO_PART,
    parts=(ZERO_PART,),
    decide=_decide_zero,
    hypotheses=("W is a critical point", "X Y^T of rank d_y"),
    uses=("lemma-4.4",),
    proof=(
        "By Lemma 4.4 B_k = 0 or A_k = 0 for each k >= 2, so all diagonal blocks vanish."
        " Evaluated at critical points with C = 0, also with other weights that are not zero. "
        + VARIATION
    ),
    trusts=TRUSTS,
    theorems=((ZERO_PART, zero_product),),
    latex=(rf"C = 0:\ {tex.PSD} \iff \nabla^2 \bar{{\mathcal{{L}}}}(W) = 0"),
)
CLAIMS = (CHAIN_CLAIM, SOLUTIONS_CLAIM, RANKS_CLAIM, ZERO_CLAIM)
