"""Every published figure, from the predictions on one split and the frozen calibration."""

import numpy as np

from data import FINDINGS
from measures import auroc, bootstrap, calibration_error, sigmoid

MIN_PER_CLASS = 5

STRATA = {
    "view": {"PA": ("view", "PA"), "AP": ("view", "AP")},
    "sex": {"F": ("sex", "F"), "M": ("sex", "M")},
    "collection": {"jrzech/reproduce-chexnet": ("group", "jrzech"), "muhammedtalo/COVID-19": ("group", "muhammedtalo")},
}


def interval(statistic, patients):
    """Value over all films with its 95 % interval over patients."""
    low, high = bootstrap(statistic, patients)
    return {"value": statistic(np.arange(len(patients))), "low": low, "high": high}


def rate(hits, among):
    """Statistic for bootstrap: share of `hits` among the films where `among` holds."""
    def statistic(index):
        chosen = index[among[index]]
        return float(hits[chosen].mean()) if len(chosen) else float("nan")
    return statistic


def subgroup(truth, logit, patients, member):
    """AUROC with interval within one subgroup, or None where a class is too small."""
    t, z, p = truth[member], logit[member], patients[member]
    counts = {"films": int(member.sum()), "positive": int(t.sum())}
    if min(t.sum(), (1 - t).sum()) < MIN_PER_CLASS:
        return {**counts, "auroc": None}
    return {**counts, "auroc": interval(lambda i: auroc(t[i], z[i]), p)}


def first_films(patients):
    """Marks the first film of every patient."""
    member = np.zeros(len(patients), dtype=bool)
    member[np.unique(patients, return_index=True)[1]] = True
    return member


def evaluate_finding(name, index, predictions, calibration):
    """All figures of one finding."""
    films, truth = predictions["films"], predictions["targets"][:, index]
    logit = predictions["logits"][:, index].astype(np.float64)
    settings = calibration["findings"][name]
    patients = np.array([film["patient_id"] for film in films])
    probability = sigmoid(settings["a"] * logit + settings["b"])
    flagged = probability >= settings["operatingPoint"]
    groups = {
        kind: {label: subgroup(truth, logit, patients, np.array([f[column] == value for f in films]))
               for label, (column, value) in parts.items()}
        for kind, parts in STRATA.items()
    }
    groups["first film of each patient"] = {"all": subgroup(truth, logit, patients, first_films(patients))}
    return {
        "films": len(films),
        "positive": int(truth.sum()),
        "positivePatients": len(set(patients[truth > 0])),
        "auroc": interval(lambda i: auroc(truth[i], logit[i]), patients),
        "sensitivity": interval(rate(flagged, truth > 0), patients),
        "specificity": interval(rate(~flagged, truth == 0), patients),
        "calibrationError": interval(lambda i: calibration_error(truth[i], probability[i]), patients),
        "groups": groups,
    }


def evaluate_gate(predictions, gate):
    """Share accepted of what should be, and share refused of what should not."""
    def passes(logits):
        return sigmoid(np.asarray(logits) / gate["temperature"]) >= gate["threshold"]
    kinds = {}
    for row, logit in zip(predictions["others"], predictions["other_gates"]):
        kinds.setdefault(row["what"].split(" 64x64")[0], []).append(logit)
    return {
        "accepted": {name: {"images": len(z), "rate": float(passes(z).mean())} for name, z in predictions["accepted"].items()},
        "refused": {
            **{f"chest film, {name}": {"images": len(z), "rate": float(1 - passes(z).mean())} for name, z in predictions["refused"].items()},
            "all other images": {"images": len(predictions["other_gates"]), "rate": float(1 - passes(predictions["other_gates"]).mean())},
            **{name: {"images": len(z), "rate": float(1 - passes(z).mean())} for name, z in sorted(kinds.items())},
        },
    }


def evaluate(predictions, calibration, split):
    """Figures of all findings and of the gate."""
    return {
        "split": split,
        "films": len(predictions["films"]),
        "patients": len({film["patient_id"] for film in predictions["films"]}),
        "findings": {name: evaluate_finding(name, i, predictions, calibration) for i, name in enumerate(FINDINGS)},
        "gate": evaluate_gate(predictions, calibration["gate"]),
    }
