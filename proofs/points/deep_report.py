"""``proofs rank --deep``: deep saddles in double precision beside the truth, as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from numeric_crosscheck.deep_products import DeepProduct, saddle, smallest_wrong, sweep
from numeric_crosscheck.float64 import TOLERANCE
from proofs.evidence.identities import plain_rows
from proofs.files.text import paragraph

COLUMNS = ("H", "t", "rank", "float64", "gradient < tol", "no eigenvalue < -tol", "wrong")


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


def deep_items() -> Iterator[dict[str, Any]]:
    """The sweep, then the smallest network that is answered wrongly, with its weights."""
    for found in sweep():
        yield deep_json(found)
    first = smallest_wrong()
    network = saddle(first.depth, first.basis)
    weights = [[[str(x) for x in row] for row in plain_rows(weight)] for weight in network.W]
    yield {"smallest_wrong": deep_json(first), "W": weights}


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


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
