"""One command: train, build the ONNX file, calibrate, evaluate, write the card.

    python retrain.py --data DIR --images DIR --weights FILE --output ../1.0.0

Stages can be run alone with --stages; what passes between them lies in --work.
"""

import argparse
import json
import os
import pickle
from pathlib import Path

import torch

from build import build
from calibrate import calibrate
from card import write_card
from data import load_films, load_images, load_others
from evaluate import evaluate
from predictions import open_network, predict_split
from probe import probe
from report import write_report
from train import train

STAGES = ("train", "build", "calibrate", "evaluate", "card")


def arguments():
    """Command line, with the data directory also taken from WETREAD_CXR."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("WETREAD_CXR", "."))
    parser.add_argument("--images", help="unpacked images, default: the data directory")
    parser.add_argument("--weights", help="ImageNet weights, efficientnet-lite0-57934424.pth")
    parser.add_argument("--work", default="run", help="folder for checkpoints and predictions")
    parser.add_argument("--output", default="../1.0.0", help="version folder to write")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES)
    parser.add_argument("--split", choices=("val", "test"), default="test", help="split the published figures come from")
    parser.add_argument("--strata", nargs="+", default=["group"], help="film columns whose prior is given while training")
    parser.add_argument("--phases", nargs="+", default=["224:500", "320:160"], help="size:steps")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def run_training(options, paths):
    """Trains on the train split and writes the checkpoints that are not yet on disk."""
    images = options.images or options.data
    films, others = load_films(options.data), load_others(options.data)
    fit = [film for film in films if film["split"] == "train"]
    check = [film for film in films if film["split"] == "val" and film["full"]]
    parts = {split: load_images([row for row in others if row["split"] == split], images) for split in ("train", "val")}
    fit_images, check_images = load_images(fit, images), load_images(check, images)
    print(f"{len(fit)} films to train on, {len(check)} to validate", flush=True)
    tuned, fixed = paths
    if not tuned.exists():
        network = train(fit, fit_images, parts["train"], (check, check_images, parts["val"]), {
            "weights": options.weights, "strata": options.strata, "rate": options.rate, "seed": options.seed,
            "phases": [tuple(int(v) for v in phase.split(":")) for phase in options.phases], "validate_every": 110,
        })
        torch.save(network.state_dict(), tuned)
    if not fixed.exists():
        torch.save(probe(fit, fit_images, options.weights, options.strata).state_dict(), fixed)


def stored(path, compute):
    """The pickled result at path, computed and written first when absent."""
    if not path.exists():
        path.write_bytes(pickle.dumps(compute()))
    return pickle.loads(path.read_bytes())


def read_json(path):
    """Parsed JSON file."""
    return json.loads(path.read_text())


def write_json(path, value):
    """JSON file, indented."""
    path.write_text(json.dumps(value, indent=2) + "\n")


def main():
    """Runs the chosen stages in order."""
    options = arguments()
    torch.set_num_threads(options.threads)
    work = Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    paths = [work / "fine-tuned.pt", work / "probe.pt"]
    output = Path(options.output)
    images = options.images or options.data
    if "train" in options.stages:
        run_training(options, paths)
    if "build" in options.stages:
        print(f"largest difference to onnxruntime: {build(paths, output):.1e}")
        for stale in work.glob("predictions-*.pickle"):
            stale.unlink()

    def predictions(split):
        session = open_network(output / "model.onnx", options.threads)
        return stored(work / f"predictions-{split}.pickle", lambda: predict_split(session, split, options.data, images))

    if "calibrate" in options.stages:
        write_json(work / "calibration.json", calibrate(predictions("val")))
    if not {"calibrate", "evaluate", "card"} & set(options.stages):
        return
    calibration = read_json(work / "calibration.json")
    if "evaluate" in options.stages:
        write_json(work / "evaluation.json", evaluate(predictions(options.split), calibration, options.split))
    if "card" in options.stages:
        evaluation = read_json(work / "evaluation.json")
        write_card(calibration, evaluation, output)
        write_report(evaluation, calibration, output)


if __name__ == "__main__":
    main()
