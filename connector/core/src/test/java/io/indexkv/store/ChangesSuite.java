/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random commits, compactions, rollbacks, expiries and vacuums, compared with a sorted map for each
 * version, on any storage. The name of the test has the seed, or the test prints it.
 */
public abstract class ChangesSuite {
  private static final int KEYS = 60;
  private static final int MAX_CHANGES = 25;

  private final SortedMap<Long, SortedMap<Long, String>> models = new TreeMap<>();
  private Random random;
  private String seed;

  /** A store of its own for each test; the same one at each call within a test. */
  protected abstract Storage storage();

  /** Number of steps of a walk. Each has one or more commits, and two reads. */
  protected int steps() {
    return 60;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  public void everyVersionIsLikeASortedMap(long fixed) throws IOException {
    walk(fixed);
  }

  @Test
  public void everyVersionIsLikeASortedMapForAnySeed() throws IOException {
    long fresh = Long.getLong("indexkv.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " -Dindexkv.seed=" + fresh);
    walk(fresh);
  }

  private void walk(long number) throws IOException {
    seed = "-Dindexkv.seed=" + number;
    random = new Random(number);
    models.clear();
    overwrite();
    for (int step = 0; step < steps(); step++) {
      String what = step();
      assertThat(new VersionLog(storage()).versions())
          .as("%s, step %d: %s", seed, step, what)
          .containsExactlyElementsOf(models.keySet());
      expect(models.lastKey(), what + " in step " + step);
      expect(any(), what + " in step " + step);
    }
    assertThat(entries().read()).as(seed).isEqualTo(newest());
    vacuum();
    models.keySet().forEach(version -> expect(version, "the last vacuum"));
  }

  private String step() throws IOException {
    int dice = random.nextInt(100);
    if (dice < 50) {
      return upsert();
    } else if (dice < 55) {
      return overwrite();
    } else if (dice < 70) {
      return compact();
    } else if (dice < 78) {
      return rollback();
    } else if (dice < 85) {
      new Tags(storage()).create("t" + models.lastKey(), models.lastKey());
      return "tag";
    } else if (dice < 94) {
      return expire();
    } else {
      return vacuum();
    }
  }

  private String overwrite() throws IOException {
    SortedMap<Long, String> entries = new TreeMap<>();
    for (int i = random.nextInt(2 * KEYS); i > 0; i--) {
      entries.put(key(), value());
    }
    entries().overwrite(entries);
    committed(entries);
    return "overwrite";
  }

  private String upsert() throws IOException {
    SortedMap<Long, String> changes = new TreeMap<>();
    SortedMap<Long, String> after = new TreeMap<>(newest());
    for (int i = random.nextInt(MAX_CHANGES); i > 0; i--) {
      changes.put(key(), random.nextInt(3) == 0 ? null : value());
    }
    changes.forEach(
        (key, value) -> {
          if (value == null) {
            after.remove(key);
          } else {
            after.put(key, value);
          }
        });
    entries().upsert(changes);
    committed(after);
    return "upsert";
  }

  private String compact() throws IOException {
    Compaction compaction = new Compaction(storage()).toFilesOf(1 + random.nextInt(20_000));
    if (random.nextBoolean()) {
      compaction = compaction.ofNewestLayers(1 + random.nextInt(4));
    }
    boolean done = compaction.run().isPresent();
    if (done) {
      committed(newest());
    }
    return done ? "compact" : "nothing to compact";
  }

  private String rollback() throws IOException {
    long version = any();
    new VersionLog(storage()).rollback(version);
    committed(models.get(version));
    return "rollback to " + version;
  }

  private String expire() throws IOException {
    List<Long> expired = new Expire(storage()).keepLast(1 + random.nextInt(8)).run();
    expired.forEach(models::remove);
    return "expire " + expired;
  }

  private String vacuum() throws IOException {
    return "vacuum " + new Vacuum(storage()).retention(Duration.ZERO).run().size();
  }

  private void committed(SortedMap<Long, String> entries) {
    models.put(models.isEmpty() ? 1 : models.lastKey() + 1, entries);
  }

  private SortedMap<Long, String> newest() {
    return models.get(models.lastKey());
  }

  private long any() {
    return new ArrayList<>(models.keySet()).get(random.nextInt(models.size()));
  }

  private void expect(long version, String what) {
    try {
      assertThat(entries().read(Pin.version(version)))
          .as("%s, version %d after %s", seed, version, what)
          .isEqualTo(models.get(version));
    } catch (IOException e) {
      throw new AssertionError(seed + ", version " + version + " after " + what, e);
    }
  }

  @Test
  public void aPinnedReaderReadsOnThroughCommitsCompactionsAndVacuums() throws IOException {
    models.clear();
    seed = "pinned";
    random = new Random(7);
    overwrite();
    upsert();
    long pinned = models.lastKey();
    SortedMap<Long, String> expected = newest();
    Manifest manifest = new VersionLog(storage()).at(pinned);
    try (SnapshotReader reader = SnapshotReader.open(storage(), manifest)) {
      for (int commit = 0; commit < 50; commit++) {
        upsert();
        if (commit % 10 == 9) {
          compact();
          new Expire(storage()).run();
          new Vacuum(storage()).run();
        }
        expect(reader, expected);
        // also for a late reader, whose version was resolved long ago
        Manifest again = new VersionLog(storage()).pinned(pinned);
        try (SnapshotReader late = SnapshotReader.open(storage(), again)) {
          expect(late, expected);
        }
      }
    }
  }

  private static void expect(SnapshotReader reader, SortedMap<Long, String> expected) {
    assertThat(reader.files().entries()).isEqualTo(expected.size());
    expected.forEach(
        (key, value) ->
            assertThat(reader.files().get(io.indexkv.key.Keys.int64().encode(key)))
                .isEqualTo(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private long key() {
    return random.nextInt(KEYS);
  }

  private String value() {
    return random.nextInt() + " ".repeat(random.nextInt(300));
  }

  private TestEntries entries() {
    return new TestEntries(storage());
  }
}
