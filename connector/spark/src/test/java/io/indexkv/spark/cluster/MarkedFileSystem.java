/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import io.indexkv.spark.SchemeFileSystem;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Local files under the scheme marked, which IndexKV treats as remote. Each opening of a store file
 * leaves a mark. If configured to hold, the first task of partition 0 stops before it creates its
 * second store file. It stays there for ever, unless it is interrupted.
 */
public final class MarkedFileSystem extends SchemeFileSystem {
  static final String OPENED = "opened-";
  static final String HELD = "held-writing";
  static final String ENDED = "ended-writing";

  private static final String MARKS = "fs.marked.marks";
  private static final String HOLD = "fs.marked.hold";

  private Marks marks;
  private boolean holds;

  /** The settings that register the scheme in an application. */
  static Map<String, Object> conf(Marks marks, java.nio.file.Path cache) {
    return Map.of(
        "spark.hadoop.fs.marked.impl",
        MarkedFileSystem.class.getName(),
        "spark.hadoop.fs.marked.impl.disable.cache",
        "true",
        "spark.hadoop." + MARKS,
        marks.directory(),
        "spark.hadoop.indexkv.commit.single-writer",
        "true",
        "spark.hadoop.indexkv.cache.dir",
        cache.toString());
  }

  /** The additional settings that make it hold a task. */
  static Map<String, Object> holding() {
    return Map.of("spark.hadoop." + HOLD, "true");
  }

  @Override
  public String getScheme() {
    return "marked";
  }

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(uri, conf);
    marks = new Marks(conf.get(MARKS));
    holds = conf.getBoolean(HOLD, false);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.getName().endsWith(".ikv")) {
      marks.sign(OPENED + file.getName());
    }
    return super.open(file, bufferSize);
  }

  @Override
  protected void beforeCreate(Path file) {
    if (holds
        && TaskContext.get() != null
        && TaskContext.getPartitionId() == 0
        && file.getName().endsWith("-1.ikv")
        && marks.leave("first-writing")) {
      hold();
    }
  }

  private void hold() {
    TaskCompletionListener end = context -> marks.sign(ENDED);
    TaskContext.get().addTaskCompletionListener(end);
    marks.sign(HELD);
    marks.await("never left");
  }
}
