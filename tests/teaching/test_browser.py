"""A real browser: every page at 360 px without overflow, console error or failed request.

A page beside the site opens each page in a frame of the width of a telephone, measures it, and
writes what it found into itself; the browser prints that page when all are done.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for name in BROWSERS if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason=f"no browser is installed (looked for {', '.join(BROWSERS)})"
)

HARNESS = """<!DOCTYPE html><html><head><link rel="icon" href="data:,"></head><body>
<pre id="found"></pre><script>
const pages = PAGES, found = {};
function next() {
  if (!pages.length) {
    document.getElementById("found").textContent = JSON.stringify(found);
    return;
  }
  const page = pages.shift(), frame = document.createElement("iframe");
  frame.style = "width:WIDTHpx;height:800px;border:0";
  frame.onload = () => {
    const inner = frame.contentDocument, root = inner.documentElement;
    inner.querySelectorAll("details").forEach(d => { d.open = true; });
    const wide = [...inner.querySelectorAll("main > *, header > *, footer > *")]
      .filter(e => e.getBoundingClientRect().right > WIDTH + 1).map(e => e.outerHTML.slice(0, 80));
    found[page] = {
      width: root.scrollWidth, wide,
      formulas: inner.querySelectorAll("math").length,
      flat: [...inner.querySelectorAll("math")].filter(m => {
        const box = m.getBoundingClientRect(); return box.width < 1 || box.height < 1; }).length,
      broken: [...inner.images].filter(i => !i.naturalWidth).map(i => i.src),
      styled: getComputedStyle(inner.querySelector(".skip")).position,
    };
    frame.remove();
    next();
  };
  frame.src = page;
  document.body.append(frame);
}
next();
</script></body></html>"""


class Handler(SimpleHTTPRequestHandler):
    failed: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None: ...

    def send_error(self, code: int, *rest: object, **more: object) -> None:
        Handler.failed.append(f"{code} {self.path}")
        super().send_error(code, *rest, **more)


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    Handler.failed.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def visited(site: Path, address: str, profile: Path, width: int) -> tuple[dict, str]:
    """What the browser measured on every page, and what it said on its console."""
    pages = sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))
    harness = site / "harness.html"
    harness.write_text(HARNESS.replace("PAGES", json.dumps(pages)).replace("WIDTH", str(width)))
    try:
        done = subprocess.run(
            [
                str(BROWSER), "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom",
                "--enable-logging=stderr", "--virtual-time-budget=60000",
                f"--user-data-dir={profile}", f"{address}/harness.html",
            ],
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
    finally:
        harness.unlink()
    result = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert result is not None, done.stderr[-500:]
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return json.loads(unescape(result[1])), console


def test_every_page_on_a_telephone(site: Path, address: str, tmp_path: Path) -> None:
    found, console = visited(site, address, tmp_path / "profile", 360)
    assert len(found) == 4 + 5 + 11
    assert console == ""
    assert Handler.failed == []
    for page, seen in found.items():
        assert seen["width"] <= 360, (page, seen)
        assert seen["wide"] == [], page
        assert seen["flat"] == 0, page
        assert seen["broken"] == [], page
        assert seen["styled"] == "absolute", page  # the style sheet was loaded
    assert sum(seen["formulas"] for seen in found.values()) > 100


def test_an_overflow_and_a_failed_request_are_noticed(
    site: Path, address: str, tmp_path: Path
) -> None:
    bad = site / "bad.html"
    bad.write_text(
        '<!DOCTYPE html><main><a class="skip">s</a><div style="width:900px">wide</div>'
        '<img src="missing.png"><script>console.error("no")</script></main>'
    )
    try:
        found, console = visited(site, address, tmp_path / "profile", 360)
    finally:
        bad.unlink()
    assert found["bad.html"]["width"] > 360
    assert found["bad.html"]["broken"]
    assert "no" in console
    assert "404 /missing.png" in Handler.failed
