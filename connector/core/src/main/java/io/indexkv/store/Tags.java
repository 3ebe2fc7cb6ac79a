/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tags of a store. Thread-safe. */
public record Tags(Storage storage) {

  /**
   * Tags a version. Does nothing if the version has the tag already.
   *
   * @throws IllegalArgumentException if there is no such version, or it has expired meanwhile
   * @throws IllegalStateException if another version has the tag
   */
  public Tag create(String name, long version) throws IOException {
    requireVersion(version);
    Tag tag = new Tag(name, version, System.currentTimeMillis());
    if (!storage.createIfAbsent(Tag.fileName(name), tag.encode())) {
      Tag there = find(name).orElse(tag);
      if (there.version() != version) {
        throw new IllegalStateException(
            "tag %s of the store %s names version %d already; delete it first, or take another name"
                .formatted(name, storage.location(), there.version()));
      }
      return there;
    }
    try {
      // checked again: an expiry that did not see the tag yet may have removed the version
      // meanwhile
      requireVersion(version);
    } catch (IllegalArgumentException e) {
      storage.delete(Tag.fileName(name));
      throw e;
    }
    return tag;
  }

  private void requireVersion(long version) throws IOException {
    if (version < 1 || storage.length(ManifestName.of(version)) < 0) {
      throw new ManifestDirectory(storage).missing(version);
    }
  }

  /**
   * Deletes a tag.
   *
   * @return false if there was no such tag
   */
  public boolean delete(String name) throws IOException {
    return storage.delete(Tag.fileName(name));
  }

  public Optional<Tag> find(String name) throws IOException {
    String file = Tag.fileName(name);
    try {
      return Optional.of(Tag.decode(storage.read(file), storage.location() + "/" + file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** All tags, ordered by version and then by name. */
  public List<Tag> all() throws IOException {
    List<Tag> tags = new ArrayList<>();
    for (String file : storage.list(Tag.DIRECTORY)) {
      if (Tag.isFileName(file)) {
        String name = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
        find(name).ifPresent(tags::add);
      }
    }
    tags.sort(Comparator.comparingLong(Tag::version).thenComparing(Tag::name));
    return tags;
  }

  Set<Long> versions() throws IOException {
    return all().stream().map(Tag::version).collect(Collectors.toSet());
  }
}
