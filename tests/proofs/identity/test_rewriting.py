"""Words, diagrams, completion and linear programs: what the search is made of."""

from fractions import Fraction
from random import Random
from time import perf_counter
from typing import Any

import pytest

from proofs.identity.limits import Limits
from proofs.identity.linear_programs import combination
from proofs.identity.rewriting.completion import MAX_RULES, Completion
from proofs.identity.rewriting.equation_theorems import sides, theorem_of
from proofs.identity.rewriting.equations import order
from proofs.identity.rewriting.traces import diagram_tree
from proofs.identity.rewriting.words import Alphabet, joined, poly_tree, transposed
from proofs.kernel.formulas import equal, gap
from proofs.library.derivation import Derivation
from symbolic.words.sizes import tree_of
from symbolic.words.terms import Term, evaluate, identity, tr
from tests.proofs.kernel.random_terms import NAMES, term


def random_tree(rng: Random) -> Any:
    """Kronecker products, vec and commutation matrices around random terms."""
    m, n, p, q = (rng.choice(["m", "n", 1]) for _ in range(4))
    tree: Any = ("kron", term(rng, m, n, 2), term(rng, p, q, 2))
    if rng.random() < 0.5:
        tree = ("*", ("K", p, m), tree)
    if rng.random() < 0.5:
        tree = ("*", tree, ("K", n, q))
    if rng.random() < 0.4:
        tree = ("kron", tree, ("vec", term(rng, rng.choice("mn"), rng.choice("mn"), 1)))
    if rng.random() < 0.3:
        tree = ("vec", tree)
    return ("T", tree) if rng.random() < 0.3 else tree


@pytest.mark.parametrize("seed", range(60))
def test_a_diagram_is_written_as_a_tree_with_its_value(seed: int) -> None:
    """Strands, loops and permutations of the legs, of a random term."""
    tensor = evaluate(random_tree(Random(seed)), NAMES)
    for diagram, c in list(tensor.terms.items())[:3]:
        again = evaluate(diagram_tree(tensor, diagram), NAMES)
        assert again.shape == tensor.shape
        assert again.terms == {diagram: Fraction(1)}
        assert c


def test_words_of_columns_and_numbers_keep_their_value() -> None:
    names: dict[str, Any] = {
        "n": "size",
        "m": "size",
        "A": ("m", "n"),
        "x": ("n", 1),
        "y": ("m", 1),
    }
    A, x, y, l, k = map(Term, "Axylk")
    names |= {"l": (1, 1), "k": (1, 1)}
    alphabet = Alphabet()
    one, trace = Term(("I", "n")), tr(A @ A.T)
    numbers = (l @ A, A.T @ l, l @ k @ A @ l, l @ x, l @ (y.T @ A @ x), l @ one, k @ l + k)
    traces = (trace @ A, tr(one) @ A, (y.T @ A @ x) @ A, l @ trace @ one, x @ (trace @ l))
    columns = (A @ x, x @ y.T, y.T @ A @ x, x @ (y.T @ A @ x), (y.T @ A @ x) @ (y.T @ y), A.T)
    for product in (*columns, *numbers, *traces):
        tensor = evaluate(product.tree, names)
        poly = alphabet.poly(tensor)
        assert poly is not None
        rows, cols = (tree_of((*legs, 1)[0]) for legs in tensor.shape)
        assert evaluate(poly_tree(alphabet, poly, rows, cols), names) == tensor
    assert alphabet.poly(evaluate(trace.tree, names)) is None
    word = alphabet.word((("A", False), ("x|", False)))
    assert transposed(transposed(word)) == word


def test_the_order_of_words_is_kept_by_products() -> None:
    """Words with numbers: a product with a third one on both sides changes no order."""
    random = Random(5)
    alphabet = Alphabet()
    letters = [("A", False), ("A", True), ("B", False), ("|l|", False), ("|k|", False)]
    for _ in range(3000):
        u, v, w, z = (
            joined(alphabet.word(tuple(random.choices(letters, k=random.randint(0, 4)))))
            for _ in range(4)
        )
        assert (order(u) < order(v)) == (order(joined(w, u, z)) < order(joined(w, v, z)))
        assert transposed(transposed(u)) == u


def completed(*equations: tuple[Term, Term]) -> Completion:
    proof = Derivation("")
    for name, sort in {"n": "size", "A": ("n", "n"), "B": ("n", "n"), "G": ("n", "n")}.items():
        proof.theory.declare(name, sort)
    rules = Completion(proof, Alphabet(), Limits(perf_counter() + 5, 5_000_000))
    rules.allow()
    for pair in equations:
        assert rules.add(proof.assume(equal(*pair)))
    return rules


def test_every_rule_is_a_theorem_of_the_kernel() -> None:
    A, B, G = map(Term, "ABG")
    rules = completed((A @ G @ A, A), (A @ B, B @ A), (A @ A, A), (B @ G, identity("n")))
    count = 0
    for number in rules.steps():
        theorem = theorem_of(rules, number)
        left, right = sides(rules, number)
        assert theorem.conclusion == ("=", left, right)
        assert set(theorem.hypotheses) <= {
            equal(A @ G @ A, A), equal(A @ B, B @ A), equal(A @ A, A), equal(B @ G, identity("n")),
        }  # fmt: skip
        count += 1
        if count == 40:
            break
    assert count > 10


def test_a_left_inverse_of_a_square_matrix_is_a_right_inverse() -> None:
    A, B = Term("A"), Term("B")
    rules = completed((A @ B, identity("n")))
    list(rules.steps())
    names = rules.proof.theory.names
    poly = rules.alphabet.poly(gap(equal(B @ A, identity("n")), names))
    assert poly is not None
    assert rules.reduced(poly)[0] == {}


def test_completion_ends() -> None:
    """A presentation whose completion is infinite stops at its bounds."""
    A, B = Term("A"), Term("B")
    rules = completed((A @ B @ A, B @ A @ B))
    assert len(list(rules.steps())) <= MAX_RULES


def test_linear_programs_find_sums_and_nothing_else() -> None:
    one = Fraction(1)
    x, y = {"x": one}, {"y": one}
    assert combination({"x": one, "y": one}, [x, y], []) == ([1, 1], [])
    assert combination({"x": -one}, [x], []) is None
    assert combination({"x": -one}, [], [x]) == ([], [-1])
    assert combination({"z": one}, [x, y], []) is None
    assert combination({}, [x], []) == ([0], [])


@pytest.mark.parametrize("seed", range(30))
def test_a_combination_adds_up(seed: int) -> None:
    """Random programs that have a solution: what is found is one, too."""
    rng = Random(seed)

    def form() -> dict[str, Fraction]:
        return {k: Fraction(rng.randint(-3, 3)) for k in "abcd"}

    low, same = [form() for _ in range(5)], [form() for _ in range(2)]
    goal: dict[str, Fraction] = dict.fromkeys("abcd", Fraction(0))
    for f, c in [*((f, rng.randint(0, 2)) for f in low), *((f, rng.randint(-2, 2)) for f in same)]:
        for k in goal:
            goal[k] += c * f[k]
    found = combination(goal, low, same)
    assert found is not None
    assert min(found[0]) >= 0
    total: dict[str, Fraction] = dict.fromkeys("abcd", Fraction(0))
    for f, x in zip([*low, *same], [*found[0], *found[1]], strict=True):
        for k in total:
            total[k] += x * f[k]
    assert total == goal
