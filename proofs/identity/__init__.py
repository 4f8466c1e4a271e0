"""A user's statement: how it is read, how a proof is searched, and how it is decided.

`decide` is the whole answer; `strategies.prove` renders a statement (`reading`), looks for a proof
by the rules of the kernel, writes its certificate, and gives it out only when the checker accepts
it and it says what the rendering says.
"""
