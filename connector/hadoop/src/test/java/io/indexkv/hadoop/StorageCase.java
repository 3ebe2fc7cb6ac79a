/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.Storage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** The storages that must all keep the same contract. */
enum StorageCase {
  LOCAL("file:"),
  HDFS(null),
  /** An object store with conditional create; stands in for S3A. */
  CONDITIONAL("conditional:");

  private final String scheme;

  StorageCase(String scheme) {
    this.scheme = scheme;
  }

  /** A store that does not exist yet, and whose copies, if any, go below DIRECTORY. */
  Storage open(Path directory) throws IOException {
    Configuration conf = PlainFileSystem.configuration();
    conf.set(Storages.CACHE_DIR, directory.resolve("cache").toString());
    String name = "store " + UUID.randomUUID();
    String location =
        this == HDFS ? Cluster.URI + "/stores/" + name : scheme + directory.resolve(name);
    return Storages.open(location, conf);
  }

  /** One cluster for all tests of the JVM, started when the first needs it. */
  private static final class Cluster {
    static final String URI = start();

    private static String start() {
      try {
        Configuration conf = new Configuration();
        // the client is shared by all tests; by default it waits 400 ms when it closes a file
        conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
        File base = new File("target/hdfs-" + ProcessHandle.current().pid());
        MiniDFSCluster cluster = new MiniDFSCluster.Builder(conf, base).numDataNodes(1).build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.shutdown(true)));
        return cluster.getFileSystem().getUri().toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
