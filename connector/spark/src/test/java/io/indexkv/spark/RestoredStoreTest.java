/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store is restored from a copy of its version 1 and then written to. So there are two versions
 * 2.
 */
class RestoredStoreTest {
  private static final int ROWS = 2000;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writesTwoVersionsAndKeepsACopyOfTheFirst() throws IOException {
    write("first");
    FileUtils.copyDirectory(store().path().toFile(), copy().toFile());
    write("original's second");
  }

  @Test
  void aReadThatIsNewHasTheRowsThatAreThere() throws IOException {
    Dataset<Row> original = store().read();
    assertThat(values(original)).containsExactly("original's second");
    restoreAndWriteOn();

    assertThat(values(store().read())).containsExactly("copy's second");
    assertThat(values(store().read(2))).containsExactly("copy's second");
    assertThat(values(store().read(1))).containsExactly("first");
  }

  @Test
  void aDataFrameOfTheReplacedVersionFailsAndSaysSo() throws IOException {
    Dataset<Row> original = store().read();
    assertThat(values(original)).containsExactly("original's second");
    restoreAndWriteOn();
    assertThat(values(store().read())).containsExactly("copy's second");

    assertThatThrownBy(() -> values(original))
        .hasStackTraceContaining(store().toString())
        .hasStackTraceContaining("was replaced")
        .hasStackTraceContaining("Load the store again");
  }

  @Test
  void aJoinWithTheReplacedVersionFailsAndOneWithTheNewFindsItsRows() throws IOException {
    Dataset<Row> original = join(store().read());
    assertThat(values(original)).containsExactly("original's second");
    restoreAndWriteOn();

    assertThat(values(join(store().read()))).containsExactly("copy's second");
    assertThatThrownBy(() -> values(join(original))).hasStackTraceContaining("was replaced");
  }

  @Test
  void rowsThatWereCachedOfTheReplacedVersionAreNotThoseOfTheNew() throws IOException {
    Dataset<Row> original = store().read().cache();
    assertThat(values(original)).containsExactly("original's second");
    restoreAndWriteOn();

    assertThat(values(store().read())).containsExactly("copy's second");
    original.unpersist();
  }

  @Test
  void aLookupTableOfTheReplacedVersionNeverHasRowsOfTheNew() throws IOException {
    try (LookupTable<Row> original = LookupTable.load(spark, store().toString())) {
      assertThat(original.get(7L).getString(1)).isEqualTo("original's second");
      restoreAndWriteOn();
      try (LookupTable<Row> restored = LookupTable.load(spark, store().toString())) {
        assertThat(restored.get(7L).getString(1)).isEqualTo("copy's second");
      }
      assertThat(original.get(7L).getString(1)).isEqualTo("original's second");
    }
  }

  private Dataset<Row> join(Dataset<Row> rows) {
    return spark.range(ROWS).join(rows.hint("LOOKUP"), "id").select("id", "v");
  }

  private static List<String> values(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getString(1)).distinct().toList();
  }

  private void write(String value) {
    store().write(spark.range(ROWS).selectExpr("id", "\"" + value + "\" AS v"), "id");
  }

  private void restoreAndWriteOn() throws IOException {
    try (Stream<Path> files = Files.walk(store().path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    FileUtils.copyDirectory(copy().toFile(), store().path().toFile());
    write("copy's second");
  }

  private Path copy() {
    return directory.resolve("copy");
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
