/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.spark.compat.Unchecked;
import io.indexkv.spark.metadata.LocalRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * A call of a procedure in a session.
 *
 * @param catalog the catalog that the call names; its tables are those of the parameter table
 * @param procedure name of the procedure, for messages
 * @param values the arguments in the order of the parameters, in Spark's internal form
 */
public record ProcedureCall(
    SparkSession spark,
    TableCatalog catalog,
    String procedure,
    List<Parameter> parameters,
    InternalRow values) {
  /** The name that the parameter table gives. */
  TableName tableName() {
    return TableName.of(given("table"), spark, catalog);
  }

  /** The store that the parameter table names. Fails as Spark does if there is no such table. */
  TargetStore store() {
    try {
      return TargetStore.of(tableName(), spark, catalog);
    } catch (NoSuchTableException e) {
      throw Unchecked.thrown(e);
    }
  }

  /** The text of a required parameter. */
  String given(String name) {
    return required(name, text(name));
  }

  /** The value of a required parameter. */
  <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> new IllegalArgumentException(problem(name, "is null: a value is required")));
  }

  Optional<String> text(String name) {
    int i = index(name);
    return values.isNullAt(i) ? Optional.empty() : Optional.of(values.getUTF8String(i).toString());
  }

  /** An integer of at least 1. */
  Optional<Integer> count(String name) {
    int i = index(name);
    if (values.isNullAt(i)) {
      return Optional.empty();
    }
    if (values.getInt(i) < 1) {
      throw new IllegalArgumentException(
          problem(name, "is " + values.getInt(i) + ": expected 1 or more"));
    }
    return Optional.of(values.getInt(i));
  }

  /** The number of a version. */
  Optional<Long> version(String name) {
    int i = index(name);
    if (values.isNullAt(i)) {
      return Optional.empty();
    }
    if (values.getLong(i) < 1) {
      throw new IllegalArgumentException(
          problem(name, "is " + values.getLong(i) + ": versions have numbers from 1"));
    }
    return Optional.of(values.getLong(i));
  }

  Optional<Instant> time(String name) {
    int i = index(name);
    return values.isNullAt(i)
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(values.getLong(i), ChronoUnit.MICROS));
  }

  boolean flag(String name) {
    int i = index(name);
    return !values.isNullAt(i) && values.getBoolean(i);
  }

  /** A message about an argument. */
  String problem(String name, String problem) {
    return "parameter '%s' of the procedure %s %s".formatted(name, procedure, problem);
  }

  /** A result of one row. */
  static List<InternalRow> row(Object... values) {
    return List.of(LocalRow.of(values));
  }

  private int index(String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "the procedure %s has no parameter '%s'".formatted(procedure, name));
  }
}
