# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

import indexkv
from conftest import CONNECT, ROOT, builder
from indexkv import _configure
from indexkv._check import EXTENSION, package_version
from indexkv._jars import scala_of, scala_of_pyspark
from indexkv._stores import PATH_CATALOG, WAREHOUSE_CATALOG


class Builder:
    """A builder that starts nothing; it has what configure uses of PySpark's."""

    def __init__(self, **options: str) -> None:
        self._options = {name.replace("_", "."): value for name, value in options.items()}

    def config(self, name: str, value: str) -> Builder:
        self._options[name] = value
        return self


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Spark for Scala 2.13 that no session uses."""
    (tmp_path / "jars").mkdir()
    (tmp_path / "conf").mkdir()
    (tmp_path / "jars" / "spark-core_2.13-4.1.3.jar").touch()
    monkeypatch.setenv("SPARK_HOME", str(tmp_path))
    for name in ("SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS", "SPARK_REMOTE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_configure, "_running", lambda _: None)
    return tmp_path


def configured(
    builder: Builder,
    join: indexkv.JoinMode | None = None,
    catalogs: dict[str, str | Path] | None = None,
) -> dict[str, str]:
    indexkv.configure(builder, join=join, catalogs=catalogs)  # type: ignore[arg-type]
    return builder._options


@pytest.mark.usefixtures("home")
def test_configure_adds_the_jar_and_the_catalog_only() -> None:
    assert configured(Builder()) == {
        "spark.jars": str(indexkv.jar_path()),
        "spark.sql.catalog.indexkv": PATH_CATALOG,
    }


@pytest.mark.usefixtures("home")
def test_configure_keeps_what_is_there() -> None:
    options = configured(
        Builder(spark_jars="a.jar,b.jar", spark_sql_catalog_indexkv="x.Other"), join="require"
    )
    assert options["spark.jars"] == f"a.jar,b.jar,{indexkv.jar_path()}"
    assert options["spark.sql.catalog.indexkv"] == "x.Other"
    assert options["spark.indexkv.join.mode"] == "require"
    again = Builder()
    again._options = dict(options)
    assert configured(again, join="require") == options
    with pytest.raises(indexkv.SetupError, match="is require already"):
        configured(again, join="off")


def test_configure_keeps_what_spark_defaults_has(home: Path) -> None:
    (home / "conf" / "spark-defaults.conf").write_text(
        "# ours\nspark.jars  c.jar\nspark.sql.catalog.indexkv=x.Other\n"
    )
    options = configured(Builder())
    assert options == {"spark.jars": f"c.jar,{indexkv.jar_path()}"}


@pytest.mark.usefixtures("home")
def test_configure_names_catalogs() -> None:
    options = configured(Builder(), catalogs={"kv": "s3a://bucket/stores", "lake": Path("/lake")})
    assert options["spark.sql.catalog.kv"] == WAREHOUSE_CATALOG
    assert options["spark.sql.catalog.kv.warehouse"] == "s3a://bucket/stores"
    assert options["spark.sql.catalog.lake.warehouse"] == "/lake"
    again = Builder()
    again._options = dict(options)
    assert configured(again, catalogs={"kv": "s3a://bucket/stores"}) == options


@pytest.mark.usefixtures("home")
def test_configure_changes_no_catalog() -> None:
    builder = Builder(spark_sql_catalog_kv=WAREHOUSE_CATALOG, spark_sql_catalog_kv_warehouse="/a")
    with pytest.raises(indexkv.SetupError, match=r"kv\.warehouse is /a already"):
        configured(builder, catalogs={"kv": "/b"})
    with pytest.raises(indexkv.SetupError, match=r"catalog\.lake is x\.Other already"):
        configured(Builder(spark_sql_catalog_lake="x.Other"), catalogs={"lake": "/b"})


@pytest.mark.parametrize("name", ["indexkv", "spark_catalog", "a.b", "1a", "a b", ""])
@pytest.mark.usefixtures("home")
def test_a_catalog_has_a_name_of_its_own(name: str) -> None:
    with pytest.raises(indexkv.SetupError, match="cannot be the name of a catalog"):
        configured(Builder(), catalogs={name: "/data"})


@pytest.fixture
def java(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that is JAVA_HOME, with a java that a test writes."""
    (home / "bin").mkdir()
    monkeypatch.setenv("JAVA_HOME", str(home))
    return home / "bin" / "java"


def test_an_old_java_is_refused_in_one_line(java: Path) -> None:
    for text, version in [("11.0.22", "11"), ("1.8.0_402", "8")]:
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{text}\" 2024-01-16' >&2\n")
        java.chmod(0o755)
        with pytest.raises(indexkv.SetupError) as refused:
            configured(Builder())
        assert f"is Java {version}, but Spark needs Java 17 or newer" in str(refused.value)
        assert "PySpark 3.5, 4.1, 4.2 and 4.3 with Java 17" in str(refused.value)
        assert "\n" not in str(refused.value)
    java.write_text("#!/bin/sh\necho 'openjdk version \"17\" 2021-09-14' >&2\n")
    assert "spark.jars" in configured(Builder())


def test_a_missing_java_is_named(java: Path) -> None:
    with pytest.raises(indexkv.SetupError, match=f"JAVA_HOME, which is {java.parents[1]}, has no"):
        configured(Builder())
    (java.parents[1] / "conf" / "spark-env.sh").touch()
    assert "spark.jars" in configured(Builder())


@pytest.mark.usefixtures("home")
def test_configure_does_not_add_a_second_jar_of_ours() -> None:
    options = configured(Builder(spark_jars="/x/indexkv-spark-runtime_2.13-0.0.9.jar"))
    assert options["spark.jars"] == "/x/indexkv-spark-runtime_2.13-0.0.9.jar"


@pytest.mark.usefixtures("home")
def test_jars_of_the_command_line_would_hide_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--jars a.jar pyspark-shell")
    with pytest.raises(indexkv.SetupError, match="PYSPARK_SUBMIT_ARGS .* append ,/"):
        configured(Builder())
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"--jars {indexkv.jar_path()} pyspark-shell")
    assert "spark.jars" not in configured(Builder())


def test_a_remote_server_needs_no_jar_here(home: Path) -> None:
    (home / "jars" / "spark-core_2.13-4.1.3.jar").unlink()
    options = configured(Builder(spark_remote="sc://host"))
    assert "spark.jars" not in options
    assert options["spark.sql.catalog.indexkv"] == PATH_CATALOG
    with pytest.raises(indexkv.SetupError, match="found no spark-core_"):
        configured(Builder())


def test_another_scala_is_refused_in_one_line(home: Path) -> None:
    core = home / "jars" / "spark-core_2.13-4.1.3.jar"
    core.rename(core.with_name("spark-core_3-5.0.0.jar"))
    with pytest.raises(indexkv.SetupError) as refused:
        configured(Builder())
    assert "is built with Scala 3" in str(refused.value)
    assert "install PySpark 3.5 or newer" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_jar_for_another_scala_is_chosen(home: Path) -> None:
    core = home / "jars" / "spark-core_2.13-4.1.3.jar"
    core.rename(core.with_name("spark-core_2.12-3.5.9.jar"))
    options = configured(Builder())
    assert "_2.12-" in options["spark.jars"]
    # PySpark 3.5 does not find the extension by itself
    assert options["spark.sql.extensions"] == EXTENSION
    options = configured(Builder(spark_sql_extensions="a.Other"))
    assert options["spark.sql.extensions"] == f"a.Other,{EXTENSION}"
    options = configured(Builder(spark_sql_extensions=EXTENSION))
    assert options["spark.sql.extensions"] == EXTENSION


def test_there_is_a_small_jar_for_each_scala() -> None:
    jars = sorted(jar.name for jar in indexkv.jar_path().parent.glob("*.jar"))
    assert [scala_of(name) for name in jars] == ["2.12", "2.13"]
    jar = indexkv.jar_path()
    assert jar.name.endswith(f"_{scala_of_pyspark()}-{package_version()}.jar")
    assert jar.stat().st_size < 5_000_000
    names = zipfile.ZipFile(jar).namelist()
    assert PATH_CATALOG.replace(".", "/") + ".class" in names


def test_the_version_is_that_of_the_build() -> None:
    pom = (ROOT / "pom.xml").read_text(encoding="utf-8")
    found = re.search(r"<artifactId>indexkv-parent</artifactId>\s*<version>(.*?)</version>", pom)
    assert found
    assert found.group(1) == package_version()


@pytest.mark.versions
def test_check_asks_the_java_process(spark: SparkSession) -> None:
    setup = indexkv.check(spark)
    assert setup.indexkv == package_version()
    assert setup.spark == spark.version
    assert setup.scala.startswith(scala_of_pyspark())
    assert re.match(r"\d+", setup.java)
    assert setup.join == "auto"
    assert str(setup).endswith("lookup joins: auto | ready")


@pytest.mark.versions
def test_configure_again_in_a_running_session(spark: SparkSession) -> None:
    assert indexkv.configure(builder()).getOrCreate() == spark
    spark.conf.set("spark.indexkv.join.mode", "on")
    try:
        with pytest.raises(indexkv.SetupError, match="is on already"):
            indexkv.configure(builder(), join="off")
    finally:
        spark.conf.unset("spark.indexkv.join.mode")


@pytest.mark.versions
def test_a_catalog_in_a_running_session(spark: SparkSession, path: str) -> None:
    for _ in range(2):
        same = indexkv.configure(builder(), catalogs={"running": path}).getOrCreate()
        assert same == spark
    indexkv.write(spark.range(3), "running.numbers", key="id")
    assert indexkv.read(spark, str(Path(path) / "numbers")).count() == 3
    with pytest.raises(indexkv.SetupError, match=r"running\.warehouse is .* already"):
        indexkv.configure(builder(), catalogs={"running": "/elsewhere"})


def python(code: str) -> str:
    """Run a program in a process of its own, and return what it prints."""
    program = (
        "import os; os.environ.pop('SPARK_CONF_DIR', None)\n"
        "import indexkv\nfrom pyspark.sql import SparkSession\n"
        "builder = SparkSession.builder.config('spark.ui.enabled', 'false')\n"
        f"builder = builder.{'remote' if CONNECT else 'master'}('local[1]')\n"
        "def fails(call):\n"
        "    try:\n        call()\n    except indexkv.SetupError as e:\n        print('NO', e)\n"
    )
    # PySpark's way to a port of its own, beside the server of the other tests
    env = {**os.environ, "SPARK_TESTING": "1"} if CONNECT else None
    done = subprocess.run(
        [sys.executable, "-c", program + code], capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_session_without_the_jar() -> None:
    out = python(
        "spark = builder.getOrCreate()\n"
        "fails(lambda: indexkv.check(spark))\n"
        "fails(lambda: indexkv.configure(builder))\n"
        "spark.sql(f'ADD JAR {indexkv.jar_path()}')\n"
        "fails(lambda: indexkv.check(spark))\n"
    )
    lines = [line for line in out.splitlines() if line.startswith("NO ")]
    assert len(lines) == 3
    assert "its extension is not part of this session" in lines.pop()
    for line in lines:
        assert "started without the jar of IndexKV: restart Python" in line
        assert "indexkv.configure(SparkSession.builder)" in line


@pytest.mark.skipif(CONNECT, reason="a server that PySpark starts ends with its process")
def test_a_java_process_that_began_without_the_jar() -> None:
    out = python(
        "builder.getOrCreate().stop()\n"
        "spark = indexkv.configure(builder).getOrCreate()\n"
        "fails(lambda: indexkv.check(spark))\n"
    )
    assert "Java process was running before it was set" in out
    assert "restart Python (in a notebook: the kernel)" in out
