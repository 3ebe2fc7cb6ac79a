/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The values of {@value StoreOption#REFRESH}: when the version of a read is chosen. */
public enum Refresh {
  /** When the store is loaded. All queries of the DataFrame read this version. */
  LOAD,
  /**
   * When a query is planned, or a micro-batch of a stream. Each reads the version that is the
   * newest then.
   */
  QUERY;

  /** The options that name a version. */
  private static final List<String> PINS =
      List.of(
          StoreOption.VERSION,
          StoreOption.VERSION_AS_OF,
          StoreOption.TIMESTAMP,
          StoreOption.TIMESTAMP_AS_OF,
          StoreOption.TAG);

  /**
   * The choice of a read.
   *
   * @throws IllegalArgumentException if the value is another one, or if it is {@link #QUERY} for a
   *     read that names a version
   */
  public static Refresh of(CaseInsensitiveStringMap options) {
    Refresh refresh =
        EnumOption.parse(
            Refresh.class,
            "option '" + StoreOption.REFRESH + "'",
            options.getOrDefault(StoreOption.REFRESH, "load"));
    if (refresh == QUERY) {
      for (String pin : PINS) {
        if (options.containsKey(pin)) {
          throw new IllegalArgumentException(
              ("option '%s' = 'query' reads the newest version, but option '%s' (%s) names one:"
                      + " leave one of them out")
                  .formatted(StoreOption.REFRESH, pin, options.get(pin)));
        }
      }
    }
    return refresh;
  }

  /** True if one of the options says which version a read has, or when it is chosen. */
  public static boolean isChosen(Collection<String> options) {
    return options.stream()
        .anyMatch(
            option ->
                PINS.stream().anyMatch(option::equalsIgnoreCase)
                    || option.equalsIgnoreCase(StoreOption.REFRESH));
  }
}
