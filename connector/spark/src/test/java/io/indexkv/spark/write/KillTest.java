/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whenever the process that overwrites a store, or merges into it, is killed, a whole version can
 * be read.
 */
@Tag("slow")
class KillTest {
  private static final long OLD_ROWS = 500;
  private static final String NEXT_MANIFEST = "v00000000000000000002.json";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aKilledOverwriteLeavesAWholeVersion(Moment moment) throws Exception {
    store().write(spark.range(OLD_ROWS).selectExpr("id", "'old' as x"), "id");
    assertHoldsAfterAKill(moment, Map.of());
  }

  /** Its tasks read the store before they write, so that none waits after its first files. */
  @ParameterizedTest
  @EnumSource(names = "AFTER_THE_FIRST_FILES", mode = EnumSource.Mode.EXCLUDE)
  void aKilledMergeLeavesAWholeVersion(Moment moment) throws Exception {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    spark.sql(
        "create table indexkv.`%s` tblproperties ('key' = 'id', 'targetFileSize' = '64k') as select id, 'old' as x from range(%d)"
            .formatted(store(), OLD_ROWS));
    assertHoldsAfterAKill(moment, Map.of(KilledWriter.MERGE, "true"));
  }

  private void assertHoldsAfterAKill(Moment moment, Map<String, String> more) throws Exception {
    int oldFiles = store().dataFiles().size();
    Map<String, String> properties = new HashMap<>(more);
    properties.put(PausingFileSystem.MOMENT, moment.toString());
    properties.put(PausingFileSystem.STORE, store().toString());
    properties.put(PausingFileSystem.PAUSED, paused().toString());

    KilledProcess.start(KilledWriter.class, properties, directory.resolve("log"))
        .killAt(() -> hasCome(moment, oldFiles));

    boolean published = store().manifests().contains(NEXT_MANIFEST);
    if (moment != Moment.DURING_THE_COMMIT) {
      assertThat(published).isEqualTo(moment == Moment.AFTER_THE_COMMIT);
    }
    if (moment == Moment.AFTER_THE_FIRST_FILES) {
      assertThat(store().dataFiles()).as("the kill came in between").hasSizeGreaterThan(oldFiles);
    }
    if (moment == Moment.BEFORE_THE_COMMIT) {
      assertThat(store().dataFiles()).hasSizeGreaterThan(KilledWriter.MANY_FILES);
    }
    assertHolds(published ? KilledWriter.ROWS : OLD_ROWS, published ? "new" : "old");

    // leftover files do not hinder the next writer
    store().write(spark.range(10).selectExpr("id", "'next' as x"), "id");
    assertHolds(10, "next");
  }

  private boolean hasCome(Moment moment, int oldFiles) {
    return switch (moment) {
      case AFTER_THE_FIRST_FILES ->
          store().dataFiles().stream().filter(name -> name.endsWith(".ikv")).count() > oldFiles + 1;
      case DURING_THE_COMMIT ->
          store().manifests().stream().anyMatch(name -> name.contains(NEXT_MANIFEST));
      default -> Files.exists(paused());
    };
  }

  private void assertHolds(long rows, String text) {
    assertThat(store().read().count()).isEqualTo(rows);
    assertThat(store().read().selectExpr("sum(id)").first().getLong(0))
        .isEqualTo(rows * (rows - 1) / 2);
    assertThat(store().read().where("x not like '" + text + "%'").count()).isZero();
    assertThat(store().read().where("id = " + (rows - 1)).count()).isOne();
  }

  private Path paused() {
    return directory.resolve("paused");
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
