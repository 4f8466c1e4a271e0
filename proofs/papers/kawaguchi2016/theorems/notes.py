"""How the statement of a certificate differs from the paper's words, where several do alike."""

WRITTEN_OUT = "the gradients and the second variation in two layers are written out"
NOTHING_ASKED = "stronger: nothing is asked of the data"
PAIRS_WRITTEN_OUT = "the second variation in every two layers is written out, and zero"
