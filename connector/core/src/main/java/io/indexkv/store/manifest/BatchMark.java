/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The number of a batch that its source may bring again, such as a micro-batch of a stream. The
 * version that has the batch lists the mark among its properties. So does every later version, with
 * the number of the last batch. Numbers of a source grow.
 *
 * @param property name of the property; one for each source of batches
 * @param number of the batch, from 0
 */
public record BatchMark(String property, long number) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the property is not that of a mark, or the number is
   *     negative
   */
  public BatchMark {
    if (!isMark(property) || number < 0) {
      throw new IllegalArgumentException("not the mark of a batch: " + property + "=" + number);
    }
  }

  /** Marks a micro-batch of a stream. */
  public static BatchMark ofStream(String query, long epoch) {
    return new BatchMark(StoreProperties.STREAM + query, epoch);
  }

  /** Marks a write that an application numbers itself. */
  public static BatchMark ofApplication(String application, long version) {
    return new BatchMark(StoreProperties.APPLICATION + application, version);
  }

  /** True for names of properties that are marks. */
  public static boolean isMark(String property) {
    return property.startsWith(StoreProperties.STREAM)
        || property.startsWith(StoreProperties.APPLICATION);
  }

  /** The properties, and this mark among them. */
  public Map<String, String> in(Map<String, String> properties) {
    Map<String, String> marked = new TreeMap<>(properties);
    marked.put(property, Long.toString(number));
    return marked;
  }

  /**
   * The number of the last batch of this source that a version has; empty if it has none.
   *
   * @throws IllegalArgumentException if the version has something else in place of the number
   */
  public OptionalLong last(Manifest version) {
    String last = version.properties().get(property);
    if (last == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(last));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "version %d: its property %s is '%s', expected the number of a batch"
              .formatted(version.version(), property, last),
          e);
    }
  }

  /** Whether a version has this batch, or a later one of its source. */
  public boolean isIn(Manifest version) {
    OptionalLong last = last(version);
    return last.isPresent() && last.getAsLong() >= number;
  }
}
