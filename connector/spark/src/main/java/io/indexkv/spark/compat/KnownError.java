/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkThrowable;

/**
 * A wrong use for which Spark has an error class. Programs find the class and its SQLSTATE in the
 * exception, also over Spark Connect. The message is not Spark's, because it says what to do, too.
 */
public final class KnownError extends IllegalArgumentException implements SparkThrowable {
  private static final long serialVersionUID = 1L;

  private final String errorClass;
  private final String state;
  private final Map<String, String> parameters;

  private KnownError(
      String message, String errorClass, String state, Map<String, String> parameters) {
    super(message);
    this.errorClass = errorClass;
    this.state = state;
    this.parameters = new LinkedHashMap<>(parameters);
  }

  /** There is no column {@code name} among those of {@code shown}. */
  public static KnownError noColumn(String message, String name, String shown) {
    return new KnownError(
        message,
        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        "42703",
        Map.of("objectName", name, "proposal", shown));
  }

  /** A store does not have the type of a column. */
  public static KnownError noType(String message, String column, String type) {
    return new KnownError(
        message,
        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
        "0A000",
        Map.of("format", "indexkv", "columnName", column, "columnType", type));
  }

  /** The error class; Spark 4 calls it {@code getCondition}. */
  @Override
  public String getErrorClass() {
    return errorClass;
  }

  /** For Spark 4, which asks for no other name. */
  public String getCondition() {
    return errorClass;
  }

  @Override
  public String getSqlState() {
    return state;
  }

  @Override
  public Map<String, String> getMessageParameters() {
    return Map.copyOf(parameters);
  }
}
