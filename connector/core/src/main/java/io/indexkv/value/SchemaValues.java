/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.SchemaType;
import java.util.List;
import java.util.Objects;

/**
 * Rows of any schema as Java objects, for programs that do not know the columns of a store. A
 * decoded row is a list with one element for each column. Can only decode.
 *
 * <p>An element is null, or of the class that {@link Column.Type#javaType()} names. An interval is
 * a {@link java.time.Period} or a {@link java.time.Duration}. A struct is a {@link Struct}, an
 * array a {@link List}, a map a {@link MapOf}.
 */
public final class SchemaValues implements Values<List<Object>> {
  private final SchemaType.Struct schema;

  /**
   * A struct inside a row.
   *
   * @param names names of the fields
   * @param values one for each name; null for a null
   */
  public record Struct(List<String> names, List<Object> values) {}

  /**
   * A map inside a row.
   *
   * @param keys the keys in the order of the row
   * @param values one for each key; null for a null
   */
  public record MapOf(List<Object> keys, List<Object> values) {}

  /**
   * Values of a schema, which a manifest has.
   *
   * @throws IllegalArgumentException if it is not Spark's JSON of a struct
   */
  public SchemaValues(String schema) {
    this(SchemaType.parse(Objects.requireNonNull(schema, "schema")));
  }

  public SchemaValues(SchemaType.Struct schema) {
    this.schema = Objects.requireNonNull(schema, "schema");
  }

  /** The columns and their types. */
  public SchemaType.Struct schema() {
    return schema;
  }

  @Override
  public List<Object> decode(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return new SchemaDecoder(bytes, Struct::new, MapOf::new).row(schema);
  }

  @Override
  public byte[] encode(List<Object> value) {
    throw new UnsupportedOperationException("rows of a schema can only be read");
  }

  @Override
  public String label() {
    return SchemaRows.LAYOUT;
  }
}
