/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A running object store that can create objects on condition, where the class path has one. */
public interface ObjectStore {
  /** Where stores may be. */
  String uri();

  /** Tells Hadoop clients how to reach it. */
  void configure(Configuration conf);

  /** The reads of objects so far, as the server saw them: method, key, range. */
  List<String> requests();
}
