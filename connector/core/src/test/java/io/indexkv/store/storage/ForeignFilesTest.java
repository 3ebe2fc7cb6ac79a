/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.file.StoreFileReader;
import io.indexkv.key.KeyType;
import io.indexkv.store.Tag;
import io.indexkv.store.Tags;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.ChecksumLine;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.manifest.ManifestRules;
import io.indexkv.store.manifest.SchemaColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A directory of an untrusted user: what is not a file is not read, and an endless file is not read
 * to its end.
 */
class ForeignFilesTest {
  @TempDir Path directory;
  private LocalStorage storage;
  private Path manifest;

  @BeforeEach
  void make() throws IOException {
    storage = new LocalStorage(directory);
    manifest = directory.resolve(ManifestName.of(1));
    Files.createDirectories(directory.resolve(Tag.DIRECTORY));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(60) // without an end if it were read
  void pipesAreNotRead() throws IOException, InterruptedException {
    Path tag = directory.resolve(Tag.fileName("a"));
    Path file = directory.resolve("a.ikv");
    for (Path pipe : List.of(manifest, tag, file)) {
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }
    refused(() -> new VersionLog(storage).at(1), manifest);
    refused(() -> new VersionLog(storage).pinned(1), manifest);
    refused(() -> new VersionLog(storage).latest(), manifest);
    refused(() -> new Tags(storage).find("a"), tag);
    refused(() -> StoreFileReader.open(file), file);
    refused(() -> StoreFileReader.isCompressed(file), file);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(60)
  void devicesAreNotRead() throws IOException {
    Files.createSymbolicLink(manifest, Path.of("/dev/zero"));
    refused(() -> new VersionLog(storage).at(1), manifest);
  }

  private static void refused(ThrowingCallable read, Path path) {
    assertThatThrownBy(read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a file at " + path)
        .hasMessageContaining("a pipe or a device");
  }

  @Test
  void aManifestWithoutEndIsNotReadWhole() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(manifest.toFile(), "rw")) {
      file.setLength(WholeFile.MAX_BYTES + 1L);
    }
    assertThatThrownBy(() -> new VersionLog(storage).at(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(manifest + " has more than ")
        .hasMessageContaining("a sixteenth of the heap");
    assertThat(WholeFile.read(new ByteArrayInputStream(new byte[9]), "here", 9)).hasSize(9);
    assertThatThrownBy(() -> WholeFile.read(new ByteArrayInputStream(new byte[9]), "here", 8))
        .hasMessageContaining("here has more than 8 bytes");
  }

  @Test
  void aManifestThatNobodyCouldReadIsNotWritten() {
    WholeFile.checkWritten(WholeFile.MAX_BYTES, "there");
    assertThatThrownBy(() -> WholeFile.checkWritten(WholeFile.MAX_BYTES + 1L, "there"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there would have 268,435,457 bytes")
        .hasMessageContaining("larger files");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "\"string\"",
        "{}",
        "{\"type\":\"struct\"}",
        "{\"type\":\"struct\",\"fields\":{}}",
        "{\"type\":\"struct\",\"fields\":[7]}",
        "{\"type\":\"struct\",\"fields\":[{\"name\":7,\"type\":\"long\"}]}",
        "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\"}]}",
        "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":[]}]}",
        "{\"type\":\"array\",\"fields\":[]}",
        "{\"type\":{},\"fields\":[]}",
        "{\"fields\":[]}"
      })
  void aSchemaOfAnotherFormIsRefused(String schema) {
    assertThatThrownBy(() -> SchemaColumn.parse(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a schema in Spark's JSON of a struct, found");
  }

  @Test
  void messagesDoNotQuoteWhatIsLong() {
    String text = "x".repeat(100_000);
    short1000(() -> SchemaColumn.parse(text));
    short1000(() -> KeyType.of(text));
    short1000(() -> KeyType.of("composite(".repeat(100_000)));
    short1000(() -> new DataFile(text, null));
    short1000(() -> new Tag(text, 1, 1));
    byte[] key = new byte[65_535];
    byte[] encoded = manifest(text, "x".repeat(50_000)).encode();
    assertThat(Manifest.decode(encoded, "here").schema()).isEqualTo(text);
    short1000(() -> manifest(text, "x".repeat(50_001)).encode());
    assertThat(ManifestRules.hex(key)).hasSizeLessThan(200).endsWith("… (65,535 bytes)");
    assertThatThrownBy(() -> ChecksumLine.check(text.getBytes(), "manifest", "a store"))
        .isInstanceOf(CorruptFileException.class);
    assertThat(new BrokenSnapshotException(text).getMessage()).hasSizeLessThan(3100);
  }

  private static void short1000(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  private static Manifest manifest(String text, String property) {
    return new Manifest(
        "id",
        1,
        0,
        0,
        text,
        List.of(text),
        List.of(text),
        List.of(),
        Map.of(property, text),
        Map.of());
  }
}
