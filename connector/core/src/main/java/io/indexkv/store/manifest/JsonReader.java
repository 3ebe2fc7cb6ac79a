/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.indexkv.file.bytes.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one strict JSON value with Jackson's streaming parser, into maps, lists, strings, Longs,
 * Booleans and null. Numbers are integers from 0 to 2^63 - 1. A member name occurs only once in an
 * object.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;

  /** Maximum length of a number in characters. Spark's parser has the same limit. */
  private static final int MAX_NUMBER_LENGTH = 1000;

  /**
   * Maximum length of a name in characters. Newer Jacksons have the same limit, older ones none.
   */
  static final int MAX_NAME_LENGTH = 50_000;

  private static final JsonFactory OWN = factory(MAX_DEPTH);

  private final JsonParser in;

  /** Whether numbers may be any, and become Doubles. */
  private final boolean anyNumbers;

  private JsonReader(JsonParser in, boolean anyNumbers) {
    this.in = in;
    this.anyNumbers = anyNumbers;
  }

  /** A parser without memory: it keeps no names, and no buffers in threads. */
  private static JsonFactory factory(int maxDepth) {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(Integer.MAX_VALUE) // the file's length is limited
                .build())
        .build();
  }

  /**
   * Reads a JSON value.
   *
   * @param bytes the value as UTF-8, and nothing else
   * @throws IllegalArgumentException if the bytes are not such a value; the message says where
   */
  public static Object parse(byte[] bytes) {
    try {
      // Jackson would guess the encoding, and accept others
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text, OWN, false);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  /**
   * Reads JSON that IndexKV did not write. It may be nested up to {@code maxDepth}, and have any
   * numbers, which become Doubles.
   */
  static Object parseForeign(String text, int maxDepth) {
    return parse(text, factory(maxDepth), true);
  }

  private static Object parse(String text, JsonFactory factory, boolean anyNumbers) {
    try (JsonParser in = factory.createParser(text)) {
      try {
        return new JsonReader(in, anyNumbers).whole();
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            Excerpt.of(e.getOriginalMessage()) + at(in.currentLocation()), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Object whole() throws IOException {
    if (in.nextToken() == null) {
      throw new IllegalArgumentException("expected a value, found the end");
    }
    Object value = value();
    if (in.nextToken() != null) {
      throw problem("expected the end, found a second value");
    }
    return value;
  }

  private Object value() throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("no value begins with " + in.currentToken());
    };
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (name.length() > MAX_NAME_LENGTH) {
        throw problem("a name has more than " + MAX_NAME_LENGTH + " characters");
      }
      if (members.containsKey(name)) {
        throw problem("member '" + Excerpt.of(name) + "' occurs twice");
      }
      in.nextToken();
      members.put(name, value());
    }
    return members;
  }

  private List<Object> array() throws IOException {
    List<Object> elements = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }

  private Number number() throws IOException {
    if (anyNumbers) {
      return Double.valueOf(in.getText());
    }
    String text = in.getText();
    boolean whole = in.getNumberType() == NumberType.INT || in.getNumberType() == NumberType.LONG;
    if (!whole || text.startsWith("-")) {
      throw problem(
          "expected a whole number from 0 to " + Long.MAX_VALUE + ", found " + Excerpt.of(text));
    }
    return in.getLongValue();
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(what + at(in.currentTokenLocation()));
  }

  private static String at(JsonLocation location) {
    return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
