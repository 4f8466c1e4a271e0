"""Typed terms in the notation of Mathematical Components."""

from __future__ import annotations

from proofs.rocq.sizes import called, size_text, sort_text
from proofs.rocq.terms import Typed, type_of

SUM, PRODUCT, ATOM = 50, 40, 0
INFIX = {"mul": "*m", "smul": "*", "scaled": "*:", "kron": "*t"}


def text(t: Typed, level: int = SUM) -> str:
    """The term in Rocq, in parentheses where its level is above the one allowed."""
    own, body = _written(t)
    return body if own <= level else f"({body})"


def _written(t: Typed) -> tuple[int, str]:
    head = t[0]
    if head == "var":
        return ATOM, called(t[1])
    if head == "hole":
        return ATOM, f"x_{t[1]}"
    if head == "layer":
        return 10, f"{called(t[1])} {size_text(t[2], factor=True)}"
    if head == "layers":
        indices = " ".join(size_text(form, factor=True) for form in t[2:4])
        return 10, f"Pr {called(t[1])} {indices}"
    if head in ("0", "1"):
        return ATOM, head
    if head == "comm":
        return 10, "commutation " + " ".join(size_text(form, factor=True) for form in t[1:])
    if head == "derived":
        return 10, " ".join([t[2], *map(called, t[3])])
    if head == "applied":
        return 10, t[2]
    if head == "frac":
        return _fraction(t[1], t[2])
    if head in ("zero", "one"):
        sign = "0" if head == "zero" else "1%:M"
        return ATOM, f"({sign} : {sort_text(type_of(t))})"
    return _operation(head, t)


def _operation(head: str, t: Typed) -> tuple[int, str]:
    """Sums, products and what is applied to one term."""
    if head in ("add", "sadd"):
        if t[2][0] in ("opp", "sopp"):
            return SUM, f"{text(t[1], SUM)} - {text(t[2][1], PRODUCT)}"
        return SUM, f"{text(t[1], SUM)} + {text(t[2], PRODUCT)}"
    if head in ("opp", "sopp"):
        return 49, f"- {text(t[1], 10)}"
    if head in INFIX:
        sign = INFIX[head]
        left = PRODUCT if head in ("mul", "smul") and t[1][0] == head else 10
        return PRODUCT, f"{text(t[1], left)} {sign} {text(t[2], 10)}"
    if head in ("rowkron", "kronrow"):
        word = {"rowkron": "row_kron", "kronrow": "kron_row"}[head]
        return 10, f"{word} {text(t[1], 2)} {text(t[2], 2)}"
    if head == "T":
        return 2, f"{text(t[1], ATOM)}^T"
    if head in ("trace", "vec"):
        return 10, f"{'vec' if head == 'vec' else chr(92) + 'tr'} {text(t[1], 2)}"
    if head == "num":
        return ATOM, f"({text(t[1], ATOM)}%:M : {sort_text(type_of(t))})"
    return 10, f"{text(t[1], ATOM)} 0 0"


def _fraction(p: int, q: int) -> tuple[int, str]:
    if q == 1:
        return 2, f"{p}%:R"
    return PRODUCT, f"{p}%:R / {q}%:R"
