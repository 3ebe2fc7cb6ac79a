/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.file.StoreFileReader;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import io.indexkv.store.write.Compaction;
import io.indexkv.testing.FaultyStorage;
import io.indexkv.testing.FaultyStorage.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets each change of a store fail at its I/O operation 1, 2, 3, … until none fails. Afterwards the
 * store is whole, reported changes are done, and the next change works.
 */
public abstract class CrashSuite {
  private static final SortedMap<Long, String> BEFORE =
      new TreeMap<>(Map.of(1L, "one", 2L, "two", 3L, "three ".repeat(700), 4L, "four"));

  /** A change of a store. */
  interface Action {
    void run(Storage storage) throws IOException;
  }

  /** Actions, and the content of the newest version after them. */
  public enum Case {
    UPSERT(storage -> new TestEntries(storage).upsert(changes()), changed()),
    OVERWRITE(
        storage -> new TestEntries(storage).overwrite(Map.of(9L, "nine")), Map.of(9L, "nine")),
    COMPACT(storage -> new Compaction(storage).toFilesOf(1).run(), afterSetup()),
    COMPACT_NEWEST(storage -> new Compaction(storage).ofNewestLayers(2).run(), afterSetup()),
    ROLLBACK(storage -> new VersionLog(storage).rollback(1), BEFORE),
    EXPIRE(storage -> new Expire(storage).run(), afterSetup()),
    VACUUM(storage -> new Vacuum(storage).retention(Duration.ZERO).run(), afterSetup()),
    TAG(storage -> new Tags(storage).create("tag", 2), afterSetup());

    private final Action action;
    private final Map<Long, String> after;

    Case(Action action, Map<Long, String> after) {
      this.action = action;
      this.after = after;
    }
  }

  /** A new store of this name. */
  protected abstract Storage storage(String name);

  /**
   * How many operations lie between two failures: 1 lets each one fail. On a slow storage, the
   * faults share the operations among them.
   */
  protected int stride() {
    return 1;
  }

  /**
   * Changes that a setup makes: {@link #BEFORE}, and a version on top that deletes and adds keys.
   */
  private static Map<Long, String> afterSetup() {
    Map<Long, String> entries = new TreeMap<>(BEFORE);
    entries.remove(1L);
    entries.put(5L, "five");
    entries.put(2L, "zwei");
    return entries;
  }

  private static SortedMap<Long, String> changes() {
    SortedMap<Long, String> changes = new TreeMap<>();
    changes.put(2L, null);
    changes.put(7L, "seven ".repeat(700));
    changes.put(8L, "eight");
    return changes;
  }

  private static Map<Long, String> changed() {
    Map<Long, String> entries = afterSetup();
    changes().forEach(entries::put);
    entries.values().removeIf(value -> value == null);
    return entries;
  }

  @ParameterizedTest
  @EnumSource
  public void leavesAWholeStoreWhereverItFails(Case tried, @TempDir Path directory)
      throws IOException {
    StoreTemplate begin = StoreTemplate.of(directory.resolve("begin"), CrashSuite::setUp);
    int failures = 0;
    for (Fault fault : Fault.values()) {
      boolean failed = true;
      int first = 1 + (tried.ordinal() + fault.ordinal()) % stride();
      for (int operation = first; failed; operation += stride()) {
        String name = tried + "-" + fault + "-" + operation;
        Storage storage = storage(name);
        begin.copyTo(storage);
        try (FaultyStorage faulty = new FaultyStorage(storage, fault, operation)) {
          Exception failure = run(tried, faulty);
          failed = faulty.hasFailed();
          failures += failed ? 1 : 0;
          check(tried, name, storage, failure);
        }
        assertThat(operation).as("%s ends", name).isLessThan(500);
      }
    }
    System.out.println(
        getClass().getSimpleName()
            + " on "
            + storage("any").location()
            + ": "
            + tried
            + ", "
            + failures
            + " failures");
  }

  private static void setUp(Storage storage) throws IOException {
    TestEntries entries = new TestEntries(storage);
    entries.overwrite(BEFORE);
    SortedMap<Long, String> changes = new TreeMap<>();
    changes.put(1L, null);
    changes.put(2L, "zwei");
    entries.upsert(changes);
    entries.upsert(Map.of(5L, "five"));
  }

  private static Exception run(Case tried, Storage storage) {
    try {
      tried.action.run(storage);
      return null;
    } catch (IOException | UncheckedIOException e) {
      return e;
    }
  }

  private void check(Case tried, String name, Storage storage, Exception failure)
      throws IOException {
    TestEntries entries = new TestEntries(storage);
    SortedMap<Long, String> found = entries.read();
    if (failure == null) {
      assertThat(found).as(name).isEqualTo(tried.after);
    } else if (!(failure instanceof CommitStateUnknownException)) {
      assertThat(found).as("%s: %s", name, failure).isEqualTo(afterSetup());
    } else {
      assertThat(found).as("%s: %s", name, failure).isIn(afterSetup(), tried.after);
    }
    allVersionsAreWhole(name, storage);
    // an interrupted action succeeds when it is repeated on top of the remains
    if (failure != null && found.equals(afterSetup())) {
      tried.action.run(storage);
      assertThat(entries.read()).as("%s, again", name).isEqualTo(tried.after);
    }
    SortedMap<Long, String> last = entries.read();
    new Vacuum(storage).retention(Duration.ZERO).run();
    onlyListedFilesAreLeft(name, storage);
    entries.upsert(Map.of(100L, "hundred"));
    last.put(100L, "hundred");
    assertThat(entries.read()).as("%s, then an upsert", name).isEqualTo(last);
  }

  private static void allVersionsAreWhole(String name, Storage storage) throws IOException {
    for (long version : new VersionLog(storage).versions()) {
      Manifest manifest = new VersionLog(storage).at(version);
      try (SnapshotReader reader = SnapshotReader.open(storage, manifest)) {
        assertThat(reader.files().entries()).as("%s, version %d", name, version).isNotNegative();
        reader.files().files().forEach(file -> ((StoreFileReader) file).verify());
      }
    }
  }

  private static void onlyListedFilesAreLeft(String name, Storage storage) throws IOException {
    Set<String> listed = new HashSet<>();
    for (long version : new VersionLog(storage).versions()) {
      new VersionLog(storage).at(version).files().forEach(file -> listed.add(file.name()));
    }
    List<String> files = new ArrayList<>();
    for (StorageEntry entry : storage.walk(DataFile.DIRECTORY)) {
      files.add(entry.name());
    }
    assertThat(files).as(name).containsExactlyInAnyOrderElementsOf(listed);
  }
}
