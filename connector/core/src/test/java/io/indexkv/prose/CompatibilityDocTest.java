/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cells of docs/compatibility.md are those that the modules run. */
class CompatibilityDocTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ((?:py)?spark .*) \\| (all|choice|few) \\|$");

  @Test
  void thePageHasTheCellsOfTheModules() throws IOException {
    List<String> rows = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/compatibility.md")));
    while (row.find()) {
      rows.add(row.group(1) + " · " + row.group(2));
    }
    assertThat(rows).isNotEmpty().doesNotHaveDuplicates().hasSameElementsAs(cells());
  }

  private static List<String> cells() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    String compiled = property(parent, "spark.compile.version");
    List<String> cells = new ArrayList<>();
    cells.add("spark %s · scala 2.13 · jdk 17 · all".formatted(compiled));
    String other = Files.readString(ROOT.resolve("connector/spark-2.12/pom.xml"));
    cells.add(cell(compiled, "2.12", 17, tests(other)));
    try (Stream<Path> modules = Files.list(ROOT.resolve("connector"))) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        String pom = Files.readString(module.resolve("pom.xml"));
        if (!pom.contains("<relativePath>../spark-tests/pom.xml</relativePath>")) {
          continue;
        }
        String version = property(pom, "spark.test.version");
        if (version == null) {
          version = property(parent, "spark.test.version");
        }
        cells.add(cell(version, "2.13", 17, tests(pom)));
        if (property(pom, "jdk25.skips") != null) {
          cells.add(cell(version, "2.13", 25, "few"));
        }
      }
    }
    cells.addAll(pythonCells());
    return cells;
  }

  /** What connector/python/build runs if nobody names other versions. */
  private static List<String> pythonCells() throws IOException {
    String build = Files.readString(ROOT.resolve("connector/python/build"));
    Matcher versions = Pattern.compile("PYSPARK:-([0-9. ]+)}").matcher(build);
    assertThat(versions.find()).as("versions of PySpark in connector/python/build").isTrue();
    List<String> cells = new ArrayList<>();
    for (String version : versions.group(1).split(" ")) {
      String tests = cells.isEmpty() ? "all" : "choice";
      cells.add("pyspark %s · classic · jdk 17 · %s".formatted(version, tests));
      if (!version.startsWith("3.")) {
        cells.add("pyspark %s · connect · jdk 17 · %s".formatted(version, tests));
      }
    }
    return cells;
  }

  /** What the page calls the tests of a module. */
  private static String tests(String pom) {
    String tag = property(pom, "cell.tests");
    return tag == null ? "all" : tag.equals("versions") ? "choice" : tag;
  }

  private static String cell(String version, String scala, int jdk, String tests) {
    return "spark %s · scala %s · jdk %d · %s".formatted(version, scala, jdk, tests);
  }

  private static String property(String pom, String name) {
    Matcher value = Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(name)).matcher(pom);
    return value.find() ? value.group(1) : null;
  }
}
