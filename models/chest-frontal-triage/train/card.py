"""The registry card: how a version presents itself, its calibration and its figures in short."""

import hashlib
import json

from data import FINDINGS, MIN_AGE, MIN_PIXELS
from preprocess import NAME, PERCENTILES, SIZE

TRAINED_ON = "2026-11-24"

ATTRIBUTION = (
    "Trained on a subset of NIH ChestX-ray14 (https://nihcc.app.box.com/v/ChestXray-NIHCC), provided by the "
    "NIH Clinical Center. X. Wang, Y. Peng, L. Lu, Z. Lu, M. Bagheri, R. M. Summers, ChestX-ray8: Hospital-scale "
    "Chest X-ray Database and Benchmarks on Weakly-Supervised Classification and Localization of Common Thorax "
    "Diseases, IEEE CVPR 2017. Backbone: EfficientNet-lite0 ImageNet weights (Apache-2.0). Gate negatives: "
    "MedNIST (CC BY-SA 4.0) and Kermany et al., Mendeley Data rscbjbr9sj (CC BY 4.0), among others."
)

# label, SNOMED CT code, its meaning, urgency
PRESENTATION = {
    "pneumothorax": ("Pneumothorax", "36118008", "Pneumothorax", "urgent"),
    "effusion": ("Pleural effusion", "60046008", "Pleural effusion", "urgent"),
    "consolidation": ("Consolidation or pneumonia", "95436008", "Lung consolidation", "urgent"),
    "oedema": ("Pulmonary oedema", "19242006", "Pulmonary edema", "urgent"),
    "cardiomegaly": ("Cardiomegaly", "8186001", "Cardiomegaly", "soon"),
    "mass_or_nodule": ("Mass or nodule", "309529002", "Lung mass", "none"),
    "abnormal": ("Any abnormality", "263654008", "Abnormal", "none"),
}


def metrics(evaluation):
    """The short form of the evaluation that travels in the card."""
    def short(entry):
        return {key: round(entry[key], 3) for key in ("value", "low", "high")}
    return {
        "split": evaluation["split"], "films": evaluation["films"], "patients": evaluation["patients"],
        "findings": {
            name: {"positive": f["positive"], "positivePatients": f["positivePatients"], "auroc": short(f["auroc"]),
                   "sensitivity": short(f["sensitivity"]), "specificity": short(f["specificity"]),
                   "calibrationError": round(f["calibrationError"]["value"], 3)}
            for name, f in evaluation["findings"].items()
        },
        "gate": {
            "accepted": round(evaluation["gate"]["accepted"]["films of at least 224 px"]["rate"], 3),
            "refused": round(evaluation["gate"]["refused"]["all other images"]["rate"], 3),
        },
    }


def card(digest, calibration, evaluation):
    """The registry card of this version."""
    findings = []
    for name in FINDINGS:
        label, code, meaning, urgency = PRESENTATION[name]
        fit = calibration["findings"][name]
        findings.append({
            "name": name, "label": label, "code": {"system": "SCT", "value": code, "meaning": meaning},
            "calibration": {"type": "platt", "a": round(fit["a"], 6), "b": round(fit["b"], 6)},
            "operatingPoint": round(fit["operatingPoint"], 6), "urgency": urgency,
        })
    return {
        "name": "chest-frontal-triage", "version": "1.0.0", "title": "Adult frontal chest radiograph triage",
        "licence": "Apache-2.0", "attribution": ATTRIBUTION,
        "intendedUse": "Research use, not for diagnosis.",
        "file": "model.onnx", "sha256": digest,
        "eligibility": {
            "modalities": ["CR", "DX", "DR"],
            "bodyParts": ["CHEST", "THORAX", "LUNG"],
            "viewPositions": ["PA", "AP"], "minAgeYears": MIN_AGE, "minPixels": MIN_PIXELS,
        },
        "input": {"name": "image", "size": SIZE, "preprocessing": NAME, "percentiles": list(PERCENTILES)},
        "outputs": {"logits": "logits", "gate": "frontal_chest_logit", "features": "features", "maps": "maps"},
        "gate": {key: round(value, 4) for key, value in calibration["gate"].items()},
        "findings": findings,
        "metrics": metrics(evaluation),
        "trainedOn": TRAINED_ON,
    }


def write_card(calibration, evaluation, folder):
    """Writes card.json beside model.onnx, with the digest of that file."""
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    (folder / "card.json").write_text(json.dumps(card(digest, calibration, evaluation), indent=2) + "\n")
