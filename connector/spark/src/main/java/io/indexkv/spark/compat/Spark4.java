/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSessionExtensions;

/** Loads, by name, the classes that only Spark 4 can load. */
public final class Spark4 {
  private static final String EXTENSIONS = "io.indexkv.spark.v4.Spark4Extensions";

  /** The method that the classes need, which Spark 4.1 brought. */
  private static final String NEEDED = "injectHintResolutionRule";

  private Spark4() {}

  /**
   * What to add to a session; empty if this Spark is too old, or the class path has the modules of
   * the jar without the one for Spark 4.
   */
  @SuppressWarnings("unchecked")
  public static Optional<Consumer<SparkSessionExtensions>> extensions() {
    boolean newEnough =
        Arrays.stream(SparkSessionExtensions.class.getMethods())
            .anyMatch(method -> method.getName().equals(NEEDED));
    if (!newEnough) {
      return Optional.empty();
    }
    try {
      Class<?> type = Class.forName(EXTENSIONS, true, Spark4.class.getClassLoader());
      return Optional.of(
          (Consumer<SparkSessionExtensions>) type.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(EXTENSIONS + " does not fit this Spark", e);
    }
  }
}
