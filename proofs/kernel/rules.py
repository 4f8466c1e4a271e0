"""The few trusted rules of inference; a `Theorem` comes from one of them and from nowhere else.

The rules are those of classical logic with quantifiers over sizes and over matrices, and
four of arithmetic: `algebra` (a combination of equations), `order` (sums of products of
inequalities), `sizes` (linear inequalities between sizes) and `differentiate` (the
derivative of an identity). `AXIOMS` are elementary facts about matrices over an ordered
field, each proved in Rocq by a lemma that `proofs.rocq.sources` names. Everything else
(star cancellation, rank, range inclusion, the conditions of Albert) is derived.

Every theorem remembers the rule and the premises that it came from, so that
`proofs.kernel.certificate` can write its proof down for `proofs.checker`, which shares no code
with this module. Python cannot keep a determined program from reaching into another's
memory; the checker is the answer to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import wraps
from types import MappingProxyType
from typing import Any, Concatenate, NamedTuple, NoReturn, ParamSpec, Protocol, cast
from weakref import WeakKeyDictionary

from proofs.kernel import arithmetic
from proofs.kernel.axioms import AXIOMS
from proofs.kernel.formulas import FALSE, Formula, gap, implies, size_at_most, substitute
from proofs.kernel.propositional import follows
from proofs.kernel.theory import ProofError, Theory, arbitrary, expect, frozen, opened, require_same
from symbolic.words.sizes import is_matrix
from symbolic.words.terms import Tree

P = ParamSpec("P")


class Theorem:
    """What follows from its hypotheses; only the rules of this module make one."""

    __slots__ = ("__weakref__",)

    def __new__(cls, *_: object, **__: object) -> NoReturn:  # noqa: D102
        raise TypeError("a theorem comes from a rule, not from its constructor")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("there is one kind of theorem")

    def __copy__(self, _: object = None) -> NoReturn:
        raise TypeError("a theorem is not copied")

    __deepcopy__ = __copy__

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("a theorem is not pickled; write a certificate")

    @property
    def conclusion(self) -> Formula:
        """What is proved."""
        return record(self).conclusion

    @property
    def hypotheses(self) -> tuple[Formula, ...]:
        """From what it is proved."""
        return tuple(record(self).hypotheses.values())


class Record(NamedTuple):
    """What a theorem says and where it comes from."""

    theory: Theory
    hypotheses: Mapping[Any, Formula]
    conclusion: Formula
    rule: str
    premises: tuple[Theorem, ...]
    parameters: Mapping[str, Any]


_Result = tuple[Formula, Mapping[Any, Formula], Mapping[str, Any]]
"""A conclusion, its hypotheses, and the parameters of the rule."""


class _MakesRules(Protocol):
    def __call__(
        self, function: Callable[Concatenate[Theory, tuple[Record, ...], P], _Result], /
    ) -> Callable[Concatenate[Theory, Sequence[Theorem], P], Theorem]: ...


def _registry() -> tuple[Callable[[Theorem], Record], _MakesRules]:
    """How to look a theorem up, and the decorator that makes a function a rule."""
    known: WeakKeyDictionary[Theorem, Record] = WeakKeyDictionary()

    def record(theorem: Theorem) -> Record:
        """The record of a genuine theorem; `ProofError` for anything else."""
        if type(theorem) is not Theorem or theorem not in known:
            raise ProofError("this is no theorem: no rule has made it")
        return known[theorem]

    def rule(
        function: Callable[Concatenate[Theory, tuple[Record, ...], P], _Result],
    ) -> Callable[Concatenate[Theory, Sequence[Theorem], P], Theorem]:
        @wraps(function)
        def apply(
            theory: Theory, premises: Sequence[Theorem], /, *args: P.args, **kwargs: P.kwargs
        ) -> Theorem:
            if type(theory) is not Theory:
                raise ProofError("a rule is applied in a theory")
            premises = tuple(premises)
            records = tuple(record(premise) for premise in premises)
            if any(r.theory is not theory for r in records):
                raise ProofError("the premises belong to another theory")
            plain = cast(Any, function)  # the arguments are the same, in tuples
            named = {name: frozen(value) for name, value in kwargs.items()}
            conclusion, hypotheses, parameters = plain(theory, records, *frozen(args), **named)
            theory.key(conclusion)  # every sort and size is checked here
            theorem: Theorem = object.__new__(Theorem)  # type: ignore[arg-type]
            name = function.__name__.strip("_")
            known[theorem] = Record(
                theory, MappingProxyType(dict(hypotheses)), conclusion, name, premises,
                MappingProxyType(dict(parameters)),
            )  # fmt: skip
            return theorem

        return apply

    return record, rule


record, _rule = _registry()


def _all(premises: Sequence[Record]) -> dict[Any, Formula]:
    return {k: formula for p in premises for k, formula in p.hypotheses.items()}


def _conclusions(premises: Sequence[Record]) -> list[Formula]:
    return [p.conclusion for p in premises]


def _without(theory: Theory, premise: Record, formula: Formula) -> dict[Any, Formula]:
    dropped = theory.key(formula)
    return {k: f for k, f in premise.hypotheses.items() if k != dropped}


@_rule
def assume(theory: Theory, _: tuple[Record, ...], formula: Formula) -> _Result:
    """A formula follows from itself."""
    return formula, {theory.key(formula): formula}, {}


@_rule
def axiom(_theory: Theory, _: tuple[Record, ...], name: str) -> _Result:
    """One of `AXIOMS`."""
    if name not in AXIOMS:
        raise ProofError(f"there is no axiom {name}")
    return AXIOMS[name], {}, {"name": name}


@_rule
def algebra(
    theory: Theory, premises: tuple[Record, ...], goal: Formula, by: Tree | None = None
) -> _Result:
    """An equation whose difference is a combination `by` of the differences of the premises."""
    difference = -gap(expect(goal, "="), theory.names)
    if premises:
        difference = difference - arithmetic.combination(theory, _conclusions(premises), by)
    if difference:
        raise ProofError(f"the two sides differ: {goal}")
    return goal, _all(premises), {"by": by if premises else None}


@_rule
def order(
    theory: Theory,
    premises: tuple[Record, ...],
    goal: Formula,
    products: arithmetic.Products = (),
    plus: Tree | None = None,
) -> _Result:
    """An inequality: a sum of products of inequalities and a combination of equations."""
    total, strict = arithmetic.sum_of_products(theory, _conclusions(premises), products)
    if plus is not None:
        total = total + arithmetic.combination(theory, _conclusions(premises), plus)
    if goal == FALSE:
        if not arithmetic.is_absurd(total, strict):
            raise ProofError("the sum contradicts nothing")
    elif total != gap(expect(goal, "<=", "<"), theory.names) or (goal[0] == "<" and not strict):
        raise ProofError(f"the sum is not {goal}")
    by = [{"times": str(Fraction(c)), "of": list(chosen)} for c, chosen in products]
    return goal, _all(premises), {"by": by, "plus": plus}


@_rule
def sizes(
    theory: Theory,
    premises: tuple[Record, ...],
    goal: Formula,
    factors: Sequence[Fraction | int] = (),
) -> _Result:
    """An inequality between sizes: a sum of multiples of such; sizes are not negative."""
    if not arithmetic.sizes_follow(theory, _conclusions(premises), goal, factors):
        raise ProofError(f"this does not follow: {goal}")
    return goal, _all(premises), {"by": [str(Fraction(factor)) for factor in factors]}


@_rule
def differentiate(
    theory: Theory, premises: tuple[Record, ...], name: str, goal: Formula
) -> _Result:
    """The derivative of an equation by a letter about which nothing is assumed."""
    (premise,) = premises
    sort = arbitrary(theory, name, tuple(premise.hypotheses.values()))
    if not is_matrix(sort):
        raise ProofError(f"{name} is not a matrix")
    if not arithmetic.is_derivative(theory, premise.conclusion, name, sort, goal):
        raise ProofError(f"the derivative is not {goal}")
    return goal, premise.hypotheses, {"name": name}


@_rule
def logic(theory: Theory, premises: tuple[Record, ...], goal: Formula) -> _Result:
    """What follows by truth tables, whatever is not made by connectives being an atom."""
    known = [theory.key(p.conclusion) for p in premises]
    if not follows(known, theory.key(goal)):
        raise ProofError(f"this does not follow: {goal}")
    return goal, _all(premises), {}


@_rule
def suppose(theory: Theory, premises: tuple[Record, ...], formula: Formula) -> _Result:
    """From q, assuming p: p implies q."""
    (premise,) = premises
    return implies(formula, premise.conclusion), _without(theory, premise, formula), {}


@_rule
def generalize(theory: Theory, premises: tuple[Record, ...], name: str, bound: str) -> _Result:
    """From p about an arbitrary name: p for all, the bound name being `bound`."""
    (premise,) = premises
    sort = arbitrary(theory, name, tuple(premise.hypotheses.values()))
    if bound in theory.names:
        raise ProofError(f"{bound} is a free name")
    goal: Formula = ("all", bound, sort, substitute(premise.conclusion, {name: bound}))
    arbitrary(theory, name, [goal])
    require_same(theory, opened(theory, goal, name), premise.conclusion)
    return goal, premise.hypotheses, {"name": name}


@_rule
def instantiate(theory: Theory, premises: tuple[Record, ...], value: Tree) -> _Result:
    """From p for all: p for one."""
    (premise,) = premises
    formula = expect(premise.conclusion, "all")
    return opened(theory, formula, value), premise.hypotheses, {"with": value}


@_rule
def exhibit(theory: Theory, premises: tuple[Record, ...], goal: Formula, value: Tree) -> _Result:
    """From p for one: p for some."""
    (premise,) = premises
    require_same(theory, opened(theory, expect(goal, "some"), value), premise.conclusion)
    return goal, premise.hypotheses, {"with": value}


@_rule
def choose(theory: Theory, premises: tuple[Record, ...], name: str) -> _Result:
    """From p for some, and q from p about an arbitrary name: q.

    The name is of the right sort, or nothing could be `opened` with it.
    """
    choice, premise = premises
    formula = expect(choice.conclusion, "some")
    rest = _without(theory, premise, opened(theory, formula, name))
    arbitrary(theory, name, [formula, premise.conclusion, *rest.values()])
    return premise.conclusion, {**choice.hypotheses, **rest}, {"name": name}


@_rule
def induction(theory: Theory, premises: tuple[Record, ...], goal: Formula) -> _Result:
    """From p for 0, and from p for n implies p for n + 1: p for all n."""
    first, rest = premises
    _, n, sort, body = expect(goal, "all")
    if sort != "size":
        raise ProofError(f"induction is over a size: {goal}")
    require_same(theory, opened(theory, goal, 0), first.conclusion)
    step = implies(body, substitute(body, {n: ("+", n, 1)}))
    require_same(theory, ("all", n, "size", step), rest.conclusion)
    return goal, _all(premises), {}


@_rule
def replace(theory: Theory, premises: tuple[Record, ...], of: Formula, a: Tree, b: Tree) -> _Result:
    """From p of a, a <= b and b <= a: p of b, where `of` is p for all sizes."""
    if expect(of, "all")[2] != "size":
        raise ProofError(f"a formula for all sizes was expected: {of}")
    wanted = (opened(theory, of, a), size_at_most(a, b), size_at_most(b, a))
    for formula, premise in zip(wanted, premises, strict=True):
        require_same(theory, formula, premise.conclusion)
    return opened(theory, of, b), _all(premises), {"of": of, "a": a, "b": b}


del _rule
