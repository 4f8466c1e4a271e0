"""Single changes of a certificate, drawn at random: what a forger would try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from proofs import checker

Content = dict[str, Any]
Path = tuple[int, ...]

OPERATORS = {
    "<=": "<", "<": "<=", "and": "or", "or": "and", "all": "some", "some": "all", "=": "<=",
    "=>": "and", "size<=": "=", "+": "*", "*": "+", "tr": "T", "kron": "*", "vec": "T", "I": "0",
    "0": "I", "K": "0",
}  # fmt: skip


def says_the_same(forged: Content, original: Content) -> bool:
    """Whether an accepted certificate says what the original says of the sizes that it declares.

    Its conclusion is the same formula, and the hypotheses that it used are among the same.
    Raises `checker.Rejected` where it is not accepted.
    """
    unused = set(checker.check(forged)["unused hypotheses"])
    names = checker.Checker(forged["sizes"], forged["letters"])
    used = [h for n, h in enumerate(forged["hypotheses"]) if n not in unused]
    allowed = set(map(names.key, original["hypotheses"]))
    same = names.key(forged["conclusion"]) == names.key(original["conclusion"])
    return same and allowed.issuperset(map(names.key, used))


def single_changes(content: Content, seed: int, count: int) -> Iterator[tuple[str, Content]]:
    """`count` different changes, each described."""
    random = Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        kind = random.choice(KINDS)
        changed = kind(content, random)
        if changed is None or changed == content:
            continue
        text = f"{kind.__name__} {differences(content, changed)}"
        if text not in seen:
            seen.add(text)
            yield text, changed


def differences(one: Content, other: Content) -> str:
    """Where two certificates differ, for a message."""
    for name in one:
        if one[name] != other[name]:
            if name == "steps" and len(one[name]) == len(other[name]):
                pairs = zip(one[name], other[name], strict=True)
                return next(f"step {n}: {a} -> {b}" for n, (a, b) in enumerate(pairs) if a != b)
            return f"{name}: {str(other[name])[:2000]}"
    return "no difference"


def in_conclusion(content: Content, random: Random) -> Content | None:
    """The conclusion altered."""
    return content | {"conclusion": edited(content, content["conclusion"], random)}


def in_a_hypothesis(content: Content, random: Random) -> Content | None:
    """A hypothesis altered."""
    given = list(content["hypotheses"])
    if not given:
        return None
    n = random.randrange(len(given))
    given[n] = edited(content, given[n], random)
    return content | {"hypotheses": given}


def without_a_hypothesis(content: Content, random: Random) -> Content | None:
    """A hypothesis dropped."""
    given = list(content["hypotheses"])
    if not given:
        return None
    del given[random.randrange(len(given))]
    return content | {"hypotheses": given}


def in_a_step(content: Content, random: Random) -> Content | None:
    """What a step gives or is made by altered."""
    steps = list(content["steps"])
    n = random.randrange(len(steps))
    name = random.choice([k for k, v in steps[n].items() if k not in ("rule", "from") and v])
    steps[n] = steps[n] | {name: edited(content, steps[n][name], random)}
    return content | {"steps": steps}


def another_rule(content: Content, random: Random) -> Content | None:
    """The name of a rule changed."""
    steps = list(content["steps"])
    n = random.randrange(len(steps))
    steps[n] = steps[n] | {"rule": random.choice(sorted(checker.RULES))}
    return content | {"steps": steps}


def another_source(content: Content, random: Random) -> Content | None:
    """A premise taken from another step, or from a later one."""
    steps = list(content["steps"])
    n = random.randrange(len(steps))
    sources = list(steps[n]["from"])
    if not sources:
        return None
    sources[random.randrange(len(sources))] = random.randrange(-1, len(steps) + 1)
    steps[n] = steps[n] | {"from": sources}
    return content | {"steps": steps}


def swapped_steps(content: Content, random: Random) -> Content | None:
    """Two steps change their places."""
    steps = list(content["steps"])
    if len(steps) < 2:
        return None
    n = random.randrange(len(steps) - 1)
    steps[n], steps[n + 1] = steps[n + 1], steps[n]
    return content | {"steps": steps}


def without_a_step(content: Content, random: Random) -> Content | None:
    """A step left out."""
    steps = list(content["steps"])
    del steps[random.randrange(len(steps))]
    return content | {"steps": steps}


def another_size(content: Content, random: Random) -> Content | None:
    """The size of a letter changed."""
    letters = {name: sort for name, sort in content["letters"].items() if isinstance(sort, list)}
    if not letters:
        return None
    name = random.choice(list(letters))
    other = random.choice([*content["sizes"], 1, 2])
    sort = list(letters[name])
    sort[random.randrange(2)] = other
    return content | {"letters": content["letters"] | {name: sort}}


KINDS: tuple[Callable[[Content, Random], Content | None], ...] = (
    in_conclusion, in_conclusion, in_conclusion, in_a_hypothesis, without_a_hypothesis, in_a_step,
    in_a_step, in_a_step, in_a_step, another_rule, another_source, swapped_steps, without_a_step,
    another_size,
)  # fmt: skip


def edited(content: Content, tree: Any, random: Random) -> Any:
    """The tree with one of its nodes changed."""
    nodes = list(paths(tree))
    return replaced(tree, random.choice(nodes), lambda node: other(content, node, random))


def paths(tree: Any) -> Iterator[Path]:
    """The places of all nodes, the whole first."""
    yield ()
    if isinstance(tree, list):
        for n, part in enumerate(tree):
            yield from ((n, *rest) for rest in paths(part))


def replaced(tree: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The tree with one node changed."""
    if not path:
        return change(tree)
    parts = list(tree)
    parts[path[0]] = replaced(parts[path[0]], path[1:], change)
    return parts


def other(content: Content, node: Any, random: Random) -> Any:
    """Something else in the place of a node: a coefficient, a letter, a transpose, a size, .."""
    if isinstance(node, list):
        ways = [["T", node], node[::-1], node[:-1]]
        ways += [part for part in node if isinstance(part, list)]
        if len(node) > 2:
            ways.append([node[0], *node[:0:-1]])
        return random.choice(ways)
    if type(node) is int:
        return node + random.choice((-1, 1))
    if not isinstance(node, str):
        return "A"
    if node in OPERATORS:
        return OPERATORS[node]
    if node.lstrip("-")[:1].isdigit():
        return random.choice([node + "0", "2", "-" + node, "-1", "1/2"])
    if node.startswith("$"):
        return f"${random.randrange(3)}"
    return random.choice([*content["sizes"], *content["letters"], 1, node + "'"])
