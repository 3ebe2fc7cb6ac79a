# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""The Java that PySpark is about to start."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from indexkv._errors import SetupError
from indexkv._jars import spark_home

OLDEST = 17
"""The oldest Java that Spark 4 and IndexKV run on."""

SUPPORTED = (
    "IndexKV is tested on PySpark 3.5, 4.1, 4.2 and 4.3 with Java 17, and needs Python 3.10 or"
    " newer; Spark 4.2 is tested on Java 25, too"
)

_REMEDY = f"install JDK {OLDEST}, and set JAVA_HOME to its directory"
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def require_java() -> None:
    """Stop here if Spark could not start, because its own message would not say why.

    Raises:
        SetupError: If there is no Java, or an older one than Spark needs.

    """
    if "PYSPARK_GATEWAY_PORT" in os.environ or _has_settings_of_its_own():
        return  # the Java process runs already, or a script decides which one starts
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        where = f"JAVA_HOME, which is {home}, has no bin/java" if home else "PATH has no java"
        raise SetupError(f"Spark needs a JDK, but {where}: {_REMEDY}. {SUPPORTED}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = _VERSION.search(said)
    if found and int(found.group(1)) < OLDEST:
        raise SetupError(
            f"{java} is Java {found.group(1)}, but Spark needs Java {OLDEST} or newer: {_REMEDY}."
            f" {SUPPORTED}"
        )


def _has_settings_of_its_own() -> bool:
    directory = os.environ.get("SPARK_CONF_DIR") or spark_home() / "conf"
    return (Path(directory) / "spark-env.sh").is_file()
