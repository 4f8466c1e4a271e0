"""The pictures of the lessons, drawn from exact numbers; colours that everybody can tell apart.

Every function returns a `Picture`; the words that stand for it are made from the same numbers
as its lines. Numbers become floating point only on their way to the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from proofs.teaching.display import Picture
from symbolic.algebra.exact import to_fraction
from symbolic.algebra.matrix import Matrix
from symbolic.networks.classification import classify
from symbolic.networks.curves import Curve, loss_along
from symbolic.networks.network import LinearNetwork

BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072b2", "#d55e00", "#009e73", "#aa4499", "#666666"


def _floats(matrix: Matrix) -> Any:
    return np.array([[float(to_fraction(entry)) for entry in row] for row in matrix.rows])


def _polynomial(coefficients: Sequence[Fraction], t: Any) -> Any:
    return sum(float(c) * t**n for n, c in enumerate(coefficients))


def polynomial_text(coefficients: Sequence[Fraction], letter: str = "t") -> str:
    """A polynomial as it is read: ``1/2 - t^3 + 1/2 t^6``; also LaTeX."""
    parts: list[str] = []
    for n, c in enumerate(coefficients):
        if not c:
            continue
        power = (
            ""
            if n == 0
            else letter
            if n == 1
            else f"{letter}^{n}"
            if n < 10
            else f"{letter}^{{{n}}}"
        )
        size = f"{abs(c)}" if abs(c) != 1 or not power else ""
        sign = ("-" if c < 0 else "") if not parts else ("- " if c < 0 else "+ ")
        parts.append(sign + f"{size} {power}".strip())
    return " ".join(parts) or "0"


def curves(
    losses: Mapping[str, Sequence[Fraction]], width: Fraction | int = 1, letter: str = "t",
    label: str = "loss L",
) -> Picture:  # fmt: skip
    """Losses along curves, each given by the coefficients of a polynomial, over [-width, width]."""

    def draw() -> Figure:
        figure = Figure((6.4, 3.6), layout="constrained")
        axes = figure.subplots()
        t = np.linspace(-float(width), float(width), 241)
        for (name, found), colour, dash in zip(
            losses.items(), (BLUE, ORANGE, GREEN, PURPLE), ("-", "--", "-.", ":"), strict=False
        ):
            axes.plot(t, _polynomial(found, t), dash, color=colour, label=name)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.set(xlabel=letter, ylabel=label)
        axes.legend()
        return figure

    words = "; ".join(f"{name}: ${polynomial_text(c, letter)}$" for name, c in losses.items())
    caption = f"The {label} over {letter} from {-width} to {width}: {words}."
    lowest = ", ".join(_shape(name, found) for name, found in losses.items())
    return Picture(
        draw, f"Curves of the {label} over {letter}. At {letter} = 0: {lowest}.", caption
    )


def _shape(name: str, found: Sequence[Fraction]) -> str:
    lowest = next(((n, c) for n, c in enumerate(found) if n and c), None)
    if lowest is None:
        return f"{name} is flat"
    n, c = lowest
    if n % 2:
        return f"{name} falls on one side and rises on the other, by a term of order {n}"
    return f"{name} {'falls' if c < 0 else 'rises'} on both sides, by a term of order {n}"


def plane(
    network: LinearNetwork, across: Curve, along: Curve, reach: Fraction | int = 1
) -> Picture:
    """The loss on the plane that two directions span at the network: surface and contours."""
    first, second = across.directions, along.directions
    weights, X, Y = [_floats(w) for w in network.W], _floats(network.X), _floats(network.Y)
    moves = [(_floats(a), _floats(b)) for a, b in zip(first, second, strict=True)]

    def loss(s: float, t: float) -> float:
        product = X
        for weight, (a, b) in zip(weights, moves, strict=True):
            product = (weight + s * a + t * b) @ product
        return float(((product - Y) ** 2).sum() / 2)

    def draw() -> Figure:
        line = np.linspace(-float(reach), float(reach), 61)
        values = np.array([[loss(s, t) for s in line] for t in line])
        figure = Figure((7.4, 3.5), layout="constrained")
        solid = figure.add_subplot(1, 2, 1, projection="3d")
        solid.plot_surface(*np.meshgrid(line, line), values, cmap="cividis", rstride=3, cstride=3)
        solid.set(xlabel="s", ylabel="t", title="loss L")
        flat = figure.add_subplot(1, 2, 2)
        drawn = flat.contour(line, line, values, levels=14, cmap="cividis", linewidths=1.3)
        here = loss(0, 0)
        flat.contour(line, line, values, levels=[here], colors=[ORANGE], linewidths=2)
        flat.plot(0, 0, "o", color=ORANGE)
        flat.set(xlabel="s", ylabel="t", title="contours, the own level in orange")
        figure.colorbar(drawn, ax=flat)
        return figure

    down, up = (loss_along(network, c) for c in (across, along))
    texts = polynomial_text(down, "s"), polynomial_text(up, "t")
    words = "L = {} along s, L = {} along t".format(*texts)
    alt = (
        f"Surface and contour lines of the loss on a plane with the point at its origin: {words}."
        " The contour of the point's own level passes through it, and both higher and lower"
        " levels touch it."
    )
    shown = "$L = {}$ along $s$, $L = {}$ along $t$".format(*texts)
    return Picture(draw, alt, f"The loss on a plane through the point: {shown}.")


def hessian_blocks(network: LinearNetwork) -> Picture:
    """The Hessian as a grid of signed squares, its blocks apart, with its inertia."""
    point = classify(network)
    positive, negative, zero = point.inertia
    sizes = [network.architecture.weight_size(k) for k in reversed(network.architecture.layers)]
    names = [f"$W_{{{k}}}$" for k in reversed(network.architecture.layers)]

    def draw() -> Figure:
        values = _floats(point.hessian)
        most = max(float(np.abs(values).max()), 1e-9)
        figure = Figure((5.4, 4.6), layout="constrained")
        axes = figure.subplots()
        image = axes.imshow(values, cmap="PuOr", vmin=-most, vmax=most)
        ends = np.cumsum(sizes)
        for end in ends[:-1]:
            axes.axhline(end - 0.5, color="black", linewidth=1)
            axes.axvline(end - 0.5, color="black", linewidth=1)
        middles = ends - np.array(sizes) / 2 - 0.5
        axes.set_xticks(middles, names)
        axes.set_yticks(middles, names)
        axes.grid(visible=False)
        axes.set(xlabel="column block", ylabel="row block")
        figure.colorbar(image, ax=axes, label="entry")
        return figure

    filled = sum(bool(entry) for entry in point.hessian.entries())
    size = sum(sizes)
    words = f"{positive} positive, {negative} negative and {zero} zero eigenvalues"
    alt = f"The {size} by {size} Hessian by blocks; {filled} of its entries are not zero; {words}."
    return Picture(draw, alt, f"The Hessian by blocks: {words}.")


def inertias(points: Mapping[str, tuple[int, int, int]]) -> Picture:
    """Stacked bars of the numbers of negative, zero and positive eigenvalues, by point."""
    names = list(points)

    def draw() -> Figure:
        figure = Figure((6.4, 0.6 + 0.5 * len(names) + 0.7), layout="constrained")
        axes = figure.subplots()
        left = np.zeros(len(names))
        for index, word, colour, hatch in (
            (1, "negative", ORANGE, "//"), (2, "zero", "#cccccc", ""), (0, "positive", BLUE, ".."),
        ):  # fmt: skip
            counts = np.array([points[name][index] for name in names])
            axes.barh(names, counts, left=left, color=colour, label=word, hatch=hatch,
                      edgecolor="white")  # fmt: skip
            left += counts
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set(xlabel="eigenvalues of the Hessian")
        figure.legend(loc="outside upper center", ncols=3)
        return figure

    words = "; ".join(
        f"{n}: {p[1]} negative, {p[2]} zero, {p[0]} positive" for n, p in points.items()
    )
    return Picture(
        draw, f"Bars of the inertia. {words}.", "The inertia of the Hessian at each point."
    )


def eigenvalues(values: Sequence[Fraction | int], chosen: Mapping[str, Sequence[int]]) -> Picture:
    """The eigenvalues of Sigma as bars, once for each choice; the chosen ones are filled."""

    def draw() -> Figure:
        figure = Figure((6.8, 2.7), layout="constrained")
        rooms = figure.subplots(1, len(chosen), sharey=True, squeeze=False)[0]
        places = np.arange(1, len(values) + 1)
        for axes, (name, index) in zip(rooms, chosen.items(), strict=True):
            inside = [k in index for k in places]
            axes.bar(places, [float(v) for v in values], edgecolor=BLUE, linewidth=1.6,
                     color=[BLUE if one else "white" for one in inside])  # fmt: skip
            axes.set(title=name, xlabel="k", xticks=places)
            axes.grid(visible=False, axis="x")
        rooms[0].set_ylabel(r"eigenvalue of $\Sigma$")
        return figure

    listed = ", ".join(map(str, values))
    words = "; ".join(f"{n}: {list(index) or 'none'}" for n, index in chosen.items())
    alt = f"Bars of the eigenvalues {listed} of Sigma; filled are those that are chosen: {words}."
    return Picture(draw, alt, f"Eigenvalues {listed} of $\\Sigma$; those chosen are filled.")


def singular_values(rows: Sequence[tuple[str, Sequence[float], float]]) -> Picture:
    """Singular values in double precision beside the threshold of a numerical rank, by matrix."""

    def draw() -> Figure:
        figure = Figure((6.4, 3.6), layout="constrained")
        axes = figure.subplots()
        for place, (_, values, threshold) in enumerate(rows):
            shown = [max(v, 1e-20) for v in values]
            axes.plot([place] * len(shown), shown, "o", color=BLUE,
                      label="singular value" if not place else None)  # fmt: skip
            axes.plot([place - 0.3, place + 0.3], [threshold] * 2, color=ORANGE,
                      label="threshold" if not place else None)  # fmt: skip
        axes.set_yscale("log")
        axes.set_xticks(range(len(rows)), [name for name, _, _ in rows])
        axes.set(ylabel="size (logarithmic; zero drawn at $10^{-20}$)")
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
        return figure

    words = "; ".join(
        f"{name}: {sum(v > threshold for v in values)} of {len(values)} above the threshold"
        for name, values, threshold in rows
    )
    return Picture(draw, f"Singular values and thresholds. {words}.",
                   f"Singular values in double precision and the threshold below which they are"
                   f" taken for zero. {words}.")  # fmt: skip


def graph_of(function: Callable[[Any], Any], ends: tuple[float, float], marked: Mapping[str, Any],
             label: str, words: str) -> Picture:  # fmt: skip
    """The graph of a function of one variable with marked places."""

    def draw() -> Figure:
        figure = Figure((6.4, 3.4), layout="constrained")
        axes = figure.subplots()
        w = np.linspace(*ends, 241)
        axes.plot(w, function(w), color=BLUE)
        axes.axhline(0, color=GREY, linewidth=0.8)
        for (name, place), colour, sign in zip(
            marked.items(), (ORANGE, GREEN, PURPLE), "osD", strict=False
        ):
            axes.plot(float(place), function(float(place)), sign, color=colour, label=name)
        axes.set(xlabel="w", ylabel=label)
        axes.legend()
        return figure

    return Picture(draw, words, words)
