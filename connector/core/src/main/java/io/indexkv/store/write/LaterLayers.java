/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.error.CommitConflictException;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out how a store has changed since a version.
 *
 * @param base the version
 */
record LaterLayers(Storage storage, Manifest base) {

  /**
   * The layers that later commits put on top of the base, up to {@code newest}. Compactions count
   * as no change, because they keep every entry.
   *
   * @throws CommitConflictException if a commit did something else than putting a layer on top, or
   *     nobody can know any more what it did
   */
  List<Layer> until(Manifest newest) throws IOException {
    requireSameRows(newest);
    if (isOn(newest, base)) {
      return above(newest, base);
    }
    VersionLog log = new VersionLog(storage);
    List<Layer> added = new ArrayList<>();
    Manifest before = base;
    for (long version = base.version() + 1; version <= newest.version(); version++) {
      Manifest next = version == newest.version() ? newest : read(log, version);
      requireSameRows(next);
      if (isOn(next, before)) {
        added.addAll(above(next, before));
      } else if (!"compact".equals(next.summary().get("operation"))) {
        throw conflict(version, "replaced its content");
      }
      before = next;
    }
    return added;
  }

  private Manifest read(VersionLog log, long version) throws IOException {
    try {
      return log.pinned(version);
    } catch (IllegalArgumentException e) {
      CommitConflictException conflict =
          conflict(version, "has expired, so that nobody can tell what it changed");
      conflict.initCause(e);
      throw conflict;
    }
  }

  /** Whether the layers of {@code below} are the oldest of {@code above}. */
  private static boolean isOn(Manifest above, Manifest below) {
    int more = above.layers().size() - below.layers().size();
    return more >= 0
        && names(above.layers().subList(more, above.layers().size())).equals(names(below.layers()));
  }

  private static List<Layer> above(Manifest above, Manifest below) {
    return above.layers().subList(0, above.layers().size() - below.layers().size());
  }

  private static List<List<String>> names(List<Layer> layers) {
    return layers.stream().map(Layer::names).toList();
  }

  private void requireSameRows(Manifest next) throws CommitConflictException {
    if (!next.schema().equals(base.schema())
        || !next.keyColumns().equals(base.keyColumns())
        || !next.keyTypes().equals(base.keyTypes())) {
      throw conflict(next.version(), "changed its columns");
    }
  }

  /** The conflict with a version that did {@code what} to the store. */
  CommitConflictException conflict(long version, String what) {
    return new CommitConflictException(
        ("the statement has read version %d of the store %s, and version %d %s meanwhile; nothing"
                + " was published. Run the statement again")
            .formatted(base.version(), storage.location(), version, what),
        version);
  }
}
