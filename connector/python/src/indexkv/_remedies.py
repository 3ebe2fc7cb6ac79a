# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""What to change so that a join becomes a lookup join, by the reason that the plan gives."""

from __future__ import annotations

import re

_FORCE = "Spark's own join is likely to be as fast; the hint LOOKUP, or join=on, forces a lookup"

_REMEDIES = [
    (
        r"the order is by '.*', but no equality has key column '(.+)' alone on one side",
        r"Compare {0} by =, too, or write the store with the order's column before it in the key",
    ),
    (
        r"no equality has key column '(.+)' alone on one side",
        r"Compare {0} itself by =: put functions and casts on the other side, or write the store"
        r" with the key in the form that you ask for",
    ),
    (
        r"key column '(.+)' is (.+), but is compared with .* of type (.+)",
        r"Cast the other side to {1}, or write the store with {0} as {2}",
    ),
    (
        r"a filter on the key was pushed into the scan",
        r"The scan reads only the keys of the filter, which is fast; filter the other side instead"
        r" if you want a lookup",
    ),
    (
        r"the query takes a sample of the store",
        r"A lookup finds all keys: sample the other side instead, or leave the sample out",
    ),
    (
        r"join with the store on the (left|right) returns store rows that no probe row matches",
        r"Use an inner join, or an outer join that keeps the rows of the other side only",
    ),
    (
        r"returns a store row once, however many probe rows match it",
        r"Join the other way round, or look up first and drop duplicates afterwards",
    ),
    (r"NOT IN also tests for nulls", r"Use NOT EXISTS, or declare both columns NOT NULL"),
    (
        r"the join has no equality between its sides",
        r"Add an equality for each key column of the store",
    ),
    (
        r"the store's side has the non-deterministic expression",
        r"Compute that expression above the join",
    ),
    (r"is non-deterministic", r"Compute that expression in a column before the join"),
    (
        r"the projections and filters over the store cannot be merged",
        r"Move them above the join",
    ),
    (
        r"bounds alone may match most of the store",
        r"Compare the first key column by =, too, or give the hint LOOKUP",
    ),
    (
        r"looked up slice by slice",
        r"Give the whole key, or set spark.indexkv.join.routing to replicated",
    ),
    (
        r"the store keeps rows of equal keys",
        r"Set spark.indexkv.join.ordered to true, which looks all rows of a key up",
    ),
    (
        r"the subquery may have several rows",
        r"Ask for one row: by the whole key, or by max_by of the last key column",
    ),
    (
        r"the subquery returns the value of another subquery",
        r"Compute the other subquery outside, in a column of the rows",
    ),
    (
        r"a condition of the subquery asks another subquery for each row",
        r"Compute the other subquery in a column of the rows, and compare that column",
    ),
    (
        r"the subquery passes its columns to a Python function",
        r"Call the Python function above the join, on the columns that the subquery returns",
    ),
    (
        r"the subquery compares the whole key, so it needs no order",
        r"Leave ORDER BY and LIMIT out, or write it as a left join",
    ),
    (
        r"the order is by .*, which is no key column",
        r"Order by the key columns behind those that the subquery compares by =",
    ),
    (
        r"several rows may have the same '.*', and it is open which of them counts",
        r"Compare all key columns before the last one by =, and take max_by of the last one",
    ),
    (
        r"LIKE takes % and _ in '(.+)' for any characters",
        r"Compare by startswith(…, {0}), which takes them as they are",
    ),
    (
        r"key column '(.+)' is CHAR, and its spaces",
        r"Write the store with {0} as STRING",
    ),
    (r"the read, or a hint, sets join=off", r"Remove the option join=off, or the hint NO_LOOKUP"),
    (
        r"spark\.indexkv\.join\.mode is off",
        r"Set spark.indexkv.join.mode to auto, or give the hint LOOKUP",
    ),
    (r"the hint .* asks for another join", r"Remove that hint, or give the hint LOOKUP"),
    (r"lets Spark prune partitions of the other side", _FORCE),
    (r"small enough to be broadcast", _FORCE),
    (r"a stream in continuous or real-time mode", r"Run the stream in micro-batches"),
    (r"in the store, but .* in the query", r"Load the store again: its columns have changed"),
    (
        r"Spark's plan has lost|is not a column of the store",
        r"This is a fault of IndexKV: please report the query",
    ),
]
"""Patterns of reasons, with what to change; numbers stand for the groups of the pattern."""


def remedy_of(reason: str) -> str:
    """Return what to change, in one sentence."""
    for pattern, remedy in _REMEDIES:
        found = re.search(pattern, reason)
        if found:
            return remedy.format(*found.groups())
    return "See docs/lookup-join.md: What becomes a lookup join"
