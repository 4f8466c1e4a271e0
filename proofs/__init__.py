"""Proofs and refutations of matrix statements, claims of papers, their verdicts, the command.

What is promised to scripts is listed in `__all__`, and beside it `proofs.words` (the words for
terms and formulas), `proofs.library.networks` (those for networks of any depth) and
`symbolic.statements`; nothing is imported before it is asked for. `decide` answers for a statement.
A paper is made of `Claim`, with theorems by `theorem` and `Derivation` and with checks
(`as_stated`, `at_architectures`, `at_networks`, `at_digits`), printed variants (`misprint`, `gap`,
`wrong_equation`) and audited hypotheses (`needed`, `used_in`, `without`, `at_points`).
`certificate` writes a theorem down, and `check` replays it as `proofs/checker.py` does.
"""

from typing import TYPE_CHECKING

import symbolic

if TYPE_CHECKING:
    from proofs.checker import check
    from proofs.evidence.audit import at_points, needed, used_in, without
    from proofs.evidence.checks import as_stated, at_architectures, at_digits, at_networks
    from proofs.evidence.claim import Claim
    from proofs.evidence.equation import Equation
    from proofs.evidence.expression import Assertion
    from proofs.evidence.letters import Letters
    from proofs.evidence.paper import Paper
    from proofs.evidence.papers import load
    from proofs.evidence.printed import gap, holds_at, misprint, wrong_equation
    from proofs.evidence.quoted import Quoted
    from proofs.evidence.stated import theorem
    from proofs.identity.decide import decide
    from proofs.kernel.certificate import certificate
    from proofs.library.derivation import Derivation
    from proofs.words import (
        FALSE,
        Term,
        at_most,
        both,
        commutation,
        derivative_by,
        either,
        equal,
        for_all,
        for_some,
        has_rank,
        implies,
        kron,
        less,
        negation,
        number,
        size_at_most,
        tr,
        vec,
        zero,
    )

__all__ = [
    "FALSE",
    "Assertion",
    "Claim",
    "Derivation",
    "Equation",
    "Letters",
    "Paper",
    "Quoted",
    "Term",
    "as_stated",
    "at_architectures",
    "at_digits",
    "at_most",
    "at_networks",
    "at_points",
    "both",
    "certificate",
    "check",
    "commutation",
    "decide",
    "derivative_by",
    "either",
    "equal",
    "for_all",
    "for_some",
    "gap",
    "has_rank",
    "holds_at",
    "implies",
    "kron",
    "less",
    "load",
    "misprint",
    "needed",
    "negation",
    "number",
    "size_at_most",
    "theorem",
    "tr",
    "used_in",
    "vec",
    "without",
    "wrong_equation",
    "zero",
]

DISTRIBUTION = "deep-linear-proofs"

if getattr(symbolic, "DISTRIBUTION", None) != DISTRIBUTION:
    raise ImportError(
        f"the package 'symbolic' at {getattr(symbolic, '__path__', ['?'])[0]} is not the one of"
        f" {DISTRIBUTION}: install {DISTRIBUTION} into an environment of its own"
    )

from symbolic.lazy import lazily  # noqa: E402 (a foreign `symbolic` is told of first)

WORDS = (
    "FALSE",
    "Term",
    "at_most",
    "both",
    "commutation",
    "derivative_by",
    "either",
    "equal",
    "for_all",
    "for_some",
    "has_rank",
    "implies",
    "kron",
    "less",
    "negation",
    "number",
    "size_at_most",
    "tr",
    "vec",
    "zero",
)
"""Those of `proofs.words` but for `identity`, which is also the name of a package here."""

__getattr__ = lazily(
    __name__,
    dict.fromkeys(WORDS, "proofs.words")
    | {
        "Assertion": "proofs.evidence.expression",
        "Claim": "proofs.evidence.claim",
        "Derivation": "proofs.library.derivation",
        "Equation": "proofs.evidence.equation",
        "Letters": "proofs.evidence.letters",
        "Paper": "proofs.evidence.paper",
        "Quoted": "proofs.evidence.quoted",
        "as_stated": "proofs.evidence.checks",
        "at_architectures": "proofs.evidence.checks",
        "at_digits": "proofs.evidence.checks",
        "at_networks": "proofs.evidence.checks",
        "at_points": "proofs.evidence.audit",
        "certificate": "proofs.kernel.certificate",
        "check": "proofs.checker",
        "decide": "proofs.identity.decide",
        "gap": "proofs.evidence.printed",
        "holds_at": "proofs.evidence.printed",
        "load": "proofs.evidence.papers",
        "misprint": "proofs.evidence.printed",
        "needed": "proofs.evidence.audit",
        "theorem": "proofs.evidence.stated",
        "used_in": "proofs.evidence.audit",
        "without": "proofs.evidence.audit",
        "wrong_equation": "proofs.evidence.printed",
    },
)
