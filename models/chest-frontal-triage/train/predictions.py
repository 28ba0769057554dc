"""Runs the exported network once over a split and keeps what later stages need.

The figures so belong to the very file that is shipped, run by the runtime that will run it.
"""

import numpy as np
import onnxruntime
import torch
from torch.nn import functional as F

from data import FINDINGS, load_films, load_images, load_others

# The gate is judged on at most this many films of each kind.
GATE_FILMS = 60

SPOILED = {
    "inverted grey levels": lambda x: 1 - x,
    "rotated 90 degrees": lambda x: np.rot90(x, 1, (1, 2)),
    "rotated 180 degrees": lambda x: np.rot90(x, 2, (1, 2)),
    "rotated 270 degrees": lambda x: np.rot90(x, 3, (1, 2)),
    "upside down (mirrored)": lambda x: x[:, ::-1],
}


def open_network(path, threads):
    """An onnxruntime session of model.onnx."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def predict(session, images, batch=8):
    """Finding logits [N, K] and gate logits [N] of images [N, S, S]."""
    logits, gates = [], []
    for start in range(0, len(images), batch):
        chunk = np.ascontiguousarray(images[start:start + batch][:, None], dtype=np.float32)
        finding, gate = session.run(["logits", "frontal_chest_logit"], {"image": chunk})
        logits.append(finding)
        gates.append(gate[:, 0])
    return np.concatenate(logits), np.concatenate(gates)


def spread(rows, count=GATE_FILMS):
    """At most `count` of the rows, evenly spread."""
    return rows[:: max(1, -(-len(rows) // count))]


def coarse(images, small=64):
    """The images reduced to 64 px and enlarged again."""
    x = torch.from_numpy(images.astype(np.float32))[:, None]
    x = F.interpolate(x, size=(small, small), mode="bilinear", antialias=True)
    return F.interpolate(x, size=images.shape[1:], mode="bilinear", align_corners=False)[:, 0].numpy()


def predict_split(session, split, data, images):
    """Logits of the full-size films, and gate logits of everything the gate is judged on."""
    films = [film for film in load_films(data) if film["split"] == split]
    full = [film for film in films if film["full"]]
    small = [film for film in films if not film["full"]]
    others = [row for row in load_others(data) if row["split"] == split]
    pixels = load_images(full, images)
    some = spread(pixels)
    logits, gates = predict(session, pixels)
    accepted = {
        "films of at least 224 px": gates,
        "such films reduced to 64 px": predict(session, coarse(some))[1],
    }
    if small:
        accepted["films of 64 px"] = predict(session, load_images(spread(small), images))[1]
    refused = {name: predict(session, np.ascontiguousarray(change(some)))[1] for name, change in SPOILED.items()}
    return {
        "films": full,
        "targets": np.stack([film["target"] for film in full])[:, :len(FINDINGS)],
        "logits": logits,
        "accepted": accepted,
        "refused": refused,
        "others": others,
        "other_gates": predict(session, load_images(others, images))[1],
    }
