/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.Store;
import io.indexkv.cli.error.InputException;
import io.indexkv.cli.importing.ImportPlan.WriteChoices;
import io.indexkv.cli.parquet.ParquetRows;
import io.indexkv.cli.store.RawValues;
import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.format.Compression;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.Keys;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads read groups of rows, and the store is the one that a single thread makes. */
class GroupImportTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType("message m { optional int64 k; required int64 v; }");

  /** Memory in which all rows fit. */
  private static final long ENOUGH = 64 << 20;

  @TempDir Path directory;

  private final List<SourceFile> files = new ArrayList<>();

  @AfterEach
  void noRunIsLeft() {
    Path runs = directory.resolve("runs");
    assertThat(Files.exists(runs) ? runs.toFile().list() : new String[0]).isEmpty();
  }

  /** Writes a file of small groups with these keys; a negative one is null. Values count rows. */
  private void file(String name, int firstValue, IntStream keys) throws IOException {
    Path file = directory.resolve(name);
    int value = firstValue;
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(SCHEMA)
            .withRowGroupSize(4000L)
            .withMinRowCountForPageSizeCheck(20)
            .withMaxRowCountForPageSizeCheck(100)
            .build()) {
      for (int key : keys.toArray()) {
        Group row = new SimpleGroupFactory(SCHEMA).newGroup();
        if (key >= 0) {
          row.add("k", (long) key);
        }
        row.add("v", (long) value++);
        writer.write(row);
      }
    }
    files.add(new SourceFile(name, file, null, Map.of()));
  }

  private ImportTask imported(Duplicates duplicates, boolean drop, long memory) throws IOException {
    try (ParquetRows rows = ParquetRows.open(files, List.of())) {
      assertThat(rows.groups()).isGreaterThan(files.size() * 3);
      WriteChoices choices =
          new WriteChoices(duplicates, drop, Compression.none(), memory, directory.resolve("runs"));
      ImportPlan plan = ImportPlan.replacing(rows.columns(), List.of("k"), VersionId.NONE, choices);
      ImportTask task = new ImportTask(rows, plan);
      task.write(new LocalStorage(directory.resolve("s")), progress -> {}, 3, 0);
      return task;
    }
  }

  private Store<Long, byte[]> store() throws IOException {
    return Store.open(directory.resolve("s"), Keys.int64(), new RawValues("row-v1"));
  }

  private static long value(byte[] row) {
    return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
  }

  private List<Path> written() throws IOException {
    if (!Files.exists(directory.resolve("s"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory.resolve("s"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {ENOUGH, 100_000, 8192})
  void allRowsAreFoundWhateverTheMemory(long memory) throws IOException {
    file("a.parquet", 0, IntStream.range(0, 3000).map(i -> i * 7 % 3000 * 2));
    file("b.parquet", 3000, IntStream.range(0, 3000).map(i -> i * 11 % 3000 * 2 + 1));

    ImportTask task = imported(Duplicates.FIRST, false, memory);

    assertThat(task.records()).isEqualTo(6000);
    try (Store<Long, byte[]> store = store()) {
      for (int i = 0; i < 3000; i++) {
        assertThat(value(store.get(i * 7L % 3000 * 2))).isEqualTo(i);
        assertThat(value(store.get(i * 11L % 3000 * 2 + 1))).isEqualTo(3000 + i);
      }
      assertThat(store.get(-1L)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"FIRST, 67108864", "LAST, 67108864", "FIRST, 8192", "LAST, 8192"})
  void theRowsKeepTheirOrderForDuplicates(Duplicates duplicates, long memory) throws IOException {
    for (int f = 0; f < 4; f++) {
      file("f" + f + ".parquet", f * 2000, IntStream.range(0, 2000).map(i -> i * 17 % 500));
    }

    imported(duplicates, false, memory);

    try (Store<Long, byte[]> store = store()) {
      for (int i = 0; i < 500; i++) {
        assertThat(value(store.get(i * 17L % 500)))
            .isEqualTo(duplicates == Duplicates.FIRST ? i : 7500 + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {ENOUGH, 8192})
  void aKeyThatComesTwiceFails(long memory) throws IOException {
    file("a.parquet", 0, IntStream.range(0, 2000));
    file("b.parquet", 0, IntStream.range(1999, 4000).map(i -> i == 1999 ? 1000 : i));

    assertThatThrownBy(() -> imported(Duplicates.FAIL, false, memory))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessage("the key 1000 comes twice");
    assertThat(written()).isEmpty();
  }

  @Test
  void theFirstRowWithAnErrorIsNamed() throws IOException {
    file("a.parquet", 0, IntStream.range(0, 2000));
    file("b.parquet", 0, IntStream.range(0, 2000).map(i -> i == 1700 ? -1 : 2000 + i));
    file("c.parquet", 0, IntStream.range(0, 2000).map(i -> i == 0 ? -1 : 4000 + i));

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> imported(Duplicates.FAIL, false, ENOUGH))
          .isInstanceOf(InputException.class)
          .hasMessage("b.parquet, row 1701: column k of the key is empty");
    }
    assertThat(written()).isEmpty();
  }

  @Test
  void rowsWithoutAKeyAreCounted() throws IOException {
    file("a.parquet", 0, IntStream.range(0, 2000).map(i -> i % 10 == 0 ? -1 : i));
    file("b.parquet", 0, IntStream.range(0, 2000).map(i -> i % 20 == 0 ? -1 : 2000 + i));

    ImportTask task = imported(Duplicates.FAIL, true, ENOUGH);

    assertThat(task.records()).isEqualTo(3700);
    assertThat(task.leftOut()).isEqualTo(300);
  }

  @Test
  void anInterruptEndsTheImport() throws IOException {
    file("a.parquet", 0, IntStream.range(0, 2000));
    file("b.parquet", 0, IntStream.range(2000, 4000));

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> imported(Duplicates.FAIL, false, ENOUGH))
          .isInstanceOf(IOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(written()).isEmpty();
  }
}
