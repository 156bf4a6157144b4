package dev.hebb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;

/** Which package may use which, and what no class of core may do. */
@AnalyzeClasses(packages = "dev.hebb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.hebb";

    /** Lowest first: a package uses only itself and what stands before it. A package includes its sub-packages. */
    private static final List<String> PACKAGES =
            List.of("shape random expr graph autodiff compile backend runtime nn optim metric data io train model tune"
                    .split(" "));

    private static final Set<String> PACKAGES_WITH_ND4J =
            Set.of("backend", "runtime", "nn", "data", "io", "train", "model", "tune");

    /** Types of other libraries that cannot change, or are assumed to hold unmodifiable copies (List, Map, Set). */
    private static final Set<String> IMMUTABLE_TYPES = Set.of("""
            java.lang.Boolean java.lang.Byte java.lang.Character java.lang.Class java.lang.Double java.lang.Float
            java.lang.Integer java.lang.Long java.lang.Short java.lang.String java.lang.invoke.MethodHandle
            java.lang.invoke.VarHandle java.lang.ref.Cleaner java.math.BigDecimal java.math.BigInteger java.nio.ByteOrder
            java.nio.charset.Charset java.nio.file.Path java.time.Duration java.time.format.DateTimeFormatter
            java.util.Comparator java.util.HexFormat java.util.List java.util.Locale java.util.Map java.util.Optional java.util.Set
            java.util.regex.Pattern org.slf4j.Logger""".split("\\s+"));

    /** Static arrays that are filled once and never handed out, by full name, each with the reason it is an array. */
    private static final Map<String, String> ALLOWED_ARRAYS = Map.of();

    @ArchTest
    static final ArchRule packagesUseOnlyWhatStandsBelowThem = classes()
            .should(new ArchCondition<JavaClass>("use only packages below their own") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    int own = rank(type);
                    if (own < 0 && !type.getSimpleName().equals("package-info")) {
                        events.add(violated(
                                type, type.getName() + " is in no package of " + PACKAGES + ": give it its place"));
                        return;
                    }
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass().getBaseComponentType();
                        if (isOurs(target) && rank(target) > own) {
                            events.add(violated(type, dependency.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule nd4jIsUsedOnlyWhereArraysAreReal = noClasses()
            .that(describe("are below the backends", type -> !PACKAGES_WITH_ND4J.contains(packageOf(type))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule staticStateNeverChanges = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should(new ArchCondition<JavaField>("be final and of an immutable type") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    boolean allowed = ALLOWED_ARRAYS.containsKey(field.getFullName())
                            || isImmutable(field.getRawType(), new HashSet<>());
                    if (!field.getModifiers().contains(JavaModifier.FINAL) || !allowed) {
                        events.add(violated(
                                field,
                                field.getFullName() + ": static, but not final or not immutable ("
                                        + field.getRawType().getName() + ")"));
                    }
                }
            });

    @ArchTest
    static final ArchRule theEmbeddingProcessIsLeftAlone = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(isOneOf(Map.of(
                    "java.lang.System", Set.of("exit", "gc", "runFinalization", "setOut", "setErr", "setProperty"),
                    "java.lang.Runtime", Set.of("addShutdownHook", "exit", "gc", "halt"),
                    "java.util.Locale", Set.of("setDefault"),
                    "org.nd4j.linalg.factory.Nd4j", Set.of("setDataType", "setDefaultDataTypes", "setRandom"))))
            .orShould()
            .callMethodWhere(describe(
                    "prints a stack trace",
                    call -> call.getName().equals("printStackTrace")
                            && call.getTarget().getRawParameterTypes().isEmpty()));

    @ArchTest
    static void everyPackageIsNullMarkedAndDescribed(JavaClasses classes) {
        for (JavaPackage any : classes.getPackage(ROOT).getSubpackagesInTree()) {
            if (!any.getClasses().isEmpty()) {
                Assertions.assertTrue(
                        any.isAnnotatedWith(NullMarked.class),
                        any.getName() + " has no package-info.java with @NullMarked");
            }
        }
    }

    /** The first package name below the root, or an empty text outside it. */
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return isOurs(type) ? name.substring(ROOT.length() + 1).split("\\.", 2)[0] : "";
    }

    private static int rank(JavaClass type) {
        return PACKAGES.indexOf(packageOf(type));
    }

    /** Whether values of the type cannot change; of ours, those with only final fields of such types or of arrays. */
    private static boolean isImmutable(JavaClass type, Set<JavaClass> enclosing) {
        if (!isOurs(type)) {
            return type.isPrimitive()
                    || IMMUTABLE_TYPES.contains(type.getName())
                    || type.getPackageName().equals("java.util.function");
        }
        if (type.isArray()) {
            return false;
        }
        if (!enclosing.add(type)) {
            return true;
        }
        return type.getAllFields().stream()
                .filter(field ->
                        isOurs(field.getOwner()) && !field.getModifiers().contains(JavaModifier.STATIC))
                .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL)
                        && (field.getRawType().isArray() || isImmutable(field.getRawType(), enclosing)));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".");
    }

    private static DescribedPredicate<JavaMethodCall> isOneOf(Map<String, Set<String>> methods) {
        return describe("one of " + methods, call -> {
            MethodCallTarget target = call.getTarget();
            return methods.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
        });
    }

    private static <T> DescribedPredicate<T> describe(String text, Predicate<? super T> predicate) {
        return DescribedPredicate.describe(text, predicate);
    }

    private static ConditionEvent violated(Object where, String message) {
        return SimpleConditionEvent.violated(where, message);
    }
}
