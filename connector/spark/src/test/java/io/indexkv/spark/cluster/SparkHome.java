/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The parts of a Spark distribution that a worker needs, made from the class path of this JVM.
 * Spark's jars are linked into {@code jars}, where the workers look for the executors' class path.
 * IndexKV's own jars are not among them, because a user submits them with the application.
 *
 * @param directory for the environment variable SPARK_HOME
 * @param own the jars of IndexKV and its tests; directories of classes are packed into jars
 */
public record SparkHome(Path directory, List<Path> own) {
  private static final String LOG4J2 =
      """
      rootLogger.level = info
      rootLogger.appenderRef.stderr.ref = stderr
      appender.stderr.type = Console
      appender.stderr.name = stderr
      appender.stderr.target = SYSTEM_ERR
      appender.stderr.layout.type = PatternLayout
      appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
      """;

  static SparkHome create(Path directory) throws IOException {
    Path jars = Files.createDirectories(directory.resolve("jars"));
    List<Path> own = new ArrayList<>();
    for (Path entry : classPath()) {
      if (Files.isDirectory(entry)) {
        own.add(pack(entry, directory.resolve("own-" + own.size() + ".jar")));
      } else if (entry.getFileName().toString().startsWith("indexkv-")) {
        own.add(entry);
      } else {
        Files.createSymbolicLink(jars.resolve(entry.getFileName()), entry);
      }
    }
    SparkHome home = new SparkHome(directory, List.copyOf(own));
    Files.createDirectories(home.log4j2().getParent());
    Files.writeString(home.log4j2(), LOG4J2);
    return home;
  }

  void writeDefaults(Map<String, String> conf) throws IOException {
    Files.write(
        directory.resolve("conf").resolve("spark-defaults.conf"),
        conf.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList());
  }

  /** The jars as the option {@code --jars} of spark-submit expects them. */
  public String ownJars() {
    return own.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  Path log4j2() {
    return directory.resolve("conf").resolve("log4j2.properties");
  }

  /** The class path of Spark's own processes. */
  String sparkClassPath() {
    return log4j2().getParent() + File.pathSeparator + directory.resolve("jars") + "/*";
  }

  private static List<Path> classPath() {
    // surefire's own class path is a jar that refers to the real class path
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(Files::exists)
        .toList();
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(
            new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
