/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import io.indexkv.spark.catalog.IndexKvCatalog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/** The directory of the catalog {@code kv}, and the files in it. */
record SqlWarehouse(String uri) {
  private static final String CATALOG = "spark.sql.catalog.kv";

  /** A new session whose catalog {@code kv} is this warehouse. */
  SqlSession session() {
    SparkSession session = StorageKind.spark().newSession();
    session.conf().set(CATALOG, IndexKvCatalog.class.getName());
    session.conf().set(CATALOG + ".warehouse", uri);
    return new SqlSession(session);
  }

  Path path(String directory) {
    return new Path(uri, directory);
  }

  FileSystem fileSystem() throws IOException {
    return new Path(uri).getFileSystem(StorageKind.spark().sparkContext().hadoopConfiguration());
  }

  /** Whether there is a directory of this name, even an empty one. */
  boolean has(String directory) throws IOException {
    return fileSystem().exists(path(directory));
  }

  /** The names of all files in a directory and below; none if there is no such directory. */
  List<String> files(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> files = fileSystem().listFiles(path(directory), true);
      while (files.hasNext()) {
        names.add(files.next().getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }
}
