"""What a process of ours does when it starts: the command itself, and the workers of `--jobs`."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

MANY = 50_000


def collect_seldom() -> None:
    """Look for cyclic garbage after 50,000 new objects, not after 700.

    Proofs are made of many small tuples that stay and hold no cycles, so that looking at all
    of them again and again costs a fifth of the time of a run and finds nothing.
    """
    gc.set_threshold(MANY, 20, 50)


def cores() -> int:
    """The number of cores that this process may use, as far as the system says."""
    allowed = getattr(os, "sched_getaffinity", None)
    return (len(allowed(0)) if allowed is not None else os.cpu_count()) or 1


def workers(count: int, modules: Iterable[str]) -> Pool:
    """Workers that share their start: one process loads the modules, and the workers are forked.

    Where a system does not fork each loads what it needs. Leaving a `with` block of it terminates
    the workers, also when the user interrupts.
    """
    # Most commands need no worker, and do not pay for what starts one.
    from multiprocessing import get_all_start_methods, get_context

    if "forkserver" not in get_all_start_methods():
        return get_context("spawn").Pool(count, start_worker)
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, *modules])
    return context.Pool(count, start_worker)


def start_worker() -> None:
    """For a worker: an interrupt is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
