/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;

/** The lines of Scala that there is a jar for, with the oldest and newest Spark of each. */
enum JarLine {
  SCALA_2_12("2.12", "3.5", "3.5"),
  SCALA_2_13("2.13", "3.5", "4.3");

  /** The build writes the line of Scala into it. */
  private static final String BUILT_FOR = "/io/indexkv/spark/jar.properties";

  /** The line of this jar; null until somebody asks. Each read and write asks. */
  private static volatile JarLine ofThisJar;

  private final String scala;
  private final String oldest;
  private final String newest;

  JarLine(String scala, String oldest, String newest) {
    this.scala = scala;
    this.oldest = oldest;
    this.newest = newest;
  }

  String scala() {
    return scala;
  }

  String oldest() {
    return oldest;
  }

  String newest() {
    return newest;
  }

  /** The versions of Spark, for messages. */
  String sparks() {
    return oldest.equals(newest) ? oldest : oldest + " to " + newest;
  }

  static JarLine ofThisJar() {
    if (ofThisJar == null) {
      ofThisJar = built();
    }
    return ofThisJar;
  }

  private static JarLine built() {
    Properties built = new Properties();
    try (InputStream in = JarLine.class.getResourceAsStream(BUILT_FOR)) {
      if (in == null) {
        throw new IllegalStateException(
            "expected the resource " + BUILT_FOR + ": build the jar with Maven");
      }
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String scala = built.getProperty("scala");
    return Arrays.stream(values())
        .filter(line -> line.scala.equals(scala))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no jar is for Scala " + scala + ": see " + BUILT_FOR));
  }
}
