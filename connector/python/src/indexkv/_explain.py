# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Which joins of a query are lookups, which are not, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyspark.sql import DataFrame

from indexkv._plan import operators, plan_text
from indexkv._remedies import remedy_of

_LOOKUP = re.compile(
    r"LookupJoin (?:.*?\s)?\[(?P<on>.*?)\], (?P<join>[\w(]+)(?:#\d+\))?, store=(?P<store>.*?),"
    r" version=(?P<version>\d+), columns=\[(?P<columns>.*?)\], probe=(?P<probe>\w+)"
    r"(?:, slices=(?P<slices>\d+))?"
)
_SCAN = re.compile(
    r"BatchScan .*?IndexKvScan (?P<store>.*?) version=(?P<version>\d+) key=.*? columns=\[.*?\]"
    r".*?(?: no lookup join: (?P<reason>.*?))?(?: RuntimeFilters: \[.*\])?\Z"
)
_OTHER_JOIN = re.compile(
    r"(?:BroadcastHashJoin|SortMergeJoin|ShuffledHashJoin|BroadcastNestedLoopJoin|CartesianProduct)\b"
)
_EXCHANGE = re.compile(r"(?:Exchange|BroadcastExchange)\b")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ID = re.compile(r"#\d+L?\b")


@dataclass(frozen=True)
class LookupJoin:
    """A join that looks the rows of one side up in a store.

    Attributes:
        store: URI of the store.
        version: The version that all tasks look up in.
        join: The type of the join, such as ``left outer``.
        on: What is looked up, such as ``origin = iata``; the key column is on the right.
        columns: The columns of the store that tasks read.
        probe: ``batch`` if the keys come as columns, ``row`` if they come as rows.
        slices: In how many parts a partitioned join opens the store, else None.

    """

    store: str
    version: int
    join: str
    on: tuple[str, ...]
    columns: tuple[str, ...]
    probe: str
    slices: int | None

    def __str__(self) -> str:
        """Return one line."""
        return f"{_short(self.store)}@{self.version} on {', '.join(self.on)}, {self.join}"


@dataclass(frozen=True)
class Fallback:
    """A join with a store that Spark runs its own way, over a scan of the store.

    Attributes:
        store: URI of the store.
        version: The version that is scanned.
        reason: Why the join is no lookup join.
        remedy: What to change.

    """

    store: str
    version: int
    reason: str
    remedy: str

    def __str__(self) -> str:
        """Return one line."""
        return f"{_short(self.store)}@{self.version}: {self.reason}. {self.remedy}"


@dataclass(frozen=True)
class JoinReport:
    """What the plan of a query says of its joins.

    Attributes:
        lookups: The joins that are lookups.
        fallbacks: The joins with a store that are not.
        scans: URIs of the stores that are read without a word about a join.
        other_joins: How many joins Spark runs its own way, with a store or without one.
        exchanges: How many times the query shuffles or broadcasts rows.

    """

    lookups: tuple[LookupJoin, ...]
    fallbacks: tuple[Fallback, ...]
    scans: tuple[str, ...]
    other_joins: int
    exchanges: int

    def __str__(self) -> str:
        """Return a line for the query, and one for each join."""
        found = len(self.lookups) + len(self.fallbacks)
        if found == 0:
            first = "No join with a store."
        else:
            verb = "is a lookup" if len(self.lookups) == 1 else "are lookups"
            joins = "join" if found == 1 else "joins"
            first = f"{len(self.lookups)} of {found} {joins} with a store {verb}."
        moved = "No exchange." if self.exchanges == 0 else f"Exchanges: {self.exchanges}."
        lines = [f"{first} {moved}"]
        lines += [f"  lookup      {one}" for one in self.lookups]
        lines += [f"  not lookup  {one}" for one in self.fallbacks]
        return "\n".join(lines)

    __repr__ = __str__


def explain(df: DataFrame) -> JoinReport:
    """Tell which joins of a query are lookups, which are not, why, and what to change.

    The query does not run. If it has run, the plan that Spark ended with counts.

    Examples:
        >>> write(spark.createDataFrame([("OSL", "Oslo")], "iata string, city string"), path,
        ...       key="iata")
        >>> flights = spark.createDataFrame([(1, "OSL")], "id int, origin string")
        >>> airports = read(spark, path)
        >>> explain(flights.join(airports, flights.origin == airports.iata, "left"))
        1 of 1 join with a store is a lookup. No exchange.
          lookup      ...@1 on origin = iata, left outer
        >>> spoilt = explain(flights.join(airports, flights.origin == F.upper(airports.iata)))
        >>> spoilt.fallbacks[0].reason
        "no equality has key column 'iata' alone on one side"

    """
    return report(plan_text(df))


def report(plan: str) -> JoinReport:
    """Read the text of a physical plan."""
    lookups: list[LookupJoin] = []
    fallbacks: list[Fallback] = []
    scans: list[str] = []
    others = exchanges = 0
    for operator in operators(plan):
        if operator.startswith("LookupJoin "):
            lookups.append(_lookup(operator))
        elif _OTHER_JOIN.match(operator):
            others += 1
        elif _EXCHANGE.match(operator):
            exchanges += 1
        elif scan := _SCAN.match(operator):
            if reason := scan["reason"]:
                fallbacks.append(
                    Fallback(scan["store"], int(scan["version"]), reason, remedy_of(reason))
                )
            else:
                scans.append(scan["store"])
    return JoinReport(tuple(lookups), tuple(fallbacks), tuple(scans), others, exchanges)


def _lookup(operator: str) -> LookupJoin:
    found = _LOOKUP.match(operator)
    if found is None:
        raise ValueError(f"expected a lookup join in the form that this version knows: {operator}")
    return LookupJoin(
        store=found["store"],
        version=int(found["version"]),
        join=_WORDS.sub(" ", found["join"].partition("(")[0]).lower(),
        on=tuple(_ID.sub("", found["on"]).split(", ")),
        columns=tuple(found["columns"].split(", ")),
        probe=found["probe"],
        slices=int(found["slices"]) if found["slices"] else None,
    )


def _short(store: str) -> str:
    return store.rstrip("/").rsplit("/", maxsplit=1)[-1]
