/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CommitConflictException;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.BatchMark;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The versions of a store: reads manifests and commits new ones. Thread-safe. */
public final class VersionLog {
  /** Default maximum number of layers after an upsert. */
  public static final int MAX_LAYERS = 32;

  private final Storage storage;
  private final Author author;
  private final ContentCheck check;
  private final ManifestDirectory versions;

  public VersionLog(Storage storage) {
    this(storage, Author.process());
  }

  /**
   * Reads and commits versions of a store.
   *
   * @param author author of the versions that this commits
   */
  public VersionLog(Storage storage, Author author) {
    this(storage, author, ContentCheck.NOTHING_DECLARED);
  }

  /**
   * Reads and commits versions of a store.
   *
   * @param author author of the versions that this commits
   * @param check checks the entries of each version before this publishes it
   */
  public VersionLog(Storage storage, Author author, ContentCheck check) {
    this.storage = storage;
    this.author = author;
    this.check = check;
    versions = new ManifestDirectory(storage);
  }

  /** The newest version, or empty if there is no store. */
  public Optional<Manifest> latest() throws IOException {
    return versions.latest();
  }

  /**
   * Reads the version of this number.
   *
   * @throws IllegalArgumentException if it does not exist; the message lists the existing versions
   */
  public Manifest at(long version) throws IOException {
    return versions.at(version);
  }

  /**
   * Reads a version that was found before. It also finds a version that has expired since, as long
   * as its files are kept.
   */
  public Manifest pinned(long version) throws IOException {
    try {
      return versions.read(version);
    } catch (NoSuchFileException e) {
      Optional<Manifest> expired = expired(version);
      if (expired.isPresent()) {
        return expired.get();
      }
      throw versions.missing(version);
    }
  }

  /**
   * Reads a version that was found before. It also finds a version that has expired since, as long
   * as its files are kept.
   *
   * @throws BrokenSnapshotException if the store was replaced, so that another commit has the
   *     number now
   */
  public Manifest pinned(VersionId id) throws IOException {
    Manifest found = pinned(id.version());
    if (found.id().equals(id)) {
      return found;
    }
    // a delayed writer may have taken the number of an expired version
    Optional<Manifest> expired = expired(id.version()).filter(copy -> copy.id().equals(id));
    return expired.orElseThrow(
        () ->
            new BrokenSnapshotException(
                ("store %s was replaced by another store, or by a changed copy of itself:"
                        + " expected %s, found %s. Load the store again, or restore the earlier"
                        + " store")
                    .formatted(storage.location(), id, found.id())));
  }

  private Optional<Manifest> expired(long version) throws IOException {
    String copy = ManifestName.expired(version);
    try {
      return Optional.of(Manifest.decode(storage.read(copy), storage.location() + "/" + copy));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The version that was the newest at {@code time}.
   *
   * @throws IllegalArgumentException if the time is before the first version, or its version has
   *     expired
   */
  public Manifest asOf(Instant time) throws IOException {
    List<Long> numbers = versions.all();
    int count = new CommitTimes(versions, numbers).countUntil(time.toEpochMilli());
    boolean followed = count > 0 && count < numbers.size();
    if (count == 0 || followed && numbers.get(count) != numbers.get(count - 1) + 1) {
      throw new IllegalArgumentException(
          ("there is no version of the store %s as of %s: it is older than the store, or has"
                  + " expired; there are %s, and the first was committed at %s")
              .formatted(
                  storage.location(),
                  time,
                  VersionRanges.text(numbers),
                  numbers.isEmpty()
                      ? "no time"
                      : Instant.ofEpochMilli(at(numbers.get(0)).timestamp())));
    }
    return at(numbers.get(count - 1));
  }

  /**
   * The version that has this tag.
   *
   * @throws IllegalArgumentException if there is no such tag
   */
  public Manifest tagged(String tag) throws IOException {
    Tags tags = new Tags(storage);
    Optional<Tag> found = tags.find(tag);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "the store %s has no tag %s, it has %s"
              .formatted(storage.location(), tag, tags.all().stream().map(Tag::name).toList()));
    }
    return at(found.get().version());
  }

  /** All versions that are not expired, the newest first. */
  public List<CommittedVersion> history() throws IOException {
    List<Tag> tags = new Tags(storage).all();
    List<CommittedVersion> history = new ArrayList<>();
    for (long version : versions.all()) {
      try {
        history.add(0, CommittedVersion.of(versions.read(version), tags));
      } catch (NoSuchFileException e) {
        // it has expired since the listing
      }
    }
    return history;
  }

  /**
   * Numbers of all versions that are not expired, ascending.
   *
   * @throws IOException if the name of a file resembles a manifest's but is none, or the storage
   *     does not answer
   */
  public List<Long> versions() throws IOException {
    return versions.all();
  }

  /**
   * Publishes {@code files}, in any order, as the only content of the version after {@code base}.
   * The version below hands on its {@link BatchMark}s and the properties of its table.
   *
   * <p>After {@link io.indexkv.error.CommitStateUnknownException} or an {@link Error} the outcome
   * is unknown. After any other exception nothing was published and nothing will be, so the caller
   * may delete {@code files}.
   *
   * @param base the newest version; {@link VersionId#NONE} if the store is new
   * @throws CommitConflictException if another commit took the version. Or another commit has the
   *     number of {@code base} by now, as in a store that was restored from a copy meanwhile.
   * @throws io.indexkv.error.CommitStateUnknownException if the storage does not tell whether the
   *     commit happened
   * @throws BrokenSnapshotException if a file is missing or has another length
   * @throws IllegalArgumentException if key ranges overlap or the parts do not fit together
   */
  public Manifest overwrite(
      VersionId base,
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<DataFile> files,
      Map<String, String> properties)
      throws IOException {
    NextVersion next = new NextVersion(parent(base), author).requireNew(properties);
    Manifest manifest = next.overwrite(schema, keyColumns, keyTypes, files, properties);
    ListedFileCheck.checkLengths(storage, files);
    check.check(manifest);
    new Commit(storage).publish(manifest);
    return manifest;
  }

  /**
   * Publishes version 1 of a new store, without entries.
   *
   * @throws CommitConflictException if there is a store already
   * @throws io.indexkv.error.CommitStateUnknownException if the storage does not tell whether the
   *     commit happened
   */
  public Manifest create(
      String schema, List<String> keyColumns, List<String> keyTypes, Map<String, String> properties)
      throws IOException {
    Manifest manifest =
        new NextVersion(parent(VersionId.NONE), author)
            .create(schema, keyColumns, keyTypes, properties);
    new Commit(storage).publish(manifest);
    return manifest;
  }

  /**
   * Publishes {@code files}, in any order, as the only content of the version after the newest one
   * at that time. Makes version 1 if there is no store.
   *
   * <p>It fails in the same ways as {@link #overwrite}, but retries after a conflict. So it
   * succeeds even beside writers that never pause.
   */
  public Manifest replace(
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<DataFile> files,
      Map<String, String> properties)
      throws IOException {
    ListedFileCheck.checkLengths(storage, files);
    return new CommitRetry(storage)
        .commit(
            newest ->
                checked(
                    new NextVersion(newest, author)
                        .requireNew(properties)
                        .overwrite(schema, keyColumns, keyTypes, files, properties)));
  }

  /**
   * Publishes {@code layer} on top of the newest version at that time. Its entries replace those
   * with the same key, and its deleted keys are gone. The manifest keeps the properties of the
   * version below, and gets the {@link BatchMark}s among {@code properties}. Makes version 1 if
   * there is no store.
   *
   * <p>It fails in the same ways as {@link #overwrite}, but after a conflict it retries on top of
   * the other commit.
   *
   * @param layer files in any order; may be empty
   * @param maxLayers maximum number of layers of the new version
   * @throws IllegalArgumentException if the newest version has another schema, key or value
   *     encoding
   * @throws IllegalStateException if the version would have more than {@code maxLayers} layers
   * @throws AlreadyAppliedException if the newest version has a batch that {@code properties} marks
   */
  public Manifest upsert(
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      Layer layer,
      Map<String, String> properties,
      int maxLayers)
      throws IOException {
    return upsert(schema, schema, keyColumns, keyTypes, layer, properties, maxLayers);
  }

  /**
   * Publishes {@code layer} as the other form does, and changes the schema in the same version. The
   * layers below keep their rows, which readers convert.
   *
   * @param below the schema that the write began with; it fails if the newest version has another
   * @param schema the schema of the layer and of the new version; as in {@link #alter}
   */
  public Manifest upsert(
      String below,
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      Layer layer,
      Map<String, String> properties,
      int maxLayers)
      throws IOException {
    ListedFileCheck.checkLengths(storage, layer.all().toList());
    return new CommitRetry(storage)
        .commit(
            newest -> {
              NextVersion next = new NextVersion(newest, author).requireNew(properties);
              if (newest.isPresent()) {
                UpsertRules.check(
                    storage, newest.get(), below, keyColumns, keyTypes, properties, maxLayers);
              }
              Manifest manifest = next.upsert(schema, keyColumns, keyTypes, layer, properties);
              return layer.isEmpty() ? manifest : checked(manifest);
            });
  }

  private Manifest checked(Manifest next) throws IOException {
    check.check(next);
    return next;
  }

  /**
   * Publishes a new version with the layers of {@code base} and another schema, other properties or
   * other names of the key columns. No file is written: readers convert the rows of older schemas.
   *
   * <p>It is a conflict if {@code base} is not the newest version. It fails in the same ways as
   * {@link #overwrite}.
   *
   * @param schema its columns are those of {@code base} by their ids ({@link
   *     io.indexkv.store.manifest.SchemaIds}); a type may only grow
   * @param keyColumns the names of the same key columns in the schema
   * @param properties all properties of the new version
   * @throws IllegalArgumentException if the key would change, the stored rows cannot become rows of
   *     the schema, or values are no rows but the schema changes
   */
  public Manifest alter(
      VersionId base, String schema, List<String> keyColumns, Map<String, String> properties)
      throws IOException {
    Optional<Manifest> parent = parent(base);
    Manifest manifest = altered(parent, new Alteration(schema, keyColumns, properties));
    new Commit(storage).publish(manifest);
    return manifest;
  }

  /**
   * Alters the newest version as the other form does. After a conflict it calls {@code change}
   * again, with the version that is the newest then.
   *
   * @param change makes the alteration of a version; an exception from it ends the tries
   */
  public Manifest alter(Function<Manifest, Alteration> change) throws IOException {
    return new CommitRetry(storage)
        .commit(newest -> altered(newest, change.apply(newest.orElseThrow(this::nothing))));
  }

  private Manifest altered(Optional<Manifest> parent, Alteration alteration) {
    AlterRules.check(storage, parent.orElseThrow(this::nothing), alteration);
    return new NextVersion(parent, author).alter(alteration);
  }

  private IllegalArgumentException nothing() {
    return new IllegalArgumentException("there is no store " + storage.location() + " to alter");
  }

  /**
   * Publishes a new version with the content of an old one. It fails in the same ways as {@link
   * #overwrite}.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  public Manifest rollback(long version) throws IOException {
    Manifest old = at(version);
    Manifest newest = latest().orElseThrow();
    ListedFileCheck.checkLengths(storage, old.files());
    Manifest manifest = new NextVersion(Optional.of(newest), author).rollback(old);
    new Commit(storage).publish(manifest);
    return manifest;
  }

  /** The manifest of {@code base}, which must be the newest; empty for {@link VersionId#NONE}. */
  private Optional<Manifest> parent(VersionId base) throws IOException {
    Optional<Manifest> newest = latest();
    VersionId found = newest.map(Manifest::id).orElse(VersionId.NONE);
    if (found.equals(base)) {
      return newest;
    }
    if (found.version() > base.version()
        && (base.version() == 0 || found.storeId().equals(base.storeId()))) {
      throw Commit.conflict(storage, base.version() + 1, found.version());
    }
    throw new CommitConflictException(
        ("store %s was replaced by another store or by a copy of itself during the write: the write"
                + " began on %s, the newest is %s now; nothing was published. Read the newest"
                + " version and write again")
            .formatted(storage.location(), base, found),
        found.version());
  }
}
