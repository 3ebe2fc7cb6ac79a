/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.snapshot.PinnedStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once why a join with a store is not a lookup join. Adaptive execution and streaming queries
 * plan the same join again and again.
 */
public final class FallbackLog {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackLog.class);
  private static final int REMEMBERED = 1000;

  private final Set<String> said =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  public void say(PinnedStore store, String reason) {
    String message = message(store, reason);
    if (said.add(message)) {
      LOG.warn(message);
    }
  }

  public static String message(PinnedStore store, String reason) {
    return "The join with store "
        + store.location()
        + " version "
        + store.version()
        + " is not a lookup join: "
        + reason;
  }
}
