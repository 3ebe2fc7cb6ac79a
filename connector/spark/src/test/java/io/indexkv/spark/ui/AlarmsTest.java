/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LoggedWarnings;
import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What the tab says, and that it never stops an application. */
class AlarmsTest {
  private static Totals totals(long probed, long waits, int percent) {
    Totals totals = new Totals();
    totals.add(
        Map.of(
            MetricName.PROBED.key(), probed,
            MetricName.DISK_WAITS.key(), waits,
            MetricName.RESIDENT_SHARE.key(), percent * 10L));
    return totals;
  }

  @Test
  void aPageCacheThatIsTooSmallIsAnAlarm() {
    Alarms.Alarm alarm = Alarms.disk("customers@42", totals(100_000, 38_000, 41)).orElseThrow();

    assertThat(alarm.where()).isEqualTo("customers@42");
    assertThat(alarm.what())
        .isEqualTo(
            "lookups waited for the disk 38,000 times, 38.0 for 100 keys; only 41.0 % of the store"
                + " is in memory: the page cache is too small for it");
    assertThat(alarm.advice()).contains("spark.indexkv.join.routing=partitioned", "compact");
  }

  @Test
  void aFirstReadIsAnotherAlarm() {
    assertThat(Alarms.disk("s@1", totals(100_000, 5_000, 99)).orElseThrow().advice())
        .contains("for the first time");
  }

  @Test
  void fewWaitsAreNoAlarm() {
    assertThat(Alarms.disk("s@1", totals(100, 50, 10))).isEmpty();
    assertThat(Alarms.disk("s@1", totals(10_000_000, 50_000, 10))).isEmpty();
    assertThat(Alarms.disk("s@1", new Totals())).isEmpty();
  }

  @Test
  void theLogHasTheAlarmOnceForAVersion() {
    DiskWarnings warnings = new DiskWarnings();

    assertThat(LoggedWarnings.of(DiskWarnings.class, () -> warnings.tell(query(3, 9)))).isEmpty();
    List<String> first =
        LoggedWarnings.of(DiskWarnings.class, () -> warnings.tell(query(3, 20_000)));
    assertThat(first).hasSize(1);
    assertThat(first.get(0))
        .startsWith("query 5, customers@3: lookups waited for the disk 20,000 times, 20.0 for 100")
        .contains("the page cache is too small for it. Leave more memory");
    assertThat(LoggedWarnings.of(DiskWarnings.class, () -> warnings.tell(query(3, 30_000))))
        .isEmpty();
    assertThat(LoggedWarnings.of(DiskWarnings.class, () -> warnings.tell(query(4, 30_000))))
        .hasSize(1);
  }

  private static QueryReport query(long version, long waits) {
    StoreJoin join = new StoreJoin();
    join.setStore("/lake/customers");
    join.setVersion(version);
    ExecutorUse use = new ExecutorUse();
    use.getMetrics().put(MetricName.PROBED.key(), 100_000L);
    use.getMetrics().put(MetricName.DISK_WAITS.key(), waits);
    QueryReport query = new QueryReport();
    query.setExecutionId(5);
    query.setJoins(List.of(join));
    query.setUses(List.of(use));
    return query;
  }

  @Test
  void aWishIsNoAlarm() {
    StoreJoin join = new StoreJoin();
    join.setStore("/lake/customers");
    join.setReason("the hint BROADCAST asks for another join");
    assertThat(Alarms.fallback(7, join)).isEmpty();

    join.setReason("no equality has key column 'id' alone on one side");
    assertThat(Alarms.fallback(7, join).orElseThrow().what())
        .isEqualTo(
            "customers@0 is not looked up: no equality has key column 'id' alone on one side");
  }

  @Test
  void textsAreEscaped() {
    assertThat(Html.escape("<script>'&\"")).isEqualTo("&lt;script&gt;&#39;&amp;&quot;");
    Map<String, Object> json = new HashMap<>();
    json.put("a\"b", List.of("</script>\n", 1L, true, Double.NaN));
    assertThat(Json.text(json)).isEqualTo("{\"a\\\"b\":[\"\\u003c/script>\\n\",1,true,null]}");
  }

  @Test
  void aTabThatDoesNotFitIsOneWarning() {
    for (String tab : List.of(BrokenTab.class.getName(), "io.indexkv.NoSuchTab")) {
      List<String> warnings = LoggedWarnings.of(Tabs.class, () -> Tabs.attach(null, null, tab));

      assertThat(warnings).as(tab).hasSize(1);
      assertThat(warnings.get(0))
          .contains("IndexKV shows no tab", "spark.indexkv.ui.enabled=false");
    }
  }

  @Test
  void keepsAsManyQueriesAsSparksUi() {
    assertThat(IndexKvUi.retained(new SparkConf(false))).isEqualTo(1000);
    assertThat(IndexKvUi.retained(new SparkConf(false).set("spark.sql.ui.retainedExecutions", "7")))
        .isEqualTo(7);
  }
}
