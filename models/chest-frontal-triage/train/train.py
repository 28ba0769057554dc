"""Fine-tunes the network: a phase at 224 px, then one at 320 px, one learning-rate cycle.

The stem and the first stages keep their ImageNet weights (low-level filters carry over, and
on two CPU cores they are half of the cost). Each batch has three parts: films for the
findings, films spoiled into gate negatives, and images that are no chest films.
"""

import copy
import math
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from torch.nn import functional as F

from augment import augment, spoil
from data import AUXILIARY, FINDINGS
from measures import auroc
from network import TriageNetwork, load_imagenet_weights
from sampling import film_weights, prior_logits

FILMS, SPOILED, OTHERS = 24, 4, 4
FROZEN_LAYERS = 6
LABEL_SMOOTHING = 0.03
AUXILIARY_WEIGHT = 0.3
GATE_WEIGHT = 0.5
EMA_DECAY = 0.99


def set_mode(network):
    """Training mode, except that the frozen layers keep their statistics."""
    network.train()
    for layer in network.backbone[:FROZEN_LAYERS]:
        layer.eval()


def predict(network, images, batch=16):
    """Finding logits and gate logits of float16 images [N, S, S], as numpy arrays."""
    network.eval()
    logits, gates = [], []
    with torch.no_grad():
        for start in range(0, len(images), batch):
            chunk = torch.from_numpy(images[start:start + batch].astype(np.float32))[:, None]
            finding, gate, _ = network(chunk)
            logits.append(finding[:, :len(FINDINGS)].numpy())
            gates.append(gate[:, 0].numpy())
    return np.concatenate(logits), np.concatenate(gates)


def validation_summary(network, films, images, others):
    """AUROC per finding on films of full size, and of the gate against other images."""
    logits, gates = predict(network, images)
    _, refused = predict(network, others)
    targets = np.stack([film["target"] for film in films])
    scores = {name: round(auroc(targets[:, i], logits[:, i]), 3) for i, name in enumerate(FINDINGS)}
    truth = np.r_[np.ones(len(gates)), np.zeros(len(refused))]
    scores["gate"] = round(auroc(truth, np.r_[gates, refused]), 4)
    scores["mean"] = round(float(np.mean([scores[name] for name in FINDINGS])), 4)
    return scores


def average(mean, network, decay):
    """Moves the running mean of the weights towards the network."""
    with torch.no_grad():
        for a, b in zip(mean.state_dict().values(), network.state_dict().values()):
            if a.dtype.is_floating_point:
                a.lerp_(b, 1 - decay)


def loss_of(network, batch, targets, priors, positive_weight):
    """Findings on the films alone, the gate on the whole batch."""
    logits, gate, _ = network(batch)
    goal = targets * (1 - 2 * LABEL_SMOOTHING) + LABEL_SMOOTHING
    each = F.binary_cross_entropy_with_logits(
        logits[:FILMS] + priors, goal, pos_weight=positive_weight, reduction="none")
    weights = torch.ones(each.shape[1])
    weights[len(FINDINGS):] = AUXILIARY_WEIGHT
    accepted = (torch.arange(len(batch)) < FILMS).float()[:, None]
    gate_loss = F.binary_cross_entropy_with_logits(gate, accepted * 0.98 + 0.01)
    return (each * weights).sum(1).mean() / len(FINDINGS) * 2 + GATE_WEIGHT * gate_loss


def batches(films, images, others, priors, weights, options):
    """Yields (batch, targets, priors) for every step of every phase.

    The next batch is made in a thread while the network works on this one; a single thread
    draws in a fixed order, so the seed still decides everything.
    """
    draw = np.random.default_rng(options["seed"])
    generator = torch.Generator().manual_seed(options["seed"])
    targets = np.stack([film["target"] for film in films])

    def make(size):
        chosen = draw.choice(len(films), FILMS, p=weights)
        parts = [images[chosen], images[draw.choice(len(films), SPOILED)], others[draw.choice(len(others), OTHERS)]]
        parts = [torch.from_numpy(part.astype(np.float32))[:, None] for part in parts]
        parts[1] = spoil(parts[1], generator)
        batch = augment(torch.cat(parts), size, generator)
        return batch, torch.from_numpy(targets[chosen]), torch.from_numpy(priors[chosen])

    sizes = [size for size, steps in options["phases"] for _ in range(steps)]
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(make, sizes[0])
        for size in [*sizes[1:], None]:
            ready = pending.result()
            if size is not None:
                pending = pool.submit(make, size)
            yield ready


def train(films, images, others, validation, options):
    """Returns the averaged network.

    films, images: training rows and their float16 images; others: images that are no chest
    films; validation: (films, images, others); options: weights, strata, phases,
    rate, seed, validate_every.
    """
    torch.manual_seed(options["seed"])
    network = TriageNetwork(len(FINDINGS) + len(AUXILIARY))
    load_imagenet_weights(network, options["weights"])
    network.backbone[:FROZEN_LAYERS].requires_grad_(False)
    mean = copy.deepcopy(network)

    weights = film_weights(films)
    targets = np.stack([film["target"] for film in films])
    rate = torch.from_numpy(weights @ targets).float().clamp(0.01, 0.99)
    positive_weight = ((1 - rate) / rate).sqrt().clamp(0.5, 4)

    heads = list(network.finding_head.parameters()) + list(network.gate_head.parameters())
    body = [p for p in network.backbone.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "peak": options["rate"]}, {"params": heads, "peak": 5 * options["rate"]}],
        weight_decay=0.02)
    total = sum(steps for _, steps in options["phases"])
    started = time.time()
    priors = prior_logits(films, weights, options["strata"])
    for step, (batch, goal, prior) in enumerate(batches(films, images, others, priors, weights, options)):
        warm = min(1.0, (step + 1) / (0.06 * total))
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / total)))
        set_mode(network)
        loss = loss_of(network, batch, goal, prior, positive_weight)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        average(mean, network, min(EMA_DECAY, (step + 1) / (step + 10)))
        done = step + 1
        if done % 20 == 0:
            print(f"step {done}/{total}, loss {loss.item():.3f}, {time.time() - started:.0f} s", flush=True)
        if done % options["validate_every"] == 0 or done == total:
            print("validation", validation_summary(mean, *validation), flush=True)
    return mean
