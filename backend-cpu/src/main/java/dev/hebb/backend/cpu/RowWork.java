package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A launch that works on the rows of a matrix, so that a task can run one after another on rows of its own, whatever the other tasks have done: a region, a
 * product of these rows with a second side, or a product that sums over the rows.
 *
 * @param byRow what it reads of which each row needs only the same row
 * @param whole what every row reads
 * @param written what it writes row by row
 * @param late what it writes when all rows are done
 * @param loose what it writes at any time
 */
record RowWork(
        Kind kind,
        long rows,
        List<Tensor> byRow,
        List<Tensor> whole,
        List<Tensor> written,
        List<Tensor> late,
        List<Tensor> loose) {
    /** In the order of {@code products.hpp}. */
    enum Kind {
        PRODUCT,
        SUM,
        REGION
    }

    /** The work of a region; empty for one that has no rows. */
    static Optional<RowWork> of(Region region, List<Tensor> inputs, List<Tensor> outputs) {
        if (region.isFlat()) {
            return Optional.empty();
        }
        List<Tensor> byRow = new ArrayList<>();
        List<Tensor> whole = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Space space = region.inputs().get(i);
            (space == Space.MATRIX || space == Space.ROWS ? byRow : whole).add(inputs.get(i));
        }
        List<Tensor> written = new ArrayList<>();
        List<Tensor> late = new ArrayList<>();
        for (int o = 0; o < outputs.size(); o++) {
            (RegionCommand.isSum(region, o) ? late : written).add(outputs.get(o));
        }
        return Optional.of(new RowWork(Kind.REGION, region.rows(), byRow, whole, written, late, List.of()));
    }

    /** The work of a product; empty for a batch of products and for one without elements. */
    static Optional<RowWork> of(Products product) {
        Tensor a = product.a();
        Tensor b = product.b();
        Tensor c = product.c();
        if (!product.isOne() || a.size() == 0 || b.size() == 0 || c.size() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                product.op().transposeA()
                        ? new RowWork(Kind.SUM, product.k(), List.of(a, b), List.of(), List.of(), List.of(), List.of(c))
                        : new RowWork(
                                Kind.PRODUCT, product.m(), List.of(a), List.of(b), List.of(c), List.of(), List.of()));
    }

    /** Whether a task may run this on its rows as soon as it has run {@code before} on them. */
    boolean mayFollow(RowWork before) {
        return rows == before.rows
                && areApart(all(before.written, all(before.late, before.loose)), whole)
                && areApart(all(before.late, before.loose), all(all(byRow, written), all(late, loose)))
                && areApart(before.whole, written)
                && areApart(all(before.byRow, all(before.whole, before.written)), loose)
                && areApartOrSame(before.written, all(byRow, written))
                && areApartOrSame(before.byRow, written);
    }

    private static List<Tensor> all(List<Tensor> some, List<Tensor> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Whether a launch can run before this one as well as after it. */
    boolean isApartFrom(List<Tensor> read, List<Tensor> made) {
        List<Tensor> ownMade = all(written, all(late, loose));
        return areApart(made, all(byRow, whole)) && areApart(made, ownMade) && areApart(read, ownMade);
    }

    private static boolean areApart(List<Tensor> some, List<Tensor> others) {
        return some.stream().noneMatch(tensor -> others.stream().anyMatch(tensor::overlaps));
    }

    private static boolean areApartOrSame(List<Tensor> some, List<Tensor> others) {
        return some.stream()
                .allMatch(
                        tensor -> others.stream().allMatch(other -> !tensor.overlaps(other) || isSame(tensor, other)));
    }

    /** Of as many rows each, they have the same rows at the same places. */
    private static boolean isSame(Tensor tensor, Tensor other) {
        return tensor.address() == other.address() && tensor.size() == other.size();
    }
}
