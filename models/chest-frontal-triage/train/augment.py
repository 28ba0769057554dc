"""Augmentation of a batch of preprocessed images (float32 [N, 1, S, S] in 0..1), in torch.

Each step removes something the network could learn instead of disease: the border crop and
the erased corners take away burned-in text and the collection's framing, the blank bars stand
for padded rectangles, the grey-level changes for another vendor's look-up table, and the loss
of resolution for the small images that most of the non-chest pictures happen to be.
"""

import math

import torch
from torch.nn import functional as F


def chance(count, probability, generator):
    """Boolean [count], each true with the given probability."""
    return torch.rand(count, generator=generator) < probability


def uniform(count, low, high, generator):
    """Float [count], uniform between low and high."""
    return low + (high - low) * torch.rand(count, generator=generator)


def move(x, g):
    """Crops the border, rotates by up to 8 degrees, stretches a little, mirrors half of them."""
    n = len(x)
    zoom = uniform(n, 0.78, 1.04, g)
    aspect = torch.exp(uniform(n, -0.08, 0.08, g))
    angle = uniform(n, -8, 8, g) * math.pi / 180
    mirror = 1 - 2 * chance(n, 0.5, g).float()
    room = (1 - zoom).clamp(min=0.02)
    theta = torch.stack([
        torch.stack([zoom * aspect * torch.cos(angle) * mirror, -zoom * torch.sin(angle), room * uniform(n, -1, 1, g)], 1),
        torch.stack([zoom * torch.sin(angle) * mirror, zoom / aspect * torch.cos(angle), room * uniform(n, -1, 1, g)], 1),
    ], 1)
    return F.grid_sample(x, F.affine_grid(theta, x.shape, align_corners=False), align_corners=False)


def blank(x, g):
    """Blanks bars at two opposite sides and rectangles in the corners."""
    n, _, size, _ = x.shape
    for i in range(n):
        if torch.rand((), generator=g) < 0.15:
            bar = int(uniform(1, 1, 0.15 * size, g))
            rows = bool(chance(1, 0.5, g))
            for part in (slice(0, bar), slice(size - bar, size)):
                x[(i, 0, part) if rows else (i, 0, slice(None), part)] = 0
        for corner in range(4):
            if torch.rand((), generator=g) < 0.3:
                h, w = (uniform(2, 0.04, 0.22, g) * size).long().tolist()
                fill = float(torch.rand((), generator=g)) if chance(1, 0.3, g) else 0.0
                top = 0 if corner < 2 else size - h
                left = 0 if corner % 2 == 0 else size - w
                x[i, 0, top:top + h, left:left + w] = fill
    return x


def coarsen(x, g):
    """Reduces some images to 64..160 px and enlarges them again."""
    size = x.shape[-1]
    for i in torch.nonzero(chance(len(x), 0.2, g)).flatten().tolist():
        small = 64 if chance(1, 0.5, g) else int(uniform(1, 64, 160, g))
        reduced = F.interpolate(x[i:i + 1], size=(small, small), mode="bilinear", antialias=True)
        x[i:i + 1] = F.interpolate(reduced, size=(size, size), mode="bilinear", align_corners=False)
    return x


def shade(x, g):
    """Stretches grey levels again after the crop, then changes gamma, contrast and noise."""
    n = len(x)
    sample = x[:, 0, ::4, ::4].flatten(1)
    order = sample.sort(dim=1).values
    last = order.shape[1] - 1
    lo = order.gather(1, (uniform(n, 0, 0.015, g) * last).long()[:, None])
    hi = order.gather(1, (uniform(n, 0.98, 1, g) * last).long()[:, None])
    shape = (n, 1, 1, 1)
    x = ((x - lo.view(shape)) / (hi - lo).clamp(min=0.05).view(shape)).clamp(0, 1)
    x = x.clamp(min=1e-4) ** torch.exp(uniform(n, -0.5, 0.5, g)).view(shape)
    x = (x - 0.5) * uniform(n, 0.8, 1.2, g).view(shape) + 0.5 + uniform(n, -0.08, 0.08, g).view(shape)
    noise = uniform(n, 0, 0.03, g) * chance(n, 0.3, g)
    return (x + noise.view(shape) * torch.randn(x.shape, generator=g)).clamp(0, 1)


def augment(x, size, generator):
    """The whole chain, then a reduction to the size this phase trains at."""
    x = shade(coarsen(blank(move(x, generator), generator), generator), generator)
    if size == x.shape[-1]:
        return x
    return F.interpolate(x, size=(size, size), mode="bilinear", antialias=True)


def spoil(x, generator):
    """Turns upright chest films into what the gate must refuse: inverted, turned or upside down."""
    x = x.clone()
    for i in range(len(x)):
        kind = int(torch.randint(0, 6, (), generator=generator))
        if kind == 4:
            x[i] = x[i].flip(-2)
        elif kind in (1, 2, 3):
            x[i] = torch.rot90(x[i], kind, (-2, -1))
        else:
            x[i] = 1 - x[i]
            if kind == 5 and chance(1, 0.3, generator):
                x[i] = torch.rot90(x[i], 2, (-2, -1))
    return x
