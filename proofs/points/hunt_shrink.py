"""A violation of a hunted property, made as simple as a greedy search finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from proofs.points.hunt import Hunt
from symbolic.errors import ArchitectureError, ToolkitError
from symbolic.networks.architecture import Architecture
from symbolic.networks.critical_points import Recipe, construct
from symbolic.networks.network import LinearNetwork


def shrink(hunt: Hunt, recipe: Recipe) -> tuple[Recipe, LinearNetwork]:
    """A recipe, as simple as a greedy search finds, whose point violates the property too."""
    best = recipe
    progress = True
    while progress:
        progress = False
        for candidate in _simpler(best):
            if _violates(hunt, candidate):
                best, progress = candidate, True
                break
    network = construct(best)
    if network is None:
        raise AssertionError(f"{best} was critical before")
    return best, network


def _violates(hunt: Hunt, recipe: Recipe) -> bool:
    try:
        network = construct(recipe)
        return network is not None and not hunt.ask(recipe, network)[1]
    except ToolkitError:  # no recipe, or a point that the property cannot answer for
        return False


def _simpler(recipe: Recipe) -> Iterator[Recipe]:
    if recipe.gauge:
        yield replace(recipe, gauge=False)
    if not recipe.simple:
        yield replace(recipe, simple=True)
    if recipe.solved:
        yield replace(recipe, solved=())
    yield from _smaller_architectures(recipe)
    for layer in recipe.loose:
        yield replace(recipe, loose=tuple(k for k in recipe.loose if k != layer))
    for column in recipe.chosen:
        yield replace(recipe, chosen=tuple(i for i in recipe.chosen if i != column))
    smallest = tuple(map(Fraction, range(len(recipe.singular), 0, -1)))
    if recipe.singular != smallest:
        yield replace(recipe, singular=smallest)
    if recipe.seed and not recipe.simple:
        yield replace(recipe, seed=0)


def _smaller_architectures(recipe: Recipe) -> Iterator[Recipe]:
    """One layer fewer, one unit fewer somewhere, or one sample fewer, where the recipe allows."""
    widths, samples = recipe.architecture.widths, recipe.architecture.samples
    fewer = [(widths[:k] + widths[k + 1 :], samples) for k in range(1, len(widths) - 1)]
    fewer += [(_one_less(widths, k), samples) for k in range(len(widths))]
    fewer += [(widths, samples - 1)]
    for smaller, m in fewer:
        candidate = _fitted(recipe, smaller, m)
        if candidate is not None:
            yield candidate


def _one_less(widths: Sequence[int], k: int) -> tuple[int, ...]:
    return tuple(width - (i == k) for i, width in enumerate(widths))


def _fitted(recipe: Recipe, widths: tuple[int, ...], samples: int) -> Recipe | None:
    try:
        architecture = Architecture(widths, samples)
    except ArchitectureError:
        return None
    rank_x = min(recipe.data_rank, architecture.input_width, samples)
    count = min(architecture.output_width, rank_x)
    top = architecture.depth + 1
    chosen = tuple(i for i in recipe.chosen if i <= architecture.output_width)
    if count > len(recipe.singular) or len(chosen) > min(widths):
        return None
    return replace(
        recipe,
        architecture=architecture,
        singular=recipe.singular[:count],
        chosen=chosen,
        loose=tuple(k for k in recipe.loose if k <= top),
        rank_x=rank_x,
        solved=recipe.solved if all(k <= top for k in recipe.solved) else (),
    )
