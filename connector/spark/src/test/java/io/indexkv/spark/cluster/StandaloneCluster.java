/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import io.indexkv.spark.StoreDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's standalone cluster on the loopback interface: a master and two workers of one core each,
 * in their own JVMs. The workers start executors in more JVMs. All of them end with {@link #close},
 * and also when this JVM ends in any way. They write all files, including logs, to {@link
 * #directory}.
 */
public final class StandaloneCluster implements AutoCloseable {
  /**
   * Two names of the same host. Spark starts no second attempt of a task on the host of the first,
   * and tells hosts apart by their names.
   */
  private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

  private static final List<String> SHORT_LIVED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER = Pattern.compile("Registering worker ");

  private final Path directory;
  private final SparkHome home;
  private final List<Process> processes = new ArrayList<>();
  private final String url;

  private StandaloneCluster(Path directory, SparkHome home) throws IOException {
    this.directory = directory;
    this.home = home;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    try {
      home.writeDefaults(defaults());
      start("master", "master.Master", List.of("--host", HOSTS.get(1)));
      url = Await.result("the address of the master", this::logs, () -> found(MASTER, 1));
      for (int i = 0; i < HOSTS.size(); i++) {
        String name = "worker-" + i;
        String work = directory.resolve(name).toString();
        start(
            name,
            "worker.Worker",
            List.of(
                "--host", HOSTS.get(i), "--cores", "1", "--memory", "2g", "--work-dir", work, url));
      }
      Await.result("two workers", this::logs, () -> found(WORKER, HOSTS.size()));
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Starts a cluster that writes below a directory. */
  public static StandaloneCluster start(Path directory) throws IOException {
    Path absolute = Files.createDirectories(directory.toAbsolutePath());
    Path own = Files.createTempDirectory(absolute, "cluster-");
    return new StandaloneCluster(own, SparkHome.create(own.resolve("spark-home")));
  }

  /** The URL of the master, {@code spark://…}. */
  public String url() {
    return url;
  }

  public SparkHome home() {
    return home;
  }

  /**
   * Has the logs of master and workers, and for each worker a directory with the logs of its
   * executors.
   */
  public Path directory() {
    return directory;
  }

  /** An application whose driver is this JVM. */
  public SparkSession.Builder application(String name) {
    SparkSession.Builder builder = SparkSession.builder().master(url).appName(name);
    defaults().forEach(builder::config);
    return builder.config("spark.jars", home.ownJars());
  }

  /**
   * Settings that applications on this cluster need. Submitted applications get them from {@code
   * spark-defaults.conf}.
   */
  public Map<String, String> defaults() {
    return Map.of(
        "spark.driver.host", HOSTS.get(1),
        "spark.driver.bindAddress", HOSTS.get(1),
        "spark.executor.memory", "512m",
        "spark.executor.extraJavaOptions", String.join(" ", SHORT_LIVED),
        "spark.local.dir", directory.resolve("driver").toString(),
        "spark.sql.warehouse.dir", directory.resolve("warehouse").toString(),
        "spark.sql.shuffle.partitions", "4",
        "spark.ui.enabled", "false");
  }

  /** Starts another JVM with only Spark's jars, like spark-submit. */
  public Process spark(Path log, List<String> command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(SPARK|HADOOP|YARN)_.*"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_HOME", home.directory().toString());
    // without it, the workers look for the build directory of a Scala version
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_DIRS", directory.resolve("local").toString());
    environment.put("CLASSPATH", home.sparkClassPath());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    synchronized (processes) {
      processes.add(process);
    }
    return process;
  }

  /** Ends all processes, including those that the workers have started. */
  @Override
  public void close() {
    synchronized (processes) {
      for (Process process : processes) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
      }
      processes.clear();
    }
  }

  /** Tells where to look if a test fails. */
  public String logs() {
    return "logs are below " + directory + ": " + StoreDirectory.files(directory);
  }

  private void start(String name, String main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(SHORT_LIVED);
    command.add("-Xmx256m");
    // the log configuration of the tests is on the class path, too, but would log nothing
    command.add("-Dlog4j2.configurationFile=" + home.log4j2());
    command.addAll(List.of("-cp", home.sparkClassPath() + File.pathSeparator + testClasses()));
    command.addAll(List.of(ClusterProcess.class.getName(), "org.apache.spark.deploy." + main));
    command.addAll(List.of("--port", "0", "--webui-port", "0"));
    command.addAll(arguments);
    spark(directory.resolve(name + ".log"), command);
  }

  private static String testClasses() {
    return ClusterProcess.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** The match with the number {@code count} in the master's log; null while there are fewer. */
  private String found(Pattern pattern, int count) {
    synchronized (processes) {
      processes.stream()
          .filter(process -> !process.isAlive())
          .findAny()
          .ifPresent(
              ended -> {
                throw new IllegalStateException(
                    "the master or a worker ended with " + ended.exitValue() + "; " + logs());
              });
    }
    Matcher matcher = pattern.matcher(Await.text(directory.resolve("master.log")));
    for (int i = 1; matcher.find(); i++) {
      if (i == count) {
        return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
      }
    }
    return null;
  }
}
