/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingRangedFile;
import io.indexkv.testing.ForwardingStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ProfileReaderTest {
  private static final int ENTRIES = 20_000;
  private static final ProfileLimits SAMPLES = new ProfileLimits(256, 0, 32 << 20, 1024, 16);

  @TempDir Path directory;

  /** Writes values of 100 bytes that compress well; a tenth of them has 1,000 bytes. */
  private void write(WriteOptions options) throws IOException {
    try (StoreWriter<Long, byte[]> writer =
        Store.write(directory, Keys.int64(), Values.bytes(), options)) {
      for (long i = 0; i < ENTRIES; i++) {
        writer.add(i, new byte[i % 10 == 0 ? 1000 : 100]);
      }
      writer.commit();
    }
  }

  private Manifest manifest() throws IOException {
    return new VersionLog(new LocalStorage(directory)).latest().orElseThrow();
  }

  private StoreProfile read(ProfileLimits limits) throws IOException {
    return new ProfileReader(new LocalStorage(directory), limits, (files, of) -> {})
        .read(manifest());
  }

  @Test
  void aSmallStoreIsReadWhole() throws IOException {
    write(WriteOptions.defaults().blockBytes(4096));

    StoreProfile profile = read(ProfileLimits.defaults());

    assertThat(profile.wholeEntries()).isTrue();
    assertThat(profile.problems()).isEmpty();
    assertThat(profile.keys().total()).isEqualTo(ENTRIES);
    assertThat(profile.keys().of(0)).isBetween(160L, 175L); // a step of 120
    assertThat(profile.valueSizes().of(7)).isEqualTo(ENTRIES * 9 / 10); // 64 to 127
    assertThat(profile.valueSizes().of(10)).isEqualTo(ENTRIES / 10); // 512 to 1023
    assertThat(profile.valueBytes()).isEqualTo(ENTRIES / 10 * 1900L);
    assertThat(profile.largestValue()).isEqualTo(1000);
    assertThat(profile.storedBytes()).isEqualTo(profile.blockBytes());
    assertThat(profile.blockFill().of(20)).isEqualTo(profile.blocks());
  }

  @Test
  void slotsOfAllBucketsAreTheEntries() throws IOException {
    write(WriteOptions.defaults());

    StoreProfile profile = read(ProfileLimits.defaults());

    assertThat(profile.slots()).isEqualTo(12);
    double slots = profile.bucketSlots().mean() * profile.bucketSlots().total();
    assertThat(slots).isEqualTo(ENTRIES, offset(0.5));
    long homes = (ENTRIES * 3 / 2 + 11) / 12;
    // chains that leave a page are not followed
    assertThat(profile.missLines().total()).isBetween(homes - 20, homes);
    assertThat(profile.missLines().of(0)).isZero();
    assertThat(profile.missLines().mean()).isBetween(1.0, 1.5);
  }

  @Test
  void compressedFilesHaveFullerIndexesAndEmptierBlocks() throws IOException {
    write(WriteOptions.defaults().compression(Compression.zstd(3)).blockBytes(4096));

    StoreProfile profile = read(ProfileLimits.defaults());

    assertThat(profile.storedBytes()).isLessThan(profile.blockBytes() / 4);
    assertThat(profile.blockFill().total()).isEqualTo(profile.blocks());
    assertThat(profile.valueSizes().total()).isEqualTo(ENTRIES);
    assertThat(profile.missLines().mean()).isBetween(1.5, 6.0);
  }

  @Test
  void aLargeStoreIsSampled() throws IOException {
    for (Compression compression : List.of(Compression.none(), Compression.lz4())) {
      write(WriteOptions.defaults().compression(compression).blockBytes(4096));

      StoreProfile profile = read(SAMPLES);

      assertThat(profile.wholeEntries()).isFalse();
      assertThat(profile.keys().total()).isEqualTo(ENTRIES);
      assertThat(profile.keys().of(60)).isBetween(100L, 250L);
      assertThat(profile.valueSizes().total()).isBetween(16L, 16L * ProfileLimits.ENTRIES_A_PLACE);
      assertThat(profile.valueSizes().of(7)).isPositive();
    }
  }

  @Test
  void ofManyFilesSomeAreRead() throws IOException {
    write(WriteOptions.defaults().fileBytes(64 << 10).blockBytes(4096));
    List<String> told = new ArrayList<>();

    StoreProfile profile =
        new ProfileReader(
                new LocalStorage(directory),
                new ProfileLimits(5, 64 << 20, 32 << 20, 1024, 512),
                (files, of) -> told.add(files + "/" + of))
            .read(manifest());

    assertThat(profile.files()).isGreaterThan(20);
    assertThat(profile.filesRead()).isEqualTo(5);
    assertThat(told).containsExactly("0/5", "1/5", "2/5", "3/5", "4/5", "5/5");
  }

  @Test
  void aDamagedFileIsAProblemAndNoFailure() throws IOException {
    write(WriteOptions.defaults().fileBytes(1 << 20));
    List<Path> files;
    try (Stream<Path> all = Files.list(directory.resolve("data"))) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(2);
    byte[] bytes = Files.readAllBytes(files.get(0));
    // behind the data and before the footer: one of the indexes
    for (int i = bytes.length - 30_000; i < bytes.length - 29_000; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(files.get(0), bytes);
    Files.delete(files.get(1));

    StoreProfile profile = read(ProfileLimits.defaults());

    assertThat(profile.problems()).hasSize(2);
    assertThat(String.join("\n", profile.problems())).contains("corrupt").contains("no such file");
    assertThat(profile.keys().total()).isPositive();
  }

  @Test
  void aFailureOfTheStorageIsAnIoException() throws IOException {
    write(WriteOptions.defaults().blockBytes(4096));
    FailingReads counting = new FailingReads(Integer.MAX_VALUE);
    read(counting);
    assertThat(counting.opened).isEqualTo(manifest().files().size());
    assertThat(counting.reads).isGreaterThan(3);

    for (int at = 1; at <= counting.reads; at++) {
      FailingReads failing = new FailingReads(at);
      assertThatThrownBy(() -> read(failing))
          .isInstanceOf(IOException.class)
          .hasMessage("injected");
    }
  }

  private StoreProfile read(Storage storage) throws IOException {
    return new ProfileReader(storage, (files, of) -> {}).read(manifest());
  }

  /** Fails at one of its reads, counted from 1. */
  private final class FailingReads extends ForwardingStorage {
    private final int at;
    private int opened;
    private int reads;

    FailingReads(int at) {
      super(new LocalStorage(directory));
      this.at = at;
    }

    @Override
    public RangedFile ranged(DataFile file) throws IOException {
      opened++;
      return new ForwardingRangedFile(super.ranged(file)) {
        @Override
        public List<byte[]> read(List<FileRange> ranges) throws IOException {
          if (++reads == at) {
            throw new IOException("injected");
          }
          return super.read(ranges);
        }
      };
    }
  }

  @Test
  void aTooLongBlockIndexIsLeftOut() throws IOException {
    write(WriteOptions.defaults().blockBytes(4096));

    StoreProfile profile = read(new ProfileLimits(256, 0, 1000, 1024, 16));

    assertThat(profile.problems()).hasSize(1);
    assertThat(profile.problems().get(0)).contains("its block index has");
    assertThat(profile.blocks()).isZero();
  }

  @Test
  void theAxisGoesFromTheSmallestToTheLargestKey() {
    KeyAxis axis = new KeyAxis(bytes("aa0"), bytes("aaz"));
    assertThat(axis.place(bytes("aa0"))).isZero();
    assertThat(axis.place(bytes("aaz"))).isEqualTo(1);
    assertThat(axis.place(bytes("aaU"))).isBetween(0.45, 0.55);
    assertThat(axis.place(bytes("a"))).isZero();
    assertThat(new KeyAxis(bytes("x"), bytes("x")).place(bytes("x"))).isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
