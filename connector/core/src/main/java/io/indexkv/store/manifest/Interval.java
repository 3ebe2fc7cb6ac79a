/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.row.RowColumn;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declaration that the entries of a store are intervals that do not overlap, as {@code
 * docs/store-layout.md} defines it. An interval is from the value of the last key column to that of
 * a column of the rows. Entries that differ in the other key columns may overlap.
 *
 * @param start name of the last key column
 * @param end name of the column with the end; a null in it means no end
 * @param endIncluded whether the end belongs to the interval; the start always does
 */
public record Interval(String start, String end, boolean endIncluded) implements Serializable {
  /** The name of the property of a manifest, of store files, and of the option of a write. */
  public static final String PROPERTY = "interval";

  private static final Pattern OPEN = Pattern.compile("([^\\[\\](),]+),([^\\[\\](),]+)");
  private static final Pattern BRACKETS =
      Pattern.compile("\\[([^\\[\\](),]+),([^\\[\\](),]+)([])])");

  /** The type of a row's column, and the label of the key type with the same values. */
  private static final Map<String, String> KEY_TYPES =
      Map.of("byte", "int8", "short", "int16", "integer", "int32", "long", "int64");

  /**
   * Parses {@code start,end} or {@code [start,end)}, whose end is excluded, or {@code [start,end]}.
   *
   * @throws IllegalArgumentException if the text has none of these forms
   */
  public static Interval parse(String text) {
    Matcher brackets = BRACKETS.matcher(text.strip());
    if (brackets.matches()) {
      return new Interval(
          brackets.group(1).strip(), brackets.group(2).strip(), brackets.group(3).equals("]"));
    }
    Matcher open = OPEN.matcher(text.strip());
    if (open.matches()) {
      return new Interval(open.group(1).strip(), open.group(2).strip(), false);
    }
    throw new IllegalArgumentException(
        "the interval '%s' is none: expected two columns, as in valid_from,valid_to, or [low,high] if"
                .formatted(Excerpt.of(text))
            + " the end belongs to it");
  }

  /** The declaration among some properties. */
  static Optional<Interval> of(Map<String, String> properties) {
    return Optional.ofNullable(properties.get(PROPERTY)).map(Interval::parse);
  }

  /** The text in manifests and store files, which {@link #parse} reads. */
  public String text() {
    return "[" + start + "," + end + (endIncluded ? "]" : ")");
  }

  /**
   * Checks that a store can have such intervals.
   *
   * @param valueEncoding how values are encoded
   * @throws IllegalArgumentException if the start is not the last key column, or the end is not a
   *     column of its type
   */
  public void check(
      String valueEncoding, String schema, List<String> keyColumns, List<String> keyTypes) {
    if (!SchemaRows.LAYOUT.equals(valueEncoding)) {
      throw refused("the values are no rows, so that they have no column " + end);
    }
    int last = keyColumns.size() - 1;
    if (!keyColumns.get(last).equals(start)) {
      throw refused(
          "an interval begins with the last key column, which is " + keyColumns.get(last));
    }
    RowColumn column =
        SchemaIds.columns(schema).stream()
            .filter(c -> c.name().equals(end))
            .findFirst()
            .orElseThrow(() -> refused("the rows have no column " + end));
    String type = KEY_TYPES.getOrDefault(column.type(), column.type());
    if (keyColumns.contains(end)) {
      throw refused(end + " is a key column: the end is a column of the value");
    }
    if (!type.equals(keyTypes.get(last))) {
      throw refused(
          "%s is of type %s, %s of type %s: cast one to the type of the other"
              .formatted(start, keyTypes.get(last), end, type));
    }
  }

  private IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException("the interval " + text() + " does not fit: " + reason);
  }
}
