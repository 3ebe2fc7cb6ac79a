/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.Order;
import io.indexkv.file.format.StoreFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * RocksDB with a bloom filter and hash indexes in its blocks. Without compression it reads small
 * blocks from maps and checks no checksum. With compression, its blocks are as large as IndexKV's,
 * to compare sizes, and a cache holds them uncompressed.
 */
final class RocksDbPeer implements Peer {
  private static final String DATABASE = "rocksdb";
  private static final long MAPPED_BLOCK_SIZE = 4 << 10;

  private final CompressionType compression;

  RocksDbPeer(CompressionType compression) {
    this.compression = compression;
  }

  private Options options(Dataset data) {
    RocksDB.loadLibrary();
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setFilterPolicy(new BloomFilter(10))
            .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
    Options options = new Options().setCompressionType(compression).setMaxOpenFiles(-1);
    if (compression == CompressionType.NO_COMPRESSION) {
      table.setBlockSize(MAPPED_BLOCK_SIZE).setNoBlockCache(true);
      options.setAllowMmapReads(true);
    } else {
      table
          .setBlockSize(StoreFileOptions.DEFAULT_BLOCK_SIZE)
          .setBlockCache(new LRUCache(data.cacheBytes()));
    }
    return options.setTableFormatConfig(table);
  }

  @Override
  public Optional<String> leftOut(Measure measure, Dataset data) {
    return compression != CompressionType.NO_COMPRESSION && measure.isSlowWithCache()
        ? Optional.of("see the form without compression")
        : Optional.empty();
  }

  @Override
  public void write(Path directory, Entries entries) throws IOException {
    Dataset data = new Dataset(entries.keys(), entries.count());
    try (Options options = options(data)) {
      RocksDbWriter writer = new RocksDbWriter(directory.resolve(DATABASE), options);
      if (entries.order() == Order.SORTED) {
        writer.ingest(directory, entries);
      } else {
        writer.put(entries);
      }
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) throws IOException {
    Options options = options(data);
    try {
      RocksDB database = RocksDB.openReadOnly(options, directory.resolve(DATABASE).toString());
      return new OpenPeer() {
        @Override
        public PeerLookup lookup() {
          return new RocksDbLookup(database, data.keys());
        }

        @Override
        public void close() {
          database.close();
          options.close();
        }
      };
    } catch (RocksDBException e) {
      options.close();
      throw new IOException(e);
    }
  }
}
