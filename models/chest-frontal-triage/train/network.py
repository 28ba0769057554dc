"""EfficientNet-lite0 with a per-finding head and a gate head.

The grey input is normalised to ImageNet statistics inside the graph, so that whoever runs the
exported model only has to produce values in 0..1. Both heads are linear layers on the average
of the last feature map; a head applied to every position of that map gives a `maps` output
whose spatial mean is exactly the logit, which is what a saliency overlay needs.
"""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)

# repeats, kernel, stride, expansion, channels out
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
STEM_CHANNELS = 32
HEAD_CHANNELS = 1280

# Tensors of at least this many numbers are stored in half precision.
HALF_FROM = 1024


class ConvNorm(nn.Module):
    """Convolution, batch normalisation and optional ReLU6, padded like TensorFlow's SAME.

    The pretrained weights were ported from TensorFlow, which pads an even-sized input
    asymmetrically at stride 2 (one less before than after).
    """

    def __init__(self, inputs, outputs, kernel, stride=1, groups=1, activate=True):
        super().__init__()
        total = kernel - stride
        self.pad = (total // 2, total - total // 2) * 2
        self.conv = nn.Conv2d(
            inputs, outputs, kernel, stride,
            padding=0 if stride == 2 else kernel // 2, groups=groups, bias=False,
        )
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.05)
        self.activate = activate

    def forward(self, x):
        if self.conv.stride[0] == 2:
            x = F.pad(x, self.pad)
        x = self.norm(self.conv(x))
        return F.relu6(x) if self.activate else x


class Block(nn.Module):
    """Inverted residual without squeeze-and-excitation (the "lite" variant)."""

    def __init__(self, inputs, outputs, kernel, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        layers = [] if expansion == 1 else [ConvNorm(inputs, hidden, 1)]
        layers.append(ConvNorm(hidden, hidden, kernel, stride, groups=hidden))
        layers.append(ConvNorm(hidden, outputs, 1, activate=False))
        self.layers = nn.Sequential(*layers)
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.layers(x) if self.skip else self.layers(x)


class TriageNetwork(nn.Module):
    """Logits per finding, a gate logit and the last feature map of a batch of grey images."""

    def __init__(self, findings, dropout=0.3):
        super().__init__()
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(IMAGENET_STD).view(1, 3, 1, 1))
        layers = [ConvNorm(3, STEM_CHANNELS, 3, 2)]
        channels = STEM_CHANNELS
        for repeats, kernel, stride, expansion, outputs in STAGES:
            for index in range(repeats):
                layers.append(Block(channels, outputs, kernel, stride if index == 0 else 1, expansion))
                channels = outputs
        layers.append(ConvNorm(channels, HEAD_CHANNELS, 1))
        self.backbone = nn.Sequential(*layers)
        self.dropout = nn.Dropout(dropout)
        self.finding_head = nn.Linear(HEAD_CHANNELS, findings)
        self.gate_head = nn.Linear(HEAD_CHANNELS, 1)

    def forward(self, image):
        """image: float32 [N, 1, S, S] in 0..1. Returns logits [N, K], gate [N, 1], features."""
        features = self.backbone((image - self.mean) / self.std)
        pooled = self.dropout(features.mean(dim=(2, 3)))
        return self.finding_head(pooled), self.gate_head(pooled), features


class Ensemble(nn.Module):
    """Several networks as one: feature maps side by side, finding heads mixed by shares.

    A weighted mean of linear heads is one linear head on the concatenated features, so the
    outputs keep their meaning: the mean of `maps` over positions is the logit. Layers that
    were frozen while training are equal in all members and run once. The gate is the first
    member's.
    """

    def __init__(self, networks, shares, shared):
        """shares: float [members, findings]; shared: number of leading layers in common."""
        super().__init__()
        findings = shares.shape[1]
        self.register_buffer("mean", networks[0].mean)
        self.register_buffer("std", networks[0].std)
        self.shared = networks[0].backbone[:shared]
        self.branches = nn.ModuleList(network.backbone[shared:] for network in networks)
        heads = [network.finding_head for network in networks]
        self.weight = nn.Parameter(torch.cat([h.weight[:findings] * s[:, None] for h, s in zip(heads, shares)], 1).detach())
        self.bias = nn.Parameter(sum(h.bias[:findings] * s for h, s in zip(heads, shares)).detach())
        gate = networks[0].gate_head
        others = torch.zeros(1, HEAD_CHANNELS * (len(networks) - 1))
        self.gate_weight = nn.Parameter(torch.cat([gate.weight, others], 1).detach())
        self.gate_bias = nn.Parameter(gate.bias.detach())

    def forward(self, image):
        """Returns logits [N, K], gate [N, 1], features [N, C, h, w] and maps [N, K, h, w]."""
        trunk = self.shared((image - self.mean) / self.std)
        features = torch.cat([branch(trunk) for branch in self.branches], 1)
        maps = F.conv2d(features, self.weight[:, :, None, None], self.bias)
        gate = F.linear(features.mean(dim=(2, 3)), self.gate_weight, self.gate_bias)
        return maps.mean(dim=(2, 3)), gate, features, maps


def freeze_for_export(network):
    """Folds every batch normalisation into its convolution and rounds large tensors to half.

    Done before anything is calibrated or measured, so that the figures belong to the very
    weights that are shipped; arithmetic stays in single precision.
    """
    network.eval()
    for module in network.modules():
        if isinstance(module, ConvNorm):
            module.conv = fuse_conv_bn_eval(module.conv, module.norm)
            module.norm = nn.Identity()
    with torch.no_grad():
        for tensor in network.parameters():
            if tensor.numel() >= HALF_FROM:
                tensor.copy_(tensor.half().float())
    return network


def load_imagenet_weights(network, path):
    """Copies ImageNet weights (efficientnet-lite0, PyTorch port) into the backbone by order.

    Both networks list convolution, scale, shift and running statistics in the same order, so
    position and shape identify a tensor; the ImageNet classifier at the end is left out.
    """
    skip = ("num_batches_tracked", "_fc.")
    source = [v for k, v in torch.load(path, map_location="cpu").items() if not any(s in k for s in skip)]
    target = {k: v for k, v in network.backbone.state_dict().items() if "num_batches_tracked" not in k}
    if len(source) != len(target) or any(a.shape != b.shape for a, b in zip(source, target.values())):
        raise ValueError("the weights file does not hold an EfficientNet-lite0")
    network.backbone.load_state_dict(dict(zip(target, source)), strict=False)
