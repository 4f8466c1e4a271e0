"""The proof in Rocq of each step of a certificate, rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from proofs.rocq.conversion import Script, gap
from proofs.rocq.reflect import tensor
from proofs.rocq.statements import (
    Statement,
    names_in,
    put_in,
    statement,
    statement_text,
    value_of,
    value_text,
)
from proofs.rocq.terms import (
    ONE,
    SCALAR,
    Sort,
    Typed,
    Unsupported,
    called,
    is_scalar,
    negative,
    plus,
    put,
    size,
    size_text,
    sort_text,
    text,
    times,
    type_of,
    typed,
)

Step = Mapping[str, Any]
Rule = Callable[[Script, Step, list[str]], list[str]]  # the lines of the proof


def write(script: Script, step: Step) -> None:
    """Write the lemma of the next step; the checker accepts the step first."""
    n = len(script.gives)
    script.checker.check(step)
    assumed, formula, _ = script.checker.theorems[-1]
    if step["rule"] == "differentiate" and not _by_column(script, step):
        script.gives.append(())  # a Jacobian of its own shape; `algebra` contracts two of them
        script.params.append([])
        script.derivatives[n] = step
        return
    gives = statement(formula, script.sorts)
    numbers = [script.assumption(key, p) for key, p in assumed.items()]
    used = names_in(gives).union(*(script.assumed[key][2] for key in assumed))
    params = script.closed(used)
    if step["rule"] not in RULES:
        raise Unsupported(f"the rule {step['rule']}")
    lost = [name for name in _mentioned(script, step) if name not in params]
    proof = RULES[step["rule"]](script, step, [*params, *lost])
    script.flush()
    # A name that neither the conclusion nor an assumption has may be anything: it is zero.
    proof = [
        *(
            f"pose {called(m)} : {sort_text(script.sorts[m])} := {script.value(m, params)}."
            for m in lost
        ),
        *proof,
    ]
    taken = [f"(given_{k} : {_assumed(script, k)})" for k in numbers]
    head = " ".join([f"Lemma step_{n}", script.binders(params), *taken]).replace("  ", " ")
    script.lines += [f"{head.rstrip()} : {statement_text(gives)}.", "Proof.", *proof, "Qed."]
    script.gives.append(gives)
    script.params.append(params)


def _mentioned(script: Script, step: Step) -> list[str]:
    """The names in the terms of a step and in what its premises give."""
    found = set().union(*(names_in(script.gives[n]) for n in step["from"] if script.gives[n]))
    found |= words([step.get(key) for key in ("by", "plus", "with", "a", "b")])
    found = {name for name in found if name in script.sorts}
    return script.closed(found - {step.get("name")})


def words(tree: Any) -> set[str]:
    """Every text in a tree."""
    if isinstance(tree, (list, tuple)):
        return set().union(*map(words, tree))
    if isinstance(tree, dict):
        return set().union(*map(words, tree.values()))
    return {tree} if isinstance(tree, str) else set()


def _assumed(script: Script, k: int) -> str:
    names = list(script.assumed.values())[k][2]
    return " ".join([f"Assumed_{k}", *map(called, names)])


def _exact(proof: str) -> list[str]:
    return [f"exact {proof}."]


def assume(script: Script, step: Step, params: list[str]) -> list[str]:
    """The assumption itself."""
    key = script.checker.theorems[-1][2]
    k, p, _ = script.assumed[key]
    return _exact(script.convert(f"given_{k}", p, statement(step["gives"], script.sorts)))


def axiom(_script: Script, step: Step, _params: list[str]) -> list[str]:
    """A lemma of `Axioms.v`."""
    field = "" if step["name"] == "compare" else " R"
    return _exact(f"(@axiom_{step['name']}{field})")


# --- Equations and inequalities. -----------------------------------------------------------------


class Combination:
    """A term with holes for the gaps of premises: it vanishes, as they do."""

    def __init__(self, script: Script, step: Step, params: list[str], tree: Any) -> None:
        premises = [script.gives[n] for n in step["from"]]
        sorts: list[Sort] = [type_of(p[1]) if p[0] == "=" else SCALAR for p in premises]
        term = typed(tree, script.sorts, tuple(sorts))
        self.used = sorted(holes(term))
        self.value = filled(term, {n: gap(premises[n]) for n in self.used})
        nothing = {n: zero(sorts[n]) for n in self.used}
        last = script.equations.prove(filled(term, nothing), zero(type_of(term)))
        chain = ""
        for done, n in enumerate(self.used):
            parts = {m: zero(sorts[m]) for m in self.used[:done]}
            parts |= {m: gap(premises[m]) for m in self.used[done + 1 :]}
            function = f"(fun x_{n} : {sort_text(sorts[n])} => {text(filled(term, parts))})"
            source = script.apply(step["from"][n], params)
            link = f"(congr1 {function} (gap_l {source}))"
            chain = f"(etrans {chain} {link})" if chain else link
        self.vanishes = f"(etrans {chain} {last})" if chain else last


def holes(t: Any) -> set[int]:
    """The numbers of the holes in a term."""
    if not isinstance(t, tuple) or not t:
        return set()
    return {t[1]} if t[0] == "hole" else set().union(*map(holes, t))


def filled(t: Any, values: Mapping[int, Typed]) -> Any:
    """The term with values in its holes."""
    if not isinstance(t, tuple) or not t:
        return t
    if t[0] == "hole":
        return values.get(t[1], t)
    return tuple(filled(part, values) for part in t)


def zero(sort: Sort) -> Typed:
    """Zero of a sort."""
    return ("0",) if sort == SCALAR else ("zero", *sort[1:])


def algebra(script: Script, step: Step, params: list[str]) -> list[str]:
    """An equation whose gap is a combination of gaps that vanish."""
    goal = statement(step["gives"], script.sorts)
    if any(n in script.derivatives for n in step["from"]):
        return _contracted(script, step, params)
    try:
        if step["by"] is None:
            return _exact(script.equations.prove(goal[1], goal[2]))
        by = Combination(script, step, params, step["by"])
        same = script.equations.prove(gap(goal), by.value)
        return _exact(f"(gap_r (etrans {same} {by.vanishes}))")
    except Unsupported:
        return _by_rewriting(script, step, params)


def _by_rewriting(script: Script, step: Step, params: list[str]) -> list[str]:
    """The same where Kronecker products occur, by distribution and the ring of entries."""
    goal = statement(step["gives"], script.sorts)
    if step["by"] is None:
        return ["kronring."]
    premises = [script.gives[n] for n in step["from"]]
    sorts = [type_of(p[1]) for p in premises]
    term = typed(step["by"], script.sorts, tuple(sorts))
    used = sorted(holes(term))
    whole = filled(term, {n: gap(premises[n]) for n in used})
    lines = [f"apply: gap_r; transitivity ({text(whole)} : {sort_text(type_of(goal[1]))})."]
    lines.append("  by kronring.")
    for n in used:
        source = script.apply(step["from"][n], params)
        lines.append(f"rewrite ?(gap_l {source}).")
    return [*lines, "by kronring."]


# --- Derivatives. ---------------------------------------------------------------------------------


def _by_column(script: Script, step: Step) -> bool:
    """Whether the letter is a column, so that the derivative is a matrix or a row."""
    sort = script.sorts[step["name"]]
    return sort[0] == "matrix" and bool(sort[2] == ONE)


def differentiate(script: Script, step: Step, params: list[str]) -> list[str]:
    """The coefficient of a column in an equation linear in it, which holds for every column."""
    n, name = step["from"][0], step["name"]
    sort = script.sorts[name]
    premise = gap(script.gives[n])
    goal = gap(statement(step["gives"], script.sorts))
    applied = times(goal, ("var", name, sort))
    at_zero = put(premise, {name: zero(sort)})
    equation = script.equations.prove(applied, plus(premise, negative(at_zero)))
    # Both values of the premise vanish: at the letter, and at zero.
    letter = script.apply(n, [*params, name])
    origin = f"(gap_l {letter})"
    if tensor(at_zero)[2]:
        raise Unsupported("derivatives of what is not linear")
    nothing = script.equations.prove(at_zero, zero(type_of(premise)))
    both = f"(gap_both {origin} {nothing})"
    rule = "row_zero R _" if is_scalar(premise) else "col_zero R _ _"
    vanishes = f"(fun {called(name)} : {sort_text(sort)} => etrans {equation} {both})"
    shown = f"(@{rule} ({text(goal)}) {vanishes})"
    return _exact(f"(gap_r {shown})")


def _contracted(script: Script, step: Step, params: list[str]) -> list[str]:
    """From tr(S M T K) = 0 for all M and K, differentiated by both: tr(S^T S) tr(T T^T) = 0."""
    if len(step["from"]) != 1:
        raise Unsupported("derivatives beside other premises")
    last = script.derivatives[step["from"][0]]
    first = script.derivatives.get(last["from"][0])
    if first is None or first["from"][0] in script.derivatives:
        raise Unsupported("derivatives that are not two in a row")
    M, K, root = last["name"], first["name"], first["from"][0]
    left, right = _around(script.checker.theorems[root][1], M, K)
    S, T = (product(script, part) for part in (left, right))
    letters = [("var", name, script.sorts[name]) for name in (M, K)]
    form: Typed = ("trace", ("mul", ("mul", ("mul", S, letters[0]), T), letters[1]))
    source = script.apply(root, [*params, M, K])
    inner = script.convert(source, script.gives[root], ("=", form, ("0",)))
    bound = " ".join(f"({called(name)} : {sort_text(script.sorts[name])})" for name in (M, K))
    squares: Typed = (
        "smul",
        ("trace", ("mul", ("T", S), S)),
        ("trace", ("mul", T, ("T", T))),
    )
    proof = f"(@bilinear_zero R _ _ _ _ ({text(S)}) ({text(T)}) (fun {bound} => {inner}))"
    goal = statement(step["gives"], script.sorts)
    return _exact(script.convert(proof, ("=", squares, ("0",)), goal))


def _around(tree: Any, first: str, last: str) -> tuple[list[Any], list[Any]]:
    """The factors before the one letter, and those between it and the other, which is last."""
    if isinstance(tree, list) and tree[:1] == ["tr"]:
        factors = _factors(tree[1])
        if first in factors and factors[-1] == last:
            at = factors.index(first)
            return factors[:at], factors[at + 1 : -1]
    if isinstance(tree, list):
        for part in tree[1:]:
            found = _around(part, first, last)
            if found != ([], []):
                return found
    return [], []


def _factors(tree: Any) -> list[Any]:
    if isinstance(tree, list) and tree[0] == "*":
        return [factor for part in tree[1:] for factor in _factors(part)]
    return [tree]


def product(script: Script, factors: list[Any]) -> Typed:
    """The product of terms of a certificate."""
    if not factors:
        raise Unsupported("derivatives of this form")
    return typed(["*", *factors], script.sorts)


def order(script: Script, step: Step, params: list[str]) -> list[str]:
    """An inequality whose gap is a sum of products of gaps, and a combination that vanishes."""
    total: Typed | None = None
    proof, strict = "", False
    for entry in step["by"]:
        term, part, sharp = _product(script, step, params, entry)
        if total is None:
            total, proof, strict = term, part, sharp
        else:
            total = plus(total, term)
            rule = {
                (0, 0): "nonneg_add",
                (1, 0): "pos_addl",
                (0, 1): "pos_addr",
                (1, 1): "pos_addl",
            }
            part = f"(pos_nonneg {part})" if strict and sharp else part
            proof = f"({rule[strict, sharp]} {proof} {part})"
            strict = strict or sharp
    if step["plus"] is not None:
        by = Combination(script, step, params, step["plus"])
        if total is None:
            total, proof = by.value, f"(eq_ge {by.vanishes})"
        else:
            total = plus(total, by.value)
            proof = f"({'eq_addt' if strict else 'eq_add'} {proof} {by.vanishes})"
    if total is None:
        total, proof = ("0",), "(lexx 0)"
    return _exact(_compared(script, step, total, proof, strict))


def _product(script: Script, step: Step, params: list[str], entry: Any) -> tuple[Typed, str, bool]:
    """A positive multiple of a product of gaps, the proof of its sign, and whether it is strict."""
    factor = Fraction(entry["times"])
    term: Typed = ("frac", factor.numerator, factor.denominator)
    proof, strict = f"(pos_frac R {factor.numerator - 1} {factor.denominator - 1})", True
    if factor.denominator == 1:
        proof = f"(pos_nat R {factor.numerator - 1})"
    for n in entry["of"]:
        premise = script.gives[step["from"][n]]
        source = script.apply(step["from"][n], params)
        sharp = premise[0] == "<"
        part = f"({'lt_gap' if sharp else 'le_gap'} {source})"
        if strict and not sharp:
            proof, strict = f"(pos_nonneg {proof})", False
        elif sharp and not strict:
            part = f"(pos_nonneg {part})"
        term = ("smul", term, gap(premise))
        proof = f"({'pos_mul' if strict else 'nonneg_mul'} {proof} {part})"
    return term, proof, strict


def _compared(script: Script, step: Step, total: Typed, proof: str, strict: bool) -> str:
    """The inequality, or the contradiction, from a sum and the proof of its sign."""
    goal = statement(step["gives"], script.sorts)
    if goal[0] != "false":
        equation = script.equations.prove(gap(goal), total)
        if goal[0] == "<":
            return f"(gap_lt {equation} {proof})"
        return f"(gap_le {equation} {f'(pos_nonneg {proof})' if strict else proof})"
    value = script.equations.value(total)
    if value == 0:
        return f"(pos_false {proof} {script.equations.prove(total, ('0',))})"
    number = negative(("frac", -value.numerator, value.denominator))
    equation = script.equations.prove(total, number)
    least = f"(pos_nonneg {proof})" if strict else proof
    sign = f"(pos_frac R {-value.numerator - 1} {value.denominator - 1})"
    if value.denominator == 1:
        sign = f"(pos_nat R {-value.numerator - 1})"
    return f"(nonneg_false {least} {equation} {sign})"


def sizes(script: Script, step: Step, params: list[str]) -> list[str]:
    """Linear arithmetic."""
    given = [f"have given_h{k} := {script.apply(n, params)}." for k, n in enumerate(step["from"])]
    return [*given, "lia."]


# --- Logic. -----------------------------------------------------------------------------------------


def logic(script: Script, step: Step, params: list[str]) -> list[str]:
    """Modus ponens, or a tautology in letters for the atoms."""
    sources = [(n, script.checker.theorems[n][2]) for n in step["from"]]
    goal = statement(step["gives"], script.sorts)
    wanted = script.checker.theorems[-1][2]
    for n, k in sources:
        for m, other in sources:
            if k == ("=>", other, wanted):
                rule = script.gives[n]
                given = script.convert(script.apply(m, params), script.gives[m], rule[1])
                return _exact(script.convert(f"({script.apply(n, params)} {given})", rule[2], goal))
    return _tautology(script, sources, goal, wanted, params)


def _tautology(
    script: Script, sources: list[tuple[int, Any]], goal: Statement, key: Any, params: list[str]
) -> list[str]:
    atoms: dict[Any, tuple[int, Statement]] = {}
    shapes, proofs = [], []
    for n, k in sources:
        shape, standard = _shape(script.gives[n], k, atoms)
        shapes.append(shape)
        proofs.append(script.convert(script.apply(n, params), script.gives[n], standard))
    shape, standard = _shape(goal, key, atoms)
    letters = " ".join(f"p{i}" for i in range(len(atoms)))
    bound = f"forall {letters} : Prop, " if letters else ""
    chain = "".join(f"({s}) -> " for s in shapes)
    args = ["_"] * len(atoms)

    def attempt(decided: list[tuple[int, str]]) -> str:
        known = "".join(f"(p{i} \\/ ~ p{i}) -> " for i, _ in decided)
        call = " ".join(
            [
                "taut_",
                *args,
                *(proof for _, proof in decided),
                *(f"given_h{k}" for k in range(len(proofs))),
            ]
        )
        return f"(have taut_ : {bound}{known}{chain}{shape} by tauto); exact ({call})"

    decidable = [(i, _decision(p)) for i, p in atoms.values() if p[0] in DECIDABLE]
    every = [(i, _decision(p)) for i, p in atoms.values()]
    tries = [attempt([]), attempt(decidable), attempt(every)]
    lines = [f"have given_h{k} := {proof}." for k, proof in enumerate(proofs)]
    final = script.convert("given_h", standard, goal)
    if final == "given_h":
        return [*lines, "first [ " + "\n | ".join(tries) + " ]."]
    lines.append(f"have given_h : {statement_text(standard)}.")
    return [*lines, "first [ " + "\n | ".join(tries) + " ].", f"exact {final}."]


DECIDABLE = ("=", "<=", "<", "size<=")


def _decision(p: Statement) -> str:
    if p[0] == "=":
        return "(dec_eq _ _)"
    return (
        "(dec_bool _)" if p[0] in DECIDABLE else f"(Classical_Prop.classic {statement_text(p, 0)})"
    )


def _shape(p: Statement, k: Any, atoms: dict[Any, tuple[int, Statement]]) -> tuple[str, Statement]:
    """The formula in letters, and with each atom as it was written first."""
    head = k[0]
    if head == "false":
        return "False", p
    if head in ("and", "or", "=>"):
        left, first = _shape(p[1], k[1], atoms)
        right, second = _shape(p[2], k[2], atoms)
        sign = {"and": "/\\", "or": "\\/", "=>": "->"}[head]
        return f"({left} {sign} {right})", (head, first, second)
    number, standard = atoms.setdefault(k, (len(atoms), p))
    return f"p{number}", standard


def suppose(script: Script, step: Step, params: list[str]) -> list[str]:
    """A function of a proof of the assumption."""
    n = step["from"][0]
    _, p, q = statement(step["gives"], script.sorts)
    key = script.checker.theorems[-1][2][1]
    given: dict[int, str] = {}
    if key in script.checker.theorems[n][0]:
        k, standard, names = script.assumed[key]
        lost = [name for name in names if name not in params]
        if lost:
            raise Unsupported("an assumption that names more than the formula supposed")
        given[k] = script.convert("given_h", p, standard)
    body = script.convert(script.apply(n, params, given), script.gives[n], q)
    return _exact(f"(fun given_h : {statement_text(p)} => {body})")


def generalize(script: Script, step: Step, params: list[str]) -> list[str]:
    """A function of the name."""
    n, name = step["from"][0], step["name"]
    _, bound, sort, body = statement(step["gives"], script.sorts)
    inner = script.apply(n, [*params, name])
    wanted = put_in(body, {bound: _name(name, script.sorts[name])})
    shown = script.convert(inner, script.gives[n], wanted)
    return _exact(f"(fun {called(name)} : {sort_text(sort)} => {shown})")


def _name(name: str, sort: Sort) -> Any:
    if sort == "size":
        return ((name, 1),), 0
    return name if sort == "widths" or sort[0] == "net" else ("var", name, sort)


def instantiate(script: Script, step: Step, params: list[str]) -> list[str]:
    """An application."""
    n = step["from"][0]
    _, bound, sort, body = script.gives[n]
    value = value_of(step["with"], sort, script.sorts)
    proof = f"({script.apply(n, params)} {value_text(value, sort)})"
    goal = statement(step["gives"], script.sorts)
    return _exact(script.convert(proof, put_in(body, {bound: value}), goal))


def exhibit(script: Script, step: Step, params: list[str]) -> list[str]:
    """A pair of a value and a proof."""
    n = step["from"][0]
    _, bound, sort, body = statement(step["gives"], script.sorts)
    value = value_of(step["with"], sort, script.sorts)
    proof = script.convert(script.apply(n, params), script.gives[n], put_in(body, {bound: value}))
    family = f"(fun {called(bound)} : {sort_text(sort)} => {statement_text(body)})"
    return _exact(f"(ex_intro {family} {value_text(value, sort)} {proof})")


def choose(script: Script, step: Step, params: list[str]) -> list[str]:
    """The pair taken apart."""
    first, second = step["from"]
    name = step["name"]
    formula = script.checker.theorems[first][1]
    case = script.checker.key(script.checker.instance(formula, "some", name))
    _, bound, _, body = script.gives[first]
    given: dict[int, str] = {}
    if case in script.checker.theorems[second][0]:
        k, standard, _ = script.assumed[case]
        found = put_in(body, {bound: _name(name, script.sorts[name])})
        given[k] = script.convert("given_h", found, standard)
    goal = statement(step["gives"], script.sorts)
    inner = script.apply(second, [*params, name], given)
    shown = script.convert(inner, script.gives[second], goal)
    return [f"case: {script.apply(first, params)} => {called(name)} given_h.", f"exact {shown}."]


def induction(script: Script, step: Step, params: list[str]) -> list[str]:
    """Induction on natural numbers."""
    first, second = step["from"]
    _, bound, _, body = statement(step["gives"], script.sorts)
    base = script.convert(
        script.apply(first, params), script.gives[first], put_in(body, {bound: size(0)})
    )
    after = put_in(body, {bound: size(["+", bound, 1])})
    rest: Statement = ("all", bound, "size", ("=>", body, after))
    proof = script.convert(script.apply(second, params), script.gives[second], rest)
    return _exact(f"(nat_ind (fun {called(bound)} : nat => {statement_text(body)}) {base} {proof})")


def replace(script: Script, step: Step, params: list[str]) -> list[str]:
    """The size b for the size a, which is equal to it."""
    p, low, high = step["from"]
    _, bound, _, body = statement(step["of"], script.sorts)
    a, b = size(step["a"]), size(step["b"])
    ends = [
        script.convert(script.apply(n, params), script.gives[n], ("size<=", *pair))
        for n, pair in ((low, (a, b)), (high, (b, a)))
    ]
    proof = script.convert(script.apply(p, params), script.gives[p], put_in(body, {bound: a}))
    family = f"(fun {called(bound)} : nat => {statement_text(body)})"
    left, right = size_text(a, factor=True), size_text(b, factor=True)
    shown = f"(@eq_ind nat {left} {family} {proof} {right} (same_size {' '.join(ends)}))"
    goal = statement(step["gives"], script.sorts)
    return _exact(script.convert(shown, put_in(body, {bound: b}), goal))


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        assume, axiom, algebra, order, sizes, logic, suppose, generalize, instantiate, exhibit,
        choose, induction, replace, differentiate,
    )
}  # fmt: skip


def used_names(sequence: Sequence[Statement]) -> set[str]:
    """The names in formulas."""
    return set().union(*map(names_in, sequence))
