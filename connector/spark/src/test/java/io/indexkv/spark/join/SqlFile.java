/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of SQL statements from Spark's own tests, on the class path. */
record SqlFile(String name) {
  private static final Pattern COMMENT = Pattern.compile("--.*|/\\*(?s:.*?)\\*/");
  private static final Pattern NEW_TABLE =
      Pattern.compile(
          "create\\s+(?:or\\s+replace\\s+)?(?:temporary\\s+view|temp\\s+view|view|table)"
              + "\\s+([a-z_0-9]+)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern QUERY =
      Pattern.compile(
          "\\(*\\s*(select|with|from|values|table)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The statements in order, without comments. */
  List<String> statements() {
    try (InputStream in = SqlFile.class.getResourceAsStream("/sql-tests/inputs/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no file " + name + " on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(COMMENT.matcher(text).replaceAll("").split(";"))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static boolean isQuery(String statement) {
    return QUERY.matcher(statement).matches();
  }

  /** The view or table that the statement creates, or null. */
  static String newTable(String statement) {
    Matcher made = NEW_TABLE.matcher(statement);
    return made.matches() ? made.group(1) : null;
  }

  @Override
  public String toString() {
    return name;
  }
}
