/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that is not a row of the store is neither written nor returned. */
class RowValuesTest {
  private static final RowLayout ALL =
      new RowLayout(
          Column.bool("bool"),
          Column.int8("int8"),
          Column.int16("int16"),
          Column.int32("int32"),
          Column.int64("int64"),
          Column.float32("float32"),
          Column.float64("float64"),
          Column.date("date"),
          Column.timestamp("timestamp"),
          Column.timestampNtz("timestampNtz"),
          Column.decimal("narrow", 18, 3),
          Column.decimal("wide", 38, 0),
          Column.string("string"),
          Column.bytes("bytes"),
          Column.opaque("opaque"));

  private static final RowLayout OPAQUE =
      new RowLayout(Column.int64("id"), Column.opaque("numbers"));

  private static final String ARRAY_SCHEMA =
      """
      {"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}},
      {"name":"numbers","type":{"type":"array","elementType":"integer","containsNull":true},
      "nullable":true,"metadata":{}}]}
      """;

  @TempDir Path path;

  @Test
  void everyRowThatIsEncodedPasses() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] row = randomRow(random).bytes();
      assertThat(SchemaRows.check(RowSchema.json(ALL)).problem(ByteBuffer.wrap(row), 0, row.length))
          .as("seed %d, row %d", seed, i)
          .isNull();
    }
  }

  @Test
  void aDamagedRowThatPassesCanBeRead() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] row = randomRow(random).bytes();
      row[random.nextInt(ALL.fixedLength())] ^= (byte) (1 << random.nextInt(8));
      if (SchemaRows.check(RowSchema.json(ALL)).problem(ByteBuffer.wrap(row), 0, row.length)
          == null) {
        passed++;
        Row read = ALL.view(row);
        for (int c = 0; c < ALL.columns().size(); c++) {
          if (ALL.columns().get(c).type() != Column.Type.STRING) {
            assertThat(read.isNull(c) || read.value(c) != null).as("seed %d", seed).isTrue();
          }
        }
      }
    }
    assertThat(passed).isBetween(1, 19_999);
  }

  @Test
  void rowsAreDecodedByTheirSchemaAlike() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SchemaValues values = new SchemaValues(RowSchema.json(ALL));
    for (int i = 0; i < 5_000; i++) {
      Row row = randomRow(random);
      List<Object> decoded = values.decode(row.bytes());
      for (int c = 0; c < ALL.columns().size(); c++) {
        assertThat(decoded.get(c))
            .as("seed %d, row %d, %s", seed, i, ALL.columns().get(c))
            .isEqualTo(row.value(c));
      }
    }
  }

  @Test
  void bytesThatAreNoRowOfTheSchemaAreRefused() {
    SchemaValues values = new SchemaValues(ARRAY_SCHEMA);
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] row = OPAQUE.row(1L, array(5)).bytes();
      row[random.nextInt(row.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] cut = Arrays.copyOf(row, random.nextInt(row.length + 1));
      for (byte[] bytes : List.of(row, cut)) {
        try {
          assertThat(values.decode(bytes)).hasSize(2);
        } catch (IllegalArgumentException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SchemaValues("[]"))
        .withMessageStartingWith("expected a schema in Spark's JSON of a struct, found []");
  }

  @Test
  void bytesThatAreNoArrayAreNotUpserted() throws IOException {
    commit(ARRAY_SCHEMA, OPAQUE.row(1L, array(1)).bytes());
    WriteOptions upsert = WriteOptions.defaults().upsert();
    try (StoreWriter<Long, Row> writer =
        Store.write(path, Keys.int64(), Values.row(OPAQUE), upsert)) {
      byte[] tooMany = array(4);
      tooMany[0] = 3; // of which 24 bytes hold two
      for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, tooMany)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> writer.add(2L, OPAQUE.row(2L, bytes)))
            .withMessageContaining(path.toString())
            .withMessageContaining("column numbers: an array of");
      }
      writer.add(3L, OPAQUE.row(3L, array(4)));
      writer.commit();
    }
    try (Store<Long, Row> store = Store.open(path, Keys.int64(), Values.row(OPAQUE))) {
      assertThat(store.require(3L).bytes(1)).isEqualTo(array(4));
      assertThat(store.get(2L)).isNull();
    }
  }

  @Test
  void whatIsOpaqueToAllMayBeAnything() throws IOException {
    try (StoreWriter<Long, Row> writer = Store.write(path, Keys.int64(), Values.row(OPAQUE))) {
      writer.add(1L, OPAQUE.row(1L, new byte[] {1, 2, 3}));
      writer.commit();
    }
    try (Store<Long, Row> store = Store.open(path, Keys.int64(), Values.row(OPAQUE))) {
      assertThat(store.require(1L).bytes(1)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aForgedRowIsDamageToPlainJavaToo() throws IOException {
    commit(ARRAY_SCHEMA, OPAQUE.row(1L, new byte[] {1, 2, 3}).bytes());

    try (Store<Long, Row> store = Store.open(path, Keys.int64(), Values.row(OPAQUE))) {
      assertThatThrownBy(() -> store.get(1L))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("corrupt value at offset 64: expected column numbers: an array");
    }
  }

  private void commit(String schema, byte[] row) throws IOException {
    LocalStorage storage = new LocalStorage(path);
    StoreFileOptions options = new StoreFileOptions(8, 8, 1 << 16, Map.of());
    KeyWriter key = new KeyWriter(Keys.int64().type());
    Keys.int64().encode(1L, key);
    try (Output out = storage.create("data/forged.ikv");
        StoreFileWriter writer = new StoreFileWriter(out, options)) {
      writer.add(key.buffer(), 0, 8, row, 0, row.length);
      new VersionLog(storage)
          .overwrite(
              0,
              schema,
              List.of("id"),
              List.of("int64"),
              List.of(new DataFile("data/forged.ikv", writer.finish())),
              Map.of("value.encoding", "row-v1"));
    }
  }

  /** An array of ints, one element. */
  private static byte[] array(int element) {
    byte[] bytes = new byte[24];
    bytes[0] = 1;
    bytes[16] = (byte) element;
    return bytes;
  }

  private static Row randomRow(Random random) {
    Object[] values = {
      random.nextBoolean(),
      (byte) random.nextInt(),
      (short) random.nextInt(),
      random.nextInt(),
      random.nextLong(),
      random.nextFloat(),
      random.nextDouble(),
      LocalDate.ofEpochDay(random.nextInt(100_000)),
      Instant.ofEpochMilli(random.nextInt()),
      LocalDateTime.of(2026, 1, 1, 0, 0).plus(random.nextInt(), ChronoUnit.MICROS),
      BigDecimal.valueOf(random.nextInt(), 3),
      new BigDecimal(new java.math.BigInteger(random.nextInt(127), random)),
      "x".repeat(random.nextInt(20)),
      new byte[random.nextInt(20)],
      new byte[random.nextInt(20)]
    };
    if (values[11] instanceof BigDecimal wide && wide.precision() > 38) {
      values[11] = BigDecimal.TEN;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(5) == 0 ? null : values[i];
    }
    return ALL.row(values);
  }
}
