/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The life of a store as users know it, on any storage. */
public abstract class StoreHistorySuite {
  private static final WriteOptions UPSERT = WriteOptions.defaults().upsert();
  private static final Duration NONE = Duration.ZERO;

  /** A store of its own for each test; the same one at each call within a test. */
  protected abstract Storage storage();

  /** The history of that store. */
  protected abstract StoreHistory history() throws IOException;

  @Test
  public void listsVersionsTheNewestFirst() throws IOException {
    write(WriteOptions.defaults(), 1, 2);
    write(UPSERT, 3);
    StoreTag tag = history().tag("first", Version.number(1));
    history().compact(CompactOptions.defaults());

    List<StoreVersion> versions = history().versions();

    assertThat(versions).extracting(StoreVersion::number).containsExactly(3L, 2L, 1L);
    assertThat(versions).extracting(StoreVersion::parent).containsExactly(2L, 1L, 0L);
    assertThat(versions)
        .extracting(StoreVersion::operation)
        .containsExactly("compact", "upsert", "overwrite");
    assertThat(versions.get(2).tags()).containsExactly("first");
    assertThat(versions.get(2).summary()).containsEntry("entries", "2");
    assertThat(versions.get(0).time()).isAfter(versions.get(1).time());
    assertThat(tag.version()).isEqualTo(1);
    assertThat(history().tags()).containsExactly(tag);
    assertThat(history().version(Version.newest())).isEqualTo(versions.get(0));
    assertThat(history().version(Version.tag("first"))).isEqualTo(versions.get(2));
    assertThat(history().version(Version.asOf(versions.get(1).time()))).isEqualTo(versions.get(1));
  }

  @Test
  public void opensAVersionByNumberTimeAndTag() throws IOException {
    write(WriteOptions.defaults(), 1);
    write(WriteOptions.defaults(), 1, 2);
    write(WriteOptions.defaults(), 1, 2, 3);
    history().tag("two", Version.number(2));
    Instant second = history().version(Version.number(2)).time();

    assertThat(size(Version.newest())).isEqualTo(3);
    assertThat(size(Version.number(1))).isEqualTo(1);
    assertThat(size(Version.asOf(second))).isEqualTo(2);
    assertThat(size(Version.tag("two"))).isEqualTo(2);
    assertThatThrownBy(() -> size(Version.number(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no version 4")
        .hasMessageContaining(history().location());
    assertThatThrownBy(() -> size(Version.tag("three")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no tag three, it has [two]");
  }

  @Test
  public void rollsBackToAVersionATimeAndATag() throws IOException {
    write(WriteOptions.defaults(), 1);
    write(WriteOptions.defaults(), 1, 2);
    history().tag("one", Version.number(1));
    Instant second = history().version(Version.number(2)).time();

    StoreVersion third = history().rollback(Version.tag("one"));

    assertThat(third.number()).isEqualTo(3);
    assertThat(third.operation()).isEqualTo("rollback");
    assertThat(size(Version.newest())).isEqualTo(1);
    history().rollback(Version.asOf(second));
    assertThat(size(Version.newest())).isEqualTo(2);
    history().rollback(Version.number(1));
    assertThat(size(Version.newest())).isEqualTo(1);
  }

  @Test
  public void aDeletedTagNoLongerKeepsItsVersion() throws IOException {
    write(WriteOptions.defaults(), 1);
    write(WriteOptions.defaults(), 2);
    history().tag("one", Version.number(1));
    ExpireOptions newest = ExpireOptions.keepLast(1);

    assertThat(history().expire(newest)).isEmpty();
    assertThatThrownBy(() -> history().tag("one", Version.number(2)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(history().deleteTag("one")).isTrue();
    assertThat(history().deleteTag("one")).isFalse();
    assertThatThrownBy(() -> history().deleteTag("../v1")).hasMessageContaining("must match");
    assertThat(history().expireDryRun(newest)).containsExactly(1L);
    assertThat(history().versions()).hasSize(2);
    assertThat(history().expire(newest)).containsExactly(1L);
    assertThat(history().versions()).extracting(StoreVersion::number).containsExactly(2L);
  }

  @Test
  public void keepsTheLastVersionsAndThoseThatAreYoung() throws IOException {
    for (int i = 0; i < 4; i++) {
      write(WriteOptions.defaults(), i);
    }
    Instant third = history().version(Version.number(3)).time();

    assertThat(history().expireDryRun(ExpireOptions.keepLast(3))).containsExactly(1L);
    assertThat(history().expireDryRun(ExpireOptions.keepSince(third))).containsExactly(1L, 2L);
    assertThat(history().expireDryRun(ExpireOptions.keepLast(3).orSince(third)))
        .containsExactly(1L);
    assertThat(history().expireDryRun(ExpireOptions.keepNewerThan(Duration.ofDays(1)))).isEmpty();
    assertThatThrownBy(() -> ExpireOptions.keepLast(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExpireOptions.keepNewerThan(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void aDryRunOfAVacuumTellsWhatTheVacuumDeletes() throws IOException {
    write(WriteOptions.defaults(), 1);
    long bytes = history().statistics(Version.newest()).bytes();
    write(WriteOptions.defaults(), 2);
    history().expire(ExpireOptions.keepLast(1));

    VacuumReport told = history().vacuumDryRun(NONE);

    assertThat(told.files()).extracting(VacuumReport.UnusedFile::bytes).contains(bytes);
    assertThat(told.bytes()).isGreaterThan(bytes);
    assertThat(history().vacuum(StoreHistory.DEFAULT_RETENTION).files()).isEmpty();
    assertThat(history().vacuum(NONE)).isEqualTo(told);
    assertThat(history().vacuum(NONE).files()).isEmpty();
    assertThat(size(Version.newest())).isEqualTo(1);
    assertThatThrownBy(() -> history().vacuum(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void compactsAllLayersOrTheNewest() throws IOException {
    write(WriteOptions.defaults(), 1, 2);
    write(UPSERT, 3);
    write(UPSERT, 4);
    List<String> progress = new ArrayList<>();
    CompactOptions two =
        CompactOptions.defaults().newestLayers(2).progress(p -> progress.add(p.phase() + ""));

    long before = history().statistics(Version.newest()).bytes();
    assertThat(history().compactDryRun(CompactOptions.defaults())).hasValue(before);
    assertThat(history().compactDryRun(two).getAsLong()).isBetween(1L, before - 1);
    assertThat(history().compact(two)).map(StoreVersion::number).hasValue(4L);
    assertThat(progress).contains("MERGING");
    assertThat(history().statistics(Version.newest()).layers()).isEqualTo(2);
    CompactOptions lz4 = CompactOptions.defaults().compression(Compression.lz4());
    assertThatThrownBy(() -> history().compact(lz4.cancelledBy(() -> true)))
        .isInstanceOf(CancellationException.class);
    assertThat(history().compact(lz4)).map(StoreVersion::operation).hasValue("compact");
    StoreStatistics statistics = history().statistics(Version.newest());
    assertThat(statistics.layers()).isEqualTo(1);
    assertThat(statistics.codecs()).containsExactly("lz4");
    assertThat(history().compact(CompactOptions.defaults().fileBytes(1))).isEmpty();
    assertThat(history().compactDryRun(CompactOptions.defaults().fileBytes(1))).isEmpty();
    assertThat(size(Version.newest())).isEqualTo(4);
    assertThatThrownBy(() -> CompactOptions.defaults().newestLayers(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void measuresAVersion() throws IOException {
    write(WriteOptions.defaults(), 20, 10, 30);
    try (StoreWriter<Long, String> writer = writer(UPSERT)) {
      writer.add(10L, "ten");
      writer.delete(30L);
      writer.commit();
    }

    StoreStatistics first = history().statistics(Version.number(1));
    StoreStatistics second = history().statistics(Version.number(2));

    assertThat(first.rows()).isEqualTo(OptionalLong.of(3));
    assertThat(first.entries()).isEqualTo(3);
    assertThat(first.files()).isEqualTo(1);
    assertThat(first.layers()).isEqualTo(1);
    assertThat(first.smallestKey()).isEqualTo(Optional.of("10"));
    assertThat(first.largestKey()).isEqualTo(Optional.of("30"));
    assertThat(first.codecs()).containsExactly("none");
    assertThat(first.keyColumns()).containsExactly("key");
    assertThat(first.keyTypes()).containsExactly("int64");
    assertThat(first.values()).isEqualTo("utf8");
    assertThat(second.rows()).isEqualTo(OptionalLong.empty());
    assertThat(second.entries()).isEqualTo(4);
    assertThat(second.deletes()).isEqualTo(1);
    assertThat(second.files()).isEqualTo(3);
    assertThat(second.layers()).isEqualTo(2);
    assertThat(second.bytes()).isGreaterThan(first.bytes());
    assertThat(history().countRows(Version.number(1))).isEqualTo(3);
    assertThat(history().countRows(Version.number(2))).isEqualTo(2);
  }

  @Test
  public void anEmptyVersionHasNoKeyRange() throws IOException {
    write(WriteOptions.defaults());

    StoreStatistics statistics = history().statistics(Version.newest());

    assertThat(statistics.rows()).isEqualTo(OptionalLong.of(0));
    assertThat(statistics.smallestKey()).isEmpty();
    assertThat(statistics.codecs()).isEmpty();
    assertThat(history().verify(Version.newest()).isSound()).isTrue();
  }

  @Test
  public void findsAVersionSound() throws IOException {
    write(WriteOptions.defaults(), 1, 2);
    write(UPSERT.compression(Compression.zstd(1)), 3);

    VerifyReport report = history().verify(Version.newest());

    assertThat(report.isSound()).isTrue();
    assertThat(report.version()).isEqualTo(2);
    assertThat(report.files()).isEqualTo(2);
    assertThat(report.entries()).isEqualTo(3);
    assertThat(report.bytes()).isEqualTo(history().statistics(Version.newest()).bytes());
    report.requireSound();
  }

  @Test
  public void reportsEveryDamagedFileOfAVersion() throws IOException {
    write(WriteOptions.defaults(), 1, 2);
    write(UPSERT, 3);
    write(UPSERT, 4);
    String missing = file(Version.number(2));
    String damaged = file(Version.number(1));
    storage().delete(missing);
    damage(damaged);

    VerifyReport report = history().verify(Version.newest());

    assertThat(report.isSound()).isFalse();
    assertThat(report.files()).isEqualTo(3);
    assertThat(report.entries()).isEqualTo(1);
    assertThat(report.damaged())
        .extracting(VerifyReport.DamagedFile::name)
        .containsExactly(missing, damaged);
    assertThat(report.damaged().get(0).problem()).contains(missing, "no such file");
    assertThat(report.damaged().get(1).problem()).contains("found");
    assertThatThrownBy(report::requireSound)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageStartingWith("2 of 3 store files of version 3 are damaged, the first: ");
  }

  @Test
  public void aStoreThatIsNotThereIsAnError() throws IOException {
    assertThat(history().exists()).isFalse();
    List<Call> calls =
        List.of(
            () -> history().versions(),
            () -> history().version(Version.newest()),
            () -> size(Version.newest()),
            () -> history().tags(),
            () -> history().tag("a", Version.newest()),
            () -> history().deleteTag("a"),
            () -> history().rollback(Version.number(1)),
            () -> history().expire(ExpireOptions.keepLast(1)),
            () -> history().expireDryRun(ExpireOptions.keepLast(1)),
            () -> history().vacuum(NONE),
            () -> history().vacuumDryRun(NONE),
            () -> history().compact(CompactOptions.defaults()),
            () -> history().compactDryRun(CompactOptions.defaults()),
            () -> history().verify(Version.newest()),
            () -> history().statistics(Version.newest()),
            () -> history().countRows(Version.newest()));
    for (Call call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageContaining(history().location())
          .hasMessageContaining("there is no store here");
    }
    write(WriteOptions.defaults(), 1);
    assertThat(history().exists()).isTrue();
  }

  private interface Call {
    void run() throws IOException;
  }

  private long size(Version version) throws IOException {
    OpenOptions options = OpenOptions.defaults().at(version);
    try (Store<Long, String> store = history().open(Keys.int64(), Values.string(), options)) {
      return store.size();
    }
  }

  private void write(WriteOptions options, long... keys) throws IOException {
    try (StoreWriter<Long, String> writer = writer(options)) {
      for (long key : keys) {
        writer.add(key, "value of " + key);
      }
      writer.commit();
    }
  }

  private StoreWriter<Long, String> writer(WriteOptions options) throws IOException {
    return Store.write(storage(), Keys.int64(), Values.string(), options);
  }

  /** The newest file of a version. */
  private String file(Version version) throws IOException {
    return version.pin().resolve(storage()).orElseThrow().files().get(0).name();
  }

  /** Changes a byte of the first entry, and keeps the file's length. */
  private void damage(String name) throws IOException {
    byte[] bytes = storage().read(name);
    bytes[64] ^= 1;
    storage().delete(name);
    storage().createIfAbsent(name, bytes);
  }
}
