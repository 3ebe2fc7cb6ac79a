/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AirportServiceTest {
  @TempDir Path directory;

  @Test
  void answersFromTheNewestVersionThatSparkHasWritten() throws Exception {
    write("AAA,Alpha,Aton,AK,USA,61.5,-150.0");
    try (AirportService service = new AirportService(directory.resolve("airports"), 0)) {
      assertThat(get(service, "AAA").body()).isEqualTo("Alpha, Aton\n");
      assertThat(get(service, "BBB").statusCode()).isEqualTo(404);

      write("BBB,Beta,Bton,,USA,,");
      assertThat(get(service, "BBB").statusCode()).isEqualTo(404);
      service.refresh();

      assertThat(get(service, "BBB").body()).isEqualTo("Beta, Bton\n");
      assertThat(get(service, "AAA").statusCode()).isEqualTo(404);
    }
  }

  private void write(String airport) throws IOException {
    Files.writeString(
        directory.resolve("airports.csv"),
        "iata,name,city,state,country,latitude,longitude\n" + airport + "\n");
    try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
      Airports.write(
          spark,
          FlightsOptions.parse(
              "--input", directory.toString(), "--store", directory.resolve("airports") + ""));
    }
  }

  private static HttpResponse<String> get(AirportService service, String code) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(service.uri(code)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
