"""What a hunt saw, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofs.files.text import paragraph
from proofs.points.hunt import Hunt, Tally, shrink
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork


def hunt_json(hunt: Hunt, tally: Tally) -> dict[str, Any]:
    """What a hunt saw; a violation with its recipe, shrunk, as a point that can be read back."""
    content: dict[str, Any] = {
        "property": hunt.path,
        "seed": hunt.seed,
        "architectures": [str(architecture) for architecture in hunt.architectures],
        "points": tally.points,
        "kinds": dict(sorted(tally.kinds.items())),
        "violation": None,
    }
    if tally.violation is not None:
        recipe, _ = hunt.member(tally.violation)
        smaller, network = shrink(hunt, recipe)
        content["violation"] = {
            "index": tally.violation,
            "recipe": str(recipe),
            "shrunk": str(smaller),
            "point": point_file(network),
        }
    return content


def point_file(network: LinearNetwork) -> dict[str, Any]:
    """A rational network as a point file."""

    def table(matrix: Matrix) -> list[list[Any]]:
        return [[_plain(to_fraction(entry)) for entry in row] for row in matrix.rows]

    weights = [table(weight) for weight in network.W]
    return {"X": table(network.X), "Y": table(network.Y), "W": weights}


def _plain(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def hunt_lines(hunt: Hunt, tally: Tally) -> Iterator[str]:
    """How many points of which kind a hunt saw, and its violation if there is one."""
    content = hunt_json(hunt, tally)
    kinds = ", ".join(f"{count} {kind}" for kind, count in content["kinds"].items())
    yield from paragraph(f"{tally.points} critical points: {kinds} (seed {hunt.seed})")
    found = content["violation"]
    if found is None:
        yield f"{hunt.path} holds at all of them; this is evidence, not a proof"
        return
    yield from paragraph(f"{hunt.path} does not hold at point {found['index']}: {found['recipe']}")
    yield from paragraph(f"nor, shrunk, at {found['shrunk']}:")
    yield json.dumps(found["point"])
