/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Local files under the scheme faulty, with a hook before a file is created or deleted. */
public final class FaultyFileSystem extends SchemeFileSystem {
  /** Called with each file to be created; may wait or fail. */
  public interface Hook {
    void beforeCreate(Path file) throws IOException;

    /** Called with each file to be deleted; may fail. */
    default void beforeDelete(Path file) throws IOException {}
  }

  private static volatile Hook hook = file -> {};

  /** Registers the scheme in {@code conf}, with its own cache. */
  public static void install(Configuration conf, java.nio.file.Path cache) {
    conf.set("fs.faulty.impl", FaultyFileSystem.class.getName());
    conf.set("indexkv.commit.single-writer", "true");
    conf.set("indexkv.cache.dir", cache.toString());
  }

  /** Reverts {@link #install} and {@link #use}. */
  public static void remove(Configuration conf) {
    hook = file -> {};
    conf.unset("fs.faulty.impl");
    conf.unset("indexkv.commit.single-writer");
    conf.unset("indexkv.cache.dir");
  }

  /** Sets the hook of all instances. */
  public static void use(Hook next) {
    hook = next;
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  protected void beforeCreate(Path file) throws IOException {
    hook.beforeCreate(file);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    hook.beforeDelete(file);
    return super.delete(file, recursive);
  }
}
