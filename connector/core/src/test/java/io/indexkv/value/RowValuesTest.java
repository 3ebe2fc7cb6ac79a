/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import static io.indexkv.value.RowTest.EVERY_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.Draw;
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
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that is not a row of the store is neither written nor returned. */
class RowValuesTest {
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
    Draw draw = new Draw();
    for (int i = 0; i < 5_000; i++) {
      byte[] row = randomRow(draw);
      assertThat(
              SchemaRows.check(RowSchema.json(EVERY_TYPE))
                  .problem(ByteBuffer.wrap(row), 0, row.length))
          .as("%s, row %d", Draw.seed(), i)
          .isNull();
    }
  }

  @Test
  void aDamagedRowThatPassesCanBeRead() {
    Draw draw = new Draw();
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] row = randomRow(draw);
      row[draw.random.nextInt(EVERY_TYPE.fixedLength())] ^= (byte) (1 << draw.random.nextInt(8));
      if (SchemaRows.check(RowSchema.json(EVERY_TYPE)).problem(ByteBuffer.wrap(row), 0, row.length)
          == null) {
        passed++;
        Row read = EVERY_TYPE.view(row);
        for (int c = 0; c < EVERY_TYPE.columns().size(); c++) {
          if (EVERY_TYPE.columns().get(c).type() != Column.Type.STRING) {
            assertThat(read.isNull(c) || read.value(c) != null).as(Draw.seed()).isTrue();
          }
        }
      }
    }
    assertThat(passed).isBetween(1, 19_999);
  }

  @Test
  void rowsAreDecodedByTheirSchemaAlike() {
    Draw draw = new Draw();
    SchemaValues values = new SchemaValues(RowSchema.json(EVERY_TYPE));
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = randomRow(draw);
      Row row = EVERY_TYPE.view(bytes);
      List<Object> decoded = values.decode(bytes);
      for (int c = 0; c < EVERY_TYPE.columns().size(); c++) {
        assertThat(decoded.get(c))
            .as("%s, row %d, %s", Draw.seed(), i, EVERY_TYPE.columns().get(c))
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
              VersionId.NONE,
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

  private static byte[] randomRow(Draw draw) {
    return EVERY_TYPE.row(RowTest.draw(draw)).bytes();
  }
}
