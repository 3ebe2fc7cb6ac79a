/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.error.NotPublishedException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcome of a commit if the storage's answer to the publishing step leaves it open. */
class CommitTest {
  @TempDir Path directory;

  /** Runs between the commit and the step that publishes. */
  interface Fault {
    boolean createIfAbsent(Storage storage, String name, byte[] content) throws IOException;
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        lost(
            "the answer was lost",
            (storage, name, content) -> {
              storage.createIfAbsent(name, content);
              throw new IOException("connection reset");
            }),
        lost(
            "the answer was lost and the request repeated",
            (storage, name, content) -> {
              storage.createIfAbsent(name, content);
              return storage.createIfAbsent(name, content);
            }),
        lost(
            "the storage fails after publishing",
            (storage, name, content) -> {
              storage.createIfAbsent(name, content);
              throw new IllegalStateException("bug");
            }));
  }

  private static Arguments lost(String what, Fault fault) {
    return Arguments.of(Named.of(what, fault));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void isDoneIfItWasPublished(Fault fault) throws IOException {
    Manifest m = commit(fault);

    assertThat(new VersionLog(new LocalStorage(directory)).at(1).encode()).isEqualTo(m.encode());
  }

  @Test
  void isUnknownIfTheFailedRequestMayStillArrive() {
    IOException timeout = new IOException("timeout");

    assertThatThrownBy(() -> commit((storage, name, content) -> fail(timeout)))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining(directory.resolve(ManifestName.of(1)).toString())
        .hasMessageContaining("timeout")
        .hasMessageContaining("nothing was deleted")
        .hasCause(timeout);
  }

  @Test
  void isUnknownIfItCannotBeLookedAt() {
    Storage blind =
        new ForwardingStorage(new LocalStorage(directory)) {
          private boolean failed;

          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            failed = true;
            super.createIfAbsent(name, content);
            throw new IOException("timeout");
          }

          @Override
          public byte[] read(String name) throws IOException {
            return failed ? failRead() : super.read(name);
          }

          private byte[] failRead() throws IOException {
            throw new IOException("still no answer");
          }
        };

    assertThatThrownBy(() -> commit(blind))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void isAConflictIfAnotherCameFirst() {
    assertConflict((storage, name, content) -> storage.createIfAbsent(name, content));
  }

  @Test
  void isAConflictIfAnotherIsThereAfterAFailure() {
    assertConflict((storage, name, content) -> fail(new IOException("timeout")));
  }

  /** Another commit happens just before the step that publishes. */
  private void assertConflict(Fault fault) {
    assertThatThrownBy(
            () ->
                commit(
                    (storage, name, content) -> {
                      commit(storage);
                      return fault.createIfAbsent(storage, name, content);
                    }))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("published version 1");
  }

  @Test
  void isNotDoneIfTheStorageIsCertain() {
    NotPublishedException certain =
        new NotPublishedException("disk full", new AccessDeniedException("x"));

    assertThatThrownBy(() -> commit((storage, name, content) -> fail(certain))).isSameAs(certain);
  }

  private static boolean fail(IOException e) throws IOException {
    throw e;
  }

  private Manifest commit(Fault fault) throws IOException {
    return commit(
        new ForwardingStorage(new LocalStorage(directory)) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            return fault.createIfAbsent(new LocalStorage(directory), name, content);
          }
        });
  }

  private static Manifest commit(Storage storage) throws IOException {
    return new VersionLog(storage)
        .overwrite(VersionId.NONE, "s", List.of("k"), List.of("int64"), List.of(), Map.of());
  }
}
