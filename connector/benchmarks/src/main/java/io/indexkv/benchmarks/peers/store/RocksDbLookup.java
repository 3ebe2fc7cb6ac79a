/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.data.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads values into one array, and batches with RocksDB's own multiGet. */
final class RocksDbLookup implements PeerLookup {
  private final RocksDB database;
  private final KeyKind keys;
  private final ReadOptions options = new ReadOptions().setVerifyChecksums(false);
  private final byte[] key;
  private final byte[] value = new byte[Values.MAX_LENGTH];
  private byte[][] batch = new byte[0][];

  RocksDbLookup(RocksDB database, KeyKind keys) {
    this.database = database;
    this.keys = keys;
    key = new byte[keys.width()];
  }

  @Override
  public long get(long id) throws IOException {
    keys.encode(id, key);
    try {
      int length = database.get(options, key, value);
      return length == RocksDB.NOT_FOUND ? Digest.ABSENT : Digest.of(value, length);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public long getMany(long[] ids) throws IOException {
    if (batch.length != ids.length) {
      batch = new byte[ids.length][keys.width()];
    }
    for (int i = 0; i < ids.length; i++) {
      keys.encode(ids[i], batch[i]);
    }
    try {
      List<byte[]> values = database.multiGetAsList(options, Arrays.asList(batch));
      long sum = 0;
      for (byte[] found : values) {
        sum += found == null ? Digest.ABSENT : Digest.of(found, found.length);
      }
      return sum;
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public long scan() throws IOException {
    long sum = 0;
    try (RocksIterator entries = database.newIterator(options)) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        byte[] k = entries.key();
        byte[] found = entries.value();
        long id = keys.isInteger() ? KeyKind.decode(k) : 0;
        sum += keys.digest(id, k) + Digest.of(found, found.length);
      }
      entries.status();
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
    return sum;
  }
}
