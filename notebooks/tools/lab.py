# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Starts JupyterLab by notebooks/start, and asks its server for what a reader meets there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

NOTEBOOKS = Path(__file__).parents[1]
LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]+)")
SECONDS = 120


def links() -> list[str]:
    """What the notebooks link to, by its place below the top of the repository."""
    found = set()
    for path in NOTEBOOKS.glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                found |= set(LINK.findall("".join(cell["source"])))
    return sorted(os.path.relpath(NOTEBOOKS / link, NOTEBOOKS.parent) for link in found)


def problems() -> list[str]:
    """What a reader would stumble over: links that open nothing, questions, warnings."""
    with tempfile.TemporaryDirectory() as runtime, tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [NOTEBOOKS / "start", "--no-browser", "--allow-root", "--ServerApp.port_retries=100"],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "JUPYTER_RUNTIME_DIR": runtime},
        )
        try:
            found = answers(server(process, Path(runtime)))
        except TimeoutError as error:
            found = [str(error)]
        finally:
            process.terminate()
            process.wait(SECONDS)
        log.seek(0)
        # [W is how Jupyter begins a warning, [E an error
        warnings = [line for line in log.read().splitlines() if re.match(r"\[[WEC] ", line)]
    return found + [f"the terminal has the warning {line}" for line in warnings]


def server(process: subprocess.Popen[bytes], runtime: Path) -> dict[str, str]:
    """The address and the token of the server, as soon as it listens."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(path.read_text(encoding="utf-8"))
            except json.JSONDecodeError:
                pass  # the server is writing it
        time.sleep(0.2)
    raise TimeoutError(f"notebooks/start starts no server within {SECONDS} s, or ended")


def answers(server: dict[str, str]) -> list[str]:
    def ask(path: str) -> object:
        with urlopen(f"{server['url']}{path}?content=0&token={server['token']}") as answer:
            return json.load(answer)

    found = []
    for link in links():
        try:
            ask(f"api/contents/{link}")
        except HTTPError as error:
            found.append(f"a notebook links to {link}, which JupyterLab does not open: {error}")
    news = ask("lab/api/settings/@jupyterlab/apputils-extension:notification")
    if news["schema"]["properties"]["fetchNews"]["default"] != "false":
        found.append("JupyterLab asks whether it may fetch news")
    return found
