/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the files of a dropped table go. */
class DropTest {
  @TempDir Path directory;

  /** Not on local disk, where the trash is in the home directory of whoever runs the tests. */
  @ParameterizedTest
  @EnumSource(names = {"HDFS", "S3"})
  void aDropMovesTheTableToTheTrashIfThereIsOne(StorageKind storage) throws IOException {
    SqlWarehouse warehouse = storage.newWarehouse(directory);
    SqlSession session = tables(warehouse, "dropped", "purged");
    session.spark().conf().set("fs.trash.interval", "60");

    session.run("drop table kv.ref.dropped");
    session.run("drop table kv.ref.purged purge");

    assertThat(session.run("show tables in kv.ref")).isEmpty();
    assertThat(warehouse.has("ref/dropped")).isFalse();
    assertThat(warehouse.has("ref/purged")).isFalse();
    String kept = inTrash(warehouse, "ref/dropped");
    assertThat(session.run("select * from indexkv.`%s`".formatted(kept)))
        .containsExactly("1 | one");
    assertThat(warehouse.fileSystem().exists(hadoopPath(inTrash(warehouse, "ref/purged"))))
        .isFalse();

    session.run("create table kv.ref.dropped (k int, v string, primary key (k))");
    assertThat(session.run("select * from kv.ref.dropped")).as("a table of the name").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  void filesThatIndexKvDidNotWriteStay(StorageKind storage) throws IOException {
    SqlWarehouse warehouse = storage.newWarehouse(directory);
    SqlSession session = tables(warehouse, "notes");
    FileSystem fs = warehouse.fileSystem();
    fs.create(warehouse.path("ref/notes/data/readme.txt")).close();

    session.run("drop table kv.ref.notes purge");

    assertThat(session.run("show tables in kv.ref")).isEmpty();
    assertThat(warehouse.files("ref/notes")).containsExactly("readme.txt");
    assertThatThrownBy(() -> session.run("drop namespace kv.ref")).hasStackTraceContaining("ref");
    fs.delete(warehouse.path("ref/notes"), true);
    session.run("drop namespace kv.ref");
    assertThat(session.run("show namespaces in kv")).isEmpty();
  }

  private static SqlSession tables(SqlWarehouse warehouse, String... names) {
    SqlSession session = warehouse.session();
    session.run("create namespace kv.ref");
    for (String name : names) {
      session.run("create table kv.ref.%s (k int, v string, primary key (k))".formatted(name));
      session.run("insert into kv.ref.%s values (1, 'one')".formatted(name));
    }
    return session;
  }

  /** Where the trash keeps a directory of the warehouse. */
  private static String inTrash(SqlWarehouse warehouse, String directory) throws IOException {
    org.apache.hadoop.fs.Path path = warehouse.path(directory);
    return warehouse.fileSystem().getTrashRoot(path) + "/Current" + path.toUri().getPath();
  }

  private static org.apache.hadoop.fs.Path hadoopPath(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }
}
