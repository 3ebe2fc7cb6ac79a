/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.util.List;
import java.util.Map;

/** Appends JSON strings, and arrays and objects of strings, to a text. */
public final class JsonWriter {
  private JsonWriter() {}

  public static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // a lone surrogate has no UTF-8 form, so surrogates are escaped unless paired
          boolean paired =
              Character.isHighSurrogate(c)
                      && i + 1 < text.length()
                      && Character.isLowSurrogate(text.charAt(i + 1))
                  || Character.isLowSurrogate(c)
                      && i > 0
                      && Character.isHighSurrogate(text.charAt(i - 1));
          if (c < ' ' || Character.isSurrogate(c) && !paired) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  static void strings(StringBuilder out, List<String> texts) {
    out.append('[');
    String separator = "";
    for (String text : texts) {
      out.append(separator);
      string(out, text);
      separator = ",";
    }
    out.append(']');
  }

  static void strings(StringBuilder out, Map<String, String> texts) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.append(separator);
      string(out, text.getKey());
      out.append(':');
      string(out, text.getValue());
      separator = ",";
    }
    out.append('}');
  }
}
