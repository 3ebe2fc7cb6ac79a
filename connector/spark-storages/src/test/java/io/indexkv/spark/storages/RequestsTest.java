/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads of a store on S3 ask the server for, if the files stay where they are. */
class RequestsTest {
  private static final int ROWS = 50_000;
  private static final long BLOCK = 64 << 10;

  /** Bytes of an entry: a key, two slots and their null bits, and 94 letters, in words. */
  private static final long ENTRY = 16 + 3 * 8 + 96;

  private final SparkSession spark = StorageKind.spark();

  @TempDir Path directory;
  private String uri;

  @BeforeEach
  void write() {
    write("id");
  }

  private void write(String key) {
    uri = StorageKind.S3.newWarehouse(directory).path("store").toString();
    spark
        .range(ROWS)
        .selectExpr(key + " as k", "concat('value of ', id, repeat('.', 80)) as v")
        .write()
        .format("indexkv")
        .option("key", "k")
        .option("blockSize", "64k")
        .option("targetFileSize", "2m")
        .mode("overwrite")
        .save(uri);
  }

  /** Twice for the manifest: Spark asks for a version's number, and then for the table of it. */
  @Test
  void aLoadAsksForNothingButManifests() {
    List<String> all = requestsOf(this::store);
    assertThat(all).allMatch(request -> request.contains("/_indexkv/"));
    assertThat(all)
        .filteredOn(request -> request.startsWith("GET"))
        .as(all::toString)
        .hasSizeBetween(1, 2);
  }

  @Test
  void aReadOfOneKeyAsksForThreeRangesOfOneFile() {
    write("id * 1000003");
    List<String> all = requestsOfOneKey(31234L * 1000003);
    assertThat(all).as("the end of a file, its block index, and a block").hasSize(3);
  }

  /** Keys without gaps have no hash index, so that the block index is at the end of the file. */
  @Test
  void aReadOfOneKeyWithoutAHashIndexAsksForTwoRangesOfOneFile() {
    List<String> all = requestsOfOneKey(31234);
    assertThat(all).as("the end of a file with its block index, and a block").hasSize(2);
  }

  private List<String> requestsOfOneKey(long key) {
    Dataset<Row> one = store().where("k = " + key).selectExpr("left(v, 14)");
    List<String> all =
        requestsOf(() -> assertThat(one.first().getString(0)).isEqualTo("value of 31234"));

    Ranges ranges = Ranges.of(all);
    assertThat(ranges.files()).hasSize(1);
    assertThat(ranges.bytes()).isLessThan(3 * BLOCK);
    return all;
  }

  @Test
  void aReadOfARangeAsksForItsBlocksOnly() {
    Dataset<Row> sum = store().where("k between 20000 and 21999").selectExpr("sum(k)");
    List<String> all =
        requestsOf(() -> assertThat(sum.first().getLong(0)).isEqualTo(2000L * (20000 + 21999) / 2));

    Ranges ranges = Ranges.of(all);
    // two neighbours may be in two files; a file's end and its block index take less than 2 blocks
    assertThat(ranges.files()).as(all::toString).hasSizeBetween(1, 2);
    long blocks = 2000 * ENTRY / BLOCK + 2;
    assertThat(ranges.bytes())
        .as(all::toString)
        .isBetween(2000 * ENTRY, (blocks + 2 * ranges.files().size()) * BLOCK);
  }

  /** The files of some requests, and the bytes that they ask for in all. */
  private record Ranges(Set<String> files, long bytes) {
    private static final Pattern RANGE = Pattern.compile("GET (.*/data/.*) bytes=(\\d+)-(\\d+)");

    static Ranges of(List<String> requests) {
      Set<String> files = new HashSet<>();
      long bytes = 0;
      for (String request : requests) {
        Matcher range = RANGE.matcher(request);
        assertThat(range.matches()).as(request).isTrue();
        files.add(range.group(1));
        bytes += Long.parseLong(range.group(3)) - Long.parseLong(range.group(2)) + 1;
      }
      return new Ranges(files, bytes);
    }
  }

  private Dataset<Row> store() {
    return spark.read().format("indexkv").option("readMode", "remote").load(uri);
  }

  /** What is asked of this store meanwhile. */
  private List<String> requestsOf(Runnable work) {
    int before = requests().size();
    work.run();
    List<String> all = requests();
    return all.subList(before, all.size());
  }

  /** What was asked of this store so far. */
  private List<String> requests() {
    String name = uri.substring(StorageKind.s3Server().uri().length() + 1);
    return StorageKind.s3Server().requests().stream()
        .filter(request -> request.contains(name))
        .toList();
  }
}
