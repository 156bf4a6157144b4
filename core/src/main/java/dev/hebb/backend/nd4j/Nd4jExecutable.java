package dev.hebb.backend.nd4j;

import dev.hebb.backend.BlockExecutable;
import dev.hebb.backend.Blocks;
import dev.hebb.compile.Plan;
import java.util.Map;

/** The kernels of a plan in order. Holds every array that ND4J's native side points to. */
final class Nd4jExecutable extends BlockExecutable {
    private final Kernel[][] kernels;

    Nd4jExecutable(Plan plan, Map<String, Nd4jArena> arenas, Blocks blocks) {
        super(plan, blocks);
        Linker linker = new Linker(plan, arenas, blocks);
        this.kernels = plan.launches().stream()
                .map(launch -> linker.link(launch).toArray(new Kernel[0]))
                .toArray(Kernel[][]::new);
    }

    @Override
    protected void execute() {
        for (int i = 0; i < kernels.length; i++) {
            try {
                for (Kernel kernel : kernels[i]) {
                    kernel.run();
                }
            } catch (RuntimeException e) {
                throw failure(i, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
