package dev.hebb.model;

import dev.hebb.data.Scaler;
import dev.hebb.graph.op.Input;
import dev.hebb.io.ModelFileException;
import dev.hebb.metric.Metric;
import dev.hebb.nn.Layer;
import dev.hebb.optim.Optimizer;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of the user's that a layer, an optimizer or a metric is made of: what a file that names them is loaded with. */
final class OwnRecords {
    /** Where the engine's records are, which a file may always name. */
    private static final List<String> PACKAGES = List.of(
            Layer.class.getPackageName(),
            Input.class.getPackageName(),
            Optimizer.class.getPackageName(),
            Metric.class.getPackageName(),
            Scaler.class.getPackageName());

    private final Set<Class<?>> found = new LinkedHashSet<>();

    private OwnRecords() {}

    static Set<Class<?>> of(Object value) {
        OwnRecords own = new OwnRecords();
        own.collect(value);
        return own.found;
    }

    private void collect(Object value) {
        if (value instanceof Record record) {
            boolean isEngines = record.getClass().getEnclosingClass() == null
                    && PACKAGES.contains(record.getClass().getPackageName());
            if (!isEngines) {
                found.add(record.getClass());
            }
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                collect(get(component, record));
            }
        } else if (value instanceof Collection<?> values) {
            values.forEach(this::collect);
        } else if (value instanceof Map<?, ?> values) {
            values.values().forEach(this::collect);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::collect);
        }
    }

    private static Object get(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return Optional.ofNullable(component.getAccessor().invoke(record)).orElse("");
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new ModelFileException(
                    "expected to read the component " + component.getName() + " of "
                            + record.getClass().getName() + " but got " + e,
                    "",
                    e);
        }
    }
}
