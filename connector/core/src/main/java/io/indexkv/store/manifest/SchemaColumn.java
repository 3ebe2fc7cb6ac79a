/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A column of a schema. The schema is the JSON with which Spark describes a struct.
 *
 * @param type its name in that JSON; {@link #NESTED} for structs, arrays and maps
 */
public record SchemaColumn(String name, String type) {
  public static final String NESTED = "nested";

  /** The schema of these columns, as JSON. */
  public static String json(List<SchemaColumn> columns) {
    JsonWriter json = JsonWriter.line().string("type", "struct").beginObjects("fields");
    for (SchemaColumn column : columns) {
      json.beginLine()
          .string("name", column.name)
          .string("type", column.type)
          .flag("nullable", true)
          .strings("metadata", Map.of())
          .end();
    }
    return json.end().end().text();
  }

  /**
   * The columns of a schema.
   *
   * @throws IllegalArgumentException if the text is not Spark's JSON of a struct
   */
  public static List<SchemaColumn> parse(String schema) {
    return SchemaJson.read(schema, SchemaColumn::columns);
  }

  private static List<SchemaColumn> columns(JsonObject struct) {
    List<SchemaColumn> columns = new ArrayList<>();
    for (JsonObject field : struct.objects("fields")) {
      boolean nested = field.members().get("type") instanceof Map;
      columns.add(new SchemaColumn(field.string("name"), nested ? NESTED : field.string("type")));
    }
    return columns;
  }
}
