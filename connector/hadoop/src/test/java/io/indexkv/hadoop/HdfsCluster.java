/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** One HDFS cluster for all tests of the JVM, started when the first needs it. */
public final class HdfsCluster {
  private HdfsCluster() {}

  /** Where stores may be. */
  public static String uri() {
    return Started.URI;
  }

  /** By default a client waits 400 ms when it closes a file. */
  public static void configure(Configuration conf) {
    conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
  }

  private static final class Started {
    static final String URI = start();

    private static String start() {
      try {
        Configuration conf = new Configuration();
        configure(conf);
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
