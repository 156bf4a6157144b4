package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Space;
import dev.hebb.shape.DataType;
import java.util.List;
import java.util.Optional;

/** A product and a region that reads its rows, as one command: each task makes some rows and runs the region on them while they are in the cache. */
record ProductRegion(Products product, RegionInputs inputs, List<Tensor> outputs) {
    /** How much of a product's result is made before the region behind it reads it: it stays in the second cache. */
    private static final long CHUNK_BYTES = 1 << 19;

    private static final long LEAST_CHUNK_ROWS = 128;

    /**
     * Not where the region writes what the product reads, since other tasks are not done with it.
     *
     * @param place of the product's result among the region's inputs; less than 0 where it is none
     */
    static Optional<ProductRegion> of(Products product, int place, RegionInputs inputs, List<Tensor> outputs) {
        Region region = inputs.region();
        boolean fits = place >= 0
                && product.c().size() > 0
                && product.a().size() > 0
                && product.isOne()
                && !region.isFlat()
                && region.inputs().get(place) == Space.MATRIX
                && region.rows() == product.m()
                && outputs.stream().noneMatch(output -> output.overlaps(product.a()) || output.overlaps(product.b()));
        return fits ? Optional.of(new ProductRegion(product, inputs, outputs)) : Optional.empty();
    }

    DataType dataType() {
        return product.c().dataType();
    }

    /** Writes what stands before the region's arguments. */
    void writeProduct(Tape tape) {
        Region region = inputs.region();
        long bytesPerRow = region.columns() * dataType().bytes();
        long rows = Math.max(LEAST_CHUNK_ROWS, CHUNK_BYTES / bytesPerRow);
        tape.add(Math.max(1, rows / RegionCommand.rowsPerUnit(region)));
        product.writeArguments(tape, 1, 1, 0);
    }

    long tasks(int threads) {
        return Math.min(RegionCommand.units(inputs.region()), product.wantedTasks(threads));
    }
}
