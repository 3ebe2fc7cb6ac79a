/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java code of pages for users, block after block, as it stands there. */
class JavaPagesTest {
  private static final Path TOP = Path.of("../..");
  private static final Pattern BLOCK =
      Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @AfterEach
  void stopStreamsAndDropViews() throws Exception {
    for (StreamingQuery query : spark.streams().active()) {
      query.stop();
    }
    spark.catalog().dropTempView("airports");
    spark.catalog().dropTempView("flights");
  }

  @Test
  void theReadmeRuns() throws Exception {
    run("README.md", 1, "");

    assertThat(store("airports").read().count()).isEqualTo(3376);
  }

  @Test
  void theQuickStartRuns() throws Exception {
    run("docs/quick-start.md", 4, "");

    assertThat(store("airports").read().filter("iata = 'SEA'").first().<String>getAs("city"))
        .isEqualTo("Seattle-Tacoma");
  }

  @Test
  void thePageOfTheSourceRuns() throws Exception {
    String rows = "spark.sql(\"SELECT 'SEA' AS iata, 'Seattle' AS city\")";
    String source =
        """
        Dataset<Row> rows = %1$s;
        Dataset<Row> changes = spark.sql("SELECT 'SEA' AS iata, '' AS city, true AS deleted");
        Dataset<Row> stream = spark.readStream().schema(rows.schema()).json("/changes");
        """
            .formatted(rows);
    Files.createDirectories(directory.resolve("changes"));
    Files.writeString(
        directory.resolve("changes/1.json"), "{\"iata\": \"JFK\", \"city\": \"New York\"}");

    run("docs/spark-source.md", 5, source, "changes.writeStream()", "stream.writeStream()");

    assertThat(store("data/airports").read().collectAsList())
        .extracting(Object::toString)
        .containsExactly("[JFK,New York]");
  }

  @Test
  void thePageOfLookupsInCodeIsPlanned() throws Exception {
    run(
        "docs/lookup-table.md",
        1,
        """
        spark.sql("SELECT 'SEA' AS iata, 'Seattle' AS city")
            .write().format("indexkv").option("key", "iata").save("/data/airports");
        Dataset<String> flights = spark.createDataset(List.of("SEA", "XXX"), Encoders.STRING());
        """);

    assertThat(store("data/airports").read().count()).isEqualTo(1);
  }

  @Test
  void thePageOfOrderedLookupsRuns() throws Exception {
    run(
        "docs/ordered-lookups.md",
        1,
        """
        java.sql.Timestamp at = java.sql.Timestamp.valueOf("2026-01-01 10:00:02");
        spark.sql("SELECT 'ABC' AS symbol, timestamp'2026-01-01 10:00:01' AS at, 1.5 AS price")
            .write().format("indexkv").option("key", "symbol,at").save("/data/quotes");
        """,
        "quotes.scanPrefix(\"ABC\");",
        """
        quotes.scanPrefix("ABC");
        if (!found || !all.next().equals(last) || all.hasNext()) {
          throw new AssertionError("expected the one quote, found " + last);
        }
        """);
  }

  /**
   * Runs the blocks of a page.
   *
   * @param names what a block calls by another name than the page's other blocks, in pairs
   */
  private void run(String page, int expected, String before, String... names) throws Exception {
    String text = Files.readString(TOP.resolve(page));
    List<String> blocks = BLOCK.matcher(text).results().map(JavaPagesTest::code).toList();
    assertThat(blocks).as(page).hasSize(expected);
    String body = before + String.join("\n", blocks);
    for (int i = 0; i < names.length; i += 2) {
      body = body.replace(names[i], names[i + 1]);
    }
    body =
        body.replace("\"examples/data/", "\"" + TOP.resolve("examples/data").toAbsolutePath() + "/")
            .replace("\"target/", "\"" + directory + "/")
            .replaceAll("\"/(data|checkpoints|changes)", "\"" + directory + "/$1");
    invoke(page, body);
  }

  /** The code of a block. The last statement of a stream is waited for. */
  private static String code(MatchResult block) {
    String code = block.group(1);
    return code.contains(".start(\"")
        ? code.replaceFirst("(?s)\\.start\\((.*?)\\);", ".start($1).processAllAvailable();")
        : code.startsWith("spark.read()") ? "Dataset<Row> read = " + code : code;
  }

  private void invoke(String page, String body) throws Exception {
    Path source = directory.resolve("Page.java");
    Files.writeString(
        source,
        """
        import io.indexkv.spark.*;
        import java.util.ArrayList;
        import java.util.Iterator;
        import java.util.List;
        import org.apache.spark.api.java.function.MapPartitionsFunction;
        import org.apache.spark.api.java.function.VoidFunction2;
        import org.apache.spark.sql.Dataset;
        import org.apache.spark.sql.Encoders;
        import org.apache.spark.sql.Row;
        import org.apache.spark.sql.SparkSession;

        public class Page {
          public static void run(SparkSession spark) throws Exception {
        %s
          }
        }
        """
            .formatted(body));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(() -> page + ": " + messages + body).isTrue();
    }
    URL[] classes = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      loader.loadClass("Page").getMethod("run", SparkSession.class).invoke(null, spark);
    }
  }

  private StoreDirectory store(String name) {
    return new StoreDirectory(directory.resolve(name));
  }
}
