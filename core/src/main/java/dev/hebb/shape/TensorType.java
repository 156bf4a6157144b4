package dev.hebb.shape;

/** The kind of the elements and the shape of a tensor. */
public record TensorType(Kind kind, Shape shape) {
    public static TensorType ofFloat(Shape shape) {
        return new TensorType(Kind.FLOAT, shape);
    }

    public static TensorType ofFloat(long... dims) {
        return ofFloat(Shape.of(dims));
    }

    public static TensorType ofInt(Shape shape) {
        return new TensorType(Kind.INT, shape);
    }

    public static TensorType ofInt(long... dims) {
        return ofInt(Shape.of(dims));
    }

    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /** The same kind with another shape. */
    public TensorType withShape(Shape other) {
        return new TensorType(kind, other);
    }

    @Override
    public String toString() {
        return (isFloat() ? "float" : "int") + shape;
    }
}
