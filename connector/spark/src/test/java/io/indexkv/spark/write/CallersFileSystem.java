/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.SchemeFileSystem;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/** Local files that record as which Hadoop user each thread asks for them. */
public final class CallersFileSystem extends SchemeFileSystem {
  /** The name of a thread, and the name of the user that it had. */
  record Caller(String thread, String user) {}

  private static final Set<Caller> CALLERS = ConcurrentHashMap.newKeySet();

  /** Registers the scheme in {@code conf}, with its own cache, and forgets all calls. */
  static void install(Configuration conf, java.nio.file.Path cache) {
    CALLERS.clear();
    conf.set("fs.callers.impl", CallersFileSystem.class.getName());
    conf.set("indexkv.commit.single-writer", "true");
    conf.set("indexkv.cache.dir", cache.toString());
  }

  /** Reverts {@link #install}. */
  static void remove(Configuration conf) {
    conf.unset("fs.callers.impl");
    conf.unset("indexkv.commit.single-writer");
    conf.unset("indexkv.cache.dir");
  }

  static Set<Caller> callers() {
    return Set.copyOf(CALLERS);
  }

  @Override
  public String getScheme() {
    return "callers";
  }

  @Override
  protected void beforeCreate(Path file) throws IOException {
    record();
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    record();
    return super.open(file, bufferSize);
  }

  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    record();
    return super.getFileStatus(file);
  }

  private static void record() throws IOException {
    CALLERS.add(
        new Caller(
            Thread.currentThread().getName(),
            UserGroupInformation.getCurrentUser().getShortUserName()));
  }
}
