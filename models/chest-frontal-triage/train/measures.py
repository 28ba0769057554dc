"""AUROC, calibration error and intervals, in numpy."""

import numpy as np


def sigmoid(x):
    """Logistic function."""
    return 1 / (1 + np.exp(-np.asarray(x, dtype=np.float64)))


def auroc(truth, score):
    """Area under the ROC curve by ranks, ties counted half; nan when a class is missing."""
    truth = np.asarray(truth, dtype=bool)
    positives, negatives = truth.sum(), (~truth).sum()
    if positives == 0 or negatives == 0:
        return float("nan")
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(truth, probability, bins=10):
    """Expected calibration error over bins of equal count."""
    order = np.argsort(probability, kind="stable")
    parts = np.array_split(order, bins)
    gaps = [len(p) * abs(np.mean(truth[p]) - np.mean(probability[p])) for p in parts if len(p)]
    return float(sum(gaps) / len(order))


def bootstrap(statistic, patients, rounds=1000, seed=20261124):
    """2.5th and 97.5th percentile of statistic(indices) over resampled patients.

    Patients, not films, are drawn: films of one patient are not independent.
    """
    generator = np.random.default_rng(seed)
    patients = np.asarray(patients)
    names = np.unique(patients)
    films = {name: np.flatnonzero(patients == name) for name in names}
    values = []
    for _ in range(rounds):
        drawn = generator.choice(names, size=len(names))
        values.append(statistic(np.concatenate([films[name] for name in drawn])))
    values = np.array(values, dtype=np.float64)
    values = values[~np.isnan(values)]
    if len(values) == 0:
        return [float("nan"), float("nan")]
    return np.percentile(values, [2.5, 97.5]).tolist()
