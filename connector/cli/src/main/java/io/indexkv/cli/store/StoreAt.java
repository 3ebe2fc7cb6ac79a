/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.store;

import io.indexkv.OpenOptions;
import io.indexkv.StoreHistory;
import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Console;
import io.indexkv.hadoop.Storages;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * The store that a command names.
 *
 * @param name as the user wrote it
 * @param far whether it is on a file system of Hadoop
 */
public record StoreAt(String name, Storage storage, boolean far) {
  private static final Pattern URI_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final long REMOTE_CACHE_BYTES = 64L << 20;

  /**
   * Finds the storage of a location. A local directory needs no class of Hadoop.
   *
   * @param settings of Hadoop's configuration
   */
  public static StoreAt of(String location, Console console, Map<String, String> settings)
      throws IOException {
    if (location.isBlank()) {
      throw new UsageException("the location of the store is empty");
    }
    if (!isUri(location)) {
      return new StoreAt(location, new LocalStorage(console.path(location)), false);
    }
    if (location.startsWith("file:")) {
      return new StoreAt(
          location, new LocalStorage(Path.of(URI.create(location).getPath())), false);
    }
    return new StoreAt(location, Far.storage(location, settings), true);
  }

  /** Whether a location is a URI, and not a local path. */
  public static boolean isUri(String location) {
    return URI_FORM.matcher(location).matches();
  }

  /** Hadoop's configuration with settings of the user. */
  public static Configuration configuration(Map<String, String> settings) {
    Configuration conf = new Configuration();
    settings.forEach(conf::set);
    return conf;
  }

  /** Keeps Hadoop's classes out of the commands on local stores. */
  private static final class Far {
    static Storage storage(String location, Map<String, String> settings) throws IOException {
      return Storages.open(location, configuration(settings));
    }
  }

  public StoreHistory history() {
    return StoreHistory.of(storage);
  }

  /** Reads without a copy or a lock: local files are mapped, others are read by blocks. */
  public OpenOptions reading() {
    OpenOptions options = OpenOptions.defaults();
    return far ? options.remote(REMOTE_CACHE_BYTES) : options;
  }

  /**
   * The manifest of a version.
   *
   * @throws UsageException if the store does not have the version
   * @throws NoSuchFileException if there is no store
   */
  public Manifest manifest(Version version) throws IOException {
    return pin(number(version)).resolve(storage).orElseThrow(this::missing);
  }

  private static Pin pin(long number) {
    return number == 0 ? Pin.newest() : Pin.version(number);
  }

  /** The number of a version; 0 for the newest, which need not be looked up. */
  private long number(Version version) throws IOException {
    return version.equals(Version.newest()) ? 0 : describe(version).number();
  }

  /**
   * Describes a version.
   *
   * @throws UsageException if the store does not have it
   */
  public StoreVersion describe(Version version) throws IOException {
    try {
      return history().version(version);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw missing();
    }
  }

  /** Fails if there is no store. */
  public void requireThere() throws IOException {
    if (!history().exists()) {
      throw missing();
    }
  }

  /** The error that there is no store. */
  public NoSuchFileException missing() {
    return new NoSuchFileException(name, null, "there is no store here");
  }
}
