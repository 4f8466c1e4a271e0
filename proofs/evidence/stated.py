"""A theorem with its name, its proof, where it is evaluated, and what is said of its form.

`theorem` registers a function that proves something; nothing is proved before it is asked for.
A theorem is proved, written as a certificate and replayed by the checker once in a run; one that
is kept (`proofs.evidence.kept`) is replayed and compared, and not proved again.

>>> from proofs.kernel.formulas import equal
>>> from proofs.library.derivation import Derivation
>>> @theorem("transposed-product")
... def transposed_product():
...     proof = Derivation("m n p", A="m n", B="n p")
...     A, B = proof.letters("A B")
...     return proof.by(equal((A @ B).T, B.T @ A.T))
>>> transposed_product.name, transposed_product.found["axioms"]
('transposed-product', [])
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from proofs import checker
from proofs.evidence.fields import require_name
from proofs.evidence.kept import Keeper, Replayed
from proofs.evidence.settings import Settings
from proofs.kernel.certificate import certificate, text
from proofs.kernel.rules import Theorem

Values = dict[str, Any]
Tried = Mapping[str, list[Any]]
Drawn = Iterator[tuple[Values, Tried]]
"""Values of letters at which the hypotheses hold, and what to try for bound names."""

Draw = Callable[[Random, Settings], Drawn]


class Beside(NamedTuple):
    """A theorem that was proved by hand in Rocq: its file, its name, and how its form differs."""

    module: str
    lemma: str
    note: str


@dataclass(frozen=True, eq=False)
class StatedTheorem:
    """A theorem of the kernel under a name.

    `instances` draws concrete values at which its hypotheses hold, by default any values of its
    letters; `form` says how the statement differs from the paper's words, and `beside` which
    theorem proved by hand in Rocq says the same.
    """

    name: str
    prove: Callable[[], Theorem]
    instances: Draw | None = None
    form: str = ""
    beside: Beside | None = None
    keeper: Keeper = field(default_factory=Keeper, init=False, repr=False)

    def __call__(self) -> Theorem:  # noqa: D102
        return self.prove()

    @cached_property
    def _replayed(self) -> Replayed:
        known = self.keeper.recall(self.name)
        if known is not None:
            return known
        written = text(certificate(self.name, self.prove()))
        content = json.loads(written)
        made = Replayed(written, content, checker.check(content))
        self.keeper.keep(self.name, made)
        return made

    @property
    def certificate(self) -> str:
        """The text of the certificate; `proofs.checker.Rejected` if the checker rejects it."""
        return self._replayed.certificate

    @property
    def content(self) -> dict[str, Any]:
        """The certificate as it is read back from its text; raises as `certificate` does."""
        return self._replayed.content

    @property
    def found(self) -> dict[str, Any]:
        """What the checker says that the certificate proves; raises as `certificate` does.

        The checker is given what is read from the text and nothing else.
        """
        return self._replayed.found


def theorem(
    name: str, *, instances: Draw | None = None, form: str = "", beside: Beside | None = None
) -> Callable[[Callable[[], Theorem]], StatedTheorem]:
    """A decorator that gives a proof its name, its instances and its notes."""

    require_name(name, "theorem")

    def named(prove: Callable[[], Theorem]) -> StatedTheorem:
        return StatedTheorem(name, prove, instances, form, beside)

    return named
