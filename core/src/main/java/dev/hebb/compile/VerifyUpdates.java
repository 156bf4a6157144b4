package dev.hebb.compile;

import dev.hebb.compile.Schedule.Step;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.State;
import java.util.List;
import java.util.Optional;

/** Proves of a stage's order that every read of a state's old value comes before the write of the new one. */
final class VerifyUpdates {
    private VerifyUpdates() {}

    /**
     * @return {@code steps}
     * @throws CompileException where a kernel reads a state after its update, or a state is updated twice
     */
    static List<Step> check(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            for (Value output : steps.get(i).node().outputs()) {
                Optional<State> target = steps.get(i).targets().get(output.index());
                if (target.isPresent()) {
                    check(steps, i, output, target.get());
                }
            }
        }
        return steps;
    }

    private static void check(List<Step> steps, int writer, Value output, State target) {
        if (!Schedule.mayWrite(output, target)) {
            throw new CompileException(
                    "expected an update in place to read only what it writes, element by element, but " + output.node()
                            + " reads another part of " + target);
        }
        for (int later = writer + 1; later < steps.size(); later++) {
            Step step = steps.get(later);
            if (Schedule.reads(step.node()).stream().anyMatch(target::overlaps)) {
                throw new CompileException("expected every read of " + target + " before its update but " + step.node()
                        + ", step " + later + ", reads it after step " + writer);
            }
            if (step.targets().stream().flatMap(Optional::stream).anyMatch(target::overlaps)) {
                throw new CompileException("expected one update of " + target + " but steps " + writer + " and " + later
                        + " both write it");
            }
        }
    }
}
