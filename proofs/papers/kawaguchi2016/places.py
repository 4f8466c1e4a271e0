"""What of the paper is where in the catalogue: numbers and lines, no sentences.

`STATEMENTS` are the numbered statements with their line of the source text, `DISPLAYS` the
displayed equations by line, `EQUATIONS` those with a number. Each leads to claims, printed variants
or quoted entries by name; a test checks that all of them are there.
"""

from __future__ import annotations

STATEMENTS: dict[str, tuple[int, tuple[str, ...]]] = {
    "Proposition 2.1": (43, ("proposition-2.1",)),
    "Conjecture 2.2": (48, ("conjecture-2.2", "theorem-2.3.ii")),
    "Theorem 2.3 (i)": (61, ("theorem-2.3.i",)),
    "Theorem 2.3 (ii)": (62, ("theorem-2.3.ii",)),
    "Theorem 2.3 (iii)": (63, ("theorem-2.3.iii",)),
    "Theorem 2.3 (iv)": (64, ("theorem-2.3.iv",)),
    "Corollary 2.4": (66, ("corollary-2.4",)),
    "Proposition 3.1": (116, ("proposition-3.1",)),
    "Corollary 3.2": (122, ("corollary-3.2",)),
    "Lemma 4.1": (149, ("lemma-4.1",)),
    "Lemma 4.2": (153, ("lemma-4.2",)),
    "Lemma 4.3": (157, ("lemma-4.3",)),
    "Lemma 4.4": (171, ("lemma-4.4",)),
    "Corollary 4.5": (175, ("corollary-4.5",)),
    "Lemma 4.6": (179, ("lemma-4.6",)),
    "Appendix A.7": (409, ("appendix-a7",)),
}


def _places(table: dict[str, tuple[int, ...]]) -> dict[int, tuple[str, ...]]:
    """The table the other way round."""
    found: dict[int, tuple[str, ...]] = {}
    for name, numbers in table.items():
        for number in numbers:
            found[number] = (*found.get(number, ()), name)
    return dict(sorted(found.items()))


DISPLAYS = _places(
    {
        "notation": (31, 35),
        "model-3.1": (88, 92),
        "corollary-3.2": (104,),
        "previous-loss": (112,),
        "lemma-4.1": (151,),
        "lemma-4.2": (155,),
        "lemma-4.3": (159, 165, 169),
        "lemma-4.4": (173, 205, 341),
        "corollary-4.5": (177,),
        "lemma-4.6": (181,),
        "appendix-a1": (261,),
        "appendix-a2": (269,),
        "appendix-a2-solutions": (199, 273),
        "fact-a17": (277,),
        "appendix-a3": (283, 289, 293, 299, 303, 307),
        "appendix-a4-blocks": (315, 319),
        "appendix-a4": (325, 329, 333, 337),
        "appendix-a5": (349,),
        "appendix-a6": (357, 361, 365, 371, 375, 383, 387),
        "appendix-a6-eigenvectors": (391, 395, 399, 403),
        "appendix-b1-full": (431, 435, 439, 453),
        "appendix-b1-deficient": (
            465, 471, 475, 479, 483, 487, 491, 505, 509, 513, 517, 521, 529, 533, 537, 543, 547,
            551,
        ),
        "appendix-b1-perturbation": (555,),
        "E4": (555,),
        "appendix-b3": (573, 581, 585, 589, 597, 601, 605),
        "appendix-c1": (631, 635),
        "appendix-d-collapse": (661, 669, 673),
    }
)  # fmt: skip


def _in_print() -> dict[str, tuple[str, ...]]:
    """The numbered statements and the displayed equations that lead to each claim."""
    numbered = {text: names for text, (_, names) in STATEMENTS.items()}
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(
        n for names in (*numbered.values(), *DISPLAYS.values()) for n in names
    ):
        texts = tuple(text for text, names in numbered.items() if name in names)
        lines = [line for line, names in DISPLAYS.items() if name in names]
        numbers = [f"({number})" for number, line in EQUATIONS.items() if line in lines]
        if numbers:
            texts += (f"equation{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}",)
        word = "lines" if len(lines) > 1 else "line"
        displayed = f"the displayed equations of {word} {', '.join(map(str, lines))}"
        found[name] = (*texts, displayed) if lines else texts
    return found


EQUATIONS = {
    1: 104, 2: 273, 3: 371, 4: 375, 6: 465, 7: 483, 8: 509, 9: 533, 10: 585,
}  # fmt: skip
"""Numbered displays by line; (5) is in the passage that is missing (ER35)."""

PLACES = _in_print()
