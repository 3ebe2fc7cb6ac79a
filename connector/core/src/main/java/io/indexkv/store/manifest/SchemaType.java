/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.row.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A type of a schema with all that is inside it. The schema is Spark's JSON of a struct. */
public sealed interface SchemaType {
  /**
   * A type without parts.
   *
   * @param name its name in the JSON, for example long or decimal(10,2)
   */
  record Atomic(String name) implements SchemaType {}

  /** A struct. */
  record Struct(List<Field> fields) implements SchemaType {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /** An array. */
  record Array(SchemaType element) implements SchemaType {}

  /** A map. */
  record MapOf(SchemaType key, SchemaType value) implements SchemaType {}

  /**
   * A type that no row has, for example a user-defined one.
   *
   * @param kind what the JSON calls it
   */
  record Other(String kind) implements SchemaType {}

  /**
   * A field of a struct.
   *
   * @param declared the type that Spark's metadata has for a CHAR or VARCHAR; empty for others
   */
  record Field(String name, SchemaType type, String declared) {
    /** The metadata entry that holds the declared type of a CHAR or VARCHAR column. */
    private static final String DECLARED = "__CHAR_VARCHAR_TYPE_STRING";

    /**
     * Reads a field.
     *
     * @param depth number of types around it
     */
    static Field of(JsonObject field, int depth) {
      String declared = "";
      if (field.members().get("metadata") instanceof Map<?, ?> metadata
          && metadata.get(DECLARED) instanceof String text) {
        declared = text;
      }
      return new Field(field.string("name"), inside(field, "type", depth), declared);
    }
  }

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException if the text is not Spark's JSON of a struct
   */
  static Struct parse(String schema) {
    return SchemaJson.read(schema, SchemaType::struct);
  }

  /** Reads a schema that {@link SchemaJson} has parsed. */
  static Struct struct(JsonObject schema) {
    return (Struct) of(schema.members(), 0);
  }

  private static SchemaType of(Object json, int depth) {
    if (depth > RowType.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "the schema is nested deeper than " + RowType.MAX_DEPTH + " types");
    }
    if (json instanceof String name) {
      return new Atomic(name);
    }
    JsonObject type = JsonObject.of(json);
    String kind = type.string("type");
    return switch (kind) {
      case "struct" -> {
        List<Field> fields = new ArrayList<>();
        for (JsonObject field : type.objects("fields")) {
          fields.add(Field.of(field, depth + 1));
        }
        yield new Struct(fields);
      }
      case "array" -> new Array(inside(type, "elementType", depth + 1));
      case "map" ->
          new MapOf(inside(type, "keyType", depth + 1), inside(type, "valueType", depth + 1));
      default -> new Other(kind);
    };
  }

  private static SchemaType inside(JsonObject type, String name, int depth) {
    return of(SchemaJson.inside(type, name), depth);
  }
}
