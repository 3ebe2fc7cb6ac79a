/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.util.Optional;

/** Loads, by name, the classes that only Spark 4.1 and newer can load. */
public final class Spark4 {
  /** A type that Spark 4.1 brought. */
  private static final String NEEDED =
      "org.apache.spark.sql.connector.catalog.constraints.Constraint";

  private Spark4() {}

  /**
   * Makes an object of a class that names types of Spark 4.
   *
   * @param type what the object is
   * @param name name of the class
   * @return empty if this Spark is too old, or the class path has the modules of the jar without
   *     the one for Spark 4
   */
  public static <T> Optional<T> load(Class<T> type, String name) {
    ClassLoader loader = Spark4.class.getClassLoader();
    try {
      Class.forName(NEEDED, false, loader);
      Class<?> found = Class.forName(name, true, loader);
      return Optional.of(type.cast(found.getDeclaredConstructor().newInstance()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " does not fit this Spark", e);
    }
  }
}
