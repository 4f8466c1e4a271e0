"""Equal normal forms have equal values, different ones differ somewhere; two codes agree."""

from random import Random
from typing import Any

import pytest

from proofs import checker
from proofs.evidence.instances import Instance, commutation, instance_of, kron, vec
from symbolic.errors import ShapeError, ToolkitError
from symbolic.words.terms import evaluate
from tests.proofs.kernel.random_terms import LETTERS, NAMES, rewritten, term

SHAPES = [("m", "n"), ("m", "m"), ("m", 1), (1, 1)]


def listed(tree: Any) -> Any:
    return [listed(part) for part in tree] if isinstance(tree, tuple) else tree


def checked(tree: Any, names: dict[str, Any] = NAMES) -> Any:
    """The checker's normal form."""
    sizes = [name for name, sort in names.items() if sort == "size"]
    letters = {name: listed(sort) for name, sort in names.items() if sort != "size"}
    made = checker.Checker(sizes, letters)
    return checker.evaluate(made.trees.tree(listed(tree)), made.scope)


def same(left: Any, right: Any) -> bool:
    """Whether the normal forms are equal; both codes must say the same."""
    answer = evaluate(left, NAMES) == evaluate(right, NAMES)
    assert (checked(left) == checked(right)) == answer, (left, right)
    return answer


@pytest.mark.parametrize("seed", range(40))
def test_what_is_written_differently_has_the_same_form_and_value(seed: int) -> None:
    rng = Random(seed)
    shape = rng.choice(SHAPES)
    tree = term(rng, *shape, 3)
    other = rewritten(rng, tree)
    assert same(tree, other)
    for _ in range(3):
        here = instance_of(NAMES, rng)
        assert here.term(tree).rows == here.term(other).rows


@pytest.mark.parametrize("seed", range(60))
def test_forms_agree_with_values(seed: int) -> None:
    """Two terms at random: equal forms have equal values, different ones are told apart."""
    rng = Random(1000 + seed)
    shape = rng.choice(SHAPES)
    left, right = term(rng, *shape, 2), term(rng, *shape, 2)
    pairs = [(left, right), (left, ("+", left, ("scale", "0", right)))]
    for one, other in pairs:
        told_apart = False
        for _ in range(6):
            here = instance_of(NAMES, rng, largest=4)
            here.values.update(m=3, n=4)
            for name, (rows, cols) in LETTERS.items():
                here.values[name] = next(here.candidates((rows, cols)))
            told_apart = told_apart or here.term(one).rows != here.term(other).rows
        assert told_apart != same(one, other)


@pytest.mark.parametrize("seed", range(20))
def test_kronecker_products_and_vec(seed: int) -> None:
    """vec(A M B) = (B^T kron A) vec M, the mixed product, and the commutation matrix."""
    rng = Random(seed)
    A, M, B = (term(rng, *shape, 1) for shape in (("m", "n"), ("n", "n"), ("n", "m")))
    assert same(("vec", ("*", A, M, B)), ("*", ("kron", ("T", B), A), ("vec", M)))
    assert same(("*", ("kron", A, B), ("kron", B, A)), ("kron", ("*", A, B), ("*", B, A)))
    assert same(("*", ("K", "m", "n"), ("vec", A)), ("vec", ("T", A)))
    assert not same(("kron", "C", ("*", "u", ("T", "u"))), ("kron", ("*", "u", ("T", "u")), "C"))
    here = instance_of(NAMES, rng)
    a, b = here.term(A), here.term(B)
    assert here.term(("kron", A, B)).rows == kron(a, b).rows
    assert (commutation(a.m, a.n) @ vec(a)).rows == vec(a.T).rows


@pytest.mark.parametrize(
    ("tree", "sizes"),
    [
        (("*", "A", "A"), ("n", "m")),
        (("+", "A", "B"), ("m", "n")),
        (("tr", "A"), ("m", "n")),
        (("+", "u", "v"), ("m", "n")),
        (("*", "A", ("T", "B"), "v"), ("m", "n")),
    ],
)
def test_an_ill_typed_term_names_both_sizes(tree: Any, sizes: tuple[str, str]) -> None:
    with pytest.raises(ShapeError) as found:
        evaluate(tree, NAMES)
    assert all(size in str(found.value) for size in sizes)
    with pytest.raises(checker.Rejected, match="do not match") as rejected:
        checked(tree)
    assert all(size in str(rejected.value) for size in sizes)


def test_sizes_that_coincide_are_not_confused() -> None:
    """m and n are different sizes for a proof, whatever they are in an instance."""
    for tree in (("*", "C", "v"), ("+", ("I", "m"), ("I", "n"))):
        with pytest.raises(ShapeError):
            evaluate(tree, NAMES)
        with pytest.raises(checker.Rejected):
            checked(tree)


NETWORK = {"d": "widths", "k": "size", "W": ("@", "d"), "X": (("@", "d", 0), "k")}


def test_layers_of_a_network() -> None:
    product = ("@", "W", ("+", "k", 1), 0)
    layer = ("*", ("@", "W", "k"), ("@", "W", "k", 0))
    assert evaluate(product, NETWORK) != evaluate(layer, NETWORK)  # an axiom, not a form
    assert evaluate(product, NETWORK).shape == evaluate(layer, NETWORK).shape
    assert evaluate(("@", "W", ("+", 1, "k"), 0), NETWORK) == evaluate(product, NETWORK)
    assert checked(("@", "W", ("+", 1, "k"), 0), NETWORK) == checked(product, NETWORK)
    here = Instance(Random(3), {"d": [2, 3, 1, 2], "k": 2})
    here.values["W"] = _layers(here)
    assert here.term(product).rows == here.term(layer).rows


def _layers(here: Instance) -> list[Any]:
    d = here.values["d"]
    return [next(here.candidates((d[k + 1], d[k]))) for k in range(3)]


@pytest.mark.parametrize(
    "tree",
    [("@", "W"), ("@", "W", 1, 2, 3), ("@", "X", 0), ("@", "W", "X"), ("@", "d", "k"), "W", "k"],
)
def test_what_is_no_layer(tree: Any) -> None:
    with pytest.raises((ToolkitError, ValueError)):
        evaluate(tree, NETWORK)
    with pytest.raises(checker.Rejected):
        checked(tree, NETWORK)
