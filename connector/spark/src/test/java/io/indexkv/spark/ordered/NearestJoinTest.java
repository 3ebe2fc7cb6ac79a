/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.join.Queries;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins of each row with the nearest entry of a store. */
@Tag("slow")
class NearestJoinTest {
  private static final String LATERAL =
      "select t.id, p.price from trades t left join lateral ("
          + "select q.price from quotes q where q.symbol = t.symbol and q.at <= t.at "
          + "order by q.at desc limit 1) p";

  @BeforeAll
  static void createTables(@TempDir Path directory) {
    SparkSession spark = LocalSpark.session();
    spark
        .sql(
            """
            select * from values
              ('a', 10, 1.0), ('a', 20, 2.0), ('a', 30, null), ('b', 15, 4.0), ('', 5, 5.0)
              as (symbol, at, price)
            """)
        .write()
        .format("indexkv")
        .option("key", "symbol, at")
        .save(directory + "/quotes");
    spark.read().format("indexkv").load(directory + "/quotes").createOrReplaceTempView("quotes");
    spark
        .sql(
            """
            select * from values
              (1, 'a', 9), (2, 'a', 10), (3, 'a', 25), (4, 'a', 99), (5, 'b', 15), (6, 'c', 15),
              (7, null, 15), (8, 'a', null), (9, '', 100), (10, 'a', 19)
              as (id, symbol, at)
            """)
        .createOrReplaceTempView("trades");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_by(q.price, q.at) | q.at <= t.at | floor | q.at <= t.at | 1=null 2=1.0 3=2.0 4=null"
            + " 5=4.0 6=null 7=null 8=null 9=5.0 10=1.0",
        "max_by(q.price, q.at) | q.at < t.at | floor | q.at < t.at | 1=null 2=null 3=2.0 4=null"
            + " 5=null 6=null 7=null 8=null 9=5.0 10=1.0",
        "min_by(q.price, q.at) | q.at >= t.at | ceiling | | 1=1.0 2=1.0 3=null 4=null 5=4.0 6=null"
            + " 7=null 8=null 9=null 10=2.0",
        "min_by(q.price, q.at) | q.at > t.at | ceiling | | 1=1.0 2=2.0 3=null 4=null 5=null 6=null"
            + " 7=null 8=null 9=null 10=2.0",
        "max_by(q.price, q.at) | q.at <= t.at and q.at >= t.at - 4 | floor | | 1=null 2=1.0 3=null"
            + " 4=null 5=4.0 6=null 7=null 8=null 9=null 10=null",
        "max_by(q.price, q.at) | q.at <= t.at and q.price is not null | floor | | 1=null 2=1.0"
            + " 3=2.0 4=2.0 5=4.0 6=null 7=null 8=null 9=5.0 10=1.0",
        "max_by(q.price, q.at) | true | floor | | 1=null 2=null 3=null 4=null 5=4.0 6=null 7=null"
            + " 8=null 9=5.0 10=null",
      })
  void aCorrelatedAggregateIsTheNearestEntry(
      String call, String condition, String access, String ignored, String expected) {
    String sql =
        "select t.id, (select %s from quotes q where q.symbol = t.symbol and %s) as price from trades t"
            .formatted(call, condition);

    List<Row> rows = LocalSpark.session().sql(sql).orderBy("id").collectAsList();

    assertThat(String.join(" ", rows.stream().map(r -> r.get(0) + "=" + r.get(1)).toList()))
        .isEqualTo(expected);
    Queries.Answer answer = Queries.run(sql, Map.of());
    assertThat(answer.plan()).contains("access=" + access).doesNotContain("Aggregate");
    assertThat(Queries.run(sql, Map.of("spark.indexkv.join.ordered", "false")).rows())
        .isEqualTo(answer.rows());
  }

  @Test
  void aLateralSubqueryWithALimitIsTheNearestEntry() {
    assumeFalse(LocalSpark.session().version().startsWith("3."), "needs Spark 4");
    Queries.Answer answer = Queries.run(LATERAL, Map.of());

    assertThat(answer.plan()).contains("access=floor").doesNotContain("Window");
    assertThat(Queries.run(LATERAL, Map.of("spark.indexkv.join.ordered", "false")).rows())
        .isEqualTo(answer.rows())
        .hasSize(10);
    assertThat(Queries.run(LATERAL.replace("left join", "join"), Map.of()).rows()).hasSize(6);
  }

  @Test
  void aConditionOnTheRowsGoesBelowTheLookup() {
    assumeFalse(LocalSpark.session().version().startsWith("3."), "needs Spark 4");
    Queries.Answer answer = Queries.run(LATERAL + " where t.id > 8 and p.price > 1", Map.of());

    assertThat(answer.rows()).containsExactly("[9,5.0]");
    assertThat(answer.plan().replaceAll("(?s).*access=floor", "")).contains("id#");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // which of the rows with one symbol is the last is open
        "select t.id, (select max_by(q.price, q.symbol) from quotes q where q.symbol <= t.symbol)"
            + " from trades t",
        "select t.id, (select max_by(q.price, q.price) from quotes q where q.symbol = t.symbol)"
            + " from trades t",
        "select t.id, (select max_by(q.price, q.at) from quotes q where q.at <= t.at) from trades"
            + " t",
        "select t.id, (select max_by(q.price, q.at) filter (where q.at > 3) from quotes q"
            + " where q.symbol = t.symbol) from trades t",
        "select /*+ NO_LOOKUP */ t.id, (select /*+ NO_LOOKUP */ max_by(q.price, q.at) from quotes q"
            + " where q.symbol = t.symbol) from trades t",
      })
  void otherSubqueriesStayWithSpark(String sql) {
    assertThat(Queries.run(sql, Map.of()).plan()).doesNotContain("access=floor");
  }

  @Test
  void aCommonTableThatIsUsedTwiceStaysWithSpark() {
    String sql =
        "with priced as (select t.id, (select max_by(q.price, q.at) from quotes q"
            + " where q.symbol = t.symbol and q.at <= t.at) as price from trades t)"
            + " select x.id, x.price, y.price from priced x join priced y on x.id = y.id + 1";

    assertThat(Queries.run(sql, Map.of()).rows())
        .isEqualTo(Queries.run(sql, Map.of("spark.indexkv.join.ordered", "false")).rows());
  }

  @ParameterizedTest
  @CsvSource({
    "backward, true, inner, floor",
    "backward, true, left, floor",
    "backward, false, left, floor",
    "forward, true, left, ceiling",
    "forward, false, inner, ceiling",
    "nearest, true, left, none",
  })
  void anAsOfJoinOfPandasIsTheNearestEntry(
      String direction, boolean exact, String type, String access) {
    for (Integer tolerance : new Integer[] {null, 4}) {
      Map<String, String> off = Map.of("spark.indexkv.join.ordered", "false");
      List<String> expected =
          Queries.with(off, () -> asOf(direction, exact, type, tolerance).rows());
      Queries.Answer answer = asOf(direction, exact, type, tolerance);

      assertThat(answer.rows()).isEqualTo(expected).isNotEmpty();
      if (access.equals("none")) {
        assertThat(answer.plan()).doesNotContain("access=");
      } else {
        assertThat(answer.plan()).contains("access=" + access);
      }
    }
  }

  /** The join that merge_asof of pandas on Spark makes, with its column that numbers the rows. */
  private static Queries.Answer asOf(
      String direction, boolean exact, String type, Integer tolerance) {
    return asOf(asked(LocalSpark.session().table("quotes")), direction, exact, type, tolerance);
  }

  private static Dataset<Row> asked(Dataset<Row> quotes) {
    return quotes
        .select(
            functions.col("symbol"),
            functions.col("at").as("quoted"),
            functions.col("price"),
            functions.monotonically_increasing_id().as("number"))
        .alias("right_table");
  }

  private static Queries.Answer asOf(
      Dataset<Row> quotes, String direction, boolean exact, String type, Integer tolerance) {
    Dataset<Row> trades = LocalSpark.session().table("trades");
    try {
      Method join =
          Stream.of(trades.getClass().getMethods())
              .filter(
                  method ->
                      method.getName().equals("joinAsOf")
                          && method.getParameterTypes()[3] != Column.class)
              .findFirst()
              .orElseThrow();
      Dataset<?> joined =
          (Dataset<?>)
              join.invoke(
                  trades,
                  quotes,
                  trades.col("at"),
                  quotes.col("quoted"),
                  Seqs.of(List.of("symbol")),
                  type,
                  tolerance == null ? null : functions.lit(tolerance),
                  exact,
                  direction);
      Dataset<Row> query = joined.select("id", "quoted", "price");
      List<String> rows = query.collectAsList().stream().map(Row::toString).sorted().toList();
      return new Queries.Answer(rows, Queries.plan(query).toString());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // expressions that Spark's optimizer replaces
        "select max_by(nvl(q.price, 9.0), q.at) from quotes q where q.symbol = t.symbol",
        "select max_by(if(now() > timestamp'2020-01-01', q.price, 0), q.at) from quotes q"
            + " where q.symbol = nvl(t.symbol, 'a') and q.at between t.at - 7 and ifnull(t.at, 3)",
        "select max_by(concat(current_user(), q.price), q.at) from quotes q"
            + " where q.symbol = t.symbol and q.price < nvl(t.at, 4)",
        "select max_by(q.price, q.at) from quotes q where q.symbol = t.symbol"
            + " and q.at > (select min(at) from trades)",
      })
  void theValueAndTheConditionsAreAnyExpressions(String subquery) {
    String sql = "select t.id, (" + subquery + ") as price from trades t";
    Queries.Answer answer = Queries.run(sql, Map.of());

    assertThat(answer.plan()).contains("access=floor");
    assertThat(answer.rows())
        .isEqualTo(Queries.run(sql, Map.of("spark.indexkv.join.ordered", "false")).rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q.price in (select id from trades where id > 1)",
        "exists (select 1 from trades u where u.id = q.price)",
        "q.price > (select min(id) from trades u where u.symbol = q.symbol)",
      })
  void aSubqueryForEachEntryStaysWithSpark(String condition) {
    String sql =
        "select t.id, (select max_by(q.price, q.at) from quotes q where q.symbol = t.symbol and "
            + condition
            + ") as price from trades t";
    Queries.Answer answer = Queries.run(sql, Map.of());

    assertThat(answer.plan()).doesNotContain("access=floor");
    assertThat(answer.rows())
        .isEqualTo(Queries.run(sql, Map.of("spark.indexkv.join.ordered", "false")).rows());
  }

  @Test
  void anAsOfJoinWithoutAStoreReadsWhatIsCached() {
    SparkSession spark = LocalSpark.session();
    Dataset<Row> cached = asked(spark.sql("select 'a' as symbol, 10 as at, 1.0 as price")).cache();
    try {
      assertThat(asOf(cached, "backward", true, "left", null).plan()).contains("InMemoryTableScan");
    } finally {
      cached.unpersist();
    }
  }

  @Test
  void aViewOfOneRelationIsBothSides() {
    String sql =
        "select t.symbol, t.at, (select max_by(q.price, q.at) from quotes q"
            + " where q.symbol = t.symbol and q.at < t.at) as price from quotes t";
    Queries.Answer answer = Queries.run(sql, Map.of());

    assertThat(answer.plan()).contains("access=floor");
    assertThat(answer.rows())
        .containsExactlyInAnyOrder(
            "[,5,null]", "[a,10,null]", "[a,20,1.0]", "[a,30,2.0]", "[b,15,null]");
  }

  @Test
  void aBoundThatFailsLeavesTheOtherOne() {
    String sql =
        "select t.id from trades t left semi join quotes q on q.symbol = t.symbol and q.at < t.at"
            + " and q.at > 3 div (t.id - 1)";

    // no entry is below the bound that can be computed for row 1
    Queries.Answer answer = Queries.run(sql, Map.of("spark.sql.ansi.enabled", "true"));

    assertThat(answer.plan()).contains("access=range");
    assertThat(answer.rows()).containsExactlyInAnyOrder("[3]", "[4]", "[9]", "[10]");
  }

  @Test
  void nothingIsBelowAnEmptyString() {
    String sql =
        "select /*+ LOOKUP(q) */ t.id from trades t left anti join quotes q on q.symbol < t.symbol";
    Queries.Answer answer = Queries.run(sql, Map.of());

    assertThat(answer.plan()).contains("access=range");
    assertThat(answer.rows()).containsExactlyInAnyOrder("[7]", "[9]");
  }
}
