/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.row.RowType;
import java.util.Map;
import java.util.function.Function;

/** Reads schemas: Spark's JSON of a struct. Somebody else may have written it. */
final class SchemaJson {
  /** Maximum depth of a schema's JSON: a struct takes three levels of it. */
  private static final int MAX_DEPTH = 3 * RowType.MAX_DEPTH + 3;

  private SchemaJson() {}

  /** The struct that a schema is. It fails as {@link #read} does. */
  static JsonObject struct(String schema) {
    return read(schema, struct -> struct);
  }

  /**
   * What a reader makes of the struct that a schema is.
   *
   * @throws IllegalArgumentException if the text is not Spark's JSON of a struct, or the reader
   *     throws it
   */
  static <T> T read(String schema, Function<JsonObject, T> reader) {
    try {
      JsonObject json = JsonObject.of(JsonReader.parseForeign(schema, MAX_DEPTH));
      if (!json.string("type").equals("struct")) {
        throw new IllegalArgumentException("it is not a struct, but " + json.string("type"));
      }
      return reader.apply(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a schema in Spark's JSON of a struct, found "
              + Excerpt.of(schema)
              + ": "
              + Excerpt.of(e.getMessage()),
          e);
    }
  }

  /** A type inside another, or inside a field: its name, or the members of a nested type. */
  static Object inside(JsonObject type, String name) {
    Object inside = type.members().get(name);
    if (!(inside instanceof String || inside instanceof Map)) {
      throw new IllegalArgumentException("a type has no '" + name + "'");
    }
    return inside;
  }
}
