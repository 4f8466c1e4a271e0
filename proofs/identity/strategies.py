"""Strategies from cheap to expensive; `prove` tries one after another within the time given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from proofs.identity.knowledge import Knowledge
from proofs.identity.limits import Limits, OutOfTimeError
from proofs.identity.opening import NotFoundError
from proofs.identity.proof import NoProof, Proof
from proofs.identity.reading.rendering import Rendering, render
from proofs.identity.search import Search
from proofs.identity.verify import says_the_statement, written
from proofs.kernel.formulas import gap
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.pseudoinverses import with_pinv
from symbolic.errors import ToolkitError
from symbolic.statements.syntax import Statement
from symbolic.words.terms import Term


@dataclass(frozen=True)
class Strategy:
    """A name, the work for one question (see `Completion`), and what is tried.

    Letters, or sums of which the rank is asked, may be given pseudoinverses; the effort says how
    many lemmas on ranks are tried.
    """

    name: str
    work: int
    pseudoinverses: bool = False
    effort: int = 1
    sums: str = ""


STRATEGIES = (
    Strategy("rewriting", 100_000),
    Strategy("sums of ranks", 100_000, effort=2),
    Strategy("rewriting with pseudoinverses", 500_000, pseudoinverses=True),
    Strategy("pseudoinverse of a sum", 100_000, effort=2, sums="one"),
    Strategy("sums of ranks with pseudoinverses", 500_000, pseudoinverses=True, effort=2),
    Strategy("long rewriting", 2_000_000),
    Strategy("long rewriting with pseudoinverses", 4_000_000, pseudoinverses=True, effort=2),
    Strategy("pseudoinverses of sums", 2_000_000, pseudoinverses=True, effort=2, sums="all"),
)


def prove(statement: Statement, seconds: float) -> Proof | NoProof:
    """A proof for all sizes whose certificate the checker accepts, or what was missing for one.

    Raises `NotTriedError` for a statement that has no reading or is too large.
    """
    rendering = render(statement)
    deadline = perf_counter() + seconds
    exhausted: set[tuple[Any, ...]] = set()
    missing = ""
    for strategy in STRATEGIES:
        effort = strategy.effort if has_ranks(rendering) else 1
        for letters in chosen(rendering, strategy):
            way = effort, *(letter.tree for letter in letters)
            if way in exhausted:
                continue  # more work would find nothing more
            limits = Limits(deadline, strategy.work)
            try:
                theorem = attempt(rendering, letters, effort, limits)
            except OutOfTimeError:
                return NoProof(f"{missing}; the time was over" if missing else "time")
            except (ToolkitError, RecursionError) as error:
                missing = missing or kind_of_step(error, rendering)
                if not limits.was_cut:
                    exhausted.add(way)
                continue  # this strategy has no proof; that is no verdict
            text = written(theorem, rendering)
            if says_the_statement(text, rendering):
                return Proof(strategy.name, text.count('"rule"'), text, rendering.assumptions)
    return NoProof(missing or "a proof whose certificate is accepted")


def kind_of_step(error: Exception, rendering: Rendering) -> str:
    """In words which kind of step the search stopped at."""
    goal = error.goal if isinstance(error, NotFoundError) else None
    ranks = " between ranks" if has_ranks(rendering) else " between numbers"
    match goal:
        case ("=", *_):
            try:
                number = gap(goal, rendering.names).is_scalar
            except ToolkitError:  # it speaks of names that the search has made
                number = False
            if number:
                return f"an equation{ranks} that follows from the hypotheses"
            return "an equation that rewriting with the hypotheses does not show"
        case ("<=" | "<", *_):
            return f"an inequality{ranks}: a sum of squares, or of what is known"
        case ("some", *_):
            return "a matrix that exists: none was found that is what it has to be"
        case ("or", *_):
            return "which of the cases holds"
        case ("false",):
            return "a contradiction"
    return "a step that the search does not know"


def attempt(rendering: Rendering, letters: list[Term], effort: int, limits: Limits) -> Theorem:
    """The theorem, the letters being given pseudoinverses; raises `NotFoundError`."""
    proof = Derivation("")
    for name, sort in rendering.names.items():
        proof.theory.declare(name, sort)
    known = Knowledge(proof, limits, rendering.roles)
    search = Search(effort)
    given = [proof.assume(formula) for formula in rendering.hypotheses]

    def finish(more: Knowledge) -> Theorem:
        return with_pseudoinverses(
            more, letters, lambda most: search.prove(rendering.conclusion, most)
        )

    return known.open(given, finish)


def has_ranks(rendering: Rendering) -> bool:
    """Whether the statement speaks of a rank."""
    return any(kind == "rank" for kind, _ in rendering.roles.values())


def chosen(rendering: Rendering, strategy: Strategy) -> list[list[Term]]:
    """The matrices that the strategy gives pseudoinverses, in one way or several."""
    letters = unpaired(rendering) if strategy.pseudoinverses else []
    roles = rendering.roles.values()
    sums = [M for kind, M in roles if kind == "rank" and M.tree[0] == "+"]
    if strategy.sums == "one":
        return [[M] for M in sums]
    return [letters + sums if strategy.sums else letters]


def unpaired(rendering: Rendering) -> list[Term]:
    """The user's matrices that are no vectors and have no inverse among the letters."""
    paired = {of.tree for kind, of in rendering.roles.values() if kind in ("inv", "pinv")}
    return [
        Term(name)
        for name, sort in rendering.names.items()
        if sort != "size" and name not in rendering.roles and name not in paired and 1 not in sort
    ]


def with_pseudoinverses(
    known: Knowledge, letters: list[Term], use: Callable[[Knowledge], Theorem]
) -> Theorem:
    """What follows with a pseudoinverse for each of the letters."""
    if not letters:
        return use(known)
    first, *rest = letters

    def opened(P: Term, equations: list[Theorem]) -> Theorem:
        more = known.with_more(equations, roles={P.tree: ("pinv", first)})
        return with_pseudoinverses(more, rest, use)

    return with_pinv(known.proof, first, opened)
