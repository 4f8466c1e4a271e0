"""What the cells of lessons give: matrices in a row, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from proofs.reports.beside import Polynomials
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.errors import ExactnessError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLE: Any = {
    "svg.hashsalt": "deep-linear-proofs", "svg.fonttype": "path", "font.family": "DejaVu Sans",
    "font.size": 10.5, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
    "grid.color": "#e3e3e3", "grid.linewidth": 0.7, "axes.axisbelow": True, "lines.linewidth": 2,
    "figure.facecolor": "white", "legend.frameon": False, "axes.titlesize": 10.5,
    "savefig.dpi": 100, "pdf.compression": 6,
}  # fmt: skip


def rows_of(matrix: Matrix) -> list[list[Fraction]]:
    """The entries as fractions."""
    return [[to_fraction(entry) for entry in row] for row in matrix.rows]


def latex_of(value: object) -> str:
    """A value in the text of a lesson: a matrix as LaTeX, anything else as it is printed."""
    if not isinstance(value, Matrix):
        return str(value)
    if hasattr(value.ring, "names"):  # letters for entries
        return Polynomials.of(value).latex
    lines = " \\\\ ".join(" & ".join(map(_latex_number, row)) for row in rows_of(value))
    return f"\\begin{{bmatrix}}{lines}\\end{{bmatrix}}"


def _latex_number(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value)
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _value_latex(value: object) -> str:
    if isinstance(value, Matrix):
        return latex_of(value)
    try:
        return _latex_number(to_fraction(value))
    except ExactnessError:  # words, tuples, truth values
        text = str(value).replace("_", "\\_").replace("^", "\\^{}")
        return f"\\text{{{text}}}"


@dataclass(frozen=True)
class Shown:
    """Values beside each other, by name."""

    items: tuple[tuple[str, object], ...]

    def __repr__(self) -> str:
        return "\n".join(f"{name} = {value}" for name, value in self.items)

    def pieces(self) -> list[str]:
        """Each equation as LaTeX."""
        return [f"{name_latex(name)} = {_value_latex(value)}" for name, value in self.items]

    def _repr_markdown_(self) -> str:
        """For notebooks."""
        return "$" + ",\\quad ".join(self.pieces()) + "$"


def name_latex(name: str) -> str:
    """The name of a value as LaTeX: ``W_1``, ``A_kron_B``, ``vec_MT`` for vec(M^T)."""
    if "_kron_" in name:
        return " \\otimes ".join(map(name_latex, name.split("_kron_")))
    found = re.fullmatch(r"(?:([A-Z])_)?vec_([A-Z])(T?)", name)
    if found is not None:
        return f"{found[1] or ''}\\,\\mathrm{{vec}}({found[2]}{'^T' if found[3] else ''})"
    base, _, index = name.partition("_")
    base = {"Sigma": "\\Sigma"}.get(base, base)
    base = f"\\mathrm{{{base}}}" if base.isalpha() and len(base) > 1 else base
    return f"{base}_{{{index.replace('_', ',')}}}" if index else base


def show(**values: object) -> Shown:
    """The values beside each other, each with its name: ``show(X=network.X)``."""
    return Shown(tuple(values.items()))


@dataclass(frozen=True)
class Table:
    """A table with a header, every cell as text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        lines = [self.header, *self.rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.header))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def _repr_markdown_(self) -> str:
        """For notebooks."""
        lines = [self.header, ("---",) * len(self.header), *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """A table; numbers are shown as they are printed."""
    return Table(tuple(header), tuple(tuple(map(str, row)) for row in rows))


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture with the words that stand for it, and its caption."""

    draw: Callable[[], Figure]
    alt: str
    caption: str

    def svg(self) -> bytes:
        """The picture as SVG; the same drawing gives the same bytes."""
        return self._saved("svg", {"Date": None, "Creator": None})

    def pdf(self) -> bytes:
        """The picture as PDF, for the handout."""
        return self._saved("pdf", {"CreationDate": None, "Creator": None, "Producer": None})

    def _saved(self, kind: str, metadata: dict[str, None]) -> bytes:
        import matplotlib as mpl

        buffer = BytesIO()
        with mpl.rc_context(STYLE):
            figure = self.draw()
            figure.savefig(buffer, format=kind, metadata=metadata)
        return buffer.getvalue()

    def _repr_svg_(self) -> str:
        """For notebooks."""
        return self.svg().decode()

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.alt}"
