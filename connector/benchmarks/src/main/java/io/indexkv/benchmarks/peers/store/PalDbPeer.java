/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import com.linkedin.paldb.api.PalDB;
import com.linkedin.paldb.api.StoreReader;
import com.linkedin.paldb.api.StoreWriter;
import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** PalDB with its defaults: mapped, no cache, no compression. Its readers are not thread-safe. */
final class PalDbPeer implements Peer {
  private static final String FILE = "store.paldb";

  /** The logger of PalDB. A logger to which nothing refers would forget its level. */
  private static final Logger LOG = Logger.getLogger("com.linkedin.paldb");

  static {
    LOG.setLevel(Level.WARNING);
  }

  @Override
  public void write(Path directory, Entries entries) {
    StoreWriter writer = PalDB.createWriter(directory.resolve(FILE).toFile());
    try {
      while (entries.next()) {
        // declared as Object: put(byte[], byte[]) expects bytes that are already serialized
        Object value = entries.copyOfValue();
        writer.put(keyOf(entries.keys(), entries.id(), entries.key()), value);
      }
    } finally {
      writer.close();
    }
  }

  private static Object keyOf(KeyKind keys, long id, byte[] encoded) {
    return keys.isInteger() ? Long.valueOf(id) : encoded;
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) {
    StoreReader first = PalDB.createReader(directory.resolve(FILE).toFile());
    return new OpenPeer() {
      private boolean taken;

      @Override
      public synchronized PeerLookup lookup() {
        StoreReader reader = taken ? PalDB.createReader(directory.resolve(FILE).toFile()) : first;
        taken = true;
        return new Lookup(reader, data.keys());
      }

      /** Does not close the readers of further threads; they end with the process. */
      @Override
      public void close() {
        first.close();
      }
    };
  }

  private record Lookup(StoreReader reader, KeyKind keys, byte[] key) implements PeerLookup {
    Lookup(StoreReader reader, KeyKind keys) {
      this(reader, keys, new byte[keys.width()]);
    }

    @Override
    public long get(long id) {
      if (!keys.isInteger()) {
        keys.encode(id, key);
      }
      byte[] value = reader.get(keyOf(keys, id, key));
      return value == null ? Digest.ABSENT : Digest.of(value, value.length);
    }

    @Override
    public long scan() {
      long sum = 0;
      Iterable<Map.Entry<Object, byte[]>> entries = reader.iterable();
      for (Map.Entry<Object, byte[]> entry : entries) {
        long keyDigest =
            entry.getKey() instanceof byte[] text
                ? keys.digest(0, text)
                : keys.digest(((Number) entry.getKey()).longValue(), null);
        sum += keyDigest + Digest.of(entry.getValue(), entry.getValue().length);
      }
      return sum;
    }
  }
}
