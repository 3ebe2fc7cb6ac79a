/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.connect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of Spark Connect in a JVM of its own. Its class path has Spark and the one jar. */
final class ConnectServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private ConnectServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server. Its catalog {@code kv} and its log are in {@code directory}. */
  static ConnectServer start(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("indexkv.connect.jvm.options").split(" +")));
    command.add("-cp");
    command.add(
        Files.readString(Path.of(System.getProperty("indexkv.connect.class.path"))).strip());
    command.add("-Dspark.master=local[2]");
    command.add("-Dspark.app.name=indexkv-connect");
    command.add("-Dspark.ui.enabled=false");
    command.add("-Dspark.driver.host=127.0.0.1");
    command.add("-Dspark.driver.bindAddress=127.0.0.1");
    command.add("-Dspark.sql.shuffle.partitions=2");
    command.add("-Dspark.connect.grpc.binding.address=127.0.0.1");
    command.add("-Dspark.connect.grpc.binding.port=" + port);
    command.add("-Dspark.sql.catalog.kv=io.indexkv.spark.catalog.IndexKvCatalog");
    command.add("-Dspark.sql.catalog.kv.warehouse=" + directory.resolve("kv"));
    command.add("-Dspark.sql.warehouse.dir=" + directory.resolve("warehouse"));
    command.add("org.apache.spark.sql.connect.service.SparkConnectServer");
    Path log = directory.resolve("server.log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    ConnectServer server = new ConnectServer(process, port);
    try {
      server.await(log);
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Waits until the server listens. A client that comes earlier tries again too late. */
  private void await(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(
        "the server has ended or does not listen, and printed " + Files.readString(log));
  }

  /** Where clients find it. */
  String uri() {
    return "sc://127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
