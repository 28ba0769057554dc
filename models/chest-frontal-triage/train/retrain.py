"""One command: train, calibrate, evaluate, export.

    python retrain.py --data DIR --images DIR --weights FILE --output ../1.0.0

Stages can be run alone with --stages; what passes between them lies in --work.
"""

import argparse
import os
from pathlib import Path

import numpy as np
import torch

from data import load_films, load_images, load_others
from train import train

STAGES = ("train", "calibrate", "evaluate", "export")


def arguments():
    """Command line, with the data directory also taken from WETREAD_CXR."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("WETREAD_CXR", "."))
    parser.add_argument("--images", help="unpacked images, default: the data directory")
    parser.add_argument("--weights", help="ImageNet weights, efficientnet-lite0-57934424.pth")
    parser.add_argument("--work", default="run", help="folder for checkpoints and predictions")
    parser.add_argument("--output", default="../1.0.0", help="version folder to write")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES)
    parser.add_argument("--strata", nargs="+", default=["group"], help="film columns whose prior is given while training")
    parser.add_argument("--phases", nargs="+", default=["224:500", "320:160"], help="size:steps")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def run_training(options, work):
    """Trains on the train split and writes network.pt."""
    images = options.images or options.data
    films, others = load_films(options.data), load_others(options.data)
    fit = [film for film in films if film["split"] == "train"]
    check = [film for film in films if film["split"] == "val" and film["full"]]
    parts = {split: load_images([row for row in others if row["split"] == split], images) for split in ("train", "val")}
    print(f"{len(fit)} films to train on, {len(check)} to validate", flush=True)
    network = train(
        fit, load_images(fit, images), parts["train"],
        (check, load_images(check, images), parts["val"]),
        {
            "weights": options.weights, "strata": options.strata, "rate": options.rate, "seed": options.seed,
            "phases": [tuple(int(v) for v in phase.split(":")) for phase in options.phases],
            "validate_every": 110,
        },
    )
    torch.save(network.state_dict(), work / "network.pt")


def main():
    """Runs the chosen stages in order."""
    options = arguments()
    torch.set_num_threads(options.threads)
    np.seterr(all="raise", under="ignore")
    work = Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    if "train" in options.stages:
        run_training(options, work)


if __name__ == "__main__":
    main()
