/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.indexkv.file.bytes.Excerpt;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a JSON object with Jackson's generator. The same members always make the same text, on
 * which the checksums and ids of manifests rely.
 */
public final class JsonWriter {
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .characterEscapes(new Escapes())
          .build();

  /** Matches only surrogates without a partner. They have no UTF-8 form. */
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  /** The value of an object or array with a line for each member or element. */
  private static final Object LINES = new Object();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator out;

  private JsonWriter() {
    try {
      out = FACTORY.createGenerator(text);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** An object on one line. */
  static JsonWriter line() {
    return new JsonWriter().write(JsonGenerator::writeStartObject);
  }

  /** An object with a line for each member. */
  public static JsonWriter lines() {
    JsonWriter json = new JsonWriter();
    json.out.setPrettyPrinter(new LineFeeds());
    return json.write(out -> out.writeStartObject(LINES));
  }

  public JsonWriter string(String name, String value) {
    return write(out -> out.writeStringField(name, value));
  }

  public JsonWriter number(String name, long value) {
    return write(out -> out.writeNumberField(name, value));
  }

  JsonWriter flag(String name, boolean value) {
    return write(out -> out.writeBooleanField(name, value));
  }

  JsonWriter strings(String name, Collection<String> values) {
    return write(
        out -> {
          out.writeArrayFieldStart(name);
          for (String value : values) {
            out.writeString(value);
          }
          out.writeEndArray();
        });
  }

  JsonWriter strings(String name, Map<String, String> values) {
    values.keySet().forEach(JsonWriter::requireReadable);
    beginObject(name);
    values.forEach(this::string);
    return end();
  }

  private static void requireReadable(String name) {
    if (name.length() > JsonReader.MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "a name of %,d characters: expected at most %,d: %s"
              .formatted(name.length(), JsonReader.MAX_NAME_LENGTH, Excerpt.of(name)));
    }
  }

  JsonWriter beginObject(String name) {
    return write(out -> out.writeObjectFieldStart(name));
  }

  /** Begins an array of objects. Each is on a line of its own, unless the whole is one line. */
  JsonWriter beginObjects(String name) {
    return write(
        out -> {
          out.writeFieldName(name);
          out.writeStartArray(LINES);
        });
  }

  /** Begins an element that is an object on one line. */
  JsonWriter beginLine() {
    return write(JsonGenerator::writeStartObject);
  }

  /** Begins an element that is an object with a line for each member. */
  JsonWriter beginLines() {
    return write(out -> out.writeStartObject(LINES));
  }

  /** Ends what was begun last. */
  JsonWriter end() {
    return write(
        out -> {
          if (out.getOutputContext().inArray()) {
            out.writeEndArray();
          } else {
            out.writeEndObject();
          }
        });
  }

  /** The bytes of a file: the members so far, and the checksum of these bytes as the last one. */
  public byte[] sealed() {
    return ChecksumLine.seal(text() + ",\n");
  }

  /** The text so far. */
  String text() {
    write(JsonGenerator::flush);
    return withoutLoneSurrogates(text.toString());
  }

  /** The same text with escapes for surrogates without a partner, so that it has a UTF-8 form. */
  static String withoutLoneSurrogates(String text) {
    return LONE_SURROGATE
        .matcher(text)
        .replaceAll(lone -> "\\\\u%04x".formatted((int) lone.group().charAt(0)));
  }

  private JsonWriter write(Step step) {
    try {
      step.write(out);
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("writing to memory", e);
  }

  private interface Step {
    void write(JsonGenerator out) throws IOException;
  }

  /** Ends lines in the objects and arrays that have {@link #LINES}. */
  private static final class LineFeeds extends MinimalPrettyPrinter {
    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
      super.writeObjectEntrySeparator(out);
      lineFeed(out);
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
      lineFeed(out);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
      super.writeArrayValueSeparator(out);
      lineFeed(out);
    }

    private static void lineFeed(JsonGenerator out) throws IOException {
      if (out.getOutputContext().getCurrentValue() == LINES) {
        out.writeRaw('\n');
      }
    }
  }

  /**
   * The escapes of format version 1: those of Jackson, but backspace and form feed have no short
   * form.
   */
  private static final class Escapes extends CharacterEscapes {
    private static final int[] ASCII = standardAsciiEscapesForJSON();

    static {
      ASCII['\b'] = ESCAPE_STANDARD;
      ASCII['\f'] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
