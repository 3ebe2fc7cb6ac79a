/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LookupTableTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeAirports() {
    airports()
        .write(
            spark.sql(
                "select * from values ('AMS', 'Amsterdam', 52.3D, array('E', 'D')), ('LIS', 'Lisbon',"
                    + " 38.8D, null), ('OSL', 'Oslo', 60.2D, array('F')) as a(iata, city, lat,"
                    + " piers)"),
            "iata");
  }

  /** The example in the Javadoc of the class, word for word. */
  private static Dataset<String> cities(SparkSession spark, String path, Dataset<String> flights) {
    LookupTable<Row> airports = LookupTable.load(spark, path);
    Dataset<String> cities =
        flights.mapPartitions(
            (MapPartitionsFunction<String, String>)
                origins -> {
                  List<String> keys = new ArrayList<>();
                  origins.forEachRemaining(keys::add);
                  return airports.getMany(keys).stream()
                      .map(airport -> airport == null ? "?" : airport.<String>getAs("city"))
                      .iterator();
                },
            Encoders.STRING());
    return cities;
  }

  @Test
  void theExampleOfTheDocumentationGivesItsCities() throws IOException {
    Dataset<String> flights =
        spark.createDataset(Arrays.asList("OSL", "XXX", null, "AMS", "OSL"), Encoders.STRING());

    assertThat(cities(spark, airports().toString(), flights.coalesce(1)).collectAsList())
        .containsExactly("Oslo", "?", "?", "Amsterdam", "Oslo");
    assertThat(mapped()).isEmpty();
  }

  @Test
  void namesTheParameterThatIsNull() {
    String path = airports().toString();
    assertThatNullPointerException()
        .isThrownBy(() -> LookupTable.load(null, path))
        .withMessage("spark");
    assertThatNullPointerException()
        .isThrownBy(() -> LookupTable.load(null, path, 1))
        .withMessage("spark");
    assertThatNullPointerException()
        .isThrownBy(() -> LookupTable.load(spark, null))
        .withMessage("path");
    assertThatNullPointerException()
        .isThrownBy(() -> LookupTable.load(spark, null, 1))
        .withMessage("path");
    try (LookupTable<Row> table = LookupTable.load(spark, path)) {
      assertThatNullPointerException().isThrownBy(() -> table.as(null)).withMessage("bean");
      assertThatNullPointerException()
          .isThrownBy(() -> table.get((Object[]) null))
          .withMessage("key");
      assertThatNullPointerException().isThrownBy(() -> table.getMany(null)).withMessage("keys");
    }
  }

  @Test
  void theExampleIsTheOneThatIsTested() throws IOException {
    // relative to each Spark module, because the module for another Spark runs these tests, too
    String source = "java/io/indexkv/spark/LookupTable";
    String documented =
        Files.readString(Path.of("../spark/src/main", source + ".java"))
            .replaceFirst("(?s).*?\\{@code\\n", "")
            .replaceFirst("(?s) \\* }</pre>.*", "")
            .replaceAll("(?m)^ \\* ?", "");
    String tested = Files.readString(Path.of("../spark/src/test", source + "Test.java"));

    assertThat(documented.lines().count()).isGreaterThan(8);
    assertThat(tested.replaceAll("\\s+", " ")).contains(documented.replaceAll("\\s+", " ").strip());
  }

  @Test
  void looksUpInAnRdd() throws IOException {
    LookupTable<Row> airports = LookupTable.load(spark, airports().toString());

    assertThat(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of("LIS", "AMS"), 2)
                .map(key -> airports.get(key).getDouble(2))
                .collect())
        .containsExactly(38.8, 52.3);
    assertThat(mapped()).isEmpty();
  }

  @Test
  void looksUpInAFunctionOfSql() throws IOException {
    LookupTable<Row> airports = LookupTable.load(spark, airports().toString());
    UDF1<String, String> city =
        iata -> {
          Row airport = airports.get(iata);
          return airport == null ? null : airport.getString(1);
        };
    spark.udf().register("city_of", city, DataTypes.StringType);

    String iata = "element_at(array('OSL', '?', null), cast(id as int) + 1)";
    Dataset<Row> rows =
        spark.range(0, 3, 1, 1).selectExpr(iata + " as iata").selectExpr("iata", "city_of(iata)");
    assertThat(rows.collectAsList().stream().map(Row::toString))
        .containsExactly("[OSL,Oslo]", "[?,null]", "[null,null]");
    assertThat(mapped()).isEmpty();
  }

  @Test
  void looksUpOnTheDriverUntilItIsClosed() throws IOException {
    try (LookupTable<Row> airports = LookupTable.load(spark, airports().toString())) {
      assertThat(airports.get("AMS").getList(3)).isEqualTo(List.of("E", "D"));
      assertThat(airports.get("XXX")).isNull();
      assertThat(mapped()).isNotEmpty();
    }
    assertThat(mapped()).isEmpty();
  }

  /** A row of the store. */
  public static class Airport implements java.io.Serializable {
    private String city;
    private double lat;

    public String getCity() {
      return city;
    }

    public void setCity(String city) {
      this.city = city;
    }

    public double getLat() {
      return lat;
    }

    public void setLat(double lat) {
      this.lat = lat;
    }
  }

  @Test
  void givesBeans() {
    LookupTable<Airport> airports =
        LookupTable.load(spark, airports().toString()).as(Airport.class);

    List<String> cities =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of("LIS", "??", "AMS"), 1)
            .mapPartitions(
                keys -> {
                  List<String> all = new ArrayList<>();
                  keys.forEachRemaining(all::add);
                  return airports.getMany(all).stream()
                      .map(a -> a == null ? "-" : a.getCity() + " " + a.getLat())
                      .iterator();
                })
            .collect();
    assertThat(cities).containsExactly("Lisbon 38.8", "-", "Amsterdam 52.3");
  }

  @Test
  void keepsTheVersionThatItLoaded() {
    LookupTable<Row> first = LookupTable.load(spark, airports().toString());
    airports().write(spark.sql("select 'OSL' as iata, 'Christiania' as city"), "iata");

    try (first;
        LookupTable<Row> second = LookupTable.load(spark, airports().toString());
        LookupTable<Row> again = LookupTable.load(spark, airports().toString(), 1)) {
      assertThat(first.version()).isEqualTo(1);
      assertThat(first.get("OSL").getString(1)).isEqualTo("Oslo");
      assertThat(second.version()).isEqualTo(2);
      assertThat(second.get("OSL").getString(1)).isEqualTo("Christiania");
      assertThat(again.get("OSL")).isEqualTo(first.get("OSL"));
    }
  }

  @Test
  void looksUpManyKeysOfSeveralColumns() {
    StoreDirectory store = new StoreDirectory(directory.resolve("composite"));
    store.write(
        spark.sql(
            "select cast(id % 7 as smallint) as a, date_add(date'2026-01-01', cast(id as int)) as b,"
                + " cast(id / 4 as decimal(9,2)) as c, id as v from range(3000)"),
        "a, b, c");
    List<List<?>> keys = new ArrayList<>();
    for (long id = 0; id < 3000; id++) {
      LocalDate day = LocalDate.of(2026, 1, 1).plusDays(id);
      keys.add(List.of(id % 7, day, BigDecimal.valueOf(id * 25, 2)));
      // no row has one of these keys
      keys.add(List.of(id % 7 + 1, day, BigDecimal.valueOf(id * 25, 2)));
      keys.add(List.of(id % 7 + (1L << 16), day, BigDecimal.valueOf(id * 25, 2)));
      keys.add(List.of(id % 7, day, BigDecimal.valueOf(id * 250 + 1, 3)));
    }
    try (LookupTable<Row> table = LookupTable.load(spark, store.toString())) {
      List<Row> found = table.getMany(keys);

      for (int i = 0; i < keys.size(); i++) {
        if (i % 4 == 0) {
          assertThat(found.get(i).getLong(3)).isEqualTo(i / 4);
          assertThat(table.get(keys.get(i).toArray())).isEqualTo(found.get(i));
        } else {
          assertThat(found.get(i)).as("%s", keys.get(i)).isNull();
        }
      }
    }
  }

  @Test
  void saysWhatAKeyHasToBe() {
    try (LookupTable<Row> airports = LookupTable.load(spark, airports().toString())) {
      assertThatThrownBy(() -> airports.get(5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("key column 'iata' is STRING, but the value '5' is a java.lang.Integer");
      assertThatThrownBy(() -> airports.get("AMS", 1))
          .hasMessage("the key has 1 columns [iata], but 2 values were given");
      assertThat(airports.get((Object) null)).isNull();
      assertThat(airports.getMany(Arrays.asList("AMS", null))).hasSize(2).element(1).isNull();
    }
  }

  private List<String> mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains(airports() + "/data/"))
        .toList();
  }

  private StoreDirectory airports() {
    return new StoreDirectory(directory.resolve("airports"));
  }
}
