/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.Entry;
import io.indexkv.LongLookup;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A store of one version, read with the plain Java API, which copies each value. */
final class StorePeer implements Peer {
  @Override
  public Optional<String> leftOut(Measure measure, Dataset data) {
    return switch (measure) {
      case BUILD, BUILD_UNSORTED -> Optional.of("a commit syncs; see indexkv");
      default -> Optional.empty();
    };
  }

  @Override
  public void write(Path directory, Entries entries) throws IOException {
    if (entries.keys().isInteger()) {
      write(directory, entries, Keys.int64(), StorePeer::number);
    } else {
      write(directory, entries, Keys.bytes(), StorePeer::text);
    }
  }

  /** The key of the current entry. */
  private interface Key<K> {
    K of(Entries entries);
  }

  private static Long number(Entries entries) {
    return entries.id();
  }

  private static byte[] text(Entries entries) {
    return entries.key().clone();
  }

  private static <K> void write(Path directory, Entries entries, Keys<K> keys, Key<K> key)
      throws IOException {
    try (StoreWriter<K, byte[]> writer = Store.write(directory, keys, Values.bytes())) {
      while (entries.next()) {
        writer.add(key.of(entries), entries.copyOfValue());
      }
      writer.commit();
    }
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) throws IOException {
    return data.keys().isInteger()
        ? numbers(Store.open(directory, Keys.int64(), Values.bytes()))
        : texts(Store.open(directory, Keys.bytes(), Values.bytes()), data.keys());
  }

  private static OpenPeer numbers(Store<Long, byte[]> store) {
    return new OpenPeer() {
      @Override
      public PeerLookup lookup() {
        return new Numbers(store, store.longLookup());
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  private static OpenPeer texts(Store<byte[], byte[]> store, KeyKind keys) {
    return new OpenPeer() {
      @Override
      public PeerLookup lookup() {
        return new Texts(store, keys, new byte[keys.width()]);
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  private static long digest(byte[] value) {
    return value == null ? Digest.ABSENT : Digest.of(value, value.length);
  }

  private record Numbers(Store<Long, byte[]> store, LongLookup<byte[]> batch)
      implements PeerLookup {
    @Override
    public long get(long id) {
      return digest(store.get(id));
    }

    @Override
    public long getMany(long[] ids) {
      batch.getMany(ids);
      long sum = 0;
      for (int i = 0; i < ids.length; i++) {
        sum +=
            batch.contains(i)
                ? Digest.of(batch.buffer(), batch.offset(i), batch.length(i))
                : Digest.ABSENT;
      }
      return sum;
    }

    @Override
    public long scan() {
      long sum = 0;
      try (var entries = store.scan(Range.all())) {
        while (entries.hasNext()) {
          Entry<Long, byte[]> entry = entries.next();
          sum += entry.key() + digest(entry.value());
        }
      }
      return sum;
    }
  }

  private record Texts(Store<byte[], byte[]> store, KeyKind keys, byte[] key)
      implements PeerLookup {
    @Override
    public long get(long id) {
      keys.encode(id, key);
      return digest(store.get(key));
    }

    @Override
    public long getMany(long[] ids) {
      byte[][] batch = new byte[ids.length][keys.width()];
      for (int i = 0; i < ids.length; i++) {
        keys.encode(ids[i], batch[i]);
      }
      long sum = 0;
      for (byte[] value : store.getMany(Arrays.asList(batch))) {
        sum += digest(value);
      }
      return sum;
    }

    @Override
    public long scan() {
      long sum = 0;
      try (var entries = store.scan(Range.all())) {
        while (entries.hasNext()) {
          Entry<byte[], byte[]> entry = entries.next();
          sum += digest(entry.key()) + digest(entry.value());
        }
      }
      return sum;
    }
  }
}
