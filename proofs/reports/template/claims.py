"""The claims of the paper: statements, theorems and functions; the toolkit decides."""

from proofs import (
    Claim,
    Equation,
    Quoted,
    as_stated,
    at_architectures,
    at_networks,
    holds_at,
    misprint,
    needed,
    theorem,
    used_in,
    wrong_equation,
)
from proofs.library.networks.landscape import TOP, Landscape, gradient
from proofs.library.networks.products import empty, layer, longer, plus, splitting
from proofs.networks import Assertion, Letters, all_networks, vanishes
from proofs.words import equal, size_at_most
from symbolic.algebra.kronecker import kron
from symbolic.algebra.matrix import Matrix


@theorem("balance", form="the gradients are written out; layers are counted from 0")
def balance():
    """W[k+1]^T dL/dW[k+1] = dL/dW[k] W[k]^T, transposed, for a network of any depth."""
    net = Landscape()
    proof = net.proof
    W, (k,) = net.network(), net.sizes("k")
    above = plus(k, 1)
    goal = equal(gradient(W, above) @ layer(W, above), layer(W, k) @ gradient(W, k))

    inside = proof.assume(size_at_most(above, "H"))
    below = longer(proof, W, k, 0, proof.sizes(size_at_most(0, k)))
    one = longer(proof, W, above, above, proof.sizes(size_at_most(above, above)))
    order = proof.sizes(size_at_most(above, plus(k, 2)))
    top = proof.sizes(size_at_most(plus(k, 2), TOP), inside)
    split = proof.use(splitting(proof), [W, above, plus(k, 2), TOP], order, top)
    return proof.by(goal, below, split, one, empty(proof, W, above))


def neighbours(architecture):
    """The layers 1, .., H, each with one above it."""
    return [(k,) for k in architecture.layers if k <= architecture.depth]


def left(calculus, k):
    """vec((W_{k+1}^T dL/dW_{k+1})^T); the gradient is a column, the rows of W_{k+1} in order."""
    W = calculus.network.weight(k + 1)
    return kron(W.T, Matrix.identity(W.ring, W.shape[1])) @ calculus.gradient(k + 1)


def right(calculus, k):
    """vec((dL/dW_k W_k^T)^T)."""
    W = calculus.network.weight(k)
    return kron(Matrix.identity(W.ring, W.shape[0]), W) @ calculus.gradient(k)


BALANCE = Equation(left, right, neighbours)
DOUBLED = Equation(left, lambda calculus, k: 2 * right(calculus, k), neighbours)


# Assertions about one network: a function of the network gives them for every index.


def no_residual(network, _more=None):
    """The formula r = 0."""
    t = Letters(network.architecture)
    return vanishes(t.r, network.architecture.samples, network.architecture.output_width)


def critical_without_residual(network, more):
    """If r = 0, then every gradient vanishes."""
    t = Letters(network.architecture)
    return [Assertion((no_residual(network),), t.critical)]


def critical(network, more):
    """The same without its hypothesis."""
    return [Assertion((), Letters(network.architecture).critical)]


def no_residual_if_critical(network, more):
    """What is printed: the converse."""
    return [Assertion((Letters(network.architecture).critical,), no_residual(network))]


def networks():
    """Every network of two sizes with entries 0 and 1."""
    return all_networks(("1,1,1:1", "1,2,1:1"))


CLAIMS = [
    Claim(
        id="balance",
        title="Gradients of neighbouring layers",
        section="1",
        statement="For k = 1, .., H: W_{k+1}^T dL/dW_{k+1} = dL/dW_k W_k^T.",
        latex=r"W_{k+1}^T \nabla_{W_{k+1}} L = \nabla_{W_k} L\, W_k^T",
        hypotheses=("k <= H",),
        theorems=(("any depth", balance),),
        checks=(at_architectures("derived from the loss itself", BALANCE),),
        supporting=("derived from the loss itself",),
        proof="Both sides are products of the same layers; at architectures the loss is derived.",
        variants=(
            wrong_equation(
                "E1", ("Section 1", 0), "typo",
                "W_{k+1}^T dL/dW_{k+1} = 2 dL/dW_k W_k^T",
                "W_{k+1}^T dL/dW_{k+1} = dL/dW_k W_k^T",
                DOUBLED, BALANCE,
            ),
        ),
    ),
    Claim(
        id="residual",
        title="No residual, no gradient",
        section="1",
        statement="Where r = 0, every gradient vanishes.",
        hypotheses=("r = 0",),
        checks=(
            as_stated("one layer", "A: m x n, X: n x p, R: m x p; R == 0 |- T(A)*R*T(X) == 0"),
            at_networks({"small networks": critical_without_residual}, networks),
        ),
        variants=(
            misprint(
                "E2", ("Section 1", 0), "false",
                "Where every gradient vanishes, r = 0.", "Where r = 0, every gradient vanishes.",
                no_residual_if_critical, networks,
                holds_at(critical_without_residual, networks),
            ),
        ),
    ),
]  # fmt: skip

AUDITED = [
    used_in("balance", "k <= H", balance, {"k <= H": size_at_most(plus("k", 1), "H")}),
    needed("residual", "r = 0", critical, networks, formula=no_residual),
]
QUOTED = [Quoted("history", "1", 0, "who saw it first", "history, no mathematical claim")]
