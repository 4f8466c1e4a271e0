"""The catalogue is complete: every numbered statement and every displayed equation leads to it."""

from proofs.papers.kawaguchi2016 import places
from proofs.papers.kawaguchi2016.quoted import QUOTED
from tests.kawaguchi import PAPER

DISPLAYED = (
    31, 35, 88, 92, 104, 112, 151, 155, 159, 165, 169, 173, 177, 181, 199, 205, 261, 269, 273, 277,
    283, 289, 293, 299, 303, 307, 315, 319, 325, 329, 333, 337, 341, 349, 357, 361, 365, 371, 375,
    383, 387, 391, 395, 399, 403, 431, 435, 439, 453, 465, 471, 475, 479, 483, 487, 491, 505, 509,
    513, 517, 521, 529, 533, 537, 543, 547, 551, 555, 573, 581, 585, 589, 597, 601, 605, 631, 635,
    661, 669, 673,
)  # fmt: skip
"""The lines of the source text that are displayed equations."""

NUMBERED = {
    "Proposition 2.1": 43, "Conjecture 2.2": 48, "Theorem 2.3 (i)": 61, "Theorem 2.3 (ii)": 62,
    "Theorem 2.3 (iii)": 63, "Theorem 2.3 (iv)": 64, "Corollary 2.4": 66, "Proposition 3.1": 116,
    "Corollary 3.2": 122, "Lemma 4.1": 149, "Lemma 4.2": 153, "Lemma 4.3": 157, "Lemma 4.4": 171,
    "Corollary 4.5": 175, "Lemma 4.6": 179, "Appendix A.7": 409,
}  # fmt: skip

IN_THE_TEXT = {
    "fact-a11": 261, "fact-a20": 377, "fact-a21": 331, "fact-a22": 141, "fact-a23": 323,
    "fact-a24": 321, "fact-a25": 401, "fact-a27": 415, "level-neighbours": 503, "appendix-b2": 565,
    "appendix-c2": 645, "appendix-d": 665, "indefinite-points": 213, "uncountable-minima": 133,
    "no-local-maximum": 215, "negative-near": 70,
}  # fmt: skip
"""Claims that are made or used in a sentence, without a number or a display, with its line."""


def known() -> set[str]:
    claims = {claim.id for claim in PAPER.claims}
    variants = {v.erratum for claim in PAPER.claims for v in claim.variants}
    return claims | variants | {entry.name for entry in QUOTED}


def test_every_display_leads_to_the_catalogue() -> None:
    for number, names in places.DISPLAYS.items():
        assert names
        assert set(names) <= known(), (number, names)


def test_the_numbers_are_all_there() -> None:
    assert tuple(places.DISPLAYS) == DISPLAYED
    assert {name: line for name, (line, _) in places.STATEMENTS.items()} == NUMBERED
    assert set(places.EQUATIONS.values()) <= set(DISPLAYED)
    assert set(places.EQUATIONS) == {*range(1, 11)} - {5}
    for _, names in places.STATEMENTS.values():
        assert set(names) <= known()


def test_every_claim_is_reached_from_the_index() -> None:
    reached = {name for names in places.DISPLAYS.values() for name in names}
    reached |= {name for _, names in places.STATEMENTS.values() for name in names}
    beyond = {claim.id for claim in PAPER.claims if claim.role == "next to"}
    others = {c.id: c.line for c in PAPER.claims if c.id not in reached | beyond}
    assert others == IN_THE_TEXT


def test_quoted_entries_are_never_claims_and_say_why() -> None:
    claims = {claim.id for claim in PAPER.claims}
    kinds = {"", "typo", "gap", "false", "copy artefact", "no error"}
    for entry in QUOTED:
        assert entry.name not in claims
        assert entry.reason
        assert entry.kind in kinds
        assert entry.section in PAPER.sections


def test_every_claim_has_its_statement_in_latex() -> None:
    for claim in PAPER.claims:
        name, text = claim.id, claim.latex
        assert text, name
        plain = text.replace("\\{", "").replace("\\}", "")
        assert plain.count("{") == plain.count("}") > 0 or "{" not in plain, name
        assert text.count("\\left") - text.count("\\leftarrow") == text.count("\\right"), name
        assert not text.endswith("\\"), name
