"""Where each axiom of the kernel is proved: by a lemma of `Axioms.v`, found in its text."""

from __future__ import annotations

import re

from proofs.rocq.library import Library, RocqError

MODULE = "Axioms"


def lemma_of(axiom: str) -> str:
    """The name of the lemma of `Axioms.v` that is the axiom, as the exporter writes it."""
    return f"axiom_{axiom}"


def source_of(axiom: str, library: Library | None = None) -> str:
    """The file and the lemma of an axiom, and what its proof comes from, if the file says so.

    Such as ``Axioms.v, axiom_sign, from lerP of mathcomp``. Raises `RocqError` where the file has
    no such lemma.
    """
    text = (library or Library()).source(MODULE)
    comment = rf"(?:^\(\* {axiom}(?:: (?P<origin>[^*\n]*\S))? *\*\)\n)?"
    found = re.search(rf"{comment}^Lemma {lemma_of(axiom)} :", text, re.M)
    if found is None:
        raise RocqError(f"{MODULE}.v has no lemma {lemma_of(axiom)} for the axiom {axiom!r}")
    parts = [f"{MODULE}.v", lemma_of(axiom), found["origin"]]
    return ", ".join(part for part in parts if part)
