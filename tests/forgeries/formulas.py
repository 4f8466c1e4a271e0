"""Wrong variants of each closed form: one change each, as a reader might make it by mistake.

`from_depth` is the smallest H at which the variant says something else than the formula:
at H = 1 the product B_2 is the identity, so that dropping its transpose changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from proofs.evidence.equation import Equation
from proofs.papers.kawaguchi2016.claims.lemma_4_1 import GRADIENT
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import DIAGONAL, FIRST_ROW, UPPER_BLOCKS
from symbolic.algebra.kronecker import bracket, commutation_matrix, kron, vec
from symbolic.algebra.matrix import Matrix, hcat
from symbolic.networks import formulas
from symbolic.networks.network import LinearNetwork


@dataclass(frozen=True)
class Forgery:
    formula: str
    name: str
    equation: Equation
    wrong: Callable[..., Matrix]
    from_depth: int = 1

    @property
    def forged(self) -> Equation:
        return Equation(
            self.equation.left,
            lambda calculus, *index: self.wrong(calculus.network, *index),
            self.equation.indices,
            self.equation.names,
        )


N = LinearNetwork

GRADIENT_FORGERIES: dict[str, Callable[[N, int], Matrix]] = {
    "sign flipped": lambda n, k: -formulas.gradient(n, k),
    "factor two": lambda n, k: 2 * formulas.gradient(n, k),
    "transpose of V dropped": lambda n, k: kron(n.A(k), n.V(k)).T @ vec(n.r),
    "outer transpose dropped": lambda n, k: kron(n.A(k), n.V(k).T) @ vec(n.r),
    "transpose of A added": lambda n, k: kron(n.A(k).T, n.V(k).T).T @ vec(n.r),
    "Kronecker factors swapped": lambda n, k: kron(n.V(k).T, n.A(k)).T @ vec(n.r),
    "index of A shifted": lambda n, k: kron(n.A(k - 1), n.V(k).T).T @ vec(n.r),
    "index of V shifted": lambda n, k: kron(n.A(k), n.V(k + 1).T).T @ vec(n.r),
    "vec of r transposed": lambda n, k: kron(n.A(k), n.V(k).T).T @ vec(n.r.T),
    "Y dropped from r": lambda n, k: kron(n.A(k), n.V(k).T).T @ vec(n.output.T),
    "columns of W instead of rows": lambda n, k: vec((n.V(k) @ n.r @ n.A(k)).T),
}

DIAGONAL_FORGERIES: dict[str, Callable[[N, int], Matrix]] = {
    "sign flipped": lambda n, k: -formulas.diagonal_block(n, k),
    "factor two": lambda n, k: 2 * formulas.diagonal_block(n, k),
    "transpose of A moved": lambda n, k: kron(n.A(k) @ n.A(k).T, n.V(k).gram()),
    "transpose of V moved": lambda n, k: kron(n.A(k).T.gram(), n.V(k).T.gram()),
    "Kronecker factors swapped": lambda n, k: kron(n.V(k).gram(), n.A(k).T.gram()),
    "index of A shifted": lambda n, k: kron(n.A(k - 1).T.gram(), n.V(k).gram()),
    "index of V shifted": lambda n, k: kron(n.A(k).T.gram(), n.V(k + 1).gram()),
    "X dropped": lambda n, k: kron(n.A(k).T.gram(), n.product(k - 1, 1).gram()),
    "a residual term added": lambda n, k: (
        formulas.diagonal_block(n, k) + kron(n.A(k).T.gram(), n.V(k) @ n.r @ n.r.T @ n.V(k).T)
    ),
}


def _first(n: N, k: int) -> Matrix:
    return kron(n.C.T @ n.A(k), n.X @ n.V(k).T)


def _second(n: N, k: int) -> Matrix:
    return formulas.first_row_block(n, k) - _first(n, k)


def _below(n: N, k: int) -> int:
    return n.weight(k).shape[1]


def _swapped_bracket(n: N, k: int) -> Matrix:
    columns = (n.r @ n.A(k)).column
    identity = Matrix.identity(n.ring, _below(n, k))
    return hcat(*(kron(columns(t), identity) for t in range(n.weight(k).shape[0])))


FIRST_ROW_FORGERIES: dict[str, tuple[Callable[[N, int], Matrix], int]] = {
    "second term dropped": (_first, 1),
    "first term dropped": (_second, 1),
    "sign of the second term flipped": (lambda n, k: _first(n, k) - _second(n, k), 1),
    "sign flipped": (lambda n, k: -_first(n, k) - _second(n, k), 1),
    "transpose of C dropped": (
        lambda n, k: kron(n.C @ n.A(k), n.X @ n.V(k).T) + _second(n, k), 1),
    "transpose of V dropped": (
        lambda n, k: kron(n.C.T @ n.A(k), n.X @ n.V(k)) + _second(n, k), 1),
    "transpose of B dropped": (
        lambda n, k: _first(n, k)
        + kron(n.B(k), n.X) @ bracket(_below(n, k), n.r @ n.A(k)), 2),
    "Kronecker factors of the first term swapped": (
        lambda n, k: kron(n.X @ n.V(k).T, n.C.T @ n.A(k)) + _second(n, k), 1),
    "Kronecker factors of the bracket swapped": (
        lambda n, k: _first(n, k) + kron(n.B(k).T, n.X) @ _swapped_bracket(n, k), 1),
    "bracket without its order": (
        lambda n, k: _first(n, k)
        + kron(n.B(k).T, n.X) @ kron(Matrix.identity(n.ring, _below(n, k)), n.r @ n.A(k)), 1),
    "index of A shifted": (
        lambda n, k: kron(n.C.T @ n.A(k - 1), n.X @ n.V(k).T) + _second(n, k), 1),
    "index of V shifted": (
        lambda n, k: kron(n.C.T @ n.A(k), n.X @ n.V(k - 1).T) + _second(n, k), 1),
    "index of A in the bracket shifted": (
        lambda n, k: _first(n, k)
        + kron(n.B(k).T, n.X) @ bracket(_below(n, k), n.r @ n.A(k - 1)), 1),
}  # fmt: skip


def _general(n: N, l: int, k: int, second: Callable[[], Matrix]) -> Matrix:
    """The block (l, k), its second term replaced where it has one."""
    first = kron(n.A(l).T @ n.A(k), n.V(l) @ n.V(k).T)
    return first if l == k else first + second()


def _core(n: N, l: int, k: int) -> Matrix:
    return n.V(l) @ n.r @ n.A(k)


def _commutation(n: N, k: int) -> Matrix:
    height, width = n.weight(k).shape
    return commutation_matrix(n.X, width, height)


def _true_second(n: N, l: int, k: int) -> Matrix:
    return kron(n.S(k, l).T, _core(n, l, k)) @ _commutation(n, k)


GENERAL_FORGERIES: dict[str, tuple[Callable[[N, int, int], Matrix], int]] = {
    "second term dropped": (
        lambda n, l, k: kron(n.A(l).T @ n.A(k), n.V(l) @ n.V(k).T), 1),
    "sign of the second term flipped": (
        lambda n, l, k: _general(n, l, k, lambda: -_true_second(n, l, k)), 1),
    "sign flipped": (lambda n, l, k: -formulas.block(n, l, k), 1),
    "commutation matrix left out": (
        lambda n, l, k: _general(n, l, k, lambda: kron(n.S(k, l).T, _core(n, l, k))), 1),
    "commutation matrix transposed": (
        lambda n, l, k: _general(
            n, l, k, lambda: kron(n.S(k, l).T, _core(n, l, k)) @ _commutation(n, k).T), 1),
    "transpose of S dropped": (
        lambda n, l, k: _general(
            n, l, k, lambda: kron(n.S(k, l), _core(n, l, k)) @ _commutation(n, k)), 2),
    "Kronecker factors swapped": (
        lambda n, l, k: _general(
            n, l, k, lambda: kron(_core(n, l, k), n.S(k, l).T) @ _commutation(n, k)), 1),
    "index of A in the first term shifted": (
        lambda n, l, k: formulas.block(n, l, k)
        - kron(n.A(l).T @ n.A(k), n.V(l) @ n.V(k).T)
        + kron(n.A(l).T @ n.A(k - 1), n.V(l) @ n.V(k).T), 1),
    "V_k for V_l in the second term": (
        lambda n, l, k: _general(
            n, l, k,
            lambda: kron(n.S(k, l).T, n.V(k) @ n.r @ n.A(k)) @ _commutation(n, k)), 1),
}  # fmt: skip

FORGERIES = (
    [Forgery("lemma-4.1", name, GRADIENT, wrong) for name, wrong in GRADIENT_FORGERIES.items()]
    + [
        Forgery("lemma-4.3 (k, k)", name, DIAGONAL, wrong)
        for name, wrong in DIAGONAL_FORGERIES.items()
    ]
    + [
        Forgery("lemma-4.3 (1, k)", name, FIRST_ROW, wrong, depth)
        for name, (wrong, depth) in FIRST_ROW_FORGERIES.items()
    ]
    + [
        Forgery("general-block", name, UPPER_BLOCKS, wrong, depth)
        for name, (wrong, depth) in GENERAL_FORGERIES.items()
    ]
)
