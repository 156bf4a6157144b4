package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.cpu.RowWork.Kind;
import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Output;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may run on rows that other tasks have not reached yet; tensors are addresses alone. */
class RowWorkTest {
    private static final int ROWS = 8;
    private static final int COLUMNS = 4;

    /** The tensor that two launches share, and others that lie elsewhere. */
    private static final Tensor SHARED = matrix(0);

    private static final Tensor ELSEWHERE = matrix(1);
    private static final Tensor FURTHER = matrix(2);

    /** How a launch may touch a tensor. */
    private enum Touch {
        READS_ROWS,
        READS_WHOLE,
        WRITES_ROWS,
        WRITES_LATE,
        WRITES_LOOSELY;

        boolean isRead() {
            return this == READS_ROWS || this == READS_WHOLE;
        }

        boolean isByRow() {
            return this == READS_ROWS || this == WRITES_ROWS;
        }

        RowWork of(Tensor tensor) {
            return of(ROWS, tensor);
        }

        RowWork of(long rows, Tensor tensor) {
            Function<Touch, List<Tensor>> own = touch -> touch == this ? List.of(tensor) : List.of();
            return new RowWork(
                    Kind.REGION,
                    rows,
                    own.apply(READS_ROWS),
                    own.apply(READS_WHOLE),
                    own.apply(WRITES_ROWS),
                    own.apply(WRITES_LATE),
                    own.apply(WRITES_LOOSELY));
        }

        /**
         * Whether it may come after an earlier touch of the same rows at the same places, if tasks run at any speed: late writes come after all else, loose ones
         * at any time, and row by row only what each row does stays in order.
         */
        boolean mayFollow(Touch before) {
            boolean bothRead = isRead() && before.isRead();
            boolean inOrderByRow = isByRow() && before.isByRow();
            boolean afterAll = this == WRITES_LATE && before != WRITES_LATE && before != WRITES_LOOSELY;
            return bothRead || inOrderByRow || afterAll;
        }
    }

    private static Tensor tensor(long address, long... dims) {
        return new Tensor(address, DataType.FLOAT32, Shape.of(dims));
    }

    /** The {@code place}th of matrices that lie one right behind another. */
    private static Tensor matrix(int place) {
        return tensor(64 + (long) place * ROWS * COLUMNS * Float.BYTES, ROWS, COLUMNS);
    }

    private static String what(Touch after, Touch before) {
        return after + " after " + before;
    }

    @Test
    void sameRowsAtTheSamePlacesKeepTheirOrderAndNothingElseDoes() {
        for (Touch before : Touch.values()) {
            for (Touch after : Touch.values()) {
                assertEquals(
                        after.mayFollow(before), after.of(SHARED).mayFollow(before.of(SHARED)), what(after, before));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfAnotherWidthAreOtherRows(Touch before) {
        List<Tensor> others = List.of(
                tensor(SHARED.address(), ROWS, COLUMNS / 2),
                tensor(SHARED.address(), ROWS),
                tensor(SHARED.address(), ROWS, 2 * COLUMNS),
                tensor(SHARED.address(1), ROWS, COLUMNS),
                tensor(SHARED.address(SHARED.size() - 1), ROWS, COLUMNS));
        for (Touch after : Touch.values()) {
            boolean onlyInOrderByRow = after.isByRow() && before.isByRow() && !(after.isRead() && before.isRead());
            boolean expected = after.mayFollow(before) && !onlyInOrderByRow;
            for (Tensor other : others) {
                assertEquals(
                        expected, after.of(other).mayFollow(before.of(SHARED)), what(after, before) + " at " + other);
            }
        }
    }

    @Test
    void whatLiesSideBySideFollows() {
        for (Touch before : Touch.values()) {
            for (Touch after : Touch.values()) {
                assertTrue(after.of(ELSEWHERE).mayFollow(before.of(SHARED)), what(after, before));
                assertTrue(after.of(SHARED).mayFollow(before.of(ELSEWHERE)), what(after, before));
            }
        }
    }

    @Test
    void anotherNumberOfRowsIsRefused() {
        for (long rows : new long[] {ROWS - 1, ROWS + 1, ROWS * COLUMNS, 1}) {
            assertFalse(Touch.READS_ROWS.of(rows, SHARED).mayFollow(Touch.READS_ROWS.of(ELSEWHERE)));
        }
        assertTrue(Touch.READS_ROWS.of(ROWS, SHARED).mayFollow(Touch.READS_ROWS.of(ELSEWHERE)));
    }

    @Test
    void everyTensorOfAListCounts() {
        List<Tensor> none = List.of();
        RowWork before = new RowWork(Kind.REGION, ROWS, none, none, List.of(ELSEWHERE, SHARED), List.of(FURTHER), none);
        RowWork reader = new RowWork(Kind.REGION, ROWS, none, List.of(matrix(3), SHARED), none, none, none);
        RowWork readerOfSums = new RowWork(Kind.REGION, ROWS, List.of(ELSEWHERE, FURTHER), none, none, none, none);
        assertFalse(reader.mayFollow(before));
        assertFalse(readerOfSums.mayFollow(before));
    }

    @Test
    void aLaunchRunsBeforeAnotherUnlessOneWritesWhatTheOtherTouches() {
        for (Touch member : Touch.values()) {
            RowWork work = member.of(SHARED);
            assertEquals(member.isRead(), work.isApartFrom(List.of(SHARED), List.of()), "reads what it " + member);
            assertFalse(work.isApartFrom(List.of(), List.of(SHARED)), "writes what it " + member);
            assertFalse(work.isApartFrom(List.of(), List.of(FURTHER, SHARED)), "writes what it " + member);
            assertFalse(
                    work.isApartFrom(List.of(ELSEWHERE), List.of(tensor(SHARED.address(SHARED.size() - 1), 1))),
                    "writes the last number of what it " + member);
            assertTrue(work.isApartFrom(List.of(ELSEWHERE), List.of(FURTHER)), "writes elsewhere: " + member);
        }
    }

    @Test
    void aRegionsInputsAndOutputsAreSortedByTheirSpaces() {
        List<Step> steps = List.of(
                new Step.Reduce(Reduction.ROW_SUM, 0),
                new Step.Reduce(Reduction.COLUMN_SUM, 0),
                new Step.Reduce(Reduction.TOTAL_MAX, 0));
        Region region = new Region(
                ROWS,
                COLUMNS,
                List.of(Space.MATRIX, Space.COLUMNS, Space.ROWS, Space.SINGLE),
                steps,
                List.of(new Output(5, Shape.of(COLUMNS)), new Output(4, Shape.of(ROWS)), new Output(6, Shape.SCALAR)));
        List<Tensor> in = List.of(matrix(0), tensor(4096, COLUMNS), tensor(5120, ROWS), tensor(6144));
        List<Tensor> out = List.of(tensor(7168, COLUMNS), tensor(8192, ROWS), tensor(9216));
        assertEquals(
                Optional.of(new RowWork(
                        Kind.REGION,
                        ROWS,
                        List.of(in.get(0), in.get(2)),
                        List.of(in.get(1), in.get(3)),
                        List.of(out.get(1)),
                        List.of(out.get(0), out.get(2)),
                        List.of())),
                RowWork.of(region, in, out));
    }

    @Test
    void aRegionWithoutRowsHasNoRowWork() {
        Region flat = new Region(
                1,
                COLUMNS,
                List.of(Space.MATRIX),
                List.of(new Step.Reduce(Reduction.TOTAL_SUM, 0)),
                List.of(new Output(1, Shape.SCALAR)));
        assertEquals(Optional.empty(), RowWork.of(flat, List.of(tensor(64, COLUMNS)), List.of(tensor(4096))));
    }

    private static Optional<RowWork> product(boolean transposeA, Tensor a, Tensor b, Tensor c) {
        MatrixLibraries libraries = new MatrixLibraries(() -> false, false, new Tuning(() -> false, Optional.empty()));
        return RowWork.of(Products.of(new MatrixProduct(transposeA, false), a, b, c, libraries));
    }

    @Test
    void aProductReadsItsSecondSideWholeAndASumOverRowsNeither() {
        Tensor a = matrix(0);
        Tensor b = tensor(4096, COLUMNS, 3);
        Tensor c = tensor(8192, ROWS, 3);
        Tensor db = tensor(9216, COLUMNS, 3);
        List<Tensor> none = List.of();
        assertEquals(
                Optional.of(new RowWork(Kind.PRODUCT, ROWS, List.of(a), List.of(b), List.of(c), none, none)),
                product(false, a, b, c));
        assertEquals(
                Optional.of(new RowWork(Kind.SUM, ROWS, List.of(a, c), none, none, none, List.of(db))),
                product(true, a, c, db));
    }

    @Test
    void batchesOfProductsAndProductsWithoutElementsHaveNoRowWork() {
        assertEquals(
                Optional.empty(),
                product(false, tensor(64, 2, ROWS, COLUMNS), tensor(4096, 2, COLUMNS, 3), tensor(8192, 2, ROWS, 3)));
        assertEquals(Optional.empty(), product(false, tensor(64, ROWS, 0), tensor(4096, 0, 3), tensor(8192, ROWS, 3)));
    }
}
