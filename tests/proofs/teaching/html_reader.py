"""A strict reader of HTML: tags must be closed in order; it keeps links, anchors and tables."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br", "hr", "input", "mspace", "rect", "path", "ellipse",
        "polygon"}  # fmt: skip


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.images: list[dict[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.matrices: list[list[list[str]]] = []
        self.words: list[str] = []
        self.sections: list[str] = []
        self.places: list[str] = []
        """The section of each matrix: the label of the outermost one that it is in."""
        self.cells: list[list[str]] = []
        """The rows of tables as texts."""
        self.feed(text)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"an attribute twice in <{tag}>"
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        self.links += [given[name] for name in ("href", "src") if name in given]
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(given)
        if tag == "section":
            self.sections.append(given.get("aria-labelledby", ""))
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th"):
            self.cells[-1].append("")
        if tag == "mtable":
            self.matrices.append([])
            self.places.append(self.sections[0] if self.sections else "")
        if tag == "mtr":
            self.matrices[-1].append([])
        if tag == "mtd":
            self.matrices[-1][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> where </{self.open[-1]}> was expected"
        self.open.pop()
        if tag == "section":
            self.sections.pop()
        if tag == "mn" and "mfrac" in self.open and "mtd" in self.open:
            self.matrices[-1][-1][-1] += "/"

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "td" in self.open or "th" in self.open:
            self.cells[-1][-1] += data
        if "mtd" in self.open:
            self.matrices[-1][-1][-1] += data.replace("−", "-")

    def numbers(self) -> list[list[list[str]]]:
        return [[[cell.rstrip("/") for cell in row] for row in rows] for rows in self.matrices]
