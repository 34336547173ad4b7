package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plants a violation of each rule and expects the rule to find it. */
class PlantedViolationsTest {
  private static final CompiledClass QUERIER = plain("tsdb", "dev.deucalion.storage.Querier");
  private static final CompiledClass EXPR = plain("promql", "dev.deucalion.promql.ast.Expr");
  private static final CompiledClass LOOP = plain("scrape", "dev.deucalion.scrape.ScrapeLoop");

  @Test
  void findsAnArrowUpwards() {
    CompiledClass planted =
        withField("tsdb", "dev.deucalion.storage.Planted", "dev.deucalion.promql.ast.Expr");
    assertThat(ModuleArrows.violations(List.of(EXPR, planted)))
        .containsExactly(
            "tsdb must not see promql: dev.deucalion.storage.Planted"
                + " -> dev.deucalion.promql.ast.Expr");
  }

  @Test
  void findsAnArrowBetweenSiblings() {
    CompiledClass planted =
        withField("promql", "dev.deucalion.promql.Planted", "dev.deucalion.scrape.ScrapeLoop");
    assertThat(ModuleArrows.violations(List.of(LOOP, planted))).hasSize(1);
  }

  @Test
  void findsAnArrowToBenchmarks() {
    CompiledClass benchmark = plain("benchmarks", "dev.deucalion.benchmarks.Bench");
    CompiledClass planted =
        withField("server", "dev.deucalion.server.Planted", "dev.deucalion.benchmarks.Bench");
    assertThat(ModuleArrows.violations(List.of(benchmark, planted))).hasSize(1);
  }

  @Test
  void allowsArrowsDown() {
    CompiledClass fine =
        withField("promql", "dev.deucalion.promql.Fine", "dev.deucalion.storage.Querier");
    assertThat(ModuleArrows.violations(List.of(QUERIER, fine))).isEmpty();
  }

  @Test
  void findsAnArrowThatIsOnlyInAGenericSignature() {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("dev.deucalion.storage.Planted"),
                c ->
                    c.withField(
                        "exprs",
                        ClassDesc.of("java.util.List"),
                        f ->
                            f.with(
                                SignatureAttribute.of(
                                    java.lang.classfile.Signature.parseFrom(
                                        "Ljava/util/List<Ldev/deucalion/promql/ast/Expr;>;")))));
    assertThat(ModuleArrows.violations(List.of(EXPR, CompiledClass.of("tsdb", bytes)))).hasSize(1);
  }

  @Test
  void findsAPackageInTwoModules() {
    CompiledClass twin = plain("promql", "dev.deucalion.storage.Twin");
    assertThat(ModuleArrows.violations(List.of(QUERIER, twin)))
        .containsExactly("package dev.deucalion.storage is in tsdb and promql");
  }

  @Test
  void findsALibraryInTheWrongModule() {
    CompiledClass planted =
        withField("promql", "dev.deucalion.promql.Planted", "io.netty.buffer.ByteBuf");
    assertThat(ModuleArrows.violations(List.of(planted))).hasSize(1);
  }

  @Test
  void findsAPackageArrowThatIsNotStated() {
    Map<String, Set<String>> stated =
        PackageArrows.stated(
            List.of(
                """
                /** May depend on: {@code model.labels}. */
                package dev.deucalion.storage;
                """));
    CompiledClass labels = plain("tsdb", "dev.deucalion.model.labels.Labels");
    CompiledClass head = plain("tsdb", "dev.deucalion.tsdb.head.Head");
    CompiledClass fine =
        withField("tsdb", "dev.deucalion.storage.Fine", "dev.deucalion.model.labels.Labels");
    CompiledClass planted =
        withField("tsdb", "dev.deucalion.storage.Planted", "dev.deucalion.tsdb.head.Head");
    assertThat(PackageArrows.violations(List.of(labels, head, fine), stated)).isEmpty();
    assertThat(PackageArrows.violations(List.of(labels, head, planted), stated)).hasSize(1);
    assertThat(PackageArrows.violations(List.of(head), stated))
        .containsExactly(
            "dev.deucalion.storage states a package that does not exist:"
                + " dev.deucalion.model.labels");
  }

  @Test
  void readsStatementsOverSeveralLines() {
    String text =
        """
        /**
         * Reads. May depend on: {@code a.b}, {@code
         * c} and {@code d}. More.
         */
        package dev.deucalion.x;
        """;
    assertThatThrownBy(() -> PackageArrows.stated(List.of(text.replace("{@code a.b}", "whatever"))))
        .hasMessageContaining("dev.deucalion.x");
    assertThat(PackageArrows.stated(List.of(text)))
        .containsEntry(
            "dev.deucalion.x", Set.of("dev.deucalion.a.b", "dev.deucalion.c", "dev.deucalion.d"));
    assertThat(
            PackageArrows.stated(
                List.of("/** May depend on: nothing. */\npackage dev.deucalion.x;")))
        .containsEntry("dev.deucalion.x", Set.of());
  }

  @Test
  void findsAForbiddenCall() {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("dev.deucalion.storage.Planted"),
                c ->
                    c.withMethodBody(
                        "now",
                        MethodTypeDesc.of(ConstantDescs.CD_long),
                        ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(
                                    ClassDesc.of("java.lang.System"),
                                    "currentTimeMillis",
                                    MethodTypeDesc.of(ConstantDescs.CD_long))
                                .lreturn()));
    assertThat(ForbiddenCalls.violations(List.of(CompiledClass.of("tsdb", bytes))))
        .containsExactly(
            "dev.deucalion.storage.Planted uses java.lang.System.currentTimeMillis: take a Clock");
  }

  @Test
  void findsAPackageThatIsNotNullMarked() {
    assertThat(NullMarkedPackages.violations(List.of(QUERIER)))
        .containsExactly("dev.deucalion.storage has no package-info with @NullMarked");
    byte[] packageInfo =
        ClassFile.of()
            .build(
                ClassDesc.of("dev.deucalion.storage.package-info"),
                c ->
                    c.withFlags(ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)
                        .with(
                            RuntimeVisibleAnnotationsAttribute.of(
                                Annotation.of(
                                    ClassDesc.of("org.jspecify.annotations.NullMarked")))));
    assertThat(
            NullMarkedPackages.violations(List.of(QUERIER, CompiledClass.of("tsdb", packageInfo))))
        .isEmpty();
  }

  private static CompiledClass plain(String module, String name) {
    return CompiledClass.of(module, ClassFile.of().build(ClassDesc.of(name), c -> {}));
  }

  private static CompiledClass withField(String module, String name, String fieldType) {
    return CompiledClass.of(
        module,
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                c -> c.withField("field", ClassDesc.of(fieldType), ClassFile.ACC_PRIVATE)));
  }
}
