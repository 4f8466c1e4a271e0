"""A real browser: every page at 360 px without overflow, console error or failed request.

A page beside the site opens each page in a frame of the width of a telephone, measures it, and
writes what it found into itself; the browser prints that page when all are done.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
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

HERE = Path(__file__).parent
HARNESS = """<!DOCTYPE html><html><head><link rel="icon" href="data:,"></head><body>
<pre id="found"></pre><script>
ACCESSIBILITY
const pages = PAGES, axe = AXE, found = {};
async function next() {
  if (!pages.length) {
    document.getElementById("found").textContent = JSON.stringify(found);
    return;
  }
  const page = pages.shift(), frame = document.createElement("iframe");
  frame.style = "width:WIDTHpx;height:800px;border:0";
  frame.onload = async () => {
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
      dark: frame.contentWindow.matchMedia("(prefers-color-scheme: dark)").matches,
      faults: faults(inner),
      axe: axe ? await serious(frame.contentWindow, inner) : [],
    };
    frame.remove();
    next();
  };
  frame.src = page;
  document.body.append(frame);
}
async function serious(view, inner) {
  const script = inner.createElement("script");
  const loaded = new Promise((done, failed) => { script.onload = done; script.onerror = failed; });
  script.src = "/axe.js";
  inner.head.append(script);
  await loaded;
  const result = await view.axe.run(inner, {resultTypes: ["violations"]});
  return result.violations.filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ").slice(0, 300));
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


DARK = "--blink-settings=preferredColorScheme=0"


def visited(
    site: Path, address: str, profile: Path, width: int, *flags: str,
    pages: Sequence[str] = (), axe: Path | None = None,
) -> tuple[dict, str]:  # fmt: skip
    """What the browser measured on the pages, all by default, and what its console says."""
    chosen = pages or sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))
    harness = site / "harness.html"
    written = HARNESS.replace("PAGES", json.dumps(chosen)).replace("WIDTH", str(width))
    written = written.replace("AXE", json.dumps(axe is not None))
    harness.write_text(
        written.replace("ACCESSIBILITY", (HERE / "accessibility.js").read_text("utf-8"))
    )
    if axe is not None:
        (site / "axe.js").write_bytes(axe.read_bytes())
    try:
        done = subprocess.run(
            [
                str(BROWSER), "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom",
                "--enable-logging=stderr", "--virtual-time-budget=60000", *flags,
                f"--user-data-dir={profile}", f"{address}/harness.html",
            ],
            capture_output=True, text=True, timeout=180, check=True,
        )  # fmt: skip
    finally:
        harness.unlink()
        (site / "axe.js").unlink(missing_ok=True)
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
        assert not seen["dark"]
    assert sum(seen["formulas"] for seen in found.values()) > 100
    assert {page: seen["faults"] for page, seen in found.items() if seen["faults"]} == {}


def test_every_page_in_the_dark(site: Path, address: str, tmp_path: Path) -> None:
    found, console = visited(site, address, tmp_path / "profile", 800, DARK)
    assert console == ""
    for page, seen in found.items():
        assert seen["dark"], page
        assert seen["width"] <= 800, page
    assert {page: seen["faults"] for page, seen in found.items() if seen["faults"]} == {}


BAD = """<!DOCTYPE html><main><a class="skip" href="#s">s</a>
<div style="width:900px">wide</div><img src="missing.png">
<h1>One</h1><h3>Three</h3><p id="a">a</p><p id="a">b</p><a href="#a"></a>
<p style="color:#999;background:#fff">faint</p>
<div style="background:rgba(0,0,0,.5)"><p style="color:#444">faint on a mixture</p></div>
<div style="width:50px;overflow-x:auto"><pre>much too long a line</pre></div>
<table><tr><td>1</td></tr></table><table><tr><th>1</th></tr></table>
<section aria-labelledby="nowhere">s</section><div tabindex="3">first</div>
<a href="#a" style="display:none">hidden</a>
<script>console.error("no")</script></main>"""
FAULTS = [
    "the page has no language", "the page has no title", "no name: <a href", "no alternative text",
    "a heading skips a level: <h3>", "an id is given twice", "contrast 2.85", "contrast 2.45",
    "scrolls, but not by keyboard", "a table without headers", "a header without scope",
    "a label that is not there", "a tab order of its own", "cannot be focused",
]  # fmt: skip


def test_every_fault_is_noticed(site: Path, address: str, tmp_path: Path) -> None:
    bad = site / "bad.html"
    bad.write_text(BAD)
    try:
        found, console = visited(site, address, tmp_path / "profile", 360, pages=["bad.html"])
    finally:
        bad.unlink()
    assert found["bad.html"]["width"] > 360
    assert found["bad.html"]["broken"]
    assert "no" in console
    assert "404 /missing.png" in Handler.failed
    faults = found["bad.html"]["faults"]
    for fault in FAULTS:
        assert any(said.startswith(fault) for said in faults), f"{fault}: {faults}"


def axe_core() -> Path | None:
    """The script of axe-core: where AXE_CORE says, or where npm puts it beside the project."""
    places = [Path(os.environ.get("AXE_CORE") or "nowhere")]
    places += [above / "node_modules/axe-core/axe.min.js" for above in HERE.parents]
    return next((place for place in places if place.is_file()), None)


@pytest.mark.skipif(
    axe_core() is None, reason="axe-core is not installed (npm install axe-core, or set AXE_CORE)"
)
def test_axe_finds_no_serious_fault(site: Path, address: str, tmp_path: Path) -> None:
    pages = ["index.html", "graph.html", "rules.html", "claims/lemma-4.4.html",
             "claims/appendix-a3.html", "lessons/the-gradient.html"]  # fmt: skip
    (site / "bad.html").write_text(BAD)
    try:
        found, _ = visited(
            site, address, tmp_path / "profile", 800, pages=[*pages, "bad.html"], axe=axe_core()
        )
    finally:
        (site / "bad.html").unlink()
    assert found.pop("bad.html")["axe"]
    assert {page: seen["axe"] for page, seen in found.items()} == {page: [] for page in pages}
