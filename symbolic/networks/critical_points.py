"""Exact rational data and exact critical points of every kind.

Data: with Q orthogonal (Cayley's transform of a skew matrix, so rational), Q_1 its first
rho rows and Q_2 the others, U and V orthogonal,

    X = T Q_1,   Y = U diag(s) V^T Q_1 + R Q_2   give   Y X^+ X Y^T = U diag(s^2) U^T.

Points: for a set I of q columns of U, ``Z = Y X^+`` and any invertible g_k,

    W_1 = g_1 [U_I^T Z; N_1],
    W_k = g_k diag(I_q, N_k) g_{k-1}^{-1},
    W_{H+1} = [U_I, N_{H+1}] g_H^{-1}

is critical if two of the N_k are zero, and for other choices: two of them can be drawn from the
kernels of products of the rest (`symbolic.networks.loose_blocks`). Every point that is returned
has been checked critical from the definition, by its gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from random import Random

from symbolic.algebra.linalg import pseudoinverse, solve
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import rationals
from symbolic.algebra.sampling import generator, random_integer_matrix, random_invertible
from symbolic.errors import ArchitectureError
from symbolic.networks.architecture import Architecture
from symbolic.networks.classification import Point
from symbolic.networks.loose_blocks import vanishing_blocks
from symbolic.networks.network import LinearNetwork


@dataclass(frozen=True)
class Recipe:
    """Everything that determines a constructed point.

    `singular` are s_1, .., s_{min(d_y, rank_x)} in the order of the columns of U;
    `chosen` the set I, counted from one; `loose` the layers k with a nonzero N_k; `solved`
    those whose N_k are drawn from kernels of products, in this order, two at least if any;
    `gauge` whether the g_k are random or the identity; `simple` whether U, V, T and Q are
    identities (then m is the least possible, and entries are small).
    """

    architecture: Architecture
    singular: tuple[Fraction, ...]
    chosen: tuple[int, ...]
    loose: tuple[int, ...] = ()
    rank_x: int | None = None
    gauge: bool = False
    simple: bool = False
    seed: int = 0
    solved: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        outputs, layers = self.architecture.output_width, self.architecture.layers
        if not all(1 <= i <= outputs for i in self.chosen):
            raise ArchitectureError(f"I = {self.chosen}: columns are counted from 1 to {outputs}")
        if not all(k in layers for k in self.loose):
            raise ArchitectureError(f"N_k for k in {self.loose}: layers go from 1 to {layers[-1]}")
        if self.solved and not 2 <= len({*self.solved} & {*layers}) == len(self.solved):
            raise ArchitectureError(f"N_k solved for, k in {self.solved}: two or more layers")
        if len(self.singular) != min(outputs, self.data_rank):
            needed = min(outputs, self.data_rank)
            raise ArchitectureError(f"{len(self.singular)} singular values, needs {needed}")

    def __str__(self) -> str:
        return (
            f"{self.architecture}, s = {','.join(map(str, self.singular)) or '-'},"
            f" I = {{{','.join(map(str, self.chosen))}}},"
            f" N_k != 0 for k in {{{','.join(map(str, self.loose))}}},"
            f"{self._solved} rank X = {self.data_rank}{', gauge' if self.gauge else ''}"
            f"{', simple' if self.simple else ''}, seed {self.seed}"
        )

    @property
    def _solved(self) -> str:
        return f" kernels for k in {{{','.join(map(str, self.solved))}}}," if self.solved else ""

    @property
    def data_rank(self) -> int:
        """The rank that X is to have; its number of rows unless the recipe says less."""
        return self.architecture.input_width if self.rank_x is None else self.rank_x


def cayley_orthogonal(random: Random, size: int) -> Matrix:
    """A random rational orthogonal matrix ``(I - S)(I + S)^{-1}``, S skew."""
    ring = rationals()
    upper = random_integer_matrix(random, size, size, 2)
    S = upper - upper.T
    identity = Matrix.identity(ring, size)
    return solve(identity + S, identity - S)


def make_data(recipe: Recipe, random: Random) -> tuple[Matrix, Matrix, Matrix]:
    """The data X and Y of a recipe, and the eigenvectors of Sigma as the columns of U."""
    ring = rationals()
    architecture, rank_x = recipe.architecture, recipe.data_rank
    d_x, d_y, m = architecture.input_width, architecture.output_width, architecture.samples
    if recipe.simple:
        Q, U, V = (Matrix.identity(ring, size) for size in (m, d_y, rank_x))
        T = Matrix.identity(ring, d_x)
    else:
        Q, U, V = (cayley_orthogonal(random, size) for size in (m, d_y, rank_x))
        T, _ = random_invertible(random, d_x)
    Q_1 = Matrix(ring, Q.rows[:rank_x], (rank_x, m))
    Q_2 = Matrix(ring, Q.rows[rank_x:], (m - rank_x, m))
    diagonal = Matrix.build(
        ring, (d_y, rank_x),
        lambda i, j: ring.convert(recipe.singular[i]) if i == j else ring.zero,
    )  # fmt: skip
    X = Matrix(ring, (row[:rank_x] for row in T.rows), (d_x, rank_x)) @ Q_1
    noise = random_integer_matrix(random, d_y, m - rank_x, 2)
    return X, U @ diagonal @ V.T @ Q_1 + noise @ Q_2, U


def construct(recipe: Recipe) -> LinearNetwork | None:
    """The network of the recipe if it is critical, else nothing.

    >>> singular = (Fraction(3), Fraction(2))
    >>> network = construct(Recipe(Architecture((2, 1, 2), 2), singular, (2,), simple=True))
    >>> network.Y, network.W
    ([[3, 0], [0, 2]], ([[0, 2]], [[0], [1]]))
    """
    labels = (recipe.chosen, recipe.loose, *([recipe.solved] if recipe.solved else []))
    random = generator(recipe.seed, recipe.architecture, *labels)
    X, Y, U = make_data(recipe, random)
    size = len(recipe.chosen)
    U_I = Matrix(
        U.ring, ([row[i - 1] for i in recipe.chosen] for row in U.rows), (U.shape[0], size)
    )
    target = U_I.T @ Y @ pseudoinverse(X)
    drawn = _solved_blocks(recipe, random, X @ (Y.T - Y.T @ U_I @ U_I.T))
    network = LinearNetwork(X, Y, _weights(recipe, random, U_I, target, drawn))
    return network if Point(network).critical else None


def _solved_blocks(recipe: Recipe, random: Random, S: Matrix) -> dict[int, Matrix]:
    """All blocks, where some are solved for; else none of them is drawn beforehand."""
    if not recipe.solved:
        return {}
    given = {k: _block(recipe, random, k) for k in recipe.architecture.layers}
    return vanishing_blocks(random, given, recipe.solved, S)


def _block(recipe: Recipe, random: Random, k: int) -> Matrix:
    """A random N_k if the layer is loose, else zero."""
    height, width = recipe.architecture.weight_shape(k)
    q, top = len(recipe.chosen), recipe.architecture.depth + 1
    shape = (height - (q if k < top else 0), width - (q if k > 1 else 0))
    loose = k in recipe.loose
    return random_integer_matrix(random, *shape, 2) if loose else Matrix.zeros(rationals(), *shape)


def _weights(
    recipe: Recipe, random: Random, U_I: Matrix, target: Matrix, drawn: dict[int, Matrix]
) -> tuple[Matrix, ...]:
    ring, architecture = U_I.ring, recipe.architecture
    q = len(recipe.chosen)
    top = architecture.depth + 1
    below: Matrix | None = None
    weights = []
    for k in architecture.layers:
        N = drawn[k] if drawn else _block(recipe, random, k)
        if k == 1:
            weight = vcat(target, N)
        elif k == top:
            weight = hcat(U_I, N)
        else:
            left = vcat(Matrix.identity(ring, q), Matrix.zeros(ring, N.shape[0], q))
            weight = hcat(left, vcat(Matrix.zeros(ring, q, N.shape[1]), N))
        if below is not None:
            weight = weight @ below
        if recipe.gauge and k < top:
            g, below = random_invertible(random, architecture.widths[k])
            weight = g @ weight
        weights.append(weight)
    return tuple(weights)


def recipes_at(
    architecture: Architecture,
    singular: tuple[Fraction, ...],
    *,
    rank_x: int | None = None,
    gauge: bool = False,
    simple: bool = True,
    seed: int = 0,
) -> Iterator[Recipe]:
    """All index sets I and all sets of loose layers at one architecture, small first."""
    most = min(architecture.widths)
    layers = tuple(architecture.layers)
    for q in range(most + 1):
        for chosen in combinations(range(1, architecture.output_width + 1), q):
            for count in range(len(layers) + 1):
                for loose in combinations(layers, count):
                    yield Recipe(architecture, singular, chosen, loose, rank_x, gauge, simple, seed)


def random_recipe(random: Random, architecture: Architecture) -> Recipe:
    """A random recipe at an architecture, mostly within the theorem's hypotheses."""
    d_x, d_y, m = architecture.input_width, architecture.output_width, architecture.samples
    rank_x = min(d_x, m)
    if random.random() < 0.1 and rank_x > 1:
        rank_x -= 1
    count = min(d_y, rank_x)
    singular = random.sample(range(1, count + 3), count)
    if random.random() < 0.2:
        singular = [random.choice((0, 1, 2)) for _ in range(count)]
    q = random.randint(0, min(architecture.widths))
    chosen = sorted(random.sample(range(1, d_y + 1), q))
    if random.random() < 0.5:  # the top eigenvectors: the interesting saddles are there
        order = sorted(range(count), key=lambda i: (-singular[i], i))
        chosen = sorted(i + 1 for i in order[:q])
    layers = list(architecture.layers)
    loose = sorted(random.sample(layers, random.randint(0, max(0, len(layers) - 2))))
    return Recipe(
        architecture,
        tuple(map(Fraction, singular)),
        tuple(chosen),
        tuple(loose),
        rank_x,
        gauge=random.random() < 0.5,
        simple=random.random() < 0.5,
        seed=random.randrange(10**6),
    )


def random_vanishing_recipe(random: Random, architecture: Architecture) -> Recipe:
    """A random recipe of which some blocks are drawn from kernels of products of the others."""
    recipe, layers = random_recipe(random, architecture), list(architecture.layers)
    solved = random.sample(layers, random.randint(2, len(layers)))
    loose = sorted(random.sample(layers, random.randint(1, max(1, len(layers) - 2))))
    chosen = recipe.chosen[: min(architecture.widths) - 1]  # else a block has no row or no column
    return replace(recipe, chosen=chosen, loose=tuple(loose), solved=tuple(solved))


def random_critical_points(
    random: Random,
    architecture: Architecture,
    draw: Callable[[Random, Architecture], Recipe] = random_recipe,
) -> Iterator[tuple[Recipe, LinearNetwork]]:
    """An endless stream of critical points; recipes that turn out not critical are passed over."""
    while True:
        recipe = draw(random, architecture)
        network = construct(recipe)
        if network is not None:
            yield recipe, network
