"""Statements as data: their values by two routes, their search, and what must not be found."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import pytest

from proofs.evidence import evaluation
from proofs.evidence.claim import Outcome
from proofs.evidence.evaluation import EXACT, PLAIN, Evaluator
from proofs.evidence.expression import (
    Assertion,
    both,
    either,
    hcat,
    identity,
    kron,
    letter,
    named,
    negation,
    number,
    psd,
    rank,
    scale,
    trace,
    unit,
    vanishes,
    vec,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import closed, decide_lines, gap, holds_at
from proofs.evidence.refutation import failures, matrices, nothing_more, recomputed, refute, shrunk
from proofs.evidence.run import decide_variant
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks, critical_points, orders, unit_data
from proofs.papers.kawaguchi2016.claims import appendix_a6_eigenvectors as a6_eigenvectors
from proofs.papers.kawaguchi2016.claims import (
    appendix_a6_misprints,
    remarks,
    section_3,
    section_4_1,
)
from proofs.papers.kawaguchi2016.claims.notation import terms as terms_of
from proofs.papers.kawaguchi2016.claims.notation import with_frame, with_inverses
from symbolic.algebra.linalg import inertia
from symbolic.algebra.linalg import rank as exact_rank
from symbolic.algebra.sampling import generator, random_integer_matrix
from symbolic.errors import ShapeError
from symbolic.networks.network import LinearNetwork
from symbolic.networks.random_networks import random_network

TEXTS = ("1,1,1:1", "2,1,2:2", "1,1,1,1:1", "2,2,2,2:2")


def networks() -> Iterator[LinearNetwork]:
    from symbolic.networks.architecture import Architecture

    random = generator(7, "routes")
    for text in ("2,1,3:2", "1,2,1,2:1"):
        for _ in range(3):
            yield random_network(random, Architecture.parse(text))


def terms(t: Letters) -> list:
    k = t.top
    return [
        t.loss, t.hessian, t.C, t.r, t.map, *(t.gradient(i) for i in range(1, k + 1)),
        t.block(1, k), t.block(k, 1), t.derivative(1, t.r), t.derivative(k, kron(t.C, t.X.T)),
        rank(t.C), rank(t.hessian), trace(t.hessian), vec(t.r), hcat(t.C, t.C),
        scale(number("2/3"), t.C), t.moved({1: t.W(1)}).loss,
    ]  # fmt: skip


def test_both_routes_give_the_same_values() -> None:
    """Closed forms and FLINT against differences of the loss and elimination."""
    for n in networks():
        t = Letters(n.architecture)
        exact, plain = (Evaluator(matrices(n), route) for route in (EXACT, PLAIN))
        for term in terms(t):
            found = [[str(x) for x in route.term(term).entries()] for route in (exact, plain)]
            assert found[0] == found[1], str(term)
        for formula in (t.critical, t.semidefinite, t.C.within(t.map), negation(t.critical)):
            assert exact.holds(formula) == plain.holds(formula)


def test_plain_ranks_and_signs_are_those_of_flint() -> None:
    random = generator(11, "plain")
    kinds = set()
    for _ in range(200):
        m = random_integer_matrix(random, random.randint(1, 3), random.randint(1, 4), 2)
        plain = m.map(lambda x: Fraction(int(x)), PLAIN.ring())
        assert evaluation.plain_rank(plain) == exact_rank(m)
        square = m.T @ m if random.random() < 0.5 else random_integer_matrix(random, 3, 3, 1)
        square = square + square.T
        form = square.map(lambda x: Fraction(int(x)), PLAIN.ring())
        sign = inertia(square)[1] == 0
        kinds.add(sign)
        assert evaluation.plain_psd(form) == sign
    assert kinds == {True, False}


def test_ill_typed_terms_are_seen_wherever_they_stand() -> None:
    n = next(iter(networks()))  # 2,1,3:2
    t = Letters(n.architecture)
    values = Evaluator(matrices(n))
    bad = t.C @ t.C
    for formula in (
        bad.equals(bad), t.C.equals(t.X), either(t.X.equals(t.X), bad.equals(bad)),
        both(negation(t.X.equals(t.X)), bad.equals(bad)), negation(bad.equals(bad)),
        t.C.within(t.X), scale(t.C, t.C).equals(t.C), (t.r @ unit(5, 1)).equals(t.r),
    ):  # fmt: skip
        with pytest.raises(ShapeError):
            values.holds(formula)


def test_texts_bind_as_they_are_read() -> None:
    A, B = letter("A"), letter("B")
    assert str((A + B) @ A.T) == "(A + B) A^T"
    assert str((A @ B).T) == "(A B)^T"
    assert str(A - (B - A)) == "A - (B - A)"
    assert str(kron(A @ B, A + B)) == "A B kron (A + B)"
    assert str(named("C", A @ B) @ A) == "C A"
    assert str(psd(A)) == "A is psd"
    assert str(vanishes(A, 1, 1)) == "A = 0"
    assert str(identity(2) @ A) == "I_2 A"


def at_least_two(n: LinearNetwork, _more: dict) -> list[Assertion]:
    t = Letters(n.architecture)
    return [Assertion((t.critical,), rank(t.C).less(number(2)))]


def test_a_false_line_fails_with_a_recomputed_and_shrunk_counterexample() -> None:
    (found,) = decide_lines({"part": at_least_two}, critical_points(TEXTS))
    assert found.outcome is Outcome.FAILS
    assert found.counterexample is not None
    rows = found.counterexample.values["rank(C)"]
    assert rows == [[2]]


def test_a_true_line_holds_and_what_is_never_met_stays_open() -> None:
    def true(n: LinearNetwork, _more: dict) -> list[Assertion]:
        t = Letters(n.architecture)
        return [Assertion((), t.loss.equals(t.loss))]

    def never(n: LinearNetwork, _more: dict) -> list[Assertion]:
        t = Letters(n.architecture)
        return [Assertion((t.loss.less(t.loss),), t.loss.less(t.loss))]

    holds, open_ = decide_lines({"true": true, "never": never}, critical_points(TEXTS))
    assert (holds.outcome, open_.outcome) == (Outcome.HOLDS, Outcome.OPEN)
    assert list(refute(true, critical_points(TEXTS), kinds=("ill-typed", "false"))) == []


def test_a_counterexample_that_is_none_is_not_shown() -> None:
    n = next(critical_points(TEXTS))
    t = Letters(n.architecture)
    with pytest.raises(AssertionError, match="not false when recomputed"):
        recomputed(Assertion((), t.loss.equals(t.loss)), matrices(n), "here")
    with pytest.raises(AssertionError, match="not false when recomputed"):
        recomputed(Assertion((t.loss.less(t.loss),), t.loss.less(t.loss)), matrices(n), "here")


def test_shrinking_keeps_the_failure_and_the_data() -> None:
    def small(n: LinearNetwork, _more: dict) -> list[Assertion]:
        t = Letters(n.architecture)
        return [Assertion((), trace(t.map @ t.map.T).equals(number(0)))]

    big = LinearNetwork.rational([[5]], [[7]], [[["9/2"]], [["-3"]]])
    least = shrunk(small, "", big, nothing_more)
    assert [[str(x) for x in W.entries()] for W in least.W] == [["1"], ["1"]]
    assert str(least.X[0, 0]) == "5"
    assert len(list(failures(small, big, lambda _n: {}, ("false",)))) == 1


def true_lines(build, networks, extend) -> None:
    (found,) = decide_lines({"true": build}, networks(), extend)
    assert found.outcome is Outcome.HOLDS, found


def square_by_lines(n: LinearNetwork, _: dict) -> list[Assertion]:
    """(4) with B (C^T C)^- B^T."""
    t = terms_of(n)
    right = kron(t.explained, t.Bl @ t.G @ t.Bl.T)
    return [Assertion(t.inverses, (t.E.T @ kron(t.G, t.N) @ t.E).equals(right))]


def test_a_misprint_of_a6_is_false_where_the_mended_line_is_true() -> None:
    """The same search, the same networks: only the transpose of B differs."""
    points = appendix_a6_misprints.some_points
    true_lines(square_by_lines, points, with_inverses)
    assert list(refute(square_by_lines, points(), with_inverses, ("ill-typed", "false"))) == []

    def without_transpose(n: LinearNetwork, _: dict) -> list[Assertion]:
        t = terms_of(n)
        right = kron(t.explained, t.Bl @ t.G @ t.Bl)
        return [Assertion(t.inverses, (t.E.T @ kron(t.G, t.N) @ t.E).equals(right))]

    everywhere = appendix_a6_misprints.points()
    found = refute(without_transpose, everywhere, with_inverses, ("ill-typed", "false"))
    assert {finding.kind for finding in found} == {"ill-typed", "false"}


GAPS = {
    "ER3": (section_4_1._narrow, section_4_1.some_points, section_4_1.with_projections),
    "ER21": (a6_eigenvectors.er21, appendix_a6_misprints.some_points, with_frame),
    "distinct": (remarks.top_alternative, remarks.equal_eigenvalues, remarks.with_fixed_basis),
    "inverse": (remarks.pseudo, remarks.thin_data, remarks.with_pseudoinverse),
    "rho": (section_3.normalised, section_3.single_paths, section_3.with_probability),
}  # fmt: skip
"""Gaps of the paper, and hypotheses that its audit finds to be needed."""
CLOSED = {"distinct": remarks.points, "inverse": lambda: critical_points(TEXTS)}
"""Networks that have what is missing, where the gap is shown at others."""


@pytest.mark.parametrize("name", GAPS)
def test_with_what_is_missing_a_gap_is_closed(name: str) -> None:
    """The same statements are then true, and not only because their hypotheses never hold."""
    build, networks, extend = GAPS[name]
    assert next(refute(build, networks(), extend, ("unsupported",)), None)
    true_lines(closed(build), CLOSED.get(name, networks), extend)


def test_a_gap_hides_no_false_statement(quick_settings: Settings) -> None:
    """What is false even with what is missing is not repaired by adding it."""

    def false(n: LinearNetwork, _more: dict) -> list[Assertion]:
        t = Letters(n.architecture)
        return [Assertion((t.critical,), rank(t.C).less(number(1)), missing=(t.semidefinite,))]

    points = partial(critical_points, TEXTS)
    (finding,) = refute(false, points(), kinds=("unsupported",))
    assert finding.counterexample is not None
    variant = gap("G", ("here", 1), "-", "a psd Hessian", "-", false, points,
                  holds_at(closed(false), points))  # fmt: skip
    assert not decide_variant(variant, quick_settings).as_expected


def test_orders_are_all_relabellings_and_keep_the_map() -> None:
    n = next(critical_points(("2,2,2,2:2",)))
    found = list(orders(n))
    assert len(found) == 4
    for other in found:
        assert other.A(0) == n.A(0)


def test_all_networks_are_all() -> None:
    assert sum(1 for _ in all_networks(("1,1,1:1",), (0, 1))) == 2**4
    assert sum(1 for _ in all_networks(("1,1,1:1",), (0, 1), unit_data)) == 2**3
