"""Notebooks: a lesson as cells, executed while it is written, with and without solutions.

The outputs are those of a Python kernel. A kernel is shared by several notebooks, one after
another, and emptied between them. Check cells of exercises raise until they are solved.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from proofs.teaching.lesson import SETUP, Cell, Exercise, Prose, Written

KERNELS = 2
EMPTY = "%reset -sf"
TIMEOUT = 300
_LINK = re.compile(r"\[([^\]]+)\]\((claim|lesson|page):([\w.#-]+)\)")

Note = dict[str, Any]


def notebook_files(
    lessons: Sequence[Written], told: Callable[[str], None]
) -> Iterator[tuple[str, bytes]]:
    """Each lesson as a notebook to be worked through, and with its solutions, executed."""
    import nbformat

    made: dict[str, Any] = {}
    for written in lessons:
        name = f"{written.lesson.number:02}-{written.lesson.name}.ipynb"
        made[f"notebooks/{name}"] = notebook(written, solved=False)
        made[f"notebooks/solutions/{name}"] = notebook(written, solved=True)
    asyncio.run(_execute_all(made, told))
    for path, note in made.items():
        yield path, (nbformat.writes(note).rstrip("\n") + "\n").encode()


def notebook(written: Written, *, solved: bool) -> Any:
    """The cells of a lesson; with `solved` the answers are those of the solutions."""
    from nbformat import v4

    lesson = written.lesson
    note = v4.new_notebook()
    note.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3",
                                    "language": "python"}}  # fmt: skip
    cells = [_text(f"# {lesson.number}. {lesson.title}\n\n{lesson.summary}"), _code(SETUP)]
    count = 0
    for block, _ in written.blocks:
        if isinstance(block, Prose):
            cells.append(_text(block.text))
        elif isinstance(block, Cell):
            cells.append(_code(block.code))
        elif isinstance(block, Exercise):
            count += 1
            cells += _exercise(count, block, solved=solved)
    for number, cell in enumerate(cells):
        cell["id"] = f"{lesson.name[:40]}-{number}"
    note.cells = cells
    return note


def _exercise(number: int, block: Exercise, *, solved: bool) -> list[Any]:
    cells = [_text(f"### Exercise {number}. {block.title}\n\n{block.question}")]
    check = _code(block.check)
    if not solved:
        check.metadata["tags"] = ["raises-exception"]
        return [*cells, _code(block.answer), check]
    cells += [_code(block.solution), check]
    return [*cells, _text(block.remark)] if block.remark.strip() else cells


def _code(source: str) -> Any:
    from nbformat import v4

    return v4.new_code_cell(source)


def _text(source: str) -> Any:
    from nbformat import v4

    return v4.new_markdown_cell(_LINK.sub(_linked, source))


def _linked(found: re.Match[str]) -> str:
    text, kind, target = found.groups()
    if kind == "lesson":
        return f"*{text}*"
    _, _, entry = target.rpartition("#")
    return text if entry == "errata" else f"{text} (`proofs show {entry}`)"


async def _execute_all(made: dict[str, Any], told: Callable[[str], None]) -> None:
    """Execute all notebooks, with a few kernels at a time."""
    from jupyter_client.manager import AsyncKernelManager

    waiting = list(made.items())

    async def work(number: int) -> None:
        # Sockets in a folder of this process: nothing of it is open to the network.
        local = {"transport": "ipc", "ip": f"{sockets}/{number}"} if os.name == "posix" else {}
        manager = AsyncKernelManager(kernel_name="python3", **local)
        try:
            while waiting:
                path, note = waiting.pop(0)
                await _execute(note, manager)
                told(path)
        finally:
            if manager.has_kernel:
                await manager.shutdown_kernel(now=True)

    with tempfile.TemporaryDirectory() as sockets:
        await asyncio.gather(*(work(n) for n in range(min(KERNELS, len(waiting)))))


async def _execute(note: Any, manager: Any) -> None:
    """Execute a notebook in the kernel of `manager`; an error elsewhere than in a check raises."""
    from nbclient import NotebookClient

    note.cells.insert(0, _code(EMPTY))
    client = NotebookClient(note, timeout=TIMEOUT, km=manager, record_timing=False)
    try:
        await client.async_execute()
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    note.cells.pop(0)
    note.metadata.pop("language_info", None)
    number = 0
    for cell in note.cells:
        if cell.cell_type != "code":
            continue
        number += 1
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output["execution_count"] = number
