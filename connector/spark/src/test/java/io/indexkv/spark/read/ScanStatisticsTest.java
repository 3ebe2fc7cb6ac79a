/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark's planner hears of the size of a scan. ScanTrapsTest has further cases. */
@Tag("slow")
class ScanStatisticsTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path directory;

  /** Planning needs the manifest alone, so the files may even be gone. */
  @Test
  void aColumnOfManyCountsForItself() throws IOException {
    String columns =
        IntStream.range(0, 50)
            .mapToObj(i -> "id * 31 + " + i + " as c" + i)
            .collect(Collectors.joining(", ", "select ", " from range(2000)"));
    StoreDirectory store = new StoreDirectory(directory.resolve("wide"));
    store.writer(SPARK.sql(columns), "c0").option("codec", "zstd").save(store.toString());
    long onDisk = store.bytes();
    Dataset<Row> all = store.read();
    for (String file : store.dataFiles()) {
      Files.delete(store.path().resolve("data").resolve(file));
    }

    long most = size(all).longValueExact();
    assertThat(most).as("without compression").isGreaterThan(2000 * 50 * 8).isGreaterThan(onDisk);
    assertThat(size(all.select("c7")).longValueExact()).isBetween(2000L * 8, most / 20);
    assertThat(size(all.select("c7").where("c0 < 31000")).longValueExact())
        .isBetween(1000L * 8, most / 40);
  }

  /** A size that wrapped around to a small or negative one would be broadcast. */
  @Test
  void hugeStoresAreHuge() throws IOException {
    StoreDirectory store = new StoreDirectory(directory.resolve("huge"));
    store
        .writer(SPARK.range(2000).selectExpr("id as k", "id as v"), "k")
        .option("targetFileSize", "4k")
        .option("blockSize", "4k")
        .save(store.toString());
    makeHuge(store);
    Dataset<Row> huge = store.read();
    Dataset<Row> joined = huge.crossJoin(store.read()).crossJoin(store.read());
    for (String cbo : List.of("true", "false")) {
      SPARK.conf().set("spark.sql.cbo.enabled", cbo);
      try {
        assertThat(size(huge).bitLength()).isBetween(62, 63);
        assertThat(size(huge.where("k >= 0")).bitLength()).isBetween(61, 63);
        assertThat(size(joined).bitLength()).as(cbo).isGreaterThan(150);
      } finally {
        SPARK.conf().unset("spark.sql.cbo.enabled");
      }
    }
  }

  /** Says in the manifest that the files together have more bytes than a number can count. */
  private static void makeHuge(StoreDirectory store) throws IOException {
    Path path = store.path().resolve("_indexkv").resolve("v%020d.json".formatted(1));
    Manifest small = Manifest.decode(Files.readAllBytes(path), path.toString());
    int count = small.files().size();
    assertThat(count).isGreaterThan(1);
    long part = Long.MAX_VALUE / count;
    List<DataFile> files =
        small.files().stream()
            .map(
                file -> {
                  StoreFileInfo info = file.info();
                  return new DataFile(
                      file.name(),
                      new StoreFileInfo(
                          info.length(),
                          info.crc32c(),
                          part,
                          info.smallestKey(),
                          info.largestKey(),
                          part + part / 2));
                })
            .toList();
    Manifest huge =
        new Manifest(
            small.storeId(),
            small.version(),
            small.parent(),
            small.timestamp(),
            small.schema(),
            small.keyColumns(),
            small.keyTypes(),
            List.of(new Layer(files, List.of())),
            small.properties(),
            Map.of());
    Files.write(path, huge.encode());
  }

  private static BigInteger size(Dataset<Row> query) {
    return query.queryExecution().optimizedPlan().stats().sizeInBytes().bigInteger();
  }
}
