"""The answer to ``proofs identity``: decisions on a user's statements, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from proofs.files.text import paragraph, show_rows
from proofs.files.workers import workers
from proofs.identity.decide import Decision, decide
from proofs.identity.files import IllTyped, NamedStatement
from proofs.kernel.meanings import of_own_statement
from proofs.status import Status
from symbolic.errors import ReportError
from symbolic.statements.fraction_matrices import Rows
from symbolic.statements.refuter import Counterexample
from symbolic.statements.syntax import Compare, Equal, Property, RangeIn
from symbolic.statements.truth import Evaluation, Found
from symbolic.statements.writing import statement_text, written

ILL_TYPED = "ill-typed"
Value = Rows | Fraction


@dataclass(frozen=True)
class Answer:
    """The decision on one statement of a file, with its name there."""

    name: str
    decision: Decision


@dataclass(frozen=True)
class Task:
    """What is asked of one process: statement, budget in seconds, seed."""

    given: NamedStatement | IllTyped
    budget: float
    seed: int


def answer(task: Task) -> Answer | IllTyped:
    """The decision on one task; run in a process of its own where there are several.

    What has no reading is its own answer.
    """
    if isinstance(task.given, IllTyped):
        return task.given
    return Answer(task.given.name, decide(task.given.statement, task.budget, task.seed))


def answers(tasks: Sequence[Task], jobs: int) -> Iterator[Answer | IllTyped]:
    """The answers in the order of the tasks, as they come."""
    if jobs == 1 or len(tasks) == 1:
        yield from map(answer, tasks)
        return
    with workers(min(jobs, len(tasks)), [__name__]) as pool:
        yield from pool.imap(answer, tasks)


# Text


def answer_lines(answered: Answer | IllTyped, *, with_name: bool) -> Iterator[str]:
    """The verdict with what it rests on."""
    if isinstance(answered, IllTyped):
        yield from paragraph(f"{answered.name}: {' '.join(answered.text.split())}", "  ", "")
        yield from paragraph(f"{ILL_TYPED}: {answered.message}", "    ", "  ")
        return
    decision = answered.decision
    name = f"{answered.name}: " if with_name else ""
    text = statement_text(decision.statement)
    yield from paragraph(name + text, "  ", "")
    for letter, said in of_own_statement(text).items():
        yield from paragraph(f"{letter}: {said}", "    ", "  ")
    seed = "" if decision.verdict is Status.PROVED else f", seed {decision.seed}"
    found = f", {decision.strategy}" if decision.counterexample is not None else ""
    yield from paragraph(f"{decision}; {decision.seconds:.2f} s{seed}{found}", "    ", "  ")
    if decision.untried and decision.verdict is Status.UNDECIDED:
        yield from paragraph(f"no proof was tried: {decision.untried}", "    ", "  ")
    if decision.missing:
        yield from paragraph(f"missing: {decision.missing}", "    ", "  ")
    if decision.rejected:
        yield from paragraph(f"a proof was rejected: {decision.rejected}", "    ", "  ")
    if decision.counterexample is not None:
        yield from _counterexample_lines(decision.counterexample)
    if decision.proof is not None:
        steps = f"{decision.proof.steps} steps replayed by the checker"
        yield from paragraph(f"by {decision.strategy}; {steps}", "    ", "  ")
    elif decision.at_sizes is not None:
        yield from paragraph(f"by polynomials: {decision.at_sizes}", "    ", "  ")
    elif decision.survivors.total:
        yield from _survivor_lines(decision)
    implied = ", ".join(map(written, decision.statement.implied))
    if implied:
        yield from paragraph(f"where {implied}, without which {_without(decision)}", "    ", "  ")
    for note in decision.statement.notes:
        yield from paragraph(note, "    ", "  ")


def _without(decision: Decision) -> str:
    """What would have no value without the implied hypotheses."""
    kinds = {type(relation) for relation in decision.statement.implied}
    if len(kinds) == 2:
        return "inv(..) and 1/.. have no value"
    return f"{'inv(..)' if Property in kinds else '1/..'} has no value"


def _survivor_lines(decision: Decision) -> Iterator[str]:
    if decision.verdict is not Status.UNDECIDED:
        return
    names = decision.survivors.sizes
    yield from paragraph(
        f"sizes {', '.join(names)}: " + _counts(decision.survivors.by_sizes), "    ", "  "
    )
    letters = ", ".join(letter.name for letter in decision.survivors.letters)
    if letters:
        ranks = _counts(decision.survivors.by_ranks)
        yield from paragraph(f"ranks of {letters}: {ranks}", "    ", "  ")


def _counts(counter: Counter[tuple[int, ...]], most: int = 12) -> str:
    shown = [f"{','.join(map(str, k))} ({n})" for k, n in counter.most_common(most)]
    rest = len(counter) - len(shown)
    return "; ".join(shown) + (f"; and {rest} more" if rest > 0 else "")


def _counterexample_lines(example: Counterexample) -> Iterator[str]:
    sizes = [f"{name} = {value}" for name, value in example.sizes.items()]
    matrices = [f"{name} = {show_rows(rows)}" for name, rows in example.letters.items()]
    inverses = [f"ginv({written(m)}) = {show_rows(rows)}" for m, rows in example.inverses.items()]
    for part in (sizes, matrices, inverses):
        if part:
            yield from paragraph(", ".join(part), "    ", "  ")
    for label, found in _sides(example.evaluation):
        yield from paragraph(f"{label}{_found_text(found)}", "      ", "  ")


def _sides(evaluation: Evaluation) -> Iterator[tuple[str, Found]]:
    """The relations to be shown: those that fail, and of an iff both sides."""
    if evaluation.right is None:
        yield from (("", found) for found in evaluation.left if not found.holds)
        return
    for label, side in (("left of iff: ", evaluation.left), ("right of iff: ", evaluation.right)):
        failing = [found for found in side if not found.holds]
        yield from ((label, found) for found in failing or side)


def _found_text(found: Found) -> str:
    relation = found.relation
    verdict = "holds" if found.holds else "fails"
    values = [show_value(value) for value in found.values]
    match relation:
        case Equal(left, right) | Compare(left, _, right):
            sides = f"{written(left)} = {values[0]}\n{written(right)} = {values[1]}"
            return f"{written(relation)} {verdict}:\n{sides}"
        case RangeIn(inner, outer):
            sides = f"{written(inner)} = {values[0]}\n{written(outer)} = {values[1]}"
            return f"{written(relation)} {verdict}:\n{sides}"
        case Property(_, of):
            return f"{written(relation)} {verdict}:\n{written(of)} = {values[0]}"
    return f"{written(relation)} {verdict}"


def show_value(value: Value) -> str:
    """A number or a matrix on one line."""
    return str(value) if isinstance(value, Fraction) else show_rows(value)


def summary_line(
    verdicts: Counter[Status], assumed: int, ill_typed: int = 0, at_sizes: int = 0
) -> str:
    """How many of each; what is proved with an assumption, or at its sizes only, apart."""
    outright = Counter(verdicts)
    outright[Status.PROVED] -= assumed + at_sizes
    parts = [f"{outright[verdict]} {verdict.value}" for verdict in Status]
    if at_sizes:
        parts.insert(1, f"{at_sizes} proved at their sizes only")
    if assumed:
        parts.insert(1, f"{assumed} proved with an assumption")
    if ill_typed:
        parts.append(f"{ill_typed} {ILL_TYPED}")
    counts = ", ".join(parts)
    total = sum(verdicts.values()) + ill_typed
    return f"{total} statement{'' if total == 1 else 's'}: {counts}"


# JSON


def answer_json(found: Answer | IllTyped, certificate: str | None) -> dict[str, Any]:
    """The same as JSON; `certificate` is the path of the file that was written, if one was."""
    if isinstance(found, IllTyped):
        return {
            "name": found.name, "statement": " ".join(found.text.split()), "verdict": ILL_TYPED,
            "message": found.message, "scope": None, "seconds": 0.0, "counterexample": None,
            "certificate": None,
        }  # fmt: skip
    decision = found.decision
    example = decision.counterexample
    return {
        "name": found.name,
        "statement": statement_text(decision.statement),
        "legend": of_own_statement(statement_text(decision.statement)),
        "verdict": decision.verdict.value,
        "scope": decision.scope or None,
        "seconds": round(decision.seconds, 3),
        "seed": decision.seed,
        "strategy": decision.strategy or None,
        "reason": decision.reason or None,
        "untried": decision.untried or None,
        "missing": decision.missing or None,
        "notes": list(decision.statement.notes),
        "assumptions": list(decision.assumptions),
        "rejected": decision.rejected or None,
        "implied_hypotheses": [written(relation) for relation in decision.statement.implied],
        "counterexample": None if example is None else _counterexample_json(example),
        "polynomials": str(decision.at_sizes) if decision.at_sizes is not None else None,
        "certificate": certificate,
        "certificate_steps": None if decision.proof is None else decision.proof.steps,
        "survived": _survived_json(decision),
    }


def _survived_json(decision: Decision) -> dict[str, Any]:
    survivors = decision.survivors
    return {
        "instances": survivors.total,
        "sizes": list(survivors.sizes),
        "by_sizes": [[list(k), n] for k, n in sorted(survivors.by_sizes.items())],
        "letters": [letter.name for letter in survivors.letters],
        "by_ranks": [[list(k), n] for k, n in sorted(survivors.by_ranks.items())],
        "open": survivors.unknown,
    }


def _counterexample_json(example: Counterexample) -> dict[str, Any]:
    evaluation = example.evaluation
    return {
        "sizes": example.sizes,
        "matrices": {name: _value_json(rows) for name, rows in example.letters.items()},
        "ginv": {written(m): _value_json(rows) for m, rows in example.inverses.items()},
        "hypotheses": [written(found.relation) for found in evaluation.hypotheses],
        "left": [_found_json(found) for found in evaluation.left],
        "right": None if evaluation.right is None else list(map(_found_json, evaluation.right)),
    }


def _found_json(found: Found) -> dict[str, Any]:
    return {
        "relation": written(found.relation),
        "holds": found.holds,
        "values": [_value_json(value) for value in found.values],
    }


def _value_json(value: Value) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    return [[str(entry) for entry in row] for row in value]


def write_certificate(directory: str, found: Answer | IllTyped) -> str | None:
    """Write the certificate of a proof under the statement's name; the path, if there is one."""
    proof = None if isinstance(found, IllTyped) else found.decision.proof
    if proof is None:
        return None
    name = "".join(c if c.isalnum() or c in "._-" else "_" for c in found.name) or "statement"
    path = Path(directory) / f"{name}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_text(encoding="utf-8") != proof.certificate:
            raise ReportError(f"{path} is there already and differs: remove it or choose another")
        path.write_text(proof.certificate, encoding="utf-8")
    except OSError as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(f"{directory}: {error.strerror or error}") from None
    return str(path)
