/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.store.manifest.ChecksumLine;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions and times at their maximum. */
class LastVersionTest {
  @TempDir Path directory;

  private VersionLog store(long version, long timestamp) throws IOException {
    Manifest m = manifest(version, timestamp);
    Path path = directory.resolve(ManifestName.of(version));
    Files.createDirectories(path.getParent());
    Files.write(path, m.encode());
    return new VersionLog(new LocalStorage(directory));
  }

  private static Manifest manifest(long version, long timestamp) {
    return new Manifest(
        "id",
        version,
        version - 1,
        timestamp,
        "",
        List.of("k"),
        List.of("int64"),
        List.of(),
        Map.of(),
        Map.of());
  }

  private static Manifest overwrite(VersionLog snapshots) throws IOException {
    return snapshots.replace("", List.of("k"), List.of("int64"), List.of(), Map.of());
  }

  @Test
  void theLastVersionIsReadAndHasNoNext() throws IOException {
    VersionLog snapshots = store(Long.MAX_VALUE - 1, 1);

    assertThat(snapshots.latest().orElseThrow().version()).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(snapshots.history()).hasSize(1);
    assertThatThrownBy(() -> overwrite(snapshots))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 9223372036854775806 is the last that a store can have");
  }

  @Test
  void theLastTimeIsReadAndHasNoNext() throws IOException {
    VersionLog snapshots = store(1, 253_402_300_799_999L);

    assertThat(snapshots.latest().orElseThrow().version()).isEqualTo(1);
    assertThatThrownBy(() -> overwrite(snapshots))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 1 says that it was committed at the end of")
        .hasMessageContaining("set the clock right");
  }

  @Test
  void theLastButOneHasANext() throws IOException {
    assertThat(overwrite(store(Long.MAX_VALUE - 2, 253_402_300_799_998L)).timestamp())
        .isEqualTo(253_402_300_799_999L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":2 | \"version\":9223372036854775807 | is above 9223372036854775806",
        "\"timestamp\":5 | \"timestamp\":9223372036854775807 | is after the year 9999",
        "\"timestamp\":5 | \"timestamp\":253402300800000 | is after the year 9999"
      })
  void largerOnesAreRefused(String whole, String broken, String message) {
    String text = new String(manifest(2, 5).encode(), StandardCharsets.UTF_8);
    String body = text.substring(0, text.indexOf("\"crc32c\"")).replace(whole, broken);

    assertThatThrownBy(() -> Manifest.decode(ChecksumLine.seal(body), "a manifest"))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("a manifest")
        .hasMessageContaining(message);
  }

  @Test
  void theNameOfALargerOneIsNone() throws IOException {
    VersionLog snapshots = store(1, 1);
    Files.createFile(directory.resolve("_indexkv/v09223372036854775807.json"));

    assertThatThrownBy(snapshots::latest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("v09223372036854775807.json' is not the name of a manifest");
  }

  @Test
  void tagsHaveTheSameLimits() {
    assertThatThrownBy(() -> new Tag("a", Long.MAX_VALUE, 1)).hasMessageContaining("too large");
    assertThatThrownBy(() -> new Tag("a", 1, Long.MAX_VALUE)).hasMessageContaining("too large");
  }
}
