/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedStoreTest {
  private static final String SCHEMA = StructType.fromDDL("id bigint, x string").json();

  private static final Map<String, String> ROWS =
      Map.of(StoreProperties.VALUE_ENCODING, StoredRowLayout.V1);

  @TempDir Path directory;

  @Test
  void isTheSameStoreOnTheOtherSide() throws Exception {
    PinnedStore sent = pin(commit(ROWS));
    PinnedStore received = ship(sent);

    assertThat(received.location()).isEqualTo(sent.location());
    assertThat(received.id()).isEqualTo(sent.id());
    assertThat(received.version()).isEqualTo(1);
    assertThat(received.schema()).isEqualTo(sent.schema());
    assertThat(received.keyColumns()).containsExactly("id");
    assertThat(received.manifest()).isEqualTo(sent.manifest());
    try (SnapshotReader snapshot = received.open()) {
      assertThat(snapshot.manifest().version()).isEqualTo(1);
    }
  }

  @Test
  void doesNotCarryTheManifest() throws Exception {
    byte[] shipped =
        bytes(
            pin(
                commit(
                    Map.of(
                        StoreProperties.VALUE_ENCODING,
                        StoredRowLayout.V1,
                        "only.in.the",
                        "manifest"))));

    assertThat(new String(shipped, StandardCharsets.ISO_8859_1))
        .contains("keyColumns")
        .doesNotContain("only.in.the");
  }

  @Test
  void doesNotCarryTheHadoopConfigurationButFindsIt() throws Exception {
    Configuration conf = new Configuration(false);
    conf.set("only.in.the", "configuration");
    byte[] shipped = bytes(pin(commit(ROWS), conf));

    assertThat(new String(shipped, StandardCharsets.ISO_8859_1)).doesNotContain("only.in.the");
    assertThat(
            ship(TaskConf.of(LocalSpark.session().sparkContext(), conf)).value().get("only.in.the"))
        .isEqualTo("configuration");
  }

  @Test
  void noticesThatAnotherStoreTookItsPlace() throws Exception {
    PinnedStore pinned = pin(commit(ROWS));
    PinnedStore elsewhere = forgotten(pinned);
    deleteStore();
    commit(ROWS);

    assertThatThrownBy(elsewhere::manifest)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(pinned.id().storeId())
        .hasMessageContaining("replaced");
  }

  @Test
  void noticesThatACopyOfItsStoreTookItsPlace() throws Exception {
    Manifest first = commit(ROWS);
    byte[] kept = first.encode();
    PinnedStore pinned = pin(commit(first, "the original's"));
    PinnedStore elsewhere = forgotten(pinned);
    deleteStore();
    Files.write(directory.resolve("_indexkv/v00000000000000000001.json"), kept);
    PinnedStore other = pin(commit(first, "the copy's"));

    assertThat(other.version()).isEqualTo(pinned.version());
    assertThat(other).isNotEqualTo(pinned);
    PinnedManifests.clear();
    assertThatThrownBy(elsewhere::manifest)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(pinned.id().commit())
        .hasMessageContaining("replaced");
    assertThatThrownBy(elsewhere::open)
        .hasMessageContaining("cannot open store " + pinned.location() + " version 2: ")
        .hasMessageContaining("replaced");
    assertThat(other.manifest().properties()).containsEntry("whose", "the copy's");
  }

  @Test
  void refusesAKeyThatIsNotInTheSchema() throws Exception {
    Manifest manifest = commit("y", ROWS);

    assertThatThrownBy(() -> pin(manifest)).hasMessageContaining("its key is [y]");
  }

  private Manifest commit(Map<String, String> properties) throws IOException {
    return commit("id", properties);
  }

  private Manifest commit(Manifest base, String whose) throws IOException {
    Map<String, String> properties =
        Map.of(StoreProperties.VALUE_ENCODING, StoredRowLayout.V1, "whose", whose);
    return new VersionLog(new LocalStorage(directory))
        .overwrite(base.id(), SCHEMA, List.of("id"), List.of("int64"), List.of(), properties);
  }

  private Manifest commit(String key, Map<String, String> properties) throws IOException {
    return new VersionLog(new LocalStorage(directory))
        .overwrite(VersionId.NONE, SCHEMA, List.of(key), List.of("int64"), List.of(), properties);
  }

  private HadoopPinnedStore pin(Manifest manifest) {
    return pin(manifest, new Configuration(false));
  }

  private HadoopPinnedStore pin(Manifest manifest, Configuration conf) {
    return HadoopPinnedStore.of(
        directory.toUri().toString(),
        manifest,
        TaskConf.of(LocalSpark.session().sparkContext(), conf));
  }

  /** The store as in another JVM, which has not read the manifest yet. */
  private PinnedStore forgotten(PinnedStore store) throws Exception {
    PinnedManifests.clear();
    return ship(store);
  }

  private void deleteStore() throws IOException {
    Path manifests = directory.resolve("_indexkv");
    try (Stream<Path> files = Files.list(manifests)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T ship(T sent) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(sent)))) {
      return (T) in.readObject();
    }
  }

  private static byte[] bytes(Object sent) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    return bytes.toByteArray();
  }
}
