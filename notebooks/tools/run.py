# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Runs notebooks, checks what they print, and renders them as pages. See notebooks/run."""

from __future__ import annotations

import argparse
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import lab
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

TOOLS = Path(__file__).parent
NOTEBOOKS = TOOLS.parent
PAGES = NOTEBOOKS / "target" / "html"
EXECUTED = NOTEBOOKS / "target" / "executed"
SECONDS_OF_A_CELL = 600

# Java prints this when Spark starts it, and no setting of Spark or Java prevents it. It goes to the
# terminal, not into a cell.
KNOWN = {"WARNING: Using incubator modules: jdk.incubator.vector"}

# names of cells that both kernels keep; the rest would change with each save
METADATA = {"kernelspec", "language_info"}


# these draw how long things take, so nothing else runs beside them
ALONE = {"how-fast-and-when-not", "tuning"}


class Failed(Exception):
    """A notebook is not as it must be."""


def sources() -> dict[str, Path]:
    return {path.stem: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}


def stripped(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without outputs, counts, and what editors leave."""
    made = nbformat.from_dict(notebook)
    for name in list(made.metadata):
        if name not in METADATA:
            del made.metadata[name]
    made.metadata.language_info = {"name": made.metadata.kernelspec.language}
    for number, cell in enumerate(made.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return made


def text_of(notebook: nbformat.NotebookNode) -> str:
    return nbformat.writes(notebook, version=4) + "\n"


def strip(path: Path) -> bool:
    """Write the notebook without outputs. Return whether that changed it."""
    before = path.read_text(encoding="utf-8")
    after = text_of(stripped(nbformat.reads(before, as_version=4)))
    if before != after:
        path.write_text(after, encoding="utf-8")
    return before != after


def run(path: Path, twice: bool) -> nbformat.NotebookNode:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    if text != text_of(stripped(notebook)):
        raise Failed("the source has outputs or an editor's marks: run notebooks/run --strip")
    if twice:
        notebook.cells += [{**cell, "id": f"{cell.id}-again"} for cell in notebook.cells]
        notebook = nbformat.from_dict(notebook)
    log = NOTEBOOKS / "target" / f"{path.stem}.log"
    client = NotebookClient(
        notebook,
        timeout=SECONDS_OF_A_CELL,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    with log.open("w", encoding="utf-8") as out:
        try:
            client.execute(stdout=out, stderr=out)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise Failed(f"{error}\n{log.read_text(encoding='utf-8')[-5000:]}") from None
        finally:
            EXECUTED.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, EXECUTED / path.name)
    check(notebook, log.read_text(encoding="utf-8"))
    return notebook


def check(notebook: nbformat.NotebookNode, log: str) -> None:
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code" and cell.execution_count is None and cell.source.strip():
            raise Failed(f"cell {number} did not run")
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise Failed(f"cell {number} writes to stderr:\n{output.text}")
    unknown = [line for line in log.splitlines() if line.strip() and line not in KNOWN]
    if unknown:
        raise Failed("the kernel writes to the terminal:\n" + "\n".join(unknown))


def render(name: str, notebook: nbformat.NotebookNode) -> None:
    exporter = HTMLExporter(template_name="page", extra_template_basedirs=[str(TOOLS)])
    notebook.metadata.title = notebook.cells[0].source.splitlines()[0].lstrip("# ")
    html, _ = exporter.from_notebook_node(notebook)
    # links from notebook to notebook lead from page to page; others begin two directories higher
    html = re.sub(r'(href="[\w-]+)\.ipynb"', r'\1.html"', html).replace(
        'href="../', 'href="../../../'
    )
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / f"{name}.html").write_text(html, encoding="utf-8")


def finish(path: Path, twice: bool) -> bool:
    """Run a notebook, render it, and print a line. Return whether it is as it must be."""
    begin = time.monotonic()
    try:
        notebook = run(path, twice)
        render(path.stem, notebook)
    except Failed as failure:
        print(f"notebooks: {path.stem:22} FAILED\n{failure}", flush=True)
        return False
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    print(f"notebooks: {path.stem:22} {time.monotonic() - begin:4.0f} s   {cells} cells", flush=True)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--twice", action="store_true", help="run all cells again")
    parser.add_argument("--strip", action="store_true", help="only remove outputs")
    given = parser.parse_args()
    found = sources()
    names = [name.removesuffix(".ipynb") for name in given.names] or list(found)
    unknown = [name for name in names if name not in found]
    if unknown:
        parser.error(f"no notebook {unknown[0]}: there are {', '.join(found)}")
    if given.strip:
        for name in names:
            print(f"notebooks: {name:22} {'stripped' if strip(found[name]) else 'as it was'}")
        return 0
    for page in PAGES.glob("*.html"):
        page.unlink()
    # a session of two threads leaves a processor idle most of the time
    with ProcessPoolExecutor(2) as pool:
        together = [pool.submit(finish, found[n], given.twice) for n in names if n not in ALONE]
        passed = sum(each.result() for each in together)
    passed += sum(finish(found[name], given.twice) for name in names if name in ALONE)
    print(f"notebooks: {passed} passed, {len(names) - passed} failed")
    if not given.names:  # all: compare what ran with what is there
        pages = len(list(PAGES.glob("*.html")))
        expected = len(found)
        if passed != expected or not expected:
            print(f"expected all of {expected} notebooks to run, {passed} did", file=sys.stderr)
            return 1
        readme = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
        for name in found:
            if f"]({name}.ipynb)" not in readme:
                print(f"expected {name}.ipynb in the table of {NOTEBOOKS}/README.md", file=sys.stderr)
                return 1
        if pages != expected:
            print(f"expected {expected} pages in {PAGES}, found {pages}", file=sys.stderr)
            return 1
        begin = time.monotonic()
        problems = lab.problems()
        print(f"notebooks: {'JupyterLab':22} {time.monotonic() - begin:4.0f} s   {len(problems)} problems")
        if problems:
            print("\n".join(problems), file=sys.stderr)
            return 1
    return 0 if passed == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
