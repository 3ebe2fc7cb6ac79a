# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""The text of a plan, in a classic session and over Spark Connect."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout

from pyspark.sql import DataFrame

from indexkv._errors import plain_errors

_TREE = re.compile(r"\A[\s:|+-]*")
_STAGE = re.compile(r"\A\*\(\d+\) ")
_INITIAL = "== Initial Plan =="


def plan_text(df: DataFrame) -> str:
    """Return what ``df.explain()`` prints."""
    text = io.StringIO()
    with plain_errors(), redirect_stdout(text):
        df.explain()
    return text.getvalue()


def operators(plan: str) -> Iterator[str]:
    """Yield the lines of a plan without the lines of its tree.

    If Spark has run the plan, only the final plan counts, not the one that Spark began with.
    """
    initial: int | None = None
    for line in plan.splitlines():
        tree = _TREE.match(line)
        column = tree.end() if tree else 0
        if initial is not None and column > initial:
            continue
        initial = None
        operator = line[column:].strip()
        if operator == _INITIAL:
            # the lines of this plan begin in the same column as its title, or further right
            initial = column - 1
        elif operator:
            yield _STAGE.sub("", operator)
