# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Follows all links of the built site that stay in it, those of the notebooks too, which MkDocs does not."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SITE = Path(__file__).parent.resolve() / "target" / "site"


class Page(HTMLParser):
    """The links of a page, and the anchors that it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, and its own name."""
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.add(value)
            elif name in ("id", "name") and value:
                self.anchors.add(value)


def problems(pages: dict[Path, Page]) -> list[str]:
    """Return the links that lead nowhere."""
    found = []
    for path, page in pages.items():
        for link in sorted(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            if not target.is_relative_to(SITE) or not target.is_file():
                found.append(f"{path.relative_to(SITE)} links to {link}, which is no file of the site")
            elif anchor and target in pages and anchor not in pages[target].anchors:
                found.append(f"{path.relative_to(SITE)} links to {link}, and there is no such heading")
    return found


def main() -> int:
    """Print the links that lead nowhere, and how many were followed."""
    pages = {path: Page(path) for path in sorted(SITE.rglob("*.html"))}
    found = problems(pages)
    for problem in found:
        print(f"site: {problem}", file=sys.stderr)
    print(f"site: followed {sum(len(page.links) for page in pages.values())} links of {len(pages)} pages")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
