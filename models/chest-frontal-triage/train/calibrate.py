"""Platt scaling, operating points and the gate, all from the validation split."""

import numpy as np

from data import FINDINGS
from measures import sigmoid

# What the operating point holds on validation films, and why:
# an alert for pneumothorax must stay rare, "abnormal" must miss little, the rest lies between.
OPERATING_POINTS = {
    "pneumothorax": ("specificity", 0.95),
    "effusion": ("specificity", 0.85),
    "consolidation": ("specificity", 0.80),
    "oedema": ("specificity", 0.85),
    "cardiomegaly": ("specificity", 0.85),
    "mass_or_nodule": ("specificity", 0.85),
    "abnormal": ("sensitivity", 0.85),
}
MIN_ACCEPTANCE = 0.99


def platt(logit, truth):
    """a, b of sigmoid(a * logit + b) by Newton's method on Platt's smoothed targets.

    The penalty (a - 1)^2 / 2 keeps the slope sane where positives are few.
    """
    positives = truth.sum()
    goal = np.where(truth > 0, (positives + 1) / (positives + 2), 1 / (len(truth) - positives + 2))
    design = np.stack([logit, np.ones_like(logit)], 1).astype(np.float64)
    theta = np.array([1.0, 0.0])
    for _ in range(100):
        p = sigmoid(design @ theta)
        gradient = design.T @ (p - goal) + [theta[0] - 1, 0]
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + np.diag([1.0, 1e-9])
        theta = theta - np.linalg.solve(hessian, gradient)
    return max(float(theta[0]), 0.05), float(theta[1])


def operating_point(name, probability, truth):
    """Lowest threshold with the wanted specificity, or highest with the wanted sensitivity."""
    kind, goal = OPERATING_POINTS[name]
    if kind == "specificity":
        return float(np.quantile(probability[truth == 0], goal))
    return float(np.quantile(probability[truth == 1], 1 - goal))


def gate_settings(accepted, refused):
    """Temperature by likelihood, then the threshold that refuses most at MIN_ACCEPTANCE."""
    def loss(temperature):
        good, bad = sigmoid(accepted / temperature), sigmoid(refused / temperature)
        return -np.log(good.clip(1e-9)).mean() - np.log((1 - bad).clip(1e-9)).mean()
    temperature = min(np.linspace(0.5, 5, 91), key=loss)
    good, bad = sigmoid(accepted / temperature), sigmoid(refused / temperature)
    ceiling = np.quantile(good, 1 - MIN_ACCEPTANCE, method="lower")
    candidates = np.linspace(0.01, 0.99, 99)
    allowed = candidates[candidates <= ceiling]
    if len(allowed) == 0:
        return float(temperature), float(ceiling)
    caught = np.array([(bad < t).mean() + (good >= t).mean() for t in allowed])
    return float(temperature), float(np.median(allowed[caught == caught.max()]))


def calibrate(predictions):
    """Calibration, operating points and gate from the predictions on the validation split."""
    findings = {}
    for i, name in enumerate(FINDINGS):
        logit, truth = predictions["logits"][:, i], predictions["targets"][:, i]
        a, b = platt(logit, truth)
        findings[name] = {"a": a, "b": b, "operatingPoint": operating_point(name, sigmoid(a * logit + b), truth)}
    refused = np.concatenate([predictions["other_gates"], *predictions["refused"].values()])
    temperature, threshold = gate_settings(np.concatenate(list(predictions["accepted"].values())), refused)
    return {"findings": findings, "gate": {"temperature": temperature, "threshold": threshold}}
