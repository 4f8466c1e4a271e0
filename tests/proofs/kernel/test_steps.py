"""Forward steps: what is obtained or assumed for a case is done without again, and only once."""

from proofs.kernel.certificate import certificate
from proofs.kernel.formulas import NONE, Formula, either, equal, for_some, negation
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term


def some_fixed(A: Term, count: int = 1) -> Formula:
    """``A B .. B = A`` for some B, taken so many times."""
    product, B = A, Term("B0")
    for _ in range(count):
        product = product @ B
    return for_some("B0", ("n", "n"), equal(product, A))


def taken(theorem: Theorem, rule: str) -> int:
    """How often the certificate uses the rule."""
    return sum(step["rule"] == rule for step in certificate("x", theorem)["steps"])


def squared(proof: Derivation, A: Term, B: Term, known: Theorem) -> Theorem:
    """That A B B = A has a solution B, from A B = A."""
    twice = proof.by(equal(A @ B @ B, A), known)
    return proof.exhibit(some_fixed(A, 2), B, twice)


def test_a_name_in_the_conclusion_stays_until_the_conclusion_is_without_it() -> None:
    proof = Derivation("n", A="n n")
    (A,) = proof.letters("A")
    given = proof.assume(some_fixed(A))
    (B,), known = proof.obtain(given, "B")
    assert proof.close(known).hypotheses == known.hypotheses
    assert proof.close(squared(proof, A, B, known)).hypotheses == given.hypotheses


def test_a_size_in_the_sort_of_a_name_that_stays_is_not_closed() -> None:
    proof = Derivation("m n", A="m n")
    (A,) = proof.letters("A")
    rank = proof.axiom("factorization", "m", "n", A)
    (_, P, Q, _, _), known = proof.obtain(rank, "r", "P", "Q", "L", "R")
    whole = proof.close(proof.parts(known)[0])
    assert whole.conclusion == equal(A, P @ Q)
    assert len(whole.hypotheses) == 1
    r = proof.shape(P)[1]
    product = equal(A, Term("U") @ Term("V"))
    goal = for_some("U", ("m", r), for_some("V", (r, "n"), product))
    shown = proof.close(proof.exhibit_all(goal, [P, Q], whole))
    assert len(shown.hypotheses) == 1, "the sorts of U and V speak of r"


def test_what_is_supposed_takes_the_names_from_it_along() -> None:
    proof = Derivation("n", A="n n")
    (A,) = proof.letters("A")
    (B,), known = proof.obtain(proof.assume(some_fixed(A)), "B")
    implied = proof.suppose(some_fixed(A), squared(proof, A, B, known))
    assert implied.hypotheses == ()
    concluded = proof.conclude(["n", A], [some_fixed(A)], squared(proof, A, B, known))
    assert concluded.hypotheses == ()


def test_an_outer_name_is_closed_once_and_not_in_each_case() -> None:
    proof = Derivation("n", A="n n", s="1 1")
    A, s = proof.letters("A s")
    given = proof.assume(some_fixed(A))
    (B,), known = proof.obtain(given, "B")
    choice, none, _, unit = proof.reciprocal(s)
    goal = either(some_fixed(A, 2), negation(equal(s, NONE)))
    sides = (
        proof.logic(goal, squared(proof, A, B, known), none),
        proof.logic(goal, squared(proof, A, B, known), unit),
    )
    shown = proof.from_both(choice, *sides)
    assert len(shown.hypotheses) == 1, "A B = A is still assumed, s = 0 and s u = 1 are not"
    closed = proof.close(shown)
    assert closed.hypotheses == given.hypotheses
    assert taken(closed, "choose") == 2, "once for B, once for u"


def test_forward_and_nested_steps_can_be_mixed() -> None:
    proof = Derivation("n", A="n n", s="1 1")
    A, s = proof.letters("A s")
    given = proof.assume(some_fixed(A))
    goal = either(some_fixed(A, 2), equal(s, NONE))

    def from_solution(_: Theorem) -> Theorem:
        (B,), known = proof.obtain(given, "B")
        return proof.either(goal, squared(proof, A, B, known))

    choice = proof.axiom("reciprocal", s)
    shown = proof.cases(
        choice,
        lambda none: proof.either(goal, none),
        lambda some: proof.choose(some, ["u"], from_solution),
    )
    assert proof.close(shown).hypotheses == given.hypotheses
