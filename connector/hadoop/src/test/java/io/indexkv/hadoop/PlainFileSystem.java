/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system that promises nothing, on local files: plain:///directory. */
public class PlainFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("plain:///");
  }

  @Override
  public String getScheme() {
    return "plain";
  }

  static Configuration configuration() {
    Configuration conf = new Configuration();
    conf.set("fs.plain.impl", PlainFileSystem.class.getName());
    conf.set("fs.conditional.impl", ConditionalFileSystem.class.getName());
    return conf;
  }
}
