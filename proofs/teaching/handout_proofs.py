"""The theorems for all sizes in the handout: each once, where a lesson first needs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofs.evidence.claim import Claim
from proofs.evidence.stated import StatedTheorem
from proofs.teaching.formats import LATEX
from proofs.teaching.reading import proof_of
from proofs.teaching.reading.writer import written

LINES = 80
"""A proof of more lines is there in short; the web site has all of it."""


class Theorems:
    """What has been proved in the handout so far."""

    def __init__(self) -> None:
        self.proved: set[str] = set()

    def of(self, claim: Claim) -> Iterator[str]:
        """The theorems of a claim: those that stand elsewhere by their names, others in full."""
        named = dict.fromkeys(theorem for _, theorem in claim.theorems)
        known = [theorem.name for theorem in named if theorem.name in self.proved]
        if known:
            places = ", ".join(f"{_code(n)} on page~\\pageref{{{_label(n)}}}" for n in known)
            yield f"Proved for all sizes: {places}.\n"
        for theorem in named:
            if theorem.name not in self.proved:
                self.proved.add(theorem.name)
                yield from _theorem(theorem)


def _theorem(theorem: StatedTheorem) -> Iterator[str]:
    """The statement and the proof, read from the certificate that the checker has replayed."""
    proof, name = proof_of(theorem), theorem.name
    told = written(LATEX, proof)
    steps = _many(len(theorem.content["steps"]), "step")
    yield f"\\paragraph{{Theorem}} {_code(name)} ({steps}).\\label{{{_label(name)}}}\\mbox{{}}\\par"
    yield "\\begin{proof}"
    yield _stated(told.letters, told.hypotheses, told.conclusion)
    if told.lines <= LINES:
        yield told.whole
    else:
        size = f"{_many(told.lines, 'line')} and {_many(len(proof.lemmas), 'lemma')}"
        yield f"\\emph{{The main part; {size} are in the web site.}}\\par"
        yield told.outline
    yield "\\end{proof}"


def _stated(letters: Sequence[str], hypotheses: Sequence[str], conclusion: str) -> str:
    lines = [f"For all {', '.join(letters)}:"] if letters else []
    lines += [f"if ({number}) {text}," for number, text in enumerate(hypotheses, 1)]
    lines.append(f"then {conclusion}." if hypotheses else f"{conclusion}.")
    return "\\par\n".join(lines) + "\\par\\smallskip\n\\emph{Proof.}\\par"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _code(name: str) -> str:
    return f"\\texttt{{{LATEX.words(name)}}}"


def _label(name: str) -> str:
    return f"theorem:{name}"
