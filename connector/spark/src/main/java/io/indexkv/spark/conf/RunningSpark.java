/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.util.Properties;

/**
 * The running Spark, and whether this jar fits it. A jar for another Scala or Spark can break every
 * query of a session, because methods that Spark calls have other parameters.
 *
 * @param spark the version of Spark
 * @param scala the version of Spark's Scala
 */
public record RunningSpark(String spark, String scala) {
  private static final String SCALA_LINE = "2.13";
  private static final int OLDEST = 305;
  private static final int NEWEST = 403;
  private static final Pattern LINE = Pattern.compile("(\\d+)\\.(\\d+)(\\D.*)?");

  /** The Spark of this JVM. */
  public static RunningSpark current() {
    return new RunningSpark(
        org.apache.spark.package$.MODULE$.SPARK_VERSION(), Properties.versionNumberString());
  }

  /** Why this jar does not fit, and what to do; empty if it fits. */
  public Optional<String> misfit() {
    int line = line(spark);
    if (line >= OLDEST && line <= NEWEST && line(scala) == line(SCALA_LINE)) {
      return Optional.empty();
    }
    return Optional.of(
        "the jar indexkv-spark_2.13 expected Spark 3.5 to 4.3 with Scala 2.13, found Spark "
            + spark
            + " with Scala "
            + scala
            + "; use a Spark that was built for Scala 2.13 (its jars end with _2.13), or remove the"
            + " jar from the class path: IndexKV has no jar for another Scala");
  }

  /** Fails if this jar does not fit. */
  public void check() {
    misfit()
        .ifPresent(
            reason -> {
              throw new UnsupportedOperationException("IndexKV: " + reason);
            });
  }

  /** 305 for 3.5.9; -1 if the text is not a version. */
  private static int line(String version) {
    Matcher m = LINE.matcher(version);
    return m.matches() ? Integer.parseInt(m.group(1)) * 100 + Integer.parseInt(m.group(2)) : -1;
  }
}
