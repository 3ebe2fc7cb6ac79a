/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.bytes.FileIdentity;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.CheckedValues;
import io.indexkv.file.index.FileChecks;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one reader has verified of a file is so for the next, as long as it is the same file. */
class FileChecksTest {
  private static final long SETTLED_MILLIS = 1_100;
  private static final int ENTRIES = 5_000;

  @TempDir Path dir;
  private Path file;
  private final SortedMap<byte[], byte[]> entries = TestFile.map();

  @BeforeEach
  void writeFile() throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      entries.put(TestFile.key(i, 8), new byte[100]);
    }
    file = TestFile.write(dir.resolve("checked.ikv"), TestFile.options(8, 8), entries);
  }

  @Test
  void whatWasVerifiedIsSoForTheNextReader() throws Exception {
    Thread.sleep(SETTLED_MILLIS);
    assertThat(isComplete(FileAccess.MAPPED)).isFalse();
    readAll();

    assertThat(isComplete(FileAccess.MAPPED)).isTrue();
    assertThat(isComplete(FileAccess.COPIED)).as("a copy of its own").isFalse();
  }

  /** A check that is equal to others, as those of rows of one schema are. */
  private record SameCheck(String schema) implements ValueCheck {
    @Override
    public Problem problem(ByteBuffer bytes, int offset, int length) {
      return null;
    }
  }

  @Test
  void filesOfOneSchemaKeepOneCheck() throws Exception {
    FileChecks older = new FileChecks();
    FileChecks newer = new FileChecks();
    older.values(new SameCheck("id bigint"), 1, 1);
    WeakReference<ValueCheck> second = new WeakReference<>(new SameCheck("id bigint"));
    CheckedValues known = newer.values(second.get(), 1, 1);

    for (int i = 0; i < 50 && second.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(second.get()).isNull();
    assertThat(newer.values(new SameCheck("id bigint"), 1, 1)).isSameAs(known);
    assertThat(older.values(new SameCheck("id bigint"), 1, 1)).isNotSameAs(known);
  }

  @Test
  void aFileThatWasWrittenToIsVerifiedAgain() throws Exception {
    Thread.sleep(SETTLED_MILLIS);
    readAll();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 4] ^= 1;
    Files.write(file, bytes);

    assertThat(isComplete(FileAccess.MAPPED)).isFalse();
    assertThatThrownBy(this::readAll)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(file.toString());
    Thread.sleep(SETTLED_MILLIS);
    assertThatThrownBy(this::readAll).isInstanceOf(CorruptFileException.class);
  }

  @Test
  void aFileThatHasJustChangedIsNotTrusted() throws Exception {
    Instant now = Files.getLastModifiedTime(file).toInstant();

    assertThat(FileIdentity.of(file, now.plusMillis(900))).isEmpty();
    assertThat(FileIdentity.of(file, now.plusMillis(SETTLED_MILLIS))).isPresent();
  }

  @Test
  void anotherFileOfTheSameNameIsAnotherFile() throws Exception {
    Instant late = Instant.now().plusSeconds(10);
    Optional<FileIdentity> before = FileIdentity.of(file, late);
    assertThat(FileIdentity.of(file, late)).isEqualTo(before);

    Path other = TestFile.write(dir.resolve("other.ikv"), TestFile.options(8, 8), entries);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(FileIdentity.of(file, late)).isPresent().isNotEqualTo(before);
  }

  private boolean isComplete(FileAccess access) throws IOException {
    try (MappedReader reader =
        (MappedReader) StoreFileReader.open(file, ReaderOptions.defaults().access(access))) {
      return reader.verified() != null;
    }
  }

  private void readAll() throws IOException {
    List<byte[]> values = Exercise.gets(file, entries.keySet());
    assertThat(values).hasSize(ENTRIES);
  }
}
