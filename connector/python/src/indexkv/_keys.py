# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""The key columns of a store that is loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyspark.sql import DataFrame, SparkSession

from indexkv._errors import IndexKvError
from indexkv._plan import plan_text

_SCAN = re.compile(
    r"IndexKvScan .*? version=\d+ key=(?P<key>.*?)(?P<repeats> duplicates=keep)? columns=\["
)


def key_of(stored: DataFrame) -> list[str]:
    """Return the key columns of a store in the order of the key.

    Args:
        stored: The store as a frame, without any other operation.

    """
    # the columns of the key are among those that are never null
    columns = {field.name for field in stored.schema.fields if not field.nullable}
    return _split(_scan(stored)["key"], columns)


def repeats_keys(stored: DataFrame) -> bool:
    """Return whether a store keeps rows of equal keys.

    Args:
        stored: The store as a frame, without any other operation.

    """
    return _scan(stored)["repeats"] is not None


def spelled(spark: SparkSession, columns: Sequence[str], name: str) -> str | None:
    """Return the column of a name, as Spark would find it.

    Args:
        spark: The session. It ignores case, unless ``spark.sql.caseSensitive`` is set.
        columns: The names of the columns that there are.
        name: The name to find. A column with exactly this name wins.

    """
    if name in columns:
        return name
    if spark.conf.get("spark.sql.caseSensitive") == "true":
        return None
    found = [column for column in columns if column.lower() == name.lower()]
    return found[0] if len(found) == 1 else None


def _scan(stored: DataFrame) -> re.Match[str]:
    found = _SCAN.search(plan_text(stored))
    if found is None:
        raise IndexKvError("expected the scan of a store in the plan, found none")
    return found


def _split(text: str, columns: set[str]) -> list[str]:
    """Split a list of names by commas; a name may have a comma itself."""
    for name in sorted(columns, key=len, reverse=True):
        if text == name:
            return [name]
        if text.startswith(name + ","):
            return [name, *_split(text[len(name) + 1 :], columns - {name})]
    raise IndexKvError(f"expected the columns {', '.join(sorted(columns))}, found the key {text}")
