/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the statements of docs/sql.md in their order, and compares the rows that it shows. */
@Tag("versions")
class SqlDocTest {
  private static final Path PAGE = Path.of("../../docs/sql.md");

  /** Comments before blocks that only newer versions of Spark run. */
  private static final Map<String, Integer> SINCE =
      Map.of("<!-- spark 4 -->", 400, "<!-- spark 4.2 -->", 402);

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  /** A block of statements, and the rows of the last one; null if the page shows none. */
  private record Block(int since, List<String> statements, List<String> rows) {}

  @Test
  void everyStatementRunsAndGivesTheRowsOfThePage() throws IOException {
    int statements = 0;
    try {
      for (Block block : blocks(Files.readAllLines(PAGE))) {
        if (version() < block.since()) {
          continue;
        }
        List<Row> last = List.of();
        for (String statement : block.statements()) {
          last = run(statement);
          statements++;
        }
        if (block.rows() != null) {
          assertThat(last.stream().map(SqlDocTest::text))
              .as(block.statements().toString())
              .containsExactlyElementsOf(block.rows());
        }
      }
    } finally {
      spark.sql("drop view if exists flights");
      spark.sql("drop namespace if exists kv.ref cascade");
    }
    assertThat(statements).isGreaterThan(35);
  }

  private List<Row> run(String statement) {
    try {
      return spark.sql(statement.replace("${dir}", directory.toString())).collectAsList();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new AssertionError("docs/sql.md: " + statement + "\nfails: " + e.getMessage(), e);
    }
  }

  /** 402 for Spark 4.2.0. */
  private int version() {
    String[] parts = spark.version().split("[.]");
    return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
  }

  private static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.isNullAt(i) ? "NULL" : row.get(i).toString())
        .collect(Collectors.joining(" | "));
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    int since = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (SINCE.containsKey(line)) {
        since = SINCE.get(line);
      } else if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        List<String> content = lines.subList(i + 1, end);
        if (line.equals("```sql")) {
          blocks.add(new Block(since, statements(content), null));
          since = 0;
        } else if (line.equals("```text")) {
          Block before = blocks.remove(blocks.size() - 1);
          blocks.add(new Block(before.since(), before.statements(), List.copyOf(content)));
        }
        i = end;
      }
    }
    return blocks;
  }

  private static List<String> statements(List<String> lines) {
    return Arrays.stream(String.join("\n", lines).split(";"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
