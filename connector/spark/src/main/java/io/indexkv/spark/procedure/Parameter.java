/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A parameter of a procedure.
 *
 * @param name in lower case; Spark compares it with the argument's name as the session says
 * @param type to which Spark casts the argument
 * @param defaultSql the value in SQL if there is no argument; empty if an argument is required
 * @param comment what the parameter means
 */
public record Parameter(String name, DataType type, Optional<String> defaultSql, String comment) {
  /** The table of the store that a procedure is about. */
  static final Parameter TABLE = required("table", DataTypes.StringType, "the table of the store");

  static Parameter required(String name, DataType type, String comment) {
    return new Parameter(name, type, Optional.empty(), comment);
  }

  static Parameter optional(String name, DataType type, String comment) {
    return new Parameter(name, type, Optional.of("NULL"), comment);
  }
}
