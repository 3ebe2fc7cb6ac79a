/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.SchemeFileSystem;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Local files under the scheme placed. Each is said to be on a host of its own, and on another. */
public final class PlacedFileSystem extends SchemeFileSystem {
  private static final AtomicInteger ASKED = new AtomicInteger();

  /** How often somebody has asked where a file is. */
  static int asked() {
    return ASKED.get();
  }

  @Override
  public String getScheme() {
    return "placed";
  }

  @Override
  protected void beforeCreate(Path file) {
    // any file may be created
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    ASKED.incrementAndGet();
    String own = "host-of-" + file.getPath().getName();
    return new BlockLocation[] {
      block(start, length / 2, own, "localhost"), block(length / 2, length, own, "host-of-all")
    };
  }

  private static BlockLocation block(long from, long to, String... hosts) {
    return new BlockLocation(hosts, hosts, from, to - from);
  }
}
