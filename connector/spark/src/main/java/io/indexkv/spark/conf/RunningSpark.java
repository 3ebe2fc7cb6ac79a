/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Arrays;
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
  private static final Pattern LINE = Pattern.compile("(\\d+)\\.(\\d+)(\\D.*)?");

  /** The Spark of this JVM. */
  public static RunningSpark current() {
    return new RunningSpark(
        org.apache.spark.package$.MODULE$.SPARK_VERSION(), Properties.versionNumberString());
  }

  /** Why this jar does not fit, and what to do; empty if it fits. */
  public Optional<String> misfit() {
    return misfit(JarLine.ofThisJar());
  }

  Optional<String> misfit(JarLine jar) {
    int line = line(spark);
    if (line >= line(jar.oldest()) && line <= line(jar.newest()) && isFor(jar)) {
      return Optional.empty();
    }
    String remedy =
        Arrays.stream(JarLine.values())
            .filter(one -> one != jar && isFor(one))
            .map(
                one ->
                    "put the jar indexkv-spark-runtime_%s in its place, which is for Spark %s"
                        .formatted(one.scala(), one.sparks()))
            .findFirst()
            .orElse(
                ("use a Spark that was built for Scala %s (its jars end with _%1$s), or remove the"
                        + " jar from the class path")
                    .formatted(jar.scala()));
    return Optional.of(
        ("the jar indexkv-spark_%s expected Spark %s with Scala %1$s, found Spark %s with Scala"
                + " %s; %s")
            .formatted(jar.scala(), jar.sparks(), spark, scala, remedy));
  }

  private boolean isFor(JarLine jar) {
    return line(scala) == line(jar.scala());
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
