"""Critical points with loose blocks from kernels: always critical, and what others never are.

| asked | evidence here |
|---|---|
| every one is critical | random recipes at many sizes, each by its gradient |
| blocks that are not zero, with a product that is | counted, beside the other random recipes |
| a wrong pair of layers | refused by name |
"""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given

from symbolic.algebra.sampling import generator
from symbolic.errors import ArchitectureError
from symbolic.networks.architecture import Architecture
from symbolic.networks.critical_points import (
    Recipe,
    construct,
    random_recipe,
    random_vanishing_recipe,
)
from symbolic.networks.network import LinearNetwork
from tests.symbolic.networks.test_points import architectures, seeds


@given(seeds, architectures)
def test_every_recipe_with_kernels_is_a_critical_point(seed: int, size: Architecture) -> None:
    """Also where X X^T is singular, eigenvalues are repeated, or a block has no rows."""
    network = construct(random_vanishing_recipe(generator(seed), size))
    assert network is not None
    assert network.architecture == size


def vanishing(n: LinearNetwork) -> bool:
    """Two neighbours in the cyclic word W_{H+1}, .., W_1, X Y^T whose product alone is zero.

    Where I is empty these are the loose blocks.
    """
    word = [*reversed(n.W), n.X @ n.Y.T]
    pairs = [*pairwise(word), (word[-1], word[0])]
    return any((L @ R).is_zero() and not L.is_zero() and not R.is_zero() for L, R in pairs)


@pytest.mark.parametrize("text", ["2,1,1,1,2:2", "2,2,2,2:2", "3,2,2,2,3:3"])
def test_there_are_points_that_the_other_recipes_hardly_make(text: str) -> None:
    size, count = Architecture.parse(text), {}
    for draw in (random_recipe, random_vanishing_recipe):
        random = generator(5, text)
        made = (construct(replace(draw(random, size), chosen=())) for _ in range(200))
        count[draw] = sum(vanishing(network) for network in made if network is not None)
    assert count[random_vanishing_recipe] > 2 * count[random_recipe]


def test_the_layers_solved_for_are_some_and_there() -> None:
    size = Architecture.parse("2,2,2:2")
    for solved in ((1,), (1, 1), (1, 3)):
        with pytest.raises(ArchitectureError, match="two or more layers"):
            Recipe(size, (3, 2), (), solved=solved)
    for pair in combinations((1, 2), 2):
        assert str(Recipe(size, (3, 2), (), solved=pair)).count("kernels for k in {1,2}") == 1
