/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slices of a store that a sample takes. SystemSampleTest asks Spark for samples. */
class SampledSlicesTest {
  @TempDir Path directory;

  @Test
  void aSeedTakesTheSameSlices() throws IOException {
    Manifest manifest = manifest();
    KeyRanges some = SystemSample.of(manifest, 0, 0.3, 7);

    assertThat(some.size()).isGreaterThan(5);
    assertThat(SystemSample.of(manifest, 0, 0.3, 7).slices()).isEqualTo(some.slices());
    assertThat(SystemSample.of(manifest, 0, 0.3, 8).slices()).isNotEqualTo(some.slices());
    assertThat(SystemSample.of(manifest, 0, 0, 7).isEmpty()).isTrue();
    assertThat(SystemSample.of(manifest, 0, 1, 7).isAll()).isTrue();
  }

  /** What one sample leaves out is the other one. */
  @Test
  void numbersDivideTheSlices() throws IOException {
    Manifest manifest = manifest();
    KeyRanges some = SystemSample.of(manifest, 0, 0.3, 7);
    KeyRanges rest = SystemSample.of(manifest, 0.3, 1, 7);

    assertThat(some.and(rest).isEmpty()).isTrue();
    assertThat(
            KeyRanges.of(Stream.of(some, rest).flatMap(r -> r.slices().stream()).toList()).isAll())
        .isTrue();
  }

  private Manifest manifest() throws IOException {
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store
        .writer(LocalSpark.session().range(100_000).selectExpr("id as k", "id * 2 as v"), "k")
        .option("targetFileSize", "500k")
        .save(store.toString());
    List<String> manifests = store.manifests().stream().filter(f -> f.endsWith(".json")).toList();
    Path newest = store.path().resolve("_indexkv").resolve(manifests.get(manifests.size() - 1));
    return Manifest.decode(Files.readAllBytes(newest), newest.toString());
  }
}
