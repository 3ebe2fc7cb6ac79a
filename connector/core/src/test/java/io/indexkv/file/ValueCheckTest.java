/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No value reaches a caller that has not passed the check of its file, by whatever way it comes.
 */
class ValueCheckTest {
  private static final int ENTRIES = 3_000;
  private static final byte BAD = 13;
  private static final BlockCache CACHE = new BlockCache(1 << 20);

  /** A check that the first byte of a value is not {@link #BAD}. */
  private static final class NoBad implements ValueCheck {
    private final AtomicLong asked = new AtomicLong();

    @Override
    public Problem problem(ByteBuffer bytes, int offset, int length) {
      asked.incrementAndGet();
      return length > 0 && bytes.get(offset) == BAD ? new Problem("no 13", "13") : null;
    }
  }

  enum Form {
    PLAIN,
    COPIED,
    LZ4,
    DIRECT,
    DIRECT_GAPS
  }

  @TempDir Path dir;
  private final SortedMap<byte[], byte[]> entries = TestFile.map();
  private final NoBad check = new NoBad();

  @AfterAll
  static void closeCache() {
    CACHE.close();
  }

  @ParameterizedTest
  @EnumSource
  void aBadValueIsGivenToNobody(Form form) throws IOException {
    try (StoreFileReader file = open(write(form, 70, 1500), form)) {
      assertRefused(() -> file.get(key(1500)));
      assertRefused(() -> walk(file.scan(null, null)));
      assertRefused(() -> walk(file.scan(key(1499), key(1502))));
      assertRefused(() -> walk(file.scanBackward(null, null)));
      assertThat(file.get(key(1))).hasSize(70);
      if (form != Form.LZ4) {
        assertRefused(() -> batch(file, 1500));
      }
      assertRefused(file::verify);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 4_000, 5_000, 20_000, 70_000, 300_000})
  void valuesAcrossBlocksAndMapsAreChecked(int length) throws IOException {
    Path path = write(Form.PLAIN, 70, 200);
    entries.put(key(200), value(BAD, length));
    Files.write(path, TestFile.bytes(TestFile.options(8, 8), entries));

    try (StoreFileReader file =
        StoreFileReader.open(path, ReaderOptions.defaults().strideShift(16).values(check))) {
      if (length == 0) {
        assertThat(file.get(key(200))).isEmpty();
      } else {
        assertRefused(() -> file.get(key(200)));
        assertRefused(() -> walk(file.scan(null, null)));
      }
      assertThat(file.get(key(1000))).as("of another block").hasSize(70);
    }
  }

  @Test
  void theCheckIsPaidOnceAValue() throws IOException {
    try (StoreFileReader file = open(write(Form.PLAIN, 70, -1), Form.PLAIN)) {
      for (int pass = 0; pass < 3; pass++) {
        walk(file.scan(null, null));
      }
      assertThat(check.asked).hasValue(ENTRIES);
      assertThat(((MappedReader) file).verified()).as("the hash index was not read yet").isNull();
      IntStream.range(0, ENTRIES).forEach(i -> file.get(key(i)));
      assertThat(((MappedReader) file).verified()).isNotNull();
      final long asked = check.asked.get();
      IntStream.range(0, ENTRIES).forEach(i -> file.get(key(i)));
      assertThat(check.asked).hasValue(asked);
    }
  }

  @Test
  void whatAnotherReaderDidNotCheckIsChecked() throws Exception {
    Path path = write(Form.PLAIN, 70, 1500);
    Thread.sleep(1_100); // or the file is not told from others
    try (StoreFileReader any = StoreFileReader.open(path)) {
      IntStream.range(0, ENTRIES).forEach(i -> any.get(key(i)));
      assertThat(((MappedReader) any).verified()).isNotNull();
    }
    try (StoreFileReader file = open(path, Form.PLAIN)) {
      assertThat(((MappedReader) file).verified()).isNull();
      assertRefused(() -> file.get(key(1500)));
    }
    try (StoreFileReader any = StoreFileReader.open(path)) {
      assertThat(((MappedReader) any).verified()).isNotNull();
      assertThat(any.get(key(1500))).startsWith(BAD);
    }
  }

  /** A value that has an entry inside, and a hash index that leads there. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHashIndexThatLeadsIntoAValueIsFound(boolean touchedBefore) throws IOException {
    Path path = write(Form.PLAIN, 70, -1);
    byte[] inner = new byte[64];
    ByteBuffer.wrap(inner).put(8, key(7)).put(16, (byte) 8).put(24, BAD);
    entries.put(key(9), inner);
    byte[] bytes = TestFile.hashed(TestFile.options(8, 8), entries);
    long outer = position(bytes, key(9));
    // the entry's value is at 16, the inner one 8 further
    redirect(bytes, position(bytes, key(7)), outer + 24);
    Files.write(path, bytes);

    try (StoreFileReader file = open(path, Form.PLAIN)) {
      if (touchedBefore) {
        walk(file.scan(null, null));
      }
      assertRefused(() -> file.get(key(7)));
      assertRefused(
          () -> {
            for (int i = 0; i < ENTRIES; i++) {
              if (i != 7) {
                file.get(key(i));
              }
            }
            batch(file, 7);
          });
    }
  }

  @Test
  void aBlockIndexThatSkipsAnEntryIsFound() throws IOException {
    Path path = write(Form.PLAIN, 70, 1500);
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long index = b.getLong(bytes.length - Format.FOOTER_SIZE + 16);
    // all but the first block's: it is checked when the file is opened
    for (int field = (int) index + 12 + 16; field < index + 16L * 60; field += 16) {
      b.putInt(field, Format.NO_ENTRY);
    }
    Signed.again(bytes);
    Files.write(path, bytes);

    try (StoreFileReader file = open(path, Form.PLAIN)) {
      assertThatThrownBy(() -> walk(file.scan(null, null)))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("block index");
    }
  }

  private Path write(Form form, int length, int bad) throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      if (form != Form.DIRECT_GAPS || i % 7 != 3) {
        entries.put(key(i), value(i == bad ? BAD : (byte) 1, length));
      }
    }
    StoreFileOptions options =
        form == Form.LZ4 ? TestFile.options(8, 8, Compression.lz4()) : TestFile.options(8, 8);
    boolean hashed = form != Form.DIRECT && form != Form.DIRECT_GAPS;
    return Files.write(
        dir.resolve(form + ".ikv"),
        hashed ? TestFile.hashed(options, entries) : TestFile.bytes(options, entries));
  }

  private StoreFileReader open(Path path, Form form) throws IOException {
    FileAccess access = form == Form.COPIED ? FileAccess.COPIED : FileAccess.MAPPED;
    return StoreFileReader.open(
        path, ReaderOptions.defaults().access(access).cache(() -> CACHE).values(check));
  }

  private static byte[] key(int i) {
    return TestFile.key(i, 8);
  }

  private static byte[] value(byte first, int length) {
    byte[] value = new byte[length];
    if (length > 0) {
      value[0] = first;
    }
    return value;
  }

  private static void walk(EntryCursor cursor) {
    List<byte[]> values = new ArrayList<>();
    while (cursor.next()) {
      values.add(cursor.value());
    }
    assertThat(values).isNotEmpty();
  }

  private static void batch(StoreFileReader file, int key) {
    long[] words = {TestFile.word(key(1)), TestFile.word(key(key))};
    new BatchLookup(new StoreFiles(List.of(file))).find(words, 2, new long[2], new int[2]);
  }

  private void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(dir.toString())
        .hasMessageMatching("(?s).*(corrupt value at offset .*no 13|positions of the entries).*");
  }

  private long position(byte[] bytes, byte[] key) throws IOException {
    Path path = Files.write(dir.resolve("look.ikv"), bytes);
    try (StoreFileReader file = StoreFileReader.open(path)) {
      return file.find(key, 0, key.length);
    }
  }

  /** Lets the slot of the hash index that has a position have another one. */
  private static void redirect(byte[] bytes, long from, long to) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int footer = bytes.length - Format.FOOTER_SIZE;
    int start = (int) b.getLong(footer + 32);
    int redirected = 0;
    for (int line = start; line < start + b.getLong(footer + 40); line += 64) {
      for (int slot = 0; slot < b.get(line + Format.BUCKET_USED); slot++) {
        int at = line + 12 + 4 * slot;
        if (b.getInt(at) == from / 8) {
          b.putInt(at, (int) (to / 8));
          redirected++;
        }
      }
    }
    assertThat(redirected).isEqualTo(1);
    Signed.again(bytes);
  }
}
