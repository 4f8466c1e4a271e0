"""Which proof modules a run enters, and what a run is like without one of them."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pkgutil import iter_modules
from types import FrameType, FunctionType

import pytest
from kawaguchi import PAPER

from proofs import checker
from proofs.evidence import run
from proofs.evidence.claim import Claim, Variant
from proofs.evidence.settings import Settings
from proofs.evidence.sources import PROOFS, is_proof_module
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.kernel import certified
from proofs.papers.kawaguchi2016 import theorems

PAPER, THEOREMS = PROOFS


class Gone(checker.Rejected):
    """The evidence of a module is not there: the checker would have nothing to accept."""


def modules(prefix: str) -> list[str]:
    """The proof modules of one of the two folders."""
    folder = import_module(prefix.rstrip("."))
    return [prefix + found.name for found in iter_modules(folder.__path__)]


@contextmanager
def calls(heard: Callable[[str], None]) -> Iterator[None]:
    """Tell `heard` of the proof module of each function that is called, but for proofs.

    A theorem that is looked up is evidence of its own: what proves it is not heard of.
    """

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and is_proof_module(name := frame.f_globals.get("__name__", "")):
            heard(name)

    look_up = certified._replayed

    def quietly(name: str):
        sys.setprofile(None)
        try:
            return look_up(name)
        finally:
            sys.setprofile(profile)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certified, "_replayed", quietly)
        sys.setprofile(profile)
        try:
            yield
        finally:
            sys.setprofile(None)


class Decided:
    """The verdict on each claim, decided once, and the proof modules that this entered."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.verdicts: dict[str, Verdict] = {}
        self.entered: dict[str, set[str]] = {}

    def __call__(self, claim: Claim) -> Verdict:
        if claim.id not in self.verdicts:
            self.verdicts[claim.id] = self._decide(claim)
        return self.verdicts[claim.id]

    def _decide(self, claim: Claim) -> Verdict:
        now, found = claim.id, defaultdict(set, {claim.id: set()})
        true = run.decide_variant

        def decide_variant(variant: Variant, settings: Settings) -> VariantVerdict:
            nonlocal now
            now = variant.erratum
            found[now] = set()
            verdict = true(variant, settings)
            now = claim.id
            return verdict

        def enter(module: str) -> None:
            found[now].add(module)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "decide_variant", decide_variant)
            with calls(enter):
                verdict = run.decide_claim(PAPER, claim, self.settings)
        self.entered |= found
        return verdict


@contextmanager
def theorem_calls(heard: Callable[[str], None]) -> Iterator[None]:
    """Tell `heard` of the module of each function of the theorems that is called.

    As `calls`, but every function is wrapped, which slows a proof down less.
    """
    loaded = {name: import_module(name) for name in modules(THEOREMS)}
    wrapped: dict[object, Callable[..., object]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in loaded.items():
            for item in vars(module).values():
                if getattr(item, "__module__", "") != name:
                    continue
                if isinstance(item, type):
                    for key, method in list(vars(item).items()):
                        if isinstance(method, FunctionType):
                            patch.setattr(item, key, _telling(method, name, heard))
                elif isinstance(item, FunctionType):
                    wrapped[item] = _telling(item, name, heard)
        for module in loaded.values():
            for key, item in list(vars(module).items()):
                if isinstance(item, FunctionType) and item in wrapped:
                    patch.setattr(module, key, wrapped[item])
        for name, prove in theorems.THEOREMS.items():
            patch.setitem(theorems.THEOREMS, name, wrapped[prove])
        yield


def _telling(
    function: Callable[..., object], module: str, heard: Callable[[str], None]
) -> Callable[..., object]:
    @wraps(function)
    def telling(*args: object, **kwargs: object) -> object:
        heard(module)
        return function(*args, **kwargs)

    return telling


def taken_away(module: str) -> Callable[[str], None]:
    """What raises `Gone` where it hears of the module."""

    def heard(name: str) -> None:
        if name == module:
            raise Gone(f"{module} is taken away")

    return heard
