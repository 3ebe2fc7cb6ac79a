/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.data.Order;
import io.indexkv.benchmarks.peers.data.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** LMDB, read in place. Integer keys are native words, in LMDB's own order. */
final class LmdbPeer implements Peer {
  private static final String FILE = "store.lmdb";
  private static final String DATABASE = "entries";
  private static final int PUTS_A_COMMIT = 100_000;

  private static Env<ByteBuffer> environment(Path directory, Dataset data, EnvFlags... flags) {
    EnvFlags[] all = Arrays.copyOf(flags, flags.length + 1);
    all[flags.length] = EnvFlags.MDB_NOSUBDIR;
    // entries that are written in random order leave pages half full
    long mapSize = (64L << 20) + data.entries() * 400;
    return Env.create()
        .setMapSize(mapSize)
        .setMaxDbs(1)
        .open(directory.resolve(FILE).toFile(), all);
  }

  private static DbiFlags[] kind(KeyKind keys, DbiFlags... more) {
    if (!keys.isInteger()) {
      return more;
    }
    DbiFlags[] all = Arrays.copyOf(more, more.length + 1);
    all[more.length] = DbiFlags.MDB_INTEGERKEY;
    return all;
  }

  private static void set(ByteBuffer buffer, KeyKind keys, long id, byte[] encoded) {
    buffer.clear();
    if (keys.isInteger()) {
      buffer.putLong(id ^ Long.MIN_VALUE);
    } else {
      buffer.put(encoded);
    }
    buffer.flip();
  }

  private static ByteBuffer keyBuffer(KeyKind keys) {
    return ByteBuffer.allocateDirect(keys.width()).order(ByteOrder.nativeOrder());
  }

  @Override
  public void write(Path directory, Entries entries) {
    KeyKind keys = entries.keys();
    Dataset data = new Dataset(keys, entries.count());
    PutFlags[] flags =
        entries.order() == Order.SORTED
            ? new PutFlags[] {PutFlags.MDB_APPEND}
            : new PutFlags[] {PutFlags.MDB_NOOVERWRITE};
    ByteBuffer key = keyBuffer(keys);
    ByteBuffer value = ByteBuffer.allocateDirect(Values.MAX_LENGTH);
    try (Env<ByteBuffer> env = environment(directory, data, EnvFlags.MDB_NOSYNC)) {
      Dbi<ByteBuffer> dbi = env.openDbi(DATABASE, kind(keys, DbiFlags.MDB_CREATE));
      boolean more = true;
      while (more) {
        try (Txn<ByteBuffer> txn = env.txnWrite()) {
          for (int i = 0; i < PUTS_A_COMMIT && (more = entries.next()); i++) {
            set(key, keys, entries.id(), entries.key());
            value.clear().put(entries.value(), 0, entries.valueLength()).flip();
            dbi.put(txn, key, value, flags);
          }
          txn.commit();
        }
      }
    }
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) {
    Env<ByteBuffer> env =
        environment(
            directory,
            data,
            EnvFlags.MDB_RDONLY_ENV,
            EnvFlags.MDB_NOLOCK,
            EnvFlags.MDB_NOTLS,
            EnvFlags.MDB_NORDAHEAD);
    Dbi<ByteBuffer> dbi = env.openDbi(DATABASE, kind(data.keys()));
    List<Txn<ByteBuffer>> readers = new java.util.ArrayList<>();
    return new OpenPeer() {
      @Override
      public synchronized PeerLookup lookup() {
        Txn<ByteBuffer> txn = env.txnRead();
        readers.add(txn);
        return new Lookup(dbi, txn, data.keys());
      }

      @Override
      public synchronized void close() {
        readers.forEach(Txn::close);
        env.close();
      }
    };
  }

  private record Lookup(
      Dbi<ByteBuffer> dbi, Txn<ByteBuffer> txn, KeyKind keys, ByteBuffer key, byte[] encoded)
      implements PeerLookup {
    Lookup(Dbi<ByteBuffer> dbi, Txn<ByteBuffer> txn, KeyKind keys) {
      this(dbi, txn, keys, keyBuffer(keys), new byte[keys.width()]);
    }

    @Override
    public long get(long id) throws IOException {
      if (!keys.isInteger()) {
        keys.encode(id, encoded);
      }
      set(key, keys, id, encoded);
      ByteBuffer value = dbi.get(txn, key);
      return value == null ? Digest.ABSENT : Digest.of(value, 0, value.remaining());
    }

    @Override
    public long scan() {
      long sum = 0;
      try (CursorIterable<ByteBuffer> entries = dbi.iterate(txn)) {
        for (CursorIterable.KeyVal<ByteBuffer> entry : entries) {
          ByteBuffer k = entry.key();
          long keyDigest =
              keys.isInteger()
                  ? k.order(ByteOrder.nativeOrder()).getLong(0) ^ Long.MIN_VALUE
                  : Digest.of(k, 0, k.remaining());
          sum += keyDigest + Digest.of(entry.val(), 0, entry.val().remaining());
        }
      }
      return sum;
    }
  }
}
