"""What is declared at a place of a statement: matrices, definitions and sizes by their names."""

from __future__ import annotations

from typing import Any

from lark import Token, Tree

from symbolic.errors import StatementError
from symbolic.statements import names
from symbolic.statements.sizes import ONE, Size
from symbolic.statements.syntax import Letter, Matrix, Node, Scalar, walk

MAX_DIGITS, MAX_SIZE = 40, 10_000

Branch = Tree[Token]


class Scope:
    """The names of one statement that are declared so far; mistakes are told by their column.

    A definition is kept with the number of its terms and how deep they are nested.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.letters: dict[str, Letter] = {}
        self.definitions: dict[str, tuple[Matrix | Scalar, int, int]] = {}
        self.sizes: set[str] = set()
        self.bound: list[Letter] = []
        self.notes: dict[str, None] = {}

    def error(self, where: Branch | Token, message: str) -> StatementError:
        """A mistake at a branch or a token."""
        position = where.start_pos if isinstance(where, Token) else where.meta.start_pos
        return StatementError(self.source, position or 0, message)

    def declare(self, name: Token, rows: Any, columns: Any) -> None:
        """``A: m x n``, ``l: number``, or ``n: size``."""
        self.require_new(name)
        if columns is None and _bare_name(rows) == "size":
            self.sizes.add(name.value)
            return
        letter = self._letter(name, rows, columns, declaring=True)
        names = letter.shape[0].names | letter.shape[1].names
        clash = names & {*self.letters, *self.definitions, name.value}
        if clash:
            raise self.error(name, f'"{min(clash)}" cannot be both a size and a matrix')
        self.sizes |= names
        self.letters[name.value] = letter

    def bind(self, name: Token, rows: Any, columns: Any) -> Letter:
        """A bound name, until `unbind`; the sizes of its sort are declared already."""
        self.require_new(name)
        if columns is None and _bare_name(rows) == "size":
            raise self.error(rows, "a quantifier is over matrices and numbers, not yet over sizes")
        letter = self._letter(name, rows, columns, declaring=False)
        self.letters[name.value] = letter
        self.bound.append(letter)
        return letter

    def unbind(self) -> None:
        """Forget the name that was bound last."""
        del self.letters[self.bound.pop().name]

    def _letter(self, name: Token, rows: Any, columns: Any, *, declaring: bool) -> Letter:
        if columns is None:
            if _bare_name(rows) == "network" or _is_call_of(rows, "network"):
                raise self.error(rows, names.ABSENT["network"])
            if _bare_name(rows) != "number":
                message = 'expected two sizes, like "m x n", or the word "number" or "size"'
                raise self.error(rows, message)
            return Letter(name.value, (ONE, ONE))
        shape = self.size(rows, declaring=declaring), self.size(columns, declaring=declaring)
        return Letter(name.value, shape)

    def require_free(self, what: str, of: Node, where: Branch | Token) -> None:
        """Raise `StatementError` where a bound name is in the argument of what has to exist."""
        caught = [part.name for part in walk(of) if isinstance(part, Letter) and part in self.bound]
        if caught:
            hint = "bind a name for its value, and say by equations what it is"
            raise self.error(where, f'{what} of the bound name "{caught[0]}": {hint}')

    def require_new(self, name: Token) -> None:
        """Raise `StatementError` unless the name is free."""
        if name.value in names.RESERVED:
            raise self.error(name, f'"{name.value}" is a word of the language, not a name')
        if name.value in self.letters or name.value in self.definitions:
            raise self.error(name, f'"{name.value}" is declared twice')
        if name.value in self.sizes:
            raise self.error(name, f'"{name.value}" is a size already')

    def size(self, branch: Any, *, declaring: bool = False) -> Size:
        """The size that is written; a new name in it is declared with `declaring` only."""
        if isinstance(branch, Tree):
            if branch.data == "integer":
                return self._integer_size(token_of(branch, 0))
            if branch.data == "name":
                return self._named_size(token_of(branch, 0), declaring)
            if branch.data in ("sum", "product"):
                parts = branch.children
                if all(_is_sign(sign, "+*") for sign in parts[1::2]):
                    sizes = [self.size(part, declaring=declaring) for part in parts[::2]]
                    whole = sizes[0]
                    for size in sizes[1:]:
                        whole = whole + size if branch.data == "sum" else whole * size
                    return whole
        raise self.error(branch, "expected a size: a name, a positive integer, or a product")

    def _integer_size(self, token: Token) -> Size:
        if len(token.value) > MAX_DIGITS or not 1 <= int(token.value) <= MAX_SIZE:
            raise self.error(token, f"a size is an integer from 1 to {MAX_SIZE}")
        return Size.of(int(token.value))

    def _named_size(self, token: Token, declaring: bool) -> Size:
        name = token.value
        if name in names.RESERVED:
            raise self.error(token, f'"{name}" is a word of the language, not a size')
        if name in self.letters or name in self.definitions:
            raise self.error(token, f'"{name}" is a matrix, expected a size')
        if not declaring and name not in self.sizes:
            hint = names.nearest(name, sorted(self.sizes)) or f'; declare it: "{name}: size"'
            raise self.error(token, f'no size "{name}"{hint}')
        return Size.named(name)


def token_of(branch: Branch, index: int) -> Token:
    """The child with this index, which is a token."""
    token = branch.children[index]
    assert isinstance(token, Token)
    return token


def pairs(branch: Branch) -> list[tuple[Token, Any]]:
    """The signs of a flat sum, product or chain, each with the operand after it."""
    rest: list[Any] = list(branch.children[1:])
    return list(zip(rest[::2], rest[1::2], strict=True))


def _is_sign(token: Any, signs: str) -> bool:
    return isinstance(token, Token) and token.value in signs


def _bare_name(branch: Any) -> str | None:
    if isinstance(branch, Tree) and branch.data == "name":
        return str(branch.children[0])
    return None


def _is_call_of(branch: Any, name: str) -> bool:
    return isinstance(branch, Tree) and branch.data == "call" and branch.children[0] == name
