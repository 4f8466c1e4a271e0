"""What a hunt saw, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofs.files.text import paragraph
from proofs.points.hunt import Hunt
from proofs.points.hunt_log import Tally
from proofs.points.hunt_shrink import shrink
from proofs.points.small_hunt import entries_at
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
        "small": _small_json(hunt, tally.small),
        "violation": None,
    }
    if tally.small is not None and tally.small.violation is not None:
        sample = hunt.small.members[tally.small.violation]
        name, network = str(sample.recipe), sample.point.network
        content["violation"] = _violation(tally.small.violation, name, name, network)
    elif tally.violation is not None:
        recipe, _ = hunt.member(tally.violation)
        smaller, network = shrink(hunt, recipe)
        content["violation"] = _violation(tally.violation, str(recipe), str(smaller), network)
    return content


def _violation(index: int, recipe: str, shrunk: str, network: LinearNetwork) -> dict[str, Any]:
    return {"index": index, "recipe": recipe, "shrunk": shrunk, "point": point_file(network)}


def _small_json(hunt: Hunt, tally: Tally | None) -> dict[str, Any] | None:
    """What all points of small integer weights gave, if they were asked."""
    if tally is None:
        return None
    small = hunt.small
    return {
        "points": tally.points,
        "kinds": dict(sorted(tally.kinds.items())),
        "entries": {str(size): entries_at(size) for size in small.architectures},
        "first_only": list(small.cut),
        "violation": tally.violation,
    }


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
    small, found = content["small"], content["violation"]
    if small is None or small["violation"] is None:
        yield from paragraph(f"{_counted(content)} (seed {hunt.seed})")
    if small is not None:
        yield from _small_lines(hunt, small)
    if found is None:
        yield f"{hunt.path} holds at all of them; this is evidence, not a proof"
        return
    yield from paragraph(f"{hunt.path} does not hold at point {found['index']}: {found['recipe']}")
    if found["shrunk"] != found["recipe"]:
        yield from paragraph(f"nor, shrunk, at {found['shrunk']}:")
    yield json.dumps(found["point"])


def _counted(content: dict[str, Any]) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in content["kinds"].items())
    return f"{content['points']} critical points: {kinds}"


def _small_lines(hunt: Hunt, small: dict[str, Any]) -> Iterator[str]:
    """How many points of small integer weights were asked, and where not all of them were."""
    sizes = len(hunt.small.architectures) - len(hunt.small.too_large)
    text = f"{_counted(small)}; of all small integer weights at {sizes} architectures"
    if small["violation"] is not None:
        text += ", to the first that violates the property"
    yield from paragraph(text)
    if hunt.small.cut:
        yield from paragraph(f"the first {hunt.small.most} only at {'; '.join(hunt.small.cut)}")
    if hunt.small.too_large:
        yield from paragraph(f"too many to go through at {'; '.join(hunt.small.too_large)}")
