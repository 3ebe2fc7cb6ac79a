/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A {@code java.util.HashMap} from Long or String to byte[]: not a store, but a reference. */
final class HashMapPeer implements Peer {
  private static final long MAX_ENTRIES = 20_000_000;

  @Override
  public Optional<String> leftOut(Measure measure, Dataset data) {
    if (data.entries() > MAX_ENTRIES) {
      return Optional.of(
          "would take %d GB of heap".formatted(data.entries() * 180 / 1_000_000_000));
    }
    return switch (measure) {
      case BUILD, BUILD_UNSORTED, OPEN -> Optional.of("has no file");
      default -> Optional.empty();
    };
  }

  /** Writes nothing. */
  @Override
  public void write(Path directory, Entries entries) {}

  @Override
  public OpenPeer open(Path directory, Dataset data) {
    Map<Object, byte[]> map = new HashMap<>((int) (data.entries() / 0.75) + 1);
    Entries entries = data.unsorted();
    while (entries.next()) {
      map.put(keyOf(data.keys(), entries.id(), entries.key()), entries.copyOfValue());
    }
    return new OpenPeer() {
      @Override
      public PeerLookup lookup() {
        return new Lookup(map, data.keys(), new byte[data.keys().width()]);
      }

      @Override
      public void close() {}
    };
  }

  private static Object keyOf(KeyKind keys, long id, byte[] encoded) {
    return keys.isInteger() ? Long.valueOf(id) : new String(encoded, StandardCharsets.ISO_8859_1);
  }

  private record Lookup(Map<Object, byte[]> map, KeyKind keys, byte[] key) implements PeerLookup {
    @Override
    public long get(long id) {
      if (!keys.isInteger()) {
        keys.encode(id, key);
      }
      byte[] value = map.get(keyOf(keys, id, key));
      return value == null ? Digest.ABSENT : Digest.of(value, value.length);
    }

    @Override
    public long scan() {
      long sum = 0;
      for (Map.Entry<Object, byte[]> entry : map.entrySet()) {
        long keyDigest =
            entry.getKey() instanceof Long id
                ? keys.digest(id, null)
                : keys.digest(0, ((String) entry.getKey()).getBytes(StandardCharsets.ISO_8859_1));
        sum += keyDigest + Digest.of(entry.getValue(), entry.getValue().length);
      }
      return sum;
    }
  }
}
