"""What forms and squares say of matrices: inverses, ranges, and what vanishes.

A definite matrix has an inverse. A semidefinite block matrix [[A, B], [B^T, D]] has B = A X for
some X. Where W^T S W = 0 for a form S, or tr(W^T W) = 0, also S W = 0 or W = 0. Where
(S + T) N = 0 for two forms, S N = T N = 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from proofs.identity.equal_terms import agrees, same
from proofs.identity.forms.forms import Forms
from proofs.identity.forms.left_inverses import kronecker_factors, unit_columns
from proofs.identity.forms.squares import Form
from proofs.identity.knowledge import Knowledge
from proofs.identity.opening import NotFoundError
from proofs.identity.ranks.block_facts import injection_pairs
from proofs.identity.ranks.nodes import ONE, Nodes
from proofs.identity.rewriting.words import letter_tree, product_tree, transposed
from proofs.kernel.formulas import NONE, Formula, at_most, equal, gap
from proofs.kernel.rules import Theorem
from proofs.library import definite, form_traces
from symbolic.words.sizes import tree_of
from symbolic.words.terms import Term, evaluate, identity, tr, zero

Use = Callable[[Knowledge], Theorem]
Prove = Callable[[Formula, Knowledge], Theorem]


def learned_from_forms(known: Knowledge, prove: Prove, use: Use) -> Theorem:
    """What follows with everything that the forms say; raises `NotFoundError` for nothing new."""
    lessons = list(_Lessons(known, prove).all())
    if not lessons:
        raise NotFoundError("the forms say nothing more")
    return known.open(lessons, use)


class _Lessons:
    """What may be learned at one place of a proof; each lesson is a theorem."""

    def __init__(self, known: Knowledge, prove: Prove) -> None:
        self.known, self.prove, self.proof = known, prove, known.proof
        self.forms = Forms(known)
        self.nodes = Nodes(known)

    def all(self) -> Iterator[Theorem]:
        """Every lesson that can be shown; the others are left out."""
        for make in self.makers():
            try:
                yield make()
            except NotFoundError:
                continue

    def makers(self) -> Iterator[Callable[[], Theorem]]:
        """What may be learned, as attempts in a fixed order."""
        for form in self.forms.forms:
            if form.definite is not None:
                yield lambda form=form: self.inverse(form)  # type: ignore[misc]
            yield from self.ranges(form)
            yield from self.ranks(form)
            yield lambda form=form: self.without_trace(form)  # type: ignore[misc]
        for theorem in self.known.equations:
            yield lambda theorem=theorem: self.vanishing(theorem)  # type: ignore[misc]
        for theorem in self.known.facts:
            if theorem.conclusion[0] == "<=":
                yield lambda theorem=theorem: self.squeezed(theorem)  # type: ignore[misc]
        yield from unit_columns(self.known)
        yield from kronecker_factors(self.known)
        forms = [*self.forms.forms, *self.projections()]
        forms += [self.multiple(f, c) for f, c in self.multiples(forms)]
        for S in forms:
            for T in forms:
                if S is not T:
                    yield from self.pairs(S, T)

    def symmetric(self, M: Term) -> Theorem:
        """The theorem ``M^T = M``, by rewriting."""
        return self.known.equation(equal(M.T, M))

    def inverse(self, form: Form) -> Theorem:
        """``S N = N S = I`` for some N, S being definite."""
        n = self.proof.shape(form.S)[0]
        assert form.definite is not None
        return self.proof.use(definite.invertible(self.proof), [n, form.S], form.definite)

    def without_trace(self, form: Form) -> Theorem:
        """``S = 0`` from ``tr S = 0``."""
        n = self.proof.shape(form.S)[0]
        none = self.known.plain(equal(tr(form.S), NONE))
        lemma = form_traces.without_trace(self.proof)
        return self.proof.use(lemma, [n, form.S], self.symmetric(form.S), form.theorem, none)

    def ranks(self, form: Form) -> Iterator[Callable[[], Theorem]]:
        """``S C = Z C^T S C`` for the matrices C^T S C of which the rank is asked."""
        names = self.proof.theory.names
        n = self.proof.shape(form.S)[0]
        letters = [x for x, sort in names.items() if isinstance(sort, tuple) and n in sort]
        terms = [t for x in letters for t in (Term(x), Term(x).T) if self.proof.shape(t)[0] == n]
        for kind, N in self.known.roles.values():
            for C in terms if kind == "rank" else ():
                if agrees(N, C.T @ form.S @ C, self.known):

                    def make(C: Term = C) -> Theorem:
                        lemma = form_traces.form_range(self.proof)
                        values = [n, self.proof.shape(C)[1], form.S, C]
                        flat = self.symmetric(form.S)
                        return self.proof.use(lemma, values, flat, form.theorem)

                    yield make

    def ranges(self, form: Form) -> Iterator[Callable[[], Theorem]]:
        """``B = A X`` for the blocks of a form."""
        q = self.proof.shape(form.S)[0]
        for J, K in injection_pairs(self.nodes, q):

            def make(J: Term = J, K: Term = K) -> Theorem:
                n, p = self.proof.shape(J)[1], self.proof.shape(K)[1]
                lemma = definite.block_range(self.proof)
                flat = self.symmetric(form.S)
                return self.proof.use(lemma, [n, p, q, form.S, J, K], flat, form.theorem)

            yield make

    def projections(self) -> Iterator[Form]:
        """Symmetric idempotent letters, whose forms are squares."""
        for name, sort in list(self.known.proof.theory.names.items()):
            if isinstance(sort, tuple) and sort[0] == sort[1] != 1 and name not in self.known.roles:
                P = Term(name)
                if agrees(P.T @ P, P, self.known):
                    u = Term("u0")
                    form = u.T @ P @ u
                    goal: Formula = ("all", "u0", (sort[0], 1), ("<=", NONE.tree, form.tree))
                    yield Form(P, self.prove(goal, self.known))

    def multiples(self, forms: list[Form]) -> Iterator[tuple[Form, Fraction]]:
        """Positive multiples of forms that stand in a sum of which an inverse is known."""
        names = self.known.rules.alphabet
        for kind, M in self.known.roles.values():
            poly = self.nodes.poly(M) if kind in ("inv", "pinv", "ginv") else None
            for form in forms if poly and len(poly) > 1 else ():
                word = names.poly(evaluate(form.S.tree, self.proof.theory.names))
                c = (poly or {}).get(next(iter(word)), ONE) if word and len(word) == 1 else ONE
                if c > 0 and c != 1:
                    yield form, c

    def multiple(self, form: Form, c: Fraction) -> Form:
        """The form of ``c S`` from that of S, c being positive."""
        n = self.proof.shape(form.S)[0]
        u = Term(self.proof.new("u", (n, 1)))
        at = self.proof.instance(form.theorem, u)
        goal = at_most(NONE, u.T @ (c * form.S) @ u)
        shown = self.proof.order(goal, [at], [(c, [0])])
        return Form(c * form.S, self.proof.generalize(shown, u.tree))

    def pairs(self, S: Form, T: Form) -> Iterator[Callable[[], Theorem]]:
        """``S N = 0`` for N whose columns S + T sends to zero."""
        size = self.proof.shape(S.S)[0]
        if self.proof.shape(T.S)[0] != size:
            return
        W = S.S + T.S
        one = identity(size)
        poly = self.nodes.poly(W)
        if poly is None:
            return
        nulls = [one] if not poly else [one - G @ W for G in self.nodes.inverses(poly)]
        if poly and agrees(W @ W, W, self.known):
            nulls.append(one - W)
        for N in nulls:

            def make(N: Term = N) -> Theorem:
                none = self.known.equation(equal(W @ N, zero(size, size)))
                flat = self.symmetric(S.S)
                lemma = definite.two_forms(self.proof)
                values = [size, size, S.S, T.S, N]
                return self.proof.use(lemma, values, flat, S.theorem, T.theorem, none)

            yield make

    def vanishing(self, theorem: Theorem) -> Theorem:
        """S W = 0 from ``W^T S W = 0``, or W = 0 from ``tr(W^T W) = 0``."""
        tensor = gap(theorem.conclusion, self.proof.theory.names)
        if tensor.is_scalar:
            return self.of_number(theorem)
        poly = self.known.rules.alphabet.poly(tensor)
        if poly is None or len(poly) != 1:
            raise NotFoundError("not one word")
        ((word, _),) = poly.items()
        half = len(word) // 2
        if word and word[:half] == word[half:] and tensor.rows == tensor.cols:
            M, n = self.term(word[:half]), tree_of((*tensor.rows, 1)[0])
            flat = self.known.plain(equal(M @ M, zero(n, n)))
            return self.proof.use(form_traces.nilpotent(self.proof), [n, M], flat)
        return self.of_word(theorem, next(iter(poly)))

    def squeezed(self, theorem: Theorem) -> Theorem:
        """What follows from a = b, or a = b, where ``a <= b`` is given and ``b <= a`` is shown."""
        _, a, b = theorem.conclusion
        proof, value = self.proof, Term(a) - Term(b)
        reverse = self.prove(("<=", b, a), self.known)
        above = proof.order(at_most(value, NONE), [theorem], [(1, [0])])
        below = proof.order(at_most(NONE, value), [reverse], [(1, [0])])
        same = proof.combine(("=", a, b), "$0", proof.squeeze(value, above, below))
        try:
            more = _Lessons(self.known.with_more([same]), self.prove)
            return proof.both(same, more.vanishing(same))
        except NotFoundError:
            return same

    def of_word(self, theorem: Theorem, word: str) -> Theorem:
        """For a word w^T w or w^T s w."""
        size, odd = divmod(len(word), 2)
        left, right = word[:size], word[size + odd :]
        if transposed(left) != right or not right:
            raise NotFoundError("not a square")
        form = self.form_of(word[size]) if odd else None
        W = self.term(right)
        n, p = self.proof.shape(W)
        if form is None:
            raise NotFoundError("this is left to pseudoinverses")
        flat = self.known.equation(equal(W.T @ form.S @ W, zero(p, p)))
        lemma = definite.null_vectors(self.proof)
        values = [n, p, form.S, W]
        return self.proof.use(lemma, values, self.symmetric(form.S), form.theorem, flat)

    def of_number(self, theorem: Theorem) -> Theorem:
        """For a trace of a square that vanishes."""
        tensor = gap(theorem.conclusion, self.proof.theory.names)
        if len(tensor.terms) != 1:
            raise NotFoundError("not one trace")
        ((strands, loops),) = tensor.terms
        if strands or len(loops) != 1 or isinstance(loops[0], str):
            raise NotFoundError("not one trace")
        word = self.known.rules.alphabet.word(loops[0])
        half = self.forms.halves(word)
        if half is not None:
            return self.of_half(*half)
        pair = self.forms.pair(loops[0])
        if pair is not None:
            whole = self.proof.parts(self.forms.product(*pair))
            none = self.known.equation(whole[1].conclusion[1])
            return self.proof.apply(whole[1], none)
        for at in range(len(word)):
            W = self.term(word[at:] + word[:at])
            try:
                return self.of_half(None, W)
            except NotFoundError:
                continue
        raise NotFoundError("not a square")

    def of_half(self, form: Form | None, W: Term) -> Theorem:
        """S W = 0 from ``tr(W^T S W) = 0`` for a column W; W = 0 from ``tr(W^T W) = 0``."""
        proof = self.proof
        n, p = proof.shape(W)
        inner = W if form is None else form.S @ W
        flat = self.known.equation(equal(tr(W.T @ inner), NONE))
        if form is None:
            return proof.apply(proof.axiom("definite", n, p, W), flat)
        if p != 1:
            raise NotFoundError("the trace of a form")
        lemma = definite.null_vectors(proof)
        return proof.use(lemma, [n, p, form.S, W], self.symmetric(form.S), form.theorem, flat)

    def form_of(self, character: str) -> Form | None:
        """The known form that is the letter of this character."""
        S = self.nodes.letter(character)
        return next((f for f in self.forms.forms if same(f.S, S, self.proof.theory.names)), None)

    def term(self, word: str) -> Term:
        """The term that a word stands for."""
        letters = [letter_tree(*x) for x in self.known.rules.alphabet.letters(word)]
        return Term(product_tree(letters, 1))
