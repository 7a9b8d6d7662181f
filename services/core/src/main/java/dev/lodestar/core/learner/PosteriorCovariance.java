package dev.lodestar.core.learner;

/// The covariance of the posterior: among periods, of periods with weights, and among weights.
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record PosteriorCovariance(double[][] baseline, double[][] mixed, double[][] weights) {}
