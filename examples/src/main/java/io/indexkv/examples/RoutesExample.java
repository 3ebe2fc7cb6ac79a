/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.apache.spark.sql.functions.desc;

import io.indexkv.spark.LookupTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Looks keys up in the code of a task, where a query has no join to do it. The example computes the
 * routes of the flights. Each route has the distance between its airports by their coordinates,
 * beside the distance that the airlines report.
 */
public final class RoutesExample {
  private static final double EARTH_RADIUS_MILES = 3958.8;

  private static final StructType ROUTE =
      StructType.fromDDL("origin STRING, destination STRING, reported BIGINT, computed DOUBLE");

  private RoutesExample() {}

  /** Takes {@code --master}, {@code --input}, {@code --store} and {@code --output}. */
  public static void main(String[] args) throws IOException {
    FlightsOptions options = FlightsOptions.parse(args);
    SparkSession.Builder builder = SparkSession.builder().appName("routes");
    options.master().ifPresent(builder::master);
    try (SparkSession spark = builder.getOrCreate()) {
      Airports.write(spark, options);
      String output = options.output() + "/routes";
      routes(spark, options).write().mode("overwrite").parquet(output);

      Dataset<Row> written = spark.read().parquet(output);
      written.where("computed IS NOT NULL").orderBy(desc("reported")).show(10, false);
      System.out.printf(
          "routes: %,d, with both airports known: %,d%n",
          written.count(), written.where("computed IS NOT NULL").count());
    }
  }

  private static Dataset<Row> routes(SparkSession spark, FlightsOptions options) {
    // small, whatever the store's size: Spark ships it to the tasks, which open the store
    // themselves
    LookupTable<Row> airports = LookupTable.load(spark, options.store());
    return spark
        .read()
        .parquet(options.flights())
        .select("origin", "destination", "distance")
        .distinct()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) routes -> measured(routes, airports),
            Encoders.row(ROUTE));
  }

  /** Looks all airports of a partition up together, which is faster than one by one. */
  private static Iterator<Row> measured(Iterator<Row> partition, LookupTable<Row> airports) {
    List<Row> routes = new ArrayList<>();
    partition.forEachRemaining(routes::add);
    List<Row> from = airports.getMany(routes.stream().map(r -> r.getString(0)).toList());
    List<Row> to = airports.getMany(routes.stream().map(r -> r.getString(1)).toList());
    List<Row> measured = new ArrayList<>();
    for (int i = 0; i < routes.size(); i++) {
      Row route = routes.get(i);
      measured.add(
          RowFactory.create(
              route.get(0), route.get(1), route.get(2), miles(from.get(i), to.get(i))));
    }
    return measured.iterator();
  }

  /** The distance along the great circle; null if an airport or its coordinates are not known. */
  private static Double miles(Row from, Row to) {
    if (from == null || to == null || hasNoPlace(from) || hasNoPlace(to)) {
      return null;
    }
    double fromLatitude = Math.toRadians(from.<Double>getAs("latitude"));
    double toLatitude = Math.toRadians(to.<Double>getAs("latitude"));
    double longitudes =
        Math.toRadians(to.<Double>getAs("longitude") - from.<Double>getAs("longitude"));
    double north = Math.sin((toLatitude - fromLatitude) / 2);
    double east = Math.sin(longitudes / 2);
    double chord = north * north + Math.cos(fromLatitude) * Math.cos(toLatitude) * east * east;
    return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(chord)));
  }

  private static boolean hasNoPlace(Row airport) {
    return airport.getAs("latitude") == null || airport.getAs("longitude") == null;
  }
}
