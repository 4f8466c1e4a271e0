"""Instances of a statement that satisfy its hypotheses, at given sizes.

By construction where a family of matrices or an exact solution does it, else by rejection:
every instance that is returned has been checked. One attempt in a few takes all letters
diagonal in common bases, or polynomials in one matrix, where equations between several
letters are easily met.
"""

from __future__ import annotations

from random import Random

from flint import fmpq

from symbolic.statements import random_matrices as families
from symbolic.statements.draw_plans import Equation, Plan
from symbolic.statements.flint_evaluation import Instance, Run
from symbolic.statements.flint_matrices import Engine, FlintMatrix, MeaninglessError
from symbolic.statements.solving import Shapes, solve
from symbolic.statements.syntax import Property, Statement

EXACT = Engine()
_CONES = frozenset({"psd", "pd"})


class Sampler:
    """Draws instances by a plan; `tried` and `met` count its attempts and what came of them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.program = plan.program
        self.tried = 0
        self.met = 0

    @property
    def statement(self) -> Statement:
        """The statement whose instances are drawn."""
        return self.program.statement

    def draw(self, random: Random, sizes: dict[str, int]) -> Run | None:
        """A run of an instance that satisfies the hypotheses, or nothing: one attempt."""
        self.tried += 1
        common = random.random() < (0.5 if self.plan.open else 0.1)
        if common:
            draw = self._diagonal if random.random() < 0.75 else self._polynomials
            instance: Instance | None = draw(random, sizes)
        else:
            instance = self._planned(random, sizes)
        if instance is None:
            return None
        run = self.run(instance, random)
        if not run.hypotheses():
            return None
        if common:
            run = self._in_other_bases(run, random)
        self.met += 1
        return run

    def run(self, instance: Instance, random: Random) -> Run:
        """A run on the rationals; {1}-inverses get parameters from the families."""
        return Run(self.program, EXACT, instance, lambda h, w: parameter(random, h, w))

    def _shape(self, name: str, sizes: dict[str, int]) -> tuple[int, int]:
        rows, columns = self.plan.letters[name].shape
        return rows.at(sizes), columns.at(sizes)

    # By families and exact solving

    def _planned(self, random: Random, sizes: dict[str, int]) -> Instance | None:
        instance = Instance(dict(sizes), {})
        order = random.choice(self.plan.orders)
        assigned = self.plan.assigned(order)
        if self.plan.joint and random.random() < 0.7 and not self._jointly(random, instance):
            return None
        try:
            for name in order:
                if name not in instance.letters and not self._letter(
                    random, instance, name, assigned[name]
                ):
                    return None
        except MeaninglessError:
            return None
        return instance

    def _jointly(self, random: Random, instance: Instance) -> bool:
        equation = random.choice(self.plan.joint)
        unknown = {name: self._shape(name, instance.sizes) for name in sorted(equation.letters)}
        others = [
            e for e in self.plan.equations
            if e is not equation and e.letters <= equation.letters
            and e.solvable_for(equation.letters)
        ]  # fmt: skip
        return self._solve(random, instance, unknown, [equation, *others])

    def _letter(
        self, random: Random, instance: Instance, name: str, equations: list[Equation]
    ) -> bool:
        traits, shape = self.plan.traits[name], self._shape(name, instance.sizes)
        # A random solution is rarely definite; a definite matrix may be a solution.
        if not equations or (traits & _CONES and random.random() < 0.3):
            matrix = structured(random, traits, *shape)
            if matrix is None:
                return False
            instance.letters[name] = matrix
            return True
        return self._solve(random, instance, {name: shape}, equations)

    def _solve(
        self, random: Random, instance: Instance, unknown: Shapes, equations: list[Equation]
    ) -> bool:
        targets: dict[int, FlintMatrix] = {}
        for equation in equations:
            relation = equation.relation
            if isinstance(relation, Property) and relation.name != "symmetric":
                size = relation.of.shape[0].at(instance.sizes)
                targets[equation.step] = structured(random, frozenset([relation.name]), size, size)
        return solve(self.program, instance, unknown, equations, targets, random)

    # All letters diagonal in common bases

    def _diagonal(self, random: Random, sizes: dict[str, int]) -> Instance:
        letters = {}
        for name, traits in self.plan.traits.items():
            height, width = self._shape(name, sizes)
            values = _diagonal_values(traits)
            matrix = families.rectangular_diagonal(random, height, width)
            if not traits and random.random() < 0.3:
                matrix = families.partial_permutation(random, height, width)
            elif values:
                drawn = random.choices(values, k=min(height, width))
                for i, value in enumerate(drawn):
                    matrix[i, i] = value
            letters[name] = matrix
        return Instance(dict(sizes), letters)

    def _polynomials(self, random: Random, sizes: dict[str, int]) -> Instance:
        """Square letters of one size as polynomials in one matrix: they commute."""
        generators: dict[int, FlintMatrix] = {}
        letters = {}
        for name in self.plan.letters:
            height, width = self._shape(name, sizes)
            if height != width:
                letters[name] = families.partial_permutation(random, height, width)
                continue
            if height not in generators:
                family = random.choice((families.cyclic, families.general_square))
                generators[height] = family(random, height)
            C, one = generators[height], families.identity(height)
            letters[name] = random.choice((one, C, C, C * C, one - C, C + C.transpose()))
        return Instance(dict(sizes), letters)

    def _in_other_bases(self, run: Run, random: Random) -> Run:
        """The instance in random bases, one for each size, if it still fits; else itself."""
        kind = random.choice((families.orthogonal, families.invertible, None))
        if kind is None:
            return run
        sizes, bases = run.instance.sizes, {}
        letters = {}
        for name, letter in self.plan.letters.items():
            for size in letter.shape:
                if size not in bases:
                    bases[size] = kind(random, size.at(sizes))
            rows, columns = letter.shape
            letters[name] = bases[rows] * run.instance.letters[name] * bases[columns].inv()
        changed = self.run(Instance(dict(sizes), letters), random)
        return changed if changed.hypotheses() else run


def parameter(random: Random, height: int, width: int) -> FlintMatrix:
    """A parameter of a {1}-inverse: zero sometimes, for the sparsest one."""
    if random.random() < 0.2:
        return families.zero(random, height, width)
    return random.choice((families.sparse, families.dense))(random, height, width)


def _diagonal_values(traits: frozenset[str]) -> tuple[int, ...]:
    if traits & {"idempotent", "projection"}:
        return (0, 1)
    if traits & {"orthogonal", "involution", "orthonormal_columns", "orthonormal_rows"}:
        return (1, -1)
    if traits & {"square_zero", "skew"}:
        return (0,)
    if traits & {"pd"} or (traits >= {"psd", "invertible"}):
        return (1, 2, 3)
    if "psd" in traits:
        return (0, 0, 1, 2)
    if traits & {"invertible", "full_column_rank", "full_row_rank"}:
        return (1, -1, 2)
    return ()


def structured(
    random: Random, traits: frozenset[str], height: int, width: int
) -> FlintMatrix | None:
    """A matrix with the traits as far as one family has them; nothing if the sizes forbid it."""
    if not traits:
        return families.general(random, height, width)
    if height != width:
        return _rectangular(random, traits, height, width)
    return _square(random, traits, height)


def _rectangular(
    random: Random, traits: frozenset[str], height: int, width: int
) -> FlintMatrix | None:
    if "orthonormal_columns" in traits:
        return families.orthonormal_columns(random, height, width)
    if "orthonormal_rows" in traits:
        found = families.orthonormal_columns(random, width, height)
        return None if found is None else found.transpose()
    if ("full_column_rank" in traits and width > height) or (
        "full_row_rank" in traits and height > width
    ):
        return None
    return families.full_rank(random, height, width)


def _square(random: Random, traits: frozenset[str], n: int) -> FlintMatrix:
    symmetric = bool(traits & {"symmetric", "psd", "pd", "projection"})
    regular = bool(traits & {"invertible", "full_column_rank", "full_row_rank", "pd"})
    if traits & {"orthogonal", "orthonormal_columns", "orthonormal_rows"}:
        family = families.reflection if symmetric or "involution" in traits else families.orthogonal
    elif "projection" in traits or "idempotent" in traits:
        plain = symmetric or "normal" in traits
        family = families.projection if plain else families.oblique_projection
    elif "involution" in traits:
        family = families.reflection if symmetric else families.involution
    elif traits & {"psd", "pd"}:
        family = families.pd if regular else families.psd
    elif symmetric:
        family = _regular_symmetric if regular else families.symmetric
    elif "skew" in traits:
        family = families.skew
    elif "square_zero" in traits:
        family = families.square_zero
    elif "normal" in traits:
        family = _normal
    else:
        family = families.invertible
    return family(random, n)


def _regular_symmetric(random: Random, n: int) -> FlintMatrix:
    while True:
        matrix = families.symmetric(random, n)
        if matrix.det() != 0:
            return matrix


def _normal(random: Random, n: int) -> FlintMatrix:
    family = random.choice(
        (families.symmetric, families.orthogonal, families.permutation, families.skew)
    )
    shift = families.identity(n) * random.choice((fmpq(0), fmpq(0), fmpq(1), fmpq(-2)))
    return family(random, n) + shift
