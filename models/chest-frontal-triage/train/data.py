"""Tables, labels, splits and the in-memory image store.

The data directory holds labels.csv, ood.csv and the unpacked images (see the README).
"""

import csv
import hashlib
from pathlib import Path

import numpy as np
from PIL import Image

from preprocess import preprocess

MIN_PIXELS = 224
MIN_AGE = 18

# The union of NIH labels that makes each finding. NIH "Infiltration" is left out of
# consolidation: it is the least specific of the text-mined labels.
FINDINGS = {
    "pneumothorax": {"Pneumothorax"},
    "effusion": {"Effusion"},
    "consolidation": {"Consolidation", "Pneumonia"},
    "oedema": {"Edema"},
    "cardiomegaly": {"Cardiomegaly"},
    "mass_or_nodule": {"Mass", "Nodule"},
    "abnormal": None,
}

# Trained beside the findings for the sake of the features, and dropped on export.
AUXILIARY = (
    "Atelectasis", "Consolidation", "Emphysema", "Fibrosis", "Hernia", "Infiltration", "Mass",
    "Nodule", "Pleural_Thickening", "Pneumonia",
)


def target_vector(labels):
    """NIH labels ("A|B") to the 0/1 vector: the findings, then the auxiliary labels."""
    present = set(labels.split("|"))
    findings = [present != {"No Finding"} if wanted is None else bool(present & wanted)
                for wanted in FINDINGS.values()]
    return np.array(findings + [name in present for name in AUXILIARY], dtype=np.float32)


def source_group(source):
    """The collections large enough to be told apart; the small ones count as one."""
    for group in ("jrzech", "muhammedtalo", "dinbe0527", "Canon-Medical"):
        if source.startswith(group):
            return group
    return "other"


def load_films(directory):
    """Adult films of labels.csv as dictionaries, with `target`, `group` and `full` added.

    `full` tells films of at least 224 px from the 64 px ones.
    """
    with open(Path(directory) / "labels.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["age"]) >= MIN_AGE]
    for row in rows:
        row["target"] = target_vector(row["labels"])
        row["group"] = source_group(row["source"])
        row["full"] = min(int(row["width"]), int(row["height"])) >= MIN_PIXELS
    return rows


def hashed_split(name):
    """train / val / test (6 : 2 : 2) from a hash of the file name, the same on every machine."""
    digit = int(hashlib.sha1(name.encode()).hexdigest(), 16) % 10
    return "train" if digit < 6 else "val" if digit < 8 else "test"


def load_others(directory):
    """Images that are not adult frontal chest films, with a `split` of their own."""
    with open(Path(directory) / "ood.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["split"] = hashed_split(row["file"])
    return rows


def read_grey(path):
    """Grey values of an image file as a 2-D float array."""
    return np.asarray(Image.open(path).convert("L"), dtype=np.float64)


def load_images(rows, images):
    """Preprocessed images of the rows, float16 [N, size, size]."""
    return np.stack([preprocess(read_grey(Path(images) / row["file"])).astype(np.float16) for row in rows])
