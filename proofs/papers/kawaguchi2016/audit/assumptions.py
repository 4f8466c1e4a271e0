"""What the theorems of the audit assume, in words and as formulas, and where hypotheses fail.

`ASSUMES` says of a theorem what it assumes: each formula must be a hypothesis of its certificate,
and each hypothesis one of these formulas. `FAILS` says of a printed hypothesis at which matrices
it does not hold; a theorem that does without it is evaluated at such matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from proofs.evidence.instance_inverses import full_rank_factors, inverse
from proofs.evidence.instances import Matrix, eye
from proofs.kernel.formulas import (
    Formula,
    either,
    equal,
    for_all,
    has_rank,
    implies,
    negation,
    number,
    size_at_most,
    substitute,
)
from proofs.library.networks.landscape import TOP, global_minimum, is_critical, local_minimum
from proofs.library.networks.products import product
from proofs.library.networks.second_variation import stationary_pair
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import layers
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import eigenvectors, largest
from symbolic.words.terms import Term, identity, zero

Values = Mapping[str, Any]
OUT, IN, FIRST = ("@", "d", TOP), ("@", "d", 0), ("@", "d", 1)
X, Y, N = map(Term, "XYN")


def _positive_widths() -> Formula:
    wide = implies(size_at_most("k0", "H"), size_at_most(1, ("@", "d", "k0")))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), wide))


def _semidefinite() -> Formula:
    net = layers()
    return either(net.semidefinite(1), net.semidefinite(-1))


def _shallow(formula: Formula) -> Formula:
    """A formula about a network of any depth, for H = 1; Y is called Y_1 there."""
    found: Formula = substitute(formula, {"H": 1, "Y": "Y_1"})
    return found


def _some_data() -> dict[str, Formula]:
    return {
        "X Y^T != 0": negation(equal(X @ Y.T, zero(IN, OUT))),
        "every width is at least one": _positive_widths(),
    }


def _full_middle_rank() -> dict[str, Formula]:
    onto = equal(Term("A") @ product("W", "H", 1) @ Term("B"), identity("q"))
    return {
        "W is a critical point": is_critical("W"),
        "W is not a global minimum": negation(global_minimum("W")),
        "1 <= k": size_at_most(1, "k"),
        "k <= H": size_at_most("k", "H"),
        "q is at least the width d_k": size_at_most(("@", "d", "k"), "q"),
        "rank(W_H..W_2) is at least q": onto,
    }


def _top_projection() -> dict[str, Formula]:
    C, U, M = product("W", TOP, 1), Term("U"), Term("M")
    sigma = Y @ X.T @ N @ X @ Y.T
    bounds = Term("low"), Term("high")
    return {
        "W_1 and W_{H+1} critical, the Hessian psd on these two layers": stationary_pair("W"),
        "H >= 1": size_at_most(1, "H"),
        "X X^T invertible": equal(X @ X.T @ N, identity(IN)),
        "G is a {1}-inverse of C^T C": _inverse("G", C.T @ C),
        "q = rank C": has_rank(C, (OUT, FIRST), "q"),
        "U spans an invariant space of Sigma of q dimensions": eigenvectors(sigma, U, M, "q"),
        "its eigenvalues are larger than the others": largest(sigma, U, M, bounds, (OUT, "q")),
    }


def _solutions() -> dict[str, Formula]:
    C = Term("C")
    return {
        "X X^T invertible": equal(X @ X.T @ N, identity("d_x")),
        "G is a {1}-inverse of C^T C": _inverse("G", C.T @ C),
        "X X^T invertible, from the left": equal(N @ X @ X.T, identity("d_x")),
    }


def _gated() -> dict[str, Formula]:
    Z, p, rho = Term("Z"), Term("p"), Term("rho")
    return {
        "A1p-m: Pr(Z = 1) = rho for every path": equal(Z @ p, rho @ Term("ones")),
        "the probabilities add up to 1": equal(Term("all") @ p, number(1)),
        "q rho = 1": equal(Term("q") @ rho, number(1)),
    }


def _inverse(name: str, inverse_of: Term) -> Formula:
    return equal(inverse_of @ Term(name) @ inverse_of, inverse_of)


def _one_inverses(**named: str) -> dict[str, Formula]:
    """Each letter given is a {1}-inverse of the letter it is given."""
    words = "{} is a {{1}}-inverse of {}"
    return {words.format(G, A): _inverse(G, Term(A)) for G, A in named.items()}


def _of_gram(*names: str) -> dict[str, Formula]:
    C = Term("C")
    return {f"{G} is a {{1}}-inverse of C^T C": _inverse(G, C.T @ C) for G in names}


def _albert() -> dict[str, Formula]:
    A, D = Term("A"), Term("D")
    return {
        "A is symmetric": equal(A.T, A),
        "D is symmetric": equal(D.T, D),
        **_one_inverses(G="A"),
    }


def _pair() -> dict[str, Formula]:
    return {"the Hessian, of two layers, is psd": layers().semidefinite(1)}


@cache
def assumes(theorem: str) -> Mapping[str, Formula]:
    """What a theorem assumes: each hypothesis in words, with its formula."""
    found: Mapping[str, Formula] = _ASSUMES[theorem]()
    return found


_ASSUMES: dict[str, Callable[[], dict[str, Formula]]] = {
    "conjecture-2.2": dict,
    "theorem-2.3.i": lambda: _some_data() | {"H >= 1": size_at_most(1, "H")},
    "theorem-2.3.ii": lambda: {"W is a local minimum": local_minimum("W")},
    "theorem-2.3.iii": lambda: {"W is not a global minimum": negation(global_minimum("W"))},
    "theorem-2.3.iv": _full_middle_rank,
    "corollary-2.4": lambda: _some_data() | {"H >= 2": size_at_most(2, "H")},
    "corollary-2.4:shallow": lambda: {
        "W is a critical point": _shallow(is_critical("W")),
        "W is not a global minimum": _shallow(negation(global_minimum("W"))),
    },
    "corollary-3.2": _gated,
    "lemma-4.2": _solutions,
    "lemma-4.4": lambda: {"the Hessian, of two layers, is semidefinite": _semidefinite()},
    "corollary-4.5": lambda: {"the Hessian, of two layers, is semidefinite": _semidefinite()},
    "lemma-4.6": _top_projection,
    "lemma-4.6-strong": lambda: dict(list(_top_projection().items())[:4]),
    "pair-conditions": _pair,
    "appendix-a7": lambda: _one_inverses(G="A", H="B"),
    "fact-a17": lambda: _of_gram("G"),
    "fact-a20": lambda: _of_gram("G"),
    "fact-a21": lambda: _of_gram("G"),
    "fact-a22": lambda: _of_gram("G", "K"),
    "fact-a23": lambda: _one_inverses(G="M"),
    "fact-a24": _albert,
    "fact-a25": lambda: {"S has an inverse": equal(Term("S") @ Term("T"), identity("n"))},
}


# Where a printed hypothesis does not hold, in plain fractions.


def _rank(matrix: Matrix) -> int:
    return full_rank_factors(matrix)[0]


def _no_inverse(v: Values) -> bool:
    return _rank(v["X"]) < len(v["X"].rows)


def _poor(v: Values) -> bool:
    return _rank(v["X"] @ v["Y"].T) < len(v["Y"].rows)


def _repeated(v: Values) -> bool:
    """I, Sigma, .., Sigma^{d_y - 1} are dependent; where Sigma is defined at all."""
    X, Y = v["X"], v["Y"]
    if _no_inverse(v):
        return False
    sigma = Y @ X.T @ inverse(X @ X.T) @ X @ Y.T
    power, rows = Matrix(eye(sigma.m), sigma.m, sigma.m), []
    for _ in range(sigma.m):
        rows.append([entry for row in power.rows for entry in row])
        power = power @ sigma
    return _rank(Matrix(rows, sigma.m, sigma.m**2)) < len(rows)


def _widths(v: Values) -> list[int]:
    found: list[int] = v["d"][: v["H"] + 2]
    return found


def _not_critical_inside(v: Values) -> bool:
    """Some gradient for W_2, .., W_H does not vanish; here W_k is W[k-1]."""
    W, H = v["W"], v["H"]
    above = [Matrix(eye(v["Y"].m), v["Y"].m, v["Y"].m)]
    for weight in reversed(W[: H + 1]):
        above.insert(0, above[0] @ weight)
    below = v["X"]
    slope = (above[0] @ v["X"] + v["Y"].scaled(Fraction(-1))).T
    for k in range(H):
        if k and any(map(any, (below @ slope @ above[k + 1]).rows)):
            return True
        below = W[k] @ below
    return False


FAILS: dict[str, Callable[[Values], bool]] = {
    "X X^T invertible": _no_inverse,
    "X Y^T of full rank": _poor,
    "X Y^T invertible": lambda v: v["X"].m != v["Y"].m or _poor(v),
    "d_y <= d_x": lambda v: v["Y"].m > v["X"].m,
    "Sigma has distinct eigenvalues": _repeated,
    "H = 1": lambda v: v["H"] > 1,
    "p < d_x = d_y": lambda v: not min(_widths(v)[1:-1]) < _widths(v)[0] == _widths(v)[-1],
    "criticality in W_2, .., W_H": _not_critical_inside,
}
"""For a printed hypothesis, whether it does not hold at the values of the letters."""
