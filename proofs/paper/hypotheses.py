"""The printed hypotheses of each statement, and what shows the role of each."""

from __future__ import annotations

from proofs.audit import Audited, at_points, needed, used, without
from proofs.paper import section_3
from proofs.paper.appendix_a6_terms import with_inverses
from proofs.paper.critical_point_lemmas import DATA
from proofs.paper.hypothesis_cases import (
    ENTRIES,
    anywhere,
    bad_origin,
    critical_only,
    critical_ranks,
    doubled,
    ends_zero,
    everywhere,
    expected_by_two_paths,
    first_layer,
    indefinite_somewhere,
    points,
    poor_data,
    scalars,
    semidefinite_only,
    strict_anyway,
    top_if_critical,
    top_if_semidefinite,
    wide_outputs,
    with_ones,
    with_top,
)
from proofs.paper.remarks import (
    equal_eigenvalues,
    pseudo,
    thin_data,
    top_alternative,
    top_projection_only,
    with_fixed_basis,
    with_pseudoinverse,
)
from proofs.small_networks import all_networks, all_weights, unit_data, with_best

INVERTIBLE, CROSS, ORDER, DISTINCT = DATA


_PSD = "the Hessian, of two layers, is semidefinite"


def _of_lemma(claim: str, theorem: str, *, ranks: bool) -> tuple[Audited, ...]:
    critical = "W is a critical point"
    return (
        without(claim, critical, theorem, (_PSD,)),
        at_points(
            claim, critical + ", at points", lambda n, g: semidefinite_only(n, g, ranks=ranks),
            doubled,
        ),
        needed(
            claim, "the Hessian is semidefinite", critical_ranks if ranks else critical_only,
            points,
        ),
        without(claim, f"{INVERTIBLE} (in the printed proof)", theorem, (_PSD,)),
    )  # fmt: skip


_LOCAL = ("W is a local minimum",)
_NOT_GLOBAL = ("W is not a global minimum",)
_FULL = (
    "W is a critical point", "W is not a global minimum", "1 <= k", "k <= H",
    "rank(W_H..W_2) is at least the width d_k", "rank(W_H..W_2) is at least the width d_k",
)  # fmt: skip

THEOREM = (
    *(without("theorem-2.3.ii", h, "theorem-2.3.ii", _LOCAL) for h in DATA),
    *(without("theorem-2.3.iii", h, "theorem-2.3.iii", _NOT_GLOBAL) for h in DATA),
    *(without("theorem-2.3.iv", h, "theorem-2.3.iv", _FULL) for h in DATA),
    needed("theorem-2.3.iv", "rank(W_H..W_2) = p", strict_anyway, points, with_best),
)
_SOME = ("X Y^T != 0", "every width is at least one", "H >= 1")
CONVEXITY = (
    *(
        without("theorem-2.3.i", h, "theorem-2.3.i", _SOME)
        for h in (INVERTIBLE, f"{CROSS}, where it is not zero", ORDER, DISTINCT)
    ),
    needed("theorem-2.3.i", "X Y^T != 0, for the point of B.2", ends_zero, scalars),
    at_points(
        "theorem-2.3.i", "X Y^T != 0, for the statement itself where X != 0", indefinite_somewhere,
        scalars,
    ),
)  # fmt: skip
_NONZERO = ("X Y^T != 0", "every width is at least one", "H >= 2")
_SHALLOW = ("W is a critical point", "W is not a global minimum")
COROLLARY = (
    *(without("corollary-2.4", f"{h}, for H = 1", "corollary-2.4:shallow", _SHALLOW) for h in DATA),
    needed(
        "corollary-2.4", "X Y^T != 0, for H >= 2",
        bad_origin, lambda: (n for n in scalars() if n.architecture.depth == 2), with_ones,
    ),
    *(
        without("corollary-2.4", f"{h}, for H >= 2", "corollary-2.4", _NONZERO)
        for h in (INVERTIBLE, f"{CROSS}, where it is not zero", ORDER, DISTINCT)
    ),
)  # fmt: skip
SHALLOW_DATA = (
    "H = 1", "p < d_x = d_y", INVERTIBLE, "X Y^T invertible", DISTINCT,
)  # fmt: skip
CONVEX = tuple(
    audited
    for claim, hypotheses in (
        ("proposition-2.1", SHALLOW_DATA), ("conjecture-2.2", SHALLOW_DATA[1:]),
    )
    for h in hypotheses
    for audited in (
        without(claim, f"{h}, for (i)", "conjecture-2.2", ()),
        without(claim, f"{h}, for (ii)", "theorem-2.3.ii", _LOCAL),
    )
)  # fmt: skip


NONLINEAR = (
    needed(
        "corollary-3.2", "A1p-m: one probability for all paths", expected_by_two_paths,
        lambda: all_networks(("1,2,1:1",), ENTRIES, unit_data),
    ),
    needed(
        "corollary-3.2", "A5u-m: the gates do not depend on X and W", section_3.own_gates,
        lambda: section_3.networks(("1,1,1:1",)),
    ),
    needed(
        "corollary-3.2", "rho is not 0", section_3.normalised, section_3.single_paths,
        section_3.with_probability,
    ),
)  # fmt: skip


_TOP = (
    "W_1 and W_{H+1} critical, the Hessian psd on these two layers", "H >= 1",
    "X X^T has an inverse", "G is a {1}-inverse of C^T C", "q = rank C",
    "U spans an invariant space of Sigma of q dimensions",
    "its eigenvalues are larger than the others",
)  # fmt: skip
LEMMAS = (
    needed("lemma-4.2", "W is a critical point", anywhere, everywhere, with_inverses),
    at_points(
        "lemma-4.2", "W is critical in W_2, .., W_{H+1}", first_layer, everywhere, with_inverses
    ),
    needed("lemma-4.2", INVERTIBLE, pseudo, thin_data, with_pseudoinverse),
    *_of_lemma("lemma-4.4", "lemma-4.4", ranks=False),
    *_of_lemma("corollary-4.5", "corollary-4.5", ranks=True),
    used("lemma-4.6", INVERTIBLE, "Sigma is not defined without it (ER1)"),
    needed(
        "lemma-4.6", "W is a critical point", top_if_semidefinite,
        lambda: all_weights("1,1,2:1", (0, 1, 2), (4,)), with_top,
    ),
    needed("lemma-4.6", "the Hessian is positive semidefinite", top_if_critical, points, with_top),
    needed("lemma-4.6", DISTINCT, top_alternative, equal_eigenvalues, with_fixed_basis),
    without("lemma-4.6", CROSS, "lemma-4.6", _TOP),
    without("lemma-4.6", ORDER, "lemma-4.6", _TOP),
    without("lemma-4.6", "criticality in W_2, .., W_H", "lemma-4.6", _TOP),
    without("lemma-4.6", "the alternative X r = 0", "lemma-4.6", _TOP),
    at_points("lemma-4.6", f"{CROSS}, at points", top_alternative, poor_data, with_fixed_basis),
    at_points("lemma-4.6", f"{ORDER}, at points", top_alternative, wide_outputs, with_fixed_basis),
    at_points(
        "lemma-4.6", "the alternative X r = 0, at points", top_projection_only, points,
        with_fixed_basis,
    ),
)  # fmt: skip
AUDITED: tuple[Audited, ...] = (
    *CONVEX, *CONVEXITY, *THEOREM, *COROLLARY, *NONLINEAR, *LEMMAS
)  # fmt: skip
