package io.paddock.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paddock.cluster.script.Operation;
import io.paddock.cluster.script.OperationKind;
import io.paddock.cluster.script.Script;
import io.paddock.cluster.script.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScriptGeneratorTest {
    @Test
    void equalSeedsGiveEqualScriptsAndOtherSeedsOthers() {
        Script script = ScriptGenerator.generate(7, ScriptShape.alone(200));

        assertThat(ScriptGenerator.generate(7, ScriptShape.alone(200))).isEqualTo(script);
        assertThat(ScriptGenerator.generate(8, ScriptShape.alone(200)).steps()).isNotEqualTo(script.steps());
        assertThat(script.requestCount()).isBetween(200, 210);
    }

    @Test
    void everyGeneratedScriptIsReadBackFromItsText() {
        for (long seed = 0; seed < 50; seed++) {
            Script script = ScriptGenerator.generate(seed, ScriptShape.alone(200));

            assertThat(Script.parse(script.name(), script.text())).isEqualTo(script);
        }
    }

    @Test
    void allKindsOfStepsAndRequestsComeUp() {
        Set<Step.Kind> steps = EnumSet.noneOf(Step.Kind.class);
        Set<OperationKind> operations = EnumSet.noneOf(OperationKind.class);
        for (long seed = 0; seed < 50; seed++) {
            for (Step step :
                    ScriptGenerator.generate(seed, ScriptShape.ensemble(200, 1)).steps()) {
                steps.add(step.kind());
                if (step instanceof Step.Requests requests) {
                    requests.operations().stream().map(Operation::kind).forEach(operations::add);
                }
            }
        }

        assertThat(EnumSet.complementOf(EnumSet.copyOf(steps))).containsExactly(Step.Kind.AWAIT_GONE);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(operations))).containsExactly(OperationKind.DELETE_CONTAINER);
    }

    @Test
    void asManyServersDieAsAskedForAndNoneUnasked() {
        assertThat(ScriptGenerator.generate(3, ScriptShape.ensemble(200, 3)).steps())
                .filteredOn(Step.Failover.class::isInstance)
                .hasSize(3);
        assertThat(ScriptGenerator.generate(3, ScriptShape.alone(200)).steps())
                .filteredOn(Step.Failover.class::isInstance)
                .isEmpty();
    }

    @Test
    void ensemblesAreSentNoTruncatedWrite() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(truncatedWrites(ScriptGenerator.generate(seed, ScriptShape.ensemble(200, 0))))
                    .isEmpty();
        }
        assertThat(truncatedWrites(ScriptGenerator.generate(1, ScriptShape.alone(2000))))
                .isNotEmpty();
    }

    private static List<Operation> truncatedWrites(Script script) {
        return script.steps().stream()
                .filter(Step.Requests.class::isInstance)
                .flatMap(step -> ((Step.Requests) step).operations().stream())
                .filter(each -> each.kind() == OperationKind.CUT
                        && !each.arguments().get(0).startsWith("-"))
                .map(each -> each.parts().get(0))
                .filter(each -> !each.isRead() && each.kind() != OperationKind.MULTI)
                .toList();
    }

    @Test
    void serversDieOnlyInEnsembles() {
        assertThatThrownBy(() -> new ScriptShape(200, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an ensemble");
    }
}
