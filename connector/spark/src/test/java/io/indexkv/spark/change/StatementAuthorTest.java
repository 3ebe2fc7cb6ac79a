/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.CommittedVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of each kind of statement says who made it. */
@Tag("versions")
class StatementAuthorTest {
  @TempDir Path directory;

  @Test
  void everyStatementNamesItsApplication() throws IOException {
    StatementStore store =
        StatementStore.of(directory.resolve("store"), "select 1 as k, 'a' as v", "k");
    store.sql("insert into %s values (2, 'b')");
    store.sql("update %s set v = 'c' where k = 2");
    store.sql("delete from %s where k = 1");
    store.sql(
        "merge into %s t using (values (7, 'd') as s(k, v)) s on t.k = s.k"
            + " when not matched then insert *");
    store.sql("alter table %s add column more int");
    store.sql("insert overwrite %s values (3, 'e', 1)");
    store.sql("truncate table %s");

    SparkContext context = StatementStore.spark().sparkContext();
    List<CommittedVersion> versions = store.log().history();
    assertThat(versions).hasSize(8);
    for (CommittedVersion version : versions) {
      assertThat(version.summary())
          .as("version %d, %s", version.version(), version.operation())
          .containsEntry("user", context.sparkUser())
          .containsEntry("spark", context.version())
          .containsEntry("application", context.applicationId())
          .containsEntry("applicationName", context.appName())
          .containsKeys("indexkv", "host");
    }
  }
}
