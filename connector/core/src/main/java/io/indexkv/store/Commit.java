/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.error.NotPublishedException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.WholeFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/**
 * Creates the next manifest if it is absent. If the storage's answer leaves the outcome open, it
 * finds out whether the commit happened.
 */
record Commit(Storage storage) {

  void publish(Manifest manifest) throws IOException {
    long version = manifest.version();
    String name = ManifestName.of(version);
    byte[] content = manifest.encode();
    WholeFile.checkWritten(content.length, storage.location() + "/" + name);
    Exception failure = null;
    boolean created = false;
    try {
      created = storage.createIfAbsent(name, content);
    } catch (NotPublishedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    byte[] there = created ? content : find(name, name, failure);
    // read after the manifest: a version that expires in between is found twice, never missed
    byte[] expired = find(ManifestName.expired(version), name, failure);
    if (expired != null) {
      requireOurs(manifest, content, there, expired, failure);
    } else if (there == null) {
      // the storage may still be working on a request, and publish the file later
      throw unknown(name, failure == null ? vanished(name) : failure);
    } else if (!Arrays.equals(content, there)) {
      throw conflict(storage, version, version);
    }
  }

  /**
   * Handles a version that has expired since this commit looked for the newest. Either this commit
   * published it, and then it expired. Or another commit did, and then the name was free again:
   * readers would never look for the file that this commit created, so this deletes it.
   *
   * @throws CommitConflictException if another commit had published the version
   */
  private void requireOurs(
      Manifest manifest, byte[] content, byte[] there, byte[] expired, Exception failure)
      throws IOException {
    String name = ManifestName.of(manifest.version());
    if (Arrays.equals(content, expired)) {
      return;
    }
    if (there == null && failure != null) {
      throw unknown(name, failure);
    }
    if (Arrays.equals(content, there)) {
      storage.delete(name);
    }
    throw conflict(storage, manifest.version(), manifest.version());
  }

  /** The content of a file; null if there is no such file. */
  private byte[] find(String file, String name, Exception failure)
      throws CommitStateUnknownException {
    try {
      return storage.read(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | RuntimeException e) {
      if (failure == null) {
        throw unknown(name, e);
      }
      failure.addSuppressed(e);
      throw unknown(name, failure);
    }
  }

  private static IOException vanished(String name) {
    return new NoSuchFileException(name, null, "it existed, and was gone when it was read");
  }

  private CommitStateUnknownException unknown(String name, Exception cause) {
    return new CommitStateUnknownException(
        "cannot tell whether the commit of "
            + storage.location()
            + "/"
            + name
            + " happened ("
            + cause.getMessage()
            + "); nothing was deleted. Look for that file: if it exists, a commit took the"
            + " version. If it is still missing after the storage's longest timeout, write again",
        cause);
  }

  static CommitConflictException conflict(Storage storage, long wanted, long taken) {
    return new CommitConflictException(
        "another commit published version "
            + taken
            + " of the store "
            + storage.location()
            + " first, so this commit could not publish version "
            + wanted
            + "; nothing was published. Read the newest version and write again",
        taken);
  }
}
