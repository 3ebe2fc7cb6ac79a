/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indexkv.testing.Browser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks Spark's UI and a history server for the pages that a browser gets, and opens them in one.
 * The pictures are in {@code target/ui}.
 */
@Tag("slow")
@Tag("versions")
class SparkUiTest {
  private static final Path PICTURES = Path.of("target", "ui");

  /** The file with the error of a browser that is there and does not run. */
  static final String BROWSER_FAILED = "browser-failed";

  @TempDir static Path directory;

  @BeforeAll
  static void run() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX"))
        .forEach(command::add);
    command.addAll(
        List.of("-Xmx1g", UiProcess.class.getName(), directory.toString(), PICTURES.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(15, TimeUnit.MINUTES);
      assertThat(ended && process.exitValue() == 0).as(log()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  private static String page(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void theTabShowsLookupsReasonsAndStores() throws IOException {
    for (String name : List.of("live.html", "history.html")) {
      String page = page(name);

      List<List<String>> lookups = rows(page, "lookups");
      assertThat(lookups).as(name).hasSize(3);
      List<String> first = lookups.get(2);
      assertThat(first.get(1)).isEqualTo("airports@1");
      assertThat(first.get(2)).isEqualTo("LeftOuter");
      assertThat(first.get(3)).startsWith("origin#");
      assertThat(first.subList(4, 8)).containsExactly("columns", "10,000", "80.0 %", "20.0 %");
      assertThat(first.get(9)).as("lookups a second and core").matches("[1-9][0-9,]*");
      assertThat(lookups.get(1).get(4)).contains("slices");
      List<List<String>> others = rows(page, "others");
      assertThat(others).hasSize(1);
      assertThat(others.get(0).get(2)).contains("no equality has key column &#39;iata&#39; alone");
      assertThat(others.get(0).get(3)).startsWith("Compare each key column as it is");
      assertThat(rows(page, "stores"))
          .extracting(row -> row.get(0))
          .containsExactlyInAnyOrder("airports@1", "&lt;b&gt;odd &amp; store@1");
      assertThat(rows(page, "watch")).hasSize(1);
      assertThat(page).doesNotContain("<b>odd").contains("IndexKV");
    }
  }

  @Test
  void theTabStandsInTheBarOfAllPages() throws IOException {
    assertThat(page("sql.html")).containsPattern("href=\"[^\"]*/indexkv/\"[^>]*>\\s*IndexKV");
  }

  @Test
  void theJsonHasTheNumbersAndTheyAddUp() throws IOException {
    for (String name : List.of("live.json", "history.json")) {
      JsonNode json = new ObjectMapper().readTree(page(name));

      assertThat(json.path("format").asInt()).isEqualTo(1);
      List<JsonNode> joins =
          list(json.path("queries")).stream()
              .flatMap(query -> list(query.path("joins")).stream())
              .toList();
      assertThat(joins).hasSize(4);
      long probed = 0;
      for (JsonNode join : joins) {
        if (join.path("lookup").asBoolean()) {
          JsonNode metrics = join.path("metrics");
          assertThat(metrics.path("keysProbed").asLong())
              .as(name)
              .isEqualTo(10_000)
              .isEqualTo(metrics.path("hits").asLong() + metrics.path("misses").asLong());
          assertThat(metrics.path("probeTime").asLong()).isPositive();
          probed += metrics.path("keysProbed").asLong();
        }
      }
      long ofStores =
          list(json.path("stores")).stream()
              .mapToLong(store -> store.path("metrics").path("keysProbed").asLong())
              .sum();
      assertThat(ofStores).isEqualTo(probed);
      assertThat(json.path("watch").get(0).path("advice").asText()).isNotEmpty();
    }
  }

  @Test
  void metricsAreThereForPrometheus() throws IOException {
    assertThat(page("prometheus.txt"))
        .containsPattern("driver_indexkv_keysProbed_(Value|Number)\\{[^}]*\\} 30000")
        .containsPattern("driver_indexkv_lookupJoins_(Value|Number)\\{[^}]*\\} 3")
        .containsPattern("driver_indexkv_otherJoins_(Value|Number)\\{[^}]*\\} 1");
  }

  @Test
  void explainSaysWhichJoinsAreLookupsOnSpark4() throws IOException {
    assumeTrue(page("spark").startsWith("4."), "Spark 3.5 takes no text for its plans");
    assertThat(page("explain.txt"))
        .contains("== Extended Information (IndexKV) ==", "The join with a store is a lookup")
        .containsPattern("airports@1 is looked up on origin#\\d+ = iata");
  }

  @Test
  void aBrowserShowsTheTabAndTheNodeOfTheJoin() throws IOException {
    assumeTrue(Browser.inPath(directory).isPresent(), "no chromium in the PATH");
    assertThat(directory.resolve(BROWSER_FAILED)).doesNotExist();
    for (String name : List.of("live", "history")) {
      assertThat(rows(page(name + "-tab.dom"), "lookups")).as(name).hasSize(3);
      // scripts draw the graph of the query
      String graph = page(name + "-query.dom").replaceAll("<[^>]*>", "\n").replaceAll("\\s+", " ");
      // Spark 4.2 draws names alone, and shows the numbers of the node that one clicks on
      assertThat(graph)
          .as(name)
          .containsPattern(
              "LookupJoin airports (Scan parquet|number of output rows: 10,000 keys probed:"
                  + " 10,000)")
          .containsPattern("hits(: |\",\"value\":\")8,000")
          .containsPattern("misses(: |\",\"value\":\")2,000");
      for (String picture : List.of("-tab.png", "-query.png")) {
        assertThat(Files.size(PICTURES.resolve(name + picture))).isGreaterThan(20_000);
      }
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** The cells of a table, without their tags. */
  private static List<List<String>> rows(String page, String table) {
    Matcher found =
        Pattern.compile("(?s)<table id=\"" + table + "\".*?<tbody>(.*?)</tbody>").matcher(page);
    assertThat(found.find()).as("the table %s in %s", table, page).isTrue();
    List<List<String>> rows = new ArrayList<>();
    Matcher row = Pattern.compile("(?s)<tr>(.*?)</tr>").matcher(found.group(1));
    while (row.find()) {
      List<String> cells = new ArrayList<>();
      Matcher cell = Pattern.compile("(?s)<td>(.*?)</td>").matcher(row.group(1));
      while (cell.find()) {
        cells.add(cell.group(1).replaceAll("<[^>]*>", ""));
      }
      rows.add(cells);
    }
    return rows;
  }
}
