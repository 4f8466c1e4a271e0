"""``proofs rank --deep``: deep saddles in double precision beside the truth, as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from numeric_crosscheck.deep_lemmas import SCALE, DeepLemmas, conditions_at, lemma_sweep
from numeric_crosscheck.deep_products import DeepProduct, saddle, smallest_wrong, sweep
from numeric_crosscheck.float64 import TOLERANCE
from proofs.evidence.identities import plain_rows
from proofs.files.text import paragraph

COLUMNS = ("H", "t", "rank", "float64", "gradient < tol", "no eigenvalue < -tol", "wrong")

LEMMA_COLUMNS = ("H", "t", "asked", "wrong", "mpmath", "double precision contradicts")


def deep_json(found: DeepProduct) -> dict[str, Any]:
    """One saddle of the sweep: what is true of it, and what double precision answers."""
    return {
        "depth": found.depth,
        "basis": found.basis,
        "kind": found.kind,
        "rank": found.rank,
        "float64_rank": found.float64_rank,
        "float64_critical": found.float64_critical,
        "float64_no_negative_eigenvalue": found.float64_psd,
        "wrong": list(found.wrong),
    }


def lemmas_json(found: DeepLemmas) -> dict[str, Any]:
    """The conditions of the lemmas at the same saddle, its inner layers divided by `SCALE`."""
    return {
        "divided_by": SCALE,
        "conditions": [asdict(condition) for condition in found.conditions],
        "float64_wrong": len(found.wrong),
        "float64_contradicts": list(found.contradicted),
        "mpmath_right_from": found.digits,
    }


def deep_items() -> Iterator[dict[str, Any]]:
    """The sweep, then the smallest network that is answered wrongly, with its weights."""
    for found in sweep():
        yield _item(found)
    first = smallest_wrong()
    network = saddle(first.depth, first.basis)
    weights = [[[str(x) for x in row] for row in plain_rows(weight)] for weight in network.W]
    yield {"smallest_wrong": _item(first), "W": weights}


def _item(found: DeepProduct) -> dict[str, Any]:
    lemmas = conditions_at(found.depth, found.basis)
    return deep_json(found) | {"lemmas": lemmas_json(lemmas)}


def deep_lines() -> Iterator[str]:
    """The sweep as a table, and the smallest network that is answered wrongly."""
    yield from paragraph(
        "Bad saddles diag(2, 0), diag(1, 0), .. of X = I, Y = diag(2, 1) in the basis"
        " [[t, t+1], [t-1, t]] of determinant one. All of them are critical, rank(W_H..W_2)"
        " is 1 and no eigenvalue of the Hessian is negative; double precision, asked with the"
        f" tolerance {TOLERANCE:g}, says:",
        "",
    )
    yield ""
    yield "{:>2} {:>9} {:>5} {:>8} {:>15} {:>21}  {}".format(*COLUMNS)
    for found in sweep():
        yield (
            f"{found.depth:>2} {found.basis:>9} {found.rank:>5} {found.float64_rank:>8}"
            f" {_yes(found.float64_critical):>15} {_yes(found.float64_psd):>21} "
            f" {len(found.wrong)}"
        )
    first = smallest_wrong()
    network = saddle(first.depth, first.basis)
    yield ""
    yield f"The first of them that is answered wrongly ({', '.join(first.wrong)}):"
    for k in reversed(network.architecture.layers):
        yield f"  W_{k} = {network.weight(k)}"
    yield ""
    yield from _lemma_lines()


def _lemma_lines() -> Iterator[str]:
    """The conditions of the lemmas: what is true, and who decides them wrongly."""
    yield from paragraph(
        f"The same with W_2, .., W_H divided by {SCALE}, and the conditions of the lemmas there:"
        " R(B_k^T) in R(C^T C) and X r A_k = 0 (Lemma 4.4), C (C^T C)^- C^T = U_p U_p^T and X r = 0"
        " (Lemma 4.6), rank(W_H..W_2) = p (Theorem 2.3 (iv)). True is that for every k one of the"
        " first two holds, one of the second two, and not the last. How many are decided wrongly in"
        " double precision, what would be false if it were right, and from how many digits mpmath"
        " is right in all of them:",
        "",
    )
    yield ""
    yield "{:>2} {:>9} {:>5} {:>6} {:>7}  {}".format(*LEMMA_COLUMNS)
    for found in lemma_sweep():
        digits = "never" if found.digits is None else found.digits
        counts = f"{len(found.conditions):>5} {len(found.wrong):>6} {digits:>7}"
        told = ", ".join(found.contradicted) or "-"
        yield f"{found.depth:>2} {found.basis:>9} {counts}  {told}"


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
