/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators between the columns and the join give the same result as in Spark. */
class ProbeSideTest {
  private static final Map<String, String> REQUIRE =
      Map.of("spark.indexkv.join.mode", "require", "spark.sql.shuffle.partitions", "2");

  private final SparkSession spark = LocalSpark.session();

  @BeforeAll
  static void createTables() {
    Snowflake.create();
    // fails on null
    LocalSpark.session()
        .udf()
        .register("twice_side", (UDF1<Long, Long>) n -> n * 2, DataTypes.LongType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snow_lines l join snow_customers c on l.part = c.id where l.part is not null and twice_side(l.part) > 9",
        "snow_lines l join snow_customers c on l.part = c.id where twice_side(l.part) > 9 and l.part is not null",
        "snow_lines l left join snow_customers c on l.supplier = c.id where twice_side(l.part) > 9 and l.part is not null",
        "snow_lines l join snow_customers c on twice_side(l.part) = c.id where l.part is not null",
        "snow_lines l join snow_orders o on l.order_id = o.id and twice_side(o.customer) > 100 and o.customer is not null",
        "snow_lines l left join (select * from snow_orders where twice_side(customer) > 100 and customer is not null) o on l.order_id = o.id",
      })
  void functionsThatFailOnNullsAreNotAskedForThem(String from) {
    String sql = "select * from " + from;

    Queries.Answer answer = Queries.run(sql, REQUIRE);

    assertThat(answer.lookups()).isEqualTo(1);
    assertThat(answer.rows())
        .isNotEmpty()
        .isEqualTo(Queries.run(sql, Map.of("spark.indexkv.join.mode", "off")).rows());
  }

  @Test
  void projectionsThatSparkKeepsApartAreNotMerged() {
    Dataset<Row> facts = spark.table("snow_lines").selectExpr("id", "part", "supplier as x");
    for (int i = 0; i < 40; i++) {
      facts = facts.withColumn("x", facts.col("x").multiply(3).plus(facts.col("x").mod(7)).mod(11));
    }
    facts.createOrReplaceTempView("side_facts");
    String sql = "select f.*, c.name from side_facts f join snow_customers c on f.part = c.id";

    Queries.Answer answer = Queries.run(sql, REQUIRE);

    assertThat(answer.lookups()).isEqualTo(1);
    assertThat(answer.rows())
        .isEqualTo(Queries.run(sql, Map.of("spark.indexkv.join.mode", "off")).rows());
  }

  @Test
  void whetherARowExistsMayBeAKey() {
    String path = Snowflake.directory().resolve("side_flags").toString();
    spark
        .sql("select id = 1 as flag, concat('flag', id) as name from range(2)")
        .write()
        .format("indexkv")
        .option("key", "flag")
        .save(path);
    spark.read().format("indexkv").load(path).createOrReplaceTempView("side_flags");
    String sql =
        "select q.id, g.name from (select l.*, l.part in (select id from snow_countries) as known"
            + " from snow_lines l) q left join side_flags g on g.flag = q.known";

    Queries.Answer answer = Queries.run(sql, REQUIRE);

    assertThat(answer.lookups()).as(answer.plan()).isEqualTo(2);
    assertThat(answer.rows()).isNotEmpty().isEqualTo(Queries.run(sql, Queries.reference()).rows());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, 10, 1500})
  void columnBatchesAreClosed(int limit) {
    spark
        .read()
        .format(NumberBatches.class.getName())
        .load()
        .createOrReplaceTempView("side_numbers");
    NumberBatches.opened.set(0);
    NumberBatches.closed.set(0);
    String sql =
        "select n, count(*) from (select f.n from side_numbers f join snow_customers c"
            + " on f.n % 200 = c.id limit "
            + limit
            + ") group by n";

    Queries.Answer answer = Queries.run(sql, REQUIRE);

    assertThat(answer.plan()).contains("probe=batch");
    assertThat(answer.rows()).hasSize(Math.min(limit, NumberBatches.BATCHES * NumberBatches.ROWS));
    assertThat(NumberBatches.opened.get()).isPositive();
    assertThat(NumberBatches.closed).hasValue(NumberBatches.opened.get());
  }
}
