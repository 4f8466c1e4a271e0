"""Strategies from cheap to expensive; `prove` tries one after another within the time given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from proofs.derivation import Derivation
from proofs.kernel import Theorem
from proofs.statement_proofs.knowledge import Knowledge, Limits, NotFoundError, OutOfTimeError
from proofs.statement_proofs.rendered_terms import Unrendered
from proofs.statement_proofs.rendering import Rendering, render
from proofs.statement_proofs.search import Search
from proofs.statement_proofs.verify import says_the_statement, written
from proofs.theorems.pseudoinverses import with_pinv
from symbolic.errors import ToolkitError
from symbolic.statements.provers import Proof
from symbolic.statements.syntax import Statement
from symbolic.words.terms import Term


@dataclass(frozen=True)
class Strategy:
    """A name, the seconds for one question, and what is tried.

    Letters may be given pseudoinverses; the effort says how many lemmas on ranks are tried.
    """

    name: str
    slice: float
    pseudoinverses: bool = False
    effort: int = 1
    sums: bool = False


STRATEGIES = (
    Strategy("rewriting", 0.1),
    Strategy("sums of ranks", 0.1, effort=2),
    Strategy("rewriting with pseudoinverses", 0.5, pseudoinverses=True),
    Strategy("sums of ranks with pseudoinverses", 0.5, pseudoinverses=True, effort=2),
    Strategy("long rewriting", 2.0),
    Strategy("long rewriting with pseudoinverses", 4.0, pseudoinverses=True, effort=2),
    Strategy("pseudoinverses of sums", 2.0, pseudoinverses=True, effort=2, sums=True),
)


def prove(statement: Statement, seconds: float) -> Proof | None:
    """A proof for all sizes whose certificate the checker accepts, or None."""
    deadline = perf_counter() + seconds
    try:
        rendering = render(statement)
    except Unrendered:
        return None
    for strategy in STRATEGIES:
        if perf_counter() > deadline:
            break
        try:
            theorem = attempt(rendering, strategy, deadline)
        except OutOfTimeError:
            break
        except (ToolkitError, RecursionError):
            continue  # this strategy has no proof; that is no verdict
        text = written(theorem, rendering)
        if says_the_statement(text, rendering):
            return Proof(strategy.name, text.count('"rule"'), text)
    return None


def attempt(rendering: Rendering, strategy: Strategy, deadline: float) -> Theorem:
    """The theorem by one strategy; raises `NotFoundError`."""
    proof = Derivation("")
    for name, sort in rendering.names.items():
        proof.theory.declare(name, sort)
    limits = Limits(deadline, strategy.slice)
    known = Knowledge(proof, limits, rendering.roles)
    search = Search(strategy.effort)
    given = [proof.assume(formula) for formula in rendering.hypotheses]
    letters = unpaired(rendering) if strategy.pseudoinverses else []
    if strategy.sums:
        letters += [
            M for kind, M in rendering.roles.values() if kind == "rank" and M.tree[0] == "+"
        ]

    def finish(more: Knowledge) -> Theorem:
        return with_pseudoinverses(
            more, letters, lambda most: search.prove(rendering.conclusion, most)
        )

    if strategy.effort > 1 and not any(k == "rank" for k, _ in rendering.roles.values()):
        raise NotFoundError("no ranks")
    if strategy.pseudoinverses and not letters:
        raise NotFoundError("every letter has an inverse already")
    return known.open(given, finish)


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
