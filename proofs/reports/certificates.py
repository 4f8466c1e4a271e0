"""Certificates on disk: written, replayed by the checker, and read aloud; what is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from proofs import checker
from proofs.evidence.paper import Paper
from proofs.evidence.stated import StatedTheorem
from proofs.files.text import paragraph
from proofs.kernel.formula_text import formula_text, sort_text
from proofs.kernel.meanings import of_statement
from proofs.reports.legend import legend_lines, letters_line, of_theorem
from symbolic.errors import ReportError


@dataclass(frozen=True)
class Replay:
    """What the checker said of one file; `content` is there where it was accepted."""

    path: str
    accepted: bool
    reason: str
    content: dict[str, Any]
    found: dict[str, Any]


def replay(path: str, paper: Paper | None = None) -> Replay:
    """The checker's answer; a file that cannot be read is rejected with the reason.

    With a paper, so is one that does not state the theorem of its name there.
    """
    try:
        content = checker.read(path)
        found = checker.check(content)
    except (checker.Rejected, RecursionError) as reason:
        return Replay(path, False, str(reason), {}, {})
    except OSError as error:
        return Replay(path, False, error.strerror or str(error), {}, {})
    wrong = "" if paper is None else _not_of(paper, content)
    return Replay(path, False, wrong, {}, {}) if wrong else Replay(path, True, "", content, found)


def replay_theorems(paper: Paper) -> list[Replay]:
    """The same for the certificates of the paper's theorems, written to files of their own."""
    with TemporaryDirectory() as folder:
        written = write_certificates(folder, paper.theorems.values())
        found = [replay(str(path), paper) for path in written]
    return [replace(item, path=Path(item.path).name) for item in found]


def _not_of(paper: Paper, content: dict[str, Any]) -> str:
    """Why a certificate does not state the theorem of the paper that it is called; or nothing."""
    name = content["claim"]
    if name not in paper.theorems:
        return f'no theorem of the paper is called "{name}"'
    wanted = paper.theorems[name].content
    stated = [_stated(certificate) for certificate in (content, wanted)]
    return "" if stated[0] == stated[1] else f"it does not state the theorem {name} of the paper"


def _stated(content: dict[str, Any]) -> tuple[Any, ...]:
    """The sorts of the names, the hypotheses and the conclusion in the checker's normal form."""
    names = checker.Checker(content["sizes"], content["letters"])
    hypotheses = {names.key(formula) for formula in content["hypotheses"]}
    return set(content["sizes"]), content["letters"], hypotheses, names.key(content["conclusion"])


def replay_lines(item: Replay, paper: Paper | None = None) -> Iterator[str]:
    """The statement that was accepted, in words, or why it was not."""
    if not item.accepted:
        yield from paragraph(f"{item.path}: rejected: {item.reason}")
        return
    yield f"{item.path}: accepted: {item.content['claim']}"
    yield from statement_lines(item.content)
    yield from letters_line(of_theorem(item.content, statement_text(item.content), paper))
    unused = len(item.found["unused hypotheses"])
    note = f"; {unused} of the hypotheses not used" if unused else ""
    axioms = ", ".join(item.found["axioms"]) or "none"
    steps = len(item.content["steps"])
    yield from paragraph(f"{steps} steps; axioms: {axioms}{note}", "    ", "  ")


def statement_lines(content: dict[str, Any]) -> Iterator[str]:
    """Letters, hypotheses and conclusion of a certificate."""
    names = checker.Checker(content["sizes"], content["letters"])
    read = set().union(*map(names.free, [*content["hypotheses"], content["conclusion"]]))
    letters = [f"{n}: {sort_text(s)}" for n, s in content["letters"].items() if n in read]
    if letters:
        yield from paragraph(f"for all {', '.join(letters)}", "    ", "  ")
    for formula in content["hypotheses"]:
        yield from paragraph(f"if   {formula_text(formula)}", "       ", "  ")
    yield from paragraph(f"then {formula_text(content['conclusion'])}", "       ", "  ")


def replays_lines(found: Iterable[Replay], paper: Paper | None = None) -> Iterator[str]:
    """One after another, then what the notation of them all stands for."""
    texts = []
    for item in found:
        yield from replay_lines(item, paper)
        texts += [statement_text(item.content)] if item.accepted else []
    yield from legend_lines(of_statement("\n".join(texts)))


def statement_text(content: dict[str, Any]) -> str:
    """The statement of a certificate on one line."""
    return " ".join(" ".join(statement_lines(content)).split())


def replay_json(item: Replay, paper: Paper | None = None) -> dict[str, Any]:
    """The same as JSON."""
    answer: dict[str, Any] = {"file": item.path, "accepted": item.accepted}
    if not item.accepted:
        return answer | {"reason": item.reason}
    kept = ("claim", "sizes", "letters", "hypotheses", "conclusion")
    text = statement_text(item.content)
    legend = of_theorem(item.content, text, paper) | of_statement(text)
    return answer | {name: item.content[name] for name in kept} | {"legend": legend} | item.found


def write_certificates(directory: str, theorems: Iterable[StatedTheorem]) -> list[Path]:
    """Write the certificates of theorems into a directory, made if it is not there; their paths.

    Nothing is overwritten: a file that is there already and differs raises `ReportError`.
    """
    paths = []
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for theorem in theorems:
            paths.append(folder / f"{theorem.name.replace(':', '.')}.json")
            _write(paths[-1], theorem.certificate)
    except OSError as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(f"{directory}: {error.strerror or error}") from None
    return paths


def _write(path: Path, text: str) -> None:
    if path.exists():
        if path.read_text(encoding="utf-8") != text:
            raise ReportError(f"{path} is there already and differs: remove it or choose another")
        return
    path.write_text(text, encoding="utf-8")


def trusted(paper: Paper) -> dict[str, Any]:
    """The axioms with their sources and the claims that rest on each; the assumed theorems."""
    from proofs.kernel.axioms import AXIOMS
    from proofs.rocq.sources import source_of

    used = {name: theorem.found["axioms"] for name, theorem in paper.theorems.items()}

    def resting(axiom: str) -> list[str]:
        theorems = {name for name in used if axiom in used[name]}
        return [c.id for c in paper.claims if any(t.name in theorems for _, t in c.theorems)]

    axioms = [
        {
            "name": name,
            "statement": formula_text(formula),
            "source": source_of(name),
            "claims": resting(name),
        }
        for name, formula in AXIOMS.items()
    ]
    rules = [
        {"name": name, "does": (rule.__doc__ or "").split("\n")[0]}
        for name, (_, _, rule) in checker.RULES.items()
    ]
    theorems = dict.fromkeys(theorem for claim in paper.claims for theorem in claim.assumes)
    assumed = [
        {"theorem": theorem, "claims": [c.id for c in paper.claims if theorem in c.assumes]}
        for theorem in theorems
    ]
    return {"axioms": axioms, "rules": rules, "assumed": assumed}


def trusted_lines(content: dict[str, Any]) -> Iterator[str]:
    """The same for a terminal."""
    yield "Axioms of the kernel and the checker"
    for axiom in content["axioms"]:
        yield from paragraph(axiom["statement"], " " * 18, f"  {axiom['name']:16}")
        yield from paragraph(f"source: {axiom['source']}", " " * 20, " " * 18)
        claims = ", ".join(axiom["claims"]) or "no claim yet"
        yield from paragraph(f"used by: {claims}", " " * 20, " " * 18)
    yield "Rules"
    for rule in content["rules"]:
        yield from paragraph(rule["does"], " " * 18, f"  {rule['name']:16}")
    yield "Theorems assumed where a claim is not proved for all sizes"
    for item in content["assumed"]:
        yield from paragraph(item["theorem"], "    ", "  ")
        yield from paragraph(f"used by: {', '.join(item['claims'])}", "      ", "    ")
