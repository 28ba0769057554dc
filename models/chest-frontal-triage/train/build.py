"""Writes model.onnx and golden.json from the trained members, and checks onnxruntime against torch."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from data import AUXILIARY, FINDINGS
from network import HALF_FROM, Ensemble, TriageNetwork, freeze_for_export
from preprocess import SIZE, preprocess
from train import FROZEN_LAYERS

TOLERANCE = 1e-4

# The fine-tuned member's share in each finding, the probe has the rest. On validation films the
# mean of both is better than either, except for pneumothorax, where fine-tuning learnt its 23
# training films by heart (AUROC 0.45, the probe 0.69).
SHARES = {"pneumothorax": 0.0}
USUAL_SHARE = 0.5


def load_ensemble(paths):
    """The trained members as one network, with exactly the weights that are shipped."""
    networks = []
    for path in paths:
        network = TriageNetwork(len(FINDINGS) + len(AUXILIARY))
        network.load_state_dict(torch.load(path, map_location="cpu"))
        networks.append(network.eval())
    first = torch.tensor([SHARES.get(name, USUAL_SHARE) for name in FINDINGS])
    return freeze_for_export(Ensemble(networks, torch.stack([first, 1 - first]), FROZEN_LAYERS))


def halve_weights(path):
    """Stores large weights as float16 with a Cast in front; a runtime folds it when loading."""
    model = onnx.load(str(path))
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < HALF_FROM:
            continue
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            raise ValueError(f"{tensor.name} was not rounded before export")
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], name=f"{name}.cast", to=TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def golden_image():
    """The synthetic 97 x 131 image of the parity test: v = (7x + 13y + x*y) mod 251 + 2y."""
    y, x = np.mgrid[0:97, 0:131]
    return ((7 * x + 13 * y + x * y) % 251 + 2 * y).astype(np.float64)


def write_golden(network, folder):
    """Preprocessed samples and outputs for the synthetic image, computed by numpy and torch."""
    prepared = preprocess(golden_image())
    positions = [[(37 * i + 11) % SIZE, (53 * i + 29) % SIZE] for i in range(12)]
    positions += [[160, 0], [160, 319], [42, 100], [277, 100], [159, 160], [100, 50], [200, 250], [250, 310]]
    with torch.no_grad():
        logits, gate, _, maps = network(torch.from_numpy(prepared)[None, None])
    golden = {
        "image": {"rows": 97, "columns": 131, "formula": "v[y][x] = (7*x + 13*y + x*y) mod 251 + 2*y"},
        "preprocessed": [{"y": y, "x": x, "value": round(float(prepared[y, x]), 7)} for y, x in positions],
        "preprocessedMean": float(prepared.astype(np.float64).mean()),
        "tolerance": {"preprocessed": 1e-3, "outputs": TOLERANCE},
        "outputs": {
            "logits": dict(zip(FINDINGS, [round(v, 7) for v in logits[0].tolist()])),
            "frontal_chest_logit": round(gate.item(), 7),
            "maps": {"shape": list(maps.shape), "first": [round(v, 7) for v in maps.flatten()[:5].tolist()]},
        },
    }
    (folder / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")
    return prepared


def check_against_onnxruntime(network, path, prepared):
    """Raises when onnxruntime and torch differ by more than TOLERANCE; returns the difference."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    batch = np.stack([prepared, prepared[::-1], 1 - prepared])[:, None].astype(np.float32)
    with torch.no_grad():
        expected = network(torch.from_numpy(batch))
    worst = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(session.run(None, {"image": batch}), expected))
    if worst > TOLERANCE:
        raise ValueError(f"onnxruntime differs from torch by {worst:.2e}")
    return worst


def build(paths, folder):
    """Writes the network and the parity values of a version; returns the difference to onnxruntime."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    network = load_ensemble(paths)
    path = folder / "model.onnx"
    names = ["logits", "frontal_chest_logit", "features", "maps"]
    torch.onnx.export(
        network, torch.zeros(1, 1, SIZE, SIZE), str(path), opset_version=13, input_names=["image"],
        output_names=names, dynamic_axes={name: {0: "batch"} for name in ["image", *names]},
    )
    halve_weights(path)
    return check_against_onnxruntime(network, path, write_golden(network, folder))
