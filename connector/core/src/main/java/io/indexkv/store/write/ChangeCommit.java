/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CommitConflictException;
import io.indexkv.store.CommitRetry;
import io.indexkv.store.LayerLimit;
import io.indexkv.store.NextVersion;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.KnownKeys;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Commits what a statement has changed in the version that it has read. Unlike an upsert, it never
 * wins over a commit that the statement could not see: such a commit is a conflict.
 *
 * <p>It goes on top of later commits that are no conflict. Compactions never are.
 *
 * @param base the version that the statement has read
 * @param operation what the statement was, for the summary of the new version
 * @param isolation which later commits are a conflict
 * @param read keys that the statement has read
 * @param maxLayers maximum number of layers of the new version
 * @param keyText how messages show an encoded key
 */
public record ChangeCommit(
    Storage storage,
    Author author,
    VersionId base,
    String operation,
    Isolation isolation,
    KeysRead read,
    int maxLayers,
    Function<byte[], String> keyText) {

  /**
   * Publishes a layer on top of the newest version.
   *
   * <p>After {@link io.indexkv.error.CommitStateUnknownException} or an {@link Error} the outcome
   * is unknown. After any other exception nothing was published and nothing will be, so the caller
   * may delete the files of the layer.
   *
   * @param layer files in any order; if there are none, nothing is published
   * @return the new version, or the base if there are no files
   * @throws CommitConflictException naming the version that is in conflict
   * @throws IllegalStateException if the version would have more than {@code maxLayers} layers
   */
  public Manifest publish(Layer layer) throws IOException {
    Manifest below = readVersion();
    if (layer.isEmpty()) {
      return below;
    }
    if (below.repeatsKeys()) {
      throw new IllegalArgumentException(
          RepeatedKeys.refusal(below.version(), storage.location(), "a statement"));
    }
    ListedFileCheck.checkLengths(storage, layer.all().toList());
    LaterLayers later = new LaterLayers(storage, below);
    return new CommitRetry(storage)
        .commit(
            newest -> {
              Manifest top = existing(below, newest);
              check(later, top, List.of(layer));
              LayerLimit.require(
                  top,
                  storage.location(),
                  maxLayers,
                  "a statement",
                  "Compact the store and run the statement again");
              Manifest next = new NextVersion(Optional.of(top), author).change(operation, layer);
              new IntervalCheck(storage).check(next);
              return next;
            });
  }

  /**
   * Publishes a version without entries. Every later change is a conflict, whatever the isolation:
   * the statement could not know which keys it deletes. It fails in the same ways as {@link
   * #publish}.
   */
  public Manifest truncate() throws IOException {
    Manifest below = readVersion();
    LaterLayers later = new LaterLayers(storage, below);
    return new CommitRetry(storage)
        .commit(
            newest -> {
              Manifest top = existing(below, newest);
              if (!later.until(top).isEmpty()) {
                throw later.conflict(top.version(), "changed entries that it would delete");
              }
              return new NextVersion(Optional.of(top), author).truncate();
            });
  }

  private Manifest readVersion() throws IOException {
    try {
      return new VersionLog(storage).pinned(base);
    } catch (BrokenSnapshotException | IllegalArgumentException e) {
      throw replaced("it cannot be found any more: " + e.getMessage(), base.version(), e);
    }
  }

  private Manifest existing(Manifest below, Optional<Manifest> newest) throws IOException {
    Manifest top =
        newest.orElseThrow(() -> replaced("there is no store any more", base.version(), null));
    boolean follows =
        top.storeId().equals(below.storeId())
            && (top.version() > below.version() || top.id().equals(base));
    if (!follows) {
      throw replaced("the newest is " + top.id(), top.version(), null);
    }
    return top;
  }

  private CommitConflictException replaced(String found, long version, Exception cause) {
    CommitConflictException conflict =
        new CommitConflictException(
            ("store %s was replaced by another store or by a copy of itself: the statement has read"
                    + " %s, %s; nothing was published. Run the statement again")
                .formatted(storage.location(), base, found),
            version);
    if (cause != null) {
      conflict.initCause(cause);
    }
    return conflict;
  }

  private void check(LaterLayers later, Manifest top, List<Layer> own) throws IOException {
    List<Layer> added = later.until(top);
    if (added.isEmpty()) {
      return;
    }
    if (isolation == Isolation.SERIALIZABLE && read.all()) {
      throw later.conflict(
          top.version(),
          "changed entries of it, any of which the statement may have read (isolation"
              + " serializable)");
    }
    KnownKeys known = new KnownKeys(storage, later.base());
    try {
      Optional<byte[]> written = known.inBoth(own, added);
      if (written.isPresent()) {
        throw later.conflict(
            top.version(),
            "or one before it wrote key %s, which the statement writes,"
                .formatted(keyText.apply(written.get())));
      }
      if (isolation == Isolation.SERIALIZABLE) {
        Optional<byte[]> changed = known.anyOf(read.keys(), added);
        if (changed.isPresent()) {
          throw later.conflict(
              top.version(),
              "or one before it changed key %s, which the statement has read (isolation serializable)"
                  .formatted(keyText.apply(changed.get())));
        }
      }
    } catch (BrokenSnapshotException e) {
      CommitConflictException conflict =
          later.conflict(top.version(), "changed entries that cannot be read any more");
      conflict.initCause(e);
      throw conflict;
    }
  }
}
