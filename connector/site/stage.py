# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Copies the pages of the docs, and all that they link to, into target/pages for MkDocs.

The places stay as they are in the repository, so that links work on both sides. A notebook becomes
the page that notebooks/run made of it. A directory becomes its README. Code of several languages
becomes tabs, one for each paragraph that begins with the name of a language in bold type.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

SITE = Path(__file__).parent.resolve()
ROOT = SITE.parents[1]
PAGES = SITE / "target" / "pages"

LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?(\))")
# the page of a notebook has no navigation
BODY = re.compile(r"<body[^>]*>")
BACK = (
    '\n<p style="margin: 0 0 1rem 5rem; font: 14px sans-serif">'
    '<a href="../docs/index.html">All pages</a> · <a href="index.html">All notebooks</a></p>'
)
# notebooks/run makes pages for their own place, three directories below the top
HREF = re.compile(r'href="\.\./\.\./\.\./([^"#]+)(#[^"]*)?"')
FENCE = re.compile(r"^ *```")
ENTRY = re.compile(r"^- \[([^\]]+)\]\(([^)#]+)\)")
TAB = re.compile(r"^\*\*(SQL|Python|Java)(\.?)\*\* ?(.*)$")
ROW = re.compile(r"^\| \[([^\]]+)\]\(([^)]+\.ipynb)\)")


def fail(message: str) -> None:
    """End the build."""
    print(f"site: {message}", file=sys.stderr)
    sys.exit(1)


class Stage:
    """The pages that were found, and those still to read."""

    def __init__(self) -> None:
        self.waiting: list[Path] = []
        self.seen: set[Path] = set()

    def add(self, path: Path) -> None:
        """Copy a file later, and what it links to."""
        if path not in self.seen:
            self.seen.add(path)
            self.waiting.append(path)

    def run(self) -> None:
        """Copy everything."""
        while self.waiting:
            path = self.waiting.pop()
            to = PAGES / path.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md":
                to.write_text(self.page(path), encoding="utf-8")
            elif path.suffix == ".ipynb":
                to.with_suffix(".html").write_text(self.notebook(path), encoding="utf-8")
            else:
                shutil.copy(path, to)

    def page(self, path: Path) -> str:
        """Return a page with links as the site has them. Blocks of code stay."""
        lines = []
        code = False
        for line in path.read_text(encoding="utf-8").splitlines():
            code ^= FENCE.match(line) is not None
            lines.append(line if code else LINK.sub(lambda m: self.link(path, m), line))
        return "\n".join(tabs(lines)) + "\n"

    def notebook(self, path: Path) -> str:
        """Return the page of a notebook with links as the site has them."""
        text = rendered(path).read_text(encoding="utf-8")
        text = HREF.sub(lambda found: self.leaving(path, found), text)
        return BODY.sub(lambda found: found.group() + BACK, text, count=1)

    def leaving(self, notebook: Path, found: re.Match[str]) -> str:
        """Return a link from the page of a notebook to a page of the site or another file."""
        target, anchor = found.groups()
        path = ROOT / target
        if not path.is_file():
            fail(f"{notebook.relative_to(ROOT)} links to {target}, which is no file")
        self.add(path)
        # MkDocs does not look into such a page
        if path.suffix == ".md":
            path = path.with_name("index.html") if path.stem == "README" else path.with_suffix(".html")
        return f'href="../{path.relative_to(ROOT).as_posix()}{anchor or ""}"'

    def link(self, page: Path, found: re.Match[str]) -> str:
        """Return a link as the site has it, and copy its target."""
        begin, target, anchor, end = found.groups()
        if re.match(r"[a-z]+:", target):
            return found.group()
        path = (page.parent / target).resolve()
        if not path.is_relative_to(ROOT) or not path.exists():
            fail(f"{page.relative_to(ROOT)} links to {target}, which is not there")
        if path.is_dir():
            path = path / "README.md"
            target = target.rstrip("/") + "/README.md"
            if not path.exists():
                fail(f"{page.relative_to(ROOT)} links to a directory without a README: {target}")
        self.add(path)
        if path.suffix == ".ipynb":
            target = target.removesuffix(".ipynb") + ".html"
        return f"{begin}{target}{anchor or ''}{end}"


def tabs(lines: list[str]) -> list[str]:
    """Return a page with a tab for each language, up to the next one or the next heading."""
    out = []
    code = False
    inside = False
    for line in lines:
        code ^= FENCE.match(line) is not None
        if not code and (found := TAB.match(line)):
            inside = True
            out += [f'=== "{found[1]}"', "", f"    {found[3]}".rstrip()]
            continue
        if not code and line.startswith("#"):
            inside = False
        out.append(f"    {line}".rstrip() if inside else line)
    return out


def rendered(notebook: Path) -> Path:
    """Return the page of a notebook."""
    page = ROOT / "notebooks" / "target" / "html" / f"{notebook.stem}.html"
    if not page.exists():
        fail(f"there is no page of {notebook.name} yet: run notebooks/run first")
    return page


def navigation() -> list[dict[str, object]]:
    """Return the sections and entries of the index of the docs, and the notebooks."""
    sections: list[dict[str, object]] = []
    entries: list[dict[str, str]] = []
    for line in (ROOT / "docs" / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            entries = []
            sections.append({line.removeprefix("## "): entries})
        elif entry := ENTRY.match(line):
            name, target = entry.groups()
            path = (ROOT / "docs" / target).resolve().relative_to(ROOT)
            entries.append({name: path.as_posix()})
    notebooks = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8").splitlines()
    found = [row.groups() for row in map(ROW.match, notebooks) if row]
    pages = [
        {name[0].upper() + name[1:]: f"notebooks/{Path(target).stem}.html"}
        for name, target in found
    ]
    sections.insert(1, {"Notebooks": [{"All notebooks": "notebooks/README.md"}, *pages]})
    return sections


def main() -> None:
    """Make target/pages and target/mkdocs.yml."""
    shutil.rmtree(PAGES, ignore_errors=True)
    stage = Stage()
    for name in ("README.md", "docs/README.md", "notebooks/README.md"):
        stage.add(ROOT / name)
    stage.run()
    shutil.copy(SITE / "site.css", PAGES)
    left_out = sorted(set((ROOT / "docs").glob("*.md")) - stage.seen)
    if left_out:
        fail(f"no page links to {', '.join(path.name for path in left_out)}")
    added = {"INHERIT": "../mkdocs.yml", "docs_dir": "pages", "site_dir": "site"}
    added["nav"] = navigation()
    # YAML takes JSON as it is
    (SITE / "target" / "mkdocs.yml").write_text(json.dumps(added, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
