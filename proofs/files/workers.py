"""What a process of ours does when it starts: the command itself, and the workers of `--jobs`."""

from __future__ import annotations

import gc
import signal

MANY = 50_000


def collect_seldom() -> None:
    """Look for cyclic garbage after 50,000 new objects, not after 700.

    Proofs are made of many small tuples that stay and hold no cycles, so that looking at all
    of them again and again costs a fifth of the time of a run and finds nothing.
    """
    gc.set_threshold(MANY, 20, 50)


def start_worker() -> None:
    """For a worker: an interrupt is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
