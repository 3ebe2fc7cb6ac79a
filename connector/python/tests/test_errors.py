# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest
from pyspark.errors import AnalysisException, PySparkException, PythonException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

import indexkv
from indexkv._errors import message_of

pytestmark = pytest.mark.versions


def shown(call: Callable[[], object]) -> tuple[PySparkException, str]:
    """The error of a call, and all that Python prints of it."""
    with pytest.raises(PySparkException) as found:
        call()
    return found.value, "".join(traceback.format_exception(found.value))


def test_a_failure_of_a_task_shows_our_message_only(spark: SparkSession, path: str) -> None:
    twice = spark.range(2).select(F.lit(7).alias("id"))
    error, text = shown(lambda: indexkv.write(twice, path, key="id"))
    assert isinstance(error, indexkv.IndexKvError)
    assert str(error).startswith("key 7 comes in 2 rows (column id)")
    assert str(error).endswith("Nothing was published.")
    assert ".java:" not in text
    assert ".scala:" not in text
    assert error.original is not None


def test_a_failure_of_planning_keeps_its_class(spark: SparkSession, path: str) -> None:
    error, text = shown(lambda: indexkv.read(spark, path))
    assert isinstance(error, AnalysisException)
    assert "no IndexKV store there" in str(error)
    assert ".java:" not in text


def test_a_null_in_the_key(spark: SparkSession, path: str) -> None:
    rows = spark.createDataFrame([(None, 1)], "id int, v int")
    error, _ = shown(lambda: indexkv.write(rows, path, key="id"))
    assert "null" in str(error)
    assert "nullKeys" in str(error)
    assert "\tat " not in str(error)


def test_a_failure_of_a_users_function_keeps_its_own_text(spark: SparkSession, path: str) -> None:
    fails = F.udf(lambda _: int("not this row"), "int")
    error, _ = shown(
        lambda: indexkv.write(spark.range(1).select(fails("id").alias("id")), path, key="id")
    )
    assert isinstance(error, PythonException)
    assert "not this row" in str(error)


@pytest.mark.procedures
def test_a_missing_store_in_each_call(spark: SparkSession, path: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: indexkv.compact(spark, path),
        lambda: indexkv.history(spark, path).collect(),
        lambda: indexkv.tags(spark, path),
        lambda: indexkv.verify(spark, path),
        lambda: indexkv.get(spark, path, 1),
    ]
    for call in calls:
        error, text = shown(call)
        assert isinstance(error, AnalysisException)
        assert ".java:" not in text


def test_a_store_is_named_by_text(spark: SparkSession) -> None:
    for wrong in ("", None, 3):
        with pytest.raises(indexkv.StoreValueError, match="expected the path or the table"):
            indexkv.read(spark, wrong)  # type: ignore[arg-type]


def test_messages_of_other_shapes() -> None:
    inner = "\tat a.B.c(B.java:1)\nCaused by: io.indexkv.error.CorruptFileException: one\ntwo\n"
    assert message_of(Exception(f"Job aborted\n{inner}\tat d.E.f(E.java:2)")) == "one\ntwo"
    py4j = "An error occurred while calling o1.save.\n: java.io.IOException: full\n\tat a.B.c(X:1)"
    assert message_of(Exception(py4j)) == "full"
    assert message_of(Exception("plain")) == "plain"
