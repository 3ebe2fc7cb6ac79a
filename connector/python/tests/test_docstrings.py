# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Every example in a docstring runs, and every public function has one."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

import indexkv

pytestmark = pytest.mark.versions

FUNCTIONS = [
    value
    for name, value in sorted(vars(indexkv).items())
    if inspect.isfunction(value) and name in indexkv.__all__
]


# their examples do, at least
CALLS = ("compact", "expire", "vacuum", "verify", "rollback", "tag", "untag", "tags")


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(one, marks=[pytest.mark.procedures] if one.__name__ in CALLS else [])
        for one in FUNCTIONS
    ],
    ids=lambda one: one.__name__,
)
def test_the_example_runs(
    function: Callable[..., Any], spark: SparkSession, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {**vars(indexkv), "spark": spark, "path": path, "F": F, "timedelta": timedelta}
    (example,) = doctest.DocTestFinder(recurse=False).find(function, function.__name__, globs=names)
    assert example.examples, "no example"
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    failed = doctest.DocTestRunner(optionflags=options).run(example).failed
    assert failed == 0, capsys.readouterr().out


def test_all_functions_are_found() -> None:
    assert len(FUNCTIONS) > 15
