/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import io.indexkv.hadoop.HdfsCluster;
import io.indexkv.hadoop.S3Server;
import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The storages on which the tests have tables. */
enum StorageKind {
  LOCAL,
  HDFS,
  S3;

  /** A warehouse that does not exist yet, on this storage. */
  SqlWarehouse newWarehouse(Path directory) {
    String name = "warehouse-" + UUID.randomUUID();
    return new SqlWarehouse(
        switch (this) {
          case LOCAL -> directory.resolve(name).toUri().toString();
          case HDFS -> HdfsCluster.uri() + "/" + name;
          case S3 -> Started.S3_SERVER.uri() + "/" + name;
        });
  }

  /** The Spark of this JVM, which reaches all storages. */
  static SparkSession spark() {
    return Started.SPARK;
  }

  /** The server behind {@link #S3}. */
  static S3Server s3Server() {
    return Started.S3_SERVER;
  }

  private static final class Started {
    static final S3Server S3_SERVER = new S3Server();
    static final SparkSession SPARK = start();

    private static SparkSession start() {
      SparkSession spark = LocalSpark.session();
      Configuration conf = spark.sparkContext().hadoopConfiguration();
      HdfsCluster.configure(conf);
      S3_SERVER.configure(conf);
      try {
        conf.set("indexkv.cache.dir", Files.createTempDirectory("indexkv-cache").toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return spark;
    }
  }
}
