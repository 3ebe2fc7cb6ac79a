/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.file.format.Compression;
import java.util.Arrays;
import java.util.function.Supplier;
import org.rocksdb.CompressionType;

/** The compared stores, by the names that options and results use. */
public enum PeerStore {
  INDEXKV("indexkv", () -> new IndexKvPeer(Compression.none())),
  INDEXKV_STORE("indexkv-store", StorePeer::new),
  INDEXKV_LZ4("indexkv-lz4", () -> new IndexKvPeer(Compression.lz4())),
  INDEXKV_ZSTD("indexkv-zstd", () -> new IndexKvPeer(Compression.zstd(PeerStore.ZSTD_LEVEL))),
  SPARKEY("sparkey", SparkeyPeer::new),
  PALDB("paldb", PalDbPeer::new),
  LMDB("lmdb", LmdbPeer::new),
  ROCKSDB("rocksdb", () -> new RocksDbPeer(CompressionType.NO_COMPRESSION)),
  ROCKSDB_LZ4("rocksdb-lz4", () -> new RocksDbPeer(CompressionType.LZ4_COMPRESSION)),
  ROCKSDB_ZSTD("rocksdb-zstd", () -> new RocksDbPeer(CompressionType.ZSTD_COMPRESSION)),
  MAPFILE("mapfile", MapFilePeer::new),
  HASHMAP("hashmap", HashMapPeer::new),
  ANCESTOR("ancestor", AncestorPeer::new);

  /** Level of Zstandard, the default of RocksDB. */
  private static final int ZSTD_LEVEL = 3;

  /** Label of the benchmark of the floor, which is not a store. */
  public static final String FLOOR = "floor";

  private final String label;
  private final Supplier<Peer> peer;

  PeerStore(String label, Supplier<Peer> peer) {
    this.label = label;
    this.peer = peer;
  }

  public Peer peer() {
    return peer.get();
  }

  public static PeerStore of(String label) {
    return Arrays.stream(values())
        .filter(store -> store.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "store: expected one of %s, found %s"
                        .formatted(Arrays.toString(values()), label)));
  }

  public boolean isIndexKv() {
    return label.startsWith("indexkv");
  }

  @Override
  public String toString() {
    return label;
  }
}
