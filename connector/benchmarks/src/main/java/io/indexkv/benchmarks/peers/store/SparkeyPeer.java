/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import com.spotify.sparkey.CompressionType;
import com.spotify.sparkey.Sparkey;
import com.spotify.sparkey.SparkeyReader;
import com.spotify.sparkey.SparkeyWriter;
import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** Sparkey without compression, the form that it reads fastest. */
final class SparkeyPeer implements Peer {
  private static final String FILE = "store.spi";

  @Override
  public void write(Path directory, Entries entries) throws IOException {
    File file = directory.resolve(FILE).toFile();
    try (SparkeyWriter writer = Sparkey.createNew(file, CompressionType.NONE, 0)) {
      while (entries.next()) {
        writer.put(entries.key(), entries.copyOfValue());
      }
      writer.writeHash();
    }
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) throws IOException {
    SparkeyReader reader = Sparkey.openSingleThreadedReader(directory.resolve(FILE).toFile());
    return new OpenPeer() {
      @Override
      public PeerLookup lookup() {
        return new Lookup(reader.duplicate(), data.keys());
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  private record Lookup(SparkeyReader reader, KeyKind keys, byte[] key) implements PeerLookup {
    Lookup(SparkeyReader reader, KeyKind keys) {
      this(reader, keys, new byte[keys.width()]);
    }

    @Override
    public long get(long id) throws IOException {
      keys.encode(id, key);
      byte[] value = reader.getAsByteArray(key);
      return value == null ? Digest.ABSENT : Digest.of(value, value.length);
    }

    @Override
    public long scan() throws IOException {
      long sum = 0;
      for (SparkeyReader.Entry entry : reader) {
        byte[] k = entry.getKey();
        byte[] value = entry.getValue();
        long id = keys.isInteger() ? KeyKind.decode(k) : 0;
        sum += keys.digest(id, k) + Digest.of(value, value.length);
      }
      return sum;
    }
  }
}
