/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.key.Keys;
import io.indexkv.store.CommittedVersion;
import io.indexkv.store.Expire;
import io.indexkv.store.Tag;
import io.indexkv.store.Tags;
import io.indexkv.store.Vacuum;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The versions of one store, and all operations on them: list, open, tag, roll back, expire,
 * vacuum, compact, verify, and statistics. Each call reads the store anew, and nothing is held
 * open. Thread-safe.
 *
 * <p>Every method except {@link #exists} throws {@link NoSuchFileException} if there is no store. A
 * method that takes a version throws {@link IllegalArgumentException} if the store does not have
 * it; the message lists the store's versions or tags.
 *
 * <p>Every method throws {@link CorruptFileException} if a manifest is damaged, and another {@link
 * IOException} if the storage does not answer.
 */
public final class StoreHistory {
  /** Default retention of {@link #vacuum} for an unused file: 7 days. */
  public static final Duration DEFAULT_RETENTION = Vacuum.DEFAULT_RETENTION;

  private final Storage storage;
  private final Author author;

  private StoreHistory(Storage storage, Author author) {
    this.storage = storage;
    this.author = author;
  }

  /** The history of the store in a local directory. The directory need not exist yet. */
  public static StoreHistory of(Path path) {
    Objects.requireNonNull(path, "path");
    return of(new LocalStorage(path));
  }

  /** The history of a store on any storage. */
  @Internal
  public static StoreHistory of(Storage storage) {
    return of(storage, Author.process());
  }

  /**
   * The history of a store on any storage.
   *
   * @param author author of the versions that this commits
   */
  @Internal
  public static StoreHistory of(Storage storage, Author author) {
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(author, "author");
    return new StoreHistory(storage, author);
  }

  /** Where the store is: the path of a directory, or a URI. */
  public String location() {
    return storage.location();
  }

  /** Whether there is a store, which means that some version was committed. */
  public boolean exists() throws IOException {
    return new VersionLog(storage).latest().isPresent();
  }

  /** All versions that are not expired, the newest first. */
  public List<StoreVersion> versions() throws IOException {
    manifest(Version.newest());
    return new VersionLog(storage).history().stream().map(StoreVersion::of).toList();
  }

  /** Describes one version. */
  public StoreVersion version(Version version) throws IOException {
    CommittedVersion committed = CommittedVersion.of(manifest(version), new Tags(storage).all());
    return StoreVersion.of(committed);
  }

  /**
   * Opens a version for lookups.
   *
   * @param options which version to open, by default the newest, and how to read its files
   * @throws IllegalArgumentException if the store does not have the version, or was written with
   *     keys or values of other types
   * @throws BrokenSnapshotException if a file is missing, or is not the one that the version lists
   */
  public <K, V> Store<K, V> open(Keys<K> keys, Values<V> values, OpenOptions options)
      throws IOException {
    return Store.open(storage, keys, values, options);
  }

  /** All tags, ordered by version and then by name. */
  public List<StoreTag> tags() throws IOException {
    manifest(Version.newest());
    return new Tags(storage).all().stream().map(StoreTag::of).toList();
  }

  /**
   * Tags a version. The tag also keeps it from expiring. Does nothing if the version has the tag
   * already.
   *
   * @param name 1 to 128 letters, digits, dots, hyphens and underscores; the first is neither a dot
   *     nor a hyphen
   * @throws IllegalArgumentException if the name has another form, or the store does not have the
   *     version
   * @throws IllegalStateException if another version has the tag; delete that first
   */
  public StoreTag tag(String name, Version version) throws IOException {
    Objects.requireNonNull(name, "name");
    return StoreTag.of(new Tags(storage).create(name, manifest(version).version()));
  }

  /**
   * Deletes a tag. The version stays until it expires.
   *
   * @return false if there was no such tag
   */
  public boolean deleteTag(String name) throws IOException {
    Objects.requireNonNull(name, "name");
    manifest(Version.newest());
    return new Tags(storage).delete(Tag.checked(name));
  }

  /**
   * Commits a new version with the content of an old one.
   *
   * @return the new version
   * @throws CommitConflictException if another commit came first; nothing was committed
   * @throws CommitStateUnknownException if the storage does not tell whether the commit happened
   * @throws BrokenSnapshotException if a file of the old version is missing or has another length
   */
  public StoreVersion rollback(Version version) throws IOException {
    return StoreVersion.of(new VersionLog(storage, author).rollback(manifest(version).version()));
  }

  /**
   * Forgets old versions. Their files stay until a {@link #vacuum}; readers that have such a
   * version open can go on until then. The next call continues an interrupted one.
   *
   * @return numbers of the forgotten versions, ascending
   */
  public List<Long> expire(ExpireOptions options) throws IOException {
    return expiry(options).run();
  }

  /**
   * Lists the versions that {@link #expire} would forget now. Changes nothing.
   *
   * @return numbers of the versions, ascending
   */
  public List<Long> expireDryRun(ExpireOptions options) throws IOException {
    return expiry(options).dryRun();
  }

  private Expire expiry(ExpireOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    manifest(Version.newest());
    return new Expire(storage, options.keepLast(), options.keepSince().orElse(null));
  }

  /**
   * Deletes the files that no version lists: those of expired versions, and those that failed or
   * killed writers left. The next call continues an interrupted one.
   *
   * @param retention how long to keep an unused file, by the clock of the storage; at least the
   *     duration of the longest write, and of the longest use of an expired version
   * @return the deleted files
   * @throws IllegalArgumentException if the retention is negative
   */
  public VacuumReport vacuum(Duration retention) throws IOException {
    return report(vacuumOf(retention).run());
  }

  /**
   * Lists the files that {@link #vacuum} would delete now. Deletes nothing.
   *
   * @param retention how long to keep an unused file, by the clock of the storage
   * @return the files that would be deleted
   * @throws IllegalArgumentException if the retention is negative
   */
  public VacuumReport vacuumDryRun(Duration retention) throws IOException {
    return report(vacuumOf(retention).dryRun());
  }

  private Vacuum vacuumOf(Duration retention) {
    Objects.requireNonNull(retention, "retention");
    return new Vacuum(storage, retention);
  }

  /**
   * Reports the files. If there are none, there must be a store. A killed first write leaves files
   * where there is no store, and a vacuum deletes those, too.
   */
  private VacuumReport report(List<StorageEntry> files) throws IOException {
    if (files.isEmpty()) {
      manifest(Version.newest());
    }
    return VacuumReport.of(files);
  }

  /**
   * Folds layers into one, and small files into larger ones. Commits the same entries as the next
   * version, in which lookups are faster. Others may read and upsert at the same time.
   *
   * @return the new version, or empty if there is nothing to gain
   * @throws CommitConflictException if an overwrite, a rollback or another compaction replaced the
   *     layers meanwhile; nothing was committed
   * @throws CommitStateUnknownException if the storage does not tell whether the commit happened;
   *     nothing was deleted
   * @throws java.util.concurrent.CancellationException if the token of the options is true
   */
  public Optional<StoreVersion> compact(CompactOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    manifest(Version.newest());
    return options.compact(storage, author).map(StoreVersion::of);
  }

  /**
   * Tells how much {@link #compact} would rewrite now. Changes nothing.
   *
   * @return length in bytes of the files that it would merge into new ones; empty if there is
   *     nothing to gain
   */
  public OptionalLong compactDryRun(CompactOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    manifest(Version.newest());
    return options.dryRun(storage);
  }

  /**
   * Reads and checks every byte of a version: checksums, the order of keys, and that the index
   * leads to every entry. A damaged file does not end the check: the report lists all of them.
   *
   * <p>For a remote store it checks the lengths of the remote files, and the content of the local
   * copies. The copies were compared with the version's checksums when they were made.
   *
   * @throws io.indexkv.error.UnsupportedFormatException if a newer IndexKV wrote a file
   */
  public VerifyReport verify(Version version) throws IOException {
    return Inspection.verify(storage, manifest(version));
  }

  /**
   * Describes the content of a version. Reads its manifest, and the first 64 bytes of each file.
   *
   * @throws io.indexkv.error.UnsupportedFormatException if a newer IndexKV wrote a file, or the key
   *     has a type that this IndexKV does not know
   */
  public StoreStatistics statistics(Version version) throws IOException {
    return Inspection.statistics(storage, manifest(version));
  }

  /**
   * The number of keys in a version. With several layers it opens all files, as {@link Store#open}
   * does, and looks up each key of all layers but the oldest.
   */
  public long countRows(Version version) throws IOException {
    return Inspection.countRows(storage, manifest(version));
  }

  private Manifest manifest(Version version) throws IOException {
    Objects.requireNonNull(version, "version");
    return version
        .pin()
        .resolve(storage)
        .orElseThrow(
            () ->
                new NoSuchFileException(
                    location(), null, "there is no store here; Store.write makes one"));
  }

  @Override
  public String toString() {
    return "the history of the store " + location();
  }
}
