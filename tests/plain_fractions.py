"""Statements evaluated by code that uses fractions and lists, and nothing else.

The same language as the toolkit's, read from JSON, with an evaluator of its own: derivatives by
differences of the loss, ranks and signs by elimination.
"""

from fractions import Fraction
from itertools import product

Rows = list[list[Fraction]]


class Clash(Exception):
    """Sizes that do not fit."""


def need(good: bool, what: str) -> None:
    if not good:
        raise Clash(what)


def size(m: "M") -> str:
    return f"{m.height} x {m.width}"


class M:
    """Rows with their sizes, which may be zero."""

    def __init__(self, rows: Rows, height: int, width: int) -> None:
        self.rows, self.height, self.width = rows, height, width


def parse(rows: list[list[str]]) -> M:
    return M([[Fraction(x) for x in row] for row in rows], len(rows), len(rows[0]) if rows else 0)


def mul(a: M, b: M) -> M:
    need(a.width == b.height, f"product of {size(a)} and {size(b)}")
    rows = [
        [sum((row[k] * b.rows[k][j] for k in range(a.width)), Fraction(0)) for j in range(b.width)]
        for row in a.rows
    ]
    return M(rows, a.height, b.width)


def combine(a: M, b: M, sign: int) -> M:
    need(size(a) == size(b), f"{'sum' if sign > 0 else 'difference'} of {size(a)} and {size(b)}")
    rows = [
        [x + sign * y for x, y in zip(p, q, strict=True)]
        for p, q in zip(a.rows, b.rows, strict=True)
    ]
    return M(rows, a.height, a.width)


def transpose(a: M) -> M:
    return M([[row[j] for row in a.rows] for j in range(a.width)], a.width, a.height)


def kron(a: M, b: M) -> M:
    rows = [[x * y for x in p for y in q] for p in a.rows for q in b.rows]
    return M(rows, a.height * b.height, a.width * b.width)


def vec(a: M) -> M:
    return M([[row[j]] for j in range(a.width) for row in a.rows], a.height * a.width, 1)


def positive_part(a: M) -> M:
    return M([[max(x, Fraction(0)) for x in row] for row in a.rows], a.height, a.width)


def scaled(c: Fraction, a: M) -> M:
    return M([[c * x for x in row] for row in a.rows], a.height, a.width)


def beside(*blocks: M) -> M:
    height = blocks[0].height
    for b in blocks:
        need(b.height == height, f"hcat of {size(blocks[0])} and {size(b)}")
    rows = [[x for b in blocks for x in b.rows[i]] for i in range(height)]
    return M(rows, height, sum(b.width for b in blocks))


def below(*blocks: M) -> M:
    width = blocks[0].width
    for b in blocks:
        need(b.width == width, f"vcat of {size(blocks[0])} and {size(b)}")
    return M([row for b in blocks for row in b.rows], sum(b.height for b in blocks), width)


def eye(n: int) -> M:
    return M([[Fraction(i == j) for j in range(n)] for i in range(n)], n, n)


def zero(m: int, n: int) -> M:
    return M([[Fraction(0)] * n for _ in range(m)], m, n)


def number(x: Fraction | int) -> M:
    return M([[Fraction(x)]], 1, 1)


def rank(a: M) -> int:
    rows, done = [list(row) for row in a.rows], 0
    for j in range(a.width):
        pivot = next((i for i in range(done, len(rows)) if rows[i][j]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        top = rows[done]
        for i in range(done + 1, len(rows)):
            c = rows[i][j] / top[j]
            rows[i] = [x - c * y for x, y in zip(rows[i], top, strict=True)]
        done += 1
    return done


def psd(a: M) -> bool:
    """By all principal minors, through elimination: positive pivots, then zero."""
    assert a.rows == transpose(a).rows
    rows = [list(row) for row in a.rows]
    left = list(range(a.height))
    while left:
        if any(rows[i][i] < 0 for i in left):
            return False
        pivot = next((i for i in left if rows[i][i] > 0), None)
        if pivot is None:
            return not any(rows[i][j] for i in left for j in left)
        left.remove(pivot)
        for i in left:
            c = rows[i][pivot] / rows[pivot][pivot]
            rows[i] = [x - c * y for x, y in zip(rows[i], rows[pivot], strict=True)]
    return True


def loss(parts: list[M]) -> Fraction:
    X, Y, *weights = parts
    output = X
    for W in weights:
        output = mul(W, output)
    r = combine(output, Y, -1)
    return sum((x * x for row in r.rows for x in row), Fraction(0)) / 2


Move = tuple[int, int, Fraction | int]


def moved(parts: list[M], *moves: Move) -> list[M]:
    """The parts with steps added to entries of the weights W_k, counted in rows."""
    copy = [M([list(row) for row in p.rows], p.height, p.width) for p in parts]
    for k, index, step in moves:
        W = copy[k + 1]
        W.rows[index // W.width][index % W.width] += step
    return copy


def entries(parts: list[M], k: int) -> range:
    return range(parts[k + 1].height * parts[k + 1].width)


def gradient(parts: list[M], k: int) -> M:
    rows = [
        [(loss(moved(parts, (k, i, 1))) - loss(moved(parts, (k, i, -1)))) / 2]
        for i in entries(parts, k)
    ]
    return M(rows, len(rows), 1)


def block(parts: list[M], l: int, k: int) -> M:
    def second(i: int, j: int) -> Fraction:
        if (l, i) == (k, j):
            ends = loss(moved(parts, (l, i, 1))) + loss(moved(parts, (l, i, -1)))
            return ends - 2 * loss(parts)
        corners = product((1, -1), repeat=2)
        return (
            sum((s * t * loss(moved(parts, (l, i, s), (k, j, t))) for s, t in corners), Fraction(0))
            / 4
        )

    rows = [[second(i, j) for j in entries(parts, k)] for i in entries(parts, l)]
    return M(rows, len(rows), len(entries(parts, k)))


def hessian(parts: list[M]) -> M:
    order = range(len(parts) - 2, 0, -1)
    return below(*(beside(*(block(parts, l, k) for k in order)) for l in order))


def value(tree: list, given: dict[str, M]) -> M:
    """The matrix that a term stands for."""
    op, *args = tree
    if op == "letter":
        return given[args[0]]
    if op == "name":
        return value(args[1], given)
    if op == "number":
        return number(Fraction(args[0]))
    if op == "I":
        return eye(args[0])
    if op == "zeros":
        return zero(*args)
    if op == "D":
        return jacobian(args[0], args[1], args[2:], given)
    whole = [a for a in args if isinstance(a, int)]
    m = [value(a, given) for a in args if isinstance(a, list)]
    simple = {
        "*": mul, "T": transpose, "kron": kron, "vec": vec, "hcat": beside, "vcat": below,
        "+": lambda a, b: combine(a, b, 1), "-": lambda a, b: combine(a, b, -1),
        "rank": lambda a: number(rank(a)),
        "relu": positive_part,
    }  # fmt: skip
    if op in simple:
        return simple[op](*m)
    if op == "scale":
        need(size(m[0]) == "1 x 1", f"scalar multiple by {size(m[0])}")
        return scaled(m[0].rows[0][0], m[1])
    if op == "trace":
        need(m[0].height == m[0].width, "trace")
        return number(sum((m[0].rows[i][i] for i in range(m[0].height)), Fraction(0)))
    if op == "loss":
        return number(loss(m))
    return {"gradient": gradient, "block": block, "hessian": hessian}[op](m, *whole)


def jacobian(k: int, tree: list, network: list, given: dict[str, M]) -> M:
    """The derivative of vec(term) by vec(W_k^T): of degree at most two in each entry."""
    names = [leaf[1] for leaf in network]
    parts = [given[name] for name in names]

    def at(i: int, step: int) -> M:
        changed = dict(zip(names, moved(parts, (k, i, step)), strict=True))
        return vec(value(tree, given | changed))

    columns = []
    for i in entries(parts, k):
        columns.append(scaled(Fraction(1, 2), combine(at(i, 1), at(i, -1), -1)))
    return beside(*columns)


def true(tree: list, given: dict[str, M]) -> bool:
    """Whether a formula holds; every part of it must be well-typed."""
    op, *args = tree
    if op in ("and", "or"):
        answers = [true(a, given) for a in args]
        return all(answers) if op == "and" else any(answers)
    if op == "not":
        return not true(args[0], given)
    m = [value(a, given) for a in args]
    if op == "psd":
        return psd(m[0])
    if op == "inrange":
        return rank(beside(m[1], m[0])) == rank(m[1])
    need(size(m[0]) == size(m[1]), f"equation of {size(m[0])} and {size(m[1])}")
    if op == "==":
        return m[0].rows == m[1].rows
    a, b = m[0].rows[0][0], m[1].rows[0][0]
    return a <= b if op == "<=" else a < b


def given_at(finding: dict) -> dict[str, M]:
    given = finding["counterexample"]["given"]
    return {letter: parse(rows) for letter, rows in given.items()}
