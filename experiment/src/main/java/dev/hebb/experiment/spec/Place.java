package dev.hebb.experiment.spec;

/**
 * Where a value of a spec stands.
 *
 * @param path from the top, {@code training.epochs}; empty for the whole spec
 * @param source the file, or the option that set the value
 * @param line from 1; 0 where the source has no lines
 */
public record Place(String path, String source, int line) {
    Place child(String key, int childLine) {
        String name = Names.brief(key);
        return new Place(path.isEmpty() ? name : path + "." + name, source, childLine);
    }

    Place element(int index, int childLine) {
        return new Place(path + "[" + index + "]", source, childLine);
    }

    @Override
    public String toString() {
        String where = line > 0 ? source + " line " + line : source;
        return path.isEmpty() ? where : path + " (" + where + ")";
    }
}
