"""Lessons: read from their files, and run while they are written.

A lesson is a text file. Paragraphs, headings, lists and formulas are as in Markdown with LaTeX;
``{{ .. }}`` in a paragraph is worked out where it stands. Blocks of code, fenced by three
backquotes, are run in order in one namespace:

- ``python`` is shown with what its last line gives;
- ``answer``, ``check`` and ``solution`` make the exercise that the last ``###`` heading opened:
  the cell that a student fills in, what is asked of it, and a solution, which after a line of
  three hyphens is explained. The check must refuse the unfilled cell and accept the solution,
  or the lesson cannot be written.

The files are part of a paper, `NN-name.md` in its folder `lessons`; those of a user's own paper are
run because the user asked for them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofs.teaching.display import Picture, latex_of
from proofs.teaching.exercises import NotYetError

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_WORKED_OUT = re.compile(r"\{\{(.+?)\}\}")


@dataclass(frozen=True)
class Prose:
    """Paragraphs, headings and lists."""

    text: str


@dataclass(frozen=True)
class Cell:
    """Code that is run and shown with its value."""

    code: str


@dataclass(frozen=True)
class Exercise:
    """A question with the cell to fill in, the check, a solution and its explanation."""

    title: str
    question: str
    answer: str
    check: str
    solution: str
    remark: str


Block = Prose | Cell | Exercise
SETUP = """from proofs.teaching import figures
from proofs.teaching.display import show, table
from proofs.teaching.exercises import expect, given"""
"""What every lesson may use; the first cell of its notebook."""


@dataclass(frozen=True)
class Lesson:
    """A lesson as it stands in its file; `claims` are those that it teaches."""

    name: str
    number: int
    title: str
    summary: str
    claims: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass
class Written:
    """A lesson after it was run: its blocks with the values of the cells, and its pictures."""

    lesson: Lesson
    blocks: list[tuple[Block, Any]] = field(default_factory=list)
    figures: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)


class LessonError(Exception):
    """A lesson that does not say what it should, or whose code fails: a fault of the package."""


def names(folder: str) -> list[str]:
    """The names of the lessons of a folder in their order; none if there is no folder."""
    found = sorted(path.name for path in Path(folder).glob("[0-9][0-9]-*.md")) if folder else []
    return [name[3:-3] for name in found]


def read(folder: str, name: str) -> Lesson:
    """The lesson of this name."""
    number = names(folder).index(name) + 1
    path = Path(folder) / f"{number:02}-{name}.md"
    return parse(name, number, path.read_text(encoding="utf-8"))


def parse(name: str, number: int, text: str) -> Lesson:
    """A lesson from its text: a title, a summary, the claims, then the blocks."""
    head = re.match(r"# (.+)\n\nsummary: (.+)\nclaims: (.*)\n", text)
    if head is None:
        raise LessonError(f"{name}: a lesson starts with a title, a summary and its claims")
    claims = tuple(word for word in head[3].replace(",", " ").split())
    blocks = tuple(_blocks(name, text[head.end() :]))
    return Lesson(name, number, head[1], head[2], claims, blocks)


def _blocks(name: str, text: str) -> Iterator[Block]:
    opened: dict[str, str] = {}
    for kind, content in _pieces(text):
        if kind == "python":
            yield Cell(content.rstrip("\n"))
        elif kind in ("answer", "check", "solution"):
            opened[kind] = content.rstrip("\n")
            if kind == "solution":
                yield _exercise(name, opened)
                opened = {}
        elif kind == "prose":
            before, heading, question = content.partition("### ")
            if before.strip():
                yield Prose(before.strip())
            if heading:
                title, _, rest = question.partition("\n")
                opened = {"title": title.strip(), "question": rest.strip()}
        else:
            raise LessonError(f"{name}: a block is called {kind}")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    end = 0
    for fence in _FENCE.finditer(text):
        yield "prose", text[end : fence.start()]
        yield fence[1], fence[2]
        end = fence.end()
    yield "prose", text[end:]


def _exercise(name: str, opened: dict[str, str]) -> Exercise:
    try:
        solution, _, remark = opened["solution"].partition("\n---\n")
        return Exercise(
            opened["title"], opened["question"], opened["answer"], opened["check"], solution, remark
        )
    except KeyError as missing:
        raise LessonError(f"{name}: an exercise has no {missing}") from None


def write(lesson: Lesson, seed: int) -> Written:
    """Run the lesson; raises `LessonError` where its code fails or an exercise is not sound."""
    written = Written(lesson)
    space: dict[str, Any] = {"__name__": lesson.name, "seed": seed}
    exec(SETUP, space)
    for block in lesson.blocks:
        try:
            written.blocks.append(_run(block, space, written))
        except LessonError:
            raise
        except Exception as error:
            raise LessonError(f"{lesson.name}: {_first_line(block)}: {error!r}") from error
    return written


def _first_line(block: Block) -> str:
    text = block.title if isinstance(block, Exercise) else getattr(block, "code", "") or str(block)
    return text.split("\n")[0][:60]


def _run(block: Block, space: dict[str, Any], written: Written) -> tuple[Block, Any]:
    if isinstance(block, Prose):
        return Prose(_worked_out(block.text, space)), None
    if isinstance(block, Cell):
        value = _value(block.code, space)
        if isinstance(value, Picture):
            name = f"figures/{written.lesson.name}-{len(written.figures) + 1}.svg"
            written.figures[name] = value.svg()
            written.pictures[name] = value
            return block, (name, value)
        return block, value
    _require_sound(block, dict(space))
    question, remark = (_worked_out(text, space) for text in (block.question, block.remark))
    shown = Exercise(block.title, question, block.answer, block.check, block.solution, remark)
    return shown, None


def _worked_out(text: str, space: dict[str, Any]) -> str:
    return _WORKED_OUT.sub(lambda code: latex_of(eval(code[1].strip(), space)), text)


def _value(code: str, space: dict[str, Any]) -> Any:
    """Run the code of a lesson; the value of its last line where this is an expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<lesson>", "exec"), space)
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "<lesson>", "eval"), space)


def _require_sound(exercise: Exercise, space: dict[str, Any]) -> None:
    """The check refuses the unfilled cell, and accepts the solution."""
    _value(exercise.answer, space)
    try:
        _value(exercise.check, space)
    except NotYetError:
        pass
    else:
        raise LessonError(f"{exercise.title}: the check accepts an exercise that is not solved")
    _value(exercise.solution, space)
    _value(exercise.check, space)
