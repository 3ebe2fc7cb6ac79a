/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A list of names separated by commas, each plain or in backquotes, as in {@code a,`b,c`}. */
public final class KeyList {
  private static final char QUOTE = '`';

  private final String text;
  private int at;

  private KeyList(String text) {
    this.text = text;
  }

  /**
   * The names in a list.
   *
   * @throws IllegalArgumentException if a name is missing, or backquotes are not closed
   */
  public static List<String> parse(String text) {
    KeyList list = new KeyList(text);
    List<String> names = new ArrayList<>();
    do {
      names.add(list.name());
    } while (list.comma());
    return names;
  }

  /** The list as text, which {@link #parse} reads. */
  public static String format(List<String> names) {
    return names.stream().map(KeyList::quotedIfNeeded).collect(Collectors.joining(","));
  }

  private static String quotedIfNeeded(String name) {
    boolean plain =
        !name.isEmpty()
            && name.equals(name.strip())
            && name.indexOf(',') < 0
            && name.indexOf(QUOTE) < 0;
    return plain ? name : "`" + name.replace("`", "``") + "`";
  }

  private String name() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    String name = at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain();
    if (name.isEmpty()) {
      throw refused();
    }
    return name;
  }

  private String plain() {
    int comma = text.indexOf(',', at);
    String name = text.substring(at, comma < 0 ? text.length() : comma).strip();
    at = comma < 0 ? text.length() : comma;
    return name;
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    for (at++; at < text.length(); at++) {
      if (text.charAt(at) == QUOTE) {
        at++;
        if (at == text.length() || text.charAt(at) != QUOTE) {
          return name.toString();
        }
      }
      name.append(text.charAt(at));
    }
    throw refused();
  }

  /** Moves past a comma; false at the end of the list. */
  private boolean comma() {
    int end = at;
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    if (end == text.length()) {
      return false;
    }
    if (text.charAt(end) != ',') {
      throw refused();
    }
    at = end + 1;
    return true;
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException(
        ("option '%s' is '%s': name the key column, or several, separated by commas; a name with a"
                + " comma in backquotes")
            .formatted(StoreOption.KEY, text));
  }
}
