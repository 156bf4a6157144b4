package dev.hebb.experiment.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of the rows. */
public sealed interface SourceSpec {
    /** A table, {@code .csv} or {@code .csv.gz}. It was there when the spec was read. */
    record TableFile(Path file) implements SourceSpec {}

    /**
     * Pictures and their classes in the format of MNIST.
     *
     * @param train the file of the pictures, then that of the labels, both in {@code folder} unless they say otherwise
     * @param test likewise; empty where the held-out rows are some of {@code train}
     * @param download the collection whose official files may be fetched into {@code folder}; where it is empty, all files were there when the spec was read
     */
    record Idx(List<Path> train, List<Path> test, Path folder, Optional<String> download) implements SourceSpec {
        public Idx {
            train = List.copyOf(train);
            test = List.copyOf(test);
        }
    }
}
