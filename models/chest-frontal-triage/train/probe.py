"""The second member: ImageNet features as they are, with a ridge-penalised linear head.

Twenty-three training films with pneumothorax are enough for the fine-tuned network to learn by
heart and not enough to learn from. A linear head on fixed features overfits far less; the
share each member has in a finding was chosen on validation films (SHARES in build.py).
"""

import numpy as np
import torch
from torch.nn import functional as F

from data import AUXILIARY, FINDINGS
from network import TriageNetwork, load_imagenet_weights
from sampling import prior_logits

PENALTY = 0.3


def pooled_features(network, images, batch=16):
    """Spatial means of the last feature map, [N, C]."""
    network.eval()
    parts = []
    with torch.no_grad():
        for start in range(0, len(images), batch):
            chunk = torch.from_numpy(images[start:start + batch].astype(np.float32))[:, None]
            parts.append(network(chunk)[2].mean(dim=(2, 3)))
    return torch.cat(parts)


def fit_head(features, targets, priors):
    """Weight and bias of a logistic ridge regression with fixed offsets, on raw features."""
    mean, scale = features.mean(0), features.std(0) + 1e-3
    standard = (features - mean) / scale
    layer = torch.nn.Linear(features.shape[1], targets.shape[1])
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200)

    def closure():
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(layer(standard) + priors, targets, reduction="none").mean(0).sum()
        loss = loss + PENALTY * layer.weight.square().sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    weight = layer.weight.detach() / scale
    return weight, layer.bias.detach() - weight @ mean


def probe(films, images, weights_path, strata):
    """A network with ImageNet weights and a fitted finding head; its gate is left at zero."""
    full = np.array([film["full"] for film in films])
    kept = [film for film in films if film["full"]]
    network = TriageNetwork(len(FINDINGS) + len(AUXILIARY))
    load_imagenet_weights(network, weights_path)
    targets = torch.from_numpy(np.stack([film["target"] for film in kept]))
    priors = torch.from_numpy(prior_logits(kept, np.full(len(kept), 1 / len(kept)), strata))
    weight, bias = fit_head(pooled_features(network, images[full]), targets, priors)
    with torch.no_grad():
        network.finding_head.weight.copy_(weight)
        network.finding_head.bias.copy_(bias)
        network.gate_head.weight.zero_()
        network.gate_head.bias.zero_()
    return network
