/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.file.format.Compression;
import io.indexkv.store.TestLayers;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits of statements, checked against the version that the statement has read. */
class ChangeCommitTest {
  @TempDir Path directory;

  private VersionId read;

  @BeforeEach
  void writeAToF() throws IOException {
    read = put("a b c d e f", "").id();
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void goesOnTopOfTheVersionRead(Isolation isolation) throws IOException {
    Manifest next = commit(isolation).publish(layer("a x", "b"));

    assertThat(next.version()).isEqualTo(2);
    assertThat(next.layers()).hasSize(2);
    assertThat(next.summary())
        .containsEntry("operation", "update")
        .containsEntry("upserted", "2")
        .containsEntry("deleted", "1");
    assertThat(next.properties()).isEqualTo(at(1).properties());
  }

  @Test
  void publishesNothingForNothing() throws IOException {
    put("z", "");

    assertThat(commit(Isolation.SERIALIZABLE).publish(layer("", "")).version()).isEqualTo(1);
    assertThat(newest().version()).isEqualTo(2);
  }

  /** Each row: what another commit wrote and deleted, what the statement wrote and deleted. */
  @ParameterizedTest
  @CsvSource({"a, '', a, ''", "a, '', '', a", "'', a, a, ''", "'', a, '', a", "a c e, f, b d, f"})
  void aKeyThatALaterCommitWroteIsAConflict(
      String written, String deleted, String own, String ownDeletes) throws IOException {
    put(written, deleted);

    for (Isolation isolation : Isolation.values()) {
      ChangeCommit commit = commit(isolation);
      assertThatThrownBy(() -> commit.publish(layer(own, ownDeletes)))
          .isInstanceOf(CommitConflictException.class)
          .hasMessageContaining("has read version 1 of the store " + directory)
          .hasMessageContaining("version 2 ")
          .hasMessageContaining("nothing was published");
    }
    assertThat(newest().version()).isEqualTo(2);
  }

  @Test
  void theConflictNamesTheKey() throws IOException {
    put("b c", "");

    assertThatThrownBy(() -> commit(Isolation.SNAPSHOT).publish(layer("a c z", "")))
        .hasMessageContaining("wrote key <c>, which the statement writes, meanwhile");
  }

  @Test
  void otherKeysAreAConflictForSerializableOnly() throws IOException {
    put("b y", "d");

    assertThatThrownBy(() -> commit(Isolation.SERIALIZABLE).publish(layer("a c e z", "f")))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("may have read");
    Manifest next = commit(Isolation.SNAPSHOT).publish(layer("a c e z", "f"));
    assertThat(next.version()).isEqualTo(3);
    assertThat(next.layers()).hasSize(3);
  }

  @Test
  void whatWasReadIsLimitedToKeys() throws IOException {
    put("b y", "d");

    assertThat(reading("a", "c").publish(layer("a", "")).version()).isEqualTo(3);
    for (String key : List.of("b", "d", "y")) {
      assertThatThrownBy(() -> reading("a", key).publish(layer("a", "")))
          .isInstanceOf(CommitConflictException.class);
    }
    assertThatThrownBy(() -> reading("c", "d").publish(layer("c", "")))
        .hasMessageContaining("changed key <d>, which the statement has read");
  }

  @Test
  void keysThatLieBetweenThoseOfOthersAreNoConflict() throws IOException {
    put("aa ac ae", "");

    assertThat(commit(Isolation.SNAPSHOT).publish(layer("ab ad", "")).version()).isEqualTo(3);
  }

  @Test
  void aCompactionIsNoConflict() throws IOException {
    read = put("b", "c").id();
    compact();

    Manifest next = commit(Isolation.SERIALIZABLE).publish(layer("b", ""));
    assertThat(next.version()).isEqualTo(4);
    assertThat(next.layers()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void aCompactionDoesNotHideWhatItFolded(Isolation isolation) throws IOException {
    put("b", "");
    put("y", "d");
    compact();
    assertThat(newest().layers()).hasSize(1);

    assertThatThrownBy(() -> commit(isolation).publish(layer("d", "")))
        .isInstanceOf(CommitConflictException.class);
    if (isolation == Isolation.SNAPSHOT) {
      Manifest next = commit(isolation).publish(layer("a", ""));
      assertThat(next.layers()).hasSize(2);
    }
  }

  @Test
  void onlyTheNewestLayersFoldedAreStillFound() throws IOException {
    put("b", "");
    put("c", "");
    new Compaction(storage()).ofNewestLayers(2).run().orElseThrow();

    assertThatThrownBy(() -> commit(Isolation.SNAPSHOT).publish(layer("c", "")))
        .isInstanceOf(CommitConflictException.class);
    assertThat(commit(Isolation.SNAPSHOT).publish(layer("d", "")).version()).isEqualTo(5);
  }

  @Test
  void anOverwriteIsAConflict() throws IOException {
    Layer all = layer("a b", "");
    new VersionLog(storage())
        .overwrite(newest().id(), "schema", List.of("k"), List.of("string"), all.files(), Map.of());

    assertThatThrownBy(() -> commit(Isolation.SNAPSHOT).publish(layer("z", "")))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("version 2 replaced its content");
  }

  @Test
  void anotherSchemaIsAConflict() throws IOException {
    Layer all = layer("a b", "");
    new VersionLog(storage())
        .overwrite(newest().id(), "other", List.of("k"), List.of("string"), all.files(), Map.of());

    assertThatThrownBy(() -> commit(Isolation.SNAPSHOT).publish(layer("z", "")))
        .hasMessageContaining("version 2 changed its columns");
  }

  @Test
  void aRollbackToTheVersionReadIsNoConflict() throws IOException {
    put("a", "");
    new VersionLog(storage()).rollback(1);

    assertThat(commit(Isolation.SERIALIZABLE).publish(layer("a", "")).version()).isEqualTo(4);
  }

  @Test
  void aStoreRestoredFromACopyIsAConflict() throws IOException {
    Files.delete(directory.resolve("_indexkv/v00000000000000000001.json"));
    put("a", "");

    assertThatThrownBy(() -> commit(Isolation.SNAPSHOT).publish(layer("z", "")))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("was replaced by another store");
  }

  @Test
  void checksAgainIfAnotherCommitWinsTheRace() throws IOException {
    Storage contended = contended("b");
    assertThatThrownBy(() -> commit(contended, Isolation.SNAPSHOT).publish(layer("b", "")))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("key <b>");

    Manifest next = commit(contended("c"), Isolation.SNAPSHOT).publish(layer("a", ""));
    assertThat(next.version()).isEqualTo(4);
  }

  @Test
  void refusesOneLayerTooMany() throws IOException {
    ChangeCommit one =
        new ChangeCommit(
            storage(),
            Author.process(),
            read,
            "update",
            Isolation.SNAPSHOT,
            KeysRead.any(),
            1,
            ChangeCommitTest::text);

    assertThatThrownBy(() -> one.publish(layer("a", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 layers");
  }

  @Test
  void truncatesToAVersionWithoutEntries() throws IOException {
    read = put("b", "c").id();
    compact();
    Manifest next = commit(Isolation.SERIALIZABLE).truncate();

    assertThat(next.layers()).isEmpty();
    assertThat(next.schema()).isEqualTo(at(1).schema());
    assertThat(next.keyColumns()).containsExactly("k");
    assertThat(next.summary()).containsEntry("operation", "truncate");
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void truncatesNoEntriesThatTheStatementCouldNotSee(Isolation isolation) throws IOException {
    put("z", "");

    assertThatThrownBy(() -> commit(isolation).truncate())
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("version 2 changed entries that it would delete");
  }

  private Storage contended(String key) {
    boolean[] done = {false};
    return new ForwardingStorage(storage()) {
      @Override
      public boolean createIfAbsent(String name, byte[] content) throws IOException {
        if (!done[0]) {
          done[0] = true;
          put(key, "");
        }
        return super.createIfAbsent(name, content);
      }
    };
  }

  private void compact() throws IOException {
    new Compaction(storage()).run().orElseThrow();
  }

  private ChangeCommit commit(Isolation isolation) {
    return commit(storage(), isolation);
  }

  private ChangeCommit commit(Storage storage, Isolation isolation) {
    return commit(storage, isolation, KeysRead.any());
  }

  private ChangeCommit reading(String... keys) {
    return commit(
        storage(),
        Isolation.SERIALIZABLE,
        KeysRead.only(Arrays.stream(keys).map(ChangeCommitTest::bytes).toList()));
  }

  private ChangeCommit commit(Storage storage, Isolation isolation, KeysRead keys) {
    return new ChangeCommit(
        storage, Author.process(), read, "update", isolation, keys, 32, ChangeCommitTest::text);
  }

  private static String text(byte[] key) {
    return "<" + new String(key, StandardCharsets.UTF_8) + ">";
  }

  private Manifest newest() throws IOException {
    return new VersionLog(storage()).latest().orElseThrow();
  }

  private Manifest at(long version) throws IOException {
    return new VersionLog(storage()).at(version);
  }

  private Manifest put(String entries, String deletes) throws IOException {
    return layers().upsert(layer(entries, deletes));
  }

  private Layer layer(String entries, String deletes) throws IOException {
    SortedMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    keys(entries).forEach(key -> rows.put(key, bytes("value")));
    return layers().layer(rows, keys(deletes));
  }

  private static SortedSet<byte[]> keys(String names) {
    SortedSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(ChangeCommitTest::bytes)
        .forEach(keys::add);
    return keys;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private TestLayers layers() {
    return new TestLayers(storage(), "string", 0, Compression.none(), 2);
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }
}
