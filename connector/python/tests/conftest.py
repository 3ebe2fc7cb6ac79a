# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyspark
import pytest
from pyspark.sql import SparkSession

import indexkv

CONNECT = os.environ.get("INDEXKV_SPARK", "classic") == "connect"
ROOT = Path(__file__).parents[3]
# as in (4, 1)
PYSPARK = tuple(int(number) for number in pyspark.__version__.split(".")[:2])
HAS_CALL = PYSPARK >= (4, 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip = pytest.mark.skip(reason="Spark has CALL from version 4.1 on")
    for item in items:
        if not HAS_CALL and item.get_closest_marker("procedures"):
            item.add_marker(skip)


def builder() -> SparkSession.Builder:
    """A session of two threads, classic or over Spark Connect."""
    made = SparkSession.builder
    made = made.remote("local[2]") if CONNECT else made.master("local[2]")
    return made.config("spark.sql.shuffle.partitions", "2")


@pytest.fixture(scope="session")
def spark(
    tmp_path_factory: pytest.TempPathFactory,
    record_testsuite_property: Callable[[str, object], None],
) -> Iterator[SparkSession]:
    # settings of the server, which a client of Spark Connect cannot set itself
    home = tmp_path_factory.mktemp("conf")
    (home / "spark-defaults.conf").write_text(
        f"spark.ui.enabled false\nspark.sql.warehouse.dir {home / 'warehouse'}\n"
        # Spark's planner never gets hot in tests: the second compiler only takes their time
        "spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1\n"
    )
    (home / "log4j2.properties").write_text("rootLogger.level = off\n")
    os.environ["SPARK_CONF_DIR"] = str(home)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # pandas on Spark warns if nobody has set it
    os.environ.setdefault("PYARROW_IGNORE_TIMEZONE", "1")
    session = indexkv.configure(builder()).getOrCreate()
    # .ci/cells reads these from the report
    kind = "connect" if CONNECT else "classic"
    record_testsuite_property("indexkv.cell", f"pyspark {pyspark.__version__} · {kind}")
    java = indexkv.check(session).java.split(".")[0]
    record_testsuite_property("java.specification.version", java)
    yield session
    session.stop()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where a store can be made; a name that SQL must quote."""
    return str(tmp_path / "a store's `place`")
