"""A paper: its statements with their places in print, and what is known of it as a whole.

A paper is an argument of everything that decides, shows, draws, audits, exports or teaches.
Nothing in it is evidence: statements, theorems, functions and words are handed in, and the
engine decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from proofs.evidence.audit import Audited
from proofs.evidence.blame import OutOfTimeError, described, place_of
from proofs.evidence.claim import Claim
from proofs.evidence.quoted import Quoted
from proofs.evidence.settings import DEFAULT_SEED, Settings
from proofs.evidence.stated import StatedTheorem
from symbolic.errors import PaperError, UnknownClaimError
from symbolic.networks.architecture import Architecture

LADDER = tuple(
    map(Architecture.parse, ("2,3,1:4", "3,1,2:4", "4,1,2,3:5", "2,3,4,1:5", "2,3,1,4,5:6"))
)
"""Pairwise different sizes; d_y = 1; hidden widths below and above d_x and d_y; H = 1, 2, 3."""

QUICK_LADDER = tuple(map(Architecture.parse, ("2,3,1:4", "3,1,2:4", "3,1,2,4:5", "2,1,3,2,1:1")))


def no_audit() -> tuple[Audited, ...]:
    """For papers whose hypotheses are not audited."""
    return ()


@dataclass(frozen=True, eq=False)
class Paper:
    """A set of claims in the order in which they are shown.

    `reference` is what finds the paper again from another process: the name of one that comes with
    the toolkit, or the path of a folder. `summary` says in a few sentences what the paper claims.
    `sections` are the titles of its sections by their numbers, in order; `notation` says what
    letters stand for, `letters` what those of theorems do, by their sizes. `quoted` entries are
    shown and never decided, `audit` makes the audited hypotheses, `ladder` and `quick_ladder` are
    the architectures that claims about networks are decided at, and `places` the numbered
    statements and equations that lead to a claim. `rocq` and `lessons` are folders with theorems
    proved by hand in Rocq and with lessons, where there are any.

    Raises `PaperError` for what does not fit together.
    """

    reference: str
    title: str
    sections: Mapping[str, str]
    claims: tuple[Claim, ...]
    authors: tuple[str, ...] = ()
    year: int = 0
    address: str = ""
    summary: str = ""
    notation: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    quoted: tuple[Quoted, ...] = ()
    audit: Callable[[], tuple[Audited, ...]] = no_audit
    ladder: tuple[Architecture, ...] = LADDER
    quick_ladder: tuple[Architecture, ...] = QUICK_LADDER
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rocq: str = ""
    lessons: str = ""

    def __post_init__(self) -> None:
        names = [claim.id for claim in self.claims] + [entry.name for entry in self.quoted]
        names += [variant.erratum for claim in self.claims for variant in claim.variants]
        for name, count in Counter(name.lower() for name in names).items():
            if count > 1:
                raise PaperError(f'{self.reference}: two entries are called "{name}"')
        placed = [(claim.id, claim.section) for claim in self.claims]
        for name, section in placed + [(entry.name, entry.section) for entry in self.quoted]:
            if section not in self.sections:
                known = ", ".join(self.sections) or "none"
                raise PaperError(
                    f'{self.reference}: "{name}" is in section "{section}",'
                    f" which is none of: {known}"
                )
        ids = {claim.id for claim in self.claims}
        for claim in self.claims:
            for name in claim.uses:
                if name not in ids:
                    raise PaperError(
                        f'{self.reference}: "{claim.id}" uses "{name}", which is no claim'
                    )
        self._require_distinct_theorems()

    def _require_distinct_theorems(self) -> None:
        for claim in self.claims:
            for theorem in claim.all_theorems:
                if self.theorems[theorem.name] is not theorem:
                    raise PaperError(f'{self.reference}: two theorems are called "{theorem.name}"')

    @cached_property
    def theorems(self) -> dict[str, StatedTheorem]:
        """The theorems that the claims name, by their names, in the order of the claims."""
        return {theorem.name: theorem for claim in self.claims for theorem in claim.all_theorems}

    def prove_anew(self) -> None:
        """Read no certificate that is kept: every theorem is proved in this run."""
        for theorem in self.theorems.values():
            theorem.keeper.fresh = True

    @cached_property
    def audited(self) -> tuple[Audited, ...]:
        """The audited hypotheses; raises `PaperError` for one of no claim."""
        entries = self.audit()
        ids = {claim.id for claim in self.claims}
        for entry in entries:
            if entry.claim not in ids:
                raise PaperError(
                    f'{self.reference}: a hypothesis of "{entry.claim}" is audited,'
                    " which is no claim"
                )
        return entries

    @property
    def is_own(self) -> bool:
        """Whether it is a user's folder, and not one that comes with the toolkit."""
        return Path(self.reference).is_absolute()

    @contextmanager
    def blamed(self, what: str) -> Iterator[None]:
        """In this block an exception of a user's code is one line that names it and its place.

        In a paper of the toolkit it is a fault of ours and keeps its traceback.
        """
        try:
            yield
        except OutOfTimeError:
            raise
        except (Exception, SystemExit) as error:
            if not self.is_own:
                raise
            path = f"{self.reference}/claims.py"
            place = place_of(error, path)
            raise PaperError(f"{path}: {place}{what}: {described(error)}") from None

    @property
    def name(self) -> str:
        """Its name, or that of its folder."""
        return Path(self.reference).name

    @property
    def citation(self) -> str:
        """Authors, year and title on one line."""
        who = ", ".join(self.authors)
        year = f" ({self.year})" if self.year else ""
        return f"{who}{year}, {self.title}" if who else f"{self.title}{year}"

    def settings(
        self,
        architectures: Iterable[Architecture] = (),
        *,
        quick: bool = True,
        seed: int = DEFAULT_SEED,
    ) -> Settings:
        """The settings of a run; the given architectures come before those of the paper."""
        ladder = self.quick_ladder if quick else self.ladder
        return Settings(tuple(dict.fromkeys([*architectures, *ladder])), quick, seed)

    def find(self, name: str) -> Claim:
        """The claim called `name`, or the one that has the erratum `name`.

        Raises `UnknownClaimError` with the nearest names for any other.
        """
        names = {claim.id: claim for claim in self.claims}
        names |= {v.erratum: claim for claim in self.claims for v in claim.variants}
        written = {known.lower(): known for known in names}
        if name.lower() in written:
            return names[written[name.lower()]]
        near = [written[known] for known in get_close_matches(name.lower(), written, n=3)]
        hint = f"did you mean {' or '.join(near)}?" if near else "`proofs list` shows all"
        raise UnknownClaimError(f'no claim is called "{name[:60]}": {hint}')

    def select(self, names: Iterable[str]) -> tuple[Claim, ...]:
        """The named claims in the order of the paper, all of them if none is named."""
        wanted = {self.find(name).id for name in names}
        return tuple(claim for claim in self.claims if not wanted or claim.id in wanted)

    def select_theorems(self, names: Sequence[str]) -> tuple[StatedTheorem, ...]:
        """The theorems of these names, or of the claims of these names; all if none is named."""
        wanted: set[str] = set()
        for name in names:
            claims = () if name in self.theorems else (self.find(name),)
            wanted |= {theorem.name for claim in claims for _, theorem in claim.theorems}
            wanted |= {name} & self.theorems.keys()
        found = self.theorems.values()
        return tuple(found if not names else (t for t in found if t.name in wanted))

    def quoted_entry(self, name: str) -> Quoted | None:
        """The quoted entry of this name, if there is one."""
        return next((e for e in self.quoted if e.name.lower() == name.lower()), None)
