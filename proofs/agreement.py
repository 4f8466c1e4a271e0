"""The theorems for all sizes at concrete sizes: evaluated, in plain fractions, at instances.

Each theorem is evaluated where its hypotheses hold: the hypotheses are either evaluated too,
or, where they speak of all matrices, hold because the instance was made from an exact critical
point of that kind. A statement about all matrices is tried at some of them and can only fail to
be refuted; "some" is tried at a witness where one is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice
from random import Random
from time import perf_counter
from typing import Any

from proofs.certified import statement
from proofs.claim import Evidence, Outcome, Scope, Settings
from proofs.instance_inverses import (
    full_rank_factors,
    inverse,
    moore_penrose,
    random_one_inverse,
)
from proofs.instances import Instance, Matrix, instance_of, random_matrix
from proofs.samples import samples
from symbolic import formulas
from symbolic.classification import Kind, Point
from symbolic.exact import to_fraction
from symbolic.linalg import negative_direction
from symbolic.matrix import Matrix as Exact
from symbolic.matrix import hcat, vcat

ROUNDS = 6
MAX_PARAMETERS = 10
Values = dict[str, Any]
Draw = Callable[[Random, Settings], Iterator[tuple[Values, dict[str, list[Any]]]]]
"""Values of letters at which the hypotheses hold, and what to try for bound names."""

DRAWS: dict[str, Draw] = {}


def plain(matrix: Exact) -> Matrix:
    """A rational matrix in plain fractions."""
    rows = [[to_fraction(entry) for entry in row] for row in matrix.rows]
    return Matrix(rows, *matrix.shape)


class Guided(Instance):
    """An instance that first tries what it was told for a bound name."""

    def __init__(
        self,
        rng: Random,
        values: Values,
        tried: Mapping[str, list[Any]],
        derivatives: dict[Any, Any] | None = None,
    ) -> None:
        super().__init__(rng, values)
        self.tried = tried
        self.derivatives = {} if derivatives is None else derivatives

    def term(self, tree: Any) -> Matrix:
        """The value of a term; a derivative is worked out once for the same values."""
        if tree[0] != "D":
            return super().term(tree)
        names = sorted(_leaves(tree) & self.values.keys())
        values = [self.values[name] for name in names]
        key = id(tree), *map(id, values)
        if key not in self.derivatives:
            plainly = Instance(self.rng, self.values)
            self.derivatives[key] = (
                plainly.term(tree),
                tree,
                values,
            )  # kept, so that ids stay theirs
        found: Matrix = self.derivatives[key][0]
        return found

    def with_value(self, name: str, value: Any) -> Guided:
        """The same with another value for a name."""
        return Guided(self.rng, {**self.values, name: value}, self.tried, self.derivatives)

    def values_for(self, name: str, sort: Any) -> Iterator[Any]:
        """What is known for the name, where it fits; random values where nothing is known."""
        known = self.tried.get(name.rstrip("'"))
        if known is None:
            return self.candidates(sort)
        return (value for value in known if self.fits(value, sort))

    def fits(self, value: Any, sort: Any) -> bool:
        """Whether a value is of a sort."""
        if not isinstance(value, Matrix) or not isinstance(sort, list) or sort[0] == "@":
            return not isinstance(value, Matrix) and sort == "size"
        return (value.m, value.n) == tuple(map(self.size, sort))


def _leaves(tree: Any) -> set[str]:
    if isinstance(tree, str):
        return {tree}
    return set().union(*map(_leaves, tree)) if isinstance(tree, list) else set()


def instances(name: str, settings: Settings, rounds: int = ROUNDS) -> Iterator[Guided]:
    """Instances of a theorem at which its hypotheses hold."""
    content = statement(name)
    rng = Random(f"{settings.seed} {name}")
    draw = DRAWS.get(name, _anything(content))
    for values, tried in islice(draw(rng, settings), rounds):
        sizes = sizes_from(content["letters"], values)
        yield Guided(rng, sizes | values, tried)


def sizes_from(letters: Mapping[str, Any], values: Values) -> Values:
    """The sizes that the values of letters have."""
    found: Values = {}
    for name, sort in letters.items():
        value = values.get(name)
        if isinstance(value, Matrix):
            pairs = zip(sort, (value.m, value.n), strict=True)
            found |= {leg: size for leg, size in pairs if isinstance(leg, str)}
    return found


def evaluate(name: str, here: Guided) -> bool | None:
    """The conclusion of a theorem at an instance; raises `ValueError` outside its hypotheses."""
    content = statement(name)
    for formula in content["hypotheses"]:
        if here.holds(formula) is False:
            raise ValueError(f"{name}: a hypothesis does not hold at the instance")
    return here.holds(content["conclusion"])


def agreement(part: str, name: str, settings: Settings) -> Evidence:
    """Evidence of scope `points`: the theorem at concrete instances; fails if one refutes it."""
    start = perf_counter()
    rounds = ROUNDS // 3 if settings.quick else ROUNDS
    found = [evaluate(name, here) for here in instances(name, settings, rounds)]
    true, open_, false = (found.count(answer) for answer in (True, None, False))
    outcome = Outcome.FAILS if false else Outcome.HOLDS if found else Outcome.OPEN
    tried = f", not refuted at {open_} (quantifiers over matrices are tried only)" if open_ else ""
    return Evidence(
        part,
        outcome,
        Scope.POINTS,
        f"{len(found)} instances of theorem {name}",
        by=f"plain fractions, seed {settings.seed}",
        detail=f"refuted at {false}" if false else f"true at {true}{tried}",
        seconds=perf_counter() - start,
    )


# Where the hypotheses of each theorem hold.


def _anything(content: Mapping[str, Any]) -> Draw:
    """Random values for the letters of the statement: for theorems without hypotheses."""
    sorts = dict.fromkeys(content["sizes"], "size") | content["letters"]

    def draw(rng: Random, _settings: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
        while True:
            yield instance_of(sorts, rng).values, {}

    return draw


def drawn(*names: str) -> Callable[[Draw], Draw]:
    """Register where to evaluate the theorems named."""

    def register(draw: Draw) -> Draw:
        DRAWS.update(dict.fromkeys(names, draw))
        return draw

    return register


def _random(rng: Random) -> Matrix:
    return random_matrix(rng, rng.randint(1, 3), rng.randint(1, 3))


@drawn("fact-a17", "fact-a20", "fact-a21", "fact-a22")
def _projections(rng: Random, _: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    while True:
        C = _random(rng)
        G, K = (random_one_inverse(C.T @ C, rng) for _ in range(2))
        yield {"C": C, "G": G, "K": K}, {}


@drawn("appendix-a7", "appendix-a7:special")
def _one_inverses(rng: Random, _: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    while True:
        A, B = _random(rng), _random(rng)
        G, H = random_one_inverse(A, rng), random_one_inverse(B, rng)
        yield {"A": A, "B": B, "G": G, "H": H, "F": B, "n": rng.randint(1, 3)}, {}


@drawn("fact-a27")
def _pseudoinverses(rng: Random, _: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    while True:
        A, B = _random(rng), _random(rng)
        yield {"A": A, "B": B, "G": moore_penrose(A), "H": moore_penrose(B)}, {}


@drawn("lemma-4.2")
def _two_layers(rng: Random, _: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    while True:
        d_x, m = rng.randint(1, 2), rng.randint(2, 3)
        C, X = _random(rng), random_matrix(rng, d_x, m)
        if full_rank_factors(X)[0] < d_x:
            continue
        Y, N = random_matrix(rng, C.m, m), inverse(X @ X.T)
        G = random_one_inverse(C.T @ C, rng)
        W = random_matrix(rng, C.n, d_x)
        if rng.random() < 0.7:  # a critical one, by the lemma's own family
            W = G @ C.T @ Y @ X.T @ N + W + (G @ C.T @ C @ W).scaled(Fraction(-1))
        yield {"C": C, "X": X, "Y": Y, "N": N, "G": G, "W": W}, {"L": [W]}


def _points(settings: Settings, rng: Random, good: Callable[[Point], bool]) -> Iterator[Point]:
    """Sample points of a kind, small, in random order."""
    small = [
        s.point for s in samples(settings) if s.recipe.architecture.parameters <= MAX_PARAMETERS
    ]
    rng.shuffle(small)
    return (point for point in small if good(point))


@drawn("lemma-4.4", "corollary-4.5")
def _semidefinite(rng: Random, settings: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    for point in _points(settings, rng, lambda point: point.inertia[1] == 0):
        n = point.network
        k = rng.randint(2, len(n.W))
        A, W, B, C = map(plain, (n.A(k), n.weight(k), n.B(k), n.C))
        values = {"A": A, "W": W, "B": B, "U": plain(n.weight(1))}
        G = random_one_inverse(C.T @ C, rng)
        factors = [full_rank_factors(B), full_rank_factors(A @ W)]
        tried = {name: [f[place] for f in factors] for place, name in enumerate("rPQLR")}
        tried["q"] = tried["r"]
        yield values | {"X": plain(n.X), "Y": plain(n.Y)}, tried | {"Z": [G @ B.T]}


@drawn("lemma-4.4:negative")
def _negative(rng: Random, settings: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    for point in _points(settings, rng, lambda point: point.hessian.is_zero()):
        n = point.network
        l = rng.randint(1, len(n.W) - 1)
        k = rng.randint(l + 1, len(n.W))
        parts = {"A": n.A(k), "W": n.weight(k), "S": n.S(k, l), "U": n.weight(l), "V": n.V(l)}
        yield {name: plain(part) for name, part in (parts | {"Y": n.Y}).items()}, {}


def _network(rng: Random, point: Point) -> Values:
    """H, d, X, Y and W of a point; layers above the last are there and do not matter."""
    n = point.network
    widths = [*n.architecture.widths]
    d = widths + [1] * (12 - len(widths))
    W = [plain(weight) for weight in n.W]
    W += [random_matrix(rng, d[k + 1], d[k]) for k in range(len(W), 11)]
    values = {"H": n.architecture.depth, "d": d, "W": W, "m": n.X.shape[1]}
    return values | {"X": plain(n.X), "Y": plain(n.Y)}


@drawn("theorem-2.3.ii")
def _minima(rng: Random, settings: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    for point in _points(settings, rng, lambda point: point.kind is Kind.GLOBAL_MINIMUM):
        yield _network(rng, point), {}


@drawn("theorem-2.3.iii")
def _saddles(rng: Random, settings: Settings) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    for point in _points(settings, rng, lambda point: not point.optimal):
        yield _network(rng, point), {}


@drawn("theorem-2.3.iv")
def _full_rank_saddles(
    rng: Random, settings: Settings
) -> Iterator[tuple[Values, dict[str, list[Any]]]]:
    for point in _points(settings, rng, lambda point: not point.optimal):
        n = point.network
        H = n.architecture.depth
        k = min(range(1, H + 1), key=lambda k: n.architecture.widths[k])
        q = n.architecture.widths[k]
        rank, _, _, L, R = full_rank_factors(plain(n.product(H, 2)))
        if rank < q:
            continue
        A = Matrix(L.rows[:q], q, L.n)
        B = Matrix([row[:q] for row in R.rows], R.m, q)
        yield _network(rng, point) | {"k": k, "q": q, "A": A, "B": B}, _outer_direction(point)


def _outer_direction(point: Point) -> dict[str, list[Any]]:
    """A direction along W_1 and W_{H+1} in which the second derivative is negative."""
    n, top = point.network, len(point.network.W)
    corner = [[formulas.block(n, l, k) for k in (1, top)] for l in (1, top)]
    vector = negative_direction(vcat(*(hcat(*row) for row in corner)))
    if vector is None:
        return {}
    entries = list(map(to_fraction, vector.entries()))
    found = []
    for k in (1, top):
        height, width = n.weight(k).shape
        cells = [entries.pop(0) for _ in range(height * width)]
        rows = [cells[i * width : (i + 1) * width] for i in range(height)]
        found.append(Matrix(rows, height, width))
    return {"V0": found[:1], "Z0": found[1:]}
