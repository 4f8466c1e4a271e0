"""What a user's module hands in is left to the engine to decide: nothing in it is a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from proofs.evidence import audit, checks, identities, printed
from proofs.evidence.audit import Answer, Audited
from proofs.evidence.claim import Check, Claim, Evidence, Finding, Variant, nothing_else
from proofs.evidence.quoted import Quoted
from proofs.evidence.stated import StatedTheorem
from proofs.evidence.verdict import Verdict
from symbolic.errors import PaperError

ENGINE = {module.__file__ for module in (audit, checks, identities, printed)}
"""Where functions that yield evidence are written; a user's module names them only."""


def require_honest(module: ModuleType, path: str) -> None:
    """Raise `PaperError` unless what a user's module hands in is left to the engine to decide."""
    claims = getattr(module, "CLAIMS", None)
    if not isinstance(claims, (list, tuple)) or not all(type(c) is Claim for c in claims):
        raise PaperError(f"{path}: CLAIMS is to be a list of claims")
    for thing in _things(module):
        if isinstance(thing, (Answer, Evidence, Finding, Verdict)):
            kind = type(thing).__name__.lower()
            raise PaperError(f"{path}: this hands in a finished {kind}; only the engine makes it")
        if isinstance(thing, Claim) and not any(thing is claim for claim in claims):
            raise PaperError(f'{path}: claim "{thing.id}" is not in CLAIMS')
    used = {id(theorem) for claim in claims for theorem in claim.all_theorems}
    for thing in _things(module):
        if isinstance(thing, StatedTheorem) and id(thing) not in used:
            raise PaperError(f'{path}: no claim in CLAIMS names the theorem "{thing.name}"')
    for claim in claims:
        _require_by_engine(claim, path)
    audited = getattr(module, "AUDITED", ())
    if isinstance(audited, (list, tuple)):  # what a function makes is looked at when it is made
        require_audit(tuple(audited), tuple(claims), path)
    for entry in getattr(module, "QUOTED", ()):
        if type(entry) is not Quoted:
            raise PaperError(f"{path}: QUOTED is to hold quoted entries")


def _things(module: ModuleType) -> Iterator[Any]:
    """What the module made itself: its globals, and what lies in its lists and tables."""
    for value in list(vars(module).values()):
        if isinstance(value, (list, tuple)):
            yield from value
        elif isinstance(value, dict) and "__builtins__" not in value:
            yield from value.values()
        else:
            yield value


def _require_by_engine(claim: Claim, path: str) -> None:
    if claim.decide is not nothing_else:
        raise PaperError(
            f'{path}: claim "{claim.id}" has a function of its own for `decide`; only the engine'
            " makes evidence: use theorems and checks"
        )
    if any(type(theorem) is not StatedTheorem for theorem in claim.all_theorems):
        raise PaperError(f'{path}: claim "{claim.id}": theorems come from @theorem(..)')
    for check in claim.checks:
        if type(check) is not Check or not _is_of_engine(check.decide):
            raise PaperError(
                f'{path}: claim "{claim.id}": checks come from at_architectures, at_networks, ..'
            )
    _require_scopes(claim, path)
    for variant in claim.variants:
        made = type(variant) is Variant and all(
            map(_is_of_engine, (variant.refute, variant.repair))
        )
        if not made:
            raise PaperError(
                f'{path}: claim "{claim.id}": printed variants come from misprint, gap, ..'
            )


def _is_of_engine(function: Callable[..., Any]) -> bool:
    """Whether a function was written in a module of the engine that makes evidence."""
    return isinstance(function, FunctionType) and function.__code__.co_filename in ENGINE


def _require_scopes(claim: Claim, path: str) -> None:
    """Raise `PaperError` where the scope of a claim would be stronger than what decides it."""
    of_theorems = {part for part, _ in claim.theorems}
    for check in claim.checks:
        for part in check.parts:
            if part in of_theorems:
                raise PaperError(
                    f'{path}: claim "{claim.id}": the part "{part}" is of a theorem and of a check;'
                    " give each a part of its own"
                )
            if part in claim.supporting and not check.beside:
                raise PaperError(
                    f'{path}: claim "{claim.id}": the part "{part}" cannot be supporting; only'
                    " equations at architectures and digits can"
                )
    if stray := [part for part in claim.supporting if part in of_theorems]:
        raise PaperError(f'{path}: claim "{claim.id}": the theorem of "{stray[0]}" is no support')


def require_audit(entries: tuple[Audited, ...], claims: tuple[Claim, ...], path: str) -> None:
    """Raise `PaperError` unless each audited hypothesis is of its claim and left to the engine."""
    by_name = {claim.id: claim for claim in reversed(claims)}
    for entry in entries:
        if type(entry) is not Audited or not _is_of_engine(entry.decide):
            raise PaperError(f"{path}: AUDITED is to hold what needed, used_in, .. give")
        claim = by_name.get(entry.claim)
        if claim is None:
            continue  # the paper says so
        said = f'{path}: the audit of "{entry.claim}"'
        if not any(
            entry.hypothesis == h or entry.hypothesis.startswith(h) for h in claim.hypotheses
        ):
            known = "; ".join(claim.hypotheses) or "none"
            raise PaperError(
                f'{said}: "{entry.hypothesis}" is no hypothesis of it; there is: {known}'
            )
        if entry.theorem is None and not entry.checked:
            raise PaperError(
                f'{said}: "{entry.hypothesis}" is to be given as a formula too: formula=..'
            )
        if entry.theorem is not None and entry.theorem not in claim.all_theorems:
            raise PaperError(f'{said}: the theorem "{entry.theorem.name}" is none of the claim')
        if stray := [words for words in entry.said if words not in claim.hypotheses]:
            raise PaperError(f'{said}: "{stray[0]}" is no hypothesis of it, in these words')
