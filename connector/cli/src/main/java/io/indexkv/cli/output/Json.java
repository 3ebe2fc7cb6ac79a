/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.indexkv.value.SchemaValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as JSON. Integers of 64 bits and decimals are strings, because many programs read JSON
 * numbers as doubles. Bytes are hexadecimal digits.
 */
public final class Json {
  /** The version of what {@code --json} prints. */
  public static final int FORMAT = 1;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  private Json() {}

  /** The members that each document begins with. */
  public static Map<String, Object> document(String command, String store) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("command", command);
    document.put("store", store);
    return document;
  }

  /** An object with these names and values. */
  public static Map<String, Object> object(List<String> names, List<Object> values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  /** The JSON of a value, on one line and without characters that could steer a terminal. */
  public static String text(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Text.escaped(text.toString());
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      out.writeNumber(((Number) value).intValue());
    } else if (value instanceof Float number) {
      out.writeNumber(number); // as a string if it is not finite
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof BigDecimal decimal) {
      out.writeString(decimal.toPlainString());
    } else if (value instanceof byte[] bytes) {
      out.writeString(HexFormat.of().formatHex(bytes));
    } else if (value instanceof Map<?, ?> map) {
      writeObject(out, List.copyOf(map.keySet()), map.values().toArray());
    } else if (value instanceof SchemaValues.Struct struct) {
      writeObject(out, struct.names(), struct.values().toArray());
    } else if (value instanceof SchemaValues.MapOf map) {
      writeObject(out, map.keys(), map.values().toArray());
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else {
      out.writeString(value.toString());
    }
  }

  private static void writeObject(JsonGenerator out, List<?> names, Object[] values)
      throws IOException {
    out.writeStartObject();
    for (int i = 0; i < values.length; i++) {
      Object name = names.get(i);
      out.writeFieldName(name instanceof String text ? text : ValueText.exact(name));
      write(out, values[i]);
    }
    out.writeEndObject();
  }
}
