"""Rank files: ``{"matrices": [{"name": .., "rows": ..}]}``, and what is said of each matrix.

The exact rank and inertia stand beside what double precision says, from which precision
mpmath says the right thing, and what ball arithmetic can prove. The numerical routes never
see the exact answer; only the comparison does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric_crosscheck.bounds import rank_at_least
from numeric_crosscheck.float64 import float64_rank
from numeric_crosscheck.hard_cases import HARD_CASES
from numeric_crosscheck.ladder import LADDER, Rung, climb, right_from
from proofs.evidence.identities import plain_rows
from proofs.files.json_reading import JsonFile, called, printable, read_matrix, require_few_bits
from proofs.files.text import paragraph
from symbolic.algebra.linalg import inertia, is_symmetric, rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import rational_matrix
from symbolic.errors import InputError

MAX_LADDER_SIZE = 60
BALL_DIGITS = 50


@dataclass(frozen=True, eq=False)
class NamedMatrix:
    """A matrix of a file, and its layers where double precision is to multiply them itself."""

    name: str
    matrix: Matrix
    factors: tuple[list[list[Fraction]], ...] = ()


def examples() -> Iterator[NamedMatrix]:
    """The named hard cases."""
    for case in HARD_CASES:
        yield NamedMatrix(case.name, rational_matrix(case.rows()), case.factors)


def read_matrices(path: str) -> Iterator[NamedMatrix]:
    """The matrices of a rank file, one after another; raises `InputError` at the first bad one."""
    form = 'a rank file is {"matrices": [{"name": .., "rows": ..}]}'
    file = JsonFile(path, b"{", form)
    number = 0
    try:
        for number, item in enumerate(file.items("matrices.item", "matrix"), 1):
            yield _named(f"{path}: matrix {number}", number, item)
    finally:
        file.close()
    if number == 0:
        raise InputError(f"{path}: there are no matrices: {form}")


def _named(place: str, number: int, item: Any) -> NamedMatrix:
    if not isinstance(item, dict):
        raise InputError(f'{place} is {called(item)}, needs to be {{"name": .., "rows": ..}}')
    name = item.get("name", str(number))
    if not isinstance(name, str):
        raise InputError(f"{place}: the name is {called(name)}, needs to be text")
    name = printable(name)
    place += f" ({name[:40]})"
    if "rows" not in item:
        raise InputError(f"{place} has no rows")
    unknown = sorted(set(item) - {"name", "rows"})
    if unknown:
        raise InputError(f'{place} has an unknown key "{unknown[0][:40]}": name and rows are known')
    matrix = read_matrix(place, "rows", item["rows"])
    require_few_bits(place, matrix)
    return NamedMatrix(name, matrix)


@dataclass(frozen=True, eq=False)
class RankAnswer:
    """The exact answer and the numerical ones beside it.

    `rungs` is empty where the ladder was `not_run`, for the reason given there.
    """

    given: NamedMatrix
    rank: int
    inertia: tuple[int, int, int] | None
    float64_rank: int | None
    at_least: int | None
    rungs: tuple[Rung, ...]
    not_run: str

    @property
    def mpmath_digits(self) -> int | None:
        """The smallest precision of the ladder from which mpmath is right."""
        return right_from(self.rungs, self.rank)

    @property
    def contradiction(self) -> bool:
        """Whether a numerical route was sure of something that is not true."""
        clear = [rung for rung in self.rungs if rung.clear]
        return any(rung.rank != self.rank for rung in clear) or (self.at_least or 0) > self.rank


def answer(given: NamedMatrix, ladder: tuple[int, ...] = LADDER) -> RankAnswer:
    """The exact rank (and inertia) of a matrix beside what the numerical routes say."""
    rows = plain_rows(given.matrix)
    symmetric = is_symmetric(given.matrix)
    too_large = max(given.matrix.shape) > MAX_LADDER_SIZE
    reason = f"larger than {MAX_LADDER_SIZE} rows or columns" if too_large else ""
    return RankAnswer(
        given,
        rank(given.matrix),
        inertia(given.matrix) if symmetric else None,
        float64_rank(rows, given.factors),
        None if too_large else rank_at_least(rows, BALL_DIGITS),
        () if too_large else tuple(climb(rows, ladder, symmetric=symmetric)),
        reason,
    )


def answer_json(found: RankAnswer) -> dict[str, Any]:
    """The answer in the keys that the command line promises, and the rungs."""
    return {
        "name": found.given.name,
        "shape": list(found.given.matrix.shape),
        "rank": found.rank,
        "inertia": list(found.inertia) if found.inertia else None,
        "float64_rank": found.float64_rank,
        "mpmath_rank": found.rungs[-1].rank if found.rungs else None,
        "mpmath_digits": found.mpmath_digits,
        "float64_wrong": found.float64_rank != found.rank,
        "proved_at_least": found.at_least,
        "not_run": found.not_run or None,
        "ladder": [
            {
                "digits": rung.digits,
                "rank": rung.rank,
                "inertia": list(rung.inertia) if rung.inertia else None,
                "gap": rung.gap,
                "verdict": "clear" if rung.clear else "ambiguous",
            }
            for rung in found.rungs
        ],
    }


def answer_lines(found: RankAnswer) -> Iterator[str]:
    """The answer in a few lines."""
    height, width = found.given.matrix.shape
    yield f"{found.given.name}: {height} x {width}, rank {found.rank}" + (
        f", eigenvalues: {found.inertia[0]} positive, {found.inertia[1]} negative,"
        f" {found.inertia[2]} zero"
        if found.inertia
        else ""
    )
    wrong = "" if found.float64_rank == found.rank else ", wrong"
    double = "overflows" if found.float64_rank is None else f"says {found.float64_rank}{wrong}"
    yield f"  double precision {double}"
    if not found.rungs:
        yield f"  mpmath and arb not run: {found.not_run}"
        return
    last = found.rungs[-1]
    right = f"right from {found.mpmath_digits} digits" if found.mpmath_digits else "wrong"
    sure = "clear" if last.clear else "ambiguous"
    yield from paragraph(
        f"mpmath says {last.rank}, {sure} at {last.digits} digits, {right}; arb proves at least"
        f" {found.at_least} at {BALL_DIGITS} digits"
        + ("" if found.at_least == min(height, width) else ", and never an upper bound"),
        "    ",
        "  ",
    )
