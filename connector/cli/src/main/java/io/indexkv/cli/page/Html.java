/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Every text and every attribute goes through it, so none of them can become markup.
 */
final class Html {
  private static final int MAX_TEXT = 400;

  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String name, String... attributes) {
    start(name, attributes);
    out.append('>');
    open.push(name);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    String name = open.pop();
    out.append("</").append(name).append('>');
    if (!name.equals("td") && !name.equals("th") && !name.equals("span")) {
      out.append('\n');
    }
    return this;
  }

  /** An element with a text in it. */
  Html element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** An element that has no content. */
  Html empty(String name, String... attributes) {
    start(name, attributes);
    out.append(name.equals("rect") ? "/>" : ">\n");
    return this;
  }

  private void start(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  Html text(String text) {
    escape(clipped(text, MAX_TEXT));
    return this;
  }

  /** Appends a part of this program, such as a style sheet, as it is. */
  Html own(String text) {
    out.append(text);
    return this;
  }

  /** The first characters of a text, with a mark if there are more. */
  static String clipped(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isHarmless(c) ? c : '\ufffd');
      }
    }
  }

  /** Whether a character neither steers nor turns the direction of the text around it. */
  private static boolean isHarmless(char c) {
    boolean direction = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    return !Character.isISOControl(c) && !direction;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
