/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If a file is not the one that the manifest lists, the error names it; rows are never missing. */
class BrokenStoreTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  private List<Path> files;

  @BeforeEach
  void writeStore() {
    store()
        .writer(spark.range(2000).selectExpr("id", "repeat('x', 90) as x"), "id")
        .option("targetFileSize", "40k")
        .save(store().toString());
    files =
        store().dataFiles().stream().map(n -> store().path().resolve("data").resolve(n)).toList();
    assertThat(files).hasSizeGreaterThan(2);
  }

  @Test
  void aMissingFile() throws IOException {
    Files.delete(files.get(1));

    assertFails(files.get(1), "no such file");
  }

  @Test
  void aMissingFileThatNoKeyNeedsDoesNotMatter() throws IOException {
    Files.delete(files.get(1));

    int found = 0;
    for (long key = 0; key < 2000; key += 199) {
      try {
        found += store().read().where("id = " + key).collectAsList().size();
        found +=
            store().read().where("id = " + key + " or id = -1 and x < 'a'").collectAsList().size();
      } catch (Exception e) {
        assertThat(e).hasStackTraceContaining(files.get(1).getFileName().toString());
      }
    }
    assertThat(found).isBetween(2, 20);
    assertThat(store().read().count()).isEqualTo(2000);
  }

  @Test
  void aTruncatedFile() throws IOException {
    truncate(files.get(1), Files.size(files.get(1)) - 1);

    assertFails(files.get(1), "bytes");
  }

  @Test
  void anEmptyFile() throws IOException {
    truncate(files.get(0), 0);

    assertFails(files.get(0), "0 bytes");
  }

  @Test
  void aForeignFileOfTheSameLength() throws IOException {
    byte[] text = new byte[(int) Files.size(files.get(0))];
    Arrays.fill(text, (byte) 'x');
    Files.write(files.get(0), text);

    assertFails(files.get(0));
  }

  @Test
  void aFileInThePlaceOfAnother() throws IOException {
    Files.copy(files.get(0), files.get(1), StandardCopyOption.REPLACE_EXISTING);

    assertFails(files.get(1));
  }

  @Test
  void aDamagedBlock() throws IOException {
    byte[] bytes = Files.readAllBytes(files.get(0));
    bytes[bytes.length / 4] ^= 1;
    Files.write(files.get(0), bytes);

    assertThatThrownBy(() -> store().read().selectExpr("max(x)").collectAsList())
        .hasStackTraceContaining(files.get(0).getFileName().toString());
  }

  @Test
  void aManifestThatIsNoManifest() throws IOException {
    Path manifest = store().path().resolve("_indexkv").resolve(store().manifests().get(0));
    Files.writeString(manifest, "{}");

    assertThatThrownBy(() -> store().read())
        .hasStackTraceContaining(manifest.getFileName().toString());
  }

  @Test
  void aStoreThatIsNotOfSpark() throws IOException {
    VersionLog snapshots = new VersionLog(new LocalStorage(directory.resolve("other")));
    snapshots.overwrite(VersionId.NONE, "", List.of("id"), List.of("int64"), List.of(), Map.of());

    assertThatThrownBy(() -> new StoreDirectory(directory.resolve("other")).read())
        .hasMessageContaining("value.encoding")
        .hasMessageContaining("row-v1")
        .hasMessageContaining(directory.resolve("other").toString());
  }

  private void assertFails(Path file, String... words) {
    Dataset<Row> all = store().read();
    // each file has some of these keys
    String keys =
        LongStream.range(0, 100).mapToObj(i -> Long.toString(20 * i)).collect(joining(","));
    Dataset<Row> some = store().read().where("id in (" + keys + ")");
    Dataset<Row> range = store().read().where("id between 1 and 1998");
    for (Dataset<Row> rows : List.of(all, some, range)) {
      assertThatThrownBy(rows::collectAsList)
          .satisfies(
              e -> {
                assertThat(e).hasStackTraceContaining(file.getFileName().toString());
                for (String word : words) {
                  assertThat(e).hasStackTraceContaining(word);
                }
              });
    }
  }

  private static void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
