/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement of a script, and what the script says of it.
 *
 * @param rows the rows that it gives; an asterisk stands for any value
 * @param parts texts that its rows contain
 * @param counts numbers of files, each with a directory of the warehouse
 */
record ScriptStep(String statement, List<String> rows, List<String> parts, List<String> counts) {
  private static final String ROW = "--> ";
  private static final String PART = "--~ ";
  private static final String COUNT = "--# ";

  private ScriptStep(String statement) {
    this(statement, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The steps of a script on the class path. */
  static List<ScriptStep> read(String script) throws IOException {
    List<String> lines;
    try (InputStream in = ScriptStep.class.getResourceAsStream(script)) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<ScriptStep> steps = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(ROW)) {
        steps.get(steps.size() - 1).rows.add(line.substring(ROW.length()));
      } else if (line.startsWith(PART)) {
        steps.get(steps.size() - 1).parts.add(line.substring(PART.length()));
      } else if (line.startsWith(COUNT)) {
        steps.get(steps.size() - 1).counts.add(line.substring(COUNT.length()));
      } else if (!line.startsWith("--")) {
        open.add(line);
        if (line.endsWith(";")) {
          String statement = String.join("\n", open).strip();
          steps.add(new ScriptStep(statement.substring(0, statement.length() - 1)));
          open.clear();
        }
      }
    }
    assertThat(open).as("the script ends within a statement").allMatch(String::isBlank);
    return steps;
  }

  void run(SqlSession session, SqlWarehouse warehouse) throws IOException {
    List<String> found;
    try {
      found = session.run(statement);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new AssertionError(statement + "\nfails: " + e.getMessage(), e);
    }
    if (parts.isEmpty()) {
      assertThat(found).as(statement).hasSameSizeAs(rows);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(found.get(i)).as("%s%nrow %d", statement, i + 1).matches(pattern(rows.get(i)));
      }
    } else {
      assertThat(String.join("\n", found)).as(statement).contains(parts);
    }
    for (String count : counts) {
      String[] words = count.split(" ");
      int files = Integer.parseInt(words[0]);
      assertThat(warehouse.files(words[1])).as("after %s%n%s", statement, count).hasSize(files);
      assertThat(warehouse.has(words[1])).as("after %s%n%s", statement, count).isEqualTo(files > 0);
    }
  }

  private static Pattern pattern(String row) {
    return Pattern.compile(
        List.of(row.split(" \\| ")).stream()
            .map(cell -> cell.equals("*") ? "[^|]*" : Pattern.quote(cell))
            .collect(Collectors.joining(Pattern.quote(" | "))));
  }
}
