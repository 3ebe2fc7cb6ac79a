/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.indexkv.store.manifest.SchemaType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The schema of a new store, as Spark would write it: all columns are nullable but the key. */
final class SchemaText {
  private static final JsonFactory JSON = new JsonFactory();

  private SchemaText() {}

  static String of(List<StoreField> fields, List<String> key) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      begin(out, "struct");
      out.writeArrayFieldStart("fields");
      for (StoreField field : fields) {
        field(out, field.name(), field.type(), !key.contains(field.name()), field.metadata());
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void begin(JsonGenerator out, String type) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", type);
  }

  private static void field(
      JsonGenerator out, String name, SchemaType type, boolean nullable, String metadata)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeFieldName("type");
    type(out, type);
    out.writeBooleanField("nullable", nullable);
    out.writeFieldName("metadata");
    out.writeRawValue(metadata);
    out.writeEndObject();
  }

  private static void type(JsonGenerator out, SchemaType type) throws IOException {
    if (type instanceof SchemaType.Struct struct) {
      begin(out, "struct");
      out.writeArrayFieldStart("fields");
      for (SchemaType.Field field : struct.fields()) {
        field(out, field.name(), field.type(), true, "{}");
      }
      out.writeEndArray();
      out.writeEndObject();
    } else if (type instanceof SchemaType.Array array) {
      begin(out, "array");
      out.writeFieldName("elementType");
      type(out, array.element());
      out.writeBooleanField("containsNull", true);
      out.writeEndObject();
    } else if (type instanceof SchemaType.MapOf map) {
      begin(out, "map");
      out.writeFieldName("keyType");
      type(out, map.key());
      out.writeFieldName("valueType");
      type(out, map.value());
      out.writeBooleanField("valueContainsNull", true);
      out.writeEndObject();
    } else {
      out.writeString(((SchemaType.Atomic) type).name());
    }
  }
}
