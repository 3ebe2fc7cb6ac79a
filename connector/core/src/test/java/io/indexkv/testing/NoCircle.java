/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * No classes of one package need each other in a circle. Nested classes count as their outermost
 * class. A sealed type may name the types below it: Java makes it permit them by name.
 */
public final class NoCircle extends ArchCondition<JavaClass> {
  private final Map<String, String> reasons = new TreeMap<>();
  private final Set<Set<String>> allowed = new HashSet<>();
  private final Map<String, Map<String, String>> uses = new TreeMap<>();
  private final Map<String, Set<String>> permitted = new TreeMap<>();

  public NoCircle() {
    super("form no circle with others of their package");
  }

  /** Allows the circle of exactly these classes. It fails once that circle is gone. */
  public NoCircle exceptFor(String reason, String... names) {
    allowed.add(Set.of(names));
    reasons.put(new TreeSet<>(Set.of(names)).toString(), reason);
    return this;
  }

  @Override
  public void init(Collection<JavaClass> all) {
    uses.clear();
    permitted.clear();
    for (JavaClass type : all) {
      permitted
          .computeIfAbsent(outermost(type.getName()), name -> new HashSet<>())
          .addAll(namesBelow(type.reflect()));
    }
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    String from = outermost(type.getName());
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      String to = outermost(target.getName());
      if (target.getPackageName().equals(type.getPackageName())
          && !to.equals(from)
          && !permitted.get(from).contains(to)) {
        uses.computeIfAbsent(from, name -> new TreeMap<>())
            .putIfAbsent(to, dependency.getDescription());
      }
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    Set<Set<String>> circles = circles();
    for (Set<String> circle : circles) {
      if (!allowed.contains(circle)) {
        events.add(SimpleConditionEvent.violated(circle, describe(circle)));
      }
    }
    for (Set<String> circle : allowed) {
      if (!circles.contains(circle)) {
        String names = new TreeSet<>(circle).toString();
        events.add(
            SimpleConditionEvent.violated(
                circle,
                "These classes form no circle of their own. Remove the exception for them: %s (%s)"
                    .formatted(names, reasons.get(names))));
      }
    }
  }

  private String describe(Set<String> circle) {
    return circle.stream()
        .flatMap(
            from ->
                uses.get(from).entrySet().stream()
                    .filter(use -> circle.contains(use.getKey()))
                    .map(use -> "%n    %s".formatted(use.getValue())))
        .collect(Collectors.joining("", "Circle of " + circle, ""));
  }

  private Set<Set<String>> circles() {
    Map<String, Set<String>> reached = new TreeMap<>();
    uses.keySet().forEach(from -> reached.put(from, reachedFrom(from, new TreeSet<>())));
    return reached.keySet().stream()
        .filter(name -> reached.get(name).contains(name))
        .map(
            name ->
                reached.get(name).stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                    .collect(Collectors.toCollection(TreeSet::new)))
        .collect(Collectors.toSet());
  }

  private Set<String> reachedFrom(String from, Set<String> reached) {
    for (String to : uses.getOrDefault(from, Map.of()).keySet()) {
      if (reached.add(to)) {
        reachedFrom(to, reached);
      }
    }
    return reached;
  }

  /** The outermost classes of the types that {@code type} permits, and of those below them. */
  private static Set<String> namesBelow(Class<?> type) {
    Set<String> names = new HashSet<>();
    if (type.isSealed()) {
      for (Class<?> below : type.getPermittedSubclasses()) {
        names.add(outermost(below.getName()));
        names.addAll(namesBelow(below));
      }
    }
    return names;
  }

  private static String outermost(String name) {
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }
}
