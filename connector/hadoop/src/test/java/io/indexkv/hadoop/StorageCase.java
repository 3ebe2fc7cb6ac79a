/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** The storages that must all keep the same contract. */
enum StorageCase {
  LOCAL,
  HDFS,
  /** An object store with conditional create, on local files. */
  CONDITIONAL,
  /** A real S3 server, where the class path has one. */
  S3;

  static Stream<StorageCase> all() {
    return Arrays.stream(values()).filter(c -> c != S3 || hasServer());
  }

  /** Those that are not the local file system. */
  static Stream<StorageCase> remote() {
    return all().filter(c -> c != LOCAL);
  }

  /** A store that does not exist yet. Its copies, if any, go below {@code directory}. */
  Storage open(Path directory) throws IOException {
    return Storages.open(location(directory), configuration(directory));
  }

  /** Where a store could be that does not exist yet. */
  String location(Path directory) {
    String name = "store " + UUID.randomUUID();
    return switch (this) {
      case LOCAL -> "file:" + directory.resolve(name);
      case HDFS -> HdfsCluster.uri() + "/stores/" + name;
      case CONDITIONAL -> "conditional:" + directory.resolve(name);
      case S3 -> server().uri() + "/stores/" + name;
    };
  }

  Configuration configuration(Path directory) {
    Configuration conf = PlainFileSystem.configuration();
    conf.set(HadoopOptions.CACHE_DIR, directory.resolve("cache").toString());
    if (this == HDFS) {
      HdfsCluster.configure(conf);
    } else if (this == S3) {
      server().configure(conf);
    }
    return conf;
  }

  static boolean hasServer() {
    return Server.FOUND.isPresent();
  }

  static ObjectStore server() {
    return Server.FOUND.orElseThrow();
  }

  /** One server for all tests of the JVM. */
  private static final class Server {
    static final Optional<ObjectStore> FOUND = ServiceLoader.load(ObjectStore.class).findFirst();
  }
}
