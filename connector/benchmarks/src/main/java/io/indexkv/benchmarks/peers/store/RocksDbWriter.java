/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Entries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Fills a new RocksDB. The caller owns and closes the options. */
record RocksDbWriter(Path database, Options options) {
  private static final int ENTRIES_A_FILE = 2_000_000;
  private static final int PUTS_A_BATCH = 1_000;

  /** Writes sorted entries to files in RocksDB's format and moves the files into the database. */
  void ingest(Path scratch, Entries entries) throws RocksDBException {
    options.setCreateIfMissing(true);
    List<String> files = new ArrayList<>();
    try (EnvOptions environment = new EnvOptions()) {
      boolean more = entries.next();
      while (more) {
        String file = scratch.resolve(files.size() + ".sst").toString();
        try (SstFileWriter writer = new SstFileWriter(environment, options)) {
          writer.open(file);
          for (int i = 0; i < ENTRIES_A_FILE && more; i++) {
            writer.put(entries.key(), entries.copyOfValue());
            more = entries.next();
          }
          writer.finish();
        }
        files.add(file);
      }
    }
    try (RocksDB rocks = RocksDB.open(options, database.toString());
        IngestExternalFileOptions move = new IngestExternalFileOptions().setMoveFiles(true)) {
      rocks.ingestExternalFile(files, move);
    }
  }

  /** Puts entries in any order, without a log, and compacts at the end. */
  void put(Entries entries) throws RocksDBException, IOException {
    options.setCreateIfMissing(true).prepareForBulkLoad();
    try (RocksDB rocks = RocksDB.open(options, database.toString());
        WriteOptions noLog = new WriteOptions().setDisableWAL(true);
        WriteBatch batch = new WriteBatch()) {
      while (entries.next()) {
        batch.put(entries.key(), entries.copyOfValue());
        if (batch.count() == PUTS_A_BATCH) {
          rocks.write(noLog, batch);
          batch.clear();
        }
      }
      rocks.write(noLog, batch);
      rocks.compactRange();
    }
  }
}
