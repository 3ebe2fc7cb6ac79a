/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.spark.deploy.history.HistoryServer;
import org.apache.spark.sql.SparkSession;

/**
 * An application with Spark's UI, and then a history server that reads its event log, in a JVM of
 * their own. Saves the pages that a browser would get as files.
 */
final class UiProcess {
  private final Path directory;
  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private UiProcess(Path directory) {
    this.directory = directory;
  }

  /** Runs in the directory that the only argument names. */
  public static void main(String[] arguments) throws Exception {
    UiProcess process = new UiProcess(Path.of(arguments[0]));
    String application = process.runApplication();
    process.runHistoryServer(application);
    System.exit(0);
  }

  private String runApplication() throws Exception {
    Path events = Files.createDirectories(directory.resolve("events"));
    SparkSession spark =
        LocalSpark.builder()
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            .config("spark.eventLog.enabled", "true")
            .config("spark.eventLog.dir", events.toUri().toString())
            .config("spark.eventLog.compress", "false")
            .config("spark.eventLog.rolling.enabled", "false")
            .config("spark.sql.extendedExplainProviders", "io.indexkv.spark.v4.LookupJoinExplain")
            .config(
                "spark.metrics.conf.*.sink.prometheusServlet.class",
                "org.apache.spark.metrics.sink.PrometheusServlet")
            .config("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus")
            .getOrCreate();
    query(spark);
    spark.sparkContext().listenerBus().waitUntilEmpty();
    String address = spark.sparkContext().uiWebUrl().get();
    save(address + "/indexkv/", "live.html");
    save(address + "/indexkv/api", "live.json");
    save(address + "/metrics/prometheus/", "prometheus.txt");
    save(address + "/SQL/", "sql.html");
    String application = spark.sparkContext().applicationId();
    spark.stop();
    return application;
  }

  private void query(SparkSession spark) {
    StoreDirectory airports = new StoreDirectory(directory.resolve("airports"));
    airports
        .writer(
            spark.range(2000).selectExpr("concat('A', id) as iata", "concat('city ', id) as city"),
            "iata")
        .option("targetFileSize", "64k")
        .save(airports.toString());
    StoreDirectory odd = new StoreDirectory(directory.resolve("<b>odd & store"));
    odd.write(spark.range(10).selectExpr("concat('A', id) as iata", "id as n"), "iata");
    Path facts = directory.resolve("flights");
    spark
        .range(0, 10_000, 1, 4)
        .selectExpr("concat('A', id % 2500) as origin", "id")
        .write()
        .parquet(facts.toString());
    spark.read().parquet(facts.toString()).createOrReplaceTempView("flights");
    airports.read().createOrReplaceTempView("airports");
    odd.read().createOrReplaceTempView("odd");
    spark
        .sql("select f.id, a.city from flights f left join airports a on f.origin = a.iata")
        .collectAsList();
    spark
        .sql("select f.id, a.city from flights f join airports a on f.origin = upper(a.iata)")
        .collectAsList();
    spark.conf().set("spark.indexkv.join.routing", "partitioned");
    spark
        .sql("select f.id, a.city from flights f join airports a on f.origin = a.iata")
        .collectAsList();
    spark.conf().unset("spark.indexkv.join.routing");
    spark.sql("select f.id, o.n from flights f join odd o on f.origin = o.iata").collectAsList();
  }

  private void runHistoryServer(String application) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    System.setProperty("spark.history.ui.port", Integer.toString(port));
    System.setProperty("spark.history.fs.update.interval", "1s");
    System.setProperty(
        "spark.history.fs.logDirectory", directory.resolve("events").toUri().toString());
    Thread server = new Thread(() -> HistoryServer.main(new String[0]), "history");
    server.setDaemon(true);
    server.start();
    String address = "http://localhost:" + port + "/history/" + application;
    awaitListed(address);
    save(address + "/indexkv/", "history.html");
    save(address + "/indexkv/api", "history.json");
  }

  /** Waits until the server has read the event log. */
  private void awaitListed(String address) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(8);
    while (true) {
      int status = 0;
      try {
        status = get(address + "/jobs/").statusCode();
        if (status == 200) {
          return;
        }
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("status " + status + " for " + address);
      }
      Thread.sleep(200);
    }
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void save(String address, String name) throws IOException, InterruptedException {
    HttpResponse<String> response = get(address);
    Files.writeString(directory.resolve(name), response.statusCode() == 200 ? response.body() : "");
  }
}
