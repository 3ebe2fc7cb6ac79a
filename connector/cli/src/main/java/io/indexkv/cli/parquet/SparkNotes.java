/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.store.manifest.SchemaIds;
import io.indexkv.store.manifest.SchemaType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What Spark notes in a Parquet file of its columns: types that Parquet does not have, and
 * metadata.
 *
 * @param columns by their names
 */
record SparkNotes(Map<String, Note> columns) {
  static final String SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
  private static final String VERSION = "org.apache.spark.version";
  private static final String DECLARED = "__CHAR_VARCHAR_TYPE_STRING";
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * A column.
   *
   * @param metadata what a store keeps of it, as JSON
   */
  record Note(SchemaType.Field field, String metadata) {}

  /** The notes in the metadata of a file; none if another program wrote it. */
  static SparkNotes of(Map<String, String> file) {
    String schema = file.get(SCHEMA);
    Map<String, Note> notes = new HashMap<>();
    if (schema != null) {
      Map<String, String> metadata = metadata(schema);
      for (SchemaType.Field field : SchemaType.parse(schema).fields()) {
        notes.put(field.name(), new Note(field, metadata.getOrDefault(field.name(), "{}")));
      }
    }
    return new SparkNotes(notes);
  }

  /** Whether dates before 1582, or times before 1900, may be in the calendar of Spark 2. */
  static boolean oldCalendar(Map<String, String> file) {
    String version = file.get(VERSION);
    return version != null && (version.startsWith("2.") || version.startsWith("3.0."))
        || file.containsKey("org.apache.spark.legacyDateTime")
        || file.containsKey("org.apache.spark.legacyINT96");
  }

  /** The metadata of each column of a schema. */
  private static Map<String, String> metadata(String schema) {
    Map<String, String> metadata = new HashMap<>();
    try (JsonParser in = JSON.createParser(schema)) {
      while (in.nextToken() != null) {
        // a field of the outermost struct is an object in its array: depth 3
        if (in.currentToken() == JsonToken.START_OBJECT && depth(in) == 3) {
          field(in, metadata);
        }
      }
      return metadata;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int depth(JsonParser in) {
    int depth = 0;
    for (var context = in.getParsingContext(); !context.inRoot(); context = context.getParent()) {
      depth++;
    }
    return depth;
  }

  private static void field(JsonParser in, Map<String, String> metadata) throws IOException {
    String name = "";
    String text = "{}";
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "name" -> name = in.getText();
        case "metadata" -> text = kept(in, name);
        default -> in.skipChildren();
      }
    }
    metadata.put(name, text);
  }

  /** The members that a store keeps. */
  private static String kept(JsonParser in, String column) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String member = in.currentName();
        in.nextToken();
        if (member.equals("__COLLATIONS")) {
          throw new UsageException(
              "column %s has a collation, which a store cannot have"
                  .formatted(Text.escaped(column)),
              "cast it to STRING COLLATE UTF8_BINARY, or leave it out with --columns");
        }
        if (isKept(member)) {
          out.writeFieldName(member);
          out.copyCurrentStructure(in);
        } else {
          in.skipChildren();
        }
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  private static boolean isKept(String member) {
    return switch (member) {
      case DECLARED -> true;
      case SchemaIds.ID, SchemaIds.INITIAL, "CURRENT_DEFAULT", "EXISTS_DEFAULT" -> false;
      default -> !member.startsWith("__");
    };
  }
}
