/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rule about circles itself. */
class NoCircleTest {
  private static final String PING = "io.indexkv.testing.Ping";
  private static final String PONG = "io.indexkv.testing.Pong";

  @Test
  void findsTheClassesOfACircleAndWhatTheyUse() {
    assertThatThrownBy(() -> check(new NoCircle(), Ping.class, Pong.class, OnTheSide.class))
        .hasMessageContaining("Circle of [" + PING + ", " + PONG + "]")
        .hasMessageContaining("Pong.back")
        .hasMessageNotContaining("OnTheSide");
  }

  @Test
  void countsNestedClassesAsTheirOutermost() {
    assertThatThrownBy(() -> check(new NoCircle(), Outer.class, Outer.Inner.class, Used.class))
        .hasMessageContaining("Circle of [io.indexkv.testing.Outer, io.indexkv.testing.Used]");
  }

  @Test
  void letsASealedTypeNameAllTypesBelowIt() {
    check(new NoCircle(), Shape.class, Round.class, Circle.class);
  }

  @Test
  void findsACircleOfTypesBelowASealedType() {
    assertThatThrownBy(() -> check(new NoCircle(), Side.class, Left.class, Right.class))
        .hasMessageContaining("Circle of [io.indexkv.testing.Left, io.indexkv.testing.Right]");
  }

  @Test
  void allowsAnExceptionWhileItsCircleIsThere() {
    NoCircle rule = new NoCircle().exceptFor("a game", PING, PONG);

    check(rule, Ping.class, Pong.class);
    assertThatThrownBy(() -> check(rule, Pong.class, OnTheSide.class))
        .hasMessageContaining("Remove the exception")
        .hasMessageContaining("a game");
  }

  private static void check(NoCircle rule, Class<?>... types) {
    classes().should(rule).check(new ClassFileImporter().importClasses(types));
  }
}

class Ping {
  Pong forth;
}

class Pong {
  Ping back;
}

class OnTheSide {
  Pong pong;
}

class Outer {
  static class Inner {
    Used used;
  }
}

class Used {
  Outer outer;
}

sealed interface Shape permits Round {
  static Shape circle() {
    return new Circle();
  }
}

sealed interface Round extends Shape permits Circle {}

record Circle() implements Round {}

sealed interface Side permits Left, Right {}

record Left(Right other) implements Side {}

record Right(Left other) implements Side {}
