package dev.hebb.experiment;

import dev.hebb.data.ReadOptions;
import dev.hebb.data.Table;
import dev.hebb.data.TableStream;
import dev.hebb.experiment.spec.TableCheck;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Tables in files. */
final class TableFiles {
    private TableFiles() {}

    /**
     * @param missing what marks a missing field
     * @param texts columns whose fields count as they stand, also where all are numbers
     */
    static Table read(Path file, List<String> missing, Collection<String> texts) {
        texts.forEach(name -> TableCheck.requireColumn(columns(file), name, file));
        return Table.read(file, new ReadOptions(Set.copyOf(missing), Set.copyOf(texts)));
    }

    private static List<String> columns(Path file) {
        try (TableStream header = TableStream.open(file, Set.of(), Set.of(), Set.of())) {
            return header.columns();
        }
    }
}
