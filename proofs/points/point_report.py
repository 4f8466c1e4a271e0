"""What is said about one classified point, as JSON and as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofs.evidence.identities import plain_rows
from proofs.files.json_reading import printable
from proofs.files.text import paragraph, show_rows
from proofs.points.point_files import FilePoint
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import Descent, Kind, Optimality, Point, hypotheses
from symbolic.networks.conditions import lemma_conclusions
from symbolic.networks.curves import Curve

EIGENVALUE_THEOREM = "Eckart and Young: the best approximation of given rank"


def _table(matrix: Matrix) -> list[list[str]]:
    return [[str(entry) for entry in row] for row in plain_rows(matrix)]


def _curve_json(curve: Curve, order: int, coefficient: object) -> dict[str, Any]:
    return {
        "exponents": list(curve.exponents),
        "directions": [_table(direction) for direction in curve.directions],
        "order": order,
        "coefficient": str(coefficient),
    }


def witness_json(point: Point) -> dict[str, Any]:
    """The witness of the point's kind; each number in it can be multiplied out."""
    kind, witness = point.answer
    if isinstance(witness, Optimality):
        return {
            "type": "optimality",
            "best_rank": witness.best_rank,
            "eigenvalues": list(witness.eigenvalues),
            "sum_of_largest": str(witness.gain),
            "assumed": EIGENVALUE_THEOREM,
        }
    if isinstance(witness, Descent):
        strict = kind is Kind.STRICT_SADDLE
        down = _curve_json(witness.curve, witness.order, witness.coefficient)
        up = _curve_json(witness.ascent, witness.ascent_order, witness.ascent_coefficient)
        return {"type": "negative_curvature" if strict else "escape_curve"} | down | {"ascent": up}
    if kind is Kind.NOT_CRITICAL:
        k, i, j = _nonzero_derivative(point)
        value = str(point.gradient[k - 1][i, j])
        return {"type": "gradient", "layer": k, "row": i + 1, "column": j + 1, "value": value}
    return {"type": "none"}


def _nonzero_derivative(point: Point) -> tuple[int, int, int]:
    return next(
        (k, i, j)
        for k, part in enumerate(point.gradient, 1)
        for i, row in enumerate(part.rows)
        for j, entry in enumerate(row)
        if entry
    )


def point_json(item: FilePoint, point: Point, *, with_hessian: bool) -> dict[str, Any]:
    """The answer for one point, in the keys that the command line promises."""
    positive, negative, zero = point.inertia
    hessian: dict[str, Any] = {
        "size": positive + negative + zero,
        "rank": positive + negative,
        "inertia": [positive, negative, zero],
    }
    if with_hessian:
        hessian["matrix"] = _table(point.hessian)
    return {
        "point": item.number,
        "id": item.id,
        "architecture": str(item.network.architecture),
        "loss": str(point.loss),
        "gradient": [_table(part) for part in point.gradient],
        "critical": point.critical,
        "hessian": hessian,
        "kind": point.kind,
        "witness": witness_json(point),
        "hypotheses": hypotheses(point),
        "lemmas": lemma_conclusions(point),
    }


def point_lines(item: FilePoint, point: Point, *, with_hessian: bool) -> Iterator[str]:
    """The answer for one point, in a few lines."""
    positive, negative, zero = point.inertia
    name = "" if item.id is None else f" (id {printable(str(item.id))})"
    yield f"point {item.number}{name}: {item.network.architecture}, {point.kind}"
    yield (
        f"  loss {point.loss}; Hessian of size {positive + negative + zero}, eigenvalues:"
        f" {positive} positive, {negative} negative, {zero} zero"
    )
    yield from _witness_lines(point)
    data = (f"{name}: {'yes' if holds else 'no'}" for name, holds in hypotheses(point).items())
    yield from paragraph("; ".join(data), "    ", "  ")
    yield from paragraph(_lemma_text(point), "    ", "  ")
    if with_hessian:
        yield "  Hessian, blocks ordered W_{H+1}, .., W_1"
        for row in point.hessian.rows:
            yield "    " + " ".join(str(entry) for entry in row)


def _witness_lines(point: Point) -> Iterator[str]:
    kind, witness = point.answer
    if isinstance(witness, Optimality):
        text = (
            f"the loss is the smallest possible: ||Y||^2 - 2 loss = {witness.gain} is the sum of"
            f" the {witness.best_rank} largest of the eigenvalues"
            f" {', '.join(witness.eigenvalues)} of Y X^+ X Y^T"
            f" (by {EIGENVALUE_THEOREM})"
        )
        yield from paragraph(text, "    ", "  ")
    elif isinstance(witness, Descent):
        yield from _curve_lines("falls", witness.curve, witness.order, witness.coefficient)
        yield from _curve_lines(
            "rises", witness.ascent, witness.ascent_order, witness.ascent_coefficient
        )
    elif kind is Kind.NOT_CRITICAL:
        k, i, j = _nonzero_derivative(point)
        yield f"  dL/d(W_{k})_{i + 1},{j + 1} = {point.gradient[k - 1][i, j]}"
    else:
        yield "  neither shown to be a global minimum nor to be a saddle"


def _curve_lines(verb: str, curve: Curve, order: int, coefficient: object) -> Iterator[str]:
    moves = ", ".join(
        f"W_{k} + t{'' if (s := curve.exponents[k - 1]) == 1 else f'^{s}'}"
        f" {show_rows(plain_rows(curve.directions[k - 1]))}"
        for k in curve.moved_layers()
    )
    change = f"{coefficient} t^{order} + .."
    yield from paragraph(f"the loss {verb}, by {change}, along {moves}", "    ", "  ")


def _lemma_text(point: Point) -> str:
    def alternatives(found: object) -> str:
        if isinstance(found, dict):
            return "; ".join(f"{k}: {alternatives(names)}" for k, names in found.items())
        return " and ".join(found) if isinstance(found, list) and found else "neither"

    conclusions = lemma_conclusions(point)
    return ". ".join(f"{name}: {alternatives(found)}" for name, found in conclusions.items())
