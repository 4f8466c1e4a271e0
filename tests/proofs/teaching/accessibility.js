// What a screen reader, a keyboard or weak eyes would stumble over, as a list of sentences.
// It is a small check of our own; axe-core, where it is installed, looks for much more.

function faults(page) {
  const view = page.defaultView, found = [];
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 90)}`);
  const all = selector => [...page.querySelectorAll(selector)];

  if (!page.documentElement.lang) found.push("the page has no language");
  if (all("main").length !== 1) found.push("there is not one main landmark");
  if (!page.title.trim()) found.push("the page has no title");

  for (const e of all("a[href], button, summary, [role=button], input, select"))
    if (!name(e)) say("no name", e);
  for (const e of all("img, svg[role=img]")) if (!name(e)) say("no alternative text", e);
  for (const e of all("nav, [role=group][tabindex], section[aria-labelledby]"))
    if (!name(e)) say("no name", e);

  let last = 0;
  for (const e of all("h1, h2, h3, h4, h5, h6")) {
    const level = Number(e.localName[1]);
    if (level > last + 1) say("a heading skips a level", e);
    if (!e.textContent.trim()) say("an empty heading", e);
    last = level;
  }
  const ids = new Set();
  for (const e of all("[id]")) {
    if (ids.has(e.id)) say("an id is given twice", e);
    ids.add(e.id);
  }
  for (const e of all("[aria-labelledby]"))
    if (!ids.has(e.getAttribute("aria-labelledby"))) say("a label that is not there", e);
  for (const e of all("table")) if (!e.querySelector("th")) say("a table without headers", e);
  for (const e of all("th")) if (!e.scope) say("a header without scope", e);
  for (const e of all("[tabindex]"))
    if (Number(e.getAttribute("tabindex")) > 0) say("a tab order of its own", e);
  for (const e of all("body *")) if (scrolls(e, view)) say("scrolls, but not by keyboard", e);
  for (const e of all("a[href], summary, [tabindex='0']")) {
    e.focus();
    if (page.activeElement !== e) say("cannot be focused", e);
  }
  if (page.activeElement) page.activeElement.blur();
  return found.concat(faint(page, view));
}

// The name that is read for an element.
function name(e) {
  const label = e.getAttribute("aria-labelledby");
  const other = label && e.ownerDocument.getElementById(label);
  const inner = [...e.querySelectorAll("img[alt]")].map(i => i.alt).join("");
  return (e.getAttribute("aria-label") || (other && other.textContent) || e.alt || inner ||
          e.textContent).trim();
}

// Whether an element scrolls, and neither it nor anything in it can have the focus.
function scrolls(e, view) {
  const style = view.getComputedStyle(e), moving = ["auto", "scroll"];
  const moves = (moving.includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1) ||
    (moving.includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  return moves && e.tabIndex < 0 && !e.querySelector("a[href], summary, [tabindex]");
}

// Texts whose contrast with what is behind them is less than 4.5, or 3 where they are large.
function faint(page, view) {
  const found = [], seen = new Set();
  const walker = page.createTreeWalker(page.body, view.NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(e) || e.closest("svg, .skip")) continue;
    seen.add(e);
    const style = view.getComputedStyle(e), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(rgb(style.color), behind(e, view));
    if (ratio < (large ? 3 : 4.5))
      found.push(`contrast ${ratio.toFixed(2)}: ${e.outerHTML.slice(0, 90)}`);
  }
  return found;
}

function rgb(text) {
  const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
  return {parts: [r, g, b], alpha: a};
}

// The colour behind an element: backgrounds laid over each other, white at the bottom.
function behind(e, view) {
  const layers = [];
  for (let at = e; at; at = at.parentElement) {
    layers.push(rgb(view.getComputedStyle(at).backgroundColor));
    if (layers[layers.length - 1].alpha === 1) break;
  }
  return layers.reverse().reduce((below, above) => ({
    alpha: 1, parts: above.parts.map((p, i) => p * above.alpha + below.parts[i] * (1 - above.alpha)),
  }), {alpha: 1, parts: [255, 255, 255]});
}

function contrast(a, b) {
  const [low, high] = [a, b].map(luminance).sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [r, g, b] = colour.parts.map(part => {
    const x = part / 255;
    return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
