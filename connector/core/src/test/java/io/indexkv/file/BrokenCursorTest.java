/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.cursor.FilesCursor;
import io.indexkv.file.cursor.MergedCursor;
import io.indexkv.file.format.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cursors that move on after they have failed never leave an entry out in silence. */
class BrokenCursorTest {
  private static final RuntimeException FAILURE = new RuntimeException("once");

  @TempDir Path directory;

  @Test
  void ofSeveralFilesOneThatCannotBeOpened() throws IOException {
    try (StoreFileReader file = file()) {
      Iterator<EntryCursor> files =
          new Iterator<>() {
            private int opened;

            @Override
            public boolean hasNext() {
              return opened < 3;
            }

            @Override
            public EntryCursor next() {
              if (++opened == 2) {
                throw FAILURE;
              }
              return file.scan();
            }
          };
      assertStops(new FilesCursor(files));
    }
  }

  @Test
  void ofMergedSourcesOneThatFailsAtFirst() throws IOException {
    try (StoreFileReader file = file()) {
      assertStops(MergedCursor.forward(List.of(file.scan(), new FailsOnce(file.scan(), 1))));
    }
  }

  @Test
  void ofMergedSourcesOneThatFailsLater() throws IOException {
    try (StoreFileReader file = file()) {
      assertStops(MergedCursor.forward(List.of(file.scan(), new FailsOnce(file.scan(), 700))));
    }
  }

  @Test
  void backwardFromADamagedBlock() throws IOException {
    SortedMap<byte[], byte[]> entries = entries();
    byte[] bytes = TestFile.bytes(TestFile.options(8, 1), entries);
    bytes[Format.HEADER_SIZE + 4096 + 100] ^= 1; // the second of several blocks
    Path path = java.nio.file.Files.write(directory.resolve("damaged.ikv"), bytes);
    try (StoreFileReader file = StoreFileReader.open(path)) {
      EntryCursor cursor = file.scanBackward(null, null);
      assertThatThrownBy(() -> readAll(cursor)).isInstanceOf(CorruptFileException.class);
      assertThatThrownBy(cursor::next)
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(CorruptFileException.class);
    }
  }

  private static void assertStops(EntryCursor cursor) {
    assertThatThrownBy(() -> readAll(cursor)).isSameAs(FAILURE);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(cursor::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("begin a new one")
          .hasCause(FAILURE);
    }
  }

  private static void readAll(EntryCursor cursor) {
    int entries = 0;
    while (cursor.next()) {
      entries++;
    }
    assertThat(entries).as("it has failed before").isNegative();
  }

  private StoreFileReader file() throws IOException {
    Path path = directory.resolve("whole.ikv");
    return StoreFileReader.open(TestFile.write(path, TestFile.options(8, 1), entries()));
  }

  private static SortedMap<byte[], byte[]> entries() {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 1000; i++) {
      entries.put(TestFile.key(i, 8), new byte[8]);
    }
    return entries;
  }

  /** Fails once at one entry, and returns the entry at the next call. */
  private static final class FailsOnce implements EntryCursor {
    private final EntryCursor cursor;
    private int left;

    FailsOnce(EntryCursor cursor, int failing) {
      this.cursor = cursor;
      left = failing;
    }

    @Override
    public boolean next() {
      if (--left == 0) {
        throw FAILURE;
      }
      return cursor.next();
    }

    @Override
    public long keyAddress() {
      return cursor.keyAddress();
    }

    @Override
    public int keyLength() {
      return cursor.keyLength();
    }

    @Override
    public long valueAddress() {
      return cursor.valueAddress();
    }

    @Override
    public int valueLength() {
      return cursor.valueLength();
    }

    @Override
    public byte[] key() {
      return cursor.key();
    }

    @Override
    public byte[] value() {
      return cursor.value();
    }
  }
}
