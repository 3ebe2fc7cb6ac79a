# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Draws the plots of docs/performance.md from the kept results.

Run it after a new result is kept:  python3 connector/benchmarks/plots.py
It needs Python 3.10 and nothing else. With --check it only compares, and fails if a plot is old.
"""

from __future__ import annotations

import csv
import statistics
import sys
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
RESULTS = HERE / "results"
IMAGES = HERE.parents[1] / "docs" / "images"

OURS = "#d55e00"  # two colours that the colour-blind can tell apart
OTHERS = "#56799c"
BAR = 26
GAP = 12
LEFT = 150
WIDTH = 640


def joins() -> str:
    """Seconds of each join, from the runs that were measured (run 0 warms up)."""
    result = "2026-11-23-2fe47ea-q1"
    seconds: dict[str, list[float]] = {}
    with (RESULTS / result / "raw.csv").open() as file:
        for row in csv.DictReader(file):
            if row["run"] != "0":
                seconds.setdefault(row["variant"], []).append(float(row["seconds"]))
    names = {
        "scan": "scan alone",
        "lookup": "lookup join",
        "broadcast": "broadcast hash",
        "shuffled-hash": "shuffled hash",
        "sort-merge": "sort-merge",
    }
    bars = [(names[name], statistics.median(seconds[name]), name == "lookup") for name in names]
    title = "50 million facts joined with 10 million keys: seconds, less is better"
    return bar_chart(title, bars, "{:.1f} s", f"results/{result}: 2 cores, Spark 4.1, median of three runs")


def peers() -> str:
    """Nanoseconds for a key, in a batch where a store has batches."""
    result = "2026-11-22-412a789"
    names = {
        "indexkv": "IndexKV",
        "hashmap": "java.util.HashMap",
        "sparkey": "sparkey",
        "paldb": "PalDB",
        "ancestor": "binary search",
        "lmdb": "LMDB",
        "rocksdb": "RocksDB",
    }
    found: dict[str, float] = {}
    with (RESULTS / result / "scores.csv").open() as file:
        for row in csv.DictReader(file):
            if row["keys"] == "random" and row["measure"] == "batch" and row["store"] in names:
                found[row["store"]] = float(row["value"])
    bars = [(names[name], found[name], name == "indexkv") for name in names]
    title = "A key of a batch of 1,024, among 10 million: nanoseconds, less is better"
    return bar_chart(title, bars, "{:,.0f} ns", f"results/{result}: one thread, page cache warm, 100-byte values")


def bar_chart(title: str, bars: list[tuple[str, float, bool]], label: str, source: str) -> str:
    """Horizontal bars: name, value, and whether it is ours."""
    height = 44 + len(bars) * (BAR + GAP) + 30
    largest = max(value for _, value, _ in bars)
    room = WIDTH - LEFT - 90
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-size="14"'
        f' font-family="Helvetica, Arial, sans-serif" role="img" aria-label="{escape(title)}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" font-weight="bold" fill="#111">{escape(title)}</text>',
    ]
    y = 44
    for name, value, ours in bars:
        width = max(1.0, value / largest * room)
        middle = y + BAR / 2 + 5
        lines += [
            f'<text x="{LEFT - 10}" y="{middle:.0f}" text-anchor="end" fill="#111">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{OURS if ours else OTHERS}"/>',
            f'<text x="{LEFT + width + 8:.1f}" y="{middle:.0f}" fill="#111">{escape(label.format(value))}</text>',
        ]
        y += BAR + GAP
    lines += [f'<text x="12" y="{y + 16}" font-size="12" fill="#444">{escape(source)}</text>', "</svg>", ""]
    return "\n".join(lines)


PLOTS = {"joins.svg": joins, "peers.svg": peers}


def main(arguments: list[str]) -> int:
    """Writes the plots, or compares them."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    old = []
    for name, draw in PLOTS.items():
        path = IMAGES / name
        text = draw()
        if not arguments:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            old.append(str(path))
    if old:
        print(f"older than the results: {', '.join(old)}. Run connector/benchmarks/plots.py", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
