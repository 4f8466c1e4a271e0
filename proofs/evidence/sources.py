"""Which modules evidence is made in, read off the code: whatever a function can come to call.

A name that a function mentions, what its closure and its defaults hold, and the parts of lists,
tables, data classes and classes are followed. Theorems are not followed: they are evidence of their
own; but the proof of a theorem that another proof calls is a part of that one. The tests compare
all this with the modules that a run really enters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from dis import get_instructions
from functools import cache, cached_property, partial
from importlib import import_module
from sys import modules
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from proofs.evidence.claim import Claim
from proofs.evidence.stated import StatedTheorem

OWN = "user_papers"
"""The modules of users' papers are called so, then as their folders (`proofs.evidence.papers`)."""

LIBRARY = "proofs.library."
TOOLS = (f"{LIBRARY}steps", f"{LIBRARY}derivation")
"""In these modules nothing is proved: proofs are written with them."""


def is_proof_module(name: str) -> bool:
    """Whether a module is one of those that make evidence."""
    if name.startswith("proofs.papers."):
        return name.split(".")[3:4] in (["claims"], ["theorems"])
    return name.startswith((LIBRARY, OWN)) and name not in TOOLS


@cache
def sources(*functions: Callable[..., Any]) -> tuple[str, ...]:
    """The proof modules of which the functions can call a function, in alphabetical order."""
    return _entered(functions, in_proof=False)


@cache
def sources_of_theorem(theorem: StatedTheorem) -> tuple[str, ...]:
    """The proof modules in which a theorem is proved, with those of the theorems that it calls."""
    return _entered((theorem.prove,), in_proof=True)


def _entered(functions: Iterable[object], *, in_proof: bool) -> tuple[str, ...]:
    seen: dict[int, object] = {}
    found: set[str] = set()
    stack: list[object] = [*functions]
    while stack:
        item = stack.pop()
        if isinstance(item, StatedTheorem):
            # Its instances and its notes are no part of a proof.
            item = item.prove if in_proof else None
        if id(item) in seen or not _is_ours(item):
            continue
        seen[id(item)] = item
        if isinstance(item, FunctionType):
            found.add(item.__module__)
        stack += _mentioned(item)
    return tuple(sorted(filter(is_proof_module, found)))


def sources_of_claim(claim: Claim) -> tuple[str, ...]:
    """The proof modules in which the evidence for a claim is made, its theorems apart."""
    return sources(claim.decide, *(check.decide for check in claim.checks))


def _is_ours(item: object) -> bool:
    """Whether to look into it: nothing of the libraries, and no lookup by name."""
    if isinstance(item, (str, int, ModuleType)):
        return False
    if isinstance(item, (FunctionType, type)) or hasattr(item, "__wrapped__"):
        home = str(getattr(item, "__module__", ""))
        return home.startswith(("proofs.", OWN))
    return True


def _mentioned(item: object) -> Iterator[object]:
    """The objects that `item` holds or mentions."""
    if isinstance(item, FunctionType):
        yield from _in_code(item.__code__, item.__globals__)
        yield from (cell.cell_contents for cell in item.__closure__ or ())
        yield from (*(item.__defaults__ or ()), *(item.__kwdefaults__ or {}).values())
    if hasattr(item, "__wrapped__"):
        yield item.__wrapped__
    elif isinstance(item, partial):
        yield from (item.func, *item.args, *item.keywords.values())
    elif isinstance(item, MethodType):
        yield from (item.__func__, item.__self__)
    elif isinstance(item, (staticmethod, classmethod)):
        yield item.__func__
    elif isinstance(item, property):
        yield item.fget
    elif isinstance(item, cached_property):
        yield item.func
    elif isinstance(item, type):
        yield from (*vars(item).values(), *item.__bases__)
    elif isinstance(item, dict):
        yield from item.values()
    elif isinstance(item, (list, tuple, set, frozenset)):
        yield from item
    elif is_dataclass(item):
        yield type(item)
        yield from (getattr(item, field.name) for field in fields(item))


def _in_code(code: CodeType, names: dict[str, Any]) -> Iterator[object]:
    """The globals that code mentions, also in the functions inside it and through a module."""
    for name in _global_names(code):
        item = names[name] if name in names else _module(name)
        if isinstance(item, ModuleType):
            yield from (vars(item)[n] for n in code.co_names if n in vars(item))
        else:
            yield item
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _in_code(constant, names)


def _module(name: str) -> ModuleType | None:
    """A module that is imported in a function; ours even if that function has not run yet."""
    if name.startswith("proofs."):
        return import_module(name)
    return modules.get(name)


@cache
def _global_names(code: CodeType) -> frozenset[str]:
    """Names of globals and of modules that are imported there; not those of attributes."""
    return frozenset(
        instruction.argval
        for instruction in get_instructions(code)
        if instruction.opname in ("LOAD_GLOBAL", "IMPORT_NAME")
    )
