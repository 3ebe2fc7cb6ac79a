# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Settings of a session that does not run yet."""

from __future__ import annotations

import os
import re
import shlex
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast

from pyspark.sql import SparkSession

from indexkv._check import EXTENSION, EXTENSIONS, check
from indexkv._errors import SetupError
from indexkv._jars import jar_path, ours_in, spark_home, version_of_pyspark
from indexkv._java import require_java
from indexkv._stores import CATALOG_NAMES, PATH_CATALOG, WAREHOUSE_CATALOG

JoinMode = Literal["auto", "on", "off", "require"]
"""Which joins with a store become lookup joins."""

JOIN_MODE = "spark.indexkv.join.mode"
_JARS = "spark.jars"
_CATALOG = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
_SPARKS_OWN = "spark_catalog"


def configure(
    builder: SparkSession.Builder,
    *,
    join: JoinMode | None = None,
    catalogs: Mapping[str, str | os.PathLike[str]] | None = None,
) -> SparkSession.Builder:
    """Add IndexKV to the settings of a session that is about to start.

    The jar inside this package is appended to ``spark.jars``, and the catalog ``indexkv`` is
    named, in which the path of a store is the name of a table. A setting that is there already
    stays as it is. Nothing is downloaded.

    If a session runs already and has IndexKV, the builder comes back, so that a cell of a
    notebook can run twice.

    Args:
        builder: The builder, with your own settings.
        join: The setting ``spark.indexkv.join.mode``.
        catalogs: Catalogs of tables with a key, by name: the directory of each, which any file
            system of Spark can have. With ``{"kv": "/data/stores"}`` the table ``kv.ref.airports``
            is the store ``/data/stores/ref/airports``.

    Returns:
        The same builder.

    Raises:
        SetupError: If a session runs without IndexKV, or this package has no jar for the installed
            Spark, or there is no Java for Spark, or a setting contradicts ``join`` or ``catalogs``.

    Examples:
        >>> from pyspark.sql import SparkSession
        >>> spark = configure(SparkSession.builder.master("local[2]")).getOrCreate()
        >>> again = configure(SparkSession.builder, catalogs={"kv": path}).getOrCreate()
        >>> again.sql("CREATE TABLE kv.airports (iata STRING) TBLPROPERTIES ('key' = 'iata')")
        DataFrame[]

    """
    options = builder._options  # a builder has no public way to look at its settings
    remote = str(options.get("spark.remote") or os.environ.get("SPARK_REMOTE") or "")
    running = _running(bool(remote))
    if running is not None:
        check(running)
        _add_catalogs(builder, catalogs, lambda name: running.conf.get(name, None))
        return _with_join(builder, join, running.conf.get(JOIN_MODE, None))
    if not remote.startswith("sc://"):
        require_java()
        _add_jar(builder, connect=bool(remote))
        _add_extension(builder)
    name = f"spark.sql.catalog.{CATALOG_NAMES[0]}"
    if _setting(builder, name) is None:
        builder.config(name, PATH_CATALOG)
    _add_catalogs(builder, catalogs, lambda name: _setting(builder, name))
    return _with_join(builder, join, _setting(builder, JOIN_MODE))


def _add_catalogs(
    builder: SparkSession.Builder,
    catalogs: Mapping[str, str | os.PathLike[str]] | None,
    found: Callable[[str], str | None],
) -> None:
    for name, warehouse in (catalogs or {}).items():
        if not _CATALOG.match(name) or name in (*CATALOG_NAMES, _SPARKS_OWN):
            raise SetupError(
                f"{name!r} cannot be the name of a catalog of tables with a key: take letters,"
                f" digits and _, and none of {', '.join(CATALOG_NAMES)} and {_SPARKS_OWN}"
            )
        setting = f"spark.sql.catalog.{name}"
        for key, value in (
            (setting, WAREHOUSE_CATALOG),
            (f"{setting}.warehouse", os.fspath(warehouse)),
        ):
            there = found(key)
            if there is None:
                builder.config(key, value)
            elif there != value:
                raise SetupError(
                    f"{key} is {there} already, and configure(catalogs=...) changes no setting that"
                    f" is there: name the catalog otherwise, or leave {name!r} out"
                )


def _with_join(
    builder: SparkSession.Builder, join: JoinMode | None, found: str | None
) -> SparkSession.Builder:
    if join is None or join == found:
        return builder
    if found is not None:
        raise SetupError(
            f"{JOIN_MODE} is {found} already, and configure(join={join!r}) changes no setting that"
            f" is there: leave join out, or call spark.conf.set({JOIN_MODE!r}, {join!r})"
        )
    return builder.config(JOIN_MODE, join)


def _add_extension(builder: SparkSession.Builder) -> None:
    """Name the extension where PySpark does not find it in the jar: before Spark 4."""
    if version_of_pyspark().startswith("3."):
        before = (_setting(builder, EXTENSIONS) or "").strip()
        if EXTENSION not in before:
            builder.config(EXTENSIONS, f"{before},{EXTENSION}" if before else EXTENSION)


def _add_jar(builder: SparkSession.Builder, *, connect: bool) -> None:
    jar = str(jar_path())
    submit = shlex.split(os.environ.get("PYSPARK_SUBMIT_ARGS", ""))
    if "--jars" in submit:
        if not ours_in(submit[submit.index("--jars") + 1]):
            raise SetupError(
                "PYSPARK_SUBMIT_ARGS has the option --jars, which hides spark.jars of the session:"
                f" append ,{jar} to its value"
            )
        return
    before = _setting(builder, _JARS) or ""
    if ours_in(before):
        return
    builder.config(_JARS, f"{before},{jar}" if before.strip() else jar)
    if connect:
        # PySpark sets spark.jars for the server that it starts, and then tries once more in vain
        warnings.filterwarnings("ignore", message=r"Failed to set spark\.jars to ")


def _setting(builder: SparkSession.Builder, name: str) -> str | None:
    value = builder._options.get(name)
    return str(value) if value is not None else _defaults().get(name)


def _defaults() -> dict[str, str]:
    """Read conf/spark-defaults.conf, which settings of a builder replace."""
    directory = os.environ.get("SPARK_CONF_DIR") or spark_home() / "conf"
    file = Path(directory) / "spark-defaults.conf"
    if not file.is_file():
        return {}
    found: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line.strip().replace("=", " ", 1).partition(" ")
        if key and not key.startswith("#"):
            found[key] = value.strip()
    return found


def _running(connect: bool) -> SparkSession | None:
    if not connect:
        return SparkSession.getActiveSession()
    from pyspark.sql.connect.session import SparkSession as ConnectSession

    return cast(SparkSession | None, ConnectSession.getActiveSession())
