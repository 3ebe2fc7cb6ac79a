/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one strict JSON value: maps, lists, strings, Longs, Booleans and null. Numbers are integers
 * from 0 to 2^63 - 1. A member name occurs only once in an object.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;

  private static final Pattern ANY_NUMBER =
      Pattern.compile("-?+(0|[1-9][0-9]*+)(\\.[0-9]++)?+([eE][+-]?+[0-9]++)?+");

  private final String text;
  private final int maxDepth;

  /** Pattern of the numbers in JSON of others; null in IndexKV's own JSON. */
  private final Pattern numbers;

  private int at;
  private int depth;

  private JsonReader(String text, int maxDepth, Pattern numbers) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.numbers = numbers;
  }

  /**
   * Reads a JSON value.
   *
   * @param bytes the value as UTF-8, and nothing else
   * @throws IllegalArgumentException if the bytes are not such a value; the message says where
   */
  public static Object parse(byte[] bytes) {
    return parse(bytes, MAX_DEPTH, null);
  }

  /**
   * Reads JSON that IndexKV did not write. It may be nested up to {@code maxDepth}, and have any
   * numbers, which become Doubles.
   */
  static Object parseForeign(byte[] bytes, int maxDepth) {
    return parse(bytes, maxDepth, ANY_NUMBER);
  }

  private static Object parse(byte[] bytes, int maxDepth, Pattern numbers) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
    JsonReader reader = new JsonReader(text, maxDepth, numbers);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.unexpected("end of text");
    }
    return value;
  }

  private Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> numbers == null ? number() : foreignNumber();
    };
  }

  private Map<String, Object> object() {
    enter();
    Map<String, Object> members = new LinkedHashMap<>();
    if (next('}')) {
      return members;
    }
    do {
      skipSpace();
      int start = at;
      String name = string();
      if (members.containsKey(name)) {
        throw new IllegalArgumentException(
            "member '" + name + "' occurs twice, again at character " + start);
      }
      if (!next(':')) {
        throw unexpected("':'");
      }
      members.put(name, value());
    } while (next(','));
    leave('}');
    return members;
  }

  private List<Object> array() {
    enter();
    List<Object> elements = new ArrayList<>();
    if (next(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (next(','));
    leave(']');
    return elements;
  }

  private void enter() {
    at++;
    if (++depth > maxDepth) {
      throw new IllegalArgumentException("nested deeper than " + maxDepth + " at character " + at);
    }
  }

  private void leave(char end) {
    if (!next(end)) {
      throw unexpected("',' or '" + end + "'");
    }
  }

  private String string() {
    if (peek() != '"') {
      throw unexpected("a string");
    }
    at++;
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw unexpected(at < text.length() ? "an escaped control character" : "'\"'");
      }
      at++;
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at--;
        throw unexpected("an escape");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw unexpected("a hex digit");
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  private Object foreignNumber() {
    Matcher number = numbers.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw unexpected("a value");
    }
    at = number.end();
    return Double.valueOf(number.group());
  }

  private Long number() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.isEmpty() || digits.length() > 1 && digits.startsWith("0")) {
      at = start;
      throw unexpected("a value (numbers are whole, not negative, without leading zero)");
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "number " + digits + " at character " + start + " exceeds " + Long.MAX_VALUE);
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected(word);
    }
    at += word.length();
    return value;
  }

  private boolean next(char wanted) {
    skipSpace();
    if (peek() != wanted) {
      return false;
    }
    at++;
    if (wanted == '}' || wanted == ']') {
      depth--;
    }
    return true;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  /** The next character, or 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException unexpected(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "expected " + expected + " at character " + at + ", found " + found);
  }
}
