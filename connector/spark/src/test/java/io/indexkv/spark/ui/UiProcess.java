/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.history.FsHistoryProvider;
import org.apache.spark.deploy.history.HistoryServer;
import org.apache.spark.deploy.history.HistoryServer$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;

/**
 * An application with Spark's UI, and then a history server that reads its event log, in a JVM of
 * their own. Saves the pages that a browser would get as files.
 */
final class UiProcess {
  private final Path directory;
  private final Path pictures;
  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private UiProcess(Path directory, Path pictures) {
    this.directory = directory;
    this.pictures = pictures;
  }

  /** Runs in the directory that the first argument names. The second is for pictures. */
  public static void main(String[] arguments) throws Exception {
    UiProcess process = new UiProcess(Path.of(arguments[0]), Path.of(arguments[1]));
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
    Files.writeString(directory.resolve("spark"), spark.version());
    spark.sparkContext().listenerBus().waitUntilEmpty();
    String address = spark.sparkContext().uiWebUrl().get();
    save(address + "/indexkv/", "live.html");
    save(address + "/indexkv/api", "live.json");
    save(address + "/metrics/prometheus/", "prometheus.txt");
    save(address + "/SQL/", "sql.html");
    look(address, "live");
    String application = spark.sparkContext().applicationId();
    spark.stop();
    return application;
  }

  private void query(SparkSession spark) throws IOException {
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
    Dataset<Row> left =
        spark.sql("select f.id, a.city from flights f left join airports a on f.origin = a.iata");
    left.collectAsList();
    Files.writeString(
        directory.resolve("explain.txt"),
        left.queryExecution().explainString(ExplainMode.fromString("formatted")));
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

  /**
   * Starts the server on a port that it chooses itself. Its main program takes the next port, and
   * does not say so, if another process has the one that it was told.
   */
  private void runHistoryServer(String application) throws Exception {
    SparkConf conf =
        new SparkConf()
            .set("spark.history.fs.update.interval", "1s")
            .set("spark.history.fs.logDirectory", directory.resolve("events").toUri().toString());
    FsHistoryProvider provider = new FsHistoryProvider(conf);
    HistoryServer server =
        new HistoryServer(conf, provider, HistoryServer$.MODULE$.createSecurityManager(conf), 0);
    server.bind();
    provider.start();
    String root = "http://127.0.0.1:" + server.boundPort();
    awaitListed(root + "/api/v1/applications", application);
    String address = root + "/history/" + application;
    save(address + "/indexkv/", "history.html");
    save(address + "/indexkv/api", "history.json");
    look(address, "history");
  }

  /** What a browser makes of the tab, and of the page of the first query, if there is a browser. */
  private void look(String address, String name) throws IOException, InterruptedException {
    Optional<Browser> browser = Browser.inPath(directory);
    if (browser.isEmpty()) {
      return;
    }
    try {
      look(browser.get(), address, name);
    } catch (IOException e) {
      // a browser that does not run is a fault of one test, not of all
      Files.writeString(directory.resolve(SparkUiTest.BROWSER_FAILED), e.toString());
    }
  }

  private void look(Browser browser, String address, String name)
      throws IOException, InterruptedException {
    Files.createDirectories(pictures);
    Matcher queries =
        Pattern.compile("/SQL/execution/\\?id=(\\d+)")
            .matcher(Files.readString(directory.resolve("live.html")));
    int first = queries.results().mapToInt(id -> Integer.parseInt(id.group(1))).min().orElseThrow();
    for (Map.Entry<String, String> page :
        Map.of("tab", "/indexkv/", "query", "/SQL/execution/?id=" + first).entrySet()) {
      String file = name + "-" + page.getKey();
      Files.writeString(
          directory.resolve(file + ".dom"), browser.document(address + page.getValue()));
      browser.picture(address + page.getValue(), 1280, 1400, pictures.resolve(file + ".png"));
    }
  }

  /**
   * Waits until the server has read the event log. It asks for the list. If asked for the
   * application before it has read the log, Spark 4.1 looks for another kind of log, and forgets
   * the application for good if it reads the log meanwhile.
   */
  private void awaitListed(String list, String application) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(8);
    while (true) {
      HttpResponse<String> response = get(list);
      if (response.statusCode() == 200 && response.body().contains(application)) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "no %s in %s: status %d, %s"
                .formatted(application, list, response.statusCode(), response.body()));
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
