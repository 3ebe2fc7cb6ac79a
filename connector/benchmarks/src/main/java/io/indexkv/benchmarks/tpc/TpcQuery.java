/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A query of Spark's own tests, without the LIMIT at its end: among rows that are equal in the
 * order, a limit may take any.
 */
record TpcQuery(String name, String sql) {
  private static final Pattern LIMIT_AT_END =
      Pattern.compile("\\blimit\\s+\\d+\\s*;?\\s*\\z", Pattern.CASE_INSENSITIVE);

  static List<TpcQuery> ofSuite(String suite, int count) {
    List<TpcQuery> queries = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      for (String form : List.of("", "a", "b")) {
        String name = "q" + number + form;
        String sql = read("/" + suite + "/" + name + ".sql");
        if (sql != null) {
          queries.add(new TpcQuery(name, LIMIT_AT_END.matcher(sql).replaceFirst("")));
        }
      }
    }
    if (queries.size() < count) {
      throw new IllegalStateException(
          "%s: expected at least %d queries on the class path, found %d"
              .formatted(suite, count, queries.size()));
    }
    return List.copyOf(queries);
  }

  private static String read(String resource) {
    try (InputStream in = TpcQuery.class.getResourceAsStream(resource)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
