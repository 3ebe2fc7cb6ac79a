/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit says when the answer of the one step that publishes is not plain. */
class CommitTest {
  @TempDir Path directory;

  /** Stands between the commit and the step that publishes. */
  interface Fault {
    boolean createIfAbsent(Storage storage, String name, byte[] content) throws IOException;
  }

  @Test
  void isDoneIfTheAnswerWasLost() throws IOException {
    Manifest m =
        commit(
            (storage, name, content) -> {
              storage.createIfAbsent(name, content);
              throw new IOException("connection reset");
            });

    assertCommitted(m);
  }

  @Test
  void isDoneIfTheAnswerWasLostAndTheRequestRepeated() throws IOException {
    Manifest m =
        commit(
            (storage, name, content) -> {
              storage.createIfAbsent(name, content);
              return storage.createIfAbsent(name, content);
            });

    assertCommitted(m);
  }

  @Test
  void isDoneIfTheStorageFailsAfterPublishing() throws IOException {
    Manifest m =
        commit(
            (storage, name, content) -> {
              storage.createIfAbsent(name, content);
              throw new IllegalStateException("bug");
            });

    assertCommitted(m);
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
          public long length(String name) throws IOException {
            return failed ? failLength() : super.length(name);
          }

          private long failLength() throws IOException {
            throw new IOException("still no answer");
          }
        };

    assertThatThrownBy(() -> commit(blind))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void isAConflictIfAnotherCameFirst() {
    assertThatThrownBy(
            () ->
                commit(
                    (storage, name, content) -> {
                      commit(storage);
                      return storage.createIfAbsent(name, content);
                    }))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("published version 1");
  }

  @Test
  void isAConflictIfAnotherIsThereAfterAFailure() {
    assertThatThrownBy(
            () ->
                commit(
                    (storage, name, content) -> {
                      commit(storage);
                      return fail(new IOException("timeout"));
                    }))
        .isInstanceOf(CommitConflictException.class);
  }

  @Test
  void isNotDoneIfTheStorageIsCertain() {
    NotPublishedException certain =
        new NotPublishedException("disk full", new AccessDeniedException("x"));

    assertThatThrownBy(() -> commit((storage, name, content) -> fail(certain))).isSameAs(certain);
  }

  private void assertCommitted(Manifest m) throws IOException {
    assertThat(new Snapshots(new LocalStorage(directory)).at(1).encode()).isEqualTo(m.encode());
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
    return new Snapshots(storage)
        .overwrite(0, "s", List.of("k"), List.of("int64"), List.of(), Map.of());
  }
}
