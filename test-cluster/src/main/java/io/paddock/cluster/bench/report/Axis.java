package io.paddock.cluster.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie between two edges of a picture.
 *
 * @param left the x of the least value
 * @param right the x of the greatest value
 * @param least the least value
 * @param greatest the greatest value
 * @param isLogarithmic whether equal factors are equal distances, instead of equal differences
 */
record Axis(double left, double right, double least, double greatest, boolean isLogarithmic) {
    private static final int STEPS = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** From zero to a round number that is not below the greatest value. */
    static Axis linear(double left, double right, double greatest) {
        double step = roundedUp(Math.max(greatest, 1) / STEPS);
        return new Axis(left, right, 0, step * Math.ceil(Math.max(greatest, 1) / step), false);
    }

    /** Between the powers of ten around these values, which are above zero. */
    static Axis logarithmic(double left, double right, double least, double greatest) {
        double low = Math.pow(10, Math.floor(Math.log10(least)));
        double high = Math.pow(10, Math.ceil(Math.log10(greatest)));
        return new Axis(left, right, low, high > low ? high : low * 10, true);
    }

    private static double roundedUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : ROUND) {
            if (factor * power >= value) {
                return factor * power;
            }
        }
        return ROUND[ROUND.length - 1] * power;
    }

    /** The x of a value; a value beyond an edge lies on it. */
    double at(double value) {
        double bounded = Math.max(least, Math.min(greatest, value));
        double part = isLogarithmic
                ? Math.log(bounded / least) / Math.log(greatest / least)
                : (bounded - least) / (greatest - least);
        return left + (right - left) * part;
    }

    /** The values that get a mark. */
    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        if (isLogarithmic) {
            for (double mark = least; mark <= greatest * 1.001; mark *= 10) {
                marks.add(mark);
            }
            return List.copyOf(marks);
        }
        double step = roundedUp(greatest / STEPS);
        for (double mark = 0; mark <= greatest * 1.001; mark += step) {
            marks.add(mark);
        }
        return List.copyOf(marks);
    }
}
