/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.util.Arrays;

/** Creates a manifest if it is absent, and finds out what happened if that is not plain. */
record Commit(Storage storage) {

  void publish(Manifest manifest) throws IOException {
    String name = ManifestName.of(manifest.version());
    byte[] content = manifest.encode();
    boolean created;
    try {
      created = storage.createIfAbsent(name, content);
    } catch (NotPublishedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (!exists(name, e)) {
        // a request that is still under way may publish it later
        throw unknown(name, e);
      }
      created = false;
    }
    if (!created && !Arrays.equals(content, contentOf(name))) {
      throw conflict(storage, manifest.version(), manifest.version());
    }
    if (wasExpired(manifest.version(), name)) {
      storage.delete(name);
      throw conflict(storage, manifest.version(), manifest.version());
    }
  }

  /**
   * Whether another commit took the version long ago, and it was expired since this one looked for
   * the newest: then the name was free, and nobody would ever look for what is there now.
   */
  private boolean wasExpired(long version, String name) throws CommitStateUnknownException {
    try {
      return storage.length(ManifestName.expired(version)) >= 0;
    } catch (IOException | RuntimeException e) {
      throw unknown(name, e);
    }
  }

  private boolean exists(String name, Exception failure) throws CommitStateUnknownException {
    try {
      return storage.length(name) >= 0;
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      throw unknown(name, failure);
    }
  }

  private byte[] contentOf(String name) throws CommitStateUnknownException {
    try {
      return storage.read(name);
    } catch (IOException | RuntimeException e) {
      throw unknown(name, e);
    }
  }

  private CommitStateUnknownException unknown(String name, Exception cause) {
    return new CommitStateUnknownException(
        "cannot tell whether the commit of "
            + storage.location()
            + "/"
            + name
            + " happened ("
            + cause.getMessage()
            + "); nothing was deleted. Look for that file: if it is there, a commit took the"
            + " version; if not after the storage's longest timeout, write again",
        cause);
  }

  static CommitConflictException conflict(Storage storage, long wanted, long taken) {
    return new CommitConflictException(
        "another commit published version "
            + taken
            + " of the store "
            + storage.location()
            + " first, so that version "
            + wanted
            + " could not be; nothing was published. Read the newest version and write again",
        taken);
  }
}
