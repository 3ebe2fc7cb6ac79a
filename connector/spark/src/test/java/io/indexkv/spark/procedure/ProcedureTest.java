/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.StoreHistory;
import io.indexkv.StoreTag;
import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Procedures change the store, and return what they did. */
@Tag("versions")
@Tag("few")
class ProcedureTest {
  @TempDir Path directory;

  private ProcedureCase store;

  @BeforeEach
  void writeTwoVersions() {
    store = ProcedureCase.of(new StoreDirectory(directory.resolve("store")));
    store.overwrite(2);
    store.upsert(7);
  }

  @Test
  void compactsAndCounts() throws IOException {
    long before = store.store().bytes();
    int files = store.store().dataFiles().size();
    InternalRow row = only(store.call("compact", Map.of()));

    assertThat(row.getInt(0)).isEqualTo(files);
    assertThat(row.getInt(1)).isEqualTo(1);
    assertThat(row.getLong(2)).isEqualTo(before);
    assertThat(row.getLong(3)).isEqualTo(store.store().bytes() - before);
    assertThat(row.getLong(4)).isEqualTo(3);
    assertThat(history().statistics(Version.newest()).layers()).isEqualTo(1);
    assertThat(store.rows()).isEqualTo(3);
  }

  @Test
  void itsVersionsNameTheApplication() throws IOException {
    store.call("rollback_to_snapshot", Map.of("snapshot_id", 1L));
    store.upsert(8);
    store.call("compact", Map.of());

    assertThat(history().versions())
        .extracting(StoreVersion::operation)
        .containsExactly("compact", "upsert", "rollback", "upsert", "overwrite");
    SparkContext context = store.spark().sparkContext();
    for (StoreVersion version : history().versions()) {
      assertThat(version.summary())
          .as(version.operation())
          .containsEntry("application", context.applicationId())
          .containsEntry("applicationName", context.appName())
          .containsEntry("spark", context.version())
          .containsEntry("user", context.sparkUser());
    }
  }

  @Test
  void compactsNothingASecondTime() {
    store.call("rewrite_data_files", Map.of());
    InternalRow row = only(store.call("compact", Map.of()));

    assertThat(List.of(row.getInt(0), row.getInt(1))).containsExactly(0, 0);
    assertThat(row.getLong(4)).isEqualTo(3);
  }

  @Test
  void compactsAsItsArgumentsSay() throws IOException {
    store.upsert(8);
    store.call("compact", Map.of("newest_layers", 2));
    assertThat(history().statistics(Version.newest()).layers()).isEqualTo(2);

    store.call("compact", Map.of("codec", "zstd", "codec_level", 5, "target_file_size", "1m"));
    assertThat(history().statistics(Version.newest()).codecs()).containsExactly("zstd");
    assertThat(store.rows()).isEqualTo(4);
  }

  @Test
  void expiresOldVersions() throws IOException {
    store.upsert(8);
    Instant now = Instant.now().plusSeconds(60);

    assertThat(
            count("expire_snapshots", Map.of("older_than", now, "retain_last", 2, "dry_run", true)))
        .isEqualTo(1);
    assertThat(history().versions()).hasSize(3);
    assertThat(count("expire_snapshots", Map.of())).isZero();
    assertThat(count("expire_snapshots", Map.of("older_than", now, "retain_last", 2))).isEqualTo(1);
    assertThat(count("expire_snapshots", Map.of("older_than", now))).isEqualTo(1);
    assertThat(history().versions()).extracting(StoreVersion::number).containsExactly(3L);
  }

  @Test
  void rollsBackToAVersion() throws IOException {
    InternalRow row = only(store.call("rollback_to_snapshot", Map.of("snapshot_id", 1L)));

    assertThat(List.of(row.getLong(0), row.getLong(1))).containsExactly(2L, 3L);
    assertThat(store.rows()).isEqualTo(2);
  }

  @Test
  void rollsBackToATime() throws IOException {
    Instant time = history().version(Version.number(1)).time();
    only(store.call("rollback_to_timestamp", Map.of("timestamp", time)));

    assertThat(store.rows()).isEqualTo(2);
    assertThat(history().version(Version.newest()).operation()).isEqualTo("rollback");
    assertThatThrownBy(
            () ->
                store.call(
                    "rollback_to_timestamp", Map.of("timestamp", time.minus(Duration.ofDays(1)))))
        .hasMessageContaining("older than the store");
  }

  /** Spark Connect may run a statement twice. */
  @Test
  void rollsBackOnce() throws IOException {
    store.call("rollback_to_snapshot", Map.of("snapshot_id", 1L));
    InternalRow row = only(store.call("rollback_to_snapshot", Map.of("snapshot_id", 1L)));

    assertThat(List.of(row.getLong(0), row.getLong(1))).containsExactly(3L, 3L);
    assertThat(history().versions()).hasSize(3);
  }

  @Test
  void aCachedTableShowsTheContentAfterARollback() {
    String table = ProcedureCase.CATALOG + "." + store.table();
    store.spark().sql("cache table " + table);
    try {
      assertThat(store.rows()).isEqualTo(3);
      store.call("rollback_to_snapshot", Map.of("snapshot_id", 1L));
      assertThat(store.rows()).isEqualTo(2);
    } finally {
      store.spark().catalog().clearCache();
    }
  }

  @Test
  void makesAndDeletesTags() throws IOException {
    InternalRow first = only(store.call("create_tag", Map.of("tag", "first", "snapshot_id", 1L)));
    InternalRow newest = only(store.call("create_tag", Map.of("tag", "newest")));

    assertThat(first.getUTF8String(0)).hasToString("first");
    assertThat(List.of(first.getLong(1), newest.getLong(1))).containsExactly(1L, 2L);
    assertThat(only(store.call("create_tag", Map.of("tag", "newest"))).getLong(1)).isEqualTo(2);
    assertThatThrownBy(() -> store.call("create_tag", Map.of("tag", "newest", "snapshot_id", 1L)))
        .hasMessageContaining("names version 2 already");
    assertThat(only(store.call("delete_tag", Map.of("tag", "first"))).getBoolean(0)).isTrue();
    assertThat(only(store.call("delete_tag", Map.of("tag", "first"))).getBoolean(0)).isFalse();
    assertThat(history().tags()).extracting(StoreTag::name).containsExactly("newest");
  }

  @Test
  void deletesFilesThatNoVersionLists() throws IOException {
    store.call("compact", Map.of());
    store.call("expire_snapshots", Map.of("older_than", Instant.now().plusSeconds(60)));
    Instant now = Instant.now();
    List<String> files = store.store().dataFiles();

    assertThat(count("vacuum", Map.of())).isZero();
    assertThat(count("vacuum", Map.of("older_than", now, "dry_run", true))).isPositive();
    assertThat(store.store().dataFiles()).isEqualTo(files);
    List<InternalRow> orphans =
        store.call("remove_orphan_files", Map.of("older_than", now, "dry_run", true));
    assertThat(orphans)
        .extracting(row -> row.getUTF8String(0).toString())
        .anySatisfy(name -> assertThat(name).startsWith("file:").endsWith(".ikv"));
    assertThat(store.call("remove_orphan_files", Map.of("older_than", now))).hasSameSizeAs(orphans);
    assertThat(store.store().dataFiles()).hasSize(1);
    assertThat(store.rows()).isEqualTo(3);
  }

  @Test
  void verifiesEveryByte() throws IOException {
    InternalRow sound = only(store.call("verify", Map.of()));
    assertThat(sound.getLong(0)).isEqualTo(2);
    assertThat(sound.getInt(1)).isEqualTo(store.store().dataFiles().size());
    assertThat(sound.getLong(2)).isEqualTo(store.store().bytes());
    assertThat(sound.getInt(3)).isZero();

    damage(store.store().path().resolve("data").resolve(store.store().dataFiles().get(0)));
    InternalRow damaged = only(store.call("verify", Map.of()));
    ArrayData problems = damaged.getArray(4);
    assertThat(damaged.getInt(3)).isEqualTo(1);
    assertThat(problems.getUTF8String(0).toString()).contains(".ikv");
  }

  @Test
  void importsParquetFiles() {
    String files = directory.resolve("rows.parquet").toString();
    store.spark().range(5, 8).selectExpr("concat('p', id) as v", "id").write().parquet(files);
    InternalRow row = only(store.call("import_parquet", Map.of("source", files)));

    assertThat(List.of(row.getLong(0), row.getLong(1))).containsExactly(3L, 3L);
    assertThat(store.rows()).isEqualTo(5);
    String other = "`" + directory.resolve("other's") + "`";
    assertThat(
            only(store.call("import_parquet", other, Map.of("source", files, "key", "id")))
                .getLong(0))
        .isEqualTo(3);
    assertThatThrownBy(
            () ->
                store.call("import_parquet", "`" + directory + "/third`", Map.of("source", files)))
        .hasMessageContaining("parameter 'key'")
        .hasMessageContaining("no table");
    assertThatThrownBy(() -> store.call("import_parquet", Map.of("source", files, "key", "v")))
        .hasMessageContaining("the table's key is id");
    assertThatThrownBy(() -> store.call("import_parquet", Map.of("source", directory + "/none")))
        .hasMessageContaining("PATH_NOT_FOUND");
  }

  @Test
  void importsIntoATableWhoseKeyHasBlanks() {
    String files = directory.resolve("rows.parquet").toString();
    store
        .spark()
        .range(3)
        .selectExpr("id as `my id`", "id % 2 as `a,b`", "'v' as v")
        .write()
        .parquet(files);
    String table = "`" + directory.resolve("blanks") + "`";
    for (String key : List.of("my id, `a,b`", "`my id`,`a,b`", "MY ID,`a,b`")) {
      assertThat(
              only(store.call("import_parquet", table, Map.of("source", files, "key", key)))
                  .getLong(0))
          .isEqualTo(3);
    }
    assertThatThrownBy(
            () -> store.call("import_parquet", table, Map.of("source", files, "key", "myid,`a,b`")))
        .hasMessageContaining("the table's key is my id,`a,b`");
  }

  @Test
  void errorsNameTheParameter() {
    assertThatThrownBy(() -> store.call("expire_snapshots", Map.of("retain_last", 0)))
        .hasMessageContaining("parameter 'retain_last' of the procedure expire_snapshots is 0");
    assertThatThrownBy(() -> store.call("rollback_to_snapshot", Map.of()))
        .hasMessageContaining("parameter 'snapshot_id'")
        .hasMessageContaining("null");
    assertThatThrownBy(() -> store.call("rollback_to_snapshot", Map.of("snapshot_id", 9L)))
        .hasMessageContaining("no version 9");
    assertThatThrownBy(() -> store.call("compact", Map.of("codec", "gzip")))
        .hasMessageContaining("parameter 'codec' of the procedure compact is 'gzip'");
    assertThatThrownBy(() -> store.call("compact", Map.of("codec_level", 3)))
        .hasMessageContaining("'codec_level'");
    assertThatThrownBy(() -> store.call("compact", Map.of("target_file_size", "much")))
        .hasMessageContaining("'target_file_size'")
        .hasMessageContaining("512m");
    assertThatThrownBy(
            () -> store.call("vacuum", Map.of("older_than", Instant.now().plusSeconds(99))))
        .hasMessageContaining("in the future");
  }

  @Test
  void thePageOnSqlHasEveryProcedureAndParameter() throws IOException {
    String page = Files.readString(Path.of("../../docs/sql.md"));

    for (Procedure procedure : Procedures.all()) {
      assertThat(page).contains("`" + procedure.name() + "`");
      for (Parameter parameter : procedure.parameters()) {
        assertThat(page).contains("`" + parameter.name() + "`");
      }
    }
  }

  @Test
  void findsTheTableByItsName() {
    assertThat(only(store.call("verify", store.store().path().toString(), Map.of())).getLong(0))
        .isEqualTo(2);
    assertThat(
            only(store.call("verify", ProcedureCase.CATALOG + "." + store.table(), Map.of()))
                .getLong(0))
        .isEqualTo(2);
    assertThatThrownBy(() -> store.call("verify", "`" + directory + "/none`", Map.of()))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    assertThatThrownBy(() -> store.call("verify", "a b", Map.of()))
        .hasMessageContaining("parameter 'table' is 'a b'")
        .hasMessageContaining("backquotes");
    assertThatThrownBy(() -> store.call("verify", store.table() + ".history", Map.of()))
        .hasMessageContaining("is no store");
    store
        .spark()
        .conf()
        .set("spark.sql.catalog.procedure_test", "io.indexkv.spark.catalog.PathCatalog");
    try {
      assertThatThrownBy(() -> store.call("verify", "procedure_test." + store.table(), Map.of()))
          .hasMessageContaining("call `procedure_test`.system instead");
    } finally {
      store.spark().conf().unset("spark.sql.catalog.procedure_test");
    }
  }

  @Test
  void describesItsJobs() throws Exception {
    List<String> descriptions = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            descriptions.add(job.properties().getProperty("spark.job.description"));
          }
        };
    store.spark().sparkContext().addSparkListener(listener);
    store.spark().sparkContext().setJobDescription("mine");
    try {
      store.call("verify", Map.of());
      assertThat(store.spark().sparkContext().getLocalProperty("spark.job.description"))
          .isEqualTo("mine");
    } finally {
      store.spark().sparkContext().setJobDescription(null);
    }
    store.spark().sparkContext().listenerBus().waitUntilEmpty();
    store.spark().sparkContext().removeSparkListener(listener);
    assertThat(descriptions).contains("CALL verify: " + store.table());
  }

  private int count(String procedure, Map<String, Object> arguments) {
    return only(store.call(procedure, arguments)).getInt(0);
  }

  private static InternalRow only(List<InternalRow> rows) {
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private StoreHistory history() {
    return StoreHistory.of(store.store().path());
  }

  private static void damage(Path file) throws IOException {
    long middle = Files.size(file) / 2;
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(middle);
      int old = bytes.read();
      bytes.seek(middle);
      bytes.write(old ^ 1);
    }
  }
}
