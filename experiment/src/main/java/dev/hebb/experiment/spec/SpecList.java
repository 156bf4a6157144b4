package dev.hebb.experiment.spec;

import java.util.List;

/** Values one after another. */
record SpecList(Place place, List<SpecNode> elements) implements SpecNode {
    SpecList {
        elements = List.copyOf(elements);
    }

    @Override
    public String describe() {
        return "a list";
    }
}
