/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.key.Keys;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The caller's collections, keys and decoders may use the store during a lookup. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallerCodeTest {
  private static final int KEYS = 3000;

  @TempDir Path directory;

  private RefreshingStore<Long, Long> store;

  /** The next decoder or key that is called runs this. */
  private Callable<?> errand;

  @Test
  void aCollectionWhoseSizeIsNotWhatItYieldsLosesNoKey() throws IOException {
    write(1);
    LocalStorage storage = new LocalStorage(directory);
    for (OpenOptions options :
        List.of(
            OpenOptions.defaults(),
            OpenOptions.defaults().inMemory(),
            OpenOptions.defaults().remote(1 << 20))) {
      try (Store<Long, Long> store = Store.open(storage, Keys.int64(), Values.int64(), options)) {
        for (int size : new int[] {-1, 0, 1, 9, KEYS, Integer.MAX_VALUE}) {
          List<Long> found = store.getMany(saying(size));

          assertThat(found).as("size %d", size).hasSize(KEYS + 1);
          assertThat(found.get(KEYS)).isNull();
          assertThat(found.subList(0, KEYS)).containsOnly(1L);
        }
      }
    }
  }

  private static Collection<Long> saying(int size) {
    return new AbstractCollection<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Long> iterator() {
        return LongStream.rangeClosed(0, KEYS).iterator();
      }
    };
  }

  @Test
  void aDecoderAndAKeyRefreshAndCloseTheStoreThatAsksThem() throws Exception {
    write(1);
    openWithErrands();
    write(2);
    errand = () -> store.refresh();
    assertThat(store.get(7L)).as("the key refreshes, then it is looked up").isEqualTo(2);
    write(3);
    errand = () -> store.contains(8L) && store.refresh();
    assertThat(store.contains(7L)).isTrue();
    assertThat(store.version()).isEqualTo(3);

    errand = this::closeStore;
    assertThatThrownBy(() -> store.get(7L)).hasMessageContaining("is closed");
  }

  @Test
  void aDecoderOfABatchIsToldThatItCannotRefreshNorClose() throws Exception {
    write(1);
    openWithErrands();
    try (RefreshingStore<Long, Long> open = store) {
      write(2);
      for (Callable<?> each : List.<Callable<?>>of(() -> store.refresh(), this::closeStore)) {
        errand = each;
        assertThatThrownBy(() -> store.getMany(List.of(1L, 2L)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("inside a lookup of its own");
      }
      assertThat(store.getMany(List.of(1L, 2L))).containsExactly(1L, 1L);
      assertThat(open.refresh()).isTrue();
    }
  }

  private Object closeStore() {
    store.close();
    return null;
  }

  private void openWithErrands() throws IOException {
    Values<Long> values =
        new Values<>() {
          @Override
          public byte[] encode(Long value) {
            return Values.int64().encode(value);
          }

          @Override
          public Long decode(byte[] bytes) {
            return runErrand(Values.int64().decode(bytes));
          }

          @Override
          public String label() {
            return Values.int64().label();
          }
        };
    store =
        RefreshingStore.open(
            new LocalStorage(directory),
            Keys.int64().as(key -> key, this::runErrand),
            values,
            OpenOptions.defaults());
  }

  private long runErrand(long number) {
    Callable<?> now = errand;
    errand = null;
    try {
      if (now != null) {
        now.call();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return number;
  }

  /** The value of each key is the version. */
  private void write(long version) throws IOException {
    try (StoreWriter<Long, Long> writer = Store.write(directory, Keys.int64(), Values.int64())) {
      for (long key = 0; key < KEYS; key++) {
        writer.add(key, version);
      }
      assertThat(writer.commit()).isEqualTo(version);
    }
  }
}
