/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** Shows names of columns to people. */
public final class ColumnNames {
  private ColumnNames() {}

  /**
   * The name in readable form. Invisible characters, such as the byte order mark at the start of
   * some files, are escaped. A name with a comma or a backquote is put in backquotes.
   */
  public static String shown(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints().forEach(c -> text.append(visible(c) ? Character.toString(c) : escaped(c)));
    return name.contains(",") || name.contains("`")
        ? "`" + text.toString().replace("`", "``") + "`"
        : text.toString();
  }

  public static String shown(Collection<String> names) {
    return names.stream().map(ColumnNames::shown).collect(Collectors.joining(", "));
  }

  public static String shown(StructType schema) {
    return shown(Arrays.asList(schema.fieldNames()));
  }

  /** Whether the session takes two names for the same one. */
  public static boolean same(String name, String other) {
    return areCaseSensitive() ? name.equals(other) : name.equalsIgnoreCase(other);
  }

  /** Whether the session takes two lists of names for the same one. */
  public static boolean same(List<String> names, List<String> others) {
    return names.size() == others.size()
        && IntStream.range(0, names.size()).allMatch(i -> same(names.get(i), others.get(i)));
  }

  /** Whether names that differ in case only differ for the session. */
  public static boolean areCaseSensitive() {
    return SQLConf.get().caseSensitiveAnalysis();
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static String escaped(int c) {
    return Character.toString(c)
        .chars()
        .mapToObj("\\u%04X"::formatted)
        .collect(Collectors.joining());
  }

  /** A name as Spark's expressions spell it, which would otherwise take its dots for structs. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
