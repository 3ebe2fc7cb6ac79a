/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.store.Pin;
import java.time.Instant;
import java.util.Objects;

/** Names a version of a store: by its number, by a time, by a tag, or as the newest. Immutable. */
public final class Version {
  private static final Version NEWEST = new Version(Pin.newest(), "the newest version");

  private final Pin pin;
  private final String text;

  private Version(Pin pin, String text) {
    this.pin = pin;
    this.text = text;
  }

  /** The newest version at the time of the call that takes this. */
  public static Version newest() {
    return NEWEST;
  }

  /**
   * The version of this number.
   *
   * @param number 1 or larger
   * @throws IllegalArgumentException if it is smaller
   */
  public static Version number(long number) {
    return new Version(Pin.version(number), "version " + number);
  }

  /** The version that was the newest at {@code time}. */
  public static Version asOf(Instant time) {
    Objects.requireNonNull(time, "time");
    return new Version(Pin.asOf(time), "the version as of " + time);
  }

  /** The version that has this tag. */
  public static Version tag(String name) {
    Objects.requireNonNull(name, "name");
    return new Version(Pin.tag(name), "the version with the tag " + name);
  }

  Pin pin() {
    return pin;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version that && pin.equals(that.pin);
  }

  @Override
  public int hashCode() {
    return pin.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
