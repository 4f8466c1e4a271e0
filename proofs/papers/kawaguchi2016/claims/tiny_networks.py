"""Theorem 2.3 and Corollary 2.4 on ALL critical points of tiny networks.

No generator of points takes part. X and Y are fixed (X the identity, Sigma with distinct
eigenvalues); the weights are unknowns of polynomial equations. The critical points that
are not global minima are the real zeros of the gradient where ``L - L*`` is not zero, that
is, of the ideal J = (gradient, 1 - z (L - L*)). Two things are decided:

- they are covered: a list of parametrised families contains every real zero of J. Each
  family is given by equations, and a Groebner basis shows that each product of equations,
  one from each family, vanishes on all zeros of J (radical membership);
- every member of a family is a saddle: the loss along a line is a polynomial in the
  parameters and t whose lowest coefficient in t is a negative number times a square; along
  another it is at least the opposite. Where the square vanishes, the member belongs to
  another family of the list, which ends with families whose square is a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.tiny_families import (
    COVER_PART,
    SADDLE_PART,
    STRICT_PART,
    Family,
    Tiny,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a1_a4_c1 import value_at_eigenvectors
from proofs.papers.kawaguchi2016.theorems.eckart_young import eckart_young


def _scalar(depth: int) -> Tiny:
    """Widths all one, X = Y = 1: a non-global critical point has two or more zero weights.

    The families leave all but 2, 3, .., H+1 weights free; with the weights in Z zero and the
    others a, b the loss along w_j + t (j in Z), the last step times a b, is
    1/2 - (a b)^2 t^|Z| + ..
    """
    names = [f"w{k}_11" for k in range(1, depth + 2)]
    families = []
    for count in range(2, depth + 2):
        for zero in combinations(names, count):
            free = [name for name in names if name not in zero]
            letters = dict(zip(free, "ab", strict=False))
            factor = "*".join(letters.values()) or "1"
            square = "*".join(f"{letter}**2" for letter in letters.values()) or "1"
            moves = dict.fromkeys(zero, "t") | {zero[-1]: f"{factor}*t"}
            rest = tuple(_zero_name((*zero, name), names) for name in free)
            values = {name: letters.get(name, "0") for name in names}
            families.append(
                Family(_zero_name(zero, names), zero, values, moves, count, square, rest)
            )
    return Tiny(",".join("1" * (depth + 2)) + ":1", ((1,),), tuple(families))


def _zero_name(zero: Sequence[str], names: Sequence[str]) -> str:
    return " = ".join(name[:-3] for name in names if name in zero) + " = 0"


_ORIGIN = {"w1_11": "0", "w1_12": "0", "w2_11": "0", "w2_21": "0"}
_LAST = "w1_11 = w2 = w3 = 0"

TINY: tuple[Tiny, ...] = (
    _scalar(1),
    _scalar(2),
    _scalar(3),
    Tiny(
        "2,1,2:2",
        ((2, 0), (0, 1)),
        (
            Family(
                "the second eigenvector",
                ("w1_11", "w2_11", "w1_12*w2_21 - 1"),
                _ORIGIN | {"w1_12": "1/a", "w2_21": "a"},
                {"w1_11": "t/a", "w2_11": "a*t"},
                2,
                "1",
            ),
            Family("0", tuple(_ORIGIN), _ORIGIN, {"w1_11": "t", "w2_11": "t"}, 2, "2"),
        ),
    ),
    Tiny(
        "2,1,1,1:2",
        ((1, 0),),
        (
            Family(
                "w2 = w3 = 0",
                ("w2_11", "w3_11"),
                {"w1_11": "a", "w1_12": "b", "w2_11": "0", "w3_11": "0"},
                {"w2_11": "t", "w3_11": "a*t"},
                2,
                "a**2",
                (_LAST,),
            ),
            Family(
                "w1_11 = w2 = 0",
                ("w1_11", "w2_11"),
                {"w1_11": "0", "w1_12": "b", "w2_11": "0", "w3_11": "a"},
                {"w1_11": "(1 + a**2*b**2/2)*t", "w2_11": "a*t"},
                2,
                "a**2",
                (_LAST,),
            ),
            Family(
                "w1_11 = w3 = 0",
                ("w1_11", "w3_11"),
                {"w1_11": "0", "w1_12": "b", "w2_11": "a", "w3_11": "0"},
                {"w1_11": "(1 + a**2*b**2/2)*t", "w3_11": "a*t"},
                2,
                "a**2",
                (_LAST,),
            ),
            Family(
                _LAST,
                ("w1_11", "w2_11", "w3_11"),
                {"w1_11": "0", "w1_12": "b", "w2_11": "0", "w3_11": "0"},
                {"w1_11": "t", "w2_11": "t", "w3_11": "t"},
                3,
                "1",
            ),
        ),
    ),
)


LEAST_PART = (
    "no loss is smaller than (||Y||^2 - the q largest eigenvalues of Sigma)/2, q a width of the"
    " network (Eckart and Young 1936): L* is not smaller than is said"
)
REACHED_PART = "W_{H+1}..W_1 = U_q U_q^T Y X^T (X X^T)^{-1} has this loss"


def _decide(settings: Settings) -> Iterator[Evidence]:
    from proofs.papers.kawaguchi2016.claims.tiny_critical_sets import (
        decide_cover,
        decide_family,
        decide_strictness,
    )

    for tiny in TINY:
        if settings.quick and len(tiny.families) > 5:
            continue
        yield decide_cover(tiny)
        for family in tiny.families:
            yield decide_family(tiny, family)
        yield decide_strictness(tiny)


CLAIM = Claim(
    id="tiny-networks",
    title="Theorem 2.3 and Corollary 2.4 on all critical points of tiny networks",
    section="2.3",
    line=57,
    role="next to",
    statement=(
        "For X = I, these Y and all real weights of the networks 1,1,1; 1,1,1,1; 1,1,1,1,1;"
        " 2,1,2; 2,1,1,1: every critical point that is not a global minimum is a saddle point;"
        " for H = 1 its Hessian has a negative eigenvalue; for H >= 2 there are saddle points"
        " at which it has none."
    ),
    parts=(COVER_PART, SADDLE_PART, STRICT_PART, LEAST_PART, REACHED_PART),
    decide=_decide,
    uses=("theorem-2.3.iii", "corollary-2.4"),
    proof=(
        "Groebner bases show that a list of parametrised families holds every real critical"
        " point with L != L*; along a line through each member the loss is a polynomial in the"
        " parameters and t whose lowest coefficient is a negative number times a square, and"
        " where the square vanishes the member belongs to a smaller family."
    ),
    theorems=((LEAST_PART, eckart_young), (REACHED_PART, value_at_eigenvectors)),
    trusts=("sympy.groebner", "sympy polynomials"),
    latex=(
        r"\nabla \bar{\mathcal{L}}(W) = 0,\ \bar{\mathcal{L}}(W) \ne \min \bar{\mathcal{L}}"
        r" \Rightarrow W \text{ is a saddle point}"
    ),
)
