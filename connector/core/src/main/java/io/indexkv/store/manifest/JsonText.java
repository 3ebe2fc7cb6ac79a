/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes maps, lists, texts, numbers and truth values as JSON on one line. */
public final class JsonText {
  private final UnaryOperator<Object> plain;
  private final JsonGenerator out;

  private JsonText(UnaryOperator<Object> plain, JsonGenerator out) {
    this.plain = plain;
    this.out = out;
  }

  /** The names of an object with their values. Unlike a map it may repeat a name. */
  public record Members(List<String> names, List<?> values) {}

  /**
   * The JSON of a value. Values of other types are written as texts.
   *
   * @param plain is asked for each value; it returns the value, or another to write in its place
   */
  public static String of(Object value, UnaryOperator<Object> plain) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonWriter.FACTORY.createGenerator(text)) {
      new JsonText(plain, out).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return JsonWriter.withoutLoneSurrogates(text.toString());
  }

  private void write(Object given) throws IOException {
    Object value = plain.apply(given);
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Float number) {
      out.writeNumber(number); // as a text if it is not finite
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Number number) {
      out.writeNumber(number.toString());
    } else if (value instanceof Members members) {
      writeObject(members.names(), members.values());
    } else if (value instanceof Map<?, ?> map) {
      writeObject(List.copyOf(map.keySet()), map.values());
    } else if (value instanceof Collection<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(element);
      }
      out.writeEndArray();
    } else {
      out.writeString(value.toString());
    }
  }

  private void writeObject(List<?> names, Collection<?> values) throws IOException {
    out.writeStartObject();
    int i = 0;
    for (Object value : values) {
      out.writeFieldName(names.get(i++).toString());
      write(value);
    }
    out.writeEndObject();
  }
}
