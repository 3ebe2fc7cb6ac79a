/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

/** Each flight with the airports at both its ends; nulls if an airport is not known. */
final class EnrichedFlights {
  private static final String AIRPORT_COLUMNS =
      "%1$s.name AS %2$s_airport, %1$s.city AS %2$s_city, %1$s.state AS %2$s_state,"
          + " %1$s.latitude AS %2$s_latitude, %1$s.longitude AS %2$s_longitude";

  static final String SQL =
      "SELECT f.*, o.iata IS NOT NULL AND d.iata IS NOT NULL AS airports_known, "
          + AIRPORT_COLUMNS.formatted("o", "origin")
          + ", "
          + AIRPORT_COLUMNS.formatted("d", "destination")
          + " FROM flights f"
          + " LEFT JOIN airports o ON f.origin = o.iata"
          + " LEFT JOIN airports d ON f.destination = d.iata";

  private EnrichedFlights() {}

  /** Checks a plan. Throws unless it does both joins by lookup and does not shuffle the flights. */
  static void checkLookups(String plan) {
    long lookups = plan.lines().filter(line -> line.contains("LookupJoin")).count();
    if (lookups != 2) {
      throw new IllegalStateException(
          "expected 2 LookupJoins in the plan, found " + lookups + ":\n" + plan);
    }
    if (plan.contains("Exchange")) {
      throw new IllegalStateException("expected no Exchange in the plan:\n" + plan);
    }
  }
}
