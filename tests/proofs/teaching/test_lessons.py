"""Lessons: every exercise is sound, and a lesson that is not cannot be written."""

from __future__ import annotations

import pytest

from proofs.teaching.exercises import NotYetError, expect, given
from proofs.teaching.lesson import Exercise, LessonError, Written, names, parse, read, write
from proofs.teaching.typography import formula, latex, matrix
from tests.kawaguchi import PAPER, find
from tests.proofs.teaching.html_reader import Page

HEAD = "# A title\n\nsummary: in short\nclaims: lemma-4.1\n\n"
EXERCISE = """### Add

What is 1 + 1?

```answer
answer = None
```
```check
given(answer)
expect(answer == 2, "count again")
```
```solution
answer = 2
---
By counting.
```
"""


def test_the_eleven_lessons(lessons: list[Written]) -> None:
    assert len(names(PAPER.lessons)) == len(lessons) == 11
    for written in lessons:
        exercises = [b for b, _ in written.blocks if isinstance(b, Exercise)]
        assert len(exercises) >= 3, written.lesson.name
    assert sum(len(written.figures) for written in lessons) >= 8


def test_lessons_teach_claims_that_there_are(lessons: list[Written]) -> None:
    for written in lessons:
        assert [find(name).id for name in written.lesson.claims] == list(written.lesson.claims)


def test_a_sound_exercise() -> None:
    written = write(parse("sound", 1, HEAD + EXERCISE), 1)
    (exercise, _), *rest = written.blocks
    assert isinstance(exercise, Exercise)
    assert exercise.remark.strip() == "By counting."
    assert not rest


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("answer = None", "answer = 2", "accepts an exercise that is not solved"),
        ("answer = 2\n---", "answer = 3\n---", "count again"),
        ("given(answer)\n", "1 / 0\n", "ZeroDivisionError"),
        ("```check", "```chekc", "a block is called chekc"),
    ],
)
def test_an_exercise_that_is_not_sound_is_refused(old: str, new: str, complaint: str) -> None:
    assert old in EXERCISE
    with pytest.raises(LessonError, match=complaint):
        write(parse("unsound", 1, HEAD + EXERCISE.replace(old, new)), 1)


def test_a_failing_cell_fails_the_lesson() -> None:
    with pytest.raises(LessonError, match="NameError"):
        write(parse("failing", 1, HEAD + "```python\nundefined\n```\n"), 1)


def test_values_in_a_paragraph() -> None:
    text = HEAD + "```python\nx = 6 * 7\n```\n\nIt is {{ x }}.\n"
    written = write(parse("values", 1, text), 1)
    assert written.blocks[-1][0].text == "It is 42."


def test_hints() -> None:
    given(0, "")
    with pytest.raises(NotYetError, match="in place of None"):
        given(1, None)
    with pytest.raises(NotYetError, match="a hint"):
        expect(1, "a hint")  # only True is right, so that nothing slips through
    assert NotYetError("a hint")._render_traceback_() == ["Not yet: a hint"]


def test_pictures_are_deterministic(lessons: list[Written]) -> None:
    for written in lessons:
        if written.lesson.name in ("the-hessian", "critical-points"):
            for name, picture in written.pictures.items():
                assert picture.svg() == written.figures[name]
                assert b"<dc:date>" not in picture.svg()


def test_a_lesson_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="is not in list"):
        read(PAPER.lessons, "no-such-lesson")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A_k^T A_k", "A<sub>k</sub><sup>T</sup> A<sub>k</sub>"),
        ("W_{H+1}..W_2", "W<sub>H+1</sub>⋯W<sub>2</sub>"),
        ("D_{vec(W_k^T)} L", "D<sub>vec(W<sub>k</sub><sup>T</sup>)</sub> L"),
        ("(C^T C)^- <= 1", "(C<sup>T</sup> C)<sup>-</sup> ≤ 1"),
        ("non_strict_saddle", "non_strict_saddle"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("Sigma kron Lambda_I", "Σ ⊗ Λ<sub>I</sub>"),
        ("`proofs axioms`", "<code>proofs axioms</code>"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_formulas_as_text(text: str, shown: str) -> None:
    assert formula(text) == shown
    Page(f"<p>{formula(text)}</p>")


def test_matrices_as_mathml() -> None:
    page = Page(matrix([["1/2", "-3"], ["0", "-4/5"]], "W_1"))
    assert page.numbers() == [[["1/2", "-3"], ["0", "-4/5"]]]


def test_latex_that_cannot_be_shown_is_an_error() -> None:
    assert "<math" in latex("A^T A")
    with pytest.raises(ValueError, match="cannot be shown"):
        latex("A \\nosuchcommand B")


def test_the_lesson_on_the_hessian_shows_blocks_derived_by_sympy(lessons: list[Written]) -> None:
    (written,) = (w for w in lessons if w.lesson.name == "the-hessian")
    outputs = [value for _, value in written.blocks]
    shown = [piece for output in outputs for piece in getattr(output, "pieces", list)()]
    letters = [piece for piece in shown if "^{(" in piece]
    assert [piece.split(" = ")[0] for piece in letters] == [
        "\\mathrm{derived}", "\\mathrm{formula}", "\\mathrm{sympy}", "\\mathrm{FLINT}",
    ]  # fmt: skip
    sides = [piece.split(" = ", 1)[1] for piece in letters]
    assert sides[0] == sides[1]
    assert sides[2] == sides[3]
    assert not any("True" in str(output) for output in outputs)
