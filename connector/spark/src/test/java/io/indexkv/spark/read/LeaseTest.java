/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However a query ends, its tasks leave no file mapped. */
@EnabledOnOs(OS.LINUX)
class LeaseTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeStore() {
    store()
        .writer(spark.range(5000).selectExpr("id", "repeat('x', 90) as x"), "id")
        .option("targetFileSize", "64k")
        .save(store().toString());
  }

  @Test
  void aQueryThatReadsAll() throws Exception {
    assertThat(store().read().collectAsList()).hasSize(5000);
    assertNothingMapped();
  }

  @Test
  void aQueryThatStopsEarly() throws Exception {
    assertThat(store().read().limit(3).collectAsList()).hasSize(3);
    assertNothingMapped();
  }

  @Test
  void aQueryOfSingleKeys() throws Exception {
    assertThat(store().read().where("id in (1, 4999, 5000)").collectAsList()).hasSize(2);
    assertNothingMapped();
  }

  @Test
  void aQueryThatFails() throws Exception {
    assertThatThrownBy(
            () -> store().read().selectExpr("raise_error(concat('stop at ', id))").collectAsList())
        .hasStackTraceContaining("stop at ");
    assertNothingMapped();
  }

  @Test
  void aFileIsMappedWhileItIsOpen() throws Exception {
    // otherwise the other tests would pass whatever happens
    try (SnapshotReader snapshot =
        SnapshotReader.open(new LocalStorage(store().path()), manifest())) {
      assertThat(snapshot.files().entries()).isEqualTo(5000);
      assertThat(mapped()).isNotEmpty();
    }
    assertNothingMapped();
  }

  private Manifest manifest() throws IOException {
    return new VersionLog(new LocalStorage(store().path())).latest().orElseThrow();
  }

  private void assertNothingMapped() throws Exception {
    // tasks that a limit has made superfluous end shortly after their query
    for (int i = 0; i < 100 && !mapped().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(mapped()).isEmpty();
  }

  private List<String> mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains(store() + "/data/"))
        .toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
